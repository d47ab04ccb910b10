"""What is kept no longer than was promised: answers for their week, what was tried and sent for a day."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from eligibility.models import Kept, Share, Try
from eligibility.reminders.forgetting import delete

TRIES = SHARES = timedelta(days=1)
logger = logging.getLogger("keeping")


def forget(now: datetime) -> dict[str, int]:
    """Deletes what its time is over for, and tells how much of each; running it twice does no harm."""
    told = {
        "kept": delete(Kept.objects.filter(expires_at__lte=now)),
        "shares": delete(Share.objects.filter(created_at__lte=now - SHARES)),
        "tries": delete(Try.objects.filter(at__lte=now - TRIES)),
    }
    logger.info("forgotten", extra={"fields": told})
    return told
