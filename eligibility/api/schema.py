"""JSON Schema of the API's own types: answers from the typed shapes, requests from the facts."""

from __future__ import annotations

import types
from collections.abc import Mapping
from typing import Any, Union, get_args, get_origin, get_type_hints, is_typeddict

from django.utils.functional import Promise

from catalog.rules import Fact
from catalog.rules.answers import MOST
from catalog.rules.awards import KINDS, PERIODS
from catalog.rules.facts import FACT_TYPES
from catalog.rules.findings import Status

Schema = dict[str, Any]
Words = str | Promise
REF = "#/components/schemas/"
PLAIN: Mapping[object, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    type(None): {"type": "null"},
    Any: {},
}
DAYS = {"as_of", "effective_from", "upcoming", "next_due", "date", "since"}
WORDS_OF: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("Row", "verdict"): get_args(Status),
    ("Award", "kind"): KINDS,
    ("Award", "period"): PERIODS,
    ("PromisedAward", "kind"): KINDS,
    ("PromisedAward", "period"): PERIODS,
    ("AskedFact", "type"): FACT_TYPES,
}


class Shapes:
    """The schemas of some typed dictionaries and of all that they contain, by name."""

    def __init__(self, described: Mapping[str, Words], fields: Mapping[str, Mapping[str, Words]]) -> None:
        self.described = described
        self.fields = fields
        self.found: dict[str, Schema] = {}

    def ref(self, shape: Any) -> Schema:
        """A reference to a shape, which is described where it is not yet."""
        if shape.__name__ not in self.found:
            self.found[shape.__name__] = {}
            self.found[shape.__name__] = self._describe(shape)
        return {"$ref": REF + shape.__name__}

    def _describe(self, shape: Any) -> Schema:
        hints = get_type_hints(shape)
        return {
            "type": "object",
            "description": str(self.described[shape.__name__]),
            "required": list(hints),
            "properties": {name: self._field(shape, name, hint) for name, hint in hints.items()},
        }

    def _field(self, shape: Any, name: str, hint: Any) -> Schema:
        made = self._of(hint)
        if name in DAYS:
            made["format"] = "date"
        if words := WORDS_OF.get((shape.__name__, name)):
            made["enum"] = [*words, None] if "null" in made["type"] else list(words)
        return {**made, "description": str(self.fields[shape.__name__][name])}

    def _of(self, hint: Any) -> Schema:
        if is_typeddict(hint):
            return self.ref(hint)
        origin, inside = get_origin(hint), get_args(hint)
        if origin is list:
            return {"type": "array", "items": self._of(inside[0])}
        if origin is dict:
            return {"type": "object", "additionalProperties": self._of(inside[1])}
        if origin in (types.UnionType, Union):
            return _either([self._of(one) for one in inside])
        return dict(PLAIN[hint])


def _either(parts: list[Schema]) -> Schema:
    """One of several types; plain ones are joined the short way."""
    if all(set(part) == {"type"} for part in parts):
        return {"type": [part["type"] for part in parts]}
    return {"anyOf": parts}


def answer_to(fact: Fact) -> Schema:
    """What may be sent for a fact; null is unknown."""
    options = list(fact.options)
    kinds: Mapping[str, Schema] = {
        "date": {"type": ["string", "null"], "format": "date"},
        "bool": {"type": ["boolean", "null"]},
        "integer": {"type": ["integer", "null"], "minimum": 0, "maximum": MOST},
        "money": {"type": ["number", "null"], "minimum": 0, "maximum": MOST, "multipleOf": 0.01},
        "choice": {"type": ["string", "null"], "enum": [*options, None]},
        "choices": {"type": ["array", "null"], "items": {"type": "string", "enum": options}, "uniqueItems": True},
        "region": {"anyOf": [{"$ref": REF + "Region"}, {"type": "null"}]},
    }
    return dict(kinds[fact.type])
