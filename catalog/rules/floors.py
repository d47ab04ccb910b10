"""Whether one benefit gives at least what another does: proved, or refuted with somebody who loses.

衢政办发〔2023〕27号, point one: a district may give more than its city, never less (R13).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Literal, cast

from catalog.rules.answers import MOST
from catalog.rules.awards import AwardResult
from catalog.rules.compiling import Compiled, Outcome
from catalog.rules.pieces import NotStraight, bends
from catalog.rules.scales import CENTS, Steps
from catalog.rules.search import Person, Search

Held = Literal["enough", "less", "open"]
# How many months a period is; what is given once or by the day is held only against its like.
MONTHS: Mapping[str | None, int] = {"month": 1, "year": 12}


@dataclass(frozen=True)
class Proof:
    """The floor holds; or somebody loses: `given` is None where they get nothing; or it cannot be told.

    It is open where the two awards cannot be held against each other, and, `unset`, where it hangs on a
    parameter without a figure.
    """

    verdict: Literal["proved", "refuted", "open"]
    person: Person = field(default_factory=dict)
    owed: AwardResult | None = None
    given: AwardResult | None = None
    unset: bool = False


def prove(upper: Compiled, lower: Compiled, search: Search) -> Proof:
    """Whether `lower` gives what `upper` does to everybody that a search walks over; exact to the cent."""
    asked = len(search.compilation.variables)
    unset = sorted({place for one in (upper, lower) for place in one.support if place >= asked})
    proofs = [
        _prove(upper, lower, search.narrowed(dict(zip(unset, cells, strict=True))))
        for cells in product((1, 2), repeat=len(unset))
    ]
    if len({one.verdict for one in proofs}) == 1:
        return proofs[0]
    return replace(next(one for one in proofs if one.verdict != "proved"), verdict="open", unset=True)


def worst(proofs: Sequence[Proof]) -> Proof:
    """The proof that weighs most: somebody who loses, else what cannot be told."""
    ranked = ("refuted", "open", "proved")
    return min(proofs, key=lambda one: ranked.index(one.verdict))


def _prove(upper: Compiled, lower: Compiled, search: Search) -> Proof:
    nothing = search.meet(lambda ends: bool(ends[0]) and not ends[1], upper.root, lower.root)
    if nothing:
        return Proof("refuted", nothing[0], upper.outcomes[nothing[1][0] - 1].result)
    pair = _Pair(upper, lower, search)
    return pair.ends_in("less") or pair.falls_behind() or pair.ends_in("open") or Proof("proved")


class _Pair:
    def __init__(self, upper: Compiled, lower: Compiled, search: Search) -> None:
        self.upper, self.lower, self.search = upper, lower, search

    def outcomes(self, ends: tuple[int, ...]) -> tuple[Outcome, Outcome]:
        return self.upper.outcomes[ends[0] - 1], self.lower.outcomes[ends[1] - 1]

    def ends_in(self, held: Held) -> Proof | None:
        """Somebody to whom two awards fall that are held against each other so."""
        found = self.search.meet(
            lambda ends: all(ends) and _held(*self.outcomes(ends)) == held, self.upper.root, self.lower.root
        )
        if found is None:
            return None
        owed, given = self.outcomes(found[1])
        return Proof("refuted" if held == "less" else "open", found[0], owed.result, given.result)

    def falls_behind(self) -> Proof | None:
        """Somebody to whom a sum over one of their figures gives less than is owed."""
        names = {name for one in (*self.upper.outcomes, *self.lower.outcomes) for name in one.needs}
        return next((found for name in sorted(names) if (found := self._over(name))), None)

    def _over(self, name: str) -> Proof | None:
        place = self.search.compilation.place[name]
        steps = cast(Steps, self.search.compilation.partitions[place])
        for cell, (low, high) in enumerate(_stretches(steps)):
            nodes = [self.search.given(one.root, place, cell) for one in (self.upper, self.lower)]

            def short(ends: tuple[int, ...], low: int = low, high: int = high) -> bool:
                return all(ends) and _shortage(*self.outcomes(ends), name, steps, low, high) is not None

            found = self.search.meet(short, *nodes)
            if found:
                owed, given = self.outcomes(found[1])
                figure = cast(Decimal, _shortage(owed, given, name, steps, low, high))
                value = figure if steps.scale is CENTS else int(figure)
                due, paid = (replace(one.result, amount=_amount(one, name, figure)) for one in (owed, given))
                return Proof("refuted", {**found[0], name: value}, due, paid)
        return None


def _held(owed: Outcome, given: Outcome) -> Held:
    """What is given held against what is owed, as far as no answer is needed for it."""
    if owed.result.kind != given.result.kind:
        return "open"
    parts = {_rates(owed, given), _sums(owed, given)}
    return next((held for held in ("less", "open") if held in parts), "enough")


def _rates(owed: Outcome, given: Outcome) -> Held:
    if owed.result.rate is None:
        return "enough"
    if given.result.rate is None:
        return "open"
    return "less" if given.result.rate < owed.result.rate else "enough"


def _sums(owed: Outcome, given: Outcome) -> Held:
    if owed.needs or given.needs:
        return "enough" if _straight(owed, given) else "open"
    due, paid = owed.result.amount, given.result.amount
    if due is None:
        return "open" if owed.result.kind == "cash" else "enough"
    if due == 0:
        return "enough"
    months = _months(owed, given)
    if paid is None or months is None:
        return "open"
    return "less" if paid * months[0] < due * months[1] else "enough"


def _months(owed: Outcome, given: Outcome) -> tuple[int, int] | None:
    """By how much to multiply what is given and what is owed, that both be of the same time."""
    due, paid = owed.result.period, given.result.period
    if due == paid:
        return 1, 1
    return (MONTHS[due], MONTHS[paid]) if due in MONTHS and paid in MONTHS else None


def _straight(owed: Outcome, given: Outcome) -> bool:
    """Whether two sums can be held against each other for every figure: both over the one same, in straight pieces."""
    names = owed.needs | given.needs
    if len(names) > 1 or _months(owed, given) is None or any(not _known(one) for one in (owed, given)):
        return False
    try:
        for one in (owed, given):
            _bends(one, next(iter(names)), 0, MOST, 1)
    except NotStraight:
        return False
    return True


def _known(outcome: Outcome) -> bool:
    return outcome.result.amount is not None or bool(outcome.needs)


def _stretches(steps: Steps) -> Iterator[tuple[int, int]]:
    """The first and last number of each cell."""
    most = MOST * (100 if steps.scale is CENTS else 1)
    lows = [0, *steps.points]
    yield from zip(lows, [*(point - 1 for point in steps.points), most], strict=True)


def _shortage(owed: Outcome, given: Outcome, name: str, steps: Steps, low: int, high: int) -> Decimal | None:
    """A figure within a stretch for which less is given than is owed."""
    months = _months(owed, given)
    if owed.needs | given.needs != {name} or owed.result.kind != given.result.kind or months is None:
        return None
    if not _straight(owed, given):
        return None
    unit = 100 if steps.scale is CENTS else 1
    points = {point for one in (owed, given) for point in _bends(one, name, low, high, unit)}
    near = {number for point in points for number in (int(point * unit), int(point * unit) + 1)}
    for number in sorted({low, high, *(one for one in near if low <= one <= high)}):
        figure = Decimal(number) / unit
        if _amount(given, name, figure) * months[0] < _amount(owed, name, figure) * months[1]:
            return figure
    return None


def _bends(outcome: Outcome, name: str, low: int, high: int, unit: int) -> list[Fraction]:
    if not outcome.needs or outcome.sum is None:
        return []
    return bends(outcome.sum, name, outcome.figures, Fraction(low, unit), Fraction(high, unit))


def _amount(outcome: Outcome, name: str, figure: Decimal) -> Decimal:
    if not outcome.needs or outcome.sum is None:
        return cast(Decimal, outcome.result.amount)
    return outcome.sum.value({**outcome.figures, name: figure})
