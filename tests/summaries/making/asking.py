"""Residents and workers who ask for papers, on one morning."""

from datetime import UTC, date, datetime, timedelta

from django.contrib.auth.models import User

from catalog.in_force import screener_on
from eligibility.models import Paper
from eligibility.occasion import Occasion
from eligibility.session import Interview
from eligibility.summaries import making, parts
from eligibility.summaries.people import Person

NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 25)
KNOWN = {"birth_date": "1941-03-02", "hukou": "kecheng", "residence": "kecheng"}


def today() -> Occasion:
    """The lists in force."""
    return Occasion(screener_on(TODAY), TODAY)


def interview(**given: object) -> Interview:
    """Somebody of 85 who knows little."""
    found = Interview("mother", {**KNOWN, **given})
    found.stamp = ""
    return found


def asked(session: str = "one", form: str = "short", at: datetime = NOW) -> Paper:
    """A resident's paper."""
    return making.ask(interview(), today(), form, session, at)


def people(count: int) -> list[Person]:
    """Some people of a list."""
    return [Person("client", KNOWN, heading=(f"QZ{number:04}",)) for number in range(count)]


def asked_for_list(count: int, at: datetime = NOW, name: str = "clerk") -> Paper:
    """A worker's list."""
    by = User.objects.filter(username=name).first() or User.objects.create_user(name, is_staff=True)
    return making.ask_for_list(people(count), today(), "short", by, at)


def work(at: datetime = NOW) -> int:
    """What a worker does until nothing waits; how many steps it took."""
    steps = 0
    while parts.work(at + timedelta(seconds=steps)):
        steps += 1
    return steps
