"""The engine against brute force: every completion of every partly known person, on random rulebooks."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings

from catalog.rules import Rulebook, Screener, Value, Verdict
from tests.rules.worlds import (
    AS_OF,
    VALUES,
    benefit_row,
    book,
    completions,
    decide,
    partial_answers,
    pathway_row,
    rulebooks,
)

LESS_INCOME = "max(0, limit - income)"
thorough = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def _ends(verdict: Verdict, answers: Mapping[str, Value]) -> dict[tuple[Any, ...], Any]:
    """How the benefit ends for each completion, with what has no figure held both ways."""
    regions = verdict.rulebook.regions
    return {
        (*person.values(), unset): decide(verdict.benefit, person, regions, unset)
        for person in completions(answers)
        for unset in (False, True)
    }


def _matters(ends: Mapping[tuple[Any, ...], Any], place: int) -> bool:
    """Whether two completions that differ only in one fact end differently."""
    seen: dict[tuple[Any, ...], Any] = {}
    for person, end in ends.items():
        rest = person[:place] + person[place + 1 :]
        if seen.setdefault(rest, end) != end:
            return True
    return False


@thorough
@given(rulebooks(), partial_answers())
def test_verdicts_are_exact(book: Rulebook, answers: dict[str, Value]) -> None:
    for verdict in Screener([book], AS_OF).screen(answers, AS_OF).verdicts:
        ends = set(_ends(verdict, answers).values())
        expected = "ineligible" if ends == {None} else "undetermined" if None in ends else "eligible"
        assert verdict.status == expected


@thorough
@given(rulebooks(), partial_answers())
def test_missing_facts_are_exactly_those_that_can_change_the_end(book: Rulebook, answers: dict[str, Value]) -> None:
    for verdict in Screener([book], AS_OF).screen(answers, AS_OF).verdicts:
        ends = _ends(verdict, answers)
        assert set(verdict.missing) == {code for place, code in enumerate(VALUES) if _matters(ends, place)}


@thorough
@given(rulebooks(), partial_answers())
def test_pathway_and_amount_are_certain_or_not_given(book: Rulebook, answers: dict[str, Value]) -> None:
    for verdict in Screener([book], AS_OF).screen(answers, AS_OF).verdicts:
        if verdict.status != "eligible":
            assert verdict.pathway is None
            assert verdict.award is None
            continue
        ends = [end for end in _ends(verdict, answers).values() if end is not None]
        codes, amounts = {code for code, _ in ends}, {amount for _, amount in ends}
        if len(codes) == 1:
            assert verdict.pathway
            assert {verdict.pathway.code} == codes
        assert verdict.award
        assert verdict.award.amount == (amounts.pop() if len(amounts) == 1 else None)


@thorough
@given(rulebooks(), partial_answers(), partial_answers())
def test_a_new_answer_never_takes_back_what_was_certain(
    book: Rulebook, answers: dict[str, Value], more: dict[str, Value]
) -> None:
    screener = Screener([book], AS_OF)
    before = screener.screen(answers, AS_OF)
    after = screener.screen({**more, **answers}, AS_OF)
    for first, second in zip(before.verdicts, after.verdicts, strict=True):
        assert first.status in ("undetermined", second.status)
        assert set(second.missing) <= set(first.missing)
    assert after.undetermined <= before.undetermined


@thorough
@given(rulebooks(), partial_answers())
def test_the_next_question_is_the_first_live_one_and_ends_when_nothing_can_change(
    book: Rulebook, answers: dict[str, Value]
) -> None:
    screening = Screener([book], AS_OF).screen(answers, AS_OF)
    live = {
        code
        for verdict in screening.verdicts
        for place, code in enumerate(VALUES)
        if _matters(_ends(verdict, answers), place)
    }
    asked = screening.next_question()
    assert (asked and asked[0].code) == next((code for code in VALUES if code in live and code not in answers), None)


def test_open_pathways_that_come_to_the_same_sum_have_it() -> None:
    ways = [
        pathway_row(place, [{"words": None, "any": [[{"fact": "ill", "relation": "is", "value": ill}]]}], LESS_INCOME)
        for place, ill in enumerate((True, False))
    ]
    screener = Screener([Rulebook.from_json(book([benefit_row(0, [], ways)]))], AS_OF)
    (verdict,) = screener.screen({"income": Decimal("999.99")}, AS_OF).verdicts
    assert (verdict.status, verdict.pathway) == ("eligible", None)
    assert verdict.award
    assert verdict.award.amount == Decimal("0.01")
    (open_sum,) = screener.screen({}, AS_OF).verdicts
    assert open_sum.award
    assert open_sum.award.amount is None
