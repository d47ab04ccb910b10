"""Keeping one's answers for a week: agreed to, shown, taken along, erased."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from eligibility.keeping import TOO_MANY, TooManyError, files, qr_svg, storing, telling
from eligibility.keeping.ways import Held, held_in, hold_on, let_go, mark_of, shown
from eligibility.models import Kept
from eligibility.occasion import Occasion, on_occasion
from eligibility.reminders.channels.registry import offered
from eligibility.requests import private, visitor, with_form
from eligibility.session import Interview
from eligibility.sharing.forms import KeepForm
from eligibility.sharing.visits import finished
from eligibility.usage import tickets, visits
from eligibility.usage.counting import What
from eligibility.wording import CLIENT


@require_http_methods(["GET", "HEAD", "POST"])
@private
@on_occasion
def keep(request: HttpRequest, now: Occasion) -> HttpResponse:
    """What is kept and how one comes back to it; before that, what would be kept, and whether one agrees."""
    interview = finished(request, now)
    if interview is None:
        return redirect("results:results")
    found = held_in(request, visitor(request).now)
    if found and found[0].mark == mark_of(interview):
        return render(request, "sharing/kept.html", _shown(request, interview, now, *found))
    return _ask(request, interview, now, found)


def _shown(request: HttpRequest, interview: Interview, now: Occasion, held: Held, row: Kept) -> dict[str, object]:
    way = shown(request, held, row)
    return {
        "way": way,
        "ticket": tickets.shown(interview.ticket),
        "square": qr_svg(way.url) if way.url else "",
        "lines": telling.lines(interview, now.screener),
        "sends": held.whole and bool(offered()),
        "shares": row.shares.order_by("-created_at"),
    }


def _ask(request: HttpRequest, interview: Interview, now: Occasion, found: tuple[Held, Kept] | None) -> HttpResponse:
    form = KeepForm(request.POST if request.method == "POST" else None)
    before = found if found and _of_the_same(interview, found[1]) else None
    status = 0
    if form.is_valid():
        try:
            hold_on(request, _kept(request, interview, before))
        except TooManyError as refused:
            form.add_error("agree", str(TOO_MANY[refused.kind]))
            status = 429
        else:
            visits.did(request, interview, What.KEPT, now.as_of)
            return redirect("sharing:keep")
    context = {"lines": telling.lines(interview, now.screener), "replaces": before is not None}
    return with_form(request, "sharing/keep.html", form, status, **context)


def _of_the_same(interview: Interview, row: Kept) -> bool:
    """Whether answers that are kept are an older state of somebody's; whoever serves many is never asked that."""
    before = storing.interview_of(row)
    return before is not None and before.audience == interview.audience != CLIENT


def _kept(request: HttpRequest, interview: Interview, before: tuple[Held, Kept] | None) -> Held:
    asks = visitor(request)
    fresh = storing.put_anew(before[0], interview, asks.now) if before and "anew" in request.POST else None
    return fresh or storing.keep(interview, asks.network, asks.now)


@require_POST
@private
def erase(request: HttpRequest) -> HttpResponse:
    """Deletes at one press what is kept of the answers on the screen; these stay until one leaves."""
    at = visitor(request).now
    found = held_in(request, at)
    if found:
        storing.erase(found[1], at)
    let_go(request)
    return render(request, "sharing/erased.html")


@require_safe
@private
@on_occasion
def file(request: HttpRequest, now: Occasion) -> HttpResponse:
    """The answers as a file."""
    interview = finished(request, now)
    if interview is None:
        return redirect("results:results")
    content = files.write(interview, now.screener, now.as_of)
    response = HttpResponse(content, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{files.NAME}"'
    return response
