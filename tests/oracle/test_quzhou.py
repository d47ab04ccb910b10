"""The portal against the oracle: complete people answer for answer, partial people over every telling completion."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from . import portal, quzhou
from .completions import changing, outcomes, verdict
from .ground import Elder, Outcome
from .people import Case, complete_person, partial_person

Answer = dict[str, Any]
Answered = list[tuple[Case, Answer]]
COMPLETE, PARTIAL, COMPLETIONS = 3000, 400, 40
SHOWN = 10


def answered(make: Callable[[Random], Case], seed: int, count: int) -> Answered:
    rng = Random(seed)
    cases = [make(rng) for _ in range(count)]
    return [(case, portal.answer(case.facts, case.as_of)) for case in cases]


@pytest.fixture(scope="module")
def complete() -> Answered:
    return answered(complete_person, 20230701, COMPLETE)


@pytest.fixture(scope="module")
def partial() -> Answered:
    return answered(partial_person, 20230606, PARTIAL)


def rows(people: Answered) -> Iterator[tuple[Case, Answer, str]]:
    """Each person with each benefit of the portal's answer; people whom the list is not consulted for have none."""
    for case, answer in people:
        for code in answer["benefits"]:
            yield case, answer["benefits"][code], code


def decided(people: Answered) -> Iterator[tuple[Case, Answer, dict[str, Outcome]]]:
    for case, answer in people:
        if answer["benefits"]:
            yield case, answer, quzhou.decide(*case)


def report(faults: Iterator[str]) -> None:
    """Fails with the first few faults."""
    found = [fault for fault, _ in zip(faults, range(SHOWN), strict=False)]
    assert not found, "\n".join(found)


def day(shown: str | None) -> date | None:
    return date.fromisoformat(shown) if shown else None


def award_faults(code: str, award: Answer | None, outcome: Outcome) -> list[str]:
    """Where an award differs in a part that the document and the readings settle."""
    if award is None:
        return ["no award"]
    kinds = quzhou.KINDS_LEFT_OPEN.get(code, frozenset({outcome.kind}))
    faults = [] if award["kind"] in kinds else [f"kind {award['kind']}, not {outcome.kind}"]
    for part, expected in (("amount", outcome.amount), ("rate", outcome.rate)):
        shown = award[part]
        if (shown is None) != (expected is None) or (expected is not None and Decimal(str(shown)) != expected):
            faults.append(f"{part} {shown}, not {expected}")
    if outcome.kind == "cash" or outcome.amount is not None:
        expected_terms = (outcome.period, outcome.at_least)
        if (award["period"], award["at_least"]) != expected_terms:
            faults.append(f"{award['period']}, at least {award['at_least']}; not {expected_terms}")
    return faults


@pytest.mark.parametrize("people", ["complete", "partial"])
def test_consulted_for_those_with_a_tie(people: str, request: pytest.FixtureRequest) -> None:
    everyone: Answered = request.getfixturevalue(people)
    expected = {True: set(quzhou.BENEFITS), False: set()}
    report(
        f"{case}: {sorted(answer['benefits'])}"
        for case, answer in everyone
        if set(answer["benefits"]) != expected[quzhou.consulted(*case)]
    )


def test_verdicts_of_complete_people(complete: Answered) -> None:
    names = {True: "eligible", False: "ineligible"}
    report(
        f"{code} {answer['benefits'][code]['verdict']}: {case}"
        for case, answer, expected in decided(complete)
        for code in expected
        if answer["benefits"][code]["verdict"] != names[expected[code].eligible]
    )


def test_nothing_is_missing_of_complete_people(complete: Answered) -> None:
    report(f"{code} {row['missing']}: {case}" for case, row, code in rows(complete) if row["missing"])


def test_awards_of_complete_people(complete: Answered) -> None:
    report(
        f"{code} {fault}: {case}"
        for case, answer, expected in decided(complete)
        for code in expected
        if expected[code].eligible
        for fault in award_faults(code, answer["benefits"][code]["award"], expected[code])
    )


def test_a_pathway_belongs_to_one_class(complete: Answered) -> None:
    classes: dict[tuple[str, str], set[str]] = {}
    for _, answer, expected in decided(complete):
        for code, outcome in expected.items():
            if outcome.eligible:
                pathway = answer["benefits"][code]["pathway"]
                classes.setdefault((code, pathway), set()).add(outcome.class_)
    mixed = {pathway: names for pathway, names in classes.items() if len(names) > 1}
    assert not mixed


