"""The results page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from eligibility import session
from eligibility.results import services
from eligibility.session import LostAnswersError


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """What the person can have; `folded=no` opens everything, for paper without script."""
    try:
        interview = session.load(request)
        found = services.results(interview) if interview else None
    except LostAnswersError:
        return redirect("interview:check")
    if found is None:
        return redirect("interview:check")
    response = render(request, "results/page.html", {"results": found, "unfolded": request.GET.get("folded") == "no"})
    response["Cache-Control"] = "no-store, private"
    return response
