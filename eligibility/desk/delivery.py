"""How the sending itself stands: whether it is held, what is wrong, and the buttons that hold and release it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Min, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from catalog.permissions import may
from eligibility.desk.access import worker
from eligibility.desk.telling import moment
from eligibility.guards import open_to
from eligibility.models import Circuit, DayBudget, Pulse, Reminder
from eligibility.reminders.alarms import Alarm, alarms
from eligibility.reminders.braking import pause
from eligibility.reminders.restoring import release

MOST_PROVIDERS = 20
State = Reminder.State


@dataclass(frozen=True)
class Delivery:
    """How the sending stands at a moment."""

    pulse: Pulse | None
    sentence: str
    alarms: Sequence[Alarm]
    circuits: Sequence[Circuit]
    budgets: Sequence[DayBudget]
    a_day: int
    waiting: int
    oldest: datetime | None
    unknown: int

    @property
    def held(self) -> bool:
        """Whether nothing is sent."""
        return bool(self.pulse and self.pulse.hold)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to("desk", "publish")
def delivery(request: HttpRequest) -> HttpResponse:
    """Where the sending stands; publishers pause and release it."""
    now, acts = timezone.now(), may(request.user, "publish")
    if request.method != "POST":
        found = delivery_at(now)
        context = {"found": found, "acts": acts, "at_desk": may(request.user, "desk"), "now": now}
        return render(request, "desk/delivery.html", context)
    if not acts:
        raise PermissionDenied
    if request.POST.get("step") == "pause":
        pause(worker(request), now)
        messages.success(request, _("已暂停。要发的都留着，恢复以后接着发。"))
    elif request.POST.get("step") == "release":
        release(worker(request), now)
        messages.success(request, _("已恢复发送。"))
    return redirect("desk:delivery")


def delivery_at(now: datetime) -> Delivery:
    """Everything that the page tells; nothing of it is anybody's."""
    pulse = Pulse.objects.select_related("released_by").first()
    ready = Q(state=State.PENDING, not_before__lte=now)
    counts: dict[str, Any] = Reminder.objects.filter(state__in=[State.PENDING, State.UNKNOWN]).aggregate(
        waiting=Count("pk", filter=ready),
        oldest=Min("not_before", filter=ready),
        unknown=Count("pk", filter=Q(state=State.UNKNOWN)),
    )
    return Delivery(
        pulse=pulse,
        sentence=_sentence(pulse),
        alarms=alarms(now),
        circuits=list(Circuit.objects.order_by("provider")[:MOST_PROVIDERS]),
        budgets=list(DayBudget.objects.filter(day=timezone.localdate(now)).order_by("channel")),
        a_day=settings.REMINDERS_A_DAY,
        **counts,
    )


def _sentence(pulse: Pulse | None) -> str:
    if pulse is None or pulse.ticked_at is None:
        return _("还没有开始发送：后台的定时程序没有运行过。")
    if not pulse.hold:
        return _("发送正常，没有暂停。")
    why = {"why": pulse.get_hold_display(), "since": moment(pulse.held_at) if pulse.held_at else ""}
    return _("发送暂停了：%(why)s，从 %(since)s 起。") % why
