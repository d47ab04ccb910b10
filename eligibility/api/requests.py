"""From a request's bytes to typed answers, or to every fault in them. Pure: no Django, no clock."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from catalog.rules import Fact, InvalidAnswer, RegionTree, Value, read_answer

EARLIEST, LATEST = date(1949, 10, 1), date(2100, 12, 31)
# Python refuses to read whole numbers of thousands of digits; the first of them are past every limit.
DIGITS = 40
SHOWN = 80
AGAINST_THE_DAY = {"date_in_future", "too_long_ago"}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one field: `facts.self_care`, `regions.0`, or "" for the whole request."""

    field: str
    cause: InvalidAnswer


class Malformed(ValueError):
    """A body that is not JSON; the code says how."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Repeated(dict[str, object]):
    """A JSON object in which names come twice."""

    def __init__(self, pairs: list[tuple[str, object]]) -> None:
        super().__init__(pairs)
        names = [name for name, _ in pairs]
        self.repeated = [name for name in self if names.count(name) > 1]


class Unreadable:
    """A number that JSON does not know, such as NaN: outside every type."""

    def __init__(self, text: str) -> None:
        del text


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    return made if len(made) == len(pairs) else Repeated(pairs)


def _whole(text: str) -> int:
    return int(text) if len(text) <= DIGITS else int(text[:DIGITS])


def _number(text: str) -> object:
    """A decimal as it was written; 15.0 is the whole number 15, as JSON Schema has it."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return Unreadable(text)
    if value.adjusted() < DIGITS and value == value.to_integral_value():
        return int(value)
    return value


_decode: Callable[[str], Any] = json.JSONDecoder(
    object_pairs_hook=_object, parse_float=_number, parse_int=_whole, parse_constant=Unreadable
).decode


def parse(body: bytes) -> object:
    """The JSON value in a body; raises Malformed."""
    try:
        return _decode(body.decode("utf-8"))
    except UnicodeDecodeError:
        raise Malformed("not_utf8") from None
    except RecursionError:
        raise Malformed("too_deep") from None
    except ValueError:
        raise Malformed("not_json") from None


@dataclass(frozen=True, slots=True)
class Terms:
    """What a request may speak of: the facts and regions, and the day it is taken for."""

    facts: Mapping[str, Fact]
    regions: RegionTree
    today: date


@dataclass(slots=True)
class Asked:
    """A request for a screening: as far as it could be read, and everything wrong with it."""

    as_of: date
    answers: dict[str, Value] = field(default_factory=dict)
    regions: tuple[str, ...] | None = None
    declined: frozenset[str] = frozenset()
    faults: list[Fault] = field(default_factory=list)

    def fault(self, place: str, code: str, **params: object) -> None:
        """Note one fault."""
        self.faults.append(Fault(place, InvalidAnswer(code, **params)))


SCREENING = frozenset({"as_of", "facts", "regions"})
INTERVIEW = SCREENING | {"declined"}


def read(data: object, allowed: Collection[str], terms_on: Callable[[date], Terms], today: date) -> Asked:
    """Everything a body asks, and every fault in it; `terms_on` gives what may be spoken of on a day."""
    asked = Asked(today)
    if not isinstance(data, dict):
        asked.fault("", "not_object")
        return asked
    _names(data, "", asked)
    for name in data:
        if name not in allowed:
            asked.fault(shown(name), "unknown_field")
    day = read_day(data.get("as_of"), asked)
    asked.as_of = day or today
    terms = terms_on(asked.as_of)
    _facts(data, terms, day is not None or data.get("as_of") is None, asked)
    asked.regions = _list(data.get("regions"), "regions", terms.regions, "unknown_region", asked)
    if asked.regions == ():
        asked.fault("regions", "empty_list")
    if "declined" in allowed:
        asked.declined = frozenset(_list(data.get("declined"), "declined", terms.facts, "unknown_fact", asked) or ())
    return asked


def read_day(raw: object, asked: Asked, place: str = "as_of") -> date | None:
    """A day written YYYY-MM-DD within the years that are answered for; None where absent or faulty."""
    if raw is None:
        return None
    try:
        day = date.fromisoformat(raw) if isinstance(raw, str) and _is_day(raw) else None
    except ValueError:
        day = None
    if day is None:
        asked.fault(place, "not_date")
    elif not EARLIEST <= day <= LATEST:
        asked.fault(place, "day_out_of_range", earliest=EARLIEST, latest=LATEST)
        return None
    return day


def _is_day(text: str) -> bool:
    """Whether a text has the form of a calendar date; Python alone would take week dates too."""
    return len(text) == 10 and text[4] == text[7] == "-"


def _names(data: Mapping[str, object], before: str, asked: Asked) -> None:
    if isinstance(data, Repeated):
        for name in data.repeated:
            asked.fault(before + shown(name), "repeated_field")


def _facts(data: Mapping[str, object], terms: Terms, day_known: bool, asked: Asked) -> None:
    given = data.get("facts")
    if not isinstance(given, dict):
        asked.fault("facts", "not_object" if "facts" in data else "lacking")
        return
    _names(given, "facts.", asked)
    for code, raw in given.items():
        fact = terms.facts.get(code)
        if fact is None:
            asked.fault("facts." + shown(code), "unknown_fact")
        elif raw is not None:
            _fact(fact, raw, terms, day_known, asked)


def _fact(fact: Fact, raw: object, terms: Terms, day_known: bool, asked: Asked) -> None:
    if fact.type == "date" and isinstance(raw, str) and not _is_day(raw):
        asked.fault("facts." + fact.code, "not_date")
        return
    try:
        asked.answers[fact.code] = read_answer(fact, raw, asked.as_of, terms.regions)
    except InvalidAnswer as cause:
        # Where the day itself is faulty nothing can be held against it.
        if day_known or cause.code not in AGAINST_THE_DAY:
            asked.faults.append(Fault("facts." + fact.code, cause))


def _list(raw: object, place: str, known: Collection[str], code: str, asked: Asked) -> tuple[str, ...] | None:
    """A list of names that are known, each once; None where absent or faulty."""
    if raw is None:
        return None
    if not isinstance(raw, list):
        asked.fault(place, "not_list")
        return None
    seen: set[str] = set()
    for index, name in enumerate(raw):
        if not isinstance(name, str):
            asked.fault(f"{place}.{index}", "not_text")
        elif name in seen:
            asked.fault(f"{place}.{index}", "twice")
        elif name not in known:
            asked.fault(f"{place}.{index}", code)
        else:
            seen.add(name)
    return tuple(name for name in raw if isinstance(name, str))


def shown(name: str) -> str:
    """A name somebody else made up, short and fit to be sent back."""
    return name[:SHOWN].encode("utf-8", "replace").decode("utf-8")
