"""The desk's first page: what is to be done today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from eligibility.desk.access import at_desk, cases_of, reminders_of, watches_of, worker
from eligibility.desk.calls import to_ring, to_visit
from eligibility.desk.lists import BY_STATE, week_of
from eligibility.models import Subscription
from eligibility.reminders.alarms import alarms
from eligibility.reminders.reasons import Reason


@dataclass(frozen=True)
class Job:
    """Something to be done: how many, what, and where."""

    count: int
    text: str
    url: str


@dataclass(frozen=True)
class Day:
    """The work of one day."""

    jobs: tuple[Job, ...]
    alarm: str
    cases: int


@require_safe
@at_desk
def home(request: HttpRequest) -> HttpResponse:
    """Where the work of the day stands."""
    now = timezone.now()
    return render(request, "desk/home.html", {"found": day_of(worker(request), now), "now": now})


def day_of(user: User, now: datetime) -> Day:
    """What waits for somebody today; what there is none of is left out."""
    today = timezone.localdate(now)
    cases = cases_of(user).filter(closed_at=None)
    reminders = reminders_of(user)
    unknown = reminders.filter(BY_STATE["unknown"], reason=Reason.ASK_STAFF).count()
    failed = reminders.filter(BY_STATE["failed"], due_on__gte=today).count()
    week = watches_of(user).filter(subscription__state=Subscription.State.ACTIVE, due_on__range=week_of(today))
    listed = reverse("desk:reminders")
    jobs = (
        Job(to_ring(user, today).count(), _("个电话今天要打"), reverse("desk:calls")),
        Job(to_visit(user).count(), _("位老人要上门"), reverse("desk:visits")),
        Job(unknown, _("条提醒不知道发出没有，要问一问"), f"{listed}?show=unknown"),
        Job(failed, _("条提醒没发成，还没过到期日"), f"{listed}?show=failed&due=ahead"),
        Job(week.count(), _("件事本周到期"), f"{listed}?show=week"),
    )
    wrong = alarms(now)
    return Day(tuple(job for job in jobs if job.count), wrong[0].text if wrong else "", cases.count())
