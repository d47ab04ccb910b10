"""What is wrong, or odd, in a list that can be used: each with a person it happens to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import Literal

from catalog.rules.compiling import Compilation, Compiled
from catalog.rules.diagram import leaf
from catalog.rules.expressions import parse
from catalog.rules.rulebook import Benefit, Pathway, Rulebook
from catalog.rules.search import Person, Search, Wanted

Kind = Literal[
    "nobody",
    "shadowed",
    "age_gap",
    "age_overlap",
    "not_asked",
    "not_used",
    "no_amount",
    "no_source",
    "carries_out_cycle",
    "unset_parameter",
]
NOBODY = leaf(0)


@dataclass(frozen=True)
class Notice:
    """One finding: its kind, the benefit, pathway, fact, question or parameter, and a witness."""

    kind: Kind
    rulebook: str
    benefit: str = ""
    pathway: str = ""
    subject: str = ""
    person: Person = field(default_factory=dict)


def notices(rulebook: Rulebook, as_of: date, others: Sequence[Rulebook] = ()) -> tuple[Notice, ...]:
    """Everything found in a rulebook; `others` are those in force beside it, whose rules use questions too."""
    compilation = Compilation([rulebook], as_of)
    search = Search(compilation, as_of)
    found: list[Notice] = []
    for one in compilation.benefits:
        found += [*_taken_by_nobody(search, one), *_age_gaps(search, one), *_age_overlaps(search, one)]
        found += _silent(one)
    return (
        *found,
        *_unasked(rulebook, compilation),
        *_unused(rulebook, (compilation, *(Compilation([other], as_of) for other in others))),
        *_cycles(rulebook),
        *_unset(rulebook, compilation),
    )


def _taken_by_nobody(search: Search, one: Compiled) -> Iterator[Notice]:
    """Pathways that nobody fits, and those that a better one always shadows."""
    for way, fit in zip(one.benefit.pathways, one.fits, strict=True):
        taken = {place for place, outcome in enumerate(one.outcomes, 1) if outcome.pathway is way}
        if fit == NOBODY:
            yield Notice("nobody", one.rulebook.edition, one.benefit.code, way.code)
        elif search.find(_ends_in(taken), one.root) is None:
            person = search.find(lambda ends: ends[0] == 1, fit)
            yield Notice("shadowed", one.rulebook.edition, one.benefit.code, way.code, person=person or {})


def _ends_in(outcomes: set[int]) -> Wanted:
    return lambda ends: ends[0] in outcomes


def _age(search: Search, one: Compiled) -> int | None:
    """The variable of ages, where the benefit goes by it."""
    for clause in (*one.benefit.clauses, *(clause for way in one.benefit.pathways for clause in way.clauses)):
        for condition in clause.conditions():
            if condition.relation.startswith("age_"):
                return search.compilation.place[condition.fact]
    return None


def _age_gaps(search: Search, one: Compiled) -> Iterator[Notice]:
    """Ages at which somebody loses what they had and will have again."""
    place = _age(search, one)
    if place is None:
        return
    at = [search.given(one.root, place, cell) for cell in range(search.compilation.partitions[place].size)]
    for cell in range(1, len(at) - 1):
        for later in range(cell + 1, len(at)):
            person = search.find(
                lambda ends: bool(ends[0]) and not ends[1] and bool(ends[2]), at[cell - 1], at[cell], at[later]
            )
            if person is not None:
                yield Notice(
                    "age_gap", one.rulebook.edition, one.benefit.code, person=_aged(search, person, place, cell)
                )
                break


def _aged(search: Search, person: Person, place: int, cell: int) -> Person:
    return {**search.person({place: cell}), **person}


def _age_overlaps(search: Search, one: Compiled) -> Iterator[Notice]:
    """Two pathways whose age bands run into each other without one containing the other."""
    place = _age(search, one)
    if place is None:
        return
    sizes = range(search.compilation.partitions[place].size)
    fits = [[search.given(fit, place, cell) for cell in sizes] for fit in one.fits]
    bands = [{cell for cell in sizes if fit[cell] != NOBODY} for fit in fits]
    for first, second in combinations(range(len(fits)), 2):
        shared = bands[first] & bands[second]
        if not shared or bands[first] <= bands[second] or bands[second] <= bands[first]:
            continue
        cell = min(shared)
        person = search.find(lambda ends: ends == (1, 1), fits[first][cell], fits[second][cell])
        if person is not None:
            ways = one.benefit.pathways
            person = _aged(search, person, place, cell)
            yield Notice(
                "age_overlap", one.rulebook.edition, one.benefit.code, ways[first].code, ways[second].code, person
            )


def _silent(one: Compiled) -> Iterator[Notice]:
    """Cash with neither a sum nor words for it, and rows without a source."""
    for way in one.benefit.pathways:
        if way.award.kind == "cash" and not way.award.expressions() and not way.award.formula:
            yield Notice("no_amount", one.rulebook.edition, one.benefit.code, way.code)
    if not one.rulebook.document.number or not one.item.row:
        yield Notice("no_source", one.rulebook.edition, one.benefit.code)


def _unasked(rulebook: Rulebook, compilation: Compilation) -> Iterator[Notice]:
    asked = {fact for question in rulebook.questions for fact in question.facts}
    for fact in compilation.variables:
        if fact not in asked:
            yield Notice("not_asked", rulebook.edition, subject=fact)


def _unused(rulebook: Rulebook, compilations: Iterable[Compilation]) -> Iterator[Notice]:
    used = {fact for compilation in compilations for fact in compilation.variables}
    for question in rulebook.questions:
        if not used & set(question.facts):
            yield Notice("not_used", rulebook.edition, subject=question.code)


def _cycles(rulebook: Rulebook) -> Iterator[Notice]:
    """Benefits that carry out each other in a ring."""
    onward = {benefit.code: benefit.carries_out for _, benefit in rulebook.benefits()}
    for start in onward:
        step, seen = onward[start], {start}
        while step is not None and step not in seen:
            seen.add(step)
            step = onward.get(step)
        if step == start:
            yield Notice("carries_out_cycle", rulebook.edition, start)


def _unset(rulebook: Rulebook, compilation: Compilation) -> Iterator[Notice]:
    """Parameters that rules use and that have no value on the day."""
    figures = compilation.figures[rulebook.edition]
    used = {name for _, benefit in rulebook.benefits() for name in _names(benefit)}
    for code in rulebook.parameters:
        if code in used and figures[code] is None:
            yield Notice("unset_parameter", rulebook.edition, subject=code)


def _names(benefit: Benefit) -> Iterator[str]:
    for way in benefit.pathways:
        for sum_ in way.award.expressions():
            yield from sum_.names
        yield from _limits(benefit, way)


def _limits(benefit: Benefit, way: Pathway) -> Iterator[str]:
    for clause in (*benefit.clauses, *way.clauses):
        for condition in clause.conditions():
            if condition.relation in ("at_least", "at_most", "above", "below"):
                for value in condition.values:
                    yield from parse(str(value)).names
