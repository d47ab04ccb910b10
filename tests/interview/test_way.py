"""The way through the interview: forwards, back, changed, left."""

import re

import pytest
from django.contrib.sessions.models import Session

from eligibility.wording import AUDIENCES
from tests.interview.conftest import PLAIN, Visitor

MOST_PAGES = 14


def heading(html: str) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", html, re.DOTALL)
    assert found
    return found[1].strip()


def test_the_whole_way(visitor: Visitor) -> None:
    asked = visitor.start().go_on()
    assert asked[:3] == ["birth", "hukou", "residence"]
    assert len(asked) <= MOST_PAGES
    assert visitor.at == "/check/"
    assert "核对" in heading(visitor.text("/check/"))
    assert "待遇" in heading(visitor.text("/results/"))


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_page_speaks_of_the_person(visitor: Visitor, audience: str) -> None:
    visitor.start(audience)
    who = str(AUDIENCES[audience].who)
    while visitor.question:
        html = visitor.text(visitor.at)
        assert who in heading(html)
        assert "{" not in heading(html)
        assert "不清楚" in html
        assert "为什么问" in html
        visitor.go_on(until=next_of(visitor))


def next_of(visitor: Visitor) -> str | None:
    """Answer one page; where it leads."""
    visitor.post(visitor.at, PLAIN[visitor.question or ""])
    return visitor.question


def test_a_question_is_where_its_address_says(visitor: Visitor) -> None:
    visitor.start().go_on(until="pension")
    assert 'value="1951"' in visitor.text("/ask/birth/")
    assert re.search(r'value="kecheng"[^>]*checked', visitor.text("/ask/hukou/"))


@pytest.mark.parametrize("path", ["/ask/honours/", "/ask/no-such-question/", "/check/", "/results/"])
def test_no_page_is_reached_before_its_turn(visitor: Visitor, path: str) -> None:
    visitor.start().go_on(until="pension")
    response = visitor.client.get(path, follow=True)
    assert response.redirect_chain[-1][0] == "/ask/pension/"


def test_progress_is_honest(visitor: Visitor) -> None:
    visitor.start()
    before = None
    while visitor.question:
        found = re.search(r"已答 (\d+) 题，最多还有 (\d+) 题", visitor.text(visitor.at))
        assert found
        done, left = map(int, found.groups())
        assert before is None or (done == before[0] + 1 and left < before[1])
        before = done, left
        next_of(visitor)
    assert before
    assert before[1] >= 1


def test_back_leads_to_the_question_before(visitor: Visitor) -> None:
    visitor.start().go_on(until="residence")
    assert 'class="back" href="/ask/hukou/"' in visitor.text("/ask/residence/")
    assert 'class="back" href="/ask/birth/"' in visitor.text("/ask/hukou/")
    assert 'class="back" href="/"' in visitor.text("/ask/birth/")


def test_a_changed_answer_returns_to_the_check_page(visitor: Visitor) -> None:
    visitor.start().go_on()
    assert 'href="/ask/living/"' in visitor.text("/check/")
    assert 'class="back" href="/check/"' in visitor.text("/ask/living/")
    visitor.answer("living", living="alone")
    assert visitor.at == "/check/"
    assert "独居" in visitor.text("/check/")


def test_a_change_that_opens_a_question_asks_it_and_keeps_the_rest(visitor: Visitor) -> None:
    visitor.start().go_on()
    visitor.answer("disability", disability_grade="3")
    assert visitor.question == "disability_type"
    asked = visitor.go_on()
    assert "honours" not in asked
    assert visitor.at == "/check/"
    visitor.answer("disability", disability_grade="none")
    assert visitor.at == "/check/"
    assert "肢体残疾" not in visitor.text("/check/")


def test_not_knowing_is_an_answer_everywhere(visitor: Visitor) -> None:
    visitor.start()
    asked = []
    while question := visitor.question:
        html = visitor.text(visitor.at)
        fields = {name: "?" for name in re.findall(r'name="([^"]+)" value="\?"', html)}
        fields |= {name: "1" for name in re.findall(r'name="(\w+_unsure)"', html)}
        visitor.post(visitor.at, fields)
        asked.append(question)
    assert len(asked) == len(set(asked))
    assert visitor.at == "/check/"
    assert visitor.get("/results/").status_code == 200


def test_what_the_rest_of_a_page_decides_may_stay_blank(visitor: Visitor) -> None:
    visitor.start().go_on(until="pension")
    response = visitor.answer("pension", pension_scheme="none")
    assert response.status_code == 302
    visitor.go_on()
    assert "缴费年数" not in visitor.text("/check/")
    response = visitor.answer("pension", pension_scheme="employee")
    assert response.status_code == 422
    assert "都没有" in visitor.text("/check/")


def test_ticks_with_not_sure_are_yes_and_the_others_open(visitor: Visitor) -> None:
    visitor.start().go_on(until="health")
    visitor.answer("health", ticks=["chronic_conditions:hypertension", "?"])
    visitor.go_on()
    assert "高血压；其他的不清楚" in visitor.text("/check/")
    results = visitor.text("/results/")
    have, _, rest = results.partition('id="open"')
    assert "高血压患者服务包" in have
    assert "糖尿病患者服务包" in rest
    html = visitor.text("/ask/health/")
    assert len(re.findall(r"checked", html)) == 2


def test_a_father_is_a_man(visitor: Visitor) -> None:
    assert "sex" not in visitor.start("father").go_on()


def test_leaving_wipes_the_answers(visitor: Visitor) -> None:
    visitor.start().go_on(until="pension")
    assert Session.objects.count() == 1
    response = visitor.client.post("/clear/", follow=True)
    assert "已经清除" in response.content.decode()
    assert Session.objects.count() == 0
    assert "请重新开始" in visitor.text("/ask/pension/")


def test_an_interview_under_way_can_be_gone_on_with(visitor: Visitor) -> None:
    visitor.start().go_on(until="pension")
    assert 'href="/ask/pension/"' in visitor.text("/")


def test_every_page_can_be_left(visitor: Visitor) -> None:
    visitor.start()
    for path in ("/", "/ask/birth/", "/privacy", "/no-such-page"):
        assert 'formaction="/clear/"' in visitor.text(path)


def test_in_english(visitor: Visitor) -> None:
    visitor.post("/i18n/setlang/", {"language": "en"})
    visitor.start()
    assert 'lang="en"' in visitor.text("/ask/birth/")
