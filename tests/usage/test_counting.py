"""Counts are gathered in the process, added to the totals, and lost where the database is away."""

import threading
from datetime import date
from typing import Any

import pytest
from django.db import OperationalError, connection
from pytest_django.fixtures import Settings

from eligibility.models import UsageCount
from eligibility.usage import counting
from eligibility.usage.counting import Cell, What, count, flush, write
from tests.usage.conftest import totals

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)
SEEN = Cell(DAY, What.SEEN, "birth")


def test_counts_of_several_processes_add_up(counted: None) -> None:
    for times in (1, 2):
        count(*[SEEN] * times)
        flush()
    write({SEEN: 4, Cell(DAY, What.FOUND, "benefit", "list-2023"): 1})
    assert totals() == {("seen", "birth"): 7, ("found", "benefit"): 1}
    assert UsageCount.objects.get(what="found").edition == "list-2023"
    assert UsageCount.objects.get(what="seen").day == DAY


def test_counting_asks_the_database_nothing(counted: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        count(SEEN, SEEN)
    assert totals() == {("seen", "birth"): 2}


def test_a_portal_that_does_not_count_keeps_nothing(counted: None, settings: Settings) -> None:
    settings.USAGE_SECONDS = 0
    count(SEEN)
    settings.USAGE_SECONDS = 3600
    assert totals() == {}


def test_without_a_database_counts_are_lost_and_nothing_fails(counted: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(counts: Any) -> None:
        raise OperationalError("away")

    with monkeypatch.context() as patch:
        patch.setattr(counting, "write", away)
        count(SEEN)
        flush()
    assert totals() == {}


def test_threads_lose_nothing(counted: None) -> None:
    threads = [threading.Thread(target=lambda: [count(SEEN) for _ in range(500)]) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert totals() == {("seen", "birth"): 4000}


def test_each_process_has_one_writer_that_ends_with_it(counted: None) -> None:
    for _ in range(3):
        count(SEEN)
    writers = [one for one in threading.enumerate() if one.name == "usage"]
    assert [one.daemon for one in writers] == [True]


def test_a_total_is_one_row(counted: None) -> None:
    for _ in range(3):
        count(SEEN)
        flush()
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM eligibility_usagecount")
        assert cursor.fetchone()[0] == 1
