"""The rules in force: the right editions on each day, compiled once a publish, never once a request."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog import in_force
from catalog.in_force import rulebook_on, screener_on
from catalog.loading import load_edition
from catalog.models import Edition
from catalog.publishing import clone, publish
from catalog.rules import Rulebook, Screener
from tests.catalog.conftest import Data
from tests.real_lists import put_in_force

TODAY = date(2026, 11, 23)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """How often rulebooks are read and screeners compiled, from an empty cache on."""
    counts = {"read": 0, "compiled": 0}
    read = Rulebook.from_json

    def reading(data: Any) -> Rulebook:
        counts["read"] += 1
        return read(data)

    class Compiling(Screener):
        def __init__(self, *args: Any) -> None:
            counts["compiled"] += 1
            super().__init__(*args)

    class Books:
        from_json = staticmethod(reading)

    monkeypatch.setattr(in_force, "Rulebook", Books)
    monkeypatch.setattr(in_force, "Screener", Compiling)
    monkeypatch.setattr(in_force._watch, "shelf", None)
    return counts


def test_compiled_once_whatever_is_asked(published: Edition, counted: dict[str, int]) -> None:
    first = screener_on(TODAY)
    with CaptureQueriesContext(connection) as asked:
        assert all(screener_on(TODAY) is first for _ in range(50))
        assert screener_on(date(2026, 12, 31)) is first
    assert counted == {"read": 1, "compiled": 1}
    assert len(asked) == 0


def test_one_cheap_look_half_a_second(
    published: Edition, counted: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [1000.0]
    monkeypatch.setattr(in_force, "monotonic", lambda: clock[0])
    screener_on(TODAY)
    for _ in range(20):
        clock[0] += 0.5
        with CaptureQueriesContext(connection) as asked:
            screener_on(TODAY)
        assert len(asked) <= 1
    assert counted == {"read": 1, "compiled": 1}


def test_a_publish_elsewhere_is_seen_within_a_second(
    published: Edition, counted: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [1000.0]
    monkeypatch.setattr(in_force, "monotonic", lambda: clock[0])
    monkeypatch.setattr(in_force, "recheck", lambda: None)
    assert [book.edition for book in screener_on(TODAY).rulebooks] == ["quzhou-2023"]
    publish(clone(published))
    clock[0] += 1.0
    assert [book.edition for book in screener_on(TODAY).rulebooks] == ["quzhou-2023-v2"]
    assert counted == {"read": 2, "compiled": 2}


def test_here_a_publish_is_seen_at_once(published: Edition) -> None:
    screener_on(TODAY)
    publish(clone(published))
    assert [book.edition for book in screener_on(TODAY).rulebooks] == ["quzhou-2023-v2"]


def test_each_day_has_its_editions(published: Edition, small: Data) -> None:
    small.update(edition="quzhou-2025", effective_from="2025-01-01")
    publish(load_edition(small))
    small.update(region="qujiang", edition="qujiang-2024", effective_from="2024-02-29")
    publish(load_edition(small))
    expected = {
        "2023-06-30": [],
        "2023-07-01": ["quzhou-2023"],
        "2024-02-28": ["quzhou-2023"],
        "2024-02-29": ["quzhou-2023", "qujiang-2024"],
        "2024-12-31": ["quzhou-2023", "qujiang-2024"],
        "2025-01-01": ["quzhou-2025", "qujiang-2024"],
    }
    found = {day: [book.edition for book in screener_on(date.fromisoformat(day)).rulebooks] for day in expected}
    assert found == expected
    book = rulebook_on("qujiang", TODAY)
    assert book is not None
    assert book.edition == "qujiang-2024"
    assert rulebook_on("zhejiang", TODAY) is None


def test_an_edition_from_a_coming_day_leaves_today_alone(published: Edition, small: Data) -> None:
    small.update(edition="quzhou-2030", effective_from="2030-01-01")
    publish(load_edition(small))
    publish(clone(published))
    assert [book.edition for book in screener_on(TODAY).rulebooks] == ["quzhou-2023-v2"]
    assert [book.edition for book in screener_on(date(2030, 1, 1)).rulebooks] == ["quzhou-2030"]


def test_figures_of_another_day_are_another_screener(published: Edition, counted: dict[str, int], small: Data) -> None:
    values = small["parameters"]["dibao_standard"]["values"]
    values.append({**values[0], "from": "2027-01-01", "value": "1100"})
    publish(load_edition(small))
    counted["read"] = 0
    assert screener_on(TODAY) is not screener_on(date(2027, 1, 1))
    assert counted["read"] == 1


def test_many_days_keep_the_cache_small(published: Edition) -> None:
    shelf = in_force._watch.current()
    for day in range(3 * in_force.DAYS_KEPT):
        screener_on(date.fromordinal(TODAY.toordinal() + day))
    assert len(shelf.by_day) <= in_force.DAYS_KEPT
    assert len(shelf.screeners) <= in_force.SCREENERS_KEPT


def test_threads_compile_once(published: Edition, counted: dict[str, int]) -> None:
    in_force._watch.current()
    shelf = in_force._watch.shelf
    assert shelf is not None
    shelf.rulebooks[published.pk, published.published_at] = Rulebook.from_json(published.rulebook)
    start = Barrier(8)

    def ask(_: int) -> Screener:
        start.wait()
        return screener_on(TODAY)

    with ThreadPoolExecutor(8) as threads:
        assert len({id(one) for one in threads.map(ask, range(8))}) == 1
    assert counted["compiled"] == 1


def test_the_next_day_begins_with_its_edition(published: Edition, client: Client, time_machine: Any) -> None:
    """At midnight in China, and not a moment before, the edition of the new day answers."""
    publish(clone(published), effective_from=date(2026, 11, 24))

    def answers_with() -> list[str]:
        return [one["edition"] for one in client.get("/api/v1/catalogues").json()["catalogues"]]

    time_machine.move_to("2026-11-23 23:59:59+08:00", tick=False)
    assert answers_with() == ["quzhou-2023"]
    time_machine.move_to("2026-11-24 00:00:00+08:00", tick=False)
    assert answers_with() == ["quzhou-2023-v2"]


def test_a_new_day_answers_with_its_editions(db: None) -> None:
    put_in_force()
    for edition in Edition.objects.published():
        publish(clone(edition), effective_from=date(2026, 11, 24))
    screener_on(TODAY)
    new = screener_on(date(2026, 11, 24))
    assert all(book.edition.endswith("-v2") for book in new.rulebooks)
