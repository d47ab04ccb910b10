"""The pages of "what if"; nothing is kept but by the button that says so."""

from __future__ import annotations

from typing import cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eligibility import session
from eligibility.results.visit import Visit, of_results
from eligibility.results.what_if import services
from eligibility.results.what_if.changes import Change, day_of, opened, sealed
from eligibility.results.what_if.forms import OtherForm
from eligibility.results.what_if.suggesting import suggestions
from eligibility.usage import visits
from eligibility.usage.counting import What


def _visit_key(request: HttpRequest) -> str:
    return cast(str, request.session.session_key)


def _address(request: HttpRequest, change: Change) -> str:
    """The page of a change."""
    return reverse("results:what-if") + "?" + urlencode({"if": sealed(change, _visit_key(request))})


@require_safe
@of_results
def what_if(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What can be otherwise; with a change in the address, what would follow from it."""
    day = request.GET.get("on", "")
    change = opened(request.GET.get("if", ""), _visit_key(request))
    if day:
        on = day_of(day, visit.now.as_of)
        change = Change(day=on) if on else None
    if change is not None:
        visits.did(request, visit.interview, What.WHAT_IF, visit.now.as_of)
        context = {"found": services.otherwise(visit, change), "token": request.GET.get("if", "")}
        return render(request, "results/what_if/compared.html", context)
    wrong = _("请选一个以后的月份，5 年以内。") if day else ""
    listed = [
        (one.label, [(_address(request, each.change), each) for each in one.each])
        for one in suggestions(visit.interview, visit.screening, visit.now)
    ]
    context = {
        "suggestions": listed,
        "rows": services.rows(visit),
        "months": services.months(visit.now.as_of),
        "wrong": wrong,
    }
    return render(request, "results/what_if/choose.html", context, status=422 if wrong else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@of_results
def ask(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    """One question, to be answered otherwise."""
    about = services.asked(visit, code)
    if about is None:
        return redirect("results:what-if")
    form = OtherForm(about, request.POST if request.method == "POST" else None)
    if form.is_valid():
        return redirect(_address(request, Change(form.others)))
    faults = form.faults() if form.is_bound else []
    context = {"form": form, "faults": faults}
    return render(request, "results/what_if/ask.html", context, status=422 if faults else 200)


@require_POST
@of_results
def take_over(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Puts the other answers in the place of those given, and goes on from there."""
    change = opened(request.POST.get("if", ""), _visit_key(request))
    if change is None or not change.answers:
        return redirect("results:what-if")
    interview = services.taken_over(visit, change)
    session.save(request, interview)
    return redirect("results:results" if interview.finished else "interview:check")
