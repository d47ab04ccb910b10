"""When messages go out: never at night, the morning's spread over its first minutes, later and later after faults."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from eligibility.models import Reminder
from eligibility.models.subscriptions import Channel
from eligibility.reminders.reasons import Reason

# Over how much of the morning what came up in the night is spread.
MORNING = timedelta(minutes=45)
# A call that begins before the quiet hours also ends before them.
LAST_CALLS = timedelta(minutes=1)
# After how many minutes a message is tried again that was certainly not taken; then every so often.
BACK_OFF = (1, 2, 5, 10, 15)
# For how long it is tried at all: where the provider is at fault, and where it only said "later".
GIVE_UP, GIVE_UP_LATER = timedelta(hours=24), timedelta(hours=72)
# After how many minutes a message is looked up again about which nothing was said, and when staff are asked.
LOOK_AGAIN = (1, 2, 4, 8)
ASK_STAFF = timedelta(hours=6)
LATER, LATEST = timedelta(hours=1), timedelta(hours=24)


def quiet(now: datetime) -> bool:
    """Whether nobody is to be disturbed, or will not be a minute from now."""
    return _within(timezone.localtime(now).time()) or _within(timezone.localtime(now + LAST_CALLS).time())


def opening(now: datetime) -> datetime:
    """When the next quiet hours that are not over yet will be."""
    if settings.QUIET_HOURS is None:
        return now
    here = timezone.localtime(now)
    ends = here.replace(
        hour=settings.QUIET_HOURS[1].hour, minute=settings.QUIET_HOURS[1].minute, second=0, microsecond=0
    )
    return ends if ends > here else ends + timedelta(days=1)


def earliest(now: datetime, channel: str, key: UUID) -> datetime:
    """When a message may go out at the earliest; a call list disturbs nobody."""
    if channel == Channel.CALL or not quiet(now):
        return now
    return opening(now) + MORNING * share(key)


def share(key: UUID, salt: int = 0) -> float:
    """A number from 0 to 1 that is always the same for a message."""
    return ((key.int ^ (salt * 0x9E3779B97F4A7C15)) % 9973) / 9973


def next_try(now: datetime, reminder: Reminder) -> datetime:
    """When a message is tried again that was certainly not taken, a little sooner or later than the others."""
    minutes = BACK_OFF[min(max(reminder.attempts, 1), len(BACK_OFF)) - 1]
    wait = timedelta(minutes=minutes) * (0.8 + 0.4 * share(reminder.message_id, reminder.attempts))
    return earliest(now + wait, reminder.channel, reminder.message_id)


def next_look(now: datetime, look_ups: int) -> datetime:
    """When a message is looked up again."""
    return now + timedelta(minutes=LOOK_AGAIN[min(max(look_ups, 1), len(LOOK_AGAIN)) - 1])


def later(now: datetime, seconds: int) -> datetime:
    """When a provider will take messages for a number again."""
    return now + min(timedelta(seconds=seconds) if seconds > 0 else LATER, LATEST)


def put_off(now: datetime) -> int:
    """In the quiet hours, give what waits its place in the morning, oldest first; gives how many it was."""
    if not quiet(now):
        return 0
    begins = opening(now)
    waiting = Reminder.objects.filter(state=Reminder.State.PENDING, not_before__lt=begins)
    waiting = waiting.exclude(channel=Channel.CALL)
    return sum(
        waiting.filter(pk__in=keys).update(not_before=at, reason=Reason.QUIET)
        for at, keys in _places(list(waiting.order_by("not_before", "pk").values_list("pk", flat=True)), begins)
    )


def hasten(now: datetime, channels: Iterable[str]) -> None:
    """A provider answers again: what waited for that alone waits no longer."""
    mine: QuerySet[Reminder] = Reminder.objects.filter(channel__in=list(channels))
    held_up = mine.filter(state=Reminder.State.PENDING, reason=Reason.PROVIDER_DOWN, not_before__gt=now)
    if not quiet(now):
        held_up.update(not_before=now)
    # Only what was looked up before: until then the provider may still be at it.
    mine.filter(Q(state=Reminder.State.UNKNOWN, look_up_at__gt=now) & Q(look_ups__gt=0)).update(look_up_at=now)


def _within(at: time) -> bool:
    if settings.QUIET_HOURS is None:
        return False
    begins, ends = settings.QUIET_HOURS
    return begins <= at < ends if begins <= ends else at >= begins or at < ends


def _places(keys: list[int], begins: datetime) -> list[tuple[datetime, list[int]]]:
    """A minute's worth after another."""
    minutes = int(MORNING.total_seconds() // 60)
    found: dict[int, list[int]] = defaultdict(list)
    for place, key in enumerate(keys):
        found[place * minutes // len(keys)].append(key)
    return [(begins + timedelta(minutes=minute), some) for minute, some in found.items()]
