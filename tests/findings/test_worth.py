"""What an unknown fact decides and is worth, against brute force: every completion of every way it may turn out."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings

from catalog.rules import Among, Rulebook, Screener, Screening, Value
from eligibility.findings.worth import Turn, Worth, worth, worths
from tests.findings.test_comparing import EXPECTED, HAD, OPEN, having, stand
from tests.rules.worlds import AS_OF, VALUES, benefit_row, book, partial_answers, pathway_row, rulebooks

thorough = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def ways(fact: str, answers: Mapping[str, Value]) -> tuple[Value, ...]:
    """The values that an unknown fact may turn out to have."""
    if fact not in answers:
        return VALUES[fact]
    told = answers[fact]
    return (frozenset("x"), frozenset("xy")) if isinstance(told, Among) else ("east-1", "east-2")


def turn_of(found: Worth, screening: Screening, value: Value) -> Turn:
    """The turn in which a value lies; there is exactly one."""
    know, place = screening.screener.know, screening.screener.compilation.place[found.fact]
    cell = know({found.fact: value}, AS_OF)[place]
    (turn,) = [
        turn
        for turn in found.turns
        if any(know({found.fact: case.values[0]}, AS_OF)[place] == cell for case in turn.cases)
    ]
    return turn


def certain(rulebook: Rulebook, answers: Mapping[str, Value]) -> Decimal:
    """The monthly sum of what every completion has, as far as it is the same for all."""
    total = Decimal(0)
    for _item, benefit in rulebook.benefits():
        status, ends = stand(benefit, answers, rulebook)
        amounts = {amount for _, amount in ends}
        if status == HAD and len(amounts) == 1:
            total += amounts.pop() or 0
    return total


@thorough
@given(rulebooks(), partial_answers())
def test_every_way_it_may_turn_out_is_told_as_all_completions_have_it(
    rulebook: Rulebook, answers: dict[str, Value]
) -> None:
    screening = Screener([rulebook], AS_OF).screen(answers, AS_OF)
    for found in worths(screening):
        for value in ways(found.fact, answers):
            turn = turn_of(found, screening, value)
            told = {one.verdict.benefit.code: one.what for one in turn.differences}
            then = {**answers, found.fact: value}
            for _item, benefit in rulebook.benefits():
                (was, before), (is_, after) = (stand(benefit, one, rulebook) for one in (answers, then))
                what: Any = told.get(benefit.code)
                if (was, is_) == (HAD, HAD):
                    assert (what or "same") in having(before, after)
                elif (was, is_) == (OPEN, OPEN):
                    assert what is None
                else:
                    assert what == EXPECTED[was, is_]


@thorough
@given(rulebooks(), partial_answers())
def test_the_sums_are_those_of_all_completions(rulebook: Rulebook, answers: dict[str, Value]) -> None:
    screening = Screener([rulebook], AS_OF).screen(answers, AS_OF)
    now = certain(rulebook, answers)
    for found in worths(screening):
        for value in ways(found.fact, answers):
            turn = turn_of(found, screening, value)
            gain = certain(rulebook, {**answers, found.fact: value}) - now
            assert gain <= turn.most
            assert turn.varies or gain == turn.most
        assert found.most == max(turn.most for turn in found.turns)


@thorough
@given(rulebooks(), partial_answers())
def test_a_fact_is_listed_where_it_can_still_decide(rulebook: Rulebook, answers: dict[str, Value]) -> None:
    screening = Screener([rulebook], AS_OF).screen(answers, AS_OF)
    listed = {one.fact for one in worths(screening)}
    deciding = {fact for one in screening.verdicts if one.status == "undetermined" for fact in one.missing}
    assert deciding <= listed <= {fact for one in screening.verdicts for fact in one.missing}


def dependent(sum_: str, *clauses: dict[str, Any]) -> Screening:
    """Somebody of whom nothing is known, with one benefit that is this sum."""
    row = benefit_row(0, [], [pathway_row(0, list(clauses), sum_)])
    return Screener([Rulebook.from_json(book([row]))], AS_OF).screen({}, AS_OF)


def below(limit: str) -> dict[str, Any]:
    """A clause on the income."""
    return {"words": None, "any": [[{"fact": "income", "relation": "at_most", "value": limit}]]}


def test_a_sum_over_the_very_number_is_told_at_its_most() -> None:
    found = worth(dependent("max(0, limit - income)", below("1000")), "income")
    most = {(turn.most, turn.varies) for turn in found.turns}
    assert most == {(Decimal(1000), True), (Decimal(0), False)}


def test_a_sum_that_rises_and_falls_is_most_at_its_bend() -> None:
    found = worth(dependent("min(income, 700 - income)", below("1000")), "income")
    assert found.most == Decimal(350)


def test_no_case_is_told_twice_and_the_worthiest_comes_first() -> None:
    ill = {"words": None, "any": [[{"fact": "ill", "relation": "is", "value": True}]]}
    kind = {"words": None, "any": [[{"fact": "kind", "relation": "one_of", "value": ["a"]}]]}
    rows = [benefit_row(0, [], [pathway_row(0, [ill], "50")]), benefit_row(1, [], [pathway_row(0, [kind], "60")])]
    screening = Screener([Rulebook.from_json(book(rows))], AS_OF).screen({}, AS_OF)
    found = worths(screening)
    assert [(one.fact, one.most) for one in found] == [("kind", Decimal(60)), ("ill", Decimal(50))]
    assert [len(turn.cases) for turn in found[0].turns] == [1, 2]
