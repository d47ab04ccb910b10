"""Ages, birthdays and due dates, as the law counts them (contract/readings.md R2, R42)."""

from __future__ import annotations

from calendar import isleap
from datetime import date

OLDEST = 130
DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def add_months(day: date, months: int) -> date:
    """The same day so many months later; a day the month lacks falls on its last."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = 29 if month == 1 and isleap(year) else DAYS[month]
    return date(year, month + 1, min(day.day, last))


def birthday(birth: date, age: int) -> date:
    """The day on which somebody born on `birth` reaches `age`; 29 February falls on the 28th (R2)."""
    return add_months(birth, 12 * age)


def age_on(birth: date, day: date) -> int:
    """Completed years of life on `day`: an age is reached on the birthday (R2)."""
    years = day.year - birth.year
    return years if day >= birthday(birth, years) else years - 1
