"""What if: changes to choose from, what would follow side by side, and nothing kept but by the button."""

import html as markup
import re
from typing import Any

import pytest

from eligibility.session import KEY, box
from tests.interview.conftest import PLAIN, Visitor

PAGE = "/results/what-if/"
FRAIL = {"assistance": {"assistance": "dibao"}}


@pytest.fixture(autouse=True)
def _on_a_day(time_machine: Any) -> None:
    time_machine.move_to("2026-11-23 12:00:00+08:00", tick=False)


@pytest.fixture
def mother(visitor: Visitor) -> Visitor:
    """Somebody who has the results of her mother, who gets dibao."""
    visitor.start("mother").go_on(**FRAIL)
    return visitor


def plain(html: str) -> str:
    """A page's text."""
    main = html[html.index("<main") :]
    return re.sub(r"\s+", " ", markup.unescape(re.sub("<[^>]+>", " ", main)))


def links(visitor: Visitor) -> dict[str, tuple[str, str]]:
    """The suggested changes: by their words, the address and what each brings."""
    found = re.findall(
        r'<a href="([^"]+)"><strong>([^<]+)</strong>.*?<span>([^<]*)</span></a>', visitor.text(PAGE), re.DOTALL
    )
    return {words: (markup.unescape(address), brings) for address, words, brings in found}


def kept(visitor: Visitor) -> str:
    """The answers as the session holds them."""
    return box().decrypt(visitor.client.session[KEY]).decode()


def test_higher_care_grades_moves_and_birthdays_are_suggested(mother: Visitor) -> None:
    found = links(mother)
    grades = [words for words in found if "不能自理" in words]
    assert len(grades) == 3
    assert "户籍在拱墅区" in found
    assert "户籍在拱墅区，常住在拱墅区" in found
    assert any("满 80 周岁" in words for words in found)
    assert all(brings for _address, brings in found.values())


def test_a_suggestion_says_on_its_page_what_it_said_on_its_link(mother: Visitor) -> None:
    for words, (address, brings) in links(mother).items():
        page = plain(mother.text(address))
        assert words.split("，")[0].split("（")[0] in page
        for number in re.findall(r"每月[多少] [0-9.]+ 元", brings):
            assert number.replace(" ", "") in page.replace(" ", "")


def test_what_is_gained_stands_beside_what_is_now(mother: Visitor) -> None:
    address, _brings = next(one for words, one in links(mother).items() if "完全不能自理" in words)
    page = plain(mother.text(address))
    assert "会多出来" in page
    assert "养老服务补贴 现在 没有 这样 每月 500 元" in page
    assert "每月多 500 元" in page


def test_nothing_is_kept_and_no_answer_stands_in_an_address(mother: Visitor) -> None:
    before = kept(mother)
    response = mother.post(PAGE + "self_care/", {"self_care": "total"})
    assert response.status_code == 302
    assert mother.get(mother.at).status_code == 200
    assert "total" not in mother.at
    assert kept(mother) == before
    assert mother.get(mother.at).headers["Cache-Control"] == "no-store, private"


def test_another_visit_cannot_open_the_address(mother: Visitor) -> None:
    mother.post(PAGE + "self_care/", {"self_care": "total"})
    other = Visitor()
    other.start("mother").go_on(**FRAIL)
    assert "换一个回答" in other.text(mother.at)
    assert "完全不能自理" not in plain(other.text(PAGE + "?if=nonsense")).split("更要人照顾了")[0]


def test_the_button_takes_the_answer_over_and_goes_on(visitor: Visitor) -> None:
    visitor.start("mother").go_on(birth={**PLAIN["birth"], "birth_date_year": "1941"})
    visitor.post(PAGE + "hukou/", {"hukou": "qujiang"})
    token = re.search(r'name="if" value="([^"]+)"', visitor.text(visitor.at))
    assert token
    assert "这样每月能领 至少 60 元" in plain(visitor.text(visitor.at))
    assert visitor.post(PAGE + "take-over/", {"if": token[1]}).headers["Location"] == "/results/"
    assert '"qujiang"' in kept(visitor)
    assert "现在每月至少能领 60 元" in plain(visitor.text("/results/"))


def test_taking_over_may_ask_more(mother: Visitor) -> None:
    mother.post(PAGE + "disability/", {"disability_grade": "3"})
    token = re.search(r'name="if" value="([^"]+)"', mother.text(mother.at))
    assert token
    assert mother.post(PAGE + "take-over/", {"if": token[1]}).headers["Location"] == "/check/"
    assert mother.get("/check/").headers["Location"] == "/ask/disability_type/"


@pytest.mark.parametrize("fields", [{"self_care": "independent"}, {}, {"self_care": "flying"}])
def test_the_same_answer_none_or_nonsense_is_a_fault(mother: Visitor, fields: dict[str, str]) -> None:
    response = mother.post(PAGE + "self_care/", fields)
    assert response.status_code == 422
    html = response.content.decode()
    assert "<title>错误：" in html
    assert re.search(r'href="#id_self_care', html)


def test_another_day(mother: Visitor) -> None:
    page = plain(mother.text(PAGE + "?on=2031-04-01"))
    assert "到了2031年4月1日" in page
    assert "高龄津贴 现在 没有 这样 每月 60 元起" in page
    assert "用这个回答替换" not in page


@pytest.mark.parametrize("day", ["2026-11-01", "2099-01-01", "soon", "2026-11-23"])
def test_a_day_that_cannot_be_looked_at_is_said_so(mother: Visitor, day: str) -> None:
    response = mother.get(PAGE + f"?on={day}")
    assert response.status_code == 422
    assert "请选一个以后的月份" in response.content.decode()


def test_every_question_listed_can_be_answered_otherwise(mother: Visitor) -> None:
    codes = re.findall(r'href="/results/what-if/([a-z_]+)/"', mother.text(PAGE))
    assert {"birth", "hukou", "self_care", "honours", "health"} <= set(codes)
    for code in codes:
        assert mother.get(PAGE + code + "/").status_code == 200
    assert mother.get(PAGE + "nothing/").headers["Location"] == PAGE


def test_without_answers_there_is_nothing_to_change(visitor: Visitor) -> None:
    for path in (PAGE, PAGE + "self_care/"):
        assert visitor.get(path).headers["Location"] == "/check/"
    assert visitor.post(PAGE + "take-over/", {"if": "x"}).headers["Location"] == "/check/"
    visitor.start("mother").go_on(**{"birth": PLAIN["birth"]})
    assert visitor.post(PAGE + "take-over/", {"if": "x"}).headers["Location"] == PAGE
