"""Figures that change with the date and the place, each with its source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from catalog.rules.regions import RegionTree


@dataclass(frozen=True, slots=True)
class ParameterValue:
    """A figure for a region and all below it, from a day on, and where it is written."""

    region: str
    start: date
    value: Decimal
    document: str
    row: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """A dated figure such as the minimum wage; it may have no value yet (R10)."""

    code: str
    name: str
    unit: str
    values: tuple[ParameterValue, ...] = ()

    def on(self, day: date, region: str, regions: RegionTree) -> Decimal | None:
        """The figure in force for a region: of the nearest region above it that has one."""
        found = self.dated(day, region, regions)
        return found.value if found else None

    def dated(self, day: date, region: str, regions: RegionTree) -> ParameterValue | None:
        """The same figure with its day and its source."""
        step: str | None = region
        while step is not None:
            dated = [one for one in self.values if one.region == step and one.start <= day]
            if dated:
                return max(dated, key=lambda one: one.start)
            step = regions[step].parent if step in regions else None
        return None


def epochs(parameters: Sequence[Parameter]) -> tuple[date, ...]:
    """The days on which some figure changes, in order."""
    return tuple(sorted({value.start for one in parameters for value in one.values}))
