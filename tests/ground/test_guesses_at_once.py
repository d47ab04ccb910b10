"""A hundred wrong codes at the same instant, on a real PostgreSQL: no more of them are looked at than one by one."""

import pytest
from django.db import connection
from django.utils import timezone

from eligibility.keeping import trying
from eligibility.keeping.storing import by_code
from eligibility.keeping.trying import TooManyError
from eligibility.models import Try
from tests.ground.test_two_editors import at_once

HUNDRED, CROWD = 100, 20
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def on_postgresql(db: None) -> None:
    """These tests are about its locks."""
    assert connection.vendor == "postgresql", "run these tests through script/test"


def attempt(place: int, network: str) -> str:
    """Type a wrong code; what came of it."""
    try:
        assert by_code(f"{place:012}", network, timezone.now()) is None
    except TooManyError as refused:
        return refused.kind
    return "looked"


def many(*networks: str) -> list[str]:
    """Every one in a thread of its own; a server has fewer connections than a hundred, so in twenties."""
    ended: list[str] = []
    for start in range(0, len(networks), CROWD):
        crowd = networks[start : start + CROWD]
        ended += at_once(*(lambda place=place, one=one: attempt(place, one) for place, one in enumerate(crowd)))
    return ended


def test_of_a_hundred_by_one_visitor_ten_are_looked_at() -> None:
    ended = many(*(["203.0.113.7"] * HUNDRED))
    assert (ended.count("looked"), ended.count("visitor")) == (10, HUNDRED - 10)
    assert Try.objects.count() == 10


def test_of_a_hundred_by_a_hundred_together_as_many_as_all_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(trying.MOST, Try.What.OPEN, (10, 33))
    ended = many(*(f"198.51.100.{place}" for place in range(HUNDRED)))
    assert (ended.count("looked"), ended.count("everybody")) == (33, HUNDRED - 33)
    assert Try.objects.count() == 33
