"""Many finders, senders and bells at once on one PostgreSQL: every reminder is made once and sent once."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from eligibility.models import Circuit, DayBudget, Pulse, Reminder, Subscription
from eligibility.reminders import again, braking, budget, circuits, claiming, finding, looking, sending, settling
from eligibility.reminders.channels.interface import Outcome, Outgoing
from eligibility.reminders.stopping import stop
from tests.reminders.conftest import even_clock, marks_of_its_own, provider, yearly
from tests.reminders.delivering import NOON, TODAY, Fake, reminder, states, subscriber, ticking, watch

__all__ = ["even_clock", "marks_of_its_own", "provider", "yearly"]
pytestmark = pytest.mark.django_db(transaction=True)
CROWD = 6


@pytest.fixture(autouse=True)
def on_postgresql() -> None:
    """These are tests of its locks."""
    assert connection.vendor == "postgresql", "run these tests through script/test"


def at_once(*steps: Callable[[], Any]) -> list[Any]:
    """Every step in a thread of its own, begun together."""
    barrier = Barrier(len(steps))

    def run(step: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            barrier.wait()
            return step()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(steps)) as threads:
        return list(threads.map(run, steps))


def test_found_once_claimed_once_sent_once(
    provider: Fake, yearly: None, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    monkeypatch.setattr(finding, "SLICE", 7)
    provider.transactions = True
    people = [subscriber() for _ in range(60)]
    for one in people:
        for benefit in ("qujiang-01", "qujiang-02"):
            watch(one, benefit=benefit)
    at_once(*[lambda: finding.find(NOON)] * CROWD)
    finding.find(NOON)
    assert Reminder.objects.count() == len(people)
    ticking()
    settings.REMINDERS_A_DAY = 50
    at_once(*[lambda: sending.send_waiting(lambda: NOON, 30)] * CROWD)
    assert states() == {"accepted": 50, "pending": 10}
    settings.REMINDERS_A_DAY = 1000
    at_once(*[lambda: sending.send_waiting(lambda: NOON, 30)] * CROWD)
    assert states() == {"accepted": 60}
    assert len(provider.sent()) == len(set(provider.sent())) == 60
    assert DayBudget.objects.get().used == 60


def test_a_crowd_of_senders_beside_every_kind_of_fault(provider: Fake) -> None:
    chance = random.Random(4)
    ticking()

    def answer(message: Outgoing) -> Outcome:
        fate = chance.choice(["accepted", "accepted", "broken", "taken", "lost", "later"])
        if fate in ("taken", "lost"):
            return Outcome("unknown", code=fate)
        return Outcome(fate, after=60)  # type: ignore[arg-type]

    provider.answer, provider.transactions = answer, True
    rows = [reminder() for _ in range(40)]
    for hour in range(6):
        now = NOON + timedelta(hours=hour)
        at_once(
            *[lambda now=now: sending.send_waiting(lambda: now, 30)] * 4,  # type: ignore[misc]
            lambda now=now: settling.expire(now),  # type: ignore[misc]
            lambda hour=hour: stop(rows[hour].subscription, Subscription.Stop.LINK, NOON),  # type: ignore[misc]
        )
    provider.answer = Fake().answer
    for minutes in range(0, 60, 15):
        now = NOON + timedelta(hours=7, minutes=minutes)
        assert not sending.send_waiting(lambda: now, 60)  # noqa: B023
    assert set(states()) <= {"accepted", "cancelled"}
    assert len(provider.sent()) == len(set(provider.sent())) == states()["accepted"]
    assert not Circuit.objects.exclude(opened_at=None).exists()


def test_one_look_up_one_probe_one_row_of_the_budget(provider: Fake, settings: Any) -> None:
    ticking()
    reminder(state="unknown", look_up_at=NOON)
    assert sum(isinstance(look, looking.LookUp) for look in at_once(*[lambda: looking.take(NOON)] * CROWD)) == 1
    for _ in range(circuits.FAULTS):
        circuits.fault("fake", NOON)
    later = NOON + timedelta(minutes=5)
    assert sum(at_once(*[lambda: circuits.admit("fake", later)] * CROWD)) == 1
    settings.REMINDERS_A_DAY = 4
    assert sum(at_once(*[lambda: budget.take("sms", TODAY)] * CROWD)) == 4


def test_three_beats_ring_one_bell() -> None:
    subscriber()
    assert sum(pulse is not None for pulse in at_once(*[lambda: braking.beat(NOON, NOON)] * CROWD)) == 1
    assert Pulse.objects.get().number == 1


def test_stopping_and_claiming_at_once_never_wait_for_each_other_in_a_circle(provider: Fake) -> None:
    ticking()
    for _ in range(10):
        one = reminder()
        claimed, _ended = at_once(
            lambda: claiming.claim(NOON),
            lambda one=one: stop(one.subscription, Subscription.Stop.LINK, NOON),  # type: ignore[misc]
        )
        if isinstance(claimed, claiming.Claim):
            # Whoever stops in that moment still gets nothing.
            assert sending.call(claimed, sending.monotonic()) == (None, False)
            settling.withdraw(claimed, claiming.Reason.STOPPED, NOON)
    assert states() == {"cancelled": 10}
    assert provider.calls == []


def test_pressed_twice_it_is_sent_again_once(admin_user: Any) -> None:
    one = reminder(state="failed")
    rounds = at_once(*[lambda: again.send_again(one, admin_user, "asked for", NOON)] * CROWD)
    assert len({row.pk for row in rounds}) == 1
    assert Reminder.objects.count() == 2
