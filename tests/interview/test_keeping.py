"""Where answers are kept, for how long, and what a page costs."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from cryptography.fernet import Fernet
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import Settings

from catalog.in_force import screener_on
from eligibility.session import KEY
from tests.interview.conftest import Visitor

TRANSACTION = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


def queries(act: Callable[[], object]) -> list[str]:
    """The statements that something takes, without the marks of transactions."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        act()
    return [one["sql"] for one in captured if not one["sql"].startswith(TRANSACTION)]


def test_answers_are_encrypted(visitor: Visitor) -> None:
    visitor.start("father").go_on(until="pension")
    row = Session.objects.get()
    assert set(row.get_decoded()) == {KEY}
    kept = row.get_decoded()[KEY]
    assert not any(word in kept for word in ("1951", "kecheng", "father"))


def test_an_old_key_still_opens(visitor: Visitor, settings: Settings) -> None:
    visitor.start().go_on(until="pension")
    settings.ANSWERS_KEYS = [Fernet.generate_key().decode(), *settings.ANSWERS_KEYS]
    assert visitor.get("/ask/pension/").status_code == 200
    visitor.go_on(until="assistance")
    settings.ANSWERS_KEYS = settings.ANSWERS_KEYS[:1]
    assert visitor.get("/ask/assistance/").status_code == 200
    settings.ANSWERS_KEYS = [Fernet.generate_key().decode()]
    assert "请重新开始" in visitor.text("/ask/assistance/")


def test_no_answer_is_in_an_address_or_a_cache(visitor: Visitor) -> None:
    visitor.start()
    while visitor.question:
        assert "?" not in visitor.at
        assert visitor.get(visitor.at).headers["Cache-Control"] == "no-store, private"
        visitor.go_on(until=None)
    assert visitor.get("/results/").headers["Cache-Control"] == "no-store, private"


def test_twenty_idle_hours(visitor: Visitor) -> None:
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        visitor.start().go_on(until="pension")
        clock.shift(timedelta(hours=19, minutes=59))
        assert visitor.get("/ask/pension/").status_code == 200
        clock.shift(timedelta(hours=19, minutes=59))
        assert visitor.get("/ask/pension/").status_code == 200
        clock.shift(timedelta(hours=20, seconds=1))
        assert "请重新开始" in visitor.text("/ask/pension/")


def test_looking_writes_at_most_once_a_minute(visitor: Visitor) -> None:
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        visitor.start()
        before = Session.objects.get().expire_date
        clock.shift(timedelta(seconds=59))
        visitor.get("/ask/birth/")
        assert Session.objects.get().expire_date == before
        clock.shift(timedelta(seconds=1))
        visitor.get("/ask/birth/")
        assert Session.objects.get().expire_date > before


@pytest.mark.parametrize("path", ["/ask/pension/", "/ask/birth/"])
def test_a_page_takes_one_query(visitor: Visitor, path: str) -> None:
    visitor.start().go_on(until="pension")
    visitor.get(path)
    screener_on(timezone.localdate())
    assert len(queries(lambda: visitor.get(path))) <= 2


def test_an_answer_takes_a_read_and_a_write(visitor: Visitor) -> None:
    visitor.start().go_on(until="assistance")
    assert len(queries(lambda: visitor.answer("assistance", assistance="none"))) <= 3
    visitor.go_on()
    for path in ("/check/", "/results/"):
        assert len(queries(lambda path=path: visitor.get(path))) <= 3


def test_a_new_day_replays_the_answers(visitor: Visitor) -> None:
    visitor.start().go_on()
    with time_machine.travel(timezone.now() + timedelta(hours=19), tick=False):
        assert visitor.get("/results/").status_code == 200
