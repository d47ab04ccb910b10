"""After a publish every watch is counted by the new rules, once, in slices, and no other is touched."""

from copy import deepcopy
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.in_force import publish_stamp
from catalog.loading import load_edition
from catalog.publishing import publish
from eligibility.models import Subscription, Watch
from eligibility.reminders import recounting, tasks
from eligibility.reminders.due import refresh, woken
from eligibility.reminders.recounting import behind, recount
from tests.reminders.conftest import EARLY, assessment, edition, in_words

TODAY, LAST = date(2026, 11, 23), date(2026, 5, 1)


@pytest.fixture(autouse=True)
def _from_the_start(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("settled", "seen"):
        monkeypatch.setattr(recounting._Looks, name, None)
    in_words()
    publish(load_edition(deepcopy(EARLY)))


def watching(subscription: Subscription, kind: str = "renewal", **more: object) -> Watch:
    """A watch over the assessment, as the first edition counts it."""
    fields = {"region": "quzhou", "benefit": "assessment", "stages": [[None, "younger"]], "last": LAST}
    watch = Watch(subscription=subscription, kind=kind, **{**fields, **more})
    refresh(watch, TODAY)
    watch.save()
    return watch


def change(*benefits: dict[str, object], day: date = date(2026, 12, 1)) -> None:
    """Publish a list of these benefits from a day."""
    publish(load_edition(edition("quzhou-2026", day, list(benefits))))


def test_a_change_of_rule_moves_the_due_day(subscription: Subscription) -> None:
    watch = watching(subscription)
    assert watch.due_on == date(2028, 5, 1)
    change(assessment(6, 12))
    assert behind()
    assert recount(TODAY) == 1
    watch.refresh_from_db()
    assert (watch.due_on, watch.wake_on, watch.stamp) == (date(2027, 5, 1), date(2027, 4, 1), publish_stamp())
    assert not behind()


def test_what_stays_due_on_its_day_is_not_told_of_again(subscription: Subscription) -> None:
    watch = watching(subscription, last=date(2024, 12, 20))
    assert woken(watch, date(2026, 11, 24))
    watch.save()
    change(assessment(12, 24))
    assert recount(date(2026, 11, 25)) == 0
    watch.refresh_from_db()
    assert (watch.announced_for, watch.wake_on) == (date(2026, 12, 20), date(2026, 12, 21))


def test_a_due_day_that_moves_away_and_back_does_not_end_before_it_comes(subscription: Subscription) -> None:
    watch = watching(subscription, last=date(2024, 12, 20))
    assert woken(watch, date(2026, 11, 24))
    watch.save()
    for months in (36, 24):
        change(assessment(12, months))
        assert recount(date(2026, 11, 25)) == 1
    watch.refresh_from_db()
    assert (watch.due_on, watch.wake_on) == (date(2026, 12, 20), date(2026, 12, 21))


def test_a_benefit_that_is_gone_is_not_reminded_of(subscription: Subscription) -> None:
    renewal = watching(subscription)
    birthday = watching(subscription, "birthday", stages=[["2028-03-02", "younger"]], last=None)
    assert birthday.due_on == date(2028, 3, 2)
    change()
    assert recount(TODAY) == 2
    for watch in (renewal, birthday):
        watch.refresh_from_db()
        assert (watch.due_on, watch.wake_on) == (None, None)
    change(assessment(12, 24))
    recount(TODAY)
    birthday.refresh_from_db()
    assert (birthday.due_on, birthday.wake_on) == (date(2028, 3, 2), date(2028, 2, 17))


def test_in_slices_that_each_commit(subscription: Subscription, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recounting, "SLICE", 2)
    for place in range(5):
        watching(subscription, benefit="assessment" if not place else f"gone-{place}")
    change(assessment(12, 12))
    assert recount(TODAY) == 1
    assert not Watch.objects.exclude(stamp=publish_stamp()).exists()


def test_looking_costs_nothing_once_all_are_counted(
    subscription: Subscription, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [1000.0]
    monkeypatch.setattr(recounting, "monotonic", lambda: clock[0])
    watching(subscription)
    assert not behind()
    late = watching(subscription, "birthday")
    Watch.objects.filter(pk=late.pk).update(stamp=None)
    assert behind()
    recount(TODAY)
    for _look in range(2):
        assert not behind()
        clock[0] += 60
    with CaptureQueriesContext(connection) as asked:
        assert not behind()
    assert not [one for one in asked if "watch" in one["sql"]]


def test_the_tick_asks_for_it_until_it_is_done(subscription: Subscription, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(tasks.send, "delay", lambda number: None)
    monkeypatch.setattr(tasks.recount, "delay", lambda: asked.append("recount"))
    watch = watching(subscription)
    change(assessment(6, 12))
    tasks.tick()
    assert asked == ["recount"]
    tasks.recount()
    tasks.tick()
    assert asked == ["recount"]
    watch.refresh_from_db()
    assert watch.due_on == date(2027, 5, 1)
