"""The tasks: what a tick does, whom it wakes, what it raises the alarm about; and the schedule that rings it."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from celery.schedules import schedule
from kombu.exceptions import OperationalError

from config.environment import Environment
from config.minutely import Minutely
from eligibility.models import Code, Reminder
from eligibility.reminders import alarms, braking, codes, finding, sending, tasks
from tests.reminders.delivering import NOON, Fake, reminder, states, subscriber, ticking, watch

MINUTE = timedelta(minutes=1)


@pytest.fixture
def bells(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The bells that were rung for senders."""
    rung: list[int] = []
    monkeypatch.setattr(tasks.send, "delay", rung.append)
    monkeypatch.setattr(tasks.recount, "delay", lambda: None)
    return rung


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> Any:
    """One clock for process and database."""
    monkeypatch.setattr(braking, "clock", lambda: datetime.now(UTC))
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.mark.django_db
class TestTick:
    """One bell."""

    @pytest.mark.usefixtures("yearly")
    def test_the_whole_way(self, provider: Fake, bells: list[int]) -> None:
        watch(subscriber())
        tasks.tick()
        assert bells == [1]
        assert states() == {"pending": 1}
        tasks.send(bells[0])
        assert states() == {"accepted": 1}
        tasks.send(bells[0] + 1)
        assert bells == [1]

    def test_as_many_senders_as_there_is_work_for(self) -> None:
        assert [tasks.senders_for(count) for count in (0, 99, 100, 650, 10_000)] == [1, 1, 2, 7, 8]

    def test_a_round_that_is_not_done_rings_for_the_next(
        self, provider: Fake, bells: list[int], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ticking()
        monkeypatch.setattr(sending, "SECONDS", 0.0)
        monkeypatch.setattr(sending.send_waiting, "__defaults__", (0.0,))
        reminder()
        tasks.send(7)
        assert bells == [7]

    @pytest.mark.parametrize("hold", ["clock", "staff", "restore"])
    def test_held_it_finds_and_rings_nothing(self, bells: list[int], hold: str) -> None:
        watch(subscriber())
        ticking(NOON - 30 * timedelta(days=1) if hold == "clock" else NOON - MINUTE, hold=hold)
        tasks.tick()
        assert bells == []
        assert states() == {}

    def test_a_step_that_fails_keeps_no_other_from_being_done(
        self, provider: Fake, bells: list[int], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def stumble(*_given: object) -> None:
            raise ValueError

        monkeypatch.setattr(finding, "find", stumble)
        ticking(NOON - MINUTE)
        reminder(state="sending", lease_until=NOON - MINUTE)
        tasks.tick()
        assert states() == {"unknown": 1}
        assert bells == [8]

    def test_without_its_queue_it_ends_well(self, bells: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
        def away(number: int) -> None:
            bells.append(number)
            raise OperationalError

        ticking(NOON - MINUTE)
        for _ in range(3):
            reminder(not_before=NOON - MINUTE)
        monkeypatch.setattr(tasks.send, "delay", away)
        monkeypatch.setattr(tasks, "EACH", 1)
        tasks.tick()
        assert bells == [8]

    def test_a_code_whose_bell_was_lost_is_handed_over_all_the_same(
        self, provider: Fake, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ticking()
        handed: list[int] = []
        monkeypatch.setattr(codes, "hand_over", lambda key, now: handed.append(key))
        given = {"channel": "sms", "language": "zh-hans", "created_at": NOON, "purpose": "confirm"}
        code = Code.objects.create(expires_at=NOON + MINUTE, **given)
        Code.objects.create(expires_at=NOON, **given)
        Code.objects.create(expires_at=NOON + MINUTE, state="handed", **given)
        tasks.send(7)
        assert handed == [code.pk]
        tasks.send_code(99)
        assert handed[-1] == 99


@pytest.mark.django_db
class TestAlarms:
    """What somebody should look at."""

    def kinds(self, now: datetime = NOON) -> list[str]:
        return [alarm.kind.value for alarm in alarms.alarms(now)]

    def test_all_is_well(self) -> None:
        ticking()
        reminder()
        assert self.kinds() == []

    def test_each_kind(self, settings: Any) -> None:
        ticking(NOON - 3 * MINUTE, hold="staff", held_at=NOON)
        assert self.kinds() == ["silent", "held"]
        ticking(hold_detail="gap 300000 s", hold="")
        assert self.kinds() == ["gap"]
        ticking(hold_detail="")
        late = reminder(not_before=NOON - 6 * MINUTE)
        assert [(alarm.kind.value, alarm.count, alarm.since) for alarm in alarms.alarms(NOON)] == [
            ("stuck", 1, late.not_before)
        ]
        settings.REMINDERS_A_DAY = 0
        assert self.kinds() == ["budget", "budget"]
        settings.REMINDERS_A_DAY = 9
        Reminder.objects.update(reason="unreadable")
        assert self.kinds() == ["stuck", "unreadable"]
        Reminder.objects.update(state="unknown", reason="no_answer")
        assert self.kinds() == ["unsure"]
        late.history.create(step="send", began_at=NOON - 10 * MINUTE)
        late.history.create(step="look_up", began_at=NOON + 25 * MINUTE)
        assert self.kinds() == []
        assert self.kinds(NOON + 30 * MINUTE) == ["silent", "unsure"]
        assert all(alarm.text for alarm in alarms.alarms(NOON + 30 * MINUTE))

    def test_at_night_waiting_is_right(self) -> None:
        night = NOON + timedelta(hours=12)
        ticking(night)
        reminder()
        assert self.kinds(night) == []


class TestMinutely:
    """The schedule of beat."""

    @pytest.mark.parametrize(
        ("since", "due"), [(59, False), (60, True), (3 * 86_400, True), (-3600, True), (-365 * 86_400, True)]
    )
    def test_every_minute_and_at_once_where_the_clock_was_put_back(self, since: int, due: bool) -> None:
        rings = Minutely(nowfun=lambda: NOON)
        asked = rings.is_due(NOON - timedelta(seconds=since))
        assert asked.is_due is due
        assert 0 < asked.next <= 60

    def test_it_is_kept_in_beats_file(self) -> None:
        made, given = Minutely().__reduce__()
        assert made is Minutely
        assert isinstance(made(*given), schedule)
        assert made(*given).run_every == MINUTE


@pytest.mark.parametrize(
    ("given", "hours", "refused"),
    [
        ("", (time(21), time(8)), 0),
        ("22:30-07:15", (time(22, 30), time(7, 15)), 0),
        ("none", None, 0),
        ("at night", (time(21), time(8)), 1),
        ("21:00", (time(21), time(8)), 1),
    ],
)
def test_the_setting_of_the_quiet_hours(monkeypatch: pytest.MonkeyPatch, given: str, hours: Any, refused: int) -> None:
    monkeypatch.setenv("QUIET_HOURS", given)
    environment = Environment()
    assert environment.hours("QUIET_HOURS", "21:00-08:00") == hours
    assert len(environment.problems) == refused
