"""From what somebody sent to a typed value, or to a named fault."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from catalog.rules.dates import OLDEST, birthday
from catalog.rules.errors import InvalidAnswer
from catalog.rules.facts import Fact
from catalog.rules.regions import RegionTree


@dataclass(frozen=True, slots=True)
class Among:
    """A partial answer: these options for certain, and perhaps others of the fact's too."""

    certain: frozenset[str]


Value = date | bool | int | Decimal | str | frozenset[str] | Among
Answers = Mapping[str, Value]
MOST = 100_000_000
BIRTH_DATE = "birth_date"
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_answer(fact: Fact, raw: object, as_of: date, regions: RegionTree) -> Value:
    """The value that `raw` (of JSON's types) gives to a fact.

    Raises InvalidAnswer with one of the codes named in the readers below.
    """
    if fact.type == "region":
        return _region(raw, regions)
    return READERS[fact.type](fact, raw, as_of)


def _date(fact: Fact, raw: object, as_of: date) -> date:
    """not_date, too_long_ago, date_in_future: only a birth must have been (contract/interfaces.md)."""
    if isinstance(raw, date):
        value = raw
    elif isinstance(raw, str) and DAY.fullmatch(raw):
        try:
            value = date.fromisoformat(raw)
        except ValueError:
            raise InvalidAnswer("not_date") from None
    else:
        raise InvalidAnswer("not_date")
    ahead = 0 if fact.code == BIRTH_DATE else OLDEST
    if value.year > as_of.year + ahead or (not ahead and value > as_of):
        raise InvalidAnswer("date_in_future", as_of=as_of)
    if value.year + OLDEST < 9999 and birthday(value, OLDEST) < as_of:
        raise InvalidAnswer("too_long_ago", years=OLDEST)
    return value


def _bool(fact: Fact, raw: object, as_of: date) -> bool:
    """not_true_or_false."""
    if isinstance(raw, bool):
        return raw
    raise InvalidAnswer("not_true_or_false")


def _choice(fact: Fact, raw: object, as_of: date) -> str:
    """not_a_choice."""
    if isinstance(raw, str) and raw in fact.options:
        return raw
    raise InvalidAnswer("not_a_choice", options=tuple(fact.options))


def _choices(fact: Fact, raw: object, as_of: date) -> frozenset[str]:
    """not_choices, not_a_choice."""
    if not isinstance(raw, list | tuple | frozenset) or not all(isinstance(one, str) for one in raw):
        raise InvalidAnswer("not_choices")
    if len(set(raw)) < len(raw) or not set(raw) <= set(fact.options):
        raise InvalidAnswer("not_a_choice", options=tuple(fact.options))
    return frozenset(raw)


def _integer(fact: Fact, raw: object, as_of: date) -> int:
    """not_whole, negative, too_large."""
    if isinstance(raw, bool) or not isinstance(raw, int):
        raise InvalidAnswer("not_whole")
    return int(_bounded(raw))


def _money(fact: Fact, raw: object, as_of: date) -> Decimal:
    """not_a_number, negative, too_large, too_many_decimals."""
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal):
        raise InvalidAnswer("not_a_number")
    try:
        value = Decimal(str(raw))
    except InvalidOperation:
        raise InvalidAnswer("not_a_number") from None
    if not value.is_finite():
        raise InvalidAnswer("not_a_number")
    _bounded(value)
    if value != value.quantize(Decimal("0.01")):
        raise InvalidAnswer("too_many_decimals")
    return value


def _bounded(value: int | Decimal) -> int | Decimal:
    if value < 0:
        raise InvalidAnswer("negative")
    if value > MOST:
        raise InvalidAnswer("too_large", most=MOST)
    return value


def _region(raw: object, regions: RegionTree) -> str:
    """unknown_region."""
    if isinstance(raw, str) and raw in regions:
        return raw
    raise InvalidAnswer("unknown_region")


READERS: Mapping[str, Callable[[Fact, object, date], Value]] = {
    "date": _date,
    "bool": _bool,
    "choice": _choice,
    "choices": _choices,
    "integer": _integer,
    "money": _money,
}
