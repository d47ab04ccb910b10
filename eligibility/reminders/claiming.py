"""Claims one reminder at a time: from that moment it is somebody's, and nobody else will send it.

Everything that speaks against sending is looked at again in the claim's own transaction, for days may have gone by
since the reminder was found. The claim never waits for another transaction's rows but the day's budget, and is
committed before the provider hears of anything.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.fernet import InvalidToken
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from eligibility.addresses import masked
from eligibility.models import Attempt, Call, Pulse, Reminder, Subscription, Watch
from eligibility.models.reminders import message_id
from eligibility.models.subscriptions import Channel
from eligibility.reminders import braking, budget, circuits, pacing
from eligibility.reminders.channels.interface import Provider
from eligibility.reminders.channels.registry import provider_for
from eligibility.reminders.reasons import Reason

logger = logging.getLogger("reminders")
# A call takes ten seconds at most; what is not settled by then was cut off.
LEASE = timedelta(seconds=30)
# How long an address waits for its key.
UNREADABLE = timedelta(minutes=30)


@dataclass(frozen=True)
class Claim:
    """A reminder that is this process's to send, for as long as its lease lasts."""

    reminder: Reminder
    attempt: Attempt
    provider: Provider


def ways_out(now: datetime) -> dict[str, Provider]:
    """The channels that anything can go out by now."""
    found = {channel: provider_for(channel) for channel in (Channel.SMS, Channel.EMAIL)}
    resting, used_up = circuits.resting(now), budget.used_up(now)
    return {
        channel: provider
        for channel, provider in found.items()
        if provider and provider.name not in resting and channel not in used_up
    }


def claim(now: datetime) -> Claim | bool:
    """The next reminder: claimed, or True where it needs no call now; False where there is none."""
    ways = ways_out(now)
    channels = {Channel.CALL.value} if pacing.quiet(now) else {Channel.CALL.value, *ways}
    with transaction.atomic():
        if held(braking.pulse_now()):
            return False
        reminder = _next(now, channels)
        if reminder is None:
            return False
        if not readable(reminder):
            _wait(reminder, now + UNREADABLE, Reason.UNREADABLE)
            return True
        reminder.benefits = benefits(reminder)
        if reason := against(reminder):
            _end(reminder, Reminder.State.CANCELLED, reason, now)
            if reason == Reason.MOVED:
                _move(reminder, now)
            return True
        if reminder.channel == Channel.CALL:
            _put_on_call_list(reminder, now)
            return True
        if window := _window(reminder, now):
            _wait(reminder, window, Reason.LATER)
            return True
        provider = ways[reminder.channel]
        taken = Claim(reminder, _take(reminder, provider, now), provider)
        # The budget comes last: everybody counts in its one row.
        if not circuits.admit(provider.name, now) or not budget.take(reminder.channel, timezone.localdate(now)):
            transaction.set_rollback(True)
            return True
        return taken


def held(pulse: Pulse) -> bool:
    """Whether nothing may go out; before the first tick nobody knows yet."""
    return bool(pulse.hold) or not pulse.ticked_at


def readable(reminder: Reminder) -> bool:
    """Whether there is a key to its address; one row without must not hold up the others."""
    try:
        return reminder.subscription.address is not None
    except InvalidToken:
        logger.exception("address cannot be read", extra={"fields": {"reminder": reminder.pk}})
        return False


def against(reminder: Reminder) -> Reason | None:
    """Why a reminder is not to be sent any more, if it is not."""
    subscription = reminder.subscription
    if subscription.state != Subscription.State.ACTIVE:
        return Reason.STOPPED
    if subscription.channel != reminder.channel:
        return Reason.MOVED
    if reminder.channel != Channel.CALL and not subscription.address:
        return Reason.NO_ADDRESS
    # Sent again by hand is sent, whatever the day.
    if reminder.round == 0 and not reminder.benefits:
        return Reason.DATE_CHANGED
    return None


