"""A wrong clock, a long silence, a second beat: what goes on, what is held, and what ends by itself."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User

from eligibility.models import Pulse
from eligibility.reminders import braking, restoring
from tests.reminders.delivering import NOON, subscriber

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
