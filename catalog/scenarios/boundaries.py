"""A benefit's boundaries: where one fact alone changes what is answered, with people on each side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations
from typing import cast

from catalog.answering import place_in_words
from catalog.rules import Fact, Screener, Value
from catalog.rules.cells import Options, Partition, Places, Subsets, Truths
from catalog.rules.compiling import Compiled
from catalog.rules.conditions import Condition
from catalog.rules.dates import age_on, birthday
from catalog.rules.expressions import plain
from catalog.rules.scales import AGES, CENTS, DAYS, Steps
from catalog.rules.search import Person, Search

Named = tuple[str, Value]
YUAN = 100
MOST_OPTIONS = 5


def _gained(ends: tuple[int, ...]) -> bool:
    """Whether somebody has it in every way but the last."""
    return all(ends[:-1]) and not ends[-1]


def _otherwise(ends: tuple[int, ...]) -> bool:
    """Whether somebody has it otherwise the last way than the first."""
    return ends[0] != ends[-1]


@dataclass(frozen=True)
class Side:
    """Somebody at a boundary, and in words where."""

    said: str
    person: Person


def sides_of(compiled: Compiled, screener: Screener, search: Search) -> list[list[Side]]:
    """The people at each boundary of a benefit, who differ in one fact alone; what is counted comes first."""
    variables = screener.compilation.variables
    found: list[tuple[int, list[Side]]] = []
    for place in compiled.support:
        if place < len(variables):
            boundary = _Boundaries(compiled, screener, search, place)
            found += [(boundary.rank, group) for group in boundary.groups()]
    return [group for _rank, group in sorted(found, key=lambda one: one[0])]


def _limits(compiled: Compiled, screener: Screener, fact: str) -> Iterator[object]:
    """The figures that a benefit's conditions hold a fact against."""
    benefit = compiled.benefit
    for clause in (*benefit.clauses, *(one for way in benefit.pathways for one in way.clauses)):
        for condition in clause.conditions():
            resolved = screener.compilation.resolved(compiled.rulebook, condition)
            if condition.fact == fact and resolved is not None:
                yield from resolved.values


