"""The periods that can be looked at: single months and calendar years, up to yesterday.

Periods that overlap otherwise could be subtracted from each other until a hidden count is left.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalog.rules.dates import add_months


@dataclass(frozen=True)
class Column:
    """One day of a month, or one month of a year."""

    first: date
    last: date
    label: str


@dataclass(frozen=True)
class Period:
    """A month or a year, as far as it is over."""

    first: date
    last: date
    is_year: bool = False

    @property
    def value(self) -> str:
        """What stands for it in an address."""
        return f"{self.first:%Y}" if self.is_year else f"{self.first:%Y-%m}"

    @property
    def name(self) -> str:
        """What it is called."""
        if self.is_year:
            return _("{year} 年全年").format(year=self.first.year)
        return date_format(self.first, "YEAR_MONTH_FORMAT")

    @property
    def columns(self) -> list[Column]:
        """Its days, or its months."""
        if not self.is_year:
            return [Column(day, day, date_format(day, "MONTH_DAY_FORMAT")) for day in days(self.first, self.last)]
        months = [add_months(self.first, number) for number in range(self.last.month)]
        return [Column(one, min(_end(one), self.last), date_format(one, "YEAR_MONTH_FORMAT")) for one in months]


def periods(months: Iterable[date], today: date) -> list[Period]:
    """The months in which something was counted, the newest first, each year behind its months."""
    yesterday = today - timedelta(days=1)
    found: list[Period] = []
    for first in sorted(months, reverse=True):
        if first > yesterday:
            continue
        if found and not found[-1].is_year and found[-1].first.year != first.year:
            found.append(_year(found[-1].first, yesterday))
        found.append(Period(first, min(_end(first), yesterday)))
    return [*found, _year(found[-1].first, yesterday)] if found else []


def days(first: date, last: date) -> list[date]:
    """Every day from one to another."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _year(day: date, yesterday: date) -> Period:
    return Period(day.replace(month=1, day=1), min(day.replace(month=12, day=31), yesterday), is_year=True)


def _end(first: date) -> date:
    """A month's last day."""
    return add_months(first, 1) - timedelta(days=1)
