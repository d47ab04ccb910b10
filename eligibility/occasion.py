"""The lists and the day that a request is answered with: today's, or those that staff try."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from catalog.admin.trial import mends
from catalog.in_force import screener_on
from catalog.rules import Screener
from catalog.trying.trials import BrokenDraft, Trying, trying

P = ParamSpec("P")


@dataclass(frozen=True)
class Occasion:
    """The lists and the day; `trying` where staff try something."""

    screener: Screener
    as_of: date
    trying: Trying | None = None

    def on(self, day: date) -> Occasion:
        """The same on another day, with the lists that are in force on it; raises BrokenDraft."""
        if self.trying is None:
            return Occasion(screener_on(day), day)
        trial = replace(self.trying, day=day)
        return Occasion(trial.screener(), day, trial)


def occasion(request: HttpRequest) -> Occasion:
    """The occasion of a request; raises BrokenDraft where staff try a draft that cannot be used."""
    trial = trying(request)
    if trial is None:
        as_of = timezone.localdate()
        return Occasion(screener_on(as_of), as_of)
    request.trying = trial  # type: ignore[attr-defined]  # for the banner over every page
    return Occasion(trial.screener(), trial.day, trial)


def on_occasion(
    view: Callable[Concatenate[HttpRequest, Occasion, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Hands a view its occasion; a draft that cannot be used is told with what to mend."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            response = view(request, occasion(request), *args, **kwargs)
        except BrokenDraft as fault:
            context = {"edition": fault.edition, "mends": mends(fault.edition, fault.problems)}
            response = render(request, "trial/broken.html", context, status=409)
        response["Cache-Control"] = "no-store, private"
        return response

    return wrapped
