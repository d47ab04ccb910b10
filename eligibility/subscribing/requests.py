"""What the views share: who asks, pages that no cache keeps, the page of a form and its faults."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from eligibility.models import Code
from eligibility.reminders.codes import SENTENCES, RefusedError
from eligibility.subscribing import visit
from eligibility.subscribing.services import Visitor

P = ParamSpec("P")
AWAY = "away"


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


def proven(
    view: Callable[Concatenate[HttpRequest, Code, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Hands a view the code that proved a number to be the visitor's; without one, asks for the number."""

    @private
    @wraps(view)
    def wrapped(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        proof = visit.load(request, timezone.now()).proof
        if proof is None:
            return redirect("subscribing:mine")
        return view(request, proof, *args, **kwargs)

    return wrapped


def refuse(form: BaseForm, field: str, refused: RefusedError) -> int:
    """Says at a field why no code goes out; the status to answer with."""
    form.add_error(field, str(SENTENCES[refused.kind]))
    return status_of(refused)


def status_of(refused: RefusedError) -> int:
    """The portal's own trouble, or too many."""
    return 503 if refused.kind == AWAY else 429


def with_form(request: HttpRequest, template: str, form: Any, status: int = 0, **context: Any) -> HttpResponse:
    """A page with a form, its faults on top."""
    faults = form.faults() if form.is_bound else []
    given = {"form": form, "faults": faults, **context}
    return render(request, template, given, status=status or (422 if faults else 200))
