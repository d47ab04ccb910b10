"""Opens a scenario in the interview, and brings what was answered back to it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest

from catalog.models import Edition, Fact, Scenario
from catalog.scenarios import keep_answers
from catalog.trying import trials
from eligibility import replay, session
from eligibility.occasion import Occasion
from eligibility.session import Interview

ASIDE = "interview_aside"  # the interview that was under way when a scenario was opened


def open_scenario(request: HttpRequest, user: User, scenario: Scenario, edition: Edition | None) -> None:
    """A trial on the scenario's day with its answers; what it does not say is answered as not known."""
    under_way = request.session.get(session.KEY)
    if under_way is not None:
        request.session.setdefault(ASIDE, under_way)
    unknown = dict.fromkeys(Fact.objects.values_list("code", flat=True))
    session.save(request, Interview("client", {**unknown, **scenario.answers}))
    trials.begin(request.session, user, scenario.as_of, edition, scenario)


def leave(request: HttpRequest) -> None:
    """Ends a trial; the interview that a scenario had put aside goes on."""
    trial = request.session.get(trials.KEY) or {}
    trials.end(request.session)
    under_way = request.session.pop(ASIDE, None)
    if under_way is not None:
        request.session[session.KEY] = under_way
    elif trial.get("scenario"):
        request.session.pop(session.KEY, None)


def keep(request: HttpRequest, now: Occasion) -> Scenario | None:
    """The scenario that is open, with the answers of the interview; None where there is none of either."""
    interview = session.load(request)
    if now.trying is None or now.trying.scenario is None or interview is None:
        return None
    replay.refresh(interview, now.screener, now.as_of)
    return keep_answers(now.trying.scenario, interview.given, by=now.trying.user)


def answered(request: HttpRequest, now: Occasion) -> dict[str, Any] | None:
    """The answers of a finished interview, as JSON values; None where it is not finished."""
    interview = session.load(request)
    if interview is None:
        return None
    replay.refresh(interview, now.screener, now.as_of)
    return replay.answered(interview, now.screener) if interview.finished else None
