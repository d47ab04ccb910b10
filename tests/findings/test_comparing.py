"""What becomes of each benefit, against brute force: every completion of both persons, on random rulebooks."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings

from catalog.rules import Rulebook, Screener, Value
from eligibility.findings.comparing import compare
from tests.rules.worlds import AS_OF, benefit_row, book, completions, decide, partial_answers, pathway_row, rulebooks

thorough = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
HAD, OPEN, NOT = "had", "open", "not"


def stand(benefit: Any, answers: Mapping[str, Value], rulebook: Rulebook) -> tuple[str, set[Any]]:
    """Whether every, some or no completion has a benefit, and in which ways."""
    ends = {
        decide(benefit, person, rulebook.regions, unset) for person in completions(answers) for unset in (False, True)
    }
    return NOT if ends == {None} else OPEN if None in ends else HAD, ends - {None}


EXPECTED = {
    (NOT, HAD): "gained",
    (OPEN, HAD): "gained",
    (HAD, NOT): "lost",
    (HAD, OPEN): "unsure",
    (NOT, OPEN): "perhaps",
    (OPEN, OPEN): "same",
    (OPEN, NOT): "settled",
    (NOT, NOT): None,
}


@thorough
@given(rulebooks(), partial_answers(), partial_answers())
def test_each_benefit_is_told_as_every_completion_has_it(
    rulebook: Rulebook, before: dict[str, Value], after: dict[str, Value]
) -> None:
    screener = Screener([rulebook], AS_OF)
    found = compare(screener.screen(before, AS_OF), screener.screen(after, AS_OF))
    told = {one.verdict.benefit.code: one.what for one in found}
    assert len(told) == len(found)
    for _item, benefit in rulebook.benefits():
        (was, ways), (is_, others) = (stand(benefit, answers, rulebook) for answers in (before, after))
        if (was, is_) == (HAD, HAD):
            assert told[benefit.code] in having(ways, others)
        else:
            assert told.get(benefit.code) == EXPECTED[was, is_]


def having(ways: set[Any], others: set[Any]) -> set[str]:
    """What may be told of somebody who has it before and after, by the sums that completions come to."""
    (was, is_) = ({amount for _, amount in ends} for ends in (ways, others))
    if len(was) == len(is_) == 1 and None not in was | is_ and was != is_:
        return {"more"} if min(is_) > min(was) else {"less"}
    same_way = len({code for code, _ in ways | others}) == 1
    if was == is_ and len(was) == 1:
        return {"same"} if same_way else {"same", "other"}
    return {"same", "other"}


def paid(code: int, amount: str, *, at_least: bool = False, period: str = "month") -> dict[str, Any]:
    """A benefit that everybody with a mark has, with this sum."""
    way = pathway_row(0, [], amount)
    way["award"] |= {"at_least": at_least, "period": period}
    return {**benefit_row(code, [], [way]), "name": f"待遇{code}"}


def told(first: dict[str, Any], then: dict[str, Any]) -> str:
    """What is told of a benefit that an edition gives otherwise than the one before."""
    before, after = (Screener([Rulebook.from_json(book([row]))], AS_OF).screen({}, AS_OF) for row in (first, then))
    (found,) = compare(before, after)
    return found.what


def test_more_is_said_where_it_is_certain_alone() -> None:
    assert told(paid(1, "60"), paid(1, "100")) == "more"
    assert told(paid(1, "100"), paid(1, "60")) == "less"
    assert told(paid(1, "60"), paid(1, "60")) == "same"
    assert told(paid(1, "60"), paid(1, "100", at_least=True)) == "more"
    assert told(paid(1, "60", at_least=True), paid(1, "100")) == "other"
    assert told(paid(1, "60"), paid(1, "40", at_least=True)) == "other"
    assert told(paid(1, "60", at_least=True), paid(1, "40")) == "less"
    assert told(paid(1, "60", at_least=True), paid(1, "100", at_least=True)) == "more"
    assert told(paid(1, "60"), paid(1, "700", period="year")) == "less"
    assert told(paid(1, "60"), paid(1, "700", period="once")) == "other"


def test_the_sums_are_those_of_the_two_screenings() -> None:
    from eligibility.findings.beside import compared

    before, after = (
        Screener([Rulebook.from_json(book([paid(1, sum_)]))], AS_OF).screen({}, AS_OF) for sum_ in ("60", "100")
    )
    found = compared(before, after)
    assert (found.before, found.after, found.change, found.more, found.less) == ("60", "100", Decimal(40), "40", "")
