"""Going on after a hold; after a restored backup, with nobody woken who had stopped and nothing sent a second time.

A backup has forgotten what happened after it was taken. Who stopped and who was erased since is told by the ledger.
What went out since is known to the providers alone: whatever was to go out before the release is looked up first, and
where a provider keeps no record, staff decide.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q

from eligibility.models import Kept, Pulse, Reminder, Subscription
from eligibility.models.subscriptions import Channel
from eligibility.reminders import braking, ledger, stopping
from eligibility.reminders.reasons import Reason

logger = logging.getLogger("reminders")
State = Reminder.State


def release(by: AbstractBaseUser | None, now: datetime) -> None:
    """End whatever hold there is; somebody has looked, and says that it is right to go on."""
    if braking.pulse_now().hold == Pulse.Hold.RESTORE:
        after_restore(by, now)
    else:
        braking.let_go(by, now, look_up=False)


def after_restore(by: AbstractBaseUser | None, now: datetime) -> tuple[int, int]:
    """Make a restored database safe to send from; gives how many ended again, and how many are looked up first.

    The hold ends last, so that whatever cuts this off, nothing goes out until it was done wholly.
    """
    ended, doubted = replay(now), doubt(now)
    braking.let_go(by, now, look_up=True)
    logger.warning("after a restore", extra={"fields": {"ended": ended, "looked_up": doubted}})
    return ended, doubted


def replay(now: datetime) -> int:
    """Stop and erase again those whose end the backup has forgotten; gives how many there were."""
    return sum(_end_again(line, now) for line in lines())


def doubt(now: datetime) -> int:
    """Whatever waits, or was under way, may have gone out since: it is looked up before anything else."""
    open_then = Reminder.objects.filter(state__in=(State.PENDING, State.SENDING, State.UNKNOWN))
    open_then = open_then.exclude(Q(channel=Channel.CALL))
    return open_then.update(state=State.UNKNOWN, reason=Reason.RESTORED, look_up_at=now, look_ups=0, lease_until=None)


def lines() -> Iterator[dict[str, Any]]:
    """The ledger's lines; one that was cut off while it was written is passed over."""
    try:
        written = ledger.path().read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return
    for line in filter(None, written):
        try:
            told = json.loads(line)
        except ValueError:
            logger.warning("ledger has a line that cannot be read")
            continue
        if isinstance(told, dict):
            yield told


def _end_again(line: dict[str, Any], now: datetime) -> bool:
    if line.get("what") == ledger.KEPT_ERASED:
        return bool(Kept.objects.filter(link_digest=str(line.get("digest"))).delete()[0])
    try:
        key = UUID(str(line.get("subscription")))
    except ValueError:
        return False
    subscription = Subscription.objects.filter(pk=key).first()
    if subscription is None:
        return False
    if line.get("what") == "erased":
        stopping.erase(subscription, now)
        return True
    how = line.get("how", "")
    return stopping.stop(
        subscription, Subscription.Stop(how) if how in Subscription.Stop.values else Subscription.Stop.PAGE, now
    )
