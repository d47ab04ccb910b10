"""Checks, comparisons and the floor proof: exact against brute force, each with a witness, each finding its fault."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from catalog.rules import Rulebook, Screener
from catalog.rules.changes import changes
from catalog.rules.checks import notices
from catalog.rules.search import Search
from tests.rules.worlds import AS_OF, benefit_row, benefits, book, completions, decide, pathway_row, rulebooks

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
    expected = set()
    for _, benefit in rulebook.benefits():
        taken = {end[0] for end in _ends(rulebook, benefit.code) if end}
        expected |= {(benefit.code, way.code) for way in benefit.pathways if way.code not in taken}
    assert found == expected


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
    data = book([row])
    data["questions"] = [one for one in data["questions"] if one["code"] in used]
    return {one.kind: one.pathway or one.subject for one in notices(Rulebook.from_json(data), AS_OF)}


@pytest.mark.parametrize(
    ("kinds", "kind"),
    [
        (_kinds(pathway_row(0, [ILL, WELL], "1")), "nobody"),
        (_kinds(pathway_row(0, [AT_60], "1"), pathway_row(1, [AT_70], "2")), "shadowed"),
        (_kinds(pathway_row(0, [TO_60], "1"), pathway_row(1, [AT_70], "2")), "age_gap"),
        (_kinds(pathway_row(0, [TO_70], "1"), pathway_row(1, [AT_60], "2")), "age_overlap"),
        (_kinds(pathway_row(0, [AT_60], None)), "no_amount"),
        (_kinds(pathway_row(0, [AT_60], "2 * unset")), "unset_parameter"),
        (_kinds(pathway_row(0, [AT_60], "1"), carries_out="b0"), "carries_out_cycle"),
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


@pytest.mark.parametrize(
    ("upper", "lower", "holds"),
    [
        (([AT_70], "50"), ([AT_60], "50"), True),
        (([AT_60], "50"), ([AT_70], "50"), False),
        (([AT_60], "50"), ([AT_60], "49.99"), False),
        (([AT_60], None), ([AT_60, ILL], None), False),
    ],
)
def test_the_floor_is_proved_or_somebody_loses(upper: Any, lower: Any, holds: bool) -> None:
    rows = [benefit_row(place, [], [pathway_row(0, *one)]) for place, one in enumerate((upper, lower))]
    compilation = Screener([Rulebook.from_json(book(rows))], AS_OF).compilation
    person = falls_short(*compilation.benefits, Search(compilation, AS_OF))
    assert (person is None) == holds
