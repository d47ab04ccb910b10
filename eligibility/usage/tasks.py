"""Counts that are forgotten when they are old."""

from __future__ import annotations

import logging

from celery import shared_task
from django.utils import timezone

from eligibility.usage.forgetting import forget as forget_what_is_old

logger = logging.getLogger("usage")


@shared_task(name="usage.forget", acks_late=True, reject_on_worker_lost=True)
def forget() -> None:
    """Delete what its time is over for; running it twice does no harm."""
    logger.info("forgotten", extra={"fields": forget_what_is_old(timezone.localdate())})
