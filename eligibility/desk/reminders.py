"""The reminders at the desk: their lists, one of them, everything about one person, and what is done by hand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from eligibility.addresses import masked
from eligibility.desk.access import at_desk, reminders_of, subscriptions_of, worker
from eligibility.desk.cases import TooManyError
from eligibility.desk.filters import benefit_names
from eligibility.desk.lists import listing
from eligibility.desk.person import found_by, person_of
from eligibility.desk.telling import explained, steps_of
from eligibility.models import Pulse, Reminder
from eligibility.reminders.again import NotNowError, send_again, settle_by_hand

State = Reminder.State
MOST_TYPED = 320
AT_AN_END = (State.ACCEPTED, State.FAILED, State.CANCELLED)
DONE = {
    "again": _("已列入重发，一两分钟里会发；夜里要等到早上 8 点。"),
    "yes": _("已记下：收到了。"),
    "no": _("已记下：没收到，不重发。"),
}


class WhyForm(forms.Form):
    """Why something is done by hand."""

    why = forms.CharField(
        label=_("原因"), max_length=100, error_messages={"required": _("请写一句为什么，以后查得到。")}
    )


class SettleForm(WhyForm):
    """What somebody found out by asking."""

    found = forms.ChoiceField(
        label=_("问到的结果"),
        choices=[("yes", _("收到了")), ("again", _("没收到，重发一次")), ("no", _("没收到，也不用重发"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一个。")},
    )


@require_safe
@at_desk
def reminders(request: HttpRequest) -> HttpResponse:
    """One of the lists, narrowed to a street or to what is not due yet."""
    found = listing(worker(request), request.GET.dict(), timezone.localdate())
    return render(request, "desk/reminders.html", {"found": found, "printed_at": timezone.now()})


@require_POST
@at_desk
def find(request: HttpRequest) -> HttpResponse:
    """Look somebody up by a name, a number or a mailbox; none of them stands in an address."""
    try:
        found = found_by(worker(request), request.POST.get("q", "")[:MOST_TYPED])
    except TooManyError:
        messages.warning(request, gettext("个案太多，按姓名查不过来。请用个案编号或者号码查。"))
        return redirect("desk:reminders")
    if len(found) > 1:
        return render(request, "desk/reminders_found.html", {"found": found})
    if found:
        return redirect("desk:person", found[0].pk)
    messages.warning(request, gettext("没有找到。请核对姓名、个案编号或者号码；只能查本地区的。"))
    return redirect("desk:reminders")


@require_safe
@at_desk
def person(request: HttpRequest, pk: Any) -> HttpResponse:
    """What one person is reminded of, when, and what became of it."""
    user = worker(request)
    subscription = get_object_or_404(subscriptions_of(user).select_related("case__region"), pk=pk)
    found = person_of(user, subscription, timezone.localdate())
    return render(request, "desk/reminders_person.html", {"found": found})


@require_safe
@at_desk
def reminder(request: HttpRequest, pk: int) -> HttpResponse:
    """Why one reminder was or was not sent."""
    return _shown(request, _one(request, pk))


@require_POST
@at_desk
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Send one again by hand."""
    one, form = _one(request, pk), WhyForm(request.POST, label_suffix="")
    if not form.is_valid():
        return _shown(request, one, again=form)
    return _done(request, one, "again", form.cleaned_data["why"])


@require_POST
@at_desk
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what became of a reminder of which nobody knows, or send it again."""
    one, form = _one(request, pk), SettleForm(request.POST, label_suffix="")
    if not form.is_valid():
        return _shown(request, one, settle=form)
    return _done(request, one, form.cleaned_data["found"], form.cleaned_data["why"])


def _done(request: HttpRequest, one: Reminder, found: str, why: str) -> HttpResponse:
    by, now = worker(request), timezone.now()
    try:
        arrived = found == "yes"
        shown = send_again(one, by, why, now) if found == "again" else settle_by_hand(one, arrived, by, why, now)
    except NotNowError as refused:
        messages.error(request, refused.text)
        return redirect("desk:reminder", one.pk)
    messages.success(request, DONE[found])
    return redirect("desk:reminder", shown.pk)


def _one(request: HttpRequest, pk: int) -> Reminder:
    rows = reminders_of(worker(request)).select_related("subscription__case__region", "asked_by", "again_of", "call")
    return get_object_or_404(rows, pk=pk)


def _shown(request: HttpRequest, one: Reminder, **forms_: forms.Form) -> HttpResponse:
    steps, left = steps_of(one)
    newer = one.again.order_by("-round").first()
    names = benefit_names(timezone.localdate())
    context = {
        "reminder": one,
        "sentence": explained(one, Pulse.objects.first(), timezone.now()),
        "steps": steps,
        "left": left,
        "number": one.masked or (masked(one.subscription.address) if one.subscription.address else gettext("没有号码")),
        "benefits": [names.get(code, code) for code in one.benefits or _due(one)],
        "newer": newer,
        "may_again": newer is None and one.subscription.active and one.state in AT_AN_END,
        "may_settle": newer is None and one.state == State.UNKNOWN,
        "again": forms_.get("again") or WhyForm(label_suffix=""),
        "settle": forms_.get("settle") or SettleForm(label_suffix=""),
    }
    return render(request, "desk/reminder.html", context, status=422 if forms_ else 200)


def _due(one: Reminder) -> list[str]:
    """What a reminder will be about that was not claimed yet."""
    watches = one.subscription.watches.filter(kind=one.kind, due_on=one.due_on).order_by("pk")
    return list(watches.values_list("benefit", flat=True))
