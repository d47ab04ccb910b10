"""What views of residents' own pages share: who asks, pages that no cache keeps, the page of a form and its faults."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

P = ParamSpec("P")


@dataclass(frozen=True)
class Visitor:
    """Who asks: from which network, in which language, when."""

    network: str
    language: str
    now: datetime

    @property
    def today(self) -> date:
        """The day of the request."""
        return timezone.localdate(self.now)


def visitor(request: HttpRequest) -> Visitor:
    """Who asks."""
    return Visitor(request.META.get("REMOTE_ADDR", ""), get_language() or "", timezone.now())


def private(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Keeps a page out of every cache and out of search engines."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store, private"
        response["X-Robots-Tag"] = "noindex"
        return response

    return wrapped


def with_form(request: HttpRequest, template: str, form: Any, status: int = 0, **context: Any) -> HttpResponse:
    """A page with a form, its faults on top."""
    faults = form.faults() if form.is_bound else []
    given = {"form": form, "faults": faults, **context}
    return render(request, template, given, status=status or (422 if faults else 200))
