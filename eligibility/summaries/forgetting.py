"""Papers whose time is over, and those that somebody wants gone now."""

from __future__ import annotations

import logging
from datetime import datetime

from django.contrib.auth.models import User

from eligibility.models import Paper

AT_A_TIME = 20  # a list has megabytes of pieces
logger = logging.getLogger("summaries")


def forget(now: datetime) -> int:
    """Delete the papers whose time is over, with everything that was known for them; answers how many."""
    over, gone = Paper.objects.filter(expires_at__lte=now), 0
    while keys := list(over.values_list("pk", flat=True)[:AT_A_TIME]):
        Paper.objects.filter(pk__in=keys).delete()
        gone += len(keys)
    if gone:
        logger.info("papers forgotten", extra={"fields": {"count": gone}})
    return gone


def erase_list(paper: Paper, by: User) -> None:
    """Delete a list's papers before their time."""
    Paper.objects.filter(pk=paper.pk, made_for=by).delete()
    logger.info("papers erased", extra={"fields": {"paper": paper.pk, "by": by.pk}})
