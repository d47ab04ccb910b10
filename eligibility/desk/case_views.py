"""The pages of cases: the list, opening one, and one by itself."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from catalog.answering import in_words
from catalog.models import Region
from eligibility import session
from eligibility.addresses import masked
from eligibility.desk import cases, consents, things
from eligibility.desk.access import at_desk, cases_of, worker
from eligibility.desk.calls import calls_of
from eligibility.desk.forms import ConsentForm, LastForm, PersonForm, RecipientForm, faults
from eligibility.desk.numbers import spoken
from eligibility.desk.things import Thing
from eligibility.desk.things_form import ThingsForm
from eligibility.models import Case, Subscription
from eligibility.models.subscriptions import Channel
from eligibility.occasion import Occasion, on_occasion
from eligibility.session import Interview, LostAnswersError
from eligibility.typed import tidy
from eligibility.wording import CLIENT

A_PAGE = 50


def case_of(request: HttpRequest, reference: str) -> Case:
    """A case of the regions in which the worker works; for all others there is none."""
    return get_object_or_404(cases_of(worker(request)).select_related("region", "opened_by"), reference=reference)


def open_case_of(request: HttpRequest, reference: str) -> Case:
    """The same, while it is not closed."""
    case = case_of(request, reference)
    if case.closed_at is not None:
        raise PermissionDenied
    return case


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def listed(request: HttpRequest) -> HttpResponse:
    """The cases; a name or a number to look for is posted, so that it stays out of addresses."""
    user, typed = worker(request), tidy(request.POST.get("find", "")[:60])
    if typed:
        return _found(request, typed)
    street, closed = request.GET.get("street", ""), "closed" in request.GET
    shown = Paginator(cases.listed(user, street=street, closed=closed), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "typed": "",
        "street": street,
        "closed": closed,
        "streets": cases.streets(user),
        "page": shown,
        "rows": [(one, _reached(one)) for one in shown],
    }
    return render(request, "desk/cases.html", context)


def _found(request: HttpRequest, typed: str) -> HttpResponse:
    context: dict[str, object] = {"typed": typed, "rows": [], "street": (street := request.POST.get("street", ""))}
    try:
        context["rows"] = [(one, _reached(one)) for one in cases.find(worker(request), typed, street)]
    except cases.TooManyError:
        context["too_many"] = True
    context["most"] = cases.MOST_FOUND
    return render(request, "desk/cases.html", context)


def _reached(case: Case) -> list[tuple[str, str]]:
    """Who is reminded, and the number with its middle hidden."""
    return [
        (_who(one), masked(one.address) if one.address else _("没有电话，要上门"))
        for one in case.subscriptions.all()
        if one.active
    ]


def _who(subscription: Subscription) -> str:
    if subscription.channel != Channel.CALL:
        return subscription.get_recipient_display()
    return subscription.get_channel_display() if subscription.address else ""


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def by_hand(request: HttpRequest) -> HttpResponse:
    """A new case, with what the lists have to be renewed."""
    offered = things.from_lists(worker(request), timezone.localdate())
    return _opening(request, offered, ticked=False)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
@on_occasion
def from_answers(request: HttpRequest, now: Occasion) -> HttpResponse:
    """A new case from the answers on the results page, which are forgotten with it."""
    interview = client(request, now)
    if interview is None:
        messages.info(request, _("没有测算好的回答。先为老人测算，或者直接建档。"))
        return redirect("desk:case-by-hand")
    offered = things.from_answers(interview, now)
    return _opening(request, offered, ticked=True, interview=interview, now=now)


def client(request: HttpRequest, now: Occasion) -> Interview | None:
    """The interview that the worker did for somebody, where it is at its end; nothing of a trial."""
    try:
        interview = session.load(request)
    except LostAnswersError:
        return None
    if interview is None or interview.audience != CLIENT or now.trying is not None or not interview.finished:
        return None
    return interview


def _opening(
    request: HttpRequest,
    offered: Sequence[Thing],
    *,
    ticked: bool,
    interview: Interview | None = None,
    now: Occasion | None = None,
) -> HttpResponse:
    user, at = worker(request), timezone.now()
    today, data = timezone.localdate(at), request.POST or None
    person, who = PersonForm(user, data, initial=_place(interview)), RecipientForm(data)
    wanted, consent = ThingsForm(offered, today, data, ticked=ticked), ConsentForm(today, data)
    filled = (person, wanted, who, consent)
    if data and all([form.is_valid() for form in filled]):
        reference = person.cleaned_data["reference"]
        made = cases.open_case(
            reference, person.person(), who.recipient(), wanted.chosen(), consent.given(), by=user, now=at
        )
        if interview:
            session.clear(request)
        messages.success(request, _("已经建档，编号 %s。") % made.reference)
        return redirect("desk:case", made.reference)
    context = {
        "forms": {"person": person, "who": who, "consent": consent},
        "wanted": wanted,
        "faults": list(faults(*filled)),
        "streets": cases.streets(user),
        "consent_text": _(consents.TEXT),
        "about": _about(interview, now) if interview and now else "",
    }
    return render(request, "desk/case_new.html", context, status=422 if data else 200)


def _place(interview: Interview | None) -> dict[str, object]:
    """The region that the answers name."""
    slug = interview.given.get("residence") if interview else None
    return {"region": Region.objects.filter(slug=slug).first()} if isinstance(slug, str) else {}


def _about(interview: Interview, now: Occasion) -> str:
    """Whose answers they are: enough to see that they are not of the person before."""
    facts, regions = now.screener.facts, now.screener.regions
    told = [
        in_words(facts[code], interview.given[code], regions)
        for code in ("birth_date", "residence")
        if interview.given.get(code) is not None and code in facts
    ]
    return _("，").join(told)


@require_safe
@at_desk
def one(request: HttpRequest, reference: str) -> HttpResponse:
    """One case: who is reminded, of what, what was agreed to, who was rung."""
    case, today = case_of(request, reference), timezone.localdate()
    agreed = consents.consents_of(case)
    kept = [(one, LastForm(today, initial={"last": one.watch.last})) for one in things.of_case(case, today)]
    for place, (_thing, form) in enumerate(kept):
        form.auto_id = f"id_{place}_%s"
    context = {
        "case": case,
        "recipients": [
            (one, spoken(one.address), agreed.get(str(one.pk), [])) for one in case.subscriptions.order_by("created_at")
        ],
        "kept": kept,
        "calls": calls_of(worker(request)).filter(case=case).order_by("-opened_at", "-id")[:20],
    }
    return render(request, "desk/case.html", context)
