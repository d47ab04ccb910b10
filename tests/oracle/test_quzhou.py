"""The portal against the oracle: complete people answer for answer, partial people over every telling completion."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from random import Random

import pytest

from . import quzhou
from .comparing import Answer, Answered, answered, award_faults, day, report, rows
from .completions import certain_from, changing, outcomes, verdict
from .ground import Elder, Outcome
from .people import Case, complete_person, partial_person

COMPLETE, PARTIAL, COMPLETIONS = 3000, 400, 40


@pytest.fixture(scope="module")
def complete() -> Answered:
    return answered(complete_person, 20230701, COMPLETE, ["quzhou"])


@pytest.fixture(scope="module")
def partial() -> Answered:
    return answered(partial_person, 20230606, PARTIAL, ["quzhou"])


def decided(people: Answered) -> Iterator[tuple[Case, Answer, dict[str, Outcome]]]:
    for case, answer in people:
        if answer["benefits"]:
            yield case, answer, quzhou.decide(*case)


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
        for fault in award_faults(answer["benefits"][code]["award"], expected[code], quzhou.KINDS_LEFT_OPEN.get(code))
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
        if day(row["upcoming"]) != (expected := quzhou.upcoming(quzhou.BENEFITS[code], *case))
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
                    for fault in award_faults(row["award"], outcome, quzhou.KINDS_LEFT_OPEN.get(code)):
                        yield f"{code} {fault}: {case}"

    report(faults())


def test_upcoming_is_certain_under_unknowns(partial: Answered) -> None:
    report(
        f"{code} {row['upcoming']}, not {expected}: {case}"
        for case, row, code in rows(partial)
        if row["verdict"] != "eligible"
        and day(row["upcoming"]) != (expected := certain_from(quzhou.BENEFITS[code], *case))
    )
