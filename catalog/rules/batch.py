"""The same verdicts for many people at once: columns of answers in, columns of verdicts out.

A column of answers becomes a column of small numbers, one for each set of cells that occurs. Each
distinct condition is looked up once for all people as two bit vectors, certain and possible, eight
people a byte; everything after is AND and OR over those. Certain is exact because each benefit's
boxes are first widened until none can be widened further (boxes.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt

from catalog.rules.boxes import maximal
from catalog.rules.compiling import Compiled
from catalog.rules.diagram import Box
from catalog.rules.scales import Steps
from catalog.rules.screener import Screener

Bits = npt.NDArray[np.uint8]
Codes = npt.NDArray[Any]
NO, YES, OPEN = 0, 1, 2


class Column:
    """A fact's column: for each person a number, and for each number the cells it stands for."""

    def __init__(self, codes: Codes, cells: Sequence[int]) -> None:
        self.codes = codes
        self.cells = tuple(cells)

    def bits(self, mask: int) -> tuple[Bits, Bits]:
        """Where a set of cells is certain, and where it is possible."""
        certain = np.array([not cells & ~mask for cells in self.cells])
        possible = np.array([bool(cells & mask) for cells in self.cells])
        return np.packbits(certain[self.codes]), np.packbits(possible[self.codes])


class Batch:
    """A screener's benefits, ready for columns."""

    def __init__(self, screener: Screener) -> None:
        self.screener = screener
        self.compiled = screener.compilation.benefits
        sizes = [one.size for one in screener.compilation.partitions]
        self.widened = [maximal([box for _, box in one.boxes], sizes) for one in self.compiled]
        self.ways = [self._ways(one, sizes) for one in self.compiled]

    def _ways(self, one: Compiled, sizes: Sequence[int]) -> list[list[Box]]:
        """Each pathway's own boxes, widened."""
        ways = []
        for way in one.benefit.pathways:
            own = [box for place, box in one.boxes if one.outcomes[place - 1].pathway is way]
            ways.append(maximal(own, sizes))
        return ways

    def numbers(self, place: int, values: Codes) -> Column:
        """A column of numbers (-1 unknown) as cells."""
        partition = self.screener.compilation.partitions[place]
        size = partition.size
        known = [1 << cell for cell in range(size)]
        if isinstance(partition, Steps):
            codes = np.searchsorted(np.array(partition.points), values, side="right")
        else:
            codes = values.copy()
        codes[values < 0] = size
        return Column(codes.astype(np.uint8 if size < 255 else np.uint16), [*known, (1 << size) - 1])

    def screen(self, columns: Mapping[int, Column], count: int) -> _Roster:
        """People in columns by variable; a variable with no column is unknown for all."""
        return _Roster(self, columns, count)

    def least(self, values: Mapping[str, Codes]) -> tuple[dict[str, Any], dict[str, Any]]:
        """Status, and the amount in fen of the pathway that certainly holds, at its least."""
        count = len(next(iter(values.values())))
        place = self.screener.compilation.place
        columns = {place[code]: self.numbers(place[code], column) for code, column in values.items() if code in place}
        roster = self.screen(columns, count)
        status = {one.benefit.code: roster.status(at) for at, one in enumerate(self.compiled)}
        amount = {one.benefit.code: roster.least(at, values) for at, one in enumerate(self.compiled) if _pays(one)}
        return status, amount


def _pays(one: Compiled) -> bool:
    return any(outcome.needs or outcome.result.amount is not None for outcome in one.outcomes)


class _Roster:
    def __init__(self, batch: Batch, columns: Mapping[int, Column], count: int) -> None:
        self.batch, self.columns, self.count = batch, columns, count
        self._bits: dict[tuple[int, int], tuple[Bits, Bits]] = {}
        self.none = np.packbits(np.zeros(count, dtype=bool))
        self.all = ~self.none

    def bits(self, place: int, mask: int) -> tuple[Bits, Bits]:
        if (place, mask) not in self._bits:
            column = self.columns.get(place)
            self._bits[place, mask] = column.bits(mask) if column else (self.none, self.all)
        return self._bits[place, mask]

    def _any(self, boxes: Iterable[Box], which: int) -> Bits:
        found = self.none
        for box in boxes:
            inside = self.all
            for place, mask in box.items():
                inside = inside & self.bits(place, mask)[which]
            found = found | inside
        return found

    def status(self, at: int) -> npt.NDArray[np.uint8]:
        """0 no, 1 yes, 2 open, for every person."""
        boxes = [box for _, box in self.batch.compiled[at].boxes]
        certain, possible = self._any(self.batch.widened[at], 0), self._any(boxes, 1)
        sure = np.unpackbits(certain, count=self.count)
        return np.where(sure, np.uint8(YES), np.unpackbits(possible, count=self.count) << 1).astype(np.uint8)

    def least(self, at: int, values: Mapping[str, Codes]) -> npt.NDArray[np.int64]:
        """The amount in fen of the first pathway that certainly holds, at its least."""
        one = self.batch.compiled[at]
        amount = np.zeros(self.count, dtype=np.int64)
        taken = self.none
        for way, boxes in zip(one.benefit.pathways, self.batch.ways[at], strict=True):
            sure = self._any(boxes, 0)
            rows = np.flatnonzero(np.unpackbits(sure & ~taken, count=self.count))
            taken = taken | sure
            if len(rows):
                amount[rows] = self._least(one, way.code, rows, values)
        return amount

    def _least(self, one: Compiled, way: str, rows: Any, values: Mapping[str, Codes]) -> npt.NDArray[np.int64]:
        best = np.full(len(rows), np.iinfo(np.int64).max)
        for place, outcome in enumerate(one.outcomes, 1):
            if outcome.pathway.code != way:
                continue
            boxes = [box for at, box in one.boxes if at == place]
            open_ = np.unpackbits(self._any(boxes, 1), count=self.count)[rows].astype(bool)
            fen = np.full(len(rows), int((outcome.result.amount or Decimal(0)) * 100), dtype=np.int64)
            if outcome.needs and outcome.sum:
                fen = self._sums(outcome, rows, values)
            best = np.where(open_, np.minimum(best, fen), best)
        return best

    def _sums(self, outcome: Any, rows: Any, values: Mapping[str, Codes]) -> npt.NDArray[np.int64]:
        """A sum over one fact, worked out once for each of its values; nothing while it is unknown."""
        (fact,) = outcome.needs
        found, back = np.unique(values[fact][rows], return_inverse=True)
        fen = [
            0 if value < 0 else int(outcome.sum.value({**outcome.figures, fact: Decimal(int(value))}) * 100)
            for value in found
        ]
        return np.array(fen, dtype=np.int64)[back]
