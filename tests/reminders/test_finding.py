"""What has come up becomes a row of the outbox, once, and its watch goes on to its next day."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from eligibility.models import Reminder, Subscription, Watch
from eligibility.reminders import due, finding, sending
from tests.reminders.delivering import DUE, NOON, TODAY, Fake, reminder, states, subscriber, ticking, watch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("yearly")]
DAY = timedelta(days=1)
NIGHT = NOON + timedelta(hours=12)


def test_a_month_before_it_is_due_and_then_once_a_year() -> None:
    one = watch(subscriber())
    assert finding.find(NOON - DAY) == 0
    assert finding.find(NOON) == 1
    assert finding.find(NOON) == finding.find(NOON + 29 * DAY) == 0
    found = Reminder.objects.get()
    assert (found.kind, found.due_on, found.channel, found.state, found.not_before) == (
        "renewal", DUE, "sms", "pending", NOON,
    )  # fmt: skip
    # The day has gone by and nobody said anything: it counts as kept.
    assert finding.find(NOON + 31 * DAY) == 0
    one.refresh_from_db()
    assert (one.last, one.assumed) == (DUE, True)
    assert finding.find(NOON + 364 * DAY) == 0
    assert finding.find(NOON + 365 * DAY) == 1
    assert set(Reminder.objects.values_list("due_on", flat=True)) == {DUE, DUE.replace(year=DUE.year + 1)}


def test_several_benefits_of_one_day_make_one_reminder(provider: Fake) -> None:
    someone = subscriber()
    for benefit in ("qujiang-03", "qujiang-01", "qujiang-02"):
        watch(someone, benefit=benefit)
    assert finding.find(NOON) == 3
    ticking()
    assert not sending.send_waiting(lambda: NOON, 60)
    assert Reminder.objects.get().benefits == ["qujiang-01", "qujiang-02", "qujiang-03"]
    assert len(provider.sent()) == 1


def test_what_comes_up_at_night_waits_for_the_morning() -> None:
    watch(subscriber())
    watch(subscriber("call"), due_on=DUE)
    finding.find(NIGHT)
    morning = NOON + timedelta(hours=22)
    sms, call = Reminder.objects.get(channel="sms"), Reminder.objects.get(channel="call")
    assert morning <= sms.not_before <= morning + timedelta(minutes=45)
    assert call.not_before == NIGHT


def test_after_days_of_silence_the_oldest_comes_first(provider: Fake) -> None:
    for days in (2, 0, 3, 1):
        watch(subscriber(), DUE - days * DAY)
    ticking()
    finding.find(NOON)
    assert not sending.send_waiting(lambda: NOON, 60)
    accepted = Reminder.objects.in_bulk([one.message_id for one in provider.calls], field_name="message_id")
    assert [accepted[row.message_id].due_on for row in sorted(accepted.values(), key=lambda row: row.pk)] == [
        DUE - days * DAY for days in (3, 2, 1, 0)
    ]
    assert [one.message_id for one in provider.calls] == [
        str(row.message_id) for row in Reminder.objects.order_by("pk")
    ]


def test_nobody_who_stopped_and_nobody_who_has_not_confirmed() -> None:
    stopped, waiting = subscriber(state="stopped"), subscriber(state="waiting")
    watches = [watch(one) for one in (stopped, waiting)]
    assert finding.find(NOON) == 0
    for one in watches:
        one.refresh_from_db()
    assert [one.wake_on for one in watches] == [None, TODAY + DAY]
    Subscription.objects.filter(pk=waiting.pk).update(state="active")
    assert finding.find(NOON + DAY) == 1


def test_found_again_it_is_the_same_reminder(provider: Fake) -> None:
    one = watch(subscriber())
    finding.find(NOON)
    ticking()
    assert not sending.send_waiting(lambda: NOON, 60)
    Watch.objects.filter(pk=one.pk).update(announced_for=None, wake_on=TODAY)
    finding.find(NOON)
    assert not sending.send_waiting(lambda: NOON, 60)
    assert states() == {"accepted": 1}
    assert len(provider.calls) == 1


def test_a_day_that_is_taken_back_and_comes_again_is_told_of(provider: Fake) -> None:
    one = watch(subscriber())
    finding.find(NOON)
    ticking()
    Watch.objects.filter(pk=one.pk).update(due_on=DUE + 90 * DAY)
    assert not sending.send_waiting(lambda: NOON, 60)
    assert states() == {"cancelled": 1}
    Watch.objects.filter(pk=one.pk).update(due_on=DUE, announced_for=DUE + 90 * DAY, wake_on=TODAY + DAY)
    finding.find(NOON + DAY)
    assert not sending.send_waiting(lambda: NOON + DAY, 60)
    assert states() == {"accepted": 1}
    assert Reminder.objects.get().settled_at == NOON + DAY


def test_a_watch_that_cannot_be_counted_keeps_nobody_else_from_being_found(monkeypatch: pytest.MonkeyPatch) -> None:
    broken, well = watch(subscriber()), watch(subscriber())
    woken = due.woken

    def stumbling(one: Watch, today: Any) -> bool:
        if one.pk == broken.pk:
            raise ValueError("stages")
        return woken(one, today)

    monkeypatch.setattr(due, "woken", stumbling)
    assert finding.find(NOON) == 1
    assert Reminder.objects.get().subscription_id == well.subscription_id
    broken.refresh_from_db()
    assert (broken.wake_on, broken.announced_for) == (TODAY + DAY, None)


def test_an_address_without_a_key_holds_up_nobody(provider: Fake) -> None:
    poisoned, well = reminder(not_before=NOON - DAY), reminder()
    with connection.cursor() as cursor:
        key = poisoned.subscription_id.hex if connection.vendor == "sqlite" else poisoned.subscription_id
        cursor.execute("UPDATE eligibility_subscription SET address = 'no token' WHERE id = %s", [key])
    ticking()
    watch(subscriber())
    assert finding.find(NOON) == 1
    assert not sending.send_waiting(lambda: NOON, 60)
    assert str(well.message_id) in provider.sent()
    poisoned.refresh_from_db()
    assert (poisoned.state, poisoned.reason) == ("pending", "unreadable")
    assert poisoned.not_before > NOON


def test_the_cost_grows_with_what_is_due_not_with_who_is_subscribed() -> None:
    def queries(due_today: int, others: int) -> int:
        someone = subscriber()
        Watch.objects.all().delete()
        for place in range(due_today + others):
            watch(someone, DUE if place < due_today else DUE + 9 * DAY, benefit=f"qujiang-{place}")
        with CaptureQueriesContext(connection) as captured:
            finding.find(NOON)
        return len(captured)

    assert queries(3, 0) == queries(3, 40) == queries(40, 0)
