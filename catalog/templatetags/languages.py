"""The languages that a reader can change to."""

from __future__ import annotations

from django.conf import settings
from django.db import DatabaseError
from django.template import Library
from django.utils.translation import get_language

from catalog.languages.speaking import offered

OWN_NAMES = {"zh-hans": "简体中文", "en": "English"}
register = Library()


@register.simple_tag
def other_languages() -> list[tuple[str, str, str]]:
    """The code of each language but the page's, how HTML names it, and what its speakers call it."""
    try:
        names = {**{code: OWN_NAMES[code] for code, _name in settings.LANGUAGES}, **offered()}
    except DatabaseError:
        names = OWN_NAMES
    return [(code, tag(code), name) for code, name in names.items() if code != get_language()]


@register.filter
def tag(code: str) -> str:
    """A language as HTML names it."""
    return "zh-Hans" if code == "zh-hans" else code
