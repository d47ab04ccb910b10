"""One person screened: the catalogues consulted, the verdicts, the totals and the next question."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, cast

from catalog.rules.answers import Answers
from catalog.rules.awards import AwardResult
from catalog.rules.compiling import Compiled
from catalog.rules.dates import add_months, age_on, birthday
from catalog.rules.exclusions import Totals, settle, totals
from catalog.rules.facts import Consults, Fact, Question
from catalog.rules.findings import Finding, Status
from catalog.rules.reasons import Reason
from catalog.rules.renewals import next_due
from catalog.rules.rulebook import Benefit, Item, Pathway, Rulebook

if TYPE_CHECKING:
    from catalog.rules.screener import Screener

AHEAD_MONTHS = 60


@dataclass(frozen=True, slots=True)
class NextAward:
    """A different pathway or award that age alone brings."""

    day: date
    pathway: Pathway
    award: AwardResult | None


class Verdict:
    """One benefit for one person."""

    __slots__ = ("award", "choose_one_with", "finding", "screening", "superseded_by")

    def __init__(self, screening: Screening, finding: Finding) -> None:
        self.screening = screening
        self.finding = finding
        self.award: AwardResult | None = None
        if finding.status == "eligible":
            self.award = finding.award(screening.answers)
        self.superseded_by: str | None = None
        self.choose_one_with: tuple[str, ...] = ()

    @property
    def rulebook(self) -> Rulebook:
        """The edition that the benefit stands in."""
        return self.finding.compiled.rulebook

    @property
    def item(self) -> Item:
        """The row of the list."""
        return self.finding.compiled.item

    @property
    def benefit(self) -> Benefit:
        """The benefit."""
        return self.finding.compiled.benefit

    @property
    def status(self) -> Status:
        """eligible, ineligible or undetermined; exact under what is unknown."""
        return self.finding.status

    @property
    def pathway(self) -> Pathway | None:
        """The best pathway that fits for certain."""
        return self.finding.pathway

    @property
    def possible_award(self) -> AwardResult | None:
        """What an undetermined benefit would give."""
        return self.finding.award(self.screening.answers) if self.status == "undetermined" else None

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts that can still change the verdict, the pathway or the award."""
        return self.finding.missing

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The conditions of the pathway that fits, or of the one nearest to fitting."""
        return self.finding.reasons

    @property
    def steps(self) -> tuple[tuple[str, str], ...]:
        """What the person could do to become eligible: code and text."""
        return self.finding.steps

    @property
    def upcoming(self) -> date | None:
        """The first date, five years ahead at most, from which age alone makes it certain."""
        age = self.finding.upcoming_age
        return self.screening.day_of(age) if age is not None else None

    @property
    def next_award(self) -> NextAward | None:
        """What age alone changes for an eligible person within five years."""
        better = self.finding.better_age
        day = self.screening.day_of(better[0]) if better else None
        if better is None or day is None or better[1].pathway is None:
            return None
        return NextAward(day, better[1].pathway, better[1].award(self.screening.answers))

    @property
    def renewal_months(self) -> int | None:
        """After how many months it is to be renewed."""
        return self.pathway.renewal_months if self.pathway else None

    @property
    def next_due(self) -> date | None:
        """When it is next due, counted from its last date (R42)."""
        fact = self.benefit.renewal_from
        last = self.screening.answers.get(fact) if fact else None
        if last is None or self.status != "eligible":
            return None
        return next_due(self.finding, cast(date, last), self.screening.birth)


class Screening:
    """A person's answers on a day, and what follows from them."""

    def __init__(
        self, screener: Screener, answers: Answers, as_of: date, regions: Collection[str] | None = None
    ) -> None:
        self.screener = screener
        self.answers = answers
        self.as_of = as_of
        self.masks = screener.know(answers, as_of)
        self.catalogues = tuple(
            book for book in screener.rulebooks if (regions is None or book.region in regions) and self._consulted(book)
        )

    def _consulted(self, book: Rulebook) -> bool:
        """Whether a catalogue answers for the person: by hukou, residence or the child's hukou (R12)."""
        for fact, rule in self.screener.consulting:
            place = self.answers.get(fact)
            if place is None:
                if rule.unknown == "any":
                    return True
            elif self.screener.regions.within(cast(str, place), book.region):
                return True
        return not self.screener.consulting

    @property
    def birth(self) -> date | None:
        """The date that ages are counted from, where it is known."""
        place = self.screener.age_place
        code = None if place is None else self.screener.compilation.variables[place]
        return cast("date | None", self.answers.get(code)) if code else None

    def day_of(self, age: int) -> date | None:
        """The birthday on which an age is reached, where it lies within five years."""
        if self.birth is None:
            return None
        day = birthday(self.birth, age)
        return day if day <= add_months(self.as_of, AHEAD_MONTHS) else None

    @cached_property
    def compiled(self) -> list[Compiled]:
        """The benefits of the catalogues consulted, in their order."""
        return [one for book in self.catalogues for one in self.screener.by_book[book.edition]]

    @cached_property
    def findings(self) -> list[Finding]:
        """What the cells alone tell of each benefit."""
        find, masks, answers = self.screener.finding, self.masks, self.answers
        return [find(compiled, masks, answers) for compiled in self.compiled]

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """A verdict for every benefit of the catalogues consulted."""
        verdicts = tuple(Verdict(self, finding) for finding in self.findings)
        settle(verdicts)
        return verdicts

    @cached_property
    def totals(self) -> Totals:
        """The monthly cash of what the person can have now."""
        return totals(self.verdicts)

    @property
    def undetermined(self) -> int:
        """How many benefits the unknown can still decide."""
        return sum(finding.status == "undetermined" for finding in self.findings)

    def live(self) -> int:
        """The variables that can still change a verdict, a pathway or an award, as a bit mask."""
        mask = 0
        for finding in self.findings:
            mask |= finding.live
        place = self.screener.compilation.place
        for fact, rule in self.screener.consulting:
            if fact not in self.answers and fact in place and self._brings_in(rule):
                mask |= 1 << place[fact]
        return mask

    def _brings_in(self, rule: Consults) -> bool:
        """Whether a place is asked because it could bring in another catalogue (R12)."""
        if rule.asked_from_age is None or rule.unless is None:
            return False
        own = self.answers.get(rule.unless)
        if own is None or (self.birth is not None and age_on(self.birth, self.as_of) < rule.asked_from_age):
            return False
        within = self.screener.regions.within
        return not any(within(cast(str, own), book.region) for book in self.screener.rulebooks)

    def next_question(self, declined: Collection[str] = ()) -> tuple[Question, tuple[Fact, ...]] | None:
        """The first question, in the staff's order, with a live fact that was not declined."""
        live = self.live()
        for question, places in self.screener.asked:
            facts = tuple(code for code, place in places if live >> place & 1 and code not in declined)
            if facts:
                return question, tuple(self.screener.facts[code] for code in facts)
        return None
