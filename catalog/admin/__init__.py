"""The staff's admin: everything of the catalogue found, read and edited."""

from catalog.admin import (
    check,
    compare,
    editions,
    exchange,
    facts,
    figures,
    floor,
    freshness,
    items,
    people,
    places,
    publish,
    questions,
    record,
    scenarios,
    words,
)
from catalog.admin.editor import page

__all__ = [
    "check",
    "compare",
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
    "publish",
    "questions",
    "record",
    "scenarios",
    "words",
]
