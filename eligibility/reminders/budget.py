"""How many messages a day: the limit that holds where everything else has failed to."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from eligibility.models import DayBudget
from eligibility.models.subscriptions import Channel


def used_up(now: datetime) -> set[str]:
    """The channels that have sent all that they may today; calls are made by people and not counted."""
    day, limit = timezone.localdate(now), settings.REMINDERS_A_DAY
    used = dict(DayBudget.objects.filter(day=day).values_list("channel", "used"))
    return {channel for channel in (Channel.SMS, Channel.EMAIL) if used.get(channel, 0) >= limit}


def take(channel: str, day: date) -> bool:
    """Count one message, in the transaction that claims it; whether there was room."""
    if _count(channel, day):
        return True
    # Used up, or a new day whose row nobody has made yet.
    DayBudget.objects.bulk_create([DayBudget(day=day, channel=channel)], ignore_conflicts=True)
    return _count(channel, day)


def give_back(channel: str, day: date) -> None:
    """Count one message less: it is certain that it did not go out."""
    DayBudget.objects.filter(day=day, channel=channel, used__gt=0).update(used=F("used") - 1)


def _count(channel: str, day: date) -> bool:
    room = DayBudget.objects.filter(day=day, channel=channel, used__lt=settings.REMINDERS_A_DAY)
    return room.update(used=F("used") + 1) == 1
