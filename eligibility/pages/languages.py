"""The reader's choice of a language, kept in a cookie."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views import i18n
from django.views.decorators.http import require_POST

from catalog.languages.speaking import offered


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Keep the language, and go back to the page that it was chosen on."""
    response = i18n.set_language(request)
    chosen = request.POST.get("language", "")
    if chosen in offered():
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite="Lax",
        )
    return response
