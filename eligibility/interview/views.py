"""The pages of the interview; each calls one service."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eligibility import session
from eligibility.interview import services
from eligibility.interview.forms import QuestionForm, fields_html
from eligibility.looks import forget_choices, keep_size, look_of
from eligibility.occasion import Occasion, on_occasion
from eligibility.session import Interview, LostAnswersError
from eligibility.usage import visits
from eligibility.wording import AUDIENCES, OWN

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Occasion, Interview, P], HttpResponse]


def of_interview(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Hands a view its occasion and the interview under way, or says kindly that there is none; never cached."""

    @on_occasion
    @wraps(view)
    def wrapped(request: HttpRequest, now: Occasion, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            interview = session.load(request)
        except LostAnswersError:
            return render(request, "interview/restart.html", {"broken": True}, status=400)
        if interview is None:
            return render(request, "interview/restart.html", {"broken": False}, status=404)
        return view(request, now, interview, *args, **kwargs)

    return wrapped


def next_address(interview: Interview) -> str:
    """Where the interview goes on: the next question, or the answers to check."""
    if interview.ahead is None:
        return reverse("interview:check")
    return reverse("interview:ask", args=[interview.ahead[0]])


@require_http_methods(["GET", "HEAD", "POST"])
@on_occasion
def landing(request: HttpRequest, now: Occasion) -> HttpResponse:
    """What the portal is and for whom; starts an interview."""
    audience = request.POST.get("for", "")
    if audience in AUDIENCES:
        interview = services.start(audience, now)
        visits.begun(request, interview, now.as_of)
        session.save(request, interview)
        return redirect(next_address(interview))
    context = {
        "audiences": [(code, one.label) for code, one in AUDIENCES.items()],
        "chosen": OWN if request.method != "POST" else "",
        "wrong": _("请选择为谁查。") if request.method == "POST" else "",
        "under_way": _under_way(request, now),
        "editions": now.screener.rulebooks,
    }
    return render(request, "interview/landing.html", context, status=422 if request.method == "POST" else 200)


def _under_way(request: HttpRequest, now: Occasion) -> str:
    """Where an interview that was begun goes on."""
    try:
        interview = session.load(request)
    except LostAnswersError:
        return ""
    if interview is None:
        return ""
    services.resume(interview, now)
    return next_address(interview)


@require_http_methods(["GET", "HEAD", "POST"])
@of_interview
def ask(request: HttpRequest, now: Occasion, interview: Interview, code: str) -> HttpResponse:
    """One question."""
    page = services.page(interview, code, now)
    if page is None:
        return redirect(next_address(interview))
    form = None
    if request.method == "POST":
        form = QuestionForm(page, request.POST)
        if form.is_valid():
            visits.answered(request, form.outcome, code, (fact.code for fact in page.facts), now.as_of)
            session.save(request, form.outcome)
            return redirect(next_address(form.outcome))
    faults = form.faults() if form else []
    context = {
        "page": page,
        "title": services.title(page),
        "why": services.why(page),
        "fields": fields_html(page, form),
        "faults": faults,
        "progress": services.progress(page),
        "back": _back(page),
    }
    return render(request, "interview/ask.html", context, status=422 if faults else 200)


def _back(page: services.Page) -> str:
    """The page before: the answers to check at the end, else the question before, else the start."""
    if page.interview.finished:
        return reverse("interview:check")
    return reverse("interview:ask", args=[page.previous]) if page.previous else reverse("interview:landing")


@require_safe
@of_interview
def check(request: HttpRequest, now: Occasion, interview: Interview) -> HttpResponse:
    """All answers, each with a way to change it."""
    sections = services.review(interview, now)
    if not interview.finished:
        return redirect(next_address(interview))
    return render(request, "interview/check.html", {"sections": sections, "interview": interview})


@require_POST
def clear(request: HttpRequest) -> HttpResponse:
    """Wipes the answers and goes back to the start."""
    session.clear(request)
    messages.success(request, _("您的回答已经清除。"))
    response = redirect("interview:landing")
    if look_of(request).kiosk:
        forget_choices(response)
    return response


@require_safe
def text_size(request: HttpRequest, size: str) -> HttpResponse:
    """Larger or usual text, kept in a cookie; goes back to the page that it was chosen on."""
    back = request.headers.get("Referer", "")
    own = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = redirect(back if own else "interview:landing")
    keep_size(response, size)
    return response
