"""A fact's domain, cut into the finitely many cells that some conditions can tell apart.

A set of cells is a bit mask: bit i stands for cell i. What is known of a person is, for each fact,
such a set; a condition is one too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Protocol, cast

from catalog.rules.answers import Among, Value
from catalog.rules.conditions import Condition
from catalog.rules.facts import Fact
from catalog.rules.regions import RegionTree
from catalog.rules.scales import AGES, CENTS, DAYS, NUMBERS, Steps

AGE_RELATIONS = frozenset({"age_at_least", "age_under"})
MOST_OPTIONS = 12


class Partition(Protocol):
    """The cells of one fact: how many, which a value lies in, which a condition takes in."""

    size: int

    def known(self, value: Value, as_of: date) -> int:
        """The cells that an answer leaves possible."""

    def mask(self, condition: Condition) -> int:
        """The cells in which a condition holds."""

    def sample(self, cell: int, as_of: date) -> Value:
        """A value that lies in a cell, the plainest there is."""


class Truths:
    """Two cells: no and yes."""

    size = 2

    def known(self, value: Value, as_of: date) -> int:
        """The cells that an answer leaves possible."""
        return 2 if value else 1

    def mask(self, condition: Condition) -> int:
        """The cells in which a condition holds."""
        return 2 if condition.value else 1

    def sample(self, cell: int, as_of: date) -> Value:
        """No or yes."""
        return bool(cell)


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

    def sample(self, cell: int, as_of: date) -> Value:
        """The option."""
        return list(self.bits)[cell]


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

    def sample(self, cell: int, as_of: date) -> Value:
        """The options that the cell stands for, and no others."""
        return frozenset(option for option, bit in self.bits.items() if cell & bit)


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

    def of(self, wanted: Callable[[str], bool]) -> int:
        """The cells in which a place lies that is wanted."""
        return self._cells(place for place in self.place_cell if wanted(place))

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

    def sample(self, cell: int, as_of: date) -> Value:
        """The first place there."""
        return next(place for place, lies in self.place_cell.items() if lies == cell)


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
        return Steps(conditions, CENTS, lambda value: amount(value) * 100)
    if fact.type == "integer":
        return Steps(conditions, NUMBERS, amount)
    if by_age(conditions):
        return Steps(conditions, AGES, lambda value: Decimal(cast(int, value)))
    return Steps(conditions, DAYS, lambda value: Decimal(date.fromisoformat(str(value)).toordinal()))


def corners(partitions: Sequence[Partition]) -> Iterable[tuple[int, ...]]:
    """Every way to be: one cell of each fact, all combinations."""
    return product(*(range(one.size) for one in partitions))
