"""Subscriptions and reminders for tests, as few words as possible."""

from datetime import UTC, date, datetime
from typing import Any

from eligibility.models import Reminder, Subscription
from eligibility.models.reminders import message_id
from eligibility.sealing import digest

NOW = datetime(2026, 2, 3, 1, 0, tzinfo=UTC)
DUE = date(2026, 3, 5)
NUMBER = "+8613800138000"


def subscription(**given: Any) -> Subscription:
    """Somebody who asked for text messages."""
    known: dict[str, Any] = {"recipient": "self", "channel": "sms", "address": NUMBER, "state": "active"}
    known |= {"created_at": NOW, **given}
    return Subscription.objects.create(**known, address_digest=digest(known["address"]))


def reminder(whose: Subscription, kind: str = "renewal", due_on: date = DUE, **given: Any) -> Reminder:
    """One of its reminders."""
    key = {"kind": kind, "due_on": due_on, "channel": whose.channel}
    ident = message_id(whose.pk, *key.values())
    known = {"not_before": NOW, "created_at": NOW, **given}
    return Reminder.objects.create(message_id=ident, subscription=whose, **key, **known)
