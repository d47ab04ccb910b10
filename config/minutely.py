"""A beat, and a schedule of once a minute, that a clock put back does not silence."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from celery.beat import PersistentScheduler
from celery.schedules import schedstate, schedule


class Minutely(schedule):
    """Every minute; where the last time lies in the future, at once: that future will not come for long."""

    def __init__(self, run_every: timedelta = timedelta(minutes=1), *rest: Any, **options: Any) -> None:
        super().__init__(run_every, *rest, **options)

    def is_due(self, last_run_at: datetime) -> Any:
        """Whether to ring now, and in how many seconds to look again."""
        if self.maybe_make_aware(last_run_at) > self.now():
            return schedstate(is_due=True, next=self.run_every.total_seconds())
        return super().is_due(last_run_at)


class Scheduler(PersistentScheduler):
    """Beat's schedule, put in order anew each time by what the clock says now.

    Celery keeps the order that it once worked out: after a clock is put back, beat is silent until the time comes
    again that it had reached before.
    """

    def tick(self, *rest: Any, **options: Any) -> Any:
        """Ring whatever is due, and say in how many seconds to look again."""
        self._heap = None
        return super().tick(*rest, **options)
