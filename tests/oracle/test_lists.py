"""The portal against the oracle where several lists answer: the four other lists, and what holds across all five."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from random import Random

import pytest

from . import lists, portal
from .comparing import Answer, Answered, answered, award_faults, day, report, rows
from .completions import certain_from, changing, outcomes, verdict
from .ground import LIST_OF, Elder, Outcome, years_after
from .neighbours import completed, neighbour, partial_neighbour
from .people import Case
from .quzhou import upcoming

COMPLETE, PARTIAL, COMPLETIONS = 1500, 180, 20
REGIONS = tuple(lists.IN_FORCE_FROM)
Decided = list[tuple[Case, Answer, dict[str, Outcome]]]
# Every pair that somebody can be due to choose among: by hukou alone two lists never pay the same.
CHOSEN_AMONG = {
    ("dongyang-01", "gongshu-01"),
    ("dongyang-01", "quzhou-06"),
    ("gongshu-01", "quzhou-06"),
    ("dongyang-22-living", "quzhou-09-living"),
    ("gongshu-24-living", "quzhou-09-living"),
    ("dongyang-22-care", "quzhou-09-care"),
    ("gongshu-24-care", "quzhou-09-care"),
    ("quzhou-09-care", "quzhou-13"),
}


@pytest.fixture(scope="module")
def complete() -> Answered:
    return answered(neighbour, 20240220, COMPLETE, REGIONS)


@pytest.fixture(scope="module")
def partial() -> Answered:
    return answered(partial_neighbour, 20200430, PARTIAL, REGIONS)


@pytest.fixture(scope="module")
def decided(complete: Answered) -> Decided:
    return [(case, answer, lists.decide(*case)) for case, answer in complete]


def open_rows(people: Answered) -> Iterator[tuple[Case, Answer, str]]:
    """Each person with each benefit that is not Quzhou's own, which has its own comparison under unknowns."""
    return ((case, row, code) for case, row, code in rows(people) if LIST_OF[lists.BENEFITS[code]] in lists.OTHERS)


def test_the_people_reach_everything(decided: Decided) -> None:
    seen = {(code, one.eligible) for _, _, expected in decided for code, one in expected.items()}
    assert seen == {(code, has) for code in lists.BENEFITS for has in (True, False)}
    assert {len(lists.consulted(*case)) for case, _, _ in decided} == {0, 1, 2, 3, 4}


def test_the_people_reach_every_choice(decided: Decided) -> None:
    choices = [lists.exclusions(expected)[1] for *_, expected in decided]
    pairs = {(one, other) for choice in choices for one, others in choice.items() for other in others if one < other}
    assert pairs == CHOSEN_AMONG


@pytest.mark.parametrize("people", ["complete", "partial"])
def test_the_lists_that_answer(people: str, request: pytest.FixtureRequest) -> None:
    everyone: Answered = request.getfixturevalue(people)

    def faults() -> Iterator[str]:
        for case, answer in everyone:
            expected = {(region, lists.IN_FORCE_FROM[region].isoformat()) for region in lists.consulted(*case)}
            shown = {(one["region"], one["effective_from"]) for one in answer["catalogues"]}
            codes = set(answer["benefits"])
            if shown != expected or codes != lists.expected_codes(*case):
                yield f"{sorted(shown)} {len(codes)}, not {sorted(expected)}: {case}"

    report(faults())


def test_verdicts_of_complete_people(decided: Decided) -> None:
    names = {True: "eligible", False: "ineligible"}
    report(
        f"{code} {answer['benefits'][code]['verdict']}: {case}"
        for case, answer, expected in decided
        for code in expected
        if answer["benefits"][code]["verdict"] != names[expected[code].eligible]
    )


def test_nothing_is_missing_of_complete_people(complete: Answered) -> None:
    report(f"{code} {row['missing']}: {case}" for case, row, code in rows(complete) if row["missing"])


def test_awards_of_complete_people(decided: Decided) -> None:
    report(
        f"{code} {fault}: {case}"
        for case, answer, expected in decided
        for code in expected
        if expected[code].eligible
        for fault in award_faults(answer["benefits"][code]["award"], expected[code], lists.KINDS_LEFT_OPEN.get(code))
    )


def test_a_pathway_belongs_to_one_class(decided: Decided) -> None:
    classes: dict[tuple[str, str], set[str]] = {}
    for _, answer, expected in decided:
        for code, outcome in expected.items():
            if outcome.eligible:
                pathway = answer["benefits"][code]["pathway"]
                classes.setdefault((code, pathway), set()).add(outcome.class_)
    mixed = {pathway: names for pathway, names in classes.items() if len(names) > 1}
    assert not mixed


