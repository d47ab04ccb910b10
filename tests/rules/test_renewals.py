"""Due days against a walk from day to day (R42): 29 February, birthdays, changes of rule, an edited last date."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from catalog.rules.renewals import Rhythm, Terms, Ways, first_due, on_day, rhythm_of, since

FIRST, LAST = date(2015, 1, 1), date(2032, 12, 31)
days = st.dates(FIRST, LAST) | st.sampled_from([date(2024, 2, 29), date(2028, 2, 29), date(2023, 2, 28)])
periods = st.sampled_from([None, 1, 6, 11, 12, 24, 36])


def gone_by(last: date, months: int, day: date) -> bool:
    """Whether so many months have gone by; a day that a month lacks falls on its last."""
    whole = (day.year - last.year) * 12 + day.month - last.month
    return whole > months or (whole == months and day.day >= min(last.day, monthrange(day.year, day.month)[1]))


def walked(last: date, rhythm: Rhythm) -> date | None:
    """The first day on which the months of that day have gone by, day by day."""
    for past in range(366 * 22):
        day = last + timedelta(days=past)
        months = [months for begins, months in rhythm if begins is None or begins <= day][-1]
        if months is not None and gone_by(last, months, day):
            return day
    return None


@st.composite
def rhythms(draw: st.DrawFn) -> list[tuple[date | None, int | None]]:
    """Months that change on some days."""
    begins = sorted(draw(st.lists(days, max_size=4, unique=True)))
    return [(day, draw(periods)) for day in (None, *begins)]


@settings(deadline=None)
@given(days, rhythms())
@example(date(2024, 2, 29), [(None, 12)])
@example(date(2024, 2, 29), [(None, 48)])
@example(date(2025, 3, 1), [(None, 24), (date(2026, 3, 1), 12)])
@example(date(2025, 3, 2), [(None, 24), (date(2026, 3, 1), 12)])
def test_the_first_due_day_is_the_one_walked_to(last: date, rhythm: Rhythm) -> None:
    assert first_due(last, rhythm) == walked(last, rhythm)


@st.composite
def lists(draw: st.DrawFn) -> tuple[Ways, Terms]:
    """A person's pathways by birthday, and the editions of a list."""
    ways = [(day, draw(st.sampled_from("ab"))) for day in (None, *sorted(draw(st.sets(days, max_size=2))))]
    months = st.fixed_dictionaries({"a": periods, "b": periods})
    terms = [(day, draw(months)) for day in sorted(draw(st.sets(days, min_size=1, max_size=3)))]
    return ways, terms


@settings(deadline=None)
@given(lists(), days)
def test_each_day_has_the_months_of_its_pathway_in_its_edition(drawn: tuple[Ways, Terms], day: date) -> None:
    ways, terms = drawn
    way = [code for begins, code in ways if begins is None or begins <= day][-1]
    edition = ([months for begins, months in terms if begins <= day] or [terms[0][1]])[-1]
    assert on_day(rhythm_of(ways, terms), day) == edition[way]


@settings(deadline=None)
@given(lists(), days)
def test_what_had_ended_by_the_last_date_changes_nothing(drawn: tuple[Ways, Terms], last: date) -> None:
    ways, terms = drawn
    kept = since(ways, last)
    assert first_due(last, rhythm_of(kept, terms)) == first_due(last, rhythm_of(ways, terms))
    assert all(begins is None or begins > last for begins, _code in kept)


@settings(deadline=None)
@given(days, days, rhythms())
def test_a_later_last_date_is_never_due_earlier(one: date, other: date, rhythm: Rhythm) -> None:
    early, late = (first_due(last, rhythm) for last in sorted((one, other)))
    assert late is None or (early is not None and early <= late)


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ({"yearly": 6, "two-yearly": 24}, 6),
        ({"each-year": 12, "each-second": 24}, 12),
        ({"one": 18}, 18),
        ({"one": 18, "two": 36}, None),
        ({"yearly": None, "one": 18}, None),
        ({}, None),
    ],
    ids=["same code", "same months under another name", "one way only", "no telling", "renewed no more", "gone"],
)
def test_a_pathway_that_an_edition_no_longer_has(new: Mapping[str, int | None], expected: int | None) -> None:
    terms: Terms = [(date(2023, 7, 1), {"yearly": 12, "two-yearly": 24}), (date(2027, 1, 1), new)]
    rhythm = rhythm_of([(None, "yearly")], terms)
    assert on_day(rhythm, date(2026, 12, 31)) == 12
    assert on_day(rhythm, date(2027, 1, 1)) == expected


def test_nothing_is_due_before_the_benefit_begins_or_once_it_has_ended() -> None:
    ways: Ways = [(date(2027, 3, 1), "a"), (date(2029, 3, 1), "")]
    rhythm = rhythm_of(ways, [(date(2023, 7, 1), {"a": 12})])
    assert first_due(date(2020, 1, 1), rhythm) == date(2027, 3, 1)
    assert first_due(date(2028, 2, 28), rhythm) == date(2029, 2, 28)
    assert first_due(date(2028, 3, 1), rhythm) is None


def test_months_of_pause_are_waited_for() -> None:
    rhythm: Rhythm = [(None, 12), (date(2027, 1, 1), None), (date(2028, 1, 1), 24)]
    assert [first_due(date(year, 6, 1), rhythm) for year in (2025, 2026)] == [date(2026, 6, 1), date(2028, 6, 1)]
