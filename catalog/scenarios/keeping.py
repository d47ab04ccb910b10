"""Keeps scenarios: a screening without identity, answers that were changed, what is answered now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import override
from simple_history.utils import bulk_create_with_history

from catalog.answering import place_in_words
from catalog.models import Expectation, Region, Scenario
from catalog.rules import Screener, Screening
from catalog.rules.dates import OLDEST, add_months, age_on
from catalog.rules.scales import DAYS, Steps
from catalog.scenarios.answered import Given, Said, answers_of, given, person
from catalog.scenarios.running import Outcome

Raws = Mapping[str, Any]


@dataclass(frozen=True)
class Kept:
    """A screening as it would be kept: without identity, with what it is answered now."""

    as_of: date
    answers: dict[str, Any]
    person: tuple[Said, ...]
    replaced: tuple[str, ...]  # the names of the facts whose dates were put in the place of others
    expected: tuple[Given, ...]  # every benefit that can be had
    name: str  # what it could be called
    region: Region | None  # the first list that answers


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
    return Kept(
        as_of=as_of,
        answers=answers,
        person=tuple(person(answers, screener.facts, screener.regions, as_of)),
        replaced=tuple(screener.facts[code].name for code, raw in answers.items() if raw != raws[code]),
        expected=given(screening),
        name=_name(screening, answers),
        region=_region(screening, answers),
    )


def _region(screening: Screening, answers: Raws) -> Region | None:
    """The region of the first list that one of the person's places brings in."""
    within, consulting = screening.screener.regions.within, screening.screener.consulting
    places = [answers[code] for code, _rule in consulting if answers.get(code)]
    slugs = [book.region for place in places for book in screening.catalogues if within(place, book.region)]
    return Region.objects.filter(slug=slugs[0]).first() if slugs else None


def _name(screening: Screening, answers: Raws) -> str:
    """Somebody's age and places, in the lists' own language as all that is kept."""
    screener, birth = screening.screener, screening.birth
    with override(settings.LANGUAGE_CODE):
        parts = [f"{age_on(birth, screening.as_of)} 岁"] if birth else []
        for code, _rule in screener.consulting:
            if answers.get(code):
                parts.append(f"{screener.facts[code].name}{place_in_words(answers[code], screener.regions)}")
        return "，".join(parts)


@transaction.atomic
def keep_screening(name: str, region: Region, kept: Kept, by: User | None = None) -> Scenario:
    """A new scenario from a screening."""
    source = Scenario.Source.SCREENING
    scenario = Scenario(name=name, region=region, as_of=kept.as_of, answers=kept.answers, source=source)
    scenario._history_user = by  # type: ignore[attr-defined]
    scenario.save()
    _expect(scenario, kept.expected, by)
    return scenario


def keep_answers(scenario: Scenario, raws: Raws, by: User | None = None) -> Scenario:
    """A scenario with the answers that staff gave it, dates to the day; its expectations stay."""
    scenario.answers = {code: raw for code, raw in raws.items() if raw is not None}
    scenario._history_user = by  # type: ignore[attr-defined]
    scenario.save()
    return scenario


@transaction.atomic
def accept(outcome: Outcome, by: User | None = None) -> None:
    """Makes what is answered now what must be answered; expectations of benefits that are gone go too.

    Where nothing was expected yet, everything that can be had now is.
    """
    rows = {one.benefit: one for one in outcome.scenario.expectations.all()}
    if not rows:
        _expect(outcome.scenario, outcome.given, by)
    for line in outcome.wrong:
        row = rows[line.benefit]
        row._history_user = by  # type: ignore[attr-defined]
        if line.now is None:
            row.delete()
        else:
            row.verdict, row.amount = line.now.verdict, line.now.amount
            row.save()


def _expect(scenario: Scenario, found: Iterable[Given], by: User | None) -> None:
    rows = [
        Expectation(scenario=scenario, benefit=one.benefit, verdict=one.told.verdict, amount=one.told.amount)
        for one in found
    ]
    bulk_create_with_history(rows, Expectation, default_user=by)
