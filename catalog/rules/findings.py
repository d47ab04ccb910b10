"""What follows for one benefit from a set of possible cells, with nothing personal in it.

A finding depends on cells alone, so everybody in the same cells shares one, and it is kept.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeVar, cast

from catalog.rules.answers import Answers
from catalog.rules.awards import AwardResult
from catalog.rules.compiling import Compiled, Masks, Outcome, result_of, working_of
from catalog.rules.diagram import Restriction, leaf
from catalog.rules.expressions import Expression
from catalog.rules.reasons import Reason, reasons
from catalog.rules.rulebook import Pathway
from catalog.rules.scales import Steps

if TYPE_CHECKING:
    from catalog.rules.screener import Screener

Status = Literal["eligible", "ineligible", "undetermined"]
FITS = leaf(1)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Step:
    """Something people could do: from which cells of a variable, and into which it takes them."""

    place: int
    ends: int
    begins: int
    code: str
    text: str


class Finding:
    """One benefit decided for everybody in some cells."""

    def __init__(self, screener: Screener, compiled: Compiled, masks: Masks, answered: frozenset[str]) -> None:
        self.screener = screener
        self.compiled = compiled
        self.masks = tuple(masks)
        self.answered = answered
        self.shown: dict[object, bytes] = {}
        self.live = 0
        end = screener.compilation.diagram.end(compiled.root, masks)
        if end is not None:
            self.status: Status = "eligible" if end else "ineligible"
            self.outcomes = compiled.outcomes[end - 1 : end] if end else ()
            self.pathway = self.outcomes[0].pathway if end else None
        else:
            self._look(Restriction(screener.compilation.diagram, masks))
        if compiled.needs:
            for outcome in self.outcomes:
                for fact in outcome.needs - answered:
                    self.live |= 1 << screener.compilation.place[fact]

    def _look(self, view: Restriction) -> None:
        """The verdict where what is unknown can still lead to several ends."""
        seen = view.see(self.compiled.root)
        reach = view.reach(seen)
        self.status = "ineligible" if reach == 1 else "undetermined" if reach & 1 else "eligible"
        self.outcomes = tuple(one for place, one in enumerate(self.compiled.outcomes, 1) if reach >> place & 1)
        self.live = view.support(seen) & self.screener.askable
        self.pathway = self._pathway(view) if self.status == "eligible" else None

    def _pathway(self, view: Restriction) -> Pathway | None:
        """The best pathway that fits for certain."""
        possible = {outcome.pathway.code for outcome in self.outcomes}
        if len(possible) == 1:
            return self.outcomes[0].pathway
        ways = zip(self.compiled.benefit.pathways, self.compiled.fits, strict=True)
        return next((way for way, fit in ways if view.see(fit) == FITS), None)

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """The facts that can still change the verdict, the pathway or the award."""
        if not self.live:
            return ()
        return tuple(code for place, code in enumerate(self.screener.compilation.variables) if self.live >> place & 1)

    @cached_property
    def shared_award(self) -> AwardResult | None:
        """The award that does not depend on who it is within the cells; None where nothing is given."""
        return self._together([one.result for one in self.outcomes])

    def award(self, answers: Answers) -> AwardResult | None:
        """The award for one person, worked out from the answers it needs."""
        if not any(one.needs and one.needs <= self.answered for one in self.outcomes):
            return self.shared_award
        return self._together([self._result(one, answers) for one in self.outcomes])

    def _result(self, outcome: Outcome, answers: Answers) -> AwardResult:
        if outcome.sum and outcome.needs and outcome.needs <= self.answered:
            return _worked_out(outcome, outcome.sum, answers, self.compiled)
        return outcome.result

    def _together(self, results: list[AwardResult]) -> AwardResult | None:
        """What holds however it ends; what is no sum, of the certain pathway alone where there is one."""
        certain = [one for out, one in zip(self.outcomes, results, strict=True) if out.pathway is self.pathway]
        shown = certain or results
        if len(set(results)) <= 1:
            return shown[0] if shown else None
        return replace(
            shown[0],
            amount=_only({one.amount for one in results}),
            rate=_only({one.rate for one in shown}),
            formula=_only({one.formula for one in shown}),
            working=None,
        )

    @property
    def sum_is_open(self) -> bool:
        """Whether the list fixes the amount, and only what is unknown of the person keeps it open."""
        return any(one.needs or one.result.amount is not None for one in self.outcomes)

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """The conditions of the pathway nearest to fitting, each met, not met or open."""
        return reasons(self)

    def given(self, place: int, mask: int) -> Finding:
        """The same, were one fact within other cells."""
        masks = [*self.masks]
        masks[place] = mask
        fact = self.screener.compilation.variables[place]
        return self.screener.finding(self.compiled, masks, self.answered | {fact})

    @cached_property
    def steps(self) -> tuple[tuple[str, str], ...]:
        """What the person could do, one thing at a time, to become eligible: code and text."""
        if self.status != "ineligible":
            return ()
        return tuple(
            (step.code, step.text)
            for step in self.screener.steps
            if step.place in self.compiled.support
            and not self.masks[step.place] & (step.ends | ~step.begins)
            and self.given(step.place, step.ends).status == "eligible"
        )

    def ages(self) -> list[int]:
        """The ages at which something may change."""
        place = self.screener.age_place
        if place is None or place not in self.compiled.support:
            return []
        return cast(Steps, self.screener.compilation.partitions[place]).points

    def at_age(self, age: int) -> Finding:
        """The same, were the person of another age."""
        place = self.screener.age_place
        if place is None or place not in self.compiled.support:
            return self
        return self.given(place, 1 << bisect_right(self.ages(), age))

    def later_ages(self) -> Iterator[tuple[int, Finding]]:
        """The ages to come at which a cell begins, with what is then found; none while the age is open."""
        place = self.screener.age_place
        if place is None or self.masks[place] & (self.masks[place] - 1):
            return
        for age in self.ages()[self.masks[place].bit_length() - 1 :]:
            yield age, self.at_age(age)

    @cached_property
    def upcoming_age(self) -> int | None:
        """The first age from which age alone makes it eligible for certain."""
        if self.status == "eligible":
            return None
        return next((age for age, then in self.later_ages() if then.status == "eligible"), None)

    @cached_property
    def better_age(self) -> tuple[int, Finding] | None:
        """For an eligible person, the first age from which a different pathway or award is certain."""
        if self.status != "eligible" or self.pathway is None:
            return None
        for age, then in self.later_ages():
            if then.status == "eligible" and then.pathway and then.outcomes != self.outcomes:
                return age, then
        return None

    @cached_property
    def impersonal(self) -> bool:
        """Whether it tells everybody in its cells the very same: no birthday, sum or last date of their own."""
        benefit = self.compiled.benefit
        return not (self.compiled.needs or benefit.renewal_from or self.upcoming_age or self.better_age)


def _only(values: set[T]) -> T | None:
    return values.pop() if len(values) == 1 else None


def _worked_out(outcome: Outcome, sum_: Expression, answers: Answers, compiled: Compiled) -> AwardResult:
    given: Mapping[str, Decimal] = {name: Decimal(str(answers[name])) for name in outcome.needs}
    amount = sum_.value({**outcome.figures, **given})
    working = working_of(sum_, outcome.figures, given, compiled.rulebook)
    return result_of(outcome.pathway.award, amount, working)
