"""Gaps between the age bands of a benefit's pathways, and bands that run into each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from catalog.rules.compiling import Compiled
from catalog.rules.diagram import leaf
from catalog.rules.notices import Notice, about
from catalog.rules.search import Person, Search

NOBODY = leaf(0)


def bands(search: Search, one: Compiled) -> Iterator[Notice]:
    """Everything odd in how a benefit goes by age."""
    place = _age(search, one)
    if place is not None:
        yield from _gaps(search, one, place)
        yield from _overlaps(search, one, place)


def _age(search: Search, one: Compiled) -> int | None:
    """The variable of ages, where the benefit goes by it."""
    for clause in (*one.benefit.clauses, *(clause for way in one.benefit.pathways for clause in way.clauses)):
        for condition in clause.conditions():
            if condition.relation.startswith("age_"):
                return search.compilation.place[condition.fact]
    return None


def _gaps(search: Search, one: Compiled, place: int) -> Iterator[Notice]:
    """Ages at which somebody loses what they had and will have again."""
    at = [search.given(one.root, place, cell) for cell in range(search.compilation.partitions[place].size)]
    for cell in range(1, len(at) - 1):
        for later in range(cell + 1, len(at)):
            person = search.find(
                lambda ends: bool(ends[0]) and not ends[1] and bool(ends[2]), at[cell - 1], at[cell], at[later]
            )
            if person is not None:
                yield about("age_gap", one, person=_aged(search, person, place, cell))
                break


def _overlaps(search: Search, one: Compiled, place: int) -> Iterator[Notice]:
    """Two pathways whose age bands run into each other without one containing the other."""
    sizes = range(search.compilation.partitions[place].size)
    fits = [[search.given(fit, place, cell) for cell in sizes] for fit in one.fits]
    taken = [{cell for cell in sizes if fit[cell] != NOBODY} for fit in fits]
    for first, second in combinations(range(len(fits)), 2):
        shared = taken[first] & taken[second]
        if not shared or taken[first] <= taken[second] or taken[second] <= taken[first]:
            continue
        for cell in sorted(shared):
            person = search.find(lambda ends: ends == (1, 1), fits[first][cell], fits[second][cell])
            if person is not None:
                ways = one.benefit.pathways
                found = _aged(search, person, place, cell)
                yield about("age_overlap", one, ways[first].code, ways[second].code, found)
                break


def _aged(search: Search, person: Person, place: int, cell: int) -> Person:
    return {search.compilation.variables[place]: search.sample(place, cell), **person}
