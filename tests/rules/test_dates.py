"""Ages and birthdays as the law counts them (R2), months as calendars do."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.rules.dates import add_months, age_on, birthday


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        ("1946-11-23", "2026-11-22", 79),
        ("1946-11-23", "2026-11-23", 80),
        ("1964-02-29", "2024-02-28", 59),
        ("1964-02-29", "2024-02-29", 60),
        ("1964-02-29", "2025-02-27", 60),
        ("1964-02-29", "2025-02-28", 61),
        ("1900-01-01", "1900-01-01", 0),
    ],
)
def test_an_age_is_reached_on_the_birthday(birth: str, day: str, age: int) -> None:
    assert age_on(date.fromisoformat(birth), date.fromisoformat(day)) == age


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2025-12-31", 2, "2026-02-28"),
        ("2026-11-23", 1, "2026-12-23"),
    ],
)
def test_a_day_that_a_month_lacks_falls_on_its_last(day: str, months: int, expected: str) -> None:
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(expected)


@given(st.dates(date(1900, 1, 1), date(2020, 12, 31)), st.integers(0, 129))
def test_a_birthday_is_the_first_day_of_its_age(birth: date, age: int) -> None:
    day = birthday(birth, age)
    assert age_on(birth, day) == age
    assert day == birth or age_on(birth, date.fromordinal(day.toordinal() - 1)) == age - 1
