"""A month as a calendar on the wall shows it."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from catalog.answering import day_in_words


@dataclass(frozen=True)
class Month:
    """A month's weeks; a day outside of it is 0."""

    name: str
    day: str
    today: int
    weeks: list[list[int]]
    weekdays: tuple[str, ...]


def month_of(today: date) -> Month:
    """The month of a day."""
    name = _("{year}年{month}月").format(year=today.year, month=today.month)
    weekdays = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))
    return Month(name, day_in_words(today), today.day, calendar.monthcalendar(today.year, today.month), weekdays)
