"""A fact's domain, cut into the finitely many cells that some conditions can tell apart.

A set of cells is a bit mask: bit i stands for cell i. What is known of a person is, for each fact,
such a set; a condition is one too.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import product
from typing import Protocol, cast

from catalog.rules.answers import Among, Value
from catalog.rules.conditions import Condition
from catalog.rules.dates import age_on
from catalog.rules.facts import Fact
from catalog.rules.regions import RegionTree

Limit = Callable[[object], Decimal]
Interval = tuple[int, "int | None"]
AGE_RELATIONS = frozenset({"age_at_least", "age_under"})
MOST_OPTIONS = 12


class Partition(Protocol):
    """The cells of one fact: how many, which a value lies in, which a condition takes in."""

    size: int

    def known(self, value: Value, as_of: date) -> int:
        """The cells that an answer leaves possible."""

    def mask(self, condition: Condition) -> int:
        """The cells in which a condition holds."""


class Truths:
    """Two cells: no and yes."""

    size = 2

    def known(self, value: Value, as_of: date) -> int:
        """The cells that an answer leaves possible."""
        return 2 if value else 1

    def mask(self, condition: Condition) -> int:
        """The cells in which a condition holds."""
        return 2 if condition.value else 1


class Options:
    """A cell for each option of a choice."""

    def __init__(self, fact: Fact) -> None:
        self.size = max(1, len(fact.options))
        self.bits = {option: 1 << place for place, option in enumerate(fact.options)}

    def known(self, value: Value, as_of: date) -> int:
        """The cells that an answer leaves possible."""
        return self.bits[cast(str, value)]

    def mask(self, condition: Condition) -> int:
        """The cells in which a condition holds."""
        named = sum(self.bits[cast(str, one)] for one in set(condition.values))
        return named if condition.relation == "one_of" else ((1 << self.size) - 1) & ~named


class Subsets:
    """A cell for each set of the options that some condition names."""

    def __init__(self, fact: Fact, conditions: Iterable[Condition]) -> None:
        named = {one for condition in conditions for one in condition.values}
        self.options = [option for option in fact.options if option in named]
        if len(self.options) > MOST_OPTIONS:
            raise ValueError(f"“{fact.name}”的条件最多用 {MOST_OPTIONS} 个选项，现在有 {len(self.options)} 个")
        self.bits = {option: 1 << place for place, option in enumerate(self.options)}
        self.size = 1 << len(self.options)

    def _bits(self, values: Iterable[object]) -> int:
        return sum(self.bits.get(cast(str, one), 0) for one in set(values))

    def known(self, value: Value, as_of: date) -> int:
        """The cells that an answer leaves possible."""
        if isinstance(value, Among):
            certain = self._bits(value.certain)
            return sum(1 << cell for cell in range(self.size) if cell & certain == certain)
        return 1 << self._bits(cast("frozenset[str]", value))

    def mask(self, condition: Condition) -> int:
        """The cells in which a condition holds."""
        named = self._bits(condition.values)
        holds: Mapping[str, Callable[[int], bool]] = {
            "any_of": lambda cell: bool(cell & named),
            "all_of": lambda cell: cell & named == named,
            "none_of": lambda cell: not cell & named,
        }
        test = holds[condition.relation]
        return sum(1 << cell for cell in range(self.size) if test(cell))


class Places:
    """A cell for each group of places that no condition tells apart (R12)."""

    def __init__(self, conditions: Iterable[Condition], regions: RegionTree) -> None:
        outers = sorted({cast(str, one) for condition in conditions for one in condition.values})
        kinds: dict[tuple[bool, ...], int] = {}
        self.regions = regions
        self.place_cell: dict[str, int] = {}
        for place in regions.places():
            kind = tuple(regions.within(place, outer) for outer in outers)
            self.place_cell[place] = kinds.setdefault(kind, len(kinds))
        self.size = max(1, len(kinds))
        self._known = {slug: self._cells(regions.meant(slug)) for slug in regions}

    def _cells(self, places: Iterable[str]) -> int:
        mask = 0
        for place in places:
            mask |= 1 << self.place_cell[place]
        return mask

    def known(self, value: Value, as_of: date) -> int:
        """The cells that an answer leaves possible."""
        return self._known[cast(str, value)]

    def mask(self, condition: Condition) -> int:
        """The cells in which a condition holds."""
        outers = [cast(str, one) for one in condition.values]
        inside = self._cells(
            place for place in self.place_cell if any(self.regions.within(place, outer) for outer in outers)
        )
        return inside if condition.relation == "within" else ((1 << self.size) - 1) & ~inside


class Steps:
    """A cell for each stretch of a scale between two points that some condition names."""

    def __init__(self, conditions: Sequence[Condition], read: Callable[[Value, date], int], limit: Limit) -> None:
        self.read, self.limit = read, limit
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
        return 1 << bisect_right(self.points, self.read(value, as_of))

    def mask(self, condition: Condition) -> int:
        """The cells in which a condition holds."""
        lows, mask = [0, *self.points], 0
        for start, end in self._intervals(condition):
            for cell, low in enumerate(lows):
                if low >= start and (end is None or low < end):
                    mask |= 1 << cell
        return mask


def _age(value: Value, as_of: date) -> int:
    return age_on(cast(date, value), as_of)


def _day(value: Value, as_of: date) -> int:
    return cast(date, value).toordinal()


def _whole(value: Value, as_of: date) -> int:
    return cast(int, value)


def _cents(value: Value, as_of: date) -> int:
    return int(cast(Decimal, value) * 100)


def by_age(conditions: Iterable[Condition]) -> bool:
    """Whether conditions on a date go by age; raises ValueError where some do and some do not."""
    kinds = {condition.relation in AGE_RELATIONS for condition in conditions}
    if len(kinds) > 1:
        raise ValueError("同一个日期不能既按年龄、又按日期作条件；只留一种")
    return kinds == {True}


def partition(
    fact: Fact, conditions: Sequence[Condition], regions: RegionTree, amount: Callable[[object], Decimal]
) -> Partition:
    """The cells into which a fact's conditions cut it; `amount` resolves a limit in yuan or units."""
    if fact.type == "bool":
        return Truths()
    if fact.type == "choice":
        return Options(fact)
    if fact.type == "choices":
        return Subsets(fact, conditions)
    if fact.type == "region":
        return Places(conditions, regions)
    if fact.type == "money":
        return Steps(conditions, _cents, lambda value: amount(value) * 100)
    if fact.type == "integer":
        return Steps(conditions, _whole, amount)
    if by_age(conditions):
        return Steps(conditions, _age, lambda value: Decimal(cast(int, value)))
    return Steps(conditions, _day, lambda value: Decimal(date.fromisoformat(str(value)).toordinal()))


def corners(partitions: Sequence[Partition]) -> Iterable[tuple[int, ...]]:
    """Every way to be: one cell of each fact, all combinations."""
    return product(*(range(one.size) for one in partitions))
