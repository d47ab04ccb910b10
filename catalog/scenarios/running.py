"""Runs scenarios: what each person must be answered beside what the lists answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from catalog.models import Edition, Expectation, Region, Scenario
from catalog.rules import Screener
from catalog.scenarios.answered import Given, Said, Told, UnreadableScenario, answers_of, given, person, told
from catalog.trying.preview import rulebook_of_draft, screener_of


@dataclass(frozen=True)
class Line:
    """One benefit of a scenario; `now` is None where no list has the benefit any more."""

    benefit: str
    name: str
    must: Told
    now: Told | None
    right: bool

    @property
    def expected(self) -> str:
        """What must be answered, in words."""
        return self.must.words

    @property
    def got(self) -> str:
        """What is answered, in words."""
        return self.now.words if self.now else _("清单里没有这项待遇")


@dataclass(frozen=True)
class Outcome:
    """A scenario that was run: its person in words, a line for each benefit, or why it could not be run.

    Where nothing is expected yet, `given` is what could be: every benefit that can be had.
    """

    scenario: Scenario
    person: tuple[Said, ...]
    lines: tuple[Line, ...] = ()
    given: tuple[Given, ...] = ()
    fault: str = ""

    @property
    def right(self) -> bool:
        """Whether everything is answered as it must be."""
        return not self.fault and all(line.right for line in self.lines)

    @property
    def wrong(self) -> tuple[Line, ...]:
        """The benefits that are answered otherwise."""
        return tuple(line for line in self.lines if not line.right)


def run(scenarios: Iterable[Scenario], screener_on: Callable[[date], Screener]) -> tuple[Outcome, ...]:
    """Every scenario run on its own day, with the lists that `screener_on` gives for the day."""
    names: dict[int, Mapping[str, str]] = {}
    return tuple(_run(one, screener_on(one.as_of), names) for one in scenarios)


def _run(scenario: Scenario, screener: Screener, names: dict[int, Mapping[str, str]]) -> Outcome:
    said = tuple(person(scenario.answers, screener.facts, screener.regions, scenario.as_of))
    expected = list(scenario.expectations.all())
    try:
        answers = answers_of(scenario.answers, screener, scenario.as_of)
    except UnreadableScenario as fault:
        return Outcome(scenario, said, fault=str(fault))
    screening = screener.screen(answers, scenario.as_of)
    if not expected:
        return Outcome(scenario, said, given=given(screening))
    found = told(screening, {one.benefit for one in expected})
    if id(screener) not in names:
        names[id(screener)] = _names(screener)
    lines = (_line(one, found.get(one.benefit), names[id(screener)]) for one in expected)
    return Outcome(scenario, said, tuple(lines))


def _names(screener: Screener) -> Mapping[str, str]:
    return {benefit.code: benefit.name for book in screener.rulebooks for _item, benefit in book.benefits()}


def _line(expected: Expectation, now: Told | None, names: Mapping[str, str]) -> Line:
    must = Told(expected.verdict, expected.amount)
    name = names.get(expected.benefit, expected.benefit)
    return Line(expected.benefit, name, must, now, now is not None and _agree(must, now))


def _agree(must: Told, now: Told) -> bool:
    """Whether an answer is the one expected; where no sum is expected, none is looked at."""
    if must.verdict != now.verdict:
        return False
    return not must.amount or (bool(now.amount) and Decimal(must.amount) == Decimal(now.amount))


def scenarios_of(region: Region, active: bool = True) -> QuerySet[Scenario]:
    """The scenarios that a region's list is run against: its own, and those of the regions above and below.

    Those that are not `active` are kept, but not run.
    """
    parents = dict(Region.objects.values_list("pk", "parent"))
    line = {pk for pk in parents if region.pk in _upward(pk, parents)} | set(_upward(region.pk, parents))
    rows = Scenario.objects.filter(region__in=line, active=active)
    return rows.select_related("region").prefetch_related("expectations")


def _upward(pk: int, parents: Mapping[int, int | None]) -> list[int]:
    line: list[int] = []
    step: int | None = pk
    while step is not None and step not in line:
        line.append(step)
        step = parents.get(step)
    return line


def run_edition(edition: Edition, scenarios: Iterable[Scenario] | None = None) -> tuple[Outcome, ...]:
    """Scenarios (else all active ones of its region's line) run with an edition in the place of its region's list.

    Each is run on its own day as if the edition were in force on it, also before the edition's own date:
    figures are those of the scenario's day. Raises RulebookError where a draft cannot be used.
    """
    book = rulebook_of_draft(edition)
    return run(scenarios_of(edition.region) if scenarios is None else scenarios, lambda day: screener_of(book, day))


def failing(edition: Edition) -> tuple[Outcome, ...]:
    """The scenarios that an edition answers otherwise than they say; raises RulebookError."""
    return tuple(one for one in run_edition(edition) if not one.right)
