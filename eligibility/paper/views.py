"""The summary as a page to look at and to print, and the press that has it made as PDF."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from eligibility import session
from eligibility.keeping import way_back
from eligibility.looks import look_of
from eligibility.models import UsageCount
from eligibility.occasion import Occasion, on_occasion
from eligibility.paper import services, waiting
from eligibility.session import Interview, LostAnswersError
from eligibility.usage import visits


@require_safe
@on_occasion
def summary(request: HttpRequest, now: Occasion) -> HttpResponse:
    """The paper in one of its forms, as it will be printed."""
    interview = _interview(request)
    if interview is None:
        return redirect("interview:check")
    back = way_back(request, interview, timezone.now())
    form = services.form_of(request.GET.get("form"), look_of(request).simple)
    found = services.summary(interview, now, form, back)
    if found is None:
        return redirect("interview:check")
    visits.did(request, interview, UsageCount.What.PRINTED, now.as_of)
    context = {"summary": found, "forms": services.forms(form), "as_pdf": now.trying is None}
    return render(request, "paper/page.html", context)


@require_POST
@on_occasion
def pdf(request: HttpRequest, now: Occasion) -> HttpResponse:
    """Has the paper made as PDF; a trial's is only looked at, so that no draft goes from hand to hand."""
    interview = _interview(request)
    form = services.form_of(request.POST.get("form"), look_of(request).simple)
    if interview is None or now.trying is not None or services.summary(interview, now, form, None) is None:
        return redirect("paper:summary")
    return waiting.asked(request, interview, now, form, way_back(request, interview, timezone.now()))


def _interview(request: HttpRequest) -> Interview | None:
    """The interview; None where there is none, or none that can be read."""
    try:
        return session.load(request)
    except LostAnswersError:
        return None
