"""When nothing may go out: a clock that is wrong, a database from a backup, or staff who said stop.

Every step of sending goes by the database's clock, so that a lease means the same to all processes; a process whose
own clock is far from it sends nothing.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from time import monotonic
from typing import TYPE_CHECKING

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.utils import timezone

from eligibility.models import Pulse
from eligibility.reminders import marks

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

logger = logging.getLogger("reminders")
# How far a process may be from the database, and a tick from the one before.
SKEW = timedelta(minutes=2)
BACK, AHEAD = timedelta(minutes=5), timedelta(days=7)
# A silence that is told of; what was missed goes out inside the budget.
GAP, TOLD_FOR = timedelta(hours=26), timedelta(days=1)
# Bells that piled up while nobody was there to answer: of those in one second, the first is answered.
AT_ONCE = timedelta(seconds=1)
# By how many seconds the shared clock may be off between two looks.
UNEVEN = 5.0
ROW = 1


def clock() -> datetime:
    """The time of the one clock that all senders share."""
    if connection.vendor != "postgresql":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        found: datetime = cursor.fetchone()[0]
    return found


class _Even:
    """What this process has seen of the shared clock, beside its own count of seconds, which nobody can set."""

    shared: datetime | None = None
    own = since = 0.0


def even_for(now: datetime) -> timedelta:
    """For how long the shared clock has gone evenly, as far as this process knows.

    After a leap a lease has run out whose holder is still calling, and a provider is asked before it can know.
    """
    own = monotonic()
    if _Even.shared is None or abs((now - _Even.shared).total_seconds() - (own - _Even.own)) > UNEVEN:
        _Even.since = own
    _Even.shared, _Even.own = now, own
    return timedelta(seconds=own - _Even.since)


def skewed(now: datetime, here: datetime) -> bool:
    """Whether a process's own clock cannot be trusted."""
    return abs(here - now) > SKEW


def pulse_now() -> Pulse:
    """The state of the sending as it is."""
    return Pulse.objects.filter(pk=ROW).first() or Pulse(pk=ROW)


def beat(now: datetime, here: datetime) -> Pulse | None:
    """Take note of a tick and judge whether to go on; None for one that came right after another."""
    database, mark = marks.identity(), marks.newest()
    with transaction.atomic():
        pulse = _locked()
        if not pulse.hold and pulse.ticked_at and timedelta(0) <= now - pulse.ticked_at < AT_ONCE:
            return None
        before = pulse.hold
        if marks.forgotten(pulse, database, mark):
            hold, detail = Pulse.Hold.RESTORE.value, f"{pulse.number} < {mark}"
        else:
            hold, detail = judged(pulse, now, here)
        if not hold:
            _note_gap(pulse, now)
        if hold != before:
            pulse.hold, pulse.hold_detail, pulse.held_at = hold, detail, now
        if hold in ("", Pulse.Hold.STAFF):
            pulse.number, pulse.ticked_at, pulse.database = max(pulse.number, mark) + 1, now, database
        pulse.save()
    if hold in ("", Pulse.Hold.STAFF):
        marks.keep(pulse.number)
    if hold != before:
        logger.warning("held" if hold else "no longer held", extra={"fields": {"why": hold or before}})
    return pulse


def judged(pulse: Pulse, now: datetime, here: datetime) -> tuple[str, str]:
    """Why to hold, and in which detail; empty for going on. Only what is wrong with a clock ends by itself."""
    if pulse.hold in (Pulse.Hold.RESTORE, Pulse.Hold.STAFF):
        return pulse.hold, pulse.hold_detail
    if skewed(now, here):
        return Pulse.Hold.CLOCK, f"skew {int((here - now).total_seconds())} s"
    if pulse.ticked_at and not -BACK <= now - pulse.ticked_at <= AHEAD:
        return Pulse.Hold.CLOCK, f"leap {int((now - pulse.ticked_at).total_seconds())} s"
    return "", ""


def pause(by: AbstractBaseUser | None, now: datetime) -> None:
    """Hold everything, because somebody says so."""
    with transaction.atomic():
        pulse = _locked()
        if pulse.hold != Pulse.Hold.RESTORE:
            pulse.hold, pulse.hold_detail, pulse.held_at = Pulse.Hold.STAFF, "", now
            pulse.save()
    logger.warning("held", extra={"fields": {"why": Pulse.Hold.STAFF.value, "user": by.pk if by else None}})


def let_go(by: AbstractBaseUser | None, now: datetime, look_up: bool) -> None:
    """End a hold and believe this moment and this database; `look_up`: what may have gone out is asked for first."""
    with transaction.atomic():
        pulse = _locked()
        pulse.hold = pulse.hold_detail = ""
        pulse.number = max(pulse.number, marks.newest()) + 1
        pulse.ticked_at, pulse.database, pulse.released_at = now, marks.identity(), now
        pulse.released_by = by if isinstance(by, User) else None
        if look_up:
            pulse.look_up_before = now
        pulse.save()
    marks.keep(pulse.number)
    logger.warning("released", extra={"fields": {"user": by.pk if by else None}})


def _locked() -> Pulse:
    Pulse.objects.bulk_create([Pulse(pk=ROW)], ignore_conflicts=True)
    return Pulse.objects.select_for_update().get(pk=ROW)


def _note_gap(pulse: Pulse, now: datetime) -> None:
    """A long silence is told of for a day."""
    if pulse.ticked_at and now - pulse.ticked_at > GAP:
        pulse.hold_detail, pulse.held_at = f"gap {int((now - pulse.ticked_at).total_seconds())} s", now
        logger.error("no tick for long", extra={"fields": {"hours": (now - pulse.ticked_at).total_seconds() // 3600}})
    elif not pulse.hold and pulse.hold_detail and pulse.held_at and now - pulse.held_at > TOLD_FOR:
        pulse.hold_detail = ""
