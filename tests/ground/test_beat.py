"""Beat keeps ringing when its clock is put forward and back."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import time_machine
from celery import Celery

from config import broker
from config.celery import app
from config.minutely import Minutely, Scheduler

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


class Ringing(Scheduler):
    """Rings into a list."""

    def __init__(self, *rest: object, **options: object) -> None:
        self.rung: list[str] = []
        super().__init__(*rest, **options)

    def apply_async(self, entry: object, *rest: object, **options: object) -> None:
        self.rung.append(entry.task)  # type: ignore[attr-defined]


def ringing(folder: Path) -> Ringing:
    """A beat of the portal's schedule of once a minute."""
    own = Celery(broker="memory://", set_as_current=False)
    own.conf.beat_schedule = {"reminders": {"task": "reminders.tick", "schedule": Minutely(app=own)}}
    return Ringing(own, schedule_filename=str(folder / "schedule"), lazy=False)


def rings(beat: Ringing) -> int:
    """How often it rings at a moment."""
    before = len(beat.rung)
    while beat.tick() == 0:
        continue
    return len(beat.rung) - before


def test_a_clock_put_back_does_not_silence_it(tmp_path: Path) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        beat = ringing(tmp_path)
        clock.shift(timedelta(minutes=1))
        assert rings(beat) == 1
        assert rings(beat) == 0
        clock.shift(timedelta(hours=1))
        assert rings(beat) == 1
        clock.shift(timedelta(hours=-1))
        assert rings(beat) == 1
        clock.shift(timedelta(seconds=30))
        assert rings(beat) == 0
        clock.shift(timedelta(seconds=30))
        assert rings(beat) == 1
        beat.close()


def test_the_portal_beats_with_it() -> None:
    assert app.conf.beat_scheduler == broker.beat_scheduler == f"{Scheduler.__module__}:{Scheduler.__name__}"
