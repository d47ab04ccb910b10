"""Where a visitor stands: the answers under way, what is kept of them, and answers brought in their place."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest

from eligibility import replay, session
from eligibility.keeping.storing import interview_of
from eligibility.keeping.ways import Held, held_in, hold_on, mark_of, way_back
from eligibility.models import Kept
from eligibility.occasion import Occasion
from eligibility.session import Interview, LostAnswersError


def under_way(request: HttpRequest) -> Interview | None:
    """The interview; None where there is none, or none that can be read."""
    try:
        return session.load(request)
    except LostAnswersError:
        return None


def finished(request: HttpRequest, now: Occasion) -> Interview | None:
    """An interview that has results which are somebody's own; None for what staff only try."""
    interview = under_way(request)
    if interview is None or now.trying is not None:
        return None
    replay.refresh(interview, now.screener, now.as_of)
    return interview if interview.finished else None


def would_lose(request: HttpRequest, at: datetime) -> bool:
    """Whether answers are under way that are kept nowhere."""
    interview = under_way(request)
    return interview is not None and bool(interview.given) and way_back(request, interview, at) is None


def bring(request: HttpRequest, interview: Interview, now: Occasion) -> None:
    """Puts answers into the session, as today's lists take them, under a key that nobody can have learnt before."""
    replay.refresh(interview, now.screener, now.as_of)
    request.session.cycle_key()
    session.save(request, interview)


def bring_kept(request: HttpRequest, row: Kept, now: Occasion, at: datetime, secret: str = "", code: str = "") -> bool:
    """Puts kept answers into the session, with the way that they were found by; whether they could be read."""
    interview = interview_of(row)
    if interview is None:
        return False
    bring(request, interview, now)
    found = held_in(request, at)
    known = found[0] if found and found[0].pk == row.pk else Held(row.pk, "", "", "")
    hold_on(request, Held(row.pk, secret or known.secret, code or known.code, mark_of(interview)))
    return True
