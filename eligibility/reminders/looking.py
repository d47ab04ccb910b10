"""Looks up what became of messages that may have gone out, and asks staff where nobody can tell.

A look-up changes nothing at the provider, so it may be cut off and repeated at any time. Its answer counts only for
the attempt and the look-up that it was asked for: a later one may know more.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from cryptography.fernet import InvalidToken
from django.db import transaction
from django.utils import timezone

from eligibility.addresses import masked
from eligibility.models import Attempt, Reminder
from eligibility.reminders import budget, circuits, pacing
from eligibility.reminders.channels.interface import Found, Outgoing, Provider
from eligibility.reminders.channels.registry import provider_for
from eligibility.reminders.messages import compose
from eligibility.reminders.reasons import Reason
from eligibility.reminders.settling import accepted, ended, tired, waiting

logger = logging.getLogger("reminders")
State = Reminder.State
# For how long one process has a look-up to itself.
HELD = timedelta(seconds=60)
# As far back as providers remember.
MEMORY = 30


@dataclass(frozen=True)
class LookUp:
    """A reminder that this process is to look up."""

    reminder: Reminder
    attempt: Attempt
    provider: Provider
    days: tuple[date, ...]


def take(now: datetime, silent: Collection[str] = (), even_for: timedelta = timedelta.max) -> LookUp | bool:
    """The next look-up; True where a person must decide instead, False where there is none.

    Nobody is asked until the clock has gone evenly for as long as it takes them to know.
    """
    ways = {channel: provider_for(channel) for channel in ("sms", "email")}
    resting = {*circuits.resting(now), *silent}
    resting |= {provider.name for provider in ways.values() if provider and provider.absent_after > even_for}
    channels = [channel for channel, provider in ways.items() if not provider or provider.name not in resting]
    with transaction.atomic():
        reminder = (
            Reminder.objects.select_for_update(skip_locked=True, no_key=True, of=("self",))
            .filter(state=State.UNKNOWN, look_up_at__lte=now, channel__in=channels)
            .select_related("subscription")
            .defer("subscription__address", "subscription__label")
            .order_by("look_up_at", "id")
            .first()
        )
        if reminder is None:
            return False
        provider, days = ways[reminder.channel], days_of(reminder, now)
        if provider is None or not days or not provider.looks_up or moved(reminder):
            _ask_staff(reminder)
            return True
        reminder.look_up_at, reminder.look_ups = now + HELD, reminder.look_ups + 1
        reminder.save(update_fields=["look_up_at", "look_ups"])
        attempt = Attempt.objects.create(reminder=reminder, step=Attempt.Step.LOOK_UP, began_at=now)
        return LookUp(reminder, attempt, provider, days)


def days_of(reminder: Reminder, now: datetime) -> tuple[date, ...]:
    """The days on which a message may have gone out; none where that is longer ago than providers remember."""
    today, sent = timezone.localdate(now), _last_sent(reminder)
    # Of a restored row nobody knows when it went out, or whether.
    if sent is not None and reminder.reason != Reason.RESTORED:
        first = last = timezone.localdate(sent.began_at)
    else:
        first, last = timezone.localdate(min(reminder.not_before, reminder.created_at)), today
    if (today - first).days > MEMORY:
        return ()
    return tuple(first + timedelta(days=more) for more in range(max((last - first).days, 0) + 1))


def moved(reminder: Reminder) -> bool:
    """Whether the number is no longer the one that the message went to: nothing would be found under the new one."""
    try:
        return bool(reminder.masked) and reminder.masked != masked(reminder.subscription.address)
    except InvalidToken:
        return False


def ask(look: LookUp) -> Found:
    """What the provider says; nothing that happens here changes anything."""
    try:
        message = compose(look.reminder)
    except Exception:
        logger.exception("not composed", extra={"fields": {"reminder": look.reminder.pk}})
        return Found("silent", code="compose")
    answers = list(_answers(look, message))
    return next((one for one in answers if one.kind != "absent"), answers[0])


def _answers(look: LookUp, message: Outgoing) -> Iterator[Found]:
    for day in look.days:
        found = look.provider.look_up(message, day)
        yield found
        if found.kind == "found":
            return


def record(look: LookUp, found: Found, now: datetime) -> bool:
    """Write down what was found, unless something newer is known."""
    reminder = look.reminder
    with transaction.atomic():
        open_still = Reminder.objects.filter(
            pk=reminder.pk, state=State.UNKNOWN, attempts=reminder.attempts, look_ups=reminder.look_ups
        )
        recorded = open_still.update(**changes(look, found, now)) == 1
        code = found.code[:40]
        Attempt.objects.filter(pk=look.attempt.pk).update(ended_at=now, outcome=found.kind, code=code)
        if recorded and found.kind == "absent" and reminder.attempts:
            sent = _last_sent(reminder)
            if sent is not None:
                budget.give_back(reminder.channel, timezone.localdate(sent.began_at))
    return recorded


def changes(look: LookUp, found: Found, now: datetime) -> dict[str, Any]:
    """A reminder's new state after a look-up."""
    reminder = look.reminder
    match found.kind:
        case "found":
            change = accepted(now, Reason.LOOKED_UP, found.provider_id)
            received = {"receipt": found.receipt, "receipt_code": found.code[:40], "receipt_at": now}
            return {**change, **received} if found.receipt else change
        case "absent":
            if tired(reminder, now, pacing.GIVE_UP) and reminder.reason != Reason.RESTORED:
                return ended(State.FAILED, Reason.GAVE_UP, now)
            at = pacing.earliest(now, reminder.channel, reminder.message_id)
            return waiting(Reason.NOT_THERE, at)
        case "silent":
            if now - _looked_since(look) > pacing.ASK_STAFF:
                return {"reason": Reason.ASK_STAFF, "look_up_at": None}
            return {"look_up_at": pacing.next_look(now, reminder.look_ups)}


def _last_sent(reminder: Reminder) -> Attempt | None:
    return reminder.history.filter(step=Attempt.Step.SEND).order_by("began_at", "id").last()


def _looked_since(look: LookUp) -> datetime:
    """When this attempt was looked up first."""
    looks, sent = look.reminder.history.filter(step=Attempt.Step.LOOK_UP), _last_sent(look.reminder)
    if sent is not None and look.reminder.reason != Reason.RESTORED:
        looks = looks.filter(began_at__gte=sent.began_at)
    first = looks.order_by("began_at").first()
    return first.began_at if first else look.attempt.began_at


def _ask_staff(reminder: Reminder) -> None:
    reminder.reason, reminder.look_up_at = Reason.ASK_STAFF, None
    reminder.save(update_fields=["reason", "look_up_at"])
