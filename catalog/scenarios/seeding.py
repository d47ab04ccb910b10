"""Scenarios from each benefit's own boundaries: who just has it, and who misses it by a day or a yuan."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import override
from simple_history.utils import bulk_create_with_history

from catalog.models import Edition, Expectation, Scenario
from catalog.rules import Screener, Value
from catalog.rules.compiling import Compiled
from catalog.rules.search import Person, Search
from catalog.scenarios.answered import Said, Told, told
from catalog.scenarios.answered import person as in_person
from catalog.scenarios.boundaries import sides_of
from catalog.trying.preview import rulebook_of_draft, screener_of

MOST = 12
INCOME = 100  # what somebody has whose sum hangs on a figure that no boundary touches


@dataclass(frozen=True)
class Proposal:
    """A scenario that could be kept: its name, its answers as JSON values, and what is answered now."""

    benefit: str
    benefit_name: str
    name: str
    as_of: date
    answers: dict[str, Any]
    person: tuple[Said, ...]
    told: Told
    kept: bool  # whether a scenario of this name is there already

    @property
    def key(self) -> str:
        """What tells it from every other proposal of its edition."""
        return f"{self.benefit} {self.name}"


def propose(edition: Edition, today: date) -> tuple[Proposal, ...]:
    """Scenarios for every benefit of an edition, on the first day of its being in force that is not past.

    Raises RulebookError where a draft cannot be used.
    """
    as_of = max(today, edition.effective_from)
    book = rulebook_of_draft(edition)
    screener = screener_of(book, as_of)
    search = Search(screener.compilation, as_of)
    known = set(Scenario.objects.filter(region=edition.region).values_list("benefit", "name"))
    benefits = screener.by_book[book.edition]
    with override(settings.LANGUAGE_CODE):  # names are kept, so they are the lists' own language
        return tuple(made for one in benefits for made in _of_benefit(one, screener, search, known))


def _of_benefit(
    compiled: Compiled, screener: Screener, search: Search, known: Collection[tuple[str, str]]
) -> list[Proposal]:
    """A benefit's boundaries, then the pathways that nobody at a boundary takes; twelve people at most."""
    benefit, as_of = compiled.benefit, search.as_of
    pairs = [
        [(f"{benefit.name}：{side.said}", _whole(side.person, compiled)) for side in group]
        for group in sides_of(compiled, screener, search)
    ]
    taken = {way for group in pairs for _name, one in group if (way := _pathway(one, compiled, screener, as_of))}
    ways = [
        (f"{benefit.name}：{way.name}", _whole(one, compiled))
        for place, way in enumerate(benefit.pathways)
        if way.code not in taken and (one := _witness(compiled, place, search)) is not None
    ]
    people = {name: one for name, one in _first(pairs, MOST - len(ways))} | dict(ways[:MOST])
    return [
        _proposal(name, one, compiled, screener, as_of, (benefit.code, name) in known) for name, one in people.items()
    ]


def _first(groups: list[list[tuple[str, Person]]], most: int) -> Iterator[tuple[str, Person]]:
    """Whole groups, as many people as there is room for."""
    for group in groups:
        if len(group) <= most:
            most -= len(group)
            yield from group


def _whole(person: Person, compiled: Compiled) -> Person:
    """Somebody with an answer to every figure that the sum is worked out from."""
    return {**dict.fromkeys(compiled.needs, INCOME), **person}


def _witness(compiled: Compiled, place: int, search: Search) -> Person | None:
    """Somebody to whom a benefit comes by one of its pathways."""
    way = compiled.benefit.pathways[place]
    return search.find(lambda ends: ends[0] > 0 and compiled.outcomes[ends[0] - 1].pathway is way, compiled.root)


def _pathway(person: Person, compiled: Compiled, screener: Screener, as_of: date) -> str | None:
    finding = screener.finding(compiled, screener.know(person, as_of), person)
    return finding.pathway.code if finding.pathway else None


def _proposal(name: str, person: Person, compiled: Compiled, screener: Screener, as_of: date, kept: bool) -> Proposal:
    benefit = compiled.benefit
    found = told(screener.screen(person, as_of), {benefit.code})[benefit.code]
    answers = {code: _raw(value) for code, value in person.items()}
    said = tuple(in_person(answers, screener.facts, screener.regions, as_of))
    return Proposal(benefit.code, benefit.name, name[:200], as_of, answers, said, found, kept)


def _raw(value: Value) -> Any:
    """A value as JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return value


@transaction.atomic
def seed(
    edition: Edition, today: date, chosen: Collection[str] | None = None, by: User | None = None
) -> tuple[Scenario, ...]:
    """Keeps the proposals for an edition (those `chosen` by their keys, else all) that are not kept yet."""
    wanted = [one for one in propose(edition, today) if not one.kept and (chosen is None or one.key in chosen)]
    rows = [
        Scenario(
            name=one.name,
            region=edition.region,
            as_of=one.as_of,
            answers=one.answers,
            source=Scenario.Source.BOUNDARY,
            benefit=one.benefit,
        )
        for one in wanted
    ]
    made = bulk_create_with_history(rows, Scenario, default_user=by)
    expected = [
        Expectation(scenario=row, benefit=one.benefit, verdict=one.told.verdict, amount=one.told.amount)
        for row, one in zip(made, wanted, strict=True)
    ]
    bulk_create_with_history(expected, Expectation, default_user=by)
    return tuple(made)
