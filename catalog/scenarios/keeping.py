"""Keeps scenarios: a screening without identity, answers that were changed, what is answered now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from simple_history.utils import bulk_create_with_history

from catalog.models import Expectation, Region, Scenario
from catalog.rules import Screener
from catalog.rules.dates import OLDEST, add_months, age_on
from catalog.rules.scales import DAYS, Steps
from catalog.scenarios.answered import answers_of, told
from catalog.scenarios.running import Outcome

Raws = Mapping[str, Any]


@dataclass(frozen=True)
class Kept:
    """A screening as it would be kept: its answers without identity, and what they are answered."""

    answers: dict[str, Any]
    changed: tuple[str, ...]  # the facts whose dates were put in the place of others
    expected: tuple[Expectation, ...]


def without_identity(raws: Raws, screener: Screener, as_of: date) -> dict[str, Any]:
    """Answers with every date replaced by one from which nothing more follows than from its age and cell.

    Everybody of one age whom no rule tells apart gets the same date, so that it leads back to nobody.
    """
    dates = {code for code, fact in screener.facts.items() if fact.type == "date"}
    known = {code: raw for code, raw in raws.items() if raw is not None}
    return {code: _blurred(code, raw, screener, as_of) if code in dates else raw for code, raw in known.items()}


def _blurred(code: str, raw: Any, screener: Screener, as_of: date) -> str:
    """The middle of the days on which people of this age are born whom no rule tells apart."""
    given = date.fromisoformat(str(raw))
    age = age_on(given, as_of)
    if age >= OLDEST:
        return str(raw)  # nobody is older, so only this one day is left
    first = add_months(as_of, -12 * (age + 1)) + timedelta(days=1)
    last = add_months(as_of, -12 * age)
    while age_on(first, as_of) != age:
        first += timedelta(days=1)
    while last < as_of and age_on(last + timedelta(days=1), as_of) == age:
        last += timedelta(days=1)
    first, last = _within_cell(code, given, first, last, screener)
    return (first + (last - first) // 2).isoformat()


def _within_cell(code: str, given: date, first: date, last: date, screener: Screener) -> tuple[date, date]:
    """The part of a stretch of days that conditions by date do not tell apart from one of its days."""
    place = screener.compilation.place.get(code)
    partition = None if place is None else screener.compilation.partitions[place]
    if not isinstance(partition, Steps) or partition.scale is not DAYS:
        return first, last
    ends = [first.toordinal(), *partition.points, last.toordinal() + 1]
    low = max(point for point in ends if point <= given.toordinal())
    high = min(point for point in ends if point > given.toordinal())
    return max(first, date.fromordinal(low)), min(last, date.fromordinal(high - 1))


def kept_screening(raws: Raws, screener: Screener, as_of: date) -> Kept:
    """A screening as it would be kept; expected is every benefit that can be had now, with its sum."""
    answers = without_identity(raws, screener, as_of)
    screening = screener.screen(answers_of(answers, screener, as_of), as_of)
    codes = {finding.compiled.benefit.code for finding in screening.findings if finding.status == "eligible"}
    expected = tuple(
        Expectation(benefit=code, verdict=one.verdict, amount=one.amount)
        for code, one in told(screening, codes).items()
    )
    changed = tuple(code for code, raw in answers.items() if raw != raws[code])
    return Kept(answers, changed, expected)


@transaction.atomic
def keep_screening(
    name: str, region: Region, raws: Raws, screener: Screener, as_of: date, by: User | None = None
) -> Scenario:
    """A new scenario from a screening, without identity; raises UnreadableScenario."""
    kept = kept_screening(raws, screener, as_of)
    scenario = Scenario(name=name, region=region, as_of=as_of, answers=kept.answers, source=Scenario.Source.SCREENING)
    scenario._history_user = by  # type: ignore[attr-defined]
    scenario.save()
    for one in kept.expected:
        one.scenario = scenario
    bulk_create_with_history(kept.expected, Expectation, default_user=by)
    return scenario


def keep_answers(scenario: Scenario, raws: Raws, by: User | None = None) -> Scenario:
    """A scenario with the answers that staff gave it, dates to the day; its expectations stay."""
    scenario.answers = {code: raw for code, raw in raws.items() if raw is not None}
    scenario._history_user = by  # type: ignore[attr-defined]
    scenario.save()
    return scenario


@transaction.atomic
def accept(outcome: Outcome, by: User | None = None) -> None:
    """Makes what is answered now what must be answered; expectations of benefits that are gone go too."""
    rows = {one.benefit: one for one in outcome.scenario.expectations.all()}
    for line in outcome.wrong:
        row = rows[line.benefit]
        row._history_user = by  # type: ignore[attr-defined]
        if line.now is None:
            row.delete()
        else:
            row.verdict, row.amount = line.now.verdict, line.now.amount
            row.save()
