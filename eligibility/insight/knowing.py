"""One press on the results page: whether somebody knew of a benefit before."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from catalog.rules import Verdict
from eligibility import replay, session
from eligibility.occasion import Occasion, on_occasion
from eligibility.presenter import sections
from eligibility.session import Interview, LostAnswersError
from eligibility.usage import visits

PRESSED = {"knew": True, "new": False}


@require_POST
@on_occasion
def known(request: HttpRequest, now: Occasion) -> HttpResponse:
    """Counts it, and goes back to where it was pressed."""
    interview = finished(request, now)
    if interview is None:
        return redirect("interview:check")
    found = {one.benefit.code: one for one in had(interview, now)}
    for name, knew in PRESSED.items():
        verdict = found.get(request.POST.get(name, ""))
        if verdict is not None:
            visits.knew(request, interview, verdict, knew, now.as_of)
            return redirect(f"{reverse('results:results')}#{verdict.benefit.code}")
    return redirect("results:results")


def finished(request: HttpRequest, now: Occasion) -> Interview | None:
    """The interview, where all of it is answered."""
    try:
        interview = session.load(request)
    except LostAnswersError:
        return None
    if interview is None:
        return None
    replay.refresh(interview, now.screener, now.as_of)
    return interview if interview.finished else None


def had(interview: Interview, now: Occasion) -> list[Verdict]:
    """What the person can have, for choice or without."""
    found = sections(replay.screening_of(interview, now.screener, now.as_of))
    return found["have"] + found["choose"]
