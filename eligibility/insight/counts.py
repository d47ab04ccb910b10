"""The totals of a period, out of the database in a few queries."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.db.models import Sum

from eligibility.insight.periods import Period, periods
from eligibility.models import UsageCount

# Of whom, of what list, what: a question or benefit, the edition, what happened.
Totals = Counter[tuple[str, str, str]]


def periods_of(today: date) -> list[Period]:
    """What can be looked at."""
    return periods(UsageCount.objects.dates("day", "month"), today)


def totals_of(period: Period) -> Totals:
    """Everything that was counted in a period."""
    rows = UsageCount.objects.filter(day__range=(period.first, period.last)).order_by()
    summed = rows.values_list("key", "edition", "what").annotate(total=Sum("count"))
    return Counter({(key, edition, what): total for key, edition, what, total in summed})


def by_day(period: Period, what: UsageCount.What) -> Counter[date]:
    """How often something happened on each day of a period."""
    rows = UsageCount.objects.filter(day__range=(period.first, period.last), what=what).order_by()
    return Counter(dict(rows.values_list("day").annotate(total=Sum("count"))))
