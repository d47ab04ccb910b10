"""The next years as the results page shows them: a picture of the months, and a list beneath it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.rules import Screening
from catalog.rules.dates import add_months, age_on
from catalog.rules.screening import AHEAD_MONTHS
from eligibility.reminders.calendar import Event, What, events

# The mark in a month's box, and what it stands for; short enough for a box on a phone.
MARKS: Mapping[What, tuple[Promise, Promise]] = {
    "renew": (_("办"), _("要去办")),
    "begin": (_("新"), _("开始有")),
    "more": (_("涨"), _("变多了")),
    "rhythm": (_("改"), _("次数改了")),
}


@dataclass(frozen=True)
class Mark:
    """One kind of thing."""

    what: What
    sign: Promise
    label: Promise


@dataclass(frozen=True)
class Month:
    """One box of a year."""

    name: str
    within: bool  # whether it lies in the five years
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Line:
    """The things of one kind of which the same is said."""

    mark: Mark
    names: str
    says: str
    asks: str  # the benefit whose last date can be told here


@dataclass(frozen=True)
class Day:
    """A day on which there is something."""

    words: str
    overdue: bool
    guessed: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Year:
    """One year: twelve boxes, and what is written beneath them."""

    number: int
    age: int | None  # reached in that year
    months: tuple[Month, ...]
    days: tuple[Day, ...]


@dataclass(frozen=True)
class Calendar:
    """The next five years."""

    years: tuple[Year, ...]
    legend: tuple[Mark, ...]
    guessed: bool  # whether some days are counted from a last date that nobody told


def calendar(screening: Screening, lasts: Mapping[str, date]) -> Calendar | None:
    """The calendar of a screening; None where nothing is to come."""
    found = events(screening, lasts)
    if not found:
        return None
    first, until = screening.as_of, add_months(screening.as_of, AHEAD_MONTHS)
    # Of the last year only some months are looked at, so it is not said that there is nothing in it.
    last = max(until.year - 1, *(one.day.year for one in found))
    years = tuple(_year(number, screening, found) for number in range(first.year, last + 1))
    legend = tuple(mark for mark in _marks(found))
    return Calendar(years, legend, any(one.guessed for one in found))


def _year(number: int, screening: Screening, found: Iterable[Event]) -> Year:
    own = [one for one in found if one.day.year == number]
    first, until = screening.as_of, add_months(screening.as_of, AHEAD_MONTHS)
    months = tuple(
        Month(
            # How Django writes a month, or a day of one: a format, like all texts in the reader's language.
            date_format(date(number, month, 1), gettext("n月")),
            (first.year, first.month) <= (number, month) <= (until.year, until.month),
            _marks(one for one in own if one.day.month == month),
        )
        for month in range(1, 13)
    )
    age = age_on(screening.birth, date(number, 12, 31)) if screening.birth else None
    return Year(number, age, months, tuple(_days(own)))


def _marks(found: Iterable[Event]) -> tuple[Mark, ...]:
    kinds = {one.what for one in found}
    return tuple(Mark(what, *words) for what, words in MARKS.items() if what in kinds)


def _days(found: Iterable[Event]) -> Iterable[Day]:
    """What is overdue, then day by day; a day that is only guessed stands apart from the same one for certain."""
    order = sorted(found, key=lambda one: (not one.overdue, one.day, one.guessed))
    for (day, overdue, guessed), same in groupby(order, key=lambda one: (one.day, one.overdue, one.guessed)):
        yield Day(date_format(day, gettext("n月j日")), overdue, guessed, tuple(_lines(list(same))))


def _lines(found: list[Event]) -> Iterable[Line]:
    """The things of a day; those whose last date can be told stand alone, by their names."""
    for what, words in MARKS.items():
        own = [one for one in found if one.what == what]
        for says, asked in dict.fromkeys((one.says, one.asks_last and one.name) for one in own):
            alike = [one for one in own if (one.says, one.asks_last and one.name) == (says, asked)]
            names = gettext("、").join(dict.fromkeys(one.name for one in alike))
            yield Line(Mark(what, *words), names, says, alike[0].benefit if asked else "")
