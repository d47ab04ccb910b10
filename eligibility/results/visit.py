"""Hands a page of the results the interview and its screening, or goes back to where the interview stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from catalog.rules import Screening
from eligibility import session
from eligibility.occasion import Occasion, on_occasion
from eligibility.results import services
from eligibility.session import Interview, LostAnswersError

P = ParamSpec("P")


@dataclass(frozen=True)
class Visit:
    """A finished interview on an occasion, and what follows from it."""

    interview: Interview
    screening: Screening
    now: Occasion


def of_results(
    view: Callable[Concatenate[HttpRequest, Visit, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Hands a view its visit; never cached."""

    @on_occasion
    @wraps(view)
    def wrapped(request: HttpRequest, now: Occasion, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            interview = session.load(request)
        except LostAnswersError:
            interview = None
        screening = services.screening_of(interview, now) if interview else None
        if interview is None or screening is None:
            return redirect("interview:check")
        return view(request, Visit(interview, screening, now), *args, **kwargs)

    return wrapped
