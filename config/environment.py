"""Reads the environment once; what is wrong is kept as problems, so that one start reports all of them."""

import os
from dataclasses import dataclass
from datetime import time
from ipaddress import ip_network
from typing import Any

import environ

YES = {"1", "true", "yes", "on"}
NO = {"0", "false", "no", "off", ""}


@dataclass(frozen=True)
class Problem:
    """One setting that the portal cannot start with, and its mend."""

    variable: str
    wrong: str
    mend: str


class Environment:
    """The process environment, typed."""

    def __init__(self) -> None:
        self.env = environ.Env()
        self.problems: list[Problem] = []

    def refuse(self, variable: str, wrong: str, mend: str) -> None:
        """Note that the portal must not start like this."""
        self.problems.append(Problem(variable, wrong, mend))

    def text(self, variable: str, default: str = "") -> str:
        """A string, stripped."""
        return os.environ.get(variable, "").strip() or default

    def choice(self, variable: str, allowed: tuple[str, ...]) -> str:
        """One of a few words; the first is the default."""
        value = self.text(variable, allowed[0])
        if value in allowed:
            return value
        self.refuse(variable, f"is {value!r}", f"Set it to one of: {', '.join(allowed)}.")
        return allowed[0]

    def yes_or_no(self, variable: str) -> bool:
        """True or false; false where absent."""
        value = os.environ.get(variable, "").strip().lower()
        if value not in YES | NO:
            self.refuse(variable, f"is {value!r}, neither yes nor no", "Set it to 1 or 0.")
        return value in YES

    def whole(self, variable: str, default: int, at_least: int = 0) -> int:
        """A whole number with a floor."""
        value = self.text(variable, str(default))
        if value.isascii() and value.isdigit() and int(value) >= at_least:
            return int(value)
        self.refuse(variable, f"is {value!r}", f"Set it to a whole number of at least {at_least}.")
        return default

    def hours(self, variable: str, default: str) -> tuple[time, time] | None:
        """From when to when, such as 21:00-08:00; nothing for "none"."""
        value = self.text(variable, default)
        if value == "none":
            return None
        try:
            begins, ends = (time.fromisoformat(part) for part in value.split("-"))
        except ValueError:
            self.refuse(variable, f"is {value!r}", "Set it to hours such as 21:00-08:00, or to none.")
            return time(21), time(8)
        return begins, ends

    def words(self, variable: str, default: list[str]) -> list[str]:
        """A list separated by commas."""
        return [word.strip() for word in os.environ.get(variable, "").split(",") if word.strip()] or default

    def networks(self, variable: str) -> list[str]:
        """IP networks separated by commas."""
        value = self.words(variable, [])
        try:
            return [str(ip_network(one)) for one in value]
        except ValueError:
            self.refuse(
                variable, f"is {','.join(value)!r}", "Set it to networks such as 10.20.0.0/16, or leave it out."
            )
            return []

    def address(self, variable: str, schemes: tuple[str, ...]) -> str:
        """A URL of one of these schemes, or nothing."""
        value = self.text(variable)
        if not value or value.partition("://")[0] in schemes:
            return value
        self.refuse(
            variable, "cannot be read", f"Begin it with one of: {', '.join(f'{scheme}://' for scheme in schemes)}."
        )
        return ""

    def email(self, variable: str) -> dict[str, Any]:
        """A mail server's address as Django's settings; nothing where there is none."""
        value = self.text(variable)
        if not value:
            return {}
        try:
            found = dict(self.env.email_url_config(value))
        except Exception:
            found = {}
        if found.get("EMAIL_HOST") and found.get("EMAIL_BACKEND", "").endswith("smtp.EmailBackend"):
            return found
        # The value may hold a password, so it is not repeated.
        self.refuse(variable, "cannot be read", "Set it to smtp+tls://user:password@host:587 or smtp://host:25.")
        return {}

    def database(self, variable: str, default: str) -> dict[str, Any]:
        """A database address as Django's dictionary."""
        try:
            found = dict(self.env.db_url_config(self.text(variable, default)))
        except Exception:
            found = {}
        if found.get("ENGINE") in {"django.db.backends.sqlite3", "django.db.backends.postgresql"}:
            return found
        # The value may hold a password, so it is not repeated.
        self.refuse(variable, "cannot be read", "Set it to postgres://user:password@host:5432/name or sqlite:////path.")
        return dict(self.env.db_url_config(default))
