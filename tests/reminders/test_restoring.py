"""A backup is put back: nothing goes out until it is safe, nobody who ended is woken, nothing is sent again."""

from datetime import timedelta
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from eligibility.models import Pulse, Reminder, Subscription
from eligibility.reminders import braking, finding, ledger, marks, restoring, sending
from eligibility.reminders.stopping import erase, stop
from tests.reminders.delivering import DUE, NOON, TODAY, Fake, reminder, states, subscriber, ticking, watch

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def later() -> None:
    """Ten ticks, of which the backup knows the first alone."""
    subscriber()
    for minute in range(10):
        braking.beat(NOON + minute * MINUTE, NOON + minute * MINUTE)
    Pulse.objects.update(number=1, ticked_at=NOON)


@pytest.fixture
def hour_later(later: None) -> Pulse:
    """The first tick after the restore."""
    now = NOON + timedelta(hours=1)
    pulse = braking.beat(now, now)
    assert pulse is not None
    return pulse


def test_a_database_that_forgot_is_known_and_held(hour_later: Pulse) -> None:
    assert (hour_later.hold, hour_later.hold_detail, hour_later.number) == ("restore", "1 < 10", 1)
    now = NOON + timedelta(days=2)
    again = braking.beat(now, now)
    assert again is not None
    assert again.hold == "restore"


@pytest.mark.usefixtures("later")
def test_the_file_alone_or_the_cache_alone_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marks, "KEY", str(uuid4()))
    assert marks.newest() == 10
    (ledger.path().parent / "ticks").write_text("not a number", encoding="ascii")
    assert marks.newest() == 0


def test_another_database_is_known_by_its_identity(monkeypatch: pytest.MonkeyPatch) -> None:
    subscriber()
    monkeypatch.setattr(marks, "identity", lambda: "one")
    braking.beat(NOON, NOON)
    monkeypatch.setattr(marks, "identity", lambda: "two")
    pulse = braking.beat(NOON + MINUTE, NOON + MINUTE)
    assert pulse is not None
    assert pulse.hold == "restore"


def test_an_empty_database_beside_an_old_mark_goes_on_from_there() -> None:
    marks.keep(41)
    pulse = braking.beat(NOON, NOON)
    assert pulse is not None
    assert (pulse.hold, pulse.number, marks.newest()) == ("", 42, 42)


def test_a_bell_from_the_future_of_a_restored_database_is_not_answered() -> None:
    ticking(number=5)
    answered = [number for number in range(10) if sending.ready(number, NOON, NOON)]
    assert answered == [4, 5]
    assert not sending.ready(5, NOON, NOON + timedelta(minutes=3))


def test_whoever_ended_since_ends_again(hour_later: Pulse) -> None:
    stopped, erased, kept = subscriber(), subscriber(), subscriber()
    for one in (stopped, erased):
        Reminder.objects.filter(subscription=one).delete()
    backup = [Subscription.objects.get(pk=one.pk) for one in (stopped, erased)]
    stop(stopped, Subscription.Stop.REPLY, NOON)
    erase(erased, NOON)
    for one in backup:
        one.save()
    with ledger.path().open("a", encoding="utf-8") as file:
        file.write('{"cut off')
    assert restoring.replay(NOON) == 2
    assert not Subscription.objects.filter(pk=backup[1].pk).exists()
    assert Subscription.objects.get(pk=backup[0].pk).stopped_how == "reply"
    assert Subscription.objects.get(pk=kept.pk).active
    assert restoring.replay(NOON) == 0


def test_what_may_have_gone_out_is_looked_up_first(hour_later: Pulse, provider: Fake) -> None:
    now = NOON + timedelta(hours=1)
    sent, unsent = reminder(), reminder()
    provider.send(sending.compose(sent))
    assert sending.send_waiting(lambda: now, 5) is False
    assert states() == {"pending": 2}
    output = StringIO()
    call_command("after_restore", stdout=output)
    assert "Ended again: 0. To be looked up before they are sent: 2." in output.getvalue()
    Reminder.objects.update(look_up_at=now)
    assert not sending.send_waiting(lambda: now, 60)
    assert states() == {"accepted": 2}
    assert provider.sent() == sorted(str(one.message_id) for one in (sent, unsent))
    assert {day for _id, day in provider.asked} == {TODAY}


@pytest.mark.usefixtures("yearly")
def test_what_is_found_again_is_looked_up_on_each_day_since(hour_later: Pulse, provider: Fake) -> None:
    now = NOON + timedelta(days=3)
    one = watch(subscriber(), DUE)
    restoring.after_restore(User.objects.create_user("anna"), now)
    assert braking.pulse_now().released_by is not None
    assert finding.find(now, braking.pulse_now().look_up_before) == 1
    found = Reminder.objects.get(subscription=one.subscription)
    assert (found.state, found.reason) == ("unknown", "restored")
    provider.send(sending.compose(found))
    assert not sending.send_waiting(lambda: now, 60)
    assert states() == {"accepted": 1}
    assert len(provider.sent()) == 1
    # What wakes after the release was never sent.
    watch(one.subscription, DUE + timedelta(5), benefit="qujiang-02")
    finding.find(now + timedelta(days=2), braking.pulse_now().look_up_before)
    assert states() == {"accepted": 1, "pending": 1}


def test_longer_ago_than_providers_remember_is_for_staff(hour_later: Pulse, provider: Fake) -> None:
    old = NOON - timedelta(days=40)
    reminder(not_before=old, created_at=old)
    restoring.after_restore(None, NOON)
    assert not sending.send_waiting(lambda: NOON, 60)
    assert list(Reminder.objects.values_list("state", "reason")) == [("unknown", "ask_staff")]
    assert provider.asked == []


def test_a_release_of_another_hold_doubts_nothing(provider: Fake) -> None:
    reminder()
    ticking()
    user: Any = User.objects.create_user("anna")
    braking.pause(user, NOON)
    assert not sending.send_waiting(lambda: NOON, 60)
    assert provider.calls == []
    restoring.release(user, NOON)
    assert not sending.send_waiting(lambda: NOON, 60)
    assert states() == {"accepted": 1}
