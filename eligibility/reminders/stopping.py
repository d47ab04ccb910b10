"""The one way in which reminders end: stopped, with the proof that they were agreed to; or erased, with no trace."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from eligibility.models import Code, Consent, LocalMessage, Reminder, Subscription
from eligibility.reminders import ledger

logger = logging.getLogger("reminders")


def stop(subscription: Subscription, how: Subscription.Stop, now: datetime) -> bool:
    """Ends a subscription for good, and tells whether it had not ended before; doing it twice does no harm."""
    with transaction.atomic():
        running = Subscription.objects.filter(pk=subscription.pk).exclude(state=Subscription.State.STOPPED)
        if not running.update(state=Subscription.State.STOPPED, stopped_at=now, stopped_how=how):
            return False
        _withdraw(subscription, now)
        subscription.watches.update(wake_on=None)
        pending = Reminder.objects.filter(subscription=subscription, state=Reminder.State.PENDING)
        pending.update(state=Reminder.State.CANCELLED, reason="stopped", settled_at=now)
        subscription.refresh_from_db()
        # Before the commit: a line too many is harmless, one too few would wake the subscription after a restore.
        _note(ledger.note_stopped, subscription, now)
    logger.info("subscription stopped", extra={"fields": {"subscription": subscription.pk, "how": how}})
    return True


def erase(subscription: Subscription, now: datetime) -> None:
    """Deletes a subscription with all that hangs on it; what stays is that consent was given and taken back."""
    pk = subscription.pk
    with transaction.atomic():
        _note(ledger.note_erased, subscription, now)
        _withdraw(subscription, now)
        _forget_codes(subscription)
        sent = [str(one) for one in subscription.reminders.values_list("message_id", flat=True)]
        LocalMessage.objects.filter(message_id__in=sent).delete()
        subscription.delete()
    logger.info("subscription erased", extra={"fields": {"subscription": pk}})


def _withdraw(subscription: Subscription, now: datetime) -> None:
    Consent.objects.filter(subscription=subscription.pk, withdrawn_at=None).update(withdrawn_at=now)


def _forget_codes(subscription: Subscription) -> None:
    """Takes the address out of its codes; for a day they go on counting how often one was asked for."""
    codes = Code.objects.filter(subscription=subscription)
    others = Subscription.objects.filter(address_digest=subscription.address_digest).exclude(pk=subscription.pk)
    if subscription.address_digest and not others.exists():
        codes |= Code.objects.filter(address_digest=subscription.address_digest)
    codes.update(subscription=None, address="", text="")


def _note(note: Callable[[Subscription, datetime], None], subscription: Subscription, now: datetime) -> None:
    """A full disk must not keep anybody subscribed."""
    try:
        note(subscription, now)
    except OSError:
        logger.exception("ledger not written", extra={"fields": {"subscription": subscription.pk}})
