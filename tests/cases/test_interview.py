"""How long the interview is, that each page can still matter, and that nothing unasked can when it ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from random import Random
from statistics import median
from typing import Any

import pytest

from catalog.rules import Rulebook, Screener, Screening
from tests.oracle.people import realistic_person

AS_OF = date(2026, 11, 22)
TYPICAL = {
    "birth_date": "1951-05-01",
    "hukou": "kecheng",
    "residence": "kecheng",
    "pension_scheme": "resident",
    "contribution_years": 15,
    "retirement_age_reached": True,
    "assistance": "none",
    "means_of_support": ["income", "family"],
    "disability_grade": "none",
    "self_care": "independent",
    "care_setting": "home",
    "chronic_conditions": ["hypertension"],
    "dementia": False,
    "serious_illness": False,
    "living": "empty_nest",
    "special_family": False,
    "hardship_worker_family": False,
    "destitute": False,
    "honours": [],
}
Walk = Callable[[Mapping[str, Any], date], list[str]]
Turn = tuple[Screening, str, set[str]]


@pytest.fixture(scope="module")
def screener(quzhou: Rulebook) -> Screener:
    return Screener([quzhou], AS_OF)


def turns(screener: Screener, facts: Mapping[str, Any], as_of: date) -> Iterator[Turn]:
    """The interview of a person who answers what they know: each state, the question, the facts declined so far."""
    known: dict[str, Any] = {}
    declined: set[str] = set()
    while True:
        screening = screener.screen(screener.read(known, as_of), as_of)
        asked = screening.next_question(declined)
        yield screening, asked[0].code if asked else "", set(declined)
        if asked is None:
            return
        for fact in asked[1]:
            known[fact.code] = facts.get(fact.code)
            if known[fact.code] is None:
                declined.add(fact.code)


def pages(screener: Screener, facts: Mapping[str, Any], as_of: date = AS_OF) -> list[str]:
    return [code for _, code, _ in turns(screener, facts, as_of) if code]


def test_a_typical_person_of_75_is_asked_at_most_14_pages(screener: Screener) -> None:
    assert len(pages(screener, TYPICAL)) == 13


def test_the_median_over_realistic_people_is_at_most_16_pages(screener: Screener) -> None:
    rng = Random(7)
    people = [realistic_person(rng) for _ in range(300)]
    assert median(len(pages(screener, one.facts, one.as_of)) for one in people) <= 16


@pytest.mark.parametrize("hukou", ["kecheng", "quzhou", "dongyang", "elsewhere", None])
@pytest.mark.parametrize("scheme", ["employee", "resident", "civil_service", "none", None])
@pytest.mark.parametrize("retired", [True, False, None])
def test_someone_of_45_is_asked_at_most_4_pages(
    screener: Screener, hukou: str | None, scheme: str | None, retired: bool | None
) -> None:
    person = {**TYPICAL, "birth_date": "1981-03-02", "hukou": hukou}
    assert len(pages(screener, {**person, "pension_scheme": scheme, "retirement_age_reached": retired})) <= 4


def test_when_it_ends_only_what_the_person_does_not_know_is_open(screener: Screener) -> None:
    rng = Random(8)
    for _ in range(150):
        person = realistic_person(rng)
        facts = {code: value for code, value in person.facts.items() if rng.random() > 0.15}
        *_, (screening, _, declined) = turns(screener, facts, person.as_of)
        assert {fact for verdict in screening.verdicts for fact in verdict.missing} <= declined


def test_each_page_asks_a_fact_that_some_benefit_still_waits_for(screener: Screener) -> None:
    rng = Random(9)
    for _ in range(60):
        person = realistic_person(rng)
        for screening, code, _ in turns(screener, person.facts, person.as_of):
            waits = {fact for verdict in screening.verdicts for fact in verdict.missing}
            question = next((one for one in screener.questions if one.code == code), None)
            assert question is None or waits & set(question.facts) or code == "child"


@pytest.mark.parametrize(("birth", "asked"), [("1971-11-22", True), ("1971-11-23", False)])
def test_the_childs_hukou_is_asked_from_55_of_people_from_elsewhere(
    screener: Screener, birth: str, asked: bool
) -> None:
    person = {**TYPICAL, "birth_date": birth, "hukou": "dongyang", "residence": "dongyang"}
    assert ("child" in pages(screener, person)) is asked
