"""Finds a person: somebody for whom some functions end as wanted, or the proof that there is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from catalog.rules.answers import Value
from catalog.rules.compiling import Compilation
from catalog.rules.diagram import Diagram

Ends = tuple[int, ...]
Wanted = Callable[[Ends], bool]
Person = Mapping[str, Value]


class Search:
    """Walks several diagrams at once, so that one person is held against all of them."""

    def __init__(self, compilation: Compilation, as_of: date) -> None:
        self.compilation, self.as_of = compilation, as_of

    def find(self, wanted: Wanted, *nodes: int) -> Person | None:
        """Answers of somebody for whom the nodes end in outcomes that `wanted` accepts; None if nobody.

        Facts that make no difference on the way are left out.
        """
        path = _Walk(self.compilation.diagram, wanted).path(nodes)
        return None if path is None else self.person(path)

    def person(self, path: Mapping[int, int]) -> Person:
        """A value for each fact on a path; where a figure is unset there is nothing to answer."""
        names = self.compilation.variables
        return {
            names[place]: self.compilation.partitions[place].sample(cell, self.as_of)
            for place, cell in sorted(path.items())
            if place < len(names)
        }

    def given(self, node: int, place: int, cell: int) -> int:
        """A function with one fact settled."""
        return _settled(self.compilation.diagram, node, place, cell, {})


class _Walk:
    def __init__(self, diagram: Diagram, wanted: Wanted) -> None:
        self.diagram, self.wanted = diagram, wanted
        self.failed: set[tuple[int, ...]] = set()

    def path(self, nodes: Sequence[int]) -> dict[int, int] | None:
        """The cells on a way to wanted ends; every pair of nodes is walked once."""
        nodes = tuple(nodes)
        if all(node < 0 for node in nodes):
            return {} if self.wanted(tuple(-1 - node for node in nodes)) else None
        if nodes in self.failed:
            return None
        var = min(self.diagram.var[node] for node in nodes if node >= 0)
        tried: set[tuple[int, ...]] = set()
        for cell in range(self.diagram.sizes[var]):
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
