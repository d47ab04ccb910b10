"""A worker's list of residents becomes summaries on paper: read, screened with the lists of the region, one file."""

from __future__ import annotations

import csv
from datetime import datetime
from io import StringIO

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from catalog.models import Region
from catalog.permissions import regions_of
from catalog.rules import Screener
from eligibility.models import Paper
from eligibility.occasion import Occasion
from eligibility.rosters import Fault, Roster, read_roster
from eligibility.summaries.making import ask_for_list
from eligibility.summaries.people import person_of

MINE, ALL = "mine", "all"
MOST_FAULTS = 500
# What a street knows of its people, in the order of a blank list.
USUAL = ("birth_date", "sex", "hukou", "residence", "assistance", "disability_grade", "self_care", "living")


class NobodyError(Exception):
    """No row of a list can be read; `roster` says why."""

    def __init__(self, roster: Roster) -> None:
        super().__init__()
        self.roster = roster


def receive(
    user: User, name: str, content: bytes, form: str, which: str, now: Occasion, at: datetime
) -> tuple[Paper, Roster]:
    """The paper that an uploaded list is to become, and what was read; raises RosterError or NobodyError."""
    roster = read_roster(name, content, now.screener, now.as_of)
    if not roster.rows:
        raise NobodyError(roster)
    people = [person_of(row) for row in roster.rows]
    faults = [[one.line, one.column, one.message] for one in roster.faults[:MOST_FAULTS]]
    regions = lists_of(user, now.screener) if which == MINE else frozenset()
    return ask_for_list(people, now, form, user, at, regions=regions, faults=faults), roster


def lists_of(user: User, screener: Screener) -> frozenset[str]:
    """The regions whose lists hold for the people of a worker: theirs, and those above."""
    slugs = Region.objects.filter(pk__in=regions_of(user, "desk")).values_list("slug", flat=True)
    return frozenset(above for slug in slugs if slug in screener.regions for above in screener.regions.line(slug))


def told(faults: list[list[object]]) -> list[Fault]:
    """The faults of a list as they were kept."""
    return [Fault(int(str(line)), str(column), str(message)) for line, column, message in faults]


def blank(screener: Screener) -> str:
    """An empty list as CSV, with what a street usually knows as headings."""
    out = StringIO()
    names = [_(screener.facts[code].name) for code in USUAL if code in screener.facts]
    csv.writer(out).writerow([_("编号"), _("姓名"), *names])
    return out.getvalue()
