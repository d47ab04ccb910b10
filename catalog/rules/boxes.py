"""Boxes: products of cell sets, and widening them until none can be widened further."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from catalog.rules.diagram import Box


def _inside(inner: Box, outer: Box, sizes: Sequence[int]) -> bool:
    return all(not inner.get(place, (1 << sizes[place]) - 1) & ~mask for place, mask in outer.items())


def _joined(first: Box, second: Box, place: int, sizes: Sequence[int]) -> Box | None:
    """The widest box over two that meet everywhere but in `place` (their consensus)."""
    full = (1 << sizes[place]) - 1
    box: Box = {}
    for at in {*first, *second} - {place}:
        whole = (1 << sizes[at]) - 1
        mask = first.get(at, whole) & second.get(at, whole)
        if not mask:
            return None
        box[at] = mask
    mask = first[place] | second[place]
    if mask != full:
        box[place] = mask
    return box


def maximal(boxes: Iterable[Box], sizes: Sequence[int]) -> list[Box]:
    """Every box inside the union of some boxes that no wider box there contains (iterated consensus).

    A box of what is known lies inside the union exactly if it lies inside one of these.
    """
    kept: list[Box] = []
    waiting = [dict(box) for box in boxes]
    while waiting:
        box = waiting.pop()
        if any(_inside(box, other, sizes) for other in kept):
            continue
        kept = [other for other in kept if not _inside(other, box, sizes)]
        for other in kept:
            for place in box.keys() & other.keys():
                joined = _joined(box, other, place, sizes)
                if joined is not None:
                    waiting.append(joined)
        kept.append(box)
    return kept
