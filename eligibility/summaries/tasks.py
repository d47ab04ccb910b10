"""Papers made in a worker; no message says whose."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from eligibility.summaries import parts
from eligibility.summaries.forgetting import forget
from eligibility.summaries.making import ring

# How many bells a look rings at most; those of a list were rung when it was asked for.
BELLS = 20


@shared_task(name="summaries.make", soft_time_limit=parts.SECONDS - 10, time_limit=parts.SECONDS)
def make() -> None:
    """Make what is most urgent; a message too many finds nothing to do."""
    parts.work(timezone.now())


@shared_task(name="summaries.look_after")
def look_after() -> None:
    """Delete what its time is over for, and ring again for what waits."""
    now = timezone.now()
    forget(now)
    ring(min(parts.waiting(now), BELLS))
