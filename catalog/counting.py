"""How many of the invented residents two editions answer otherwise, benefit by benefit and altogether."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from catalog.rules import Answers, AwardResult, InvalidAnswer, Screener, Screening, read_answer
from catalog.sample import COUNT, Residents


@dataclass
class Reach:
    """How many gain a benefit, lose it or have it otherwise, and what that comes to a month in yuan for all of them."""

    gains: int = 0
    loses: int = 0
    differs: int = 0
    cash: Decimal = Decimal(0)

    @property
    def reached(self) -> int:
        """How many are answered otherwise."""
        return self.gains + self.loses + self.differs


@dataclass
class Whole:
    """How many people are answered otherwise about anything, and their monthly cash in yuan, before and after."""

    people: int = COUNT
    reached: int = 0
    more: int = 0
    less: int = 0
    before: Decimal = Decimal(0)
    after: Decimal = Decimal(0)

    @property
    def change(self) -> Decimal:
        """What all of them together are given more a month; negative for less."""
        return self.after - self.before


@dataclass
class Counted:
    """The counts by benefit and of whole people, and the facts drawn evenly for want of anything better."""

    by_benefit: dict[str, Reach]
    estimated: tuple[str, ...]
    whole: Whole = field(default_factory=Whole)


def reach(before: Screener, after: Screener, as_of: date) -> Counted:
    """The same invented residents screened with two editions of one region."""
    (book,) = after.rulebooks
    residents = Residents({**before.facts, **after.facts}, after.regions, book.region, as_of)
    codes = [one.benefit.code for screener in (before, after) for one in screener.compilation.benefits]
    counted = Counted({code: Reach() for code in codes}, residents.estimated)
    for person in residents.people:
        old, new = (screener.screen(_read(screener, person, as_of), as_of) for screener in (before, after))
        _count(counted, old, new)
    return counted


def _read(screener: Screener, person: Mapping[str, Any], as_of: date) -> Answers:
    return dict(_known(screener, person, as_of))


def _known(screener: Screener, person: Mapping[str, Any], as_of: date) -> Iterator[tuple[str, Any]]:
    """What an edition can be told of a person: a fact or an option of the other edition's only stays unsaid."""
    for code in screener.compilation.variables:
        try:
            yield code, read_answer(screener.facts[code], person[code], as_of, screener.regions)
        except InvalidAnswer:
            continue


def _count(counted: Counted, old: Screening, new: Screening) -> None:
    before, after = _given(old), _given(new)
    reached = [code for code in counted.by_benefit if before.get(code) != after.get(code)]
    for code in reached:
        one, had, has = counted.by_benefit[code], before.get(code), after.get(code)
        one.gains += had is None
        one.loses += has is None
        one.differs += had is not None and has is not None
        one.cash += _monthly(has) - _monthly(had)
    whole, had_cash, has_cash = counted.whole, old.totals.monthly_cash, new.totals.monthly_cash
    whole.reached += bool(reached)
    whole.more += has_cash > had_cash
    whole.less += has_cash < had_cash
    whole.before += had_cash
    whole.after += has_cash


Given = tuple[str, "AwardResult | None"]


def _given(screening: Screening) -> dict[str, Given]:
    """What is given for certain, by benefit: the pathway and the award."""
    return {
        one.benefit.code: (one.pathway.code if one.pathway else "", one.award)
        for one in screening.verdicts
        if one.status == "eligible"
    }


def _monthly(given: Given | None) -> Decimal:
    award = given[1] if given else None
    if award is None or award.kind != "cash" or award.period != "month":
        return Decimal(0)
    return award.amount or Decimal(0)
