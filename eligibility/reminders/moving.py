"""A subscription at another address, and two that say the same made one."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from eligibility.models import Code, Subscription
from eligibility.models.subscriptions import Channel
from eligibility.reminders import due
from eligibility.sealing import digest, digests


def move(subscription: Subscription, channel: Channel, address: str) -> None:
    """Sends everything to another address from now on, none where somebody is visited.

    What waits for another channel is moved when its turn comes (`claiming`).
    """
    with transaction.atomic():
        held = Subscription.objects.select_for_update(no_key=True).get(pk=subscription.pk)
        held.channel, held.address, held.address_digest = channel, address, digest(address) if address else ""
        held.save(update_fields=["channel", "address", "address_digest"])


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
