"""Awards, exclusions and totals: what is worked out, what stays unknown, what gives way."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from catalog.rules import Rulebook, Screener, Screening
from catalog.rules.expressions import InvalidExpression, parse
from tests.rules.worlds import AS_OF, benefit_row, book, pathway_row


def _screen(*amounts: Any, mode: str | None = None, **answers: Any) -> Screening:
    rows = [benefit_row(place, [], [pathway_row(0, [], amount)]) for place, amount in enumerate(amounts)]
    for row in rows if mode else []:
        row["exclusive"] = [{"group": "g", "mode": mode}]
    return Screener([Rulebook.from_json(book(rows))], AS_OF).screen(answers, AS_OF)


def test_a_sum_is_worked_out_to_the_cent_with_its_working() -> None:
    award = _screen("1.3 * limit").verdicts[0].award
    assert award
    assert award.amount == Decimal("1300.00")
    assert str(award.working) == "1.3 × 标准 1000 元 = 1300 元"


def test_an_unknown_income_or_parameter_leaves_the_amount_unknown() -> None:
    known = _screen("max(0, limit - income)", income=Decimal("250.50")).verdicts[0]
    open_ = _screen("max(0, limit - income)").verdicts[0]
    unset = _screen("2 * unset").verdicts[0]
    assert known.award
    assert known.award.amount == Decimal("749.50")
    assert known.missing == ()
    assert open_.award
    assert open_.award.amount is None
    assert open_.missing == ("income",)
    assert unset.award
    assert unset.award.amount is None
    assert str(unset.award.working) == "2 × 未定"
    assert unset.missing == ()


def test_the_higher_stays_and_the_first_of_equals() -> None:
    higher, equal = _screen("50", "60", mode="higher"), _screen("60", "60", mode="higher")
    assert [one.superseded_by for one in higher.verdicts] == ["b1", None]
    assert [one.superseded_by for one in equal.verdicts] == [None, "b0"]
    assert higher.verdicts[0].status == "eligible"
    assert higher.totals.monthly_cash == 60
    assert not higher.totals.at_least


def test_with_an_amount_unknown_both_are_for_choosing() -> None:
    screening = _screen("50", "2 * unset", mode="higher")
    assert [one.choose_one_with for one in screening.verdicts] == [("b1",), ("b0",)]
    assert screening.totals.monthly_cash == 50
    assert screening.totals.at_least


def test_of_those_to_choose_among_the_highest_counts_once() -> None:
    assert _screen("50", "60", mode="choose").totals.monthly_cash == 60
    assert _screen("50", "60").totals.monthly_cash == 110


@pytest.mark.parametrize("source", ["__import__('os')", "a.b", "a[0]", "1 if a else 2", "a ** 2", "'x'", "", "min()"])
def test_only_sums_are_sums(source: str) -> None:
    with pytest.raises(InvalidExpression):
        parse(source)
