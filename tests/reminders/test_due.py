"""What is due, against people screened day by day by the rules of each day."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from catalog.in_force import screener_on
from catalog.rules import Screening
from catalog.rules.dates import add_months, birthday
from eligibility.models import Subscription, Watch
from eligibility.reminders.due import LEAD, Proposal, refresh, told, watches_of, woken
from tests.reminders.conftest import CHANGES
from tests.rules.test_renewals import gone_by

TODAY = date(2026, 11, 23)
A_DAY = timedelta(days=1)
births = st.dates(date(1940, 1, 1), date(1966, 1, 1)) | st.just(date(1948, 2, 29))
lasts = st.dates(date(2023, 1, 1), TODAY) | st.just(date(2024, 2, 29))
drawn = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("changing")]


def screened(birth: date, last: date | None = None, as_of: date = TODAY) -> Screening:
    """Somebody of Quzhou on a day."""
    facts = {"birth_date": birth.isoformat(), "hukou": "quzhou", "last_assessment": last and last.isoformat()}
    screener = screener_on(as_of)
    return screener.screen(screener.read(facts, as_of), as_of)


def proposed(screening: Screening, code: str) -> Proposal:
    """What is proposed of one benefit."""
    return next(one for one in watches_of(screening) if one.benefit == code)


def age_of(birth: date, day: date) -> int:
    """Completed years; somebody born on 29 February grows older on the 28th in common years."""
    born_on_leap_day = (birth.month, birth.day) == (2, 29)
    leap = day.year % 4 == 0
    turned = (day.month, day.day) >= ((2, 28) if born_on_leap_day and not leap else (birth.month, birth.day))
    return day.year - birth.year - (not turned)


@cache
def months_at(age: int, later: bool) -> int | None:
    """After how many months the assessment is renewed at an age: somebody of that age, screened by those rules."""
    as_of = CHANGES if later else CHANGES - A_DAY
    return next(
        one.renewal_months
        for one in screened(date(as_of.year - max(age, 60), 1, 1), as_of=as_of).verdicts
        if one.benefit.code == "assessment"
    )


def walked(birth: date, last: date) -> date:
    """The first day on which the rules of that day let somebody of that day's age have it again."""
    day = last
    while True:
        months = months_at(age_of(birth, day), day >= CHANGES)
        if months is not None and gone_by(last, months, day):
            return day
        day += A_DAY


@drawn
@given(births, lasts)
@example(date(1947, 6, 1), date(2025, 12, 1))
@example(date(1947, 6, 1), date(2026, 7, 1))
@example(date(1948, 2, 29), date(2026, 2, 28))
@example(date(1948, 3, 1), date(2026, 10, 1))
def test_a_renewal_is_due_on_the_day_walked_to(birth: date, last: date) -> None:
    proposal = proposed(screened(birth, last), "assessment")
    watch = proposal.watch(Subscription(), last, TODAY)
    assert proposal.due_on == watch.due_on == walked(birth, last)
    assert watch.wake_on == max(watch.due_on - LEAD, TODAY + A_DAY)


@drawn
@given(births, lasts, lasts)
def test_an_edited_last_date_counts_as_if_it_had_been_said_at_first(birth: date, one: date, other: date) -> None:
    first, then = sorted((one, other))
    watch = proposed(screened(birth, first), "assessment").watch(Subscription(), first, TODAY)
    told(watch, then, TODAY)
    assert watch.due_on == walked(birth, then)
    assert not watch.assumed


@settings(drawn, max_examples=20)
@given(births, lasts, st.randoms(use_true_random=False))
def test_years_go_by_and_each_due_day_is_told_of_once(birth: date, last: date, random: object) -> None:
    """Day by day, as beat rings, with days on which nothing runs."""
    watch = proposed(screened(birth, last), "assessment").watch(Subscription(), last, TODAY)
    announced, day = [], TODAY
    while day < TODAY + timedelta(days=366 * 6):
        day += timedelta(days=random.choice([1, 1, 1, 2, 9]))  # type: ignore[attr-defined]
        refresh(watch, day)
        if woken(watch, day):
            announced.append((day, watch.due_on, watch.last))
        assert not woken(watch, day)
    due_days = [due_on for _day, due_on, _last in announced]
    assert due_days == sorted(set(due_days))
    assert len(due_days) >= 3
    for told_on, due_on, since in announced:
        assert due_on == walked(birth, since)
        assert due_on - told_on <= LEAD
    for (_day, due_on, _last), (told_on, _due_on, since) in pairwise(announced):
        assert since >= due_on
        assert told_on > since


