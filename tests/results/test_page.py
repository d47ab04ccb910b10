"""The results page: everything once, in its section, with sums, reasons and sources."""

import html as markup
import re

from tests.interview.conftest import PLAIN, Visitor

BENEFITS = 43


def results(visitor: Visitor, **answers: dict[str, object]) -> str:
    """The page after an interview."""
    visitor.start("mother").go_on(**answers)
    return visitor.text("/results/")


def section(html: str, name: str) -> str:
    """One section of it."""
    found = re.search(rf'<section id="{name}".*?</section>', html, re.DOTALL)
    return markup.unescape(found[0]) if found else ""


def test_every_benefit_is_shown_once(visitor: Visitor) -> None:
    html = results(visitor)
    shown = len(re.findall(r"<article", html)) + section(html, "not").count("<strong>")
    assert shown == BENEFITS
    counted = map(int, re.findall(r"<span>(\d+)</span></a>", html))
    assert sum(counted) == BENEFITS


def test_what_she_has_now(visitor: Visitor) -> None:
    have = section(results(visitor), "have")
    assert "居民养老待遇" in have
    assert "户籍在衢州市" in have
    assert "衢政办发〔2023〕27号" in have
    assert "衢州市民政局" in have
    assert "带什么" in have
    assert "到哪里办" in have


def test_the_monthly_sum(visitor: Visitor) -> None:
    old = {"birth_date_year": "1941", "birth_date_month": "3", "birth_date_day": "2"}
    html = results(visitor, birth=old)
    assert "现在每月至少能领" in html
    assert re.search(r'class="money">60 <small>元', html)
    assert "每月 60 元起" in section(html, "have")


def test_what_comes_on_which_birthday(visitor: Visitor) -> None:
    coming = section(results(visitor), "coming")
    assert "高龄津贴" in coming
    assert "从2031年3月2日起（满 80 周岁）" in coming


def test_one_step_away(visitor: Visitor) -> None:
    frail = {"self_care": "total"}
    assessed = {"care_assessed": "false", "family_carer": "true"}
    step = section(results(visitor, self_care=frail, care=assessed, assistance={"assistance": "dibao"}), "step")
    assert "这样做就能享受" in step
    assert "能力评估" in step


def test_what_is_not_known_leads_to_its_question(visitor: Visitor) -> None:
    html = results(visitor, disability={"disability_grade": "?"})
    assert 'href="/ask/disability/"' in section(html, "open")


def test_why_not(visitor: Visitor) -> None:
    not_for_her = section(results(visitor), "not")
    assert "不符合这个条件：" in not_for_her
    assert "年满 100 周岁" in not_for_her


def test_alternatives_are_shown_together(visitor: Visitor) -> None:
    severe = {"disability_grade": "1"}
    choose = section(
        results(
            visitor,
            assistance={"assistance": "dibian"},
            disability=severe,
            self_care={"self_care": "total"},
        ),
        "choose",
    )
    assert "重度残疾人护理补贴" in choose
    assert "养老服务补贴" in choose


def test_somebody_young_is_told_kindly(visitor: Visitor) -> None:
    html = results(visitor, birth={"birth_date_year": "1986", "birth_date_month": "3", "birth_date_day": "2"})
    assert "现在还没有能享受的待遇" in html


def test_everything_opens_for_paper_without_script(visitor: Visitor) -> None:
    html = results(visitor)
    assert "<details open>" not in html
    unfolded = visitor.text("/results/?folded=no")
    assert unfolded.count("<details") == unfolded.count(" open>")


def test_in_words_for_the_mother(visitor: Visitor) -> None:
    assert "您母亲能享受的待遇" in results(visitor, **{"birth": PLAIN["birth"]})
