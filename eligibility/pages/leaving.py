"""Leaving quickly: what was answered is erased first, then comes a page that tells nobody anything."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from eligibility import session
from eligibility.looks import forget_choices, look_of
from eligibility.pages.months import month_of


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Erases all that the session holds, then goes to the neutral page; a script that goes there itself gets 204."""
    session.end(request)
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        response = HttpResponse(status=204)
    else:
        response = HttpResponse(status=303, headers={"Location": _away(request)})
    if look_of(request).kiosk:
        forget_choices(response)
    response["Cache-Control"] = "no-store"
    response["Clear-Site-Data"] = '"cache"'
    return response


def _away(request: HttpRequest) -> str:
    """Where one leaves to; a kiosk has nothing but the portal, so there it is the start."""
    if look_of(request).kiosk:
        return reverse("interview:landing")
    return settings.LEAVE_URL or reverse("pages:today")


@require_safe
@never_cache
def today(request: HttpRequest) -> HttpResponse:
    """A calendar of this month, without a word about the portal."""
    return render(request, "pages/today.html", {"month": month_of(timezone.localdate())})
