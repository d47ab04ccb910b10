"""When something that is renewed is next due (R42)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from catalog.rules.dates import add_months, age_on, birthday

if TYPE_CHECKING:
    from catalog.rules.findings import Finding


def next_due(finding: Finding, last: date, birth: date | None) -> date | None:
    """The first day on which the pathway of that day's age lets it be had again.

    A day gone by stays as it is: overdue. A last date before somebody was old enough counts as if
    they had been. None where no pathway is renewed, or where the age that decides is not known.
    """
    if birth is None:
        months = finding.pathway.renewal_months if finding.pathway else None
        return add_months(last, months) if months is not None else None
    every = {way.renewal_months for way in finding.compiled.benefit.pathways} - {None}
    starts = {add_months(last, months) for months in every if months is not None}
    birthdays = [birthday(birth, age) for age in finding.ages()]
    days = starts | {max(day, start) for day in birthdays for start in starts}
    youngest = next((age for age in finding.ages() if finding.at_age(age).pathway), 0)
    return next(
        (day for day in sorted(days) if _renewable(finding, last, max(youngest, age_on(birth, day)), day)), None
    )


def _renewable(finding: Finding, last: date, age: int, day: date) -> bool:
    way = finding.at_age(age).pathway
    months = way.renewal_months if way else None
    return months is not None and add_months(last, months) <= day