class _Boundaries:
    """The boundaries of one fact."""

    def __init__(self, compiled: Compiled, screener: Screener, search: Search, place: int) -> None:
        compilation = screener.compilation
        self.search, self.place, self.as_of = search, place, search.as_of
        self.partition: Partition = compilation.partitions[place]
        self.fact: Fact = screener.facts[compilation.variables[place]]
        self.regions, self.home = screener.regions, compiled.rulebook.region
        self.is_age = place == screener.age_place
        self.limits = frozenset(_limits(compiled, screener, self.fact.code))
        # What the benefit still hangs on where the fact lies in each cell; equal functions are one node.
        self.then = [search.given(compiled.root, place, cell) for cell in range(self.partition.size)]

    @property
    def rank(self) -> int:
        """Ages and figures first, then places, then the rest."""
        return 0 if isinstance(self.partition, Steps) else 1 if isinstance(self.partition, Places) else 2

    def groups(self) -> Iterator[list[Side]]:
        """The people at each boundary."""
        if isinstance(self.partition, Steps):
            for cell in range(1, self.partition.size):
                if self.then[cell - 1] != self.then[cell]:
                    yield self._sides(self._beside(self.partition, self.partition.points[cell - 1]), (cell - 1, cell))
        elif isinstance(self.partition, Places):
            yield self._neighbours(self.partition)
        elif isinstance(self.partition, Truths):
            said = [
                Condition(self.fact.code, "is", one).phrase(self.fact, self.regions).render() for one in (True, False)
            ]
            yield self._sides([(said[0], True), (said[1], False)], (1, 0))
        elif isinstance(self.partition, Options | Subsets):
            yield self._one_out()

    def _sides(self, values: Iterable[Named], cells: Sequence[int]) -> list[Side]:
        """Somebody for whom two cells make all the difference, with each of the values."""
        nodes = [self.then[cell] for cell in cells]
        person = self.search.find(_gained, *nodes) or self.search.find(_otherwise, *nodes)
        return [] if person is None else self._with(person, values)

    def _with(self, person: Person, values: Iterable[Named]) -> list[Side]:
        return [Side(said, {**person, self.fact.code: value}) for said, value in values]

    def _beside(self, steps: Steps, point: int) -> list[Named]:
        """The values on both sides of a point of a scale."""
        name = self.fact.name
        if steps.scale is AGES:
            return self._birthdays(point)
        if steps.scale is DAYS:
            day = date.fromordinal(point)
            return [(f"{name}在 {day} 当天", day), (f"{name}在 {day} 前一天", day - timedelta(days=1))]
        if steps.scale is CENTS:
            # A limit that may be reached is cut one fen above it.
            below = Decimal(point - 1) / YUAN
            limit = below if below in self.limits else Decimal(point) / YUAN
            return [
                (f"{name}正好 {plain(limit)} 元", limit),
                (f"{name}多 1 元（{plain(limit + 1)} 元）", limit + 1),
                *([(f"{name}少 1 元（{plain(limit - 1)} 元）", limit - 1)] if limit >= 1 else []),
            ]
        return [(f"{name}正好 {point}", point), (f"{name}只有 {point - 1}", point - 1)]

    def _birthdays(self, age: int) -> list[Named]:
        """Born so that an age is reached on the day, and a day later."""
        birth = birthday(self.as_of, -age)
        late = birth + timedelta(days=1)
        while age_on(late, self.as_of) == age:  # 29 February falls on the 28th
            late += timedelta(days=1)
        whose = "" if self.is_age else self.fact.name
        return [(f"{whose}满 {age} 岁当天", birth), (f"{whose}差一天满 {age} 岁", late)]

    def _neighbours(self, places: Places) -> list[Side]:
        """A place of the list's own region, and one beside it where things are otherwise."""
        inside = self._ordered(places)
        for own in inside:
            for other in inside:
                cells = places.place_cell[own], places.place_cell[other]
                if self.then[cells[0]] != self.then[cells[1]] and not self._own(other):
                    values = [(f"{self.fact.name}在{place_in_words(one, self.regions)}", one) for one in (own, other)]
                    if sides := self._sides(values, cells):
                        return sides
        return []

    def _ordered(self, places: Places) -> list[str]:
        """Places from near to far: of the region, beside it, in the same province, elsewhere."""
        parent = self.regions[self.home].parent
        near = [self.home, parent or "", *self.regions.line(self.home)]

        def distance(slug: str) -> int:
            if self._own(slug):
                return 0
            return 1 if self.regions[slug].parent == parent else 2 if self.regions.within(slug, near[1]) else 3

        return sorted(places.place_cell, key=distance)

    def _own(self, slug: str) -> bool:
        return self.regions.within(slug, self.home)

    def _one_out(self) -> list[Side]:
        """Options that let somebody in, and one that does not."""
        best: list[Side] = []
        cells = self._single()
        for out in cells:
            others = [cell for cell in cells if self.then[cell] != self.then[out]][: MOST_OPTIONS - 1]
            values = [(self._said(cell), self._value(cell)) for cell in (*others, out)]
            person = self.search.find(_gained, *(self.then[cell] for cell in (*others, out))) if others else None
            if person is not None and len(values) > len(best):
                best = self._with(person, values)
        return best or self._any_two(cells)

    def _any_two(self, cells: Sequence[int]) -> list[Side]:
        """Two options that make a difference to somebody."""
        for one, other in combinations(cells, 2):
            if self.then[one] != self.then[other]:
                return self._sides([(self._said(cell), self._value(cell)) for cell in (one, other)], (one, other))
        return []

    def _single(self) -> list[int]:
        """The cells of one option each; of none too, where several can be chosen."""
        if isinstance(self.partition, Subsets):
            return [0, *(1 << place for place in range(len(self.partition.options)))]
        return list(range(self.partition.size))

    def _value(self, cell: int) -> Value:
        return self.partition.sample(cell, self.as_of)

    def _said(self, cell: int) -> str:
        value = self._value(cell)
        options = (
            [value]
            if isinstance(value, str)
            else [one for one in self.fact.options if one in cast(frozenset[str], value)]
        )
        return f"{self.fact.name}：{'、'.join(self.fact.options[one] for one in options) or '都没有'}"
