"""What a fact would be, in words: the fewest places, stretches that meet as one, the least sets of options."""

from typing import Any

import pytest

from catalog.rules import Rulebook, Screener, Screening
from catalog.rules.cases import cases
from eligibility.findings.turns import changed, turned, turning
from tests.rules.worlds import AS_OF, benefit_row, book, pathway_row


def screening(*conditions: tuple[str, str, Any]) -> Screening:
    """Somebody of whom nothing is known, with a benefit for each condition."""
    rows = [
        benefit_row(place, [], [pathway_row(0, [{"words": None, "any": [[_condition(*one)]]}], "50")])
        for place, one in enumerate(conditions)
    ]
    return Screener([Rulebook.from_json(book(rows))], AS_OF).screen({}, AS_OF)


def _condition(fact: str, relation: str, value: Any) -> dict[str, Any]:
    return {"fact": fact, "relation": relation, "value": value}


def each(found: Screening, fact: str) -> set[str]:
    """Every case of a fact in words."""
    return {turning(found.screener, fact, [case]) for case in cases(found, fact)}


def together(found: Screening, fact: str) -> str:
    """All cases of a fact in words, as one."""
    return turning(found.screener, fact, cases(found, fact))


def test_places_are_named_by_the_widest_region_that_holds_no_others() -> None:
    found = screening(("hukou", "within", ["east-1"]), ("hukou", "within", ["city"]))
    assert each(found, "hukou") == {"户籍地在外省", "户籍地在一街", "户籍地在二街、西区或市其他地方"}
    assert together(found, "hukou") == "户籍地在外省或市"


def test_stretches_are_told_by_their_ends_and_meet() -> None:
    found = screening(("income", "at_most", "1000"), ("income", "above", "2000"), ("birth_date", "age_at_least", 70))
    assert each(found, "income") == {"收入不超过 1000", "收入超过 1000，收入不超过 2000", "收入超过 2000"}
    assert together(found, "income") == "不管是多少"
    assert each(found, "birth_date") == {"未满 70 周岁", "年满 70 周岁"}
    low, _middle, high = cases(found, "income")
    assert turning(found.screener, "income", [high, low]) == "收入不超过 1000，或者收入超过 2000"


def test_options_are_told_by_the_least_sets() -> None:
    found = screening(("marks", "any_of", ["x"]), ("marks", "all_of", ["x", "y"]))
    assert each(found, "marks") == {"标记都没有", "标记：子", "标记：丑", "标记：子和丑"}
    some = [case for case in cases(found, "marks") if case.values[0]]
    assert turning(found.screener, "marks", some) == "标记：子或丑"


@pytest.mark.parametrize(
    ("fact", "raw", "words"),
    [
        ("ill", True, "有病"),
        ("ill", False, "不是：有病"),
        ("ill", None, "有病：不清楚"),
        ("kind", "b", "类别：乙"),
        ("marks", [], "标记都没有"),
        ("marks", ["x"], "标记：子"),
        ("marks", {"some": ["x"]}, "标记：子；其他的不清楚"),
        ("hukou", "west", "户籍地在西区"),
        ("income", 1552.5, "收入：1552.50 元"),
        ("birth_date", "1941-03-02", "出生日期：1941年3月2日"),
    ],
)
def test_an_answer_in_words(fact: str, raw: Any, words: str) -> None:
    screener = screening(("ill", "is", True)).screener
    assert turned(screener.facts[fact], raw, screener.regions) == words


def test_the_same_said_in_another_order_is_no_change() -> None:
    assert not changed(["x", "y"], ["y", "x"])
    assert not changed(None, None)
    assert changed(["x"], {"some": ["x"]})
    assert changed(None, False)
    assert changed("a", "b")
