"""Quiet hours, the morning's spread, back-off, the day's budget, and a provider that is left alone for a while."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from eligibility.models import Circuit, DayBudget, Reminder
from eligibility.reminders import budget, circuits, pacing, sending
from eligibility.reminders.channels.interface import Outcome, Outgoing
from tests.reminders.delivering import NOON, TODAY, Fake, reminder, states, subscriber, ticking

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
NIGHT = NOON + timedelta(hours=11)  # 21:00 in Shanghai
MORNING = NOON + timedelta(hours=22)  # 08:00 on the next day
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))


@given(moments, st.uuids())
def test_nothing_is_ever_due_between_nine_in_the_evening_and_eight(now: datetime, key: UUID) -> None:
    at = pacing.earliest(now, "sms", key)
    assert at >= now
    assert time(8) <= timezone.localtime(at).time() < time(21)
    assert at - now <= timedelta(hours=11, minutes=46)
    assert pacing.earliest(now, "call", key) == now


@given(moments, st.integers(0, 40), st.uuids())
def test_a_next_try_is_later_and_by_day(now: datetime, attempts: int, key: UUID) -> None:
    one = Reminder(attempts=attempts, message_id=key, channel="sms")
    at = pacing.next_try(now, one)
    assert at - now >= 0.8 * MINUTE
    assert not time(21) <= timezone.localtime(at).time()
    assert timezone.localtime(at).time() >= time(8)


@pytest.mark.parametrize(
    ("at", "quiet"),
    [
        (NIGHT, True),
        (NIGHT - 2 * MINUTE, False),
        (NIGHT - MINUTE, True),  # a call that began now could end in the quiet hours
        (MORNING - timedelta(seconds=1), True),
        (MORNING, False),
    ],
)
def test_the_edges_of_the_quiet_hours(at: datetime, quiet: bool) -> None:
    assert pacing.quiet(at) is quiet


def test_quiet_hours_are_as_they_are_set(settings: Any) -> None:
    settings.QUIET_HOURS = (time(12), time(14))
    assert pacing.quiet(NOON + 3 * HOUR)
    assert not pacing.quiet(NIGHT)
    assert pacing.opening(NOON + 3 * HOUR) == NOON + 4 * HOUR
    settings.QUIET_HOURS = None
    assert not pacing.quiet(NIGHT)
    assert pacing.opening(NIGHT) == NIGHT


def test_the_morning_is_spread() -> None:
    times = sorted(pacing.earliest(NIGHT, "sms", uuid4()) - MORNING for _ in range(400))
    assert times[0] >= timedelta(0)
    assert times[0] < 5 * MINUTE
    assert 40 * MINUTE < times[-1] < 45 * MINUTE
    assert times[200] - times[100] > 5 * MINUTE


def test_tries_grow_rarer() -> None:
    waits = [
        (pacing.next_try(NOON, Reminder(attempts=tries, message_id=UUID(int=7), channel="sms")) - NOON) / MINUTE
        for tries in range(1, 8)
    ]
    assert all(
        0.8 * wanted <= wait <= 1.2 * wanted for wait, wanted in zip(waits, [1, 2, 5, 10, 15, 15, 15], strict=True)
    )
    assert [(pacing.next_look(NOON, looks) - NOON) // MINUTE for looks in range(1, 7)] == [1, 2, 4, 8, 8, 8]
    assert pacing.later(NOON, 0) == NOON + HOUR
    assert pacing.later(NOON, 10**9) == NOON + 24 * HOUR


@pytest.mark.django_db
class TestAtWork:
    """The same with an outbox."""

    @pytest.fixture(autouse=True)
    def ticked(self) -> None:
        ticking()

    def test_at_night_nothing_goes_out_and_what_waits_gets_its_place_in_the_morning(self, provider: Fake) -> None:
        someone = subscriber()
        rows = [
            reminder(someone, due_on=TODAY + timedelta(days), not_before=NOON + days * MINUTE) for days in range(90)
        ]
        assert not sending.send_waiting(lambda: NIGHT, 5)
        assert provider.calls == []
        assert pacing.put_off(NIGHT) == 90
        assert pacing.put_off(NIGHT + HOUR) == 0
        places = [Reminder.objects.get(pk=row.pk).not_before for row in rows]
        assert places == sorted(places)
        assert places[0] == MORNING
        assert len(set(places)) == 45
        assert places[-1] == MORNING + 44 * MINUTE
        assert pacing.put_off(MORNING) == 0

    def test_the_days_budget_holds_and_the_next_day_goes_on(self, provider: Fake, settings: Any) -> None:
        settings.REMINDERS_A_DAY = 3
        for minute in range(5):
            reminder(not_before=NOON - minute * MINUTE)
        reminder(subscriber("email"))
        assert not sending.send_waiting(lambda: NOON, 60)
        assert states() == {"accepted": 4, "pending": 2}
        assert Reminder.objects.filter(state="pending").order_by("-not_before")[0].not_before == NOON
        assert not sending.send_waiting(lambda: NOON + timedelta(days=1), 60)
        assert states() == {"accepted": 6}
        assert dict(DayBudget.objects.filter(channel="sms").values_list("day", "used")) == {
            TODAY: 3,
            TODAY + timedelta(1): 2,
        }

    def test_the_budget_counts_to_its_limit(self, settings: Any) -> None:
        settings.REMINDERS_A_DAY = 2
        assert [budget.take("sms", TODAY) for _ in range(4)] == [True, True, False, False]
        assert budget.used_up(NOON) == {"sms"}
        budget.give_back("sms", TODAY)
        assert budget.take("sms", TODAY)

    def test_broken_tries_cost_no_budget_and_end_after_a_day(self, provider: Fake) -> None:
        provider.answer = lambda message: Outcome("broken", code="503")
        one, now = reminder(), NOON
        for _ in range(200):
            assert not sending.send_waiting(lambda: now, 5)  # noqa: B023
            one.refresh_from_db()
            if one.state != "pending":
                break
            circuit = Circuit.objects.get()
            now = max(one.not_before, circuit.closed_until or one.not_before)
        assert (one.state, one.reason) == ("failed", "gave_up")
        assert timedelta(hours=24) < now - NOON < timedelta(hours=25)
        assert DayBudget.objects.filter(used__gt=0).count() == 0

    def test_a_failing_provider_is_left_alone_but_for_probes(self, provider: Fake) -> None:
        provider.answer = lambda message: Outcome("broken")
        for _ in range(20):
            reminder()
        assert not sending.send_waiting(lambda: NOON, 60)
        assert len(provider.calls) == circuits.FAULTS
        later = NOON + circuits.FIRST
        assert not sending.send_waiting(lambda: later, 60)
        assert len(provider.calls) == circuits.FAULTS + 1
        assert Circuit.objects.get().closed_until == later + timedelta(seconds=30)
        provider.answer = Fake().answer
        back = later + timedelta(seconds=30)
        assert not sending.send_waiting(lambda: back, 60)
        # The first answer closes it, and what waited for that alone waits no longer.
        assert states() == {"accepted": 20}
        assert Circuit.objects.get().opened_at is None
        assert len(provider.sent()) == len(set(provider.sent())) == 20

    def test_one_probe_at_a_time(self) -> None:
        for _ in range(circuits.FAULTS):
            circuits.fault("fake", NOON)
        assert circuits.resting(NOON) == {"fake"}
        assert not circuits.admit("fake", NOON)
        later = NOON + MINUTE
        assert [circuits.admit("fake", later) for _ in range(3)] == [True, False, False]
        assert circuits.worked("fake")
        assert not circuits.worked("fake")
        assert circuits.admit("fake", later)

    def test_a_quota_is_no_fault_and_spares_the_number_for_its_window(self, provider: Fake) -> None:
        def quota(message: Outgoing) -> Outcome:
            return (
                Outcome("later", code="quota", after=1800)
                if message.address == "+8613800000000"
                else Outcome("accepted")
            )

        provider.answer = quota
        same = [reminder(subscriber(address="+8613800000000")) for _ in range(3)]
        other = reminder()
        for minute in (0, 10, 29):
            assert not sending.send_waiting(lambda: NOON + minute * MINUTE, 60)  # noqa: B023
        to_same = [one for one in provider.calls if one.address == "+8613800000000"]
        assert len(to_same) == 1
        assert Reminder.objects.get(pk=other.pk).state == "accepted"
        assert not Circuit.objects.exclude(faults=0).exists()
        assert set(Reminder.objects.filter(pk__in=[one.pk for one in same]).values_list("reason", flat=True)) == {
            "later"
        }
        provider.answer = Fake().answer
        assert not sending.send_waiting(lambda: NOON + 31 * MINUTE, 60)
        assert states() == {"accepted": 4}
        assert DayBudget.objects.get().used == 4
