"""The ways in which an unknown fact may turn out: together all that is possible, none of it twice."""

from __future__ import annotations

from decimal import Decimal
from functools import reduce
from operator import or_

from hypothesis import HealthCheck, given, settings

from catalog.rules import Rulebook, Screener, Value
from catalog.rules.cases import between, cases
from tests.rules.worlds import AS_OF, benefit_row, book, partial_answers, pathway_row, rulebooks

thorough = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))


@thorough
@given(rulebooks(), partial_answers())
def test_cases_are_all_that_is_possible_and_none_of_it_twice(rulebook: Rulebook, answers: dict[str, Value]) -> None:
    screener = Screener([rulebook], AS_OF)
    screening = screener.screen(answers, AS_OF)
    for fact, place in screener.compilation.place.items():
        cells = [[screener.know({fact: value}, AS_OF)[place] for value in one.values] for one in cases(screening, fact)]
        assert all(len(set(alike)) == 1 for alike in cells)
        assert sum(alike[0].bit_count() for alike in cells) == screening.masks[place].bit_count()
        assert reduce(or_, (alike[0] for alike in cells)) == screening.masks[place]


def test_a_fact_that_no_rule_asks_has_none() -> None:
    screener = Screener([Rulebook.from_json(book([benefit_row(0, [], [pathway_row(0, [], "50")])]))], AS_OF)
    assert cases(screener.screen({}, AS_OF), "ill") == ()


def test_a_sum_is_looked_at_where_it_bends_and_at_its_ends() -> None:
    limit = {"words": None, "any": [[{"fact": "income", "relation": "at_most", "value": "1000"}]]}
    row = benefit_row(0, [], [pathway_row(0, [limit], "max(0, 500 - income)")])
    screener = Screener([Rulebook.from_json(book([row]))], AS_OF)
    below, above = cases(screener.screen({}, AS_OF), "income")
    assert set(below.values) == {Decimal(0), Decimal(500), Decimal(1000)}
    assert above.values == (Decimal("1000.01"),)
    (end,) = between(screener, "income", below.low, below.high)
    assert (end.relation, end.values) == ("at_most", (Decimal(1000),))
