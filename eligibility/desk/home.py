"""The desk's first page: what is to be done today."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from eligibility.desk.access import at_desk


@require_safe
@at_desk
def home(request: HttpRequest) -> HttpResponse:
    """Where the work of the day stands."""
    return render(request, "desk/home.html")
