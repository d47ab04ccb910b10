"""The results page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from catalog.permissions import may
from eligibility import session
from eligibility.occasion import Occasion, on_occasion
from eligibility.results import services
from eligibility.session import LostAnswersError


@require_safe
@on_occasion
def results(request: HttpRequest, now: Occasion) -> HttpResponse:
    """What the person can have; `folded=no` opens everything, for paper without script."""
    try:
        interview = session.load(request)
        found = services.results(interview, now) if interview else None
    except LostAnswersError:
        return redirect("interview:check")
    if found is None:
        return redirect("interview:check")
    context = {
        "results": found,
        "unfolded": request.GET.get("folded") == "no",
        "may_keep": may(request.user, "edit"),  # asks the database nothing for residents
    }
    return render(request, "results/page.html", context)
