"""Reduced ordered decision diagrams over cells: the one structure behind every exact answer.

A node asks one fact and has a child for each of its cells; a leaf is an outcome. Diagrams are
reduced (no node whose children are all the same) and shared (equal nodes are one), so that a
function is one node, equal functions are the same number, and a fact matters to a function
exactly if some node below asks it (Bryant 1986, for many-valued variables: Kam et al. 1998).

Leaves are negative numbers: outcome k is the leaf `-1 - k`.
"""

from __future__ import annotations

from collections.abc import Sequence

Box = dict[int, int]


def leaf(outcome: int) -> int:
    """The leaf of an outcome."""
    return -1 - outcome


class Diagram:
    """A store of shared nodes over variables with the given numbers of cells."""

    def __init__(self, sizes: Sequence[int]) -> None:
        self.sizes = tuple(sizes)
        self.var: list[int] = []
        self.kids: list[tuple[int, ...]] = []
        self.groups: list[tuple[tuple[int, int], ...]] = []
        self.support: list[int] = []
        self._unique: dict[tuple[int, tuple[int, ...]], int] = {}

    def node(self, var: int, kids: tuple[int, ...]) -> int:
        """The node that asks `var` and goes to `kids`, made once; a single child stands for itself."""
        first = kids[0]
        if all(kid == first for kid in kids):
            return first
        found = self._unique.get((var, kids))
        if found is not None:
            return found
        groups: dict[int, int] = {}
        support = 1 << var
        for cell, kid in enumerate(kids):
            groups[kid] = groups.get(kid, 0) | 1 << cell
            if kid >= 0:
                support |= self.support[kid]
        self.var.append(var)
        self.kids.append(kids)
        self.groups.append(tuple(groups.items()))
        self.support.append(support)
        number = self._unique[var, kids] = len(self.var) - 1
        return number

    def end(self, node: int, known: Sequence[int]) -> int | None:
        """The outcome that what is known leads to without a fork; None where it forks."""
        var, kids = self.var, self.kids
        while node >= 0:
            cells = known[var[node]]
            if cells & (cells - 1):
                return None
            node = kids[node][cells.bit_length() - 1]
        return -1 - node

    def first_fit(self, ranked: Sequence[tuple[int, Box]]) -> int:
        """The diagram of "the first of these boxes that fits decides the outcome, else outcome 0"."""
        return _FirstFit(self, ranked).build(0, tuple(range(len(ranked))))


class _FirstFit:
    def __init__(self, diagram: Diagram, ranked: Sequence[tuple[int, Box]]) -> None:
        self.diagram = diagram
        self.outcomes = [outcome for outcome, _ in ranked]
        self.boxes = [box for _, box in ranked]
        self.last = [max(box, default=-1) for box in self.boxes]
        self.memo: dict[tuple[int, tuple[int, ...]], int] = {}

    def build(self, var: int, alive: tuple[int, ...]) -> int:
        """The diagram from a variable on, of the boxes that the path so far leaves alive."""
        alive = self.until_decided(var, alive)
        if not alive:
            return leaf(0)
        if self.last[alive[0]] < var:
            return leaf(self.outcomes[alive[0]])
        while not any(var in self.boxes[one] for one in alive):
            var += 1
        key = (var, alive)
        if key not in self.memo:
            self.memo[key] = self.branch(var, alive)
        return self.memo[key]

    def until_decided(self, var: int, alive: tuple[int, ...]) -> tuple[int, ...]:
        for place, one in enumerate(alive):
            if self.last[one] < var:
                return alive[: place + 1]
        return alive

    def branch(self, var: int, alive: tuple[int, ...]) -> int:
        full = -1
        kids = []
        for cell in range(self.diagram.sizes[var]):
            bit = 1 << cell
            kept = tuple(one for one in alive if self.boxes[one].get(var, full) & bit)
            kids.append(self.build(var + 1, kept))
        return self.diagram.node(var, tuple(kids))


class Restriction:
    """A diagram seen through what is known: only the cells still possible, reduced anew.

    For a node it tells which leaves can still be reached (`reach`, a bit mask of outcomes) and
    which variables can still change which (`support`, a bit mask of variables). Both are exact.
    """

    def __init__(self, diagram: Diagram, known: Sequence[int]) -> None:
        self.diagram = diagram
        self.known = known
        self._memo: dict[int, int] = {}
        self._unique: dict[tuple[int, tuple[tuple[int, int], ...]], int] = {}
        self._reach: list[int] = []
        self._support: list[int] = []

    def see(self, node: int) -> int:
        """The reduced form of a node: a leaf, or a number for `reach` and `support`."""
        while node >= 0:
            cells = self.known[self.diagram.var[node]]
            if cells & (cells - 1):
                break
            node = self.diagram.kids[node][cells.bit_length() - 1]
        if node < 0:
            return node
        found = self._memo.get(node)
        if found is None:
            found = self._memo[node] = self._reduce(node)
        return found

    def _reduce(self, node: int) -> int:
        var = self.diagram.var[node]
        cells = self.known[var]
        parts: dict[int, int] = {}
        for kid, mask in self.diagram.groups[node]:
            if mask & cells:
                seen = self.see(kid) if kid >= 0 else kid
                parts[seen] = parts.get(seen, 0) | mask & cells
        if len(parts) == 1:
            return next(iter(parts))
        key = (var, tuple(sorted(parts.items())))
        found = self._unique.get(key)
        if found is None:
            found = self._unique[key] = len(self._reach)
            reach, support = 0, 1 << var
            for part in parts:
                reach |= self.reach(part)
                support |= self.support(part)
            self._reach.append(reach)
            self._support.append(support)
        return found

    def reach(self, seen: int) -> int:
        """The outcomes that some completion reaches, as a bit mask."""
        return 1 << -1 - seen if seen < 0 else self._reach[seen]

    def support(self, seen: int) -> int:
        """The variables that can still change the outcome, as a bit mask."""
        return 0 if seen < 0 else self._support[seen]
