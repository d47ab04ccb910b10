"""Two screenings of one person side by side: what is gained and lost, what becomes more and less."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, cast

from catalog.rules import AwardResult, Screening, Verdict
from eligibility.presenter import sections

# `other` is had in another way of which nobody can say that it is more; `unsure` was had and would hang on something
# unknown; `perhaps` was not had and would hang on it; `settled` hung on it and would not be had.
What = Literal["gained", "more", "other", "perhaps", "less", "unsure", "lost", "settled", "same"]
HELD = ("have", "choose")
IN_A_YEAR: Mapping[str | None, int] = {"month": 12, "year": 1}


@dataclass(frozen=True)
class Difference:
    """What becomes of one benefit; of two where one takes the other's place."""

    what: What
    before: Verdict | None
    after: Verdict | None

    @property
    def verdict(self) -> Verdict:
        """The benefit that it is told of."""
        return cast(Verdict, self.after or self.before)


@dataclass(frozen=True)
class Shown:
    """The benefits of a screening that a page shows as had, and as hanging on something unknown."""

    held: Mapping[str, Verdict]
    open: Mapping[str, Verdict]
    all: Mapping[str, Verdict]


def shown(screening: Screening) -> Shown:
    """What a page shows of a screening, by the benefits' codes."""
    found = sections(screening)
    held = {one.benefit.code: one for name in HELD for one in found[name]}
    undecided = {one.benefit.code: one for one in found["open"]}
    return Shown(held, undecided, {one.benefit.code: one for one in screening.verdicts})


def compare(before: Screening, after: Screening) -> tuple[Difference, ...]:
    """What becomes of every benefit that is had or hangs on something unknown, before or after."""
    first, then = shown(before), shown(after)
    both = [
        Difference(difference(one, then.held[code]), one, then.held[code])
        for code, one in first.held.items()
        if code in then.held
    ]
    return (*both, *_come_and_go(first, then), *_undecided(first, then))


def _come_and_go(first: Shown, then: Shown) -> Iterator[Difference]:
    """What is had on one side alone; where another list's takes a benefit's place, the two together."""
    come = {code: one for code, one in then.held.items() if code not in first.held}
    for code, one in first.held.items():
        if code in then.held:
            continue
        instead = _instead(one, come.values())
        if instead is not None:
            del come[instead.benefit.code]
            yield Difference(difference(one, instead), one, instead)
        else:
            yield Difference("unsure" if code in then.open else "lost", one, then.all.get(code))
    for one in come.values():
        yield Difference("gained", first.all.get(one.benefit.code), one)


def _instead(gone: Verdict, come: Iterable[Verdict]) -> Verdict | None:
    """The benefit that takes another's place: the one that carries it out, or another list's of the same name."""
    others = [one for one in come if one.rulebook.region != gone.rulebook.region]
    code, name = gone.benefit.code, gone.benefit.name
    carried = (one for one in others if code == one.benefit.carries_out or one.benefit.code == gone.benefit.carries_out)
    return next(carried, None) or next((one for one in others if one.benefit.name == name), None)


def _undecided(first: Shown, then: Shown) -> Iterator[Difference]:
    """What hangs on something unknown on one side, and is had on neither."""
    for code, one in then.open.items():
        if code not in first.held:
            yield Difference("same" if code in first.open else "perhaps", first.all.get(code), one)
    for code, one in first.open.items():
        if code not in then.held and code not in then.open:
            yield Difference("settled", one, then.all.get(code))


def difference(before: Verdict, after: Verdict) -> What:
    """Whether of something that is had there is more, less or as much."""
    one, other = before.award, after.award
    if one is None or other is None:
        return "other"
    if _given(one) == _given(other):
        return "same" if None in (before.pathway, after.pathway) or _told(before) == _told(after) else "other"
    if one.kind != other.kind:
        return "other"
    if one.rate is not None and other.rate is not None and _given(one)[3:] == _given(other)[3:]:
        return "more" if other.rate > one.rate else "less"
    return _by_amount(one, other)


def _given(award: AwardResult) -> tuple[object, ...]:
    """All that an award gives, without how it is worked out."""
    return (award.kind, award.rate, award.formula, award.period, award.at_least, award.amount)


def _told(verdict: Verdict) -> tuple[str, int | None]:
    """What is told of a pathway besides its award."""
    return (verdict.pathway.name if verdict.pathway else "", verdict.renewal_months)


def _by_amount(one: AwardResult, other: AwardResult) -> What:
    """By the sums, as far as the least of one stands above the other."""
    first, then = yearly(one), yearly(other)
    if first is None or then is None:
        return "other"
    if then > first and (other.at_least or not one.at_least):
        return "more"
    if then < first and (one.at_least or not other.at_least):
        return "less"
    return "other"


def yearly(award: AwardResult | None) -> Decimal | None:
    """What is given in a year by the month or by the year; None where that is not known."""
    times = IN_A_YEAR.get(award.period) if award else None
    return award.amount * times if award and award.amount is not None and times else None
