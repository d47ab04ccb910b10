"""How much, in words: what the list fixes is never said to be the office's to decide."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from catalog.rules import Rulebook, Screener, read_answer
from eligibility.findings.entries import Entry, entry
from eligibility.findings.texts import row_in_words

DAY = date(2026, 11, 24)
PERSON: dict[str, Any] = {
    **{"birth_date": "1950-03-02", "hukou": "kecheng", "residence": "kecheng", "disability_grade": "1"},
    **{"assistance": "dibao", "care_setting": "home", "self_care": "total", "household_income": 300},
}


@pytest.fixture(scope="module")
def screener(rulebooks: dict[str, Rulebook]) -> Screener:
    """The five lists of the project."""
    return Screener(list(rulebooks.values()), DAY)


def told(screener: Screener, code: str, **changed: object) -> Entry:
    """A benefit's entry for the person with some facts changed, or unknown where None."""
    raws = {fact: raw for fact, raw in (PERSON | changed).items() if raw is not None}
    answers = {fact: read_answer(screener.facts[fact], raw, DAY, screener.regions) for fact, raw in raws.items()}
    verdicts = screener.screen(answers, DAY).verdicts
    return entry(next(one for one in verdicts if one.benefit.code == code))


@pytest.mark.parametrize(
    ("code", "changed", "words"),
    [
        ("quzhou-09-care", {}, "每月 500 元"),
        ("quzhou-09-care", {"self_care": None}, "现金，金额要看自理能力"),
        ("quzhou-09-care", {"care_setting": None}, "现金，金额要看居住方式"),
        ("quzhou-05", {"household_income": None}, "现金，金额要看家庭人均月收入"),
        ("quzhou-13", {"care_setting": None}, "现金，金额要看居住方式"),
        ("quzhou-13", {"care_setting": "institution"}, "现金，金额由办理部门定"),
        ("quzhou-13", {"assistance": "dibian"}, "现金，金额由办理部门定"),
        ("quzhou-09-care", {"disability_grade": None, "self_care": None}, "现金，金额看具体情况"),
    ],
)
def test_an_open_sum_says_what_it_hangs_on(
    screener: Screener, code: str, changed: dict[str, object], words: str
) -> None:
    assert told(screener, code, **changed).amount == words


def test_what_holds_in_one_case_alone_is_not_told_of_all(screener: Screener) -> None:
    at_home = told(screener, "quzhou-09-care").formula
    in_an_institution = told(screener, "quzhou-09-care", care_setting="institution").formula
    assert at_home != in_an_institution
    assert told(screener, "quzhou-09-care", care_setting=None).formula == ""


@pytest.mark.parametrize("code", ["quzhou-23-bus", "quzhou-22-notary"])
def test_a_share_that_hangs_on_the_age_is_not_promised(screener: Screener, code: str) -> None:
    open_age = told(screener, code, birth_date=None)
    assert open_age.undecided
    assert open_age.amount == ""
    assert told(screener, code, birth_date="1940-01-01").amount == "免费"


@pytest.mark.parametrize(
    ("row", "words"),
    [("9", "第 9 行"), ("23*", "第 23* 行"), ("二-4", "第二部分第 4 点"), ("附件1", "附件 1"), ("说明", "说明")],
)
def test_where_in_the_document_it_stands(row: str, words: str) -> None:
    assert row_in_words(row) == words