def test_a_district_names_what_it_carries_out(complete: Answered) -> None:
    report(
        f"{code} carries out {row['carries_out']}"
        for _, row, code in rows(complete)
        if row["carries_out"] != lists.CARRIES_OUT.get(code)
    )


def test_exclusions_of_complete_people(decided: Decided) -> None:
    def faults() -> Iterator[str]:
        for case, answer, expected in decided:
            gone, choices = lists.exclusions(expected)
            for code, row in answer["benefits"].items():
                shown = (row["superseded_by"], set(row["choose_one_with"]))
                due = (gone.get(code), choices.get(code, set()))
                if shown != due:
                    yield f"{code} {shown}, not {due}: {case}"

    report(faults())


def test_totals_of_complete_people(decided: Decided) -> None:
    def faults() -> Iterator[str]:
        for case, answer, expected in decided:
            shown = answer["totals"]
            total, low = lists.totals(expected)
            if (Decimal(str(shown["monthly_cash"])), shown["at_least"]) != (total, low):
                yield f"{shown}, not {total} {low}: {case}"

    report(faults())


def test_upcoming_of_complete_people(complete: Answered) -> None:
    report(
        f"{code} {row['upcoming']}, not {expected}: {case}"
        for case, row, code in open_rows(complete)
        if day(row["upcoming"]) != (expected := upcoming(lists.BENEFITS[code], *case))
    )


def test_renewals_of_complete_people(decided: Decided) -> None:
    def faults() -> Iterator[str]:
        for case, answer, expected in decided:
            for code, row in answer["benefits"].items():
                due = (expected[code].renewal, lists.next_due(case.facts, expected, code))
                if (row["renewal_months"], day(row["next_due"])) != due:
                    yield f"{code} {row['renewal_months']} {row['next_due']}, not {due}: {case}"

    report(faults())


def test_verdicts_are_exact_under_unknowns(partial: Answered) -> None:
    def faults() -> Iterator[str]:
        for case, row, code in open_rows(partial):
            expected = verdict(lists.BENEFITS[code], *case)
            if row["verdict"] != expected:
                yield f"{code} {row['verdict']}, not {expected}: {case}"

    report(faults())


def test_verdicts_hold_for_random_completions(partial: Answered) -> None:
    rng = Random(87)
    others = [neighbour(rng).facts for _ in range(COMPLETIONS)]

    def faults() -> Iterator[str]:
        for case, answer in partial:
            settled = {code: row for code, row in answer["benefits"].items() if row["verdict"] != "undetermined"}
            for other in others:
                elder = Elder(completed(rng, case.facts, other), case.as_of)
                for code, row in settled.items():
                    if lists.BENEFITS[code](elder).eligible != (row["verdict"] == "eligible"):
                        yield f"{code} {row['verdict']}: {case} completed as {dict(elder.facts)}"

    report(faults())


def test_missing_is_what_can_still_change_the_answer(partial: Answered) -> None:
    def faults() -> Iterator[str]:
        for case, row, code in open_rows(partial):
            expected = changing(lists.BENEFITS[code], *case)
            if set(row["missing"]) != expected:
                yield f"{code} missing {row['missing']}, not {sorted(expected)}: {case}"

    report(faults())


def test_awards_that_no_unknown_can_change(partial: Answered) -> None:
    def faults() -> Iterator[str]:
        for case, row, code in open_rows(partial):
            if row["verdict"] == "eligible" and not row["missing"]:
                for outcome in set(outcomes(lists.BENEFITS[code], *case)):
                    for fault in award_faults(row["award"], outcome, lists.KINDS_LEFT_OPEN.get(code)):
                        yield f"{code} {fault}: {case}"

    report(faults())


def test_upcoming_is_certain_under_unknowns(partial: Answered) -> None:
    report(
        f"{code} {row['upcoming']}, not {expected}: {case}"
        for case, row, code in open_rows(partial)
        if row["verdict"] != "eligible"
        and day(row["upcoming"]) != (expected := certain_from(lists.BENEFITS[code], *case))
    )


@pytest.mark.parametrize(
    ("age", "shown"),
    [
        (66, ("ineligible", [], None)),
        (70, ("undetermined", ["hukou"], None)),
        (86, ("undetermined", ["hukou"], date(2030, 11, 22))),
        (90, ("eligible", [], None)),
    ],
)
def test_shangyu_named_itself_leaves_its_part_open(age: int, shown: tuple[str, list[str], date | None]) -> None:
    as_of = date(2026, 11, 22)
    born = years_after(as_of, -age).isoformat()
    answer = portal.answer({"birth_date": born, "hukou": "shangyu", "residence": "elsewhere"}, as_of)
    row = answer["benefits"]["shangyu-voucher"]
    assert (row["verdict"], row["missing"], day(row["upcoming"])) == shown
    assert [one["region"] for one in answer["catalogues"]] == ["shangyu"]
