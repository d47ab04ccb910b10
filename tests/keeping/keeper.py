"""Answers to keep, and a request with a session to keep the way back in."""

from datetime import UTC, datetime

from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.test import RequestFactory

from eligibility.keeping.storing import keep
from eligibility.keeping.ways import Held
from eligibility.session import Interview

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)  # noon in Shanghai
NETWORK = "203.0.113.7"


def interview(**given: object) -> Interview:
    """Somebody's mother, and one marker that must not be found anywhere in the clear."""
    answers = {"birth_date": "1941-03-02", "hukou": "kecheng", **given}
    return Interview("mother", answers, [("birth", ("birth_date",))], None, 0, "stamp", {"quzhou-43": "2026-03-01"})


def kept(**given: object) -> Held:
    """Her answers, kept."""
    return keep(interview(**given), NETWORK, NOW)


def request() -> HttpRequest:
    """A request of somebody whose session is empty."""
    made = RequestFactory().get("/", HTTP_HOST="localhost")
    made.session = SessionStore()
    return made
