"""What somebody should look at: logged with every tick, and shown at the desk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from eligibility.models import Attempt, Circuit, Pulse, Reminder
from eligibility.models.subscriptions import Channel
from eligibility.reminders import braking, budget, pacing
from eligibility.reminders.reasons import Reason

STUCK, UNSURE, SILENT = timedelta(minutes=5), timedelta(minutes=30), timedelta(minutes=2)


class Kind(models.TextChoices):
    """What is wrong, and what to do about it."""

    SILENT = "silent", _("两分钟没有运行了，请检查后台进程和队列。")
    HELD = "held", _("发送已暂停，确认无误后请恢复。")
    GAP = "gap", _("停了一天以上，积压的提醒正按每日上限补发。")
    CIRCUIT = "circuit", _("发送平台连续出错，已暂时停用，会自动再试。")
    BUDGET = "budget", _("今天的上限用完了，剩下的明天再发。")
    UNREADABLE = "unreadable", Reason.UNREADABLE.label
    STUCK = "stuck", _("有提醒到时间没有发出，请检查发送平台和后台进程。")
    UNSURE = "unsure", _("有提醒半小时以上查不到结果，请工作人员处理。")


@dataclass(frozen=True)
class Alarm:
    """One thing that is wrong: since when, and how many it concerns."""

    kind: Kind
    since: datetime | None = None
    count: int = 0
    detail: str = ""

    @property
    def text(self) -> str:
        """What is wrong, in a sentence."""
        return str(self.kind.label)


def alarms(now: datetime) -> list[Alarm]:
    """Everything that is wrong at a moment, what stops everything first."""
    return list(_found(now))


def _found(now: datetime) -> Iterator[Alarm]:
    pulse = braking.pulse_now()
    if pulse.ticked_at is not None and now - pulse.ticked_at > SILENT and pulse.hold != Pulse.Hold.CLOCK:
        yield Alarm(Kind.SILENT, pulse.ticked_at)
    if pulse.hold:
        yield Alarm(Kind.HELD, pulse.held_at, detail=str(pulse.get_hold_display()))
    elif pulse.hold_detail:
        yield Alarm(Kind.GAP, pulse.held_at, detail=pulse.hold_detail)
    for circuit in Circuit.objects.exclude(opened_at=None).order_by("provider"):
        yield Alarm(Kind.CIRCUIT, circuit.opened_at, circuit.faults, circuit.provider)
    used_up = budget.used_up(now)
    for channel in sorted(used_up):
        yield Alarm(Kind.BUDGET, detail=str(Channel(channel).label))
    yield from _stuck(now, used_up)
    unreadable = Reminder.objects.filter(state=Reminder.State.PENDING, reason=Reason.UNREADABLE)
    if count := unreadable.count():
        yield Alarm(Kind.UNREADABLE, count=count)
    unsure = Reminder.objects.filter(state=Reminder.State.UNKNOWN)
    lately = Attempt.objects.filter(reminder=models.OuterRef("pk"), step=Attempt.Step.SEND, began_at__gt=now - UNSURE)
    unsure = unsure.exclude(models.Exists(lately))
    if count := unsure.count():
        yield Alarm(Kind.UNSURE, count=count)


def _stuck(now: datetime, used_up: set[str]) -> Iterator[Alarm]:
    """In the quiet hours, and where the budget is used up, waiting is right."""
    if pacing.quiet(now):
        return
    stuck = Reminder.objects.filter(state=Reminder.State.PENDING, not_before__lt=now - STUCK)
    found = stuck.exclude(channel__in=used_up).aggregate(count=models.Count("pk"), since=models.Min("not_before"))
    if found["count"]:
        yield Alarm(Kind.STUCK, found["since"], found["count"])
