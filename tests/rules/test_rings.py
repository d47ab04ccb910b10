"""Rings of exclusions and of benefits that carry out each other: exact against brute force, across lists too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from itertools import permutations
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.rules import Rulebook, Screener
from catalog.rules.checks import Notice, notices
from tests.rules.worlds import AS_OF, benefit_row, book, clauses, completions, decide, pathway_row

thorough = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
PEOPLE = list(completions({}))


def _row(place: int, requires: list[Any], groups: Mapping[str, str], upper: str | None = None) -> dict[str, Any]:
    exclusive = [{"group": name, "mode": mode} for name, mode in groups.items()]
    return {
        **benefit_row(place, requires, [pathway_row(0, [], "50")]),
        "exclusive": exclusive,
        "carries_out": upper,
    }


def _found(rows: list[dict[str, Any]], kind: str, others: list[dict[str, Any]] | None = None) -> list[Notice]:
    beside = [Rulebook.from_json({**book(others), "edition": "east-1", "region": "east"})] if others else []
    return [one for one in notices(Rulebook.from_json(book(rows)), AS_OF, beside) if one.kind == kind]


def _rings(groups: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, ...]]:
    """Every ring of benefits each of which shares a group of its own with the next."""
    for size in range(2, len(groups) + 1):
        for around in permutations(groups, size):
            shared = [groups[one] & groups[then] for one, then in zip(around, (*around[1:], around[0]), strict=True)]
            if _each_its_own(shared):
                yield around


def _each_its_own(shared: list[frozenset[str]], taken: frozenset[str] = frozenset()) -> bool:
    if not shared:
        return True
    return any(_each_its_own(shared[1:], taken | {name}) for name in shared[0] - taken)


@thorough
@given(
    st.lists(
        st.tuples(st.lists(clauses, max_size=1), st.sets(st.sampled_from("pqr"), max_size=2)), min_size=2, max_size=4
    )
)
def test_a_ring_of_exclusions_is_found_and_its_witness_has_all_of_it(rows: list[tuple[list[Any], set[str]]]) -> None:
    made = [_row(place, requires, dict.fromkeys(names, "choose")) for place, (requires, names) in enumerate(rows)]
    found = _found(made, "exclusion_cycle")
    groups = {f"b{place}": frozenset(names) for place, (_, names) in enumerate(rows)}
    rings = [set(one) for one in _rings(groups)]
    assert bool(found) == bool(rings)
    rulebook = Rulebook.from_json(book(made))
    had = [
        {benefit.code for _, benefit in rulebook.benefits() if decide(benefit, person, rulebook.regions, unset)}
        for person in PEOPLE
        for unset in (False, True)
    ]
    met = any(one <= codes for one in rings for codes in had)
    assert all({one.benefit, *one.also} in rings for one in found)
    assert any(one.person or _had_by_all(rulebook, one) for one in found) == met
    for one in found:
        if one.person:
            told = {each.benefit.code: each for each in Screener([rulebook], AS_OF).screen(one.person, AS_OF).verdicts}
            assert {told[code].status for code in (one.benefit, *one.also)} <= {"eligible", "undetermined"}


def _had_by_all(rulebook: Rulebook, found: Notice) -> bool:
    """Whether everybody has all benefits of a ring, so that there is nothing to say of a witness."""
    return all(
        decide(benefit, person, rulebook.regions, True)
        for _, benefit in rulebook.benefits()
        if benefit.code in (found.benefit, *found.also)
        for person in PEOPLE
    )


@thorough
@given(st.lists(st.none() | st.sampled_from(["b0", "b1", "b2", "b3"]), min_size=1, max_size=3))
def test_benefits_that_carry_out_each_other_are_found(uppers: list[str | None]) -> None:
    rows = [_row(place, [], {}, upper) for place, upper in enumerate(uppers)]
    onward = {f"b{place}": upper for place, upper in enumerate(uppers)}
    in_rings = set()
    for code in onward:
        step, seen = onward[code], [code]
        while step is not None and step not in seen:
            seen.append(step)
            step = onward.get(step)
        if step == code:
            in_rings.add(code)
    found = _found(rows, "carries_out_cycle")
    assert {code for one in found for code in (one.benefit, *one.also)} == in_rings
    assert len(found) == len({frozenset((one.benefit, *one.also)) for one in found})
    missing = {one.benefit for one in _found(rows, "carries_out_missing")}
    assert missing == {code for code, upper in onward.items() if upper is not None and upper not in onward}


def test_rings_run_across_lists() -> None:
    there = [_row(8, [], {"p": "choose", "q": "choose"}, "b0")]
    here = [_row(0, [], {"p": "choose", "q": "choose"}, "b8")]
    for kind in ("exclusion_cycle", "carries_out_cycle"):
        assert [(one.benefit, one.also) for one in _found(here, kind, there)] == [("b0", ("b8",))]
    assert _found([_row(0, [], {"p": "choose"})], "exclusion_cycle", there) == []


def test_a_ring_of_another_list_alone_is_not_told() -> None:
    there = [_row(8, [], {"p": "choose", "q": "choose"}), _row(9, [], {"p": "choose", "q": "choose"})]
    assert _found([_row(0, [], {"p": "choose"})], "exclusion_cycle", there) == []


@pytest.mark.parametrize(("modes", "mixed"), [(("higher", "higher"), []), (("higher", "choose"), ["b1"])])
def test_groups_taken_in_two_ways_are_found(modes: tuple[str, str], mixed: list[str]) -> None:
    rows = [_row(place, [], {"p": mode}) for place, mode in enumerate(modes)]
    assert [one.benefit for one in _found(rows, "mixed_group")] == mixed
    across = _found(deepcopy(rows[:1]), "mixed_group", [{**rows[1], "code": "b9"}])
    assert [one.also for one in across] == [("b9",)] * len(mixed)
