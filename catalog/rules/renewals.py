"""When something that is renewed is next due (R42)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from catalog.rules.dates import add_months, birthday

if TYPE_CHECKING:
    from catalog.rules.findings import Finding
    from catalog.rules.rulebook import Benefit, Pathway

Held = TypeVar("Held")
# From which day on something holds, oldest first; the first day is None for "always".
Ways = Sequence[tuple[date | None, str]]  # the code of the person's pathway, empty where there is none
Rhythm = Sequence[tuple[date | None, int | None]]  # after how many months it is renewed, None where it is not
# A benefit in the editions of its region: from which day on each of its pathways is renewed after how many months.
Terms = Sequence[tuple[date, Mapping[str, int | None]]]


def first_due(last: date, rhythm: Rhythm) -> date | None:
    """The first day on which the months of that very day have gone by since the last date."""
    for (begins, months), (ends, _next) in pairwise([*rhythm, (None, None)]):
        if months is None:
            continue
        day = add_months(last, months)
        day = max(day, begins) if begins else day
        if ends is None or day < ends:
            return day
    return None


def next_due(finding: Finding, last: date, birth: date | None) -> date | None:
    """The first day on which the pathway of that day's age lets it be had again.

    A day gone by stays as it is: overdue. A last date before somebody was old enough counts as if
    they had been. None where no pathway is renewed, or where the age that decides is not known.
    """
    return first_due(last, [(day, way.renewal_months if way else None) for day, way in pathways(finding, birth)])


def pathways(finding: Finding, birth: date | None) -> list[tuple[date | None, Pathway | None]]:
    """The person's pathway from which birthday on; before somebody was old enough, as if they had been."""
    if birth is None:
        return [(None, finding.pathway)]
    youngest = next((age for age in finding.ages() if finding.at_age(age).pathway), 0)
    found: list[tuple[date | None, Pathway | None]] = [(None, finding.at_age(youngest).pathway)]
    for age in finding.ages():
        way = finding.at_age(age).pathway
        if age > youngest and way is not found[-1][1]:
            found.append((birthday(birth, age), way))
    return found


def on_day(steps: Sequence[tuple[date | None, Held]], day: date | None) -> Held | None:
    """What holds on a day, of what begins on which day."""
    held = [what for begins, what in steps if begins is None or (day is not None and begins <= day)]
    return held[-1] if held else None


def since(ways: Ways, day: date) -> list[tuple[date | None, str]]:
    """The same without what had ended by a day."""
    held = [place for place, (begins, _way) in enumerate(ways) if begins is None or begins <= day]
    if not held:
        return [*ways]
    return [(None, ways[held[-1]][1]), *ways[held[-1] + 1 :]]


def months_of(benefit: Benefit) -> dict[str, int | None]:
    """After how many months each pathway is renewed."""
    return {way.code: way.renewal_months or None for way in benefit.pathways}


def rhythm_of(ways: Ways, terms: Terms) -> list[tuple[date | None, int | None]]:
    """After how many months the pathway of a day is renewed, by the edition in force on that day.

    Days before the first edition count as its own. A code that an edition no longer has stands for the benefit's
    pathway with the same months, or for all of them where they have the same: somebody gave it another name.
    """
    months = {code: list(_renewed(code, terms)) for _begins, code in ways}
    days = sorted({day for day, _code in ways if day} | {day for day, _ways in terms[1:]})
    found: list[tuple[date | None, int | None]] = []
    for day in (None, *days):
        code = on_day(ways, day)
        due = on_day(months[code], day) if code else None
        if not found or found[-1][1] != due:
            found.append((day, due))
    return found


def _renewed(code: str, terms: Terms) -> Iterator[tuple[date | None, int | None]]:
    """After how many months a pathway is renewed, edition by edition."""
    known = None
    for place, (day, ways) in enumerate(terms):
        among = set(ways.values())
        if code in ways:
            known = ways[code]
        elif among and known not in among:
            known = among.pop() if len(among) == 1 else None
        yield day if place else None, known if ways else None
