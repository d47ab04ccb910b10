"""The staff's admin: everything of the catalogue found, read and edited."""

from catalog.admin import (
    check,
    editions,
    exchange,
    facts,
    figures,
    floor,
    freshness,
    items,
    people,
    places,
    questions,
    scenarios,
    words,
)
from catalog.admin.editor import page

__all__ = [
    "check",
    "editions",
    "exchange",
    "facts",
    "figures",
    "floor",
    "freshness",
    "items",
    "page",
    "people",
    "places",
    "questions",
    "scenarios",
    "words",
]
