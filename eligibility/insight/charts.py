"""Charts as plain numbers: columns by day, bars by question and benefit; the templates draw them as SVG."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from eligibility.insight.figures import length, total
from eligibility.insight.periods import Column, Period, days
from eligibility.usage.counting import What

SERIES = (What.STARTED, What.FINISHED)
# How much of a column's place is left free beside it.
GAP = 0.2


@dataclass(frozen=True)
class Bar:
    """A part of a chart: where it begins and how far it goes, in per cent."""

    shade: int
    start: str
    size: str
    figure: int | None


@dataclass(frozen=True)
class Pillar:
    """One day or month: what stands there of each series."""

    label: str
    left: str
    width: str
    bars: tuple[Bar, ...]

    @property
    def figures(self) -> list[int | None]:
        """What is shown of each series."""
        return [bar.figure for bar in self.bars]


@dataclass(frozen=True)
class Chart:
    """All columns beside each other."""

    pillars: tuple[Pillar, ...]
    most: int
    is_year: bool

    @property
    def marks(self) -> tuple[str, ...]:
        """What stands beneath: the first, the middle and the last."""
        labels = [one.label for one in self.pillars]
        return tuple(dict.fromkeys((labels[0], labels[len(labels) // 2], labels[-1]))) if labels else ()


def chart_of(period: Period, counts: Mapping[What, Counter[date]]) -> Chart:
    """How many began and how many saw their results."""
    columns = period.columns
    figures = [[total(_within(counts[what], column)) for what in SERIES] for column in columns]
    most = max((figure or 0 for row in figures for figure in row), default=0)
    room = 100 / max(len(columns), 1)
    pillars = [
        Pillar(
            column.label,
            f"{place * room + room * GAP / 2:.3f}%",
            f"{room * (1 - GAP):.3f}%",
            tuple(_standing(shade, figure, most) for shade, figure in enumerate(row)),
        )
        for place, (column, row) in enumerate(zip(columns, figures, strict=True))
    ]
    return Chart(tuple(pillars), most, period.is_year)


def sum_of(period: Period, counts: Counter[date]) -> int | None:
    """The whole period, beside its columns."""
    return total([sum(_within(counts, column)) for column in period.columns])


def _within(counts: Counter[date], column: Column) -> list[int]:
    """The days of a column."""
    return [counts[day] for day in days(column.first, column.last)]


def _standing(shade: int, figure: int | None, most: int) -> Bar:
    """A bar that stands on the ground; SVG counts from the top."""
    height = (figure or 0) * 100 / most if most else 0
    return Bar(shade, f"{100 - height:.2f}%", f"{height:.2f}%", figure)


def lying(figures: Sequence[int | None], most: int) -> tuple[Bar, ...]:
    """Bars behind each other from the left; what is hidden has no length."""
    found, start = [], 0
    for shade, figure in enumerate(figures):
        found.append(Bar(shade, length(start, most), length(figure, most), figure))
        start += figure or 0
    return tuple(found)
