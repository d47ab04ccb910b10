"""What every address of the API has in common: method, query, body, limit, language and faults."""

from __future__ import annotations

import functools
import logging
import time
import traceback
from collections.abc import Callable, Iterable, Mapping

import orjson
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt

from catalog.rules import InvalidAnswer
from eligibility.api.limits import Limiter
from eligibility.api.messages import message_of
from eligibility.api.requests import Fault, Malformed, parse, shown

LARGEST_BODY = 64 * 1024
JSON = "application/json"
Handler = Callable[..., bytes]
View = Callable[..., HttpResponse]

log = logging.getLogger("portal.api")
limiter = Limiter()


class Refused(Exception):
    """A request that is answered with faults."""

    def __init__(self, status: int, faults: Iterable[Fault], headers: Mapping[str, str] | None = None) -> None:
        super().__init__(status)
        self.status = status
        self.faults = tuple(faults)
        self.headers = headers or {}


def refused(status: int, code: str, field: str = "", **headers: str) -> Refused:
    """A refusal for one fault; `Retry_After="5"` is a header."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Refused(status, [Fault(field, InvalidAnswer(code))], named)


def endpoint(method: str, takes_query: bool = False) -> Callable[[Handler], View]:
    """Make a view of a function that answers with JSON as bytes or raises Refused."""
    methods = ("GET", "HEAD") if method == "GET" else (method,)

    def decorate(handler: Handler) -> View:
        @functools.wraps(handler)
        def view(request: HttpRequest, **place: str) -> HttpResponse:
            try:
                _limit(request)
                if request.method not in methods:
                    raise refused(405, "wrong_method", Allow=", ".join(methods))
                if not takes_query and (faults := query_faults(request)):
                    raise Refused(422, faults)
                return _answer(handler(request, **place))
            except Refused as refusal:
                return _refusal(refusal)
            except SuspiciousOperation:
                return _refusal(refused(400, "not_readable"))
            except Exception as failure:
                return _failed(failure)

        # The API knows no session, so there is nothing that a forged request could borrow.
        return csrf_exempt(view)

    return decorate


def body(request: HttpRequest) -> object:
    """The JSON value that a request carries."""
    kind = request.content_type
    charset = (request.content_params or {}).get("charset", "utf-8").lower()
    if kind != JSON or charset not in ("utf-8", "utf8"):
        raise refused(415, "not_json_type")
    length: str = request.META.get("CONTENT_LENGTH") or "0"
    if length.isdigit() and int(length[:20]) > LARGEST_BODY:
        raise refused(413, "too_large_body")
    try:
        return parse(request.body)
    except Malformed as fault:
        raise refused(400, fault.code) from None
    except UnreadablePostError:
        raise refused(400, "not_readable") from None


def language() -> str:
    """The language of the answer: Chinese unless the reader prefers English."""
    return "en" if (get_language() or "").startswith("en") else "zh-hans"


def _limit(request: HttpRequest) -> None:
    most: int = settings.API_RATE
    if most and (seconds := limiter.wait(request.META.get("REMOTE_ADDR", ""), most, time.time())):
        raise refused(429, "too_many", Retry_After=str(seconds))


def query_faults(request: HttpRequest, known: frozenset[str] = frozenset()) -> list[Fault]:
    """Parameters that would be ignored, above all answers in an address."""
    if not request.META.get("QUERY_STRING"):
        return []
    faults = [Fault(shown(name), InvalidAnswer("unknown_field")) for name in request.GET if name not in known]
    twice = (name for name in sorted(known) if len(request.GET.getlist(name)) > 1)
    return faults + [Fault(name, InvalidAnswer("repeated_field")) for name in twice]


def _answer(content: bytes, status: int = 200) -> HttpResponse:
    return HttpResponse(content, status=status, content_type=JSON, headers={"Cache-Control": "no-store"})


def _refusal(refusal: Refused) -> HttpResponse:
    errors = [{"field": fault.field, "message": message_of(fault.cause)} for fault in refusal.faults]
    response = _answer(orjson.dumps({"errors": errors}), refusal.status)
    for name, value in refusal.headers.items():
        response.headers[name] = value
    return response


def _failed(failure: Exception) -> HttpResponse:
    """A fault of the portal's own: where it happened goes to the log, what it said does not.

    The message of an exception may quote an answer.
    """
    frames = [f"{one.filename}:{one.lineno} {one.name}" for one in traceback.extract_tb(failure.__traceback__)]
    fields = {"exception": type(failure).__name__, "frames": frames}
    log.error("request failed", extra={"fields": fields})
    return _refusal(refused(500, "failed"))
