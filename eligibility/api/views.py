"""The addresses of the API; nothing that is asked of them is stored."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import orjson
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext

from catalog.in_force import screener_on
from catalog.rules import Screening
from eligibility.api import listing, shapes
from eligibility.api.document import document
from eligibility.api.requests import INTERVIEW, SCREENING, Asked, Terms, read, read_day
from eligibility.api.transport import Refused, body, endpoint, language, query_faults, refused
from eligibility.presenter import Translate, present_json, same

AS_OF = frozenset({"as_of"})


@endpoint("POST")
def screenings(request: HttpRequest) -> bytes:
    """Every verdict, award and missing fact for one person on one day."""
    screening, _ = _screened(request, SCREENING)
    return present_json(screening, language(), translation())


@endpoint("POST")
def next_question(request: HttpRequest) -> bytes:
    """The question to ask next of a person of whom this much is known."""
    screening, declined = _screened(request, INTERVIEW)
    found = screening.next_question(declined)
    regions = screening.screener.regions
    answer: shapes.Next = {
        "question": listing.question(*found, regions, translation()) if found else None,
        "undetermined": screening.undetermined,
    }
    return orjson.dumps(answer)


@endpoint("GET")
def facts(request: HttpRequest) -> bytes:
    """The facts and regions that a request may name."""
    terms, translate = terms_on(timezone.localdate()), translation()
    answer: shapes.Facts = {
        "facts": [listing.fact(one, terms.regions, translate) for one in terms.facts.values()],
        "regions": [listing.place(one, translate) for one in terms.regions.values()],
    }
    return orjson.dumps(answer)


@endpoint("GET", takes_query=True)
def catalogues(request: HttpRequest) -> bytes:
    """The lists in force on a day."""
    day = _day(request)
    answer: shapes.Catalogues = {
        "as_of": day.isoformat(),
        "catalogues": [listing.entry(book) for book in screener_on(day).rulebooks],
    }
    return orjson.dumps(answer)


@endpoint("GET", takes_query=True)
def catalogue(request: HttpRequest, region: str) -> bytes:
    """One region's whole list as it is in force on a day."""
    for book in screener_on(_day(request)).rulebooks:
        if book.region == region:
            return orjson.dumps(listing.full(book, translation()))
    raise refused(404, "no_such_catalogue", "region")


@endpoint("GET")
def openapi(request: HttpRequest) -> bytes:
    """This API's own description."""
    return orjson.dumps(document(terms_on(timezone.localdate()), translation()))


@endpoint("GET")
def missing(request: HttpRequest, rest: str = "") -> bytes:
    """Any other address below /api/."""
    raise refused(404, "no_such_address")


def terms_on(day: date) -> Terms:
    """What a request for a day may speak of; where no list was in force yet, what one may speak of today."""
    screener = screener_on(day)
    words = screener if screener.rulebooks else screener_on(timezone.localdate())
    return Terms(words.facts, words.regions, day)


def _screened(request: HttpRequest, allowed: Collection[str]) -> tuple[Screening, frozenset[str]]:
    asked = read(body(request), allowed, terms_on, timezone.localdate())
    if asked.faults:
        raise Refused(422, asked.faults)
    screening = screener_on(asked.as_of).screen(asked.answers, asked.as_of, asked.regions)
    return screening, asked.declined


def _day(request: HttpRequest) -> date:
    today = timezone.localdate()
    asked = Asked(today, faults=query_faults(request, AS_OF))
    day = read_day(request.GET.get("as_of"), asked)
    if asked.faults:
        raise Refused(422, asked.faults)
    return day or today


def translation() -> Translate:
    """How words are put in the language of the reader."""
    return same if language() == "zh-hans" else _gettext


def _gettext(text: str) -> str:
    """A translation; gettext would answer an empty text with its catalogue's header."""
    return gettext(text) if text else text
