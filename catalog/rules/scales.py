"""Scales: facts whose values lie in an order, cut into stretches by the points that conditions name."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import cast

from catalog.rules.answers import Value
from catalog.rules.conditions import Condition
from catalog.rules.dates import age_on, birthday

Limit = Callable[[object], Decimal]
Interval = tuple[int, "int | None"]


@dataclass(frozen=True, slots=True)
class Scale:
    """How a fact's values lie on a scale of whole numbers, and back."""

    read: Callable[[Value, date], int]
    write: Callable[[int, date], Value]


class Steps:
    """A cell for each stretch of a scale between two points that some condition names."""

    def __init__(self, conditions: Sequence[Condition], scale: Scale, limit: Limit) -> None:
        self.scale, self.limit = scale, limit
        ends = {end for one in conditions for interval in self._intervals(one) for end in interval}
        self.points = sorted(end for end in ends if end is not None and end > 0)
        self.size = len(self.points) + 1

    def _intervals(self, condition: Condition) -> list[Interval]:
        found: list[Interval] = []
        for value in condition.values:
            limit = self.limit(value)
            low, high = int(limit.to_integral_value(ROUND_CEILING)), int(limit.to_integral_value(ROUND_FLOOR))
            match condition.relation:
                case "at_least" | "age_at_least" | "on_or_after":
                    found.append((low, None))
                case "at_most":
                    found.append((0, high + 1))
                case "above":
                    found.append((high + 1, None))
                case "below" | "age_under" | "before":
                    found.append((0, low))
                case "one_of" if low == high:
                    found.append((low, low + 1))
        return found

    def cell(self, number: int) -> int:
        """Which cell a place on the scale lies in."""
        return bisect_right(self.points, number)

    def known(self, value: Value, as_of: date) -> int:
        """The cells that an answer leaves possible."""
        return 1 << bisect_right(self.points, self.scale.read(value, as_of))

    def mask(self, condition: Condition) -> int:
        """The cells in which a condition holds."""
        lows, mask = [0, *self.points], 0
        for start, end in self._intervals(condition):
            for cell, low in enumerate(lows):
                if low >= start and (end is None or low < end):
                    mask |= 1 << cell
        return mask

    def sample(self, cell: int, as_of: date) -> Value:
        """The lowest value there; of ages below every limit the highest, for nobody asks for a newborn."""
        if self.scale is AGES and not cell and self.points:
            return self.scale.write(self.points[0] - 1, as_of)
        return self.scale.write([0, *self.points][cell], as_of)


def _age(value: Value, as_of: date) -> int:
    return age_on(cast(date, value), as_of)


def _day(value: Value, as_of: date) -> int:
    return cast(date, value).toordinal()


def _whole(value: Value, as_of: date) -> int:
    return cast(int, value)


def _cents(value: Value, as_of: date) -> int:
    return int(cast(Decimal, value) * 100)


AGES = Scale(_age, lambda age, as_of: birthday(as_of, -age))
DAYS = Scale(_day, lambda day, as_of: date.fromordinal(max(1, day)))
NUMBERS = Scale(_whole, lambda number, as_of: number)
CENTS = Scale(_cents, lambda cents, as_of: Decimal(cents) / 100)
