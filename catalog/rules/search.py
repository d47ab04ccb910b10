"""Finds a person: somebody for whom some functions end as wanted, or the proof that there is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from catalog.rules.answers import Value
from catalog.rules.cells import Places
from catalog.rules.compiling import Compilation
from catalog.rules.diagram import Diagram

Ends = tuple[int, ...]
Wanted = Callable[[Ends], bool]
Person = Mapping[str, Value]


class Search:
    """Walks several diagrams at once, so that one person is held against all of them."""

    def __init__(
        self,
        compilation: Compilation,
        as_of: date,
        home: str = "",
        within: Mapping[int, int] | None = None,
        outer: str = "",
    ) -> None:
        """`home` is the region that people are placed in where it makes no difference, and where it does,
        outside `outer`; `within` are the cells, by variable, that nobody lies outside of."""
        self.compilation, self.as_of, self.home, self.outer = compilation, as_of, home, outer
        self.within = dict(within or {})

    def find(self, wanted: Wanted, *nodes: int) -> Person | None:
        """Answers of somebody for whom the nodes end in outcomes that `wanted` accepts; None if nobody.

        Facts that make no difference on the way are left out.
        """
        found = self.meet(wanted, *nodes)
        return found and found[0]

    def meet(self, wanted: Wanted, *nodes: int) -> tuple[Person, Ends] | None:
        """The same, with the outcomes in which the nodes end for that person."""
        walk = _Walk(self.compilation.diagram, wanted, self.within)
        path = walk.path(nodes)
        if path is None:
            return None
        asked = 0
        for node in nodes:
            asked |= self.compilation.diagram.support[node] if node >= 0 else 0
        return self.person({**self._least(asked), **path}), walk.ends

    def _least(self, asked: int) -> Mapping[int, int]:
        """A cell for each place that people are kept within, as far as it is asked at all."""
        return {
            place: (mask & -mask).bit_length() - 1
            for place, mask in self.within.items()
            if mask > 0 and asked >> place & 1
        }

    def person(self, path: Mapping[int, int]) -> Person:
        """A value for each fact on a path; where a figure is unset there is nothing to answer."""
        names = self.compilation.variables
        return {names[place]: self.sample(place, cell) for place, cell in sorted(path.items()) if place < len(names)}

    def sample(self, place: int, cell: int) -> Value:
        """A value of a cell: a place at home where one lies in it, else the plainest there is."""
        partition = self.compilation.partitions[place]
        if isinstance(partition, Places):
            places = [slug for slug, lies in partition.place_cell.items() if lies == cell]
            at_home = (slug for slug in places if self._within(slug, self.home))
            away = (slug for slug in places if not self._within(slug, self.outer))
            return next(at_home, None) or next(away, places[0])
        return partition.sample(cell, self.as_of)

    def residents(self, region: str, outer: str) -> tuple[Search, ...]:
        """The same among those whose ties to `outer` all lie in `region`: one search for each place that ties them.

        Their other places lie in `region` too, or outside `outer`. Where no place brings in a list, all count.
        """
        ties = [
            (place, partition)
            for place, partition in enumerate(self.compilation.partitions)
            if isinstance(partition, Places) and self.compilation.facts[self.compilation.variables[place]].consults
        ]
        inside = {place: partition.of(lambda slug: self._within(slug, region)) for place, partition in ties}
        either = {
            place: partition.of(lambda slug: self._within(slug, region) or not self._within(slug, outer))
            for place, partition in ties
        }
        found = [{**either, place: mask} for place, mask in inside.items() if mask]
        return tuple(
            Search(self.compilation, self.as_of, region, {**self.within, **within}, outer) for within in found
        ) or (self,)

    def _within(self, slug: str, region: str) -> bool:
        return self.compilation.regions.within(slug, region)

    def narrowed(self, within: Mapping[int, int]) -> Search:
        """The same among those within some cells, by variable."""
        return Search(self.compilation, self.as_of, self.home, {**self.within, **within}, self.outer)

    def given(self, node: int, place: int, cell: int) -> int:
        """A function with one fact settled."""
        return _settled(self.compilation.diagram, node, place, cell, {})


class _Walk:
    def __init__(self, diagram: Diagram, wanted: Wanted, within: Mapping[int, int]) -> None:
        self.diagram, self.wanted, self.within = diagram, wanted, within
        self.ends: Ends = ()
        self.failed: set[tuple[int, ...]] = set()

    def path(self, nodes: Sequence[int]) -> dict[int, int] | None:
        """The cells on a way to wanted ends; every pair of nodes is walked once."""
        nodes = tuple(nodes)
        if all(node < 0 for node in nodes):
            self.ends = tuple(-1 - node for node in nodes)
            return {} if self.wanted(self.ends) else None
        if nodes in self.failed:
            return None
        var = min(self.diagram.var[node] for node in nodes if node >= 0)
        tried: set[tuple[int, ...]] = set()
        for cell in range(self.diagram.sizes[var]):
            if not self.within.get(var, -1) >> cell & 1:
                continue
            then = tuple(self._step(node, var, cell) for node in nodes)
            if then not in tried:
                tried.add(then)
                rest = self.path(then)
                if rest is not None:
                    return {var: cell, **rest}
        self.failed.add(nodes)
        return None

    def _step(self, node: int, var: int, cell: int) -> int:
        return self.diagram.kids[node][cell] if node >= 0 and self.diagram.var[node] == var else node


def _settled(diagram: Diagram, node: int, place: int, cell: int, seen: dict[int, int]) -> int:
    if node < 0 or diagram.var[node] > place:
        return node
    if diagram.var[node] == place:
        return diagram.kids[node][cell]
    if node not in seen:
        kids = tuple(_settled(diagram, kid, place, cell, seen) for kid in diagram.kids[node])
        seen[node] = diagram.node(diagram.var[node], kids)
    return seen[node]
