"""What each unknown fact would decide, and what it is worth: every way in which it may turn out, screened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from catalog.rules import Screening, Value, Verdict
from catalog.rules.cases import Case, cases
from eligibility.findings.comparing import Difference, compare

MONTH = "month"


@dataclass(frozen=True)
class Turn:
    """Ways in which a fact may turn out that end alike."""

    cases: tuple[Case, ...]
    most: Decimal  # by how much the monthly sum grows, at most
    varies: bool  # whether that hangs on the very number
    at_least: bool
    differences: tuple[Difference, ...]
    still_open: tuple[Verdict, ...]  # what the fact alone does not decide


@dataclass(frozen=True)
class Worth:
    """An unknown fact: what hangs on it, and how it may turn out."""

    fact: str
    hanging: tuple[Verdict, ...]
    turns: tuple[Turn, ...]

    @property
    def most(self) -> Decimal:
        """By how much it can raise the monthly sum for certain."""
        return max((turn.most for turn in self.turns), default=Decimal(0))

    @property
    def possible(self) -> Decimal:
        """The largest monthly sum among what hangs on it and on something else too."""
        return max((_monthly(one) for turn in self.turns for one in turn.still_open), default=Decimal(0))


def worths(screening: Screening) -> tuple[Worth, ...]:
    """The unknown facts that decide something, the worthiest first."""
    order = screening.screener.compilation.variables
    unknown = [fact for fact in order if any(fact in one.missing for one in screening.verdicts)]
    found = [one for fact in unknown if (one := worth(screening, fact)).turns]
    return tuple(sorted(found, key=lambda one: (-one.most, -one.possible, -len(one.hanging))))


def worth(screening: Screening, fact: str) -> Worth:
    """What one unknown fact would decide; it has no turns where it decides nothing that is told."""
    hanging = tuple(one for one in screening.verdicts if fact in one.missing)
    turns = tuple(_turns(screening, fact, {one.benefit.code for one in hanging}))
    decides = any(turn.differences for turn in turns) or any(one.status == "undetermined" for one in hanging)
    return Worth(fact, hanging, turns if decides else ())


def _turns(screening: Screening, fact: str, hanging: set[str]) -> Iterator[Turn]:
    alike: dict[object, list[Turn]] = {}
    for case in cases(screening, fact):
        turn = _turn(screening, fact, case, hanging)
        alike.setdefault(_told_apart(turn), []).append(turn)
    for turns in alike.values():
        first = turns[0]
        every = tuple(case for turn in turns for case in turn.cases)
        yield Turn(every, first.most, first.varies, first.at_least, first.differences, first.still_open)


def _turn(screening: Screening, fact: str, case: Case, hanging: set[str]) -> Turn:
    """One case: what becomes of the benefits, and by how much the monthly sum grows at most."""
    screen, now = screening.screener.screen, screening.totals.monthly_cash
    then = [screen({**screening.answers, fact: value}, screening.as_of) for value in _told(case)]
    sums = [one.totals.monthly_cash - now for one in then]
    still_open = tuple(one for one in then[0].verdicts if one.benefit.code in hanging and one.status == "undetermined")
    found = tuple(one for one in compare(screening, then[0]) if one.what != "same")
    return Turn((case,), max(sums), len(set(sums)) > 1, then[0].totals.at_least, found, still_open)


def _told(case: Case) -> Sequence[Value]:
    """The values to look at: of places that decide alike, any."""
    return case.values[:1] if isinstance(case.values[0], str) else case.values


def _told_apart(turn: Turn) -> object:
    """All by which the ends of two turns are told apart."""
    ends = tuple((one.what, one.verdict.benefit.code, _given(one)) for one in turn.differences)
    return turn.most, turn.varies, turn.at_least, ends, tuple(one.benefit.code for one in turn.still_open)


def _given(one: Difference) -> object:
    award = one.after.award if one.after else None
    if award is None or (one.after and one.after.finding.compiled.needs):
        return one.after and one.after.status
    return award.kind, award.period, award.rate, award.at_least, award.amount


def _monthly(verdict: Verdict) -> Decimal:
    """The largest monthly sum that a benefit may come to."""
    outcomes = (outcome.result for outcome in verdict.finding.outcomes)
    return max((one.amount for one in outcomes if one.period == MONTH and one.amount is not None), default=Decimal(0))
