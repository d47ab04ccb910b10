"""A self-service terminal: nothing leads out of the portal, and nobody finds what the last person answered."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from eligibility import session
from eligibility.looks import forget_choices, keep_kiosk, look_of

# A link to another host, to a phone or to a mailbox; those of the portal are written without a host.
OUT = re.compile(r'<a\b[^>]*\bhref="(?:[a-z][a-z0-9+.-]*:|//)[^>]*>(.*?)</a>', re.DOTALL | re.IGNORECASE)


class KioskMiddleware:
    """Makes plain text of each link that leaves the portal, whichever page it stands on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, at a kiosk without ways out."""
        response = self.get_response(request)
        html = response.get("Content-Type", "").startswith("text/html")
        if html and not response.streaming and look_of(request).kiosk:
            response.content = OUT.sub(r'<span class="no-link">\1</span>', response.content.decode()).encode()
        return response


@require_safe
@never_cache
def begin(request: HttpRequest) -> HttpResponse:
    """Makes a kiosk of this browser: the address that its terminal starts with."""
    response = redirect("interview:landing")
    keep_kiosk(response, True)
    return response


@require_safe
@never_cache
def end(request: HttpRequest) -> HttpResponse:
    """Makes an ordinary browser of it again."""
    response = redirect("interview:landing")
    keep_kiosk(response, False)
    return response


@require_safe
@never_cache
def over(request: HttpRequest) -> HttpResponse:
    """Where a kiosk without script goes by itself when nobody has pressed anything for ten minutes.

    A page can only be refreshed with GET, so this erases with GET, at kiosks alone.
    """
    response = redirect("interview:landing")
    if look_of(request).kiosk:
        session.end(request)
        forget_choices(response)
    return response
