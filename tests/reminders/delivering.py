"""What the tests of delivery are made of: subscribers, a provider with a ledger of its own, a clock that stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from threading import Lock

from django.db import connection

from eligibility.models import Pulse, Reminder, Subscription, Watch
from eligibility.models.reminders import message_id
from eligibility.models.subscriptions import Kind
from eligibility.reminders.channels.interface import Found, Outcome, Outgoing
from eligibility.sealing import digest

# A Wednesday, 10:00 in Shanghai.
NOON = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 25)
DUE = TODAY + timedelta(30)
numbers = count(10_000_000)


@dataclass
class Fake:
    """A provider that keeps its own ledger, dedupes nothing, and answers as it is told to."""

    name: str = "fake"
    looks_up: bool = True
    absent_after: timedelta = timedelta(seconds=30)
    answer: Callable[[Outgoing], Outcome] = lambda message: Outcome("accepted", provider_id=message.message_id[:8])
    ledger: list[Outgoing] = field(default_factory=list)
    calls: list[Outgoing] = field(default_factory=list)
    asked: list[tuple[str, date]] = field(default_factory=list)
    silent: bool = False
    transactions: bool = False  # whether a transaction around a call is a fault
    lock: Lock = field(default_factory=Lock)

    def send(self, message: Outgoing) -> Outcome:
        """Take a message, where the answer says so."""
        assert not (self.transactions and connection.in_atomic_block)
        outcome = self.answer(message)
        with self.lock:
            self.calls.append(message)
            if outcome.kind == "accepted" or outcome.code == "taken":
                self.ledger.append(message)
        return outcome

    def look_up(self, message: Outgoing, sent_on: date) -> Found:
        """Say what the ledger says."""
        assert not (self.transactions and connection.in_atomic_block)
        self.asked.append((message.message_id, sent_on))
        if self.silent:
            return Found("silent")
        return Found("found" if message.message_id in {one.message_id for one in self.ledger} else "absent")

    def sent(self) -> list[str]:
        """The ids that went out, as often as they did."""
        return sorted(one.message_id for one in self.ledger)


def subscriber(channel: str = "sms", **fields: object) -> Subscription:
    """Somebody who is reminded."""
    address = str(fields.pop("address", f"+86138{next(numbers)}" if channel != "email" else "li@example.com"))
    given = {"recipient": "self", "state": "active", "created_at": NOON, "confirmed_at": NOON, **fields}
    return Subscription.objects.create(channel=channel, address=address, address_digest=digest(address), **given)


def watch(subscription: Subscription, due_on: date = DUE, **fields: object) -> Watch:
    """Something that wakes today, a month before it is due."""
    last = due_on.replace(year=due_on.year - 1)
    given = {"region": "qujiang", "benefit": "qujiang-01", "kind": Kind.RENEWAL, "stages": [[None, "only"]]}
    return Watch.objects.create(
        subscription=subscription,
        due_on=due_on,
        last=last,
        **{**given, "wake_on": due_on - timedelta(30), **fields},
    )


def reminder(subscription: Subscription | None = None, **fields: object) -> Reminder:
    """One of the outbox, with what it tells of."""
    someone = subscription or subscriber()
    due_on = fields.get("due_on", DUE)
    assert isinstance(due_on, date)
    if not someone.watches.exists():
        watch(someone, due_on, announced_for=due_on, wake_on=due_on + timedelta(1))
    given = {"kind": Kind.RENEWAL, "channel": someone.channel, "not_before": NOON, "created_at": NOON, **fields}
    key = message_id(someone.pk, str(given["kind"]), due_on, str(given["channel"]), int(str(given.get("round", 0))))
    return Reminder.objects.create(subscription=someone, message_id=key, **{**given, "due_on": due_on})


def ticking(now: datetime = NOON, **fields: object) -> Pulse:
    """The state after a tick that was believed."""
    return Pulse.objects.update_or_create(pk=1, defaults={"number": 7, "ticked_at": now, **fields})[0]


def states() -> dict[str, int]:
    """How many reminders are where."""
    found: dict[str, int] = {}
    for state in Reminder.objects.values_list("state", flat=True):
        found[state] = found.get(state, 0) + 1
    return found
