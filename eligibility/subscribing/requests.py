"""What the views share: that a number was proven, and why no code goes out."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from eligibility.models import Code
from eligibility.reminders.codes import SENTENCES, RefusedError
from eligibility.requests import private
from eligibility.subscribing import visit

P = ParamSpec("P")
AWAY = "away"


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
