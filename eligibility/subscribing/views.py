"""A resident asks to be reminded of what the results hold, and is told that it begins."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from eligibility import session
from eligibility.models import Code
from eligibility.occasion import Occasion, on_occasion
from eligibility.reminders.channels.registry import offered
from eligibility.reminders.codes import RefusedError
from eligibility.reminders.due import Proposal
from eligibility.requests import private, visitor, with_form
from eligibility.session import Interview, LostAnswersError
from eligibility.subscribing import keeping, services, visit
from eligibility.subscribing.forms import SubscribeForm
from eligibility.subscribing.requests import proven, refuse
from eligibility.wording import AUDIENCES


@require_http_methods(["GET", "HEAD", "POST"])
@private
@on_occasion
def subscribe(request: HttpRequest, now: Occasion) -> HttpResponse:
    """What to be reminded of, where to, and that one agrees."""
    try:
        interview = session.load(request)
    except LostAnswersError:
        return redirect("interview:check")
    things = services.proposals(interview, now)
    if interview is None or things is None:
        return redirect("results:results")
    channels = offered()
    if not things or not channels:
        return render(request, "subscribing/nothing.html", {"offered": bool(channels)})
    return _subscribe(request, interview, things, channels)


def _subscribe(request: HttpRequest, interview: Interview, things: list[Proposal], channels: list[str]) -> HttpResponse:
    rows = [(one.key, services.in_words(one)) for one in things]
    form = SubscribeForm(request.POST if request.method == "POST" else None, channels, rows)
    status = 0
    if form.is_valid():
        chosen = [one for one in things if one.key in form.cleaned_data["things"]]
        try:
            code = services.subscribe(interview, chosen, form.address, visitor(request))
        except RefusedError as refused:
            status = refuse(form, form.first, refused)
        else:
            visit.wait_for(request, code)
            return redirect("subscribing:code")
    words = AUDIENCES[interview.audience].words()
    return with_form(request, "subscribing/subscribe.html", form, status, words=words)


@require_safe
@proven
def done(request: HttpRequest, proof: Code) -> HttpResponse:
    """It begins: of what, from when, and how it is ended."""
    found = [one for one in keeping.kept(proof) if one.subscription.active]
    if not found:
        return redirect("subscribing:mine")
    return render(request, "subscribing/done.html", {"kept": found, "address": services.address_of(proof)})
