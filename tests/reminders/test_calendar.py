"""The calendar tells the days that the reminders then tell."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given

from catalog.rules.dates import add_months
from eligibility.models import Subscription
from eligibility.reminders.calendar import Event, events
from eligibility.reminders.due import woken
from tests.reminders.conftest import CHANGES
from tests.reminders.test_due import TODAY, births, drawn, lasts, proposed, screened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("changing")]
UNTIL = add_months(TODAY, 60)


def of(benefit: str, found: list[Event]) -> list[tuple[date, str, str]]:
    """The days of one benefit, and what they are."""
    return [(one.day, one.what, one.says) for one in found if one.benefit == benefit]


@drawn
@given(births, lasts)
def test_it_tells_the_days_that_are_reminded_of(birth: date, last: date) -> None:
    screening = screened(birth, last)
    watch = proposed(screening, "assessment").watch(Subscription(), last, TODAY)
    assume(watch.due_on is not None and watch.due_on > TODAY)
    told = []
    while watch.wake_on and watch.wake_on <= UNTIL:
        if woken(watch, watch.wake_on):
            told.append(watch.due_on)
    shown = [day for day, what, _says in of("assessment", events(screening)) if what == "renew"]
    assert shown == [day for day in told if day <= UNTIL]


def test_from_80_on_the_years_are_fewer_between() -> None:
    found = of("assessment", events(screened(date(1947, 6, 1), date(2026, 5, 1))))
    assert found == [
        (date(2027, 6, 1), "renew", ""),
        (date(2027, 6, 1), "rhythm", "older"),
        (CHANGES, "renew", ""),
        *((day, "renew", "") for day in (date(2028, 9, 1), date(2029, 3, 1), date(2029, 9, 1))),
        *((day, "renew", "") for day in (date(2030, 3, 1), date(2030, 9, 1), date(2031, 3, 1), date(2031, 9, 1))),
    ]


def test_what_begins_on_a_birthday_is_renewed_from_then_on() -> None:
    found = of("contract", events(screened(date(1964, 2, 29))))
    assert found[:2] == [(date(2029, 2, 28), "begin", "满 65 周岁"), (date(2030, 2, 28), "renew", "")]


def test_what_is_overdue_stands_on_today_and_says_since_when() -> None:
    (first, *_rest) = events(screened(date(1950, 3, 2), date(2023, 1, 5)))
    assert (first.day, first.overdue, first.says) == (TODAY, True, "2025年1月5日就到期了，请早点去办")


def test_what_nobody_knows_is_guessed_and_what_is_told_is_not() -> None:
    screening = screened(date(1950, 3, 2))
    guessed = [one for one in events(screening) if one.benefit == "contract"]
    assert guessed[0].day == date(2026, 12, 23)
    assert all(one.guessed for one in guessed)
    known = [one for one in events(screening, {"contract": date(2026, 6, 1)}) if one.benefit == "contract"]
    assert known[0].day == date(2027, 6, 1)
    assert not any(one.guessed or one.says for one in known)
    assert UNTIL - known[-1].day < timedelta(days=366)