def benefits(reminder: Reminder) -> list[str]:
    """What a reminder tells of; a day that has since gone by and counts as kept is still told of.

    Sent again by hand, it tells of what it told of before.
    """
    day = Q(kind=reminder.kind, due_on=reminder.due_on)
    gone_by = Q(announced_for=reminder.due_on, assumed=True)
    told_of = Watch.objects.filter(day | gone_by, subscription=reminder.subscription_id)
    found = sorted(set(told_of.values_list("benefit", flat=True)))
    return found or (reminder.benefits if reminder.round else [])


def _next(now: datetime, channels: Collection[str]) -> Reminder | None:
    return (
        Reminder.objects.select_for_update(skip_locked=True, no_key=True, of=("self", "subscription"))
        .filter(state=Reminder.State.PENDING, not_before__lte=now, channel__in=channels)
        .select_related("subscription")
        .defer("subscription__address", "subscription__label")
        .order_by("not_before", "id")
        .first()
    )


def _window(reminder: Reminder, now: datetime) -> datetime | None:
    """Until when the provider takes nothing for this number, as it said about another message."""
    asked_to_wait = Reminder.objects.filter(
        state=Reminder.State.PENDING,
        reason=Reason.LATER,
        not_before__gt=now,
        channel=reminder.channel,
        subscription__address_digest=reminder.subscription.address_digest,
    )
    return asked_to_wait.exclude(pk=reminder.pk).values_list("not_before", flat=True).order_by("-not_before").first()


def _wait(reminder: Reminder, until: datetime, reason: Reason) -> None:
    reminder.not_before, reminder.reason = until, reason
    reminder.save(update_fields=["not_before", "reason"])


def _end(reminder: Reminder, state: Reminder.State, reason: Reason, now: datetime) -> None:
    reminder.state, reminder.reason, reminder.settled_at = state, reason, now
    reminder.save(update_fields=["state", "reason", "settled_at"])


def _move(reminder: Reminder, now: datetime) -> None:
    """The same news by the channel that was chosen since."""
    subscription, channel = reminder.subscription, reminder.subscription.channel
    key = message_id(subscription.pk, reminder.kind, reminder.due_on, channel, reminder.round)
    moved = Reminder(
        message_id=key,
        subscription=subscription,
        kind=reminder.kind,
        due_on=reminder.due_on,
        channel=channel,
        round=reminder.round,
        not_before=pacing.earliest(now, channel, key),
        created_at=now,
        again_of=reminder.again_of,
        asked_by=reminder.asked_by,
        asked_why=reminder.asked_why,
    )
    Reminder.objects.bulk_create([moved], ignore_conflicts=True)


def _put_on_call_list(reminder: Reminder, now: datetime) -> None:
    """A person will ring: the call and the reminder's end are one transaction, so there is nothing to be unsure of."""
    case = reminder.subscription.case_id
    if case is None:
        _end(reminder, Reminder.State.FAILED, Reason.NO_CASE, now)
        return
    reminder.save(update_fields=["benefits"])
    today = timezone.localdate(now)
    Call.objects.get_or_create(reminder=reminder, defaults={"case_id": case, "next_on": today, "opened_at": now})
    _end(reminder, Reminder.State.ACCEPTED, Reason.BY_CALL, now)


def _take(reminder: Reminder, provider: Provider, now: datetime) -> Attempt:
    reminder.state, reminder.reason = Reminder.State.SENDING, ""
    reminder.lease_until, reminder.attempts = now + LEASE, reminder.attempts + 1
    reminder.provider, reminder.masked = provider.name, masked(reminder.subscription.address)
    reminder.look_up_at, reminder.look_ups = None, 0
    changed = ["state", "reason", "lease_until", "attempts", "provider", "masked", "look_up_at", "look_ups", "benefits"]
    reminder.save(update_fields=changed)
    return Attempt.objects.create(reminder=reminder, step=Attempt.Step.SEND, began_at=now)
