"""What is kept no longer than it is needed for, and how long that is."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from eligibility.models import Case, Code, CodeGate, Consent, DayBudget, LocalMessage, Reminder, Subscription, Watch

CODES = WAITING = timedelta(days=1)
NUMBERS = LOCAL_MESSAGES = timedelta(days=7)
REMINDERS = timedelta(days=548)  # a year and a half: told once, a thing due every year must not be told again
CASES = timedelta(days=730)
PROOFS = timedelta(days=3 * 365 + 1)
AT_A_TIME = 1000
logger = logging.getLogger("reminders")


def forget(now: datetime) -> dict[str, int]:
    """Deletes what its time is over for, in slices, and tells how much of each; running it twice does no harm."""
    told = {name: delete(rows) for name, rows in _over(now)}
    told["numbers"] = _forget_numbers(now)
    logger.info("forgotten", extra={"fields": told})
    return told


def _over(now: datetime) -> Iterator[tuple[str, QuerySet[Any]]]:
    """What is to be deleted whole."""
    yield "codes", Code.objects.filter(created_at__lt=now - CODES)
    asked = Code.objects.filter(Q(address_digest=OuterRef("pk")) | Q(visitor_digest=OuterRef("pk")))
    yield "gates", CodeGate.objects.exclude(Exists(asked))
    yield "waiting", Subscription.objects.filter(state=Subscription.State.WAITING, created_at__lt=now - WAITING)
    yield "local messages", LocalMessage.objects.filter(sent_at__lt=now - LOCAL_MESSAGES)
    yield "reminders", Reminder.objects.filter(settled_at__lt=now - REMINDERS)
    stopped = Subscription.objects.filter(state=Subscription.State.STOPPED, stopped_at__lt=now - REMINDERS)
    yield "subscriptions", stopped.exclude(Exists(Reminder.objects.filter(subscription=OuterRef("pk"))))
    yield "cases", Case.objects.filter(closed_at__lt=now - CASES)
    yield "proofs", Consent.objects.filter(withdrawn_at__lt=now - PROOFS)
    yield "budgets", DayBudget.objects.filter(day__lt=(now - REMINDERS).date())


def delete(rows: QuerySet[Any]) -> int:
    """Deletes rows and tells how many, a slice a transaction, so that nobody waits for long."""
    deleted = 0
    while keys := list(rows.values_list("pk", flat=True)[:AT_A_TIME]):
        deleted += len(keys)
        rows.model._default_manager.filter(pk__in=keys).delete()
    return deleted


def _forget_numbers(now: datetime) -> int:
    """Takes the numbers out of what was stopped, and what it watched; that it was stopped stays."""
    over = Subscription.objects.filter(state=Subscription.State.STOPPED, stopped_at__lt=now - NUMBERS)
    named = over.exclude(address="", label="", address_digest="")
    forgotten = 0
    while keys := list(named.values_list("pk", flat=True)[:AT_A_TIME]):
        with transaction.atomic():
            Watch.objects.filter(subscription__in=keys).delete()
            Reminder.objects.filter(subscription__in=keys).update(masked="")
            Subscription.objects.filter(pk__in=keys).update(address="", label="", address_digest="")
        forgotten += len(keys)
    return forgotten
