"""Due days worked out again after a publish, slice by slice, so that no reminder goes by rules that are gone."""

from __future__ import annotations

import logging
from datetime import date
from time import monotonic
from uuid import UUID

from django.db import transaction

from catalog.in_force import publish_stamp
from eligibility.models import Watch
from eligibility.reminders.due import refresh

logger = logging.getLogger("reminders")
SLICE = 500
A_MOMENT = 5.0
MINE = ("stages", "due_on", "wake_on")


class _Looks:
    """What this process has seen: the publish by which no watch was missing, once and then again a moment later.

    Another process may write by the old rules for that moment.
    """

    settled: UUID | None = None
    seen: UUID | None = None
    since = 0.0


def behind() -> bool:
    """Whether some watches were counted by rules before the last publish; it costs nothing once none is."""
    stamp, now = publish_stamp(), monotonic()
    if stamp is None or stamp == _Looks.settled:
        return False
    if Watch.objects.exclude(stamp=stamp).exists():
        _Looks.seen = None
        return True
    if stamp != _Looks.seen:
        _Looks.seen, _Looks.since = stamp, now
    elif now > _Looks.since + A_MOMENT:
        _Looks.settled = stamp
    return False


def recount(today: date) -> int:
    """Work out anew all watches counted by older rules; how many days changed. Those that others hold wait."""
    stamp, after, changed = publish_stamp(), 0, 0
    while stamp is not None:
        last, moved = _some(stamp, after, today)
        if last is None:
            break
        after, changed = last, changed + moved
    if changed:
        logger.info("due days changed with the rules", extra={"fields": {"watches": changed}})
    return changed


@transaction.atomic
def _some(stamp: UUID, after: int, today: date) -> tuple[int | None, int]:
    """One slice: the last watch looked at, None where none is left, and how many changed."""
    stale = Watch.objects.select_for_update(skip_locked=True).exclude(stamp=stamp).filter(pk__gt=after)
    watches = list(stale.order_by("pk")[:SLICE])
    changed = []
    for watch in watches:
        before = [getattr(watch, name) for name in MINE]
        refresh(watch, today)
        if [getattr(watch, name) for name in MINE] != before:
            changed.append(watch)
    # They are all there, and held: this only writes them, many times as fast as bulk_update.
    Watch.objects.bulk_create(changed, update_conflicts=True, unique_fields=["id"], update_fields=MINE)
    Watch.objects.filter(pk__in=[watch.pk for watch in watches]).update(stamp=stamp)
    return (watches[-1].pk if watches else None), len(changed)
