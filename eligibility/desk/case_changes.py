"""What is changed about a case that is open; each view calls one service."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from eligibility import session
from eligibility.desk import cases, consents, recipients, things
from eligibility.desk.access import at_desk, worker
from eligibility.desk.case_views import case_of, client, open_case_of
from eligibility.desk.forms import ChangeForm, ConsentForm, LastForm, PersonForm, RecipientForm, faults
from eligibility.desk.things_form import ThingsForm
from eligibility.models import Case, Subscription
from eligibility.occasion import Occasion, on_occasion


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def rename(request: HttpRequest, reference: str) -> HttpResponse:
    """Another name or another street."""
    case, user, data = open_case_of(request, reference), worker(request), request.POST or None
    initial = {"name": case.name, "region": case.region_id, "street": case.street, "reference": case.reference}
    form = PersonForm(user, data, initial=initial)
    if form.is_valid():
        cases.rename(case, form.person(), by=user)
        messages.success(request, _("已经改好。"))
        return redirect("desk:case", case.reference)
    context = {"title": _("改姓名、住处"), "parts": [form], "streets": cases.streets(user)}
    return _form(request, case, context, [form])


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def add_recipient(request: HttpRequest, reference: str) -> HttpResponse:
    """Somebody more to remind, who agreed."""
    case, user, at, data = open_case_of(request, reference), worker(request), timezone.now(), request.POST or None
    who, consent = RecipientForm(data), ConsentForm(timezone.localdate(at), data)
    if data and all([who.is_valid(), consent.is_valid()]):
        try:
            recipients.add(case, who.recipient(), None, consent.given(), by=user, now=at)
        except recipients.SameAddressError:
            who.add_error("address", _("这个号码已经在提醒了，不用再加。"))
        else:
            messages.success(request, _("已经加上，从现在起提醒。"))
            return redirect("desk:case", case.reference)
    context = {"title": _("加一个收信人"), "parts": [who, consent], "consent_text": _(consents.TEXT)}
    return _form(request, case, context, [who, consent])


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def change_address(request: HttpRequest, reference: str, pk: UUID) -> HttpResponse:
    """Another number or mailbox."""
    case = open_case_of(request, reference)
    subscription = get_object_or_404(case.subscriptions.filter(state=Subscription.State.ACTIVE), pk=pk)
    form = ChangeForm(subscription, request.POST or None)
    if form.is_valid():
        found = form.cleaned_data
        try:
            recipients.change_address(subscription, found["channel"], found["address"], by=worker(request))
        except recipients.SameAddressError:
            form.add_error("address", _("这个号码已经在提醒了，不用再加。"))
        else:
            messages.success(request, _("号码已经换好。"))
            return redirect("desk:case", case.reference)
    return _form(request, case, {"title": _("换号码"), "parts": [form]}, [form])


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
@on_occasion
def add_things(request: HttpRequest, now: Occasion, reference: str) -> HttpResponse:
    """More to remind of: what the answers of just now give, or what the lists have."""
    case, at, data = open_case_of(request, reference), timezone.now(), request.POST or None
    interview = client(request, now) if "answers" in request.GET else None
    today = timezone.localdate(at)
    offered = things.from_answers(interview, now) if interview else things.from_lists(worker(request), today)
    wanted = ThingsForm(offered, today, data, ticked=interview is not None)
    if data and wanted.is_valid() and offered:
        things.keep(case, wanted.chosen(), at)
        if interview:
            session.clear(request)
        messages.success(request, _("已经加上，从现在起提醒。"))
        return redirect("desk:case", case.reference)
    context = {
        "title": _("加要提醒的事"),
        "wanted": wanted,
        "answered": interview is not None,
        "may_answer": interview is None and client(request, now) is not None,
    }
    return _form(request, case, context, [wanted])


def _form(request: HttpRequest, case: Case, context: Mapping[str, object], filled: Sequence[BaseForm]) -> HttpResponse:
    shown = {**context, "case": case, "faults": list(faults(*filled))}
    return render(request, "desk/case_form.html", shown, status=422 if request.method == "POST" else 200)


@require_POST
@at_desk
def tell_last(request: HttpRequest, reference: str) -> HttpResponse:
    """When something was done last."""
    case, at = open_case_of(request, reference), timezone.now()
    form = LastForm(timezone.localdate(at), request.POST)
    if not form.is_valid():
        messages.error(request, str(form.errors["last"][0]))
    elif things.tell_last(case, request.POST.get("benefit", ""), form.cleaned_data["last"], at):
        messages.success(request, _("上次办理的日期已经改好，下次到期日重新算过了。"))
    return redirect("desk:case", case.reference)


@require_POST
@at_desk
def drop_thing(request: HttpRequest, reference: str) -> HttpResponse:
    """Reminds of one thing no more."""
    case = open_case_of(request, reference)
    if things.drop(case, request.POST.get("benefit", ""), request.POST.get("kind", ""), timezone.now()):
        messages.success(request, _("这件事不再提醒。"))
    return redirect("desk:case", case.reference)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def stop_one(request: HttpRequest, reference: str, pk: UUID) -> HttpResponse:
    """Reminds one recipient no more, once that was asked again."""
    case = open_case_of(request, reference)
    subscription = get_object_or_404(case.subscriptions.filter(state=Subscription.State.ACTIVE), pk=pk)
    if request.method == "POST":
        cases.stop_one(subscription, by=worker(request), now=timezone.now())
        messages.success(request, _("已经停止，不会再提醒这个人。"))
        return redirect("desk:case", case.reference)
    return render(request, "desk/case_confirm.html", {"case": case, "ask": "stop", "subscription": subscription})


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def close(request: HttpRequest, reference: str) -> HttpResponse:
    """Ends a case, once that was asked again."""
    case = open_case_of(request, reference)
    if request.method == "POST":
        cases.close(case, by=worker(request), now=timezone.now())
        messages.success(request, _("已经结案，所有提醒都停了。"))
        return redirect("desk:case", case.reference)
    return render(request, "desk/case_confirm.html", {"case": case, "ask": "close"})


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def erase(request: HttpRequest, reference: str) -> HttpResponse:
    """Removes a case with everything in it, once that was asked again."""
    case = case_of(request, reference)
    if request.method == "POST":
        cases.erase_case(case, by=worker(request), now=timezone.now())
        messages.success(request, _("个案 %s 已经全部删除。") % reference)
        return redirect("desk:cases")
    return render(request, "desk/case_confirm.html", {"case": case, "ask": "erase"})
