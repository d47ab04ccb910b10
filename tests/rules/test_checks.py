"""Checks and comparisons: exact against brute force, each with a witness, each finding its fault."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.rules import Rulebook, Screener
from catalog.rules.changes import changes
from catalog.rules.checks import notices
from catalog.rules.dates import age_on
from tests.rules.worlds import (
    AS_OF,
    VALUES,
    benefit_row,
    benefits,
    book,
    completions,
    decide,
    holds,
    pathway_row,
    rulebooks,
)

thorough = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
PEOPLE = list(completions({}))


def _ends(rulebook: Rulebook, code: str) -> list[Any]:
    benefit = next(one for _, one in rulebook.benefits() if one.code == code)
    return [decide(benefit, person, rulebook.regions, unset) for person in PEOPLE for unset in (False, True)]


def _answers(rulebook: Rulebook, code: str, person: Any) -> Any:
    verdicts = Screener([rulebook], AS_OF).screen(person, AS_OF).verdicts
    return next(one for one in verdicts if one.benefit.code == code)


@thorough
@given(rulebooks())
def test_pathways_that_nobody_takes_are_found_and_no_others(rulebook: Rulebook) -> None:
    found = {(one.benefit, one.pathway) for one in notices(rulebook, AS_OF) if one.kind in ("nobody", "shadowed")}
    empty = {one.benefit for one in notices(rulebook, AS_OF) if one.kind == "empty"}
    expected, had_by_none = set(), set()
    for _, benefit in rulebook.benefits():
        taken = {end[0] for end in _ends(rulebook, benefit.code) if end}
        if not taken:
            had_by_none.add(benefit.code)
        else:
            expected |= {(benefit.code, way.code) for way in benefit.pathways if way.code not in taken}
    assert (found, empty) == (expected, had_by_none)


@thorough
@given(rulebooks())
def test_what_nobody_can_meet_is_told_by_the_fewest_requirements(rulebook: Rulebook) -> None:
    for one in notices(rulebook, AS_OF):
        if one.kind in ("empty", "nobody"):
            benefit = next(each for _, each in rulebook.benefits() if each.code == one.benefit)
            way = next(way for way in benefit.pathways if way.code == (one.pathway or benefit.pathways[0].code))
            sets = [clause.any for clause in (*benefit.clauses, *way.clauses)]
            least = next(
                count
                for count in range(len(sets) + 1)
                for chosen in combinations(sets, count)
                if not any(
                    all(
                        any(all(holds(each, person, rulebook.regions, unset) for each in part) for part in clause)
                        for clause in chosen
                    )
                    for person in PEOPLE
                    for unset in (False, True)
                )
            )
            assert least <= len(one.said) <= len(sets)


def _by_age(benefit: Any, rulebook: Rulebook, fits: Any) -> dict[Any, list[bool]]:
    """Whether something holds of somebody at each of three ages, all else being the same."""
    found: dict[Any, list[bool]] = {}
    for person in sorted(PEOPLE, key=lambda one: one["birth_date"], reverse=True):
        for unset in (False, True):
            rest = tuple(value for fact, value in person.items() if fact != "birth_date")
            found.setdefault((rest, unset), []).append(fits(benefit, person, rulebook.regions, unset))
    return found


def _goes_by_age(benefit: Any) -> bool:
    clauses = [*benefit.clauses, *(clause for way in benefit.pathways for clause in way.clauses)]
    return any(one.fact == "birth_date" for clause in clauses for one in clause.conditions())


@thorough
@given(rulebooks())
def test_gaps_between_ages_are_exact(rulebook: Rulebook) -> None:
    found = {one.benefit: one.person for one in notices(rulebook, AS_OF) if one.kind == "age_gap"}
    expected = {
        benefit.code
        for _, benefit in rulebook.benefits()
        if [True, False, True] in _by_age(benefit, rulebook, lambda *given: bool(decide(*given))).values()
    }
    assert set(found) == expected
    for code, person in found.items():
        assert 60 <= age_on(person["birth_date"], AS_OF) < 70  # type: ignore[arg-type]
        assert _answers(rulebook, code, person).status != "eligible"


@thorough
@given(rulebooks())
def test_bands_that_run_into_each_other_are_exact(rulebook: Rulebook) -> None:
    found = {(one.benefit, one.pathway, one.subject) for one in notices(rulebook, AS_OF) if one.kind == "age_overlap"}
    expected = set()
    for _, benefit in rulebook.benefits():
        fits = {
            way.code: _by_age(replace(benefit, pathways=(way,)), rulebook, lambda *given: bool(decide(*given)))
            for way in benefit.pathways
        }
        for first, second in combinations(fits, 2):
            bands = [{age for row in fits[way].values() for age in range(3) if row[age]} for way in (first, second)]
            met = any(fits[first][rest][age] and fits[second][rest][age] for rest in fits[first] for age in range(3))
            if _goes_by_age(benefit) and met and not bands[0] <= bands[1] and not bands[1] <= bands[0]:
                expected.add((benefit.code, first, second))
    assert found == expected


@thorough
@given(rulebooks(), st.sets(st.sampled_from(list(VALUES))))
def test_facts_that_decide_and_are_not_asked_have_a_witness(rulebook: Rulebook, dropped: set[str]) -> None:
    data = deepcopy(dict(rulebook.to_json()))
    data["questions"] = [one for one in data["questions"] if one["code"] not in dropped]
    silent = Rulebook.from_json(data)
    found = {one.subject: one for one in notices(silent, AS_OF) if one.kind == "not_asked"}
    assert set(found) == dropped & set(Screener([rulebook], AS_OF).compilation.variables)
    for fact, one in found.items():
        if one.person:
            somebody = {**PEOPLE[0], **one.person}
            ends = {
                (benefit.code, decide(benefit, {**somebody, fact: value}, silent.regions, unset))
                for value in VALUES[fact]
                for unset in (False, True)
                for _, benefit in silent.benefits()
                if benefit.code in one.also
            }
            assert len(ends) > len(one.also)


@thorough
@given(benefits(0), benefits(0))
def test_who_gains_and_who_loses_is_exact(old: dict[str, Any], new: dict[str, Any]) -> None:
    before = Rulebook.from_json(book([old]))
    after = Rulebook.from_json({**book([new]), "edition": "city-2"})
    (change,) = changes(before, after, AS_OF)
    # What has no figure in either edition is one thing to a person, whatever it is.
    first, second = (one.items[0].benefits[0] for one in (before, after))
    pairs = [
        (decide(first, person, before.regions, unset), decide(second, person, after.regions, unset))
        for person in PEOPLE
        for unset in (False, True)
    ]
    assert (change.gains is not None) == any(not one and other for one, other in pairs)
    assert (change.loses is not None) == any(one and not other for one, other in pairs)
    if change.gains is not None:
        assert _answers(before, "b0", change.gains).status != "eligible"
        assert _answers(after, "b0", change.gains).status != "ineligible"


@thorough
@given(rulebooks())
def test_an_edition_against_itself_changes_nothing(rulebook: Rulebook) -> None:
    again = Rulebook.from_json({**rulebook.to_json(), "edition": "city-2"})
    assert not any(one.any for one in changes(rulebook, again, AS_OF))


def _clause(fact: str, relation: str, value: Any) -> dict[str, Any]:
    return {"words": None, "any": [[{"fact": fact, "relation": relation, "value": value}]]}


AT_60, AT_70 = _clause("birth_date", "age_at_least", 60), _clause("birth_date", "age_at_least", 70)
TO_60, TO_70 = _clause("birth_date", "age_under", 60), _clause("birth_date", "age_under", 70)
ILL, WELL = _clause("ill", "is", True), _clause("ill", "is", False)


def _kinds(*ways: dict[str, Any], **changed: Any) -> dict[str, str]:
    row = {**benefit_row(0, [], list(ways)), **changed}
    used = {condition["fact"] for way in ways for one in way["clauses"] for part in one["any"] for condition in part}
    data = deepcopy(book([row]))
    value = {"region": "city", "from": "2021-01-01", "value": "5", "document": "试", "row": "2"}
    data["parameters"]["late"] = {"name": "晚定", "unit": "元", "values": [value]}
    data["questions"] = [one for one in data["questions"] if one["code"] in used]
    return {one.kind: one.pathway or one.subject for one in notices(Rulebook.from_json(data), AS_OF)}


@pytest.mark.parametrize(
    ("kinds", "kind"),
    [
        (_kinds(pathway_row(0, [ILL, WELL], "1")), "empty"),
        (_kinds(pathway_row(0, [ILL, WELL], "1"), pathway_row(1, [ILL], "1")), "nobody"),
        (_kinds(pathway_row(0, [AT_60], "1"), pathway_row(1, [AT_70], "2")), "shadowed"),
        (_kinds(pathway_row(0, [TO_60], "1"), pathway_row(1, [AT_70], "2")), "age_gap"),
        (_kinds(pathway_row(0, [TO_70], "1"), pathway_row(1, [AT_60], "2")), "age_overlap"),
        (_kinds(pathway_row(0, [AT_60], None)), "no_amount"),
        (_kinds(pathway_row(0, [_clause("income", "at_most", "unset")], "1")), "unset_parameter"),
        (_kinds(pathway_row(0, [AT_60], "2 * late")), "late_parameter"),
        (_kinds(pathway_row(0, [_clause("income", "at_most", "late")], "1")), "late_parameter"),
        (_kinds(pathway_row(0, [AT_60], "1"), carries_out="b0"), "carries_out_cycle"),
        (_kinds(pathway_row(0, [AT_60], "1"), carries_out="b9"), "carries_out_missing"),
    ],
)
def test_each_check_finds_the_fault_planted_for_it(kinds: dict[str, str], kind: str) -> None:
    assert set(kinds) == {kind}


def test_facts_that_are_not_asked_and_questions_that_are_not_used() -> None:
    data = deepcopy(book([benefit_row(0, [], [pathway_row(0, [ILL], "1")])]))
    data["questions"] = [one for one in data["questions"] if one["code"] != "ill"][:1]
    found = {(one.kind, one.subject) for one in notices(Rulebook.from_json(data), AS_OF)}
    assert found == {("not_asked", "ill"), ("not_used", "birth_date")}


def test_a_list_in_order_has_nothing_to_tell() -> None:
    assert _kinds(pathway_row(0, [AT_70], "2"), pathway_row(1, [AT_60], "1")) == {}


SILENT = [
    (None, {}, True),
    (None, {"formula": "按当地标准"}, False),
    ("2 * unset", {}, True),
    ("2 * unset", {"formula": "最低工资的两倍"}, False),
    (None, {"kind": "discount"}, True),
    (None, {"kind": "discount", "rate": "0.5"}, False),
    (None, {"kind": "service"}, False),
]


@pytest.mark.parametrize(("amount", "award", "silent"), SILENT)
def test_an_award_without_a_sum_or_words_for_it_is_silent(amount: Any, award: dict[str, Any], silent: bool) -> None:
    row = pathway_row(0, [AT_60], amount)
    row["award"].update(award)
    assert ("no_amount" in _kinds(row)) == silent


def test_what_has_no_source_is_found() -> None:
    data = deepcopy(book([benefit_row(0, [], [pathway_row(0, [AT_60], "limit")])]))
    data["items"][0]["row"] = " "
    data["parameters"]["limit"]["values"][0]["row"] = ""
    found = {(one.benefit, one.subject) for one in notices(Rulebook.from_json(data), AS_OF) if one.kind == "no_source"}
    assert found == {("b0", ""), ("", "limit")}


def test_a_figure_of_another_place_fills_no_hole() -> None:
    data = deepcopy(book([benefit_row(0, [], [pathway_row(0, [AT_60], "1 + unset")])]))
    value = {"region": "east", "from": "2019-01-01", "value": "5", "document": "试", "row": "2"}
    data["parameters"]["unset"]["values"] = [value]
    found = {one.kind for one in notices(Rulebook.from_json(data), AS_OF)}
    assert "unset_parameter" in found
    data["parameters"]["unset"]["values"] = [{**value, "region": "city"}]
    assert "unset_parameter" not in {one.kind for one in notices(Rulebook.from_json(data), AS_OF)}
