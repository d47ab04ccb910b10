"""What is told of a count never gives a hidden one away."""

from itertools import product

from hypothesis import example, given
from hypothesis import strategies as st

from eligibility.insight.figures import LEAST, in_words, length, share, told, total


def test_fewer_than_ten_are_told_as_fewer_than_ten() -> None:
    assert {told(count) for count in range(LEAST)} == {None}
    assert [told(count) for count in (10, 19, 20, 12345)] == [10, 10, 20, 12340]
    assert in_words(told(9)) == "不足 10"
    assert in_words(told(57)) == "50"


def test_a_total_and_its_other_parts_leave_the_hidden_part_open() -> None:
    for parts in (2, 3):
        seen: dict[tuple[int | None, ...], set[int]] = {}
        for hidden, *others in product(range(LEAST), *[range(0, 40)] * (parts - 1)):
            counts = (hidden, *others)
            seen.setdefault((told(sum(counts)), *map(told, others)), set()).add(hidden)
        assert min(len(possible) for possible in seen.values()) >= 8


@given(st.lists(st.integers(0, 39), min_size=2, max_size=31))
@example([9] * 10)
@example([19] * 9 + [9])
@example([19] * 30 + [8])
def test_a_sum_beside_many_days_leaves_every_hidden_day_open(parts: list[int]) -> None:
    figure, shown = total(parts), [one for one in map(told, parts) if one]
    hidden = len(parts) - len(shown)
    lowest = (figure or 0) - sum(shown) - 9 * (len(shown) + max(hidden - 1, 0))
    highest = (figure or 0) + 9 - sum(shown)
    if hidden:
        assert min(highest, 9) - max(lowest, 0) >= 7
    assert figure is None or figure % 10 == 0
    assert sum(parts) - 20 < (figure or 0) <= sum(parts)


def test_two_days_that_differ_by_one_person_are_mostly_told_alike() -> None:
    assert [told(count) for count in range(10, 20)] == [10] * 10


def test_shares_and_bars_come_from_what_is_told() -> None:
    assert share(30, (10, 30)) == 75
    assert share(None, (10, None)) is None
    assert share(30, (None, 30)) is None
    assert length(30, 60) == "50.00%"
    assert length(None, 60) == "0.00%"
    assert length(30, 0) == "0%"
