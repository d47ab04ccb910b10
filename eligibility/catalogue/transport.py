"""Pages that are the same for everybody: their language, their caching, and no cookie that they do not need."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.response import SimpleTemplateResponse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers, set_response_etag
from django.utils.http import http_date, parse_http_date_safe
from django.views.decorators.http import require_safe

from eligibility.catalogue.history import releases

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
SECONDS_KEPT = 60
# A page may read otherwise after its program was replaced, whatever was published.
STARTED = datetime.now(UTC)


def public(view: View[P]) -> View[P]:
    """Lets everybody's browser and every proxy keep a page for a minute and ask whether it changed.

    `?lang=` chooses the language, and keeps it in the cookie that the whole portal reads. Somebody with answers in a
    session has a form in the head that is theirs alone; such a page is kept by nobody.
    """

    @require_safe
    @wraps(view)
    def wrapped(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        chosen = request.GET.get("lang", "")
        with translation.override(chosen if chosen in LANGUAGES else translation.get_language()):
            response = view(request, *args, **kwargs)
            if isinstance(response, SimpleTemplateResponse):
                response.render()
            response.headers.setdefault("Content-Language", translation.get_language() or "")
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        if chosen in LANGUAGES:
            _keep_language(response, chosen)
        return _kept(request, response, private=chosen in LANGUAGES or has_answers(request))

    return wrapped


def has_answers(request: HttpRequest) -> bool:
    """Whether the browser has a session, and so may have answers to clear."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def _keep_language(response: HttpResponse, language: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,  # type: ignore[arg-type]
    )


def _kept(request: HttpRequest, response: HttpResponse, private: bool) -> HttpResponse:
    if private:
        patch_cache_control(response, private=True, no_cache=True)
        return response
    patch_cache_control(response, public=True, max_age=SECONDS_KEPT)
    if response.status_code >= 300:
        return response
    set_response_etag(response)
    response.headers["Last-Modified"] = http_date(changed_at().timestamp())
    modified = parse_http_date_safe(response.headers["Last-Modified"])
    answer = get_conditional_response(request, response.headers["ETag"], modified, response)
    return answer if isinstance(answer, HttpResponse) else response


def changed_at() -> datetime:
    """When what is shown may have changed last: by a publish, by an edition's day, or by a new program."""
    today = timezone.localdate()
    days = (one.effective_from for one in releases() if one.effective_from <= today)
    in_force = (datetime.combine(day, time.min, timezone.get_current_timezone()) for day in days)
    return max((STARTED, *(one.published_at for one in releases()), *in_force))


def show(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200, indexed: bool = True
) -> HttpResponse:
    """A page of the catalogue with its own address for search engines and its address in the other language."""
    language = request.GET.get("lang", "")
    address = request.build_absolute_uri(request.path)
    other = next(code for code in reversed(LANGUAGES) if code != translation.get_language())
    head = {
        "address": address,
        "canonical": f"{address}?lang={language}" if language in LANGUAGES else address,
        "alternates": [(_tag(code), f"{address}?lang={code}") for code in LANGUAGES],
        "other_language": (other, _tag(other), f"?{urlencode({**request.GET.dict(), 'lang': other})}"),
        "has_answers": has_answers(request),
        "indexed": indexed and status == 200,
    }
    return render(request, template, {**head, **context}, status=status)


def _tag(language: str) -> str:
    """A language as HTML names it."""
    return "zh-Hans" if language == "zh-hans" else language
