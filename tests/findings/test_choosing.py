"""Which of several benefits is worth more: said where it is certain, and nowhere else."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.rules import Rulebook, Screener
from eligibility.findings.choosing import Choice, choices, excludes
from eligibility.findings.entries import Entry, entry
from tests.rules.worlds import AS_OF, benefit_row, book, pathway_row

SUMS = st.tuples(st.sampled_from([None, "50", "60", "100"]), st.booleans(), st.sampled_from(["month", "year"]))


def chosen(*rows: tuple[str | None, bool, str, tuple[str, ...]]) -> tuple[Choice, list[Entry]]:
    """A choice among benefits: each its amount, whether at least that, its period and its groups."""
    found = []
    for place, (amount, at_least, period, groups) in enumerate(rows):
        way = pathway_row(0, [], amount)
        way["award"] |= {"at_least": at_least, "period": period}
        one = benefit_row(place, [], [way])
        found.append({**one, "exclusive": [{"group": group, "mode": "choose"} for group in groups]})
    screening = Screener([Rulebook.from_json(book(found))], AS_OF).screen({}, AS_OF)
    entries = [entry(verdict) for verdict in screening.verdicts]
    (choice,) = choices([entries])
    return choice, entries


def test_the_higher_is_named_with_both_years() -> None:
    choice, _entries = chosen(("100", False, "month", ("g",)), ("60", False, "month", ("g",)))
    assert [one.best for one in choice.options] == [True, False]
    assert [one.year for one in choice.options] == ["一年 1200 元", "一年 720 元"]
    assert choice.advice == "选“待遇0”合算：一年多 480 元，合每月 40 元。"
    assert choice.options[0].gives_up == ("待遇1",)


def test_what_can_be_had_along_counts() -> None:
    choice, _entries = chosen(
        ("100", False, "month", ("a", "b")), ("60", False, "month", ("a",)), ("60", False, "month", ("b",))
    )
    assert [one.along for one in choice.options] == [(), ("待遇2",), ("待遇1",)]
    assert [one.best for one in choice.options] == [False, False, False]


@pytest.mark.parametrize("other", [(None, False), ("60", True)])
def test_an_amount_that_may_be_more_is_to_be_asked_for(other: tuple[str | None, bool]) -> None:
    choice, _entries = chosen(("100", False, "month", ("g",)), (*other, "month", ("g",)))
    assert not any(one.best for one in choice.options)
    assert "先问清楚" in choice.advice


def test_alike_is_said() -> None:
    choice, _entries = chosen(("60", False, "month", ("g",)), ("720", False, "year", ("g",)))
    assert choice.advice == "几项的钱一样多。"


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(SUMS, st.sampled_from([("g",), ("g", "h"), ("h", "g")])), min_size=2, max_size=4))
def test_the_best_is_best_however_the_amounts_turn_out(rows: list[tuple[Any, tuple[str, ...]]]) -> None:
    choice, entries = chosen(*((*sums, groups) for sums, groups in rows))
    ranges = []
    for (amount, at_least, period), _groups in rows:
        low = Decimal(amount or 0) * (12 if period == "month" else 1)
        ranges.append((low, low + 100_000) if amount is None or at_least else (low,))
    always = set(range(len(rows)))
    for worth in product(*ranges):
        sums = [_most(place, worth, entries) for place in range(len(rows))]
        first = [place for place in always if all(sums[place] > one for at, one in enumerate(sums) if at != place)]
        always = set(first)
    assert {place for place, one in enumerate(choice.options) if one.best} == always


def _most(place: int, worth: tuple[Decimal, ...], entries: list[Entry]) -> Decimal:
    """The most that a year comes to where one is taken, by trying every set."""
    sets = (one for size in range(len(worth)) for one in combinations(range(len(worth)), size) if place not in one)
    together = ({place, *one} for one in sets)
    return max(
        sum((worth[one] for one in chosen), Decimal(0))
        for chosen in together
        if not any(excludes(entries[a], entries[b]) for a, b in combinations(chosen, 2))
    )
