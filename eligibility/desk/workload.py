"""The assessments to come: how many in each of the next twelve months, in which street."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.db.models import CharField, Count, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat, TruncMonth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalog.rules.dates import add_months
from eligibility.desk.access import at_desk, watches_of, worker
from eligibility.desk.filters import Pages, Streets, benefit_names, streets_of
from eligibility.models import Subscription, Watch
from eligibility.models.subscriptions import Kind

MONTHS = 12
# A bar of this many is as wide as the page at least, so that one person is no tower.
LEAST = 10
# Streets that have a shade of their own in the chart; the others share one.
SHADES = 5


@dataclass(frozen=True)
class Part:
    """A street's share of a month's bar, from the left."""

    street: str
    shade: int
    count: int
    start: str
    width: str


@dataclass(frozen=True)
class Month:
    """One month with its bar."""

    first: date
    count: int
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Line:
    """One street with its months, as the table has it."""

    name: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """All twelve months."""
        return sum(self.counts)


@dataclass(frozen=True)
class Workload:
    """What is coming, by month and by street."""

    months: tuple[Month, ...]
    legend: tuple[tuple[int, str], ...]
    pages: Pages
    total: int
    streets: Streets
    benefits: tuple[tuple[str, str], ...]
    benefit: str

    @property
    def busiest(self) -> Month:
        """The month with the most to do, the first of several."""
        return max(self.months, key=lambda one: one.count)

    @property
    def sums(self) -> tuple[int, ...]:
        """Each month over all streets."""
        return tuple(one.count for one in self.months)

    @property
    def narrowed(self) -> bool:
        """Whether only a part is looked at."""
        return bool(self.streets.chosen or self.benefit)


@require_safe
@at_desk
def workload(request: HttpRequest) -> HttpResponse:
    """The chart with the table beneath."""
    found = workload_of(worker(request), request.GET.dict(), timezone.localdate())
    return render(request, "desk/workload.html", {"found": found, "printed_at": timezone.now()})


def workload_of(user: User, given: Mapping[str, str], today: date) -> Workload:
    """The coming twelve months; the same few queries whatever there is."""
    months = [add_months(today.replace(day=1), number) for number in range(MONTHS)]
    rows = _coming(user, today, add_months(months[-1], 1))
    streets = streets_of(user, given.get("street", ""), own=False)
    benefits = _benefits(rows, today)
    benefit = given.get("benefit", "") if given.get("benefit", "") in dict(benefits) else ""
    chosen = rows.filter(streets.within(), **({"benefit": benefit} if benefit else {}))
    lines = _lines(chosen, months)
    shaded = [line.name for line in lines[:SHADES]]
    legend = [*enumerate(shaded)] + ([(SHADES, _("其他街道"))] if len(lines) > SHADES else [])
    query = {"street": streets.chosen.value if streets.chosen else "", "benefit": benefit}
    return Workload(
        months=_months(lines, months),
        legend=tuple(legend),
        pages=Pages.of(lines, len(lines), given, query),
        total=sum(line.total for line in lines),
        streets=streets,
        benefits=benefits,
        benefit=benefit,
    )


def _coming(user: User, today: date, end: date) -> QuerySet[Watch]:
    """What active people of open cases have to renew before a day."""
    return watches_of(user).filter(
        Q(subscription__case__closed_at=None, subscription__case__isnull=False),
        subscription__state=Subscription.State.ACTIVE,
        kind=Kind.RENEWAL,
        due_on__gte=today,
        due_on__lt=end,
    )


def _benefits(rows: QuerySet[Watch], today: date) -> tuple[tuple[str, str], ...]:
    names = benefit_names(today)
    codes = rows.order_by("benefit").values_list("benefit", flat=True).distinct()
    return tuple((code, names.get(code, code)) for code in codes)


def _lines(rows: QuerySet[Watch], months: Sequence[date]) -> list[Line]:
    """Each street with its months, the busiest first; several who are reminded for one person count once."""
    person = Concat(Cast("subscription__case", CharField()), Value(" "), "benefit", output_field=CharField())
    place = ("subscription__case__region__name", "subscription__case__street")
    counted: Any = (
        rows.order_by()
        .annotate(month=TruncMonth("due_on"))
        .values_list("subscription__case__region", *place, "month")
        .annotate(count=Count(person, distinct=True))
    )
    cells: Counter[tuple[int, str, date]] = Counter()
    regions: dict[int, str] = {}
    for region, name, street, month, count in counted:
        cells[region, street, month] = count
        regions[region] = name
    places = {(region, street) for region, street, _month in cells}
    several = len(regions) > 1
    lines = [
        Line(
            f"{_(regions[region])} {street}" if several else street,
            tuple(cells[region, street, month] for month in months),
        )
        for region, street in sorted(places)
    ]
    return sorted(lines, key=lambda line: -line.total)


def _months(lines: list[Line], months: Sequence[date]) -> tuple[Month, ...]:
    most = max([LEAST, *(sum(line.counts[number] for line in lines) for number in range(len(months)))])
    found = []
    for number, first in enumerate(months):
        shares = [(line.name, shade, line.counts[number]) for shade, line in enumerate(lines[:SHADES])]
        shares.append((_("其他街道"), SHADES, sum(line.counts[number] for line in lines[SHADES:])))
        parts, start = [], 0
        for name, shade, count in shares:
            if count:
                parts.append(Part(name, shade, count, _share(start, most), _share(count, most)))
                start += count
        found.append(Month(first, start, tuple(parts)))
    return tuple(found)


def _share(count: int, most: int) -> str:
    """A length beside the longest bar."""
    return f"{count * 100 / most:.3f}%"
