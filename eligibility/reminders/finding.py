"""Finds what falls due: watches whose day has come become rows of the outbox.

What is looked through is what wakes today, by its own index; those who are merely subscribed cost nothing. A watch
goes on to its next day in the transaction that writes its reminder, so a slice happens wholly or not at all; the
reminder's key makes a second one impossible whoever looks.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django.db import Error, transaction
from django.db.models import Q
from django.utils import timezone

from catalog.in_force import publish_stamp
from eligibility.models import Reminder, Subscription, Watch
from eligibility.models.reminders import message_id
from eligibility.reminders import due, pacing
from eligibility.reminders.reasons import Reason

logger = logging.getLogger("reminders")
SLICE = 500
ADVANCED = ("kind", "stages", "last", "assumed", "due_on", "announced_for", "wake_on", "stamp")


def find(now: datetime, look_up_before: datetime | None = None, slices: int = 200) -> int:
    """Queue everything that has come up; gives how many reminders there were."""
    found = 0
    for _ in range(slices):
        woke, made = find_some(now, look_up_before)
        found += made
        if not woke:
            break
    return found


def find_some(now: datetime, look_up_before: datetime | None = None) -> tuple[int, int]:
    """One slice, in one transaction; gives how many watches woke and how many reminders came of it."""
    today = timezone.localdate(now)
    with transaction.atomic():
        # What somebody else holds is theirs, or is found by the next tick: nobody waits for anybody here.
        woken = list(
            Watch.objects.select_for_update(skip_locked=True, no_key=True, of=("self", "subscription"))
            .filter(wake_on__lte=today)
            .select_related("subscription")
            .defer("subscription__address", "subscription__label")
            .order_by("wake_on", "id")[:SLICE]
        )
        made, advanced = [], []
        for watch in woken:
            try:
                reminder = advance(watch, now, today, look_up_before)
            except Error:
                raise
            except Exception:  # one watch that cannot be counted must not keep the others from being found
                logger.exception("watch not counted", extra={"fields": {"watch": watch.pk}})
                Watch.objects.filter(pk=watch.pk).update(wake_on=today + due.A_DAY)
                continue
            advanced.append(watch)
            if reminder is not None:
                made.append(reminder)
        # They are all there, and held: this only writes them, many times as fast as bulk_update.
        Watch.objects.bulk_create(advanced, update_conflicts=True, unique_fields=["id"], update_fields=ADVANCED)
        _queue(made)
    return len(woken), len(made)


def advance(watch: Watch, now: datetime, today: date, look_up_before: datetime | None) -> Reminder | None:
    """Take a watch on to its next day, and say what is to be sent about this one, if anything is."""
    woke_on, subscription = watch.wake_on, watch.subscription
    if not subscription.active:
        # Whoever has not confirmed yet is asked again tomorrow; whoever has stopped, never.
        waiting = subscription.state == Subscription.State.WAITING
        watch.wake_on = today + due.A_DAY if waiting else None
        return None
    if watch.stamp != publish_stamp():
        due.refresh(watch, today)
    announced = due.woken(watch, today)
    if watch.wake_on is not None and watch.wake_on <= today:
        watch.wake_on = today + due.A_DAY if watch.due_on else None
    if not announced or watch.due_on is None or woke_on is None:
        return None
    return _reminder(watch, watch.due_on, now, woke_on, look_up_before)


def _reminder(watch: Watch, due_on: date, now: datetime, woke_on: date, look_up_before: datetime | None) -> Reminder:
    subscription = watch.subscription
    key = message_id(subscription.pk, watch.kind, due_on, subscription.channel)
    reminder = Reminder(
        message_id=key,
        subscription=subscription,
        kind=watch.kind,
        due_on=due_on,
        channel=subscription.channel,
        not_before=pacing.earliest(now, subscription.channel, key),
        created_at=now,
    )
    if look_up_before and woke_on <= timezone.localdate(look_up_before) and subscription.channel != "call":
        # It may have gone out already, in what the restored database has forgotten.
        reminder.state, reminder.reason, reminder.look_up_at = Reminder.State.UNKNOWN, Reason.RESTORED, now
        reminder.not_before = timezone.make_aware(datetime.combine(woke_on, time.min))
    return reminder


def _queue(made: Iterable[Reminder]) -> None:
    """Write the reminders, those due first before those due later; several benefits of one day make one."""
    rows = {reminder.message_id: reminder for reminder in made}
    ordered = sorted(rows.values(), key=lambda one: (one.due_on, one.message_id))
    Reminder.objects.bulk_create(ordered, ignore_conflicts=True)
    # A day that was taken back and has come again: its message was cancelled before anybody was called.
    back = Q(state=Reminder.State.CANCELLED, reason=Reason.DATE_CHANGED)
    for reminder in Reminder.objects.filter(back, message_id__in=rows):
        fresh: dict[str, Any] = {"state": Reminder.State.PENDING, "reason": "", "settled_at": None}
        Reminder.objects.filter(back, pk=reminder.pk).update(not_before=rows[reminder.message_id].not_before, **fresh)
