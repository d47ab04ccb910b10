"""How many of the invented residents two editions answer otherwise, benefit by benefit and altogether."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from catalog.review.sample import COUNT, Residents
from catalog.rules import AwardResult, InvalidAnswer, Screener, Screening, read_answer


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
    """How many people are answered otherwise about anything, and what that changes of their monthly cash in yuan."""

    people: int = COUNT
    reached: int = 0
    more: int = 0
    less: int = 0
    change: Decimal = Decimal(0)


@dataclass
class Counted:
    """The counts by benefit and of whole people, and the facts drawn evenly for want of anything better."""

    by_benefit: dict[str, Reach]
    estimated: tuple[str, ...]
    whole: Whole = field(default_factory=Whole)


Given = tuple[str, "AwardResult | None"]


def reach(before: Screener, after: Screener, as_of: date, codes: Collection[str]) -> Counted:
    """The same invented residents screened with two editions of one region; `codes` are the benefits that differ."""
    (book,) = after.rulebooks
    residents = Residents({**before.facts, **after.facts}, after.regions, book.region, as_of)
    counted = Counted({code: Reach() for code in codes}, residents.estimated)
    if codes:
        sides = [_Side(screener, codes) for screener in (before, after)]
        for person in residents.people:
            _count(counted, *((side, side.screening(person, as_of)) for side in sides))
    return counted


class _Side:
    """One edition, with the benefits that differ."""

    def __init__(self, screener: Screener, codes: Collection[str]) -> None:
        self.screener = screener
        self.compiled = [one for one in screener.compilation.benefits if one.benefit.code in codes]

    def screening(self, person: Mapping[str, Any], as_of: date) -> Screening:
        return self.screener.screen(dict(self._known(person, as_of)), as_of)

    def _known(self, person: Mapping[str, Any], as_of: date) -> Iterator[tuple[str, Any]]:
        """What an edition can be told of a person: a fact or an option of the other edition's only stays unsaid."""
        for code in self.screener.compilation.variables:
            try:
                yield code, read_answer(self.screener.facts[code], person[code], as_of, self.screener.regions)
            except InvalidAnswer:
                continue

    def given(self, screening: Screening) -> dict[str, Given]:
        """What is given for certain, by benefit: the pathway and the award."""
        found: dict[str, Given] = {}
        for one in self.compiled if screening.catalogues else ():
            finding = self.screener.finding(one, screening.masks, screening.answers)
            if finding.status == "eligible":
                way = finding.pathway.code if finding.pathway else ""
                found[one.benefit.code] = (way, finding.award(screening.answers))
        return found


def _count(counted: Counted, *sides: tuple[_Side, Screening]) -> None:
    before, after = (side.given(screening) for side, screening in sides)
    reached = [code for code in counted.by_benefit if before.get(code) != after.get(code)]
    for code in reached:
        one, had, has = counted.by_benefit[code], before.get(code), after.get(code)
        one.gains += had is None
        one.loses += has is None
        one.differs += had is not None and has is not None
        one.cash += _monthly(has) - _monthly(had)
    if reached:
        change = sides[1][1].totals.monthly_cash - sides[0][1].totals.monthly_cash
        counted.whole.reached += 1
        counted.whole.more += change > 0
        counted.whole.less += change < 0
        counted.whole.change += change


def _monthly(given: Given | None) -> Decimal:
    award = given[1] if given else None
    if award is None or award.kind != "cash" or award.period != "month":
        return Decimal(0)
    return award.amount or Decimal(0)
