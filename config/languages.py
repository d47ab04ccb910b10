"""Which language a request is answered in: those that staff added, beside those that the portal ships with."""

from __future__ import annotations

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

from catalog.languages.speaking import offered


class LanguageMiddleware(LocaleMiddleware):
    """Django's, and the language of the cookie where staff offer it."""

    def process_request(self, request: HttpRequest) -> None:
        """Speak the reader's language."""
        super().process_request(request)
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if chosen and chosen not in dict(settings.LANGUAGES) and chosen in _offered():
            translation.activate(chosen)
            request.LANGUAGE_CODE = chosen


def _offered() -> dict[str, str]:
    """What is offered; nothing while the database is away, so that its error page can be shown."""
    try:
        return offered()
    except DatabaseError:
        return {}