def test_nothing_identifies_and_what_has_gone_by_is_forgotten() -> None:
    last = date(2026, 5, 1)
    young, old = (proposed(screened(birth, last), "assessment") for birth in (date(1950, 3, 2), date(1940, 3, 2)))
    watches = [one.watch(Subscription(), last, TODAY) for one in (young, old)]
    assert watches[0].stages == [[None, "younger"], ["2030-03-02", "older"]]
    assert watches[1].stages == [[None, "older"]]


def test_nobody_knows_the_last_date() -> None:
    proposal = proposed(screened(date(1950, 3, 2)), "contract")
    assert (proposal.last, proposal.due_on, proposal.months, proposal.asks_last) == (None, None, 12, True)
    watch = proposal.watch(Subscription(), None, TODAY)
    assert (watch.due_on, watch.wake_on) == (date(2026, 12, 23), TODAY + A_DAY)
    refresh(watch, TODAY + 9 * A_DAY)
    assert watch.due_on == date(2026, 12, 23)
    assert woken(watch, TODAY + A_DAY)
    assert not woken(watch, date(2026, 12, 24))
    assert (watch.last, watch.assumed, watch.due_on) == (date(2026, 12, 23), True, date(2027, 12, 23))


def test_what_was_overdue_is_told_of_at_once_and_counted_on_from_then() -> None:
    last = date(2023, 1, 5)
    watch = proposed(screened(date(1950, 3, 2), last), "assessment").watch(Subscription(), last, TODAY)
    assert watch.due_on == date(2025, 1, 5)
    told_on = TODAY + A_DAY
    assert woken(watch, told_on)
    assert watch.wake_on == told_on + LEAD + A_DAY
    assert not woken(watch, watch.wake_on)
    assert (watch.last, watch.due_on) == (told_on, add_months(told_on, 18))


def test_what_is_told_at_short_notice_stays_due_for_a_week() -> None:
    last = date(2024, 11, 24)
    watch = proposed(screened(date(1950, 3, 2), last), "assessment").watch(Subscription(), last, TODAY)
    assert watch.due_on == watch.wake_on == date(2026, 11, 24)
    assert woken(watch, date(2026, 11, 24))
    assert not woken(watch, date(2026, 12, 1))
    assert watch.due_on == date(2026, 11, 24)
    assert not woken(watch, date(2026, 12, 2))
    assert (watch.last, watch.due_on) == (date(2026, 11, 24), date(2028, 5, 24))


def test_a_birthday_is_told_of_two_weeks_before_and_what_begins_is_renewed() -> None:
    birth = date(1964, 2, 29)
    proposal = proposed(screened(birth), "contract")
    assert (proposal.kind, proposal.due_on, proposal.months) == ("birthday", date(2029, 2, 28), 12)
    watch = proposal.watch(Subscription(), None, TODAY)
    assert watch.wake_on == date(2029, 2, 14)
    assert not woken(watch, date(2029, 2, 13))
    assert woken(watch, date(2029, 2, 14))
    assert not woken(watch, date(2029, 3, 1))
    assert (watch.kind, watch.last, watch.due_on) == ("renewal", date(2029, 2, 28), date(2030, 2, 28))


def test_a_birthday_without_renewal_is_told_of_once() -> None:
    watch = proposed(screened(date(1947, 1, 10)), "allowance").watch(Subscription(), None, TODAY)
    assert (watch.due_on, watch.wake_on) == (birthday(date(1947, 1, 10), 80), date(2026, 12, 27))
    assert woken(watch, date(2026, 12, 27))
    assert watch.wake_on is None
    told(watch, TODAY, TODAY)
    assert (watch.kind, watch.due_on, watch.wake_on) == ("birthday", date(2027, 1, 10), None)


def test_a_birthday_gives_way_to_a_renewal_that_is_watched_already(subscription: Subscription) -> None:
    proposal = proposed(screened(date(1961, 12, 1)), "contract")
    watch = proposal.watch(subscription, None, TODAY)
    Watch.objects.create(subscription=subscription, region="quzhou", benefit="contract", kind="renewal", stages=[])
    assert woken(watch, TODAY + A_DAY)
    assert watch.wake_on == date(2026, 12, 2)
    assert not woken(watch, date(2026, 12, 2))
    assert (watch.kind, watch.wake_on) == ("birthday", None)


def test_proposals_stand_in_the_order_of_their_days() -> None:
    found = watches_of(screened(date(1948, 3, 2), date(2026, 5, 1)))
    assert [(one.key, one.due_on) for one in found] == [
        ("renewal:assessment", CHANGES),
        ("birthday:allowance", date(2028, 3, 2)),
        ("renewal:contract", None),
    ]
