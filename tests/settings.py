"""The portal's settings, with traps that only tests spring."""

import os
import sys
from pathlib import Path
from types import FrameType

os.environ.setdefault("DJANGO_ENV", "test")
os.environ.setdefault("VAR_DIR", str(Path(__file__).resolve().parent.parent / "var" / "test"))
# Playwright keeps an event loop running beside the tests' own database work.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

from config.settings import *  # noqa: F403
from config.settings import BASE_DIR, DATABASE, STATIC_ROOT, TEMPLATES

STATIC_ROOT.mkdir(parents=True, exist_ok=True)
# A module's lists are loaded in a transaction that waits, idle, while Hypothesis thinks.
if "options" in DATABASE["OPTIONS"]:
    DATABASE["OPTIONS"]["options"] += " -c idle_in_transaction_session_timeout=0"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
OWN_TEMPLATES = str(BASE_DIR / "templates")


class UndefinedVariable(str):
    """Fails a test in which one of the portal's own templates names a variable that its view does not give."""

    __slots__ = ()

    def __contains__(self, part: object) -> bool:
        return part == "%s"

    def __mod__(self, name: object) -> str:
        template = rendering_template(sys._getframe(1))
        if template.startswith(OWN_TEMPLATES):
            raise AssertionError(f"{template} uses {name}, which is not given")
        return ""


def rendering_template(frame: FrameType | None) -> str:
    """The file of the template node that is being rendered."""
    while frame:
        node = frame.f_locals.get("self")
        if frame.f_code.co_name == "render" and (origin := getattr(node, "origin", None)):
            return str(origin.name)
        frame = frame.f_back
    return ""


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UndefinedVariable("%s")
