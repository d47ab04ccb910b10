"""A subscription at another address, and two that say the same made one."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from eligibility.addresses import Address
from eligibility.models import Code, Reminder, Subscription
from eligibility.models.reminders import message_id
from eligibility.models.subscriptions import Channel
from eligibility.reminders import due
from eligibility.sealing import digests


def move(subscription: Subscription, address: Address) -> None:
    """Sends everything to another address from now on, also what waits already."""
    with transaction.atomic():
        held = Subscription.objects.select_for_update().get(pk=subscription.pk)
        if held.channel != Channel.CALL or address.channel == "email":  # whoever is rung goes on being rung
            held.channel = Channel(address.channel)
        held.address, held.address_digest = address.text, address.digest
        held.save(update_fields=["channel", "address", "address_digest"])
        pending = held.reminders.select_for_update().filter(state=Reminder.State.PENDING)
        for reminder in pending.exclude(channel=held.channel):
            _send_by(reminder, held.channel)


def _send_by(reminder: Reminder, channel: str) -> None:
    """Lets a reminder that waits go out another way, unless it went that way before."""
    key = message_id(reminder.subscription_id, reminder.kind, reminder.due_on, channel, reminder.round)
    if Reminder.objects.filter(message_id=key).exists():
        reminder.state, reminder.reason = Reminder.State.CANCELLED, "moved"
    else:
        reminder.channel, reminder.message_id = channel, key
    reminder.save(update_fields=["state", "reason", "channel", "message_id"])


def join(subscription: Subscription, today: date) -> Subscription:
    """Puts what a new subscription watches to an older one that tells the same reader of the same person, if any.

    The older one stays: its stop link stands in messages that were sent, and what it told is not told again.
    """
    older = _older(subscription)
    if older is None:
        return subscription
    for watch in subscription.watches.all():
        known = older.watches.filter(benefit=watch.benefit, kind=watch.kind).first()
        if known is None:
            watch.subscription = older
            watch.save(update_fields=["subscription"])
            continue
        known.region, known.stages = watch.region, watch.stages
        if watch.last is not None:
            known.last, known.assumed = watch.last, watch.assumed
        due.refresh(known, today)
        known.save()
    Code.objects.filter(subscription=subscription).update(subscription=older)
    subscription.delete()
    return older


def _older(subscription: Subscription) -> Subscription | None:
    """A running subscription of a resident's own with the same address, for the same person."""
    same = Subscription.objects.select_for_update().filter(
        case=None,
        state=Subscription.State.ACTIVE,
        address_digest__in=digests(subscription.address),
        recipient=subscription.recipient,
    )
    return next((one for one in same.exclude(pk=subscription.pk) if one.label == subscription.label), None)
