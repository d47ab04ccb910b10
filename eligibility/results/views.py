"""The results page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from catalog.permissions import may
from eligibility import session
from eligibility.forms import LastForm
from eligibility.looks import look_of
from eligibility.occasion import Occasion, on_occasion
from eligibility.results import lasts, services
from eligibility.results.ics import ics
from eligibility.session import Interview, LostAnswersError
from eligibility.usage import tickets, visits
from eligibility.wording import CLIENT


@require_safe
@on_occasion
def results(request: HttpRequest, now: Occasion) -> HttpResponse:
    """What the person can have; `folded=no` opens everything, for paper without script.

    In the simple mode it is the few things that somebody acts on; `whole=yes` is the usual page in large type.
    """
    interview = _interview(request)
    found = services.results(interview, now) if interview else None
    if interview is None or found is None:
        return redirect("interview:check")
    visits.finished(request, interview, found.found, (one.verdict for one in found.open), now.as_of)
    of_client = interview.audience == CLIENT
    context = {
        "results": found,
        "invites": services.invites(found, interview, now),
        "knew": visits.asked_already(interview) if visits.counts(request, interview) else None,
        "ticket": tickets.shown(interview.ticket),
        "unfolded": request.GET.get("folded") == "no",
        "may_keep": may(request.user, "edit"),  # asks the database nothing for residents
        "may_open_case": of_client and now.trying is None and may(request.user, "desk"),
    }
    whole = context["unfolded"] or request.GET.get("whole") == "yes"
    if look_of(request).simple and not whole:
        return render(request, "results/simple.html", context)
    return render(request, "results/page.html", {**context, "weighed": services.weighed(found, interview, now)})


@require_safe
@on_occasion
def calendar(request: HttpRequest, now: Occasion) -> HttpResponse:
    """What is to come, as a file for a phone's calendar."""
    interview = _interview(request)
    found = services.to_come(interview, now) if interview else None
    if interview is None or found is None:
        return redirect("interview:check")
    response = HttpResponse(ics(found, interview.audience, timezone.now()), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="calendar.ics"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@on_occasion
def last(request: HttpRequest, now: Occasion, benefit: str) -> HttpResponse:
    """When something was done last, so that the calendar counts from there."""
    interview = _interview(request)
    screening = services.screening_of(interview, now) if interview else None
    thing = lasts.renewed(screening, interview.last_dates, benefit) if interview and screening else None
    if interview is None or thing is None:
        return redirect("results:results")
    form = LastForm(request.POST if request.method == "POST" else None, now.as_of, thing.last)
    if form.is_valid():
        lasts.tell(interview, thing, form.cleaned_data["last"])
        session.save(request, interview)
        return redirect(reverse("results:results") + "#calendar")
    faults = form.faults() if form.is_bound else []
    context = {"thing": thing, "form": form, "faults": faults}
    return render(request, "results/last.html", context, status=422 if faults else 200)


def _interview(request: HttpRequest) -> Interview | None:
    """The interview; None where there is none, or none that can be read."""
    try:
        return session.load(request)
    except LostAnswersError:
        return None
