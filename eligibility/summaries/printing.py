"""What one person is told, and what many are as one file."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext

from catalog.in_force import screener_on
from eligibility import replay
from eligibility.findings.results import results_of
from eligibility.summaries import drawing
from eligibility.summaries.composing import compose
from eligibility.summaries.joining import Joined
from eligibility.summaries.people import PEOPLE_A_PART, Person
from eligibility.summaries.shapes import Summary


def summary_of(person: Person, form: str, as_of: date, regions: Collection[str] = ()) -> Summary:
    """What one person is told; `regions` narrows the lists."""
    screening = replay.screening_from(person.answers, screener_on(as_of), as_of, regions or None)
    lasts = {benefit: date.fromisoformat(day) for benefit, day in person.lasts.items()}
    results = results_of(screening, person.audience, lasts)
    return compose(results, form, heading=person.heading, way_back=person.way_back, ticket=person.ticket)


def title() -> str:
    """What a file of many people is called."""
    return gettext("养老待遇告知单")


def print_all(people: Sequence[Person], form: str, as_of: date, language: str, target: Path) -> int:
    """Writes one file of everybody's summaries; answers how many pages it has."""
    with translation.override(language), target.open("wb") as out:
        file = Joined(title(), language)
        out.writelines(file.of(_drawn(people, form, as_of)))
    return file.pages


def _drawn(people: Sequence[Person], form: str, as_of: date) -> Iterator[bytes]:
    for start in range(0, len(people), PEOPLE_A_PART):
        yield drawing.pdf_of(*(summary_of(one, form, as_of) for one in people[start : start + PEOPLE_A_PART]))
