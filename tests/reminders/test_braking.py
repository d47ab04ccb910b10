"""A wrong clock, a long silence, a second beat: what goes on, what is held, and what ends by itself."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User

from eligibility.models import Pulse
from eligibility.reminders import braking, claiming, looking, restoring, sending, settling
from eligibility.reminders.braking import even_for
from eligibility.reminders.channels.interface import Outcome
from tests.reminders.delivering import NOON, Fake, reminder, states, subscriber

pytestmark = pytest.mark.django_db
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def beat(now: datetime, here: datetime | None = None) -> Any:
    return braking.beat(now, here or now)


@pytest.fixture(autouse=True)
def first() -> None:
    """Somebody to write to, and a first tick."""
    subscriber()
    assert beat(NOON).hold == ""


def test_ticks_are_counted_and_a_second_bell_is_not_answered() -> None:
    assert beat(NOON) is None
    assert beat(NOON + timedelta(seconds=0.9)) is None
    pulse = beat(NOON + MINUTE)
    assert (pulse.number, pulse.ticked_at) == (2, NOON + MINUTE)


@pytest.mark.parametrize("skew", [HOUR, -HOUR, DAY, 365 * DAY, timedelta(seconds=121)])
def test_a_process_with_a_wrong_clock_holds_until_the_clocks_agree(skew: timedelta) -> None:
    assert beat(NOON + MINUTE, NOON + MINUTE + skew).hold == "clock"
    assert braking.pulse_now().number == 1
    pulse = beat(NOON + 2 * MINUTE)
    assert (pulse.hold, pulse.hold_detail, pulse.number) == ("", "", 2)


@pytest.mark.parametrize(
    ("leap", "hold"),
    [(-4 * MINUTE, ""), (-6 * MINUTE, "clock"), (-365 * DAY, "clock"), (6 * DAY, ""), (8 * DAY, "clock")],
)
def test_a_leap_of_the_common_clock(leap: timedelta, hold: str) -> None:
    assert beat(NOON + leap).hold == hold
    if hold:
        assert braking.pulse_now().ticked_at == NOON
        pulse = beat(NOON + HOUR)
        assert (pulse.hold, pulse.ticked_at) == ("", NOON + HOUR)


def test_staff_may_believe_a_leap() -> None:
    later = NOON + 30 * DAY
    assert beat(later).hold == "clock"
    restoring.release(User.objects.create_user("anna"), later)
    assert beat(later + MINUTE).hold == ""


def test_a_long_silence_is_told_of_for_a_day_and_holds_nothing() -> None:
    back = NOON + 3 * DAY
    assert (beat(back).hold, braking.pulse_now().hold_detail) == ("", f"gap {3 * 86400} s")
    assert beat(back + HOUR).hold_detail
    assert beat(back + 25 * HOUR).hold_detail == ""


def test_a_silence_of_a_day_is_no_gap() -> None:
    assert beat(NOON + 26 * HOUR).hold_detail == ""


def test_paused_by_staff_until_staff_say_otherwise() -> None:
    braking.pause(User.objects.create_user("anna"), NOON)
    pulse = beat(NOON + MINUTE)
    assert (pulse.hold, pulse.number) == ("staff", 2)
    assert beat(NOON + HOUR).hold == "staff"
    Pulse.objects.update(hold="restore")
    braking.pause(None, NOON)
    assert braking.pulse_now().hold == "restore"


def test_the_clock_is_the_databases() -> None:
    assert not braking.skewed(braking.clock(), datetime.now().astimezone())


def test_after_a_leap_nothing_is_given_up_that_may_be_under_way(
    provider: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = [1000.0]
    monkeypatch.setattr(braking, "monotonic", lambda: own[0])
    monkeypatch.setattr(braking, "even_for", even_for)
    monkeypatch.setattr(braking._Even, "shared", None)
    monkeypatch.setattr(sending, "monotonic", lambda: own[0])

    def after(seconds: float, now: datetime) -> datetime:
        """Some seconds by the process's own count, whatever the clock says."""
        own[0] += seconds
        sending.give_up_cut_off(now)
        return now

    reminder()
    assert even_for(after(0, NOON)) == timedelta(0)
    claim = claiming.claim(NOON)
    assert isinstance(claim, claiming.Claim)
    leapt = after(2, NOON + HOUR)
    assert states() == {"sending": 1}
    assert settling.settle(claim, Outcome("unknown"), leapt)
    # The provider may still be at it, although by the clock an hour has gone by.
    assert looking.take(after(5, leapt + timedelta(seconds=5)), (), even_for(leapt + timedelta(seconds=5))) is False
    later = leapt + timedelta(seconds=31)
    assert isinstance(looking.take(after(26, later), (), even_for(later)), looking.LookUp)


def test_a_lease_runs_out_once_the_clock_has_gone_evenly(provider: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    waits = [timedelta(0)]
    monkeypatch.setattr(braking, "even_for", lambda now: waits[0])
    reminder()
    claiming.claim(NOON)
    sending.give_up_cut_off(NOON + HOUR)
    assert states() == {"sending": 1}
    waits[0] = claiming.LEASE
    sending.give_up_cut_off(NOON + HOUR)
    assert states() == {"unknown": 1}
