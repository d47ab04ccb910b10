"""What helps to decide on the results page: what each unknown fact is worth, and what choosing gives up."""

import html as markup
import re
from typing import Any

import pytest

from tests.interview.conftest import PLAIN, Visitor
from tests.results.test_page import results, section

OLD: dict[str, Any] = {"birth_date_year": "1944", "birth_date_month": "3", "birth_date_day": "2"}
OPEN: dict[str, dict[str, Any]] = {
    "birth": OLD,
    "assistance": {"assistance": "dibian"},
    "disability": {"disability_grade": "1"},
    "self_care": {"self_care": "?"},
    "income": {"household_income_unsure": "1"},
    "care": {"care_assessed": "?", "family_carer": "?"},
    "health": {"ticks": ["?"]},
}


def unknown(html: str) -> dict[str, str]:
    """The unknown facts of a page: by their names, what is said of each."""
    parts = section(html, "open").split('<div class="unknown-fact">')[1:]
    texts = [re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", part)).strip() for part in parts]
    return {text.split(" ")[0]: text for text in texts}


def test_each_unknown_fact_says_what_it_is_worth_the_worthiest_first(visitor: Visitor) -> None:
    found = unknown(results(visitor, **OPEN))
    assert list(found)[:3] == ["自理能力", "家庭人均月收入", "慢性病"]
    assert "最多每月多 500 元" in found["自理能力"]
    assert "如果家庭人均月收入不超过 1552.50 元： 每月多 310.50 元。" in found["家庭人均月收入"]
    assert "如果家庭人均月收入高于 1552.50 元： 不多什么。" in found["家庭人均月收入"]


def test_each_way_names_what_is_had_then(visitor: Visitor) -> None:
    found = unknown(results(visitor, **OPEN))
    assert "能算清重度残疾人护理补贴（每月 500 元）" in found["自理能力"]
    assert "如果患有二型糖尿病或其他类型糖尿病： 能享受糖尿病患者服务包。" in found["慢性病"]
    assert "慢性病都没有： 不多什么。" in found["慢性病"]
    assert "还要一起知道：自理能力" in found["家里有人照料"]


def test_whoever_knows_everything_is_not_told_what_it_is_worth(visitor: Visitor) -> None:
    assert 'class="unknown-fact"' not in results(visitor)


def test_what_is_said_of_a_way_comes_true_when_it_is_answered(visitor: Visitor) -> None:
    before = unknown(results(visitor, **OPEN))["家庭人均月收入"]
    assert "每月多 310.50 元" in before
    had = visitor.text("/results/")
    visitor.answer("income", household_income="1000")
    visitor.go_on(**OPEN)
    now = visitor.text("/results/")
    sums = [float(re.search(r'class="money">([0-9.]+)', page)[1]) for page in (had, now)]  # type: ignore[index]
    assert round(sums[1] - sums[0], 2) == 310.50


def test_choosing_says_what_is_given_up_and_how_to_change_over(visitor: Visitor) -> None:
    html = results(visitor, **OPEN)
    choose = markup.unescape(section(html, "choose"))
    assert "选了“重度残疾人护理补贴”，就不领：养老服务补贴。" in choose
    assert "请发钱的部门停掉：养老服务补贴" in choose
    assert "请先问清楚，再比一比" in choose


def test_two_lists_that_pay_the_same_scheme_are_weighed_in_a_year(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(PLAIN, "child", {"child_hukou": "elsewhere"})
    html = results(
        visitor,
        hukou={"hukou": "dongyang"},
        residence={"residence": "kecheng"},
        disability={"disability_grade": "1"},
        assistance={"assistance": "dibao"},
        self_care={"self_care": "total"},
    )
    choose = section(html, "choose")
    assert "一年 6000 元" in choose
    assert "选了“衢州市的重度残疾人护理补贴”，就不领：东阳市的重度残疾人护理补贴。" in choose


def test_what_gives_way_is_named_with_its_amount(visitor: Visitor) -> None:
    frail = {"self_care": {"self_care": "total"}, "disability": {"disability_grade": "1"}}
    have = section(results(visitor, assistance={"assistance": "dibao"}, **frail), "have")
    assert "也符合“养老服务补贴”" in have
    assert "“养老服务补贴”是每月 500 元。" in have
