"""How long counts and feedback codes are kept."""

from __future__ import annotations

from datetime import date

from catalog.rules.dates import add_months
from eligibility.models import Ticket, UsageCount

COUNTS = 24  # months
TICKETS = 12


def forget(today: date) -> dict[str, int]:
    """Deletes what its time is over for, and tells how much of each."""
    return {
        "counts": UsageCount.objects.filter(day__lt=add_months(today, -COUNTS)).delete()[0],
        "tickets": Ticket.objects.filter(month__lt=add_months(today, -TICKETS)).delete()[0],
    }
