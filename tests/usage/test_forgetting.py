"""Counts go after two years, feedback codes after one."""

from datetime import date

import pytest

from eligibility.models import Ticket, UsageCount
from eligibility.usage.forgetting import forget

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def test_what_its_time_is_over_for_goes_and_nothing_else() -> None:
    for day in (date(2024, 11, 22), date(2024, 11, 23), TODAY):
        UsageCount.objects.create(day=day, what="started", count=3)
    for number, month in enumerate((date(2025, 11, 1), date(2025, 12, 1))):
        Ticket.objects.create(code_digest=str(number), benefits=[], month=month)
    assert forget(TODAY) == {"counts": 1, "tickets": 1}
    assert forget(TODAY) == {"counts": 0, "tickets": 0}
    assert UsageCount.objects.count() == 2
    assert Ticket.objects.get().month == date(2025, 12, 1)