def test_exclusions_of_complete_people(complete: Answered) -> None:
    def faults() -> Iterator[str]:
        for case, answer, expected in decided(complete):
            gone, choices = quzhou.superseded(expected)
            for code, row in answer["benefits"].items():
                shown = (row["superseded_by"], set(row["choose_one_with"]))
                if shown != (gone.get(code), set(choices.get(code, ()))):
                    yield f"{code} {shown}: {case}"

    report(faults())


def test_totals_of_complete_people(complete: Answered) -> None:
    def faults() -> Iterator[str]:
        for case, answer, expected in decided(complete):
            shown = answer["totals"]
            total, low = quzhou.totals(expected)
            if (Decimal(str(shown["monthly_cash"])), shown["at_least"]) != (total, low):
                yield f"{shown}, not {total} {low}: {case}"

    report(faults())


def test_upcoming_of_complete_people(complete: Answered) -> None:
    report(
        f"{code} {row['upcoming']}, not {expected}: {case}"
        for case, row, code in rows(complete)
        if day(row["upcoming"]) != (expected := quzhou.upcoming(*case, code))
    )


def test_renewals_of_complete_people(complete: Answered) -> None:
    def faults() -> Iterator[str]:
        for case, answer, expected in decided(complete):
            for code, row in answer["benefits"].items():
                due = (quzhou.renewal_months(expected, code), quzhou.next_due(case.facts, expected, code))
                if (row["renewal_months"], day(row["next_due"])) != due:
                    yield f"{code} {row['renewal_months']} {row['next_due']}, not {due}: {case}"

    report(faults())


def test_verdicts_are_exact_under_unknowns(partial: Answered) -> None:
    def faults() -> Iterator[str]:
        for case, row, code in rows(partial):
            expected = verdict(quzhou.BENEFITS[code], *case)
            if row["verdict"] != expected:
                yield f"{code} {row['verdict']}, not {expected}: {case}"

    report(faults())


def test_verdicts_hold_for_random_completions(partial: Answered) -> None:
    rng = Random(43)
    others = [complete_person(rng) for _ in range(COMPLETIONS)]

    def faults() -> Iterator[str]:
        for case, answer in partial:
            settled = {code: row for code, row in answer["benefits"].items() if row["verdict"] != "undetermined"}
            for other in others:
                elder = Elder({**other.facts, **case.facts}, case.as_of)
                for code, row in settled.items():
                    if quzhou.BENEFITS[code](elder).eligible != (row["verdict"] == "eligible"):
                        yield f"{code} {row['verdict']}: {case} completed as {dict(elder.facts)}"

    report(faults())


def test_missing_is_what_can_still_change_the_answer(partial: Answered) -> None:
    def faults() -> Iterator[str]:
        for case, row, code in rows(partial):
            expected = changing(quzhou.BENEFITS[code], *case)
            if set(row["missing"]) != expected:
                yield f"{code} missing {row['missing']}, not {sorted(expected)}: {case}"

    report(faults())


def test_awards_that_no_unknown_can_change(partial: Answered) -> None:
    def faults() -> Iterator[str]:
        for case, row, code in rows(partial):
            if row["verdict"] == "eligible" and not row["missing"]:
                for outcome in set(outcomes(quzhou.BENEFITS[code], *case)):
                    for fault in award_faults(code, row["award"], outcome):
                        yield f"{code} {fault}: {case}"

    report(faults())


def certain_from(case: Case, code: str) -> date | None:
    """The first birthday, five years ahead at most, from which every completion is eligible."""
    born = case.facts.get("birth_date")
    for later in quzhou.birthdays_ahead(date.fromisoformat(born), case.as_of) if born else ():
        if all(one.eligible for one in outcomes(quzhou.BENEFITS[code], *case, later)):
            return later
    return None


def test_upcoming_is_certain_under_unknowns(partial: Answered) -> None:
    report(
        f"{code} {row['upcoming']}, not {expected}: {case}"
        for case, row, code in rows(partial)
        if row["verdict"] != "eligible" and day(row["upcoming"]) != (expected := certain_from(case, code))
    )
