"""Who receives a case's reminders, and where."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from eligibility.desk import consents, things
from eligibility.desk.consents import Given
from eligibility.desk.things import Thing
from eligibility.models import Case, Subscription
from eligibility.models.subscriptions import Channel
from eligibility.reminders.moving import move
from eligibility.sealing import digest, digests

log = logging.getLogger("reminders")


@dataclass(frozen=True)
class Recipient:
    """Somebody at an address; without one, somebody who is visited."""

    recipient: Subscription.Recipient
    channel: Channel
    address: str = ""
    label: str = ""


class SameAddressError(Exception):
    """The address receives the case's reminders already."""


def add(
    case: Case, who: Recipient, wanted: Sequence[Thing] | None, given: Given, *, by: User, now: datetime
) -> Subscription:
    """Somebody more to remind, as was agreed to, of these things or of what the others are reminded of.

    Raises SameAddressError.
    """
    with transaction.atomic():
        Case.objects.select_for_update(no_key=True).get(pk=case.pk)
        if _same(case.subscriptions.filter(state=Subscription.State.ACTIVE), who.channel, who.address):
            raise SameAddressError
        made = Subscription.objects.create(
            case=case,
            recipient=who.recipient,
            label=who.label,
            channel=who.channel,
            address=who.address,
            address_digest=_digest(who.address),
            state=Subscription.State.ACTIVE,
            created_at=now,
            confirmed_at=now,
        )
        consents.record(made, given, by=by, now=now)
        if wanted is None:
            things.share(case, made, now)
        else:
            things.put(made, wanted, now)
    log.info("recipient added", extra={"fields": {"subscription": made.pk, "by": by.pk}})
    return made


def change_address(subscription: Subscription, channel: Channel, address: str, *, by: User) -> None:
    """Reminders go to another address from now on; raises SameAddressError."""
    with transaction.atomic():
        Case.objects.select_for_update(no_key=True).get(subscriptions=subscription.pk)
        others = Subscription.objects.filter(case=subscription.case_id, state=Subscription.State.ACTIVE)
        if _same(others.exclude(pk=subscription.pk), channel, address):
            raise SameAddressError
        move(subscription, channel, address)
    log.info("address changed", extra={"fields": {"subscription": subscription.pk, "by": by.pk}})


def _same(subscriptions: Iterable[Subscription], channel: Channel, address: str) -> bool:
    known = set(digests(address)) if address else {""}
    return any(one.channel == channel and one.address_digest in known for one in subscriptions)


def _digest(address: str) -> str:
    return digest(address) if address else ""
