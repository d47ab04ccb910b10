"""What people type and what strangers send: a clear page, a fault at its field, no answer lost."""

from typing import Any

import pytest
from django.test import Client

from eligibility.session import KEY
from tests.interview.conftest import Visitor

DATES = {
    "31 February": (("1941", "2", "31"), "1941 年 2 月没有 31 日", "day"),
    "29 February of a common year": (("1941", "2", "29"), "没有 29 日", "day"),
    "month 13": (("1941", "13", "1"), "月份请填 1 到 12", "month"),
    "day 32": (("1941", "3", "32"), "日请填 1 到 31", "day"),
    "two digits": (("41", "3", "2"), "年份请填 4 位数字", "year"),
    "year 0": (("0000", "3", "2"), "年份请填 4 位数字", "year"),
    "future": (("2999", "3", "2"), "之后", "year"),
    "too old": (("1850", "3", "2"), "130 年以前", "year"),
    "no month": (("1941", "", "2"), "还差月份", "month"),
    "no year": (("", "3", "2"), "还差年份", "year"),
    "no day": (("1941", "3", ""), "还差几日", "day"),
    "nothing": (("", "", ""), "请填年、月、日", "year"),
    "words": (("一九四一", "三", "二"), "年份请填 4 位数字", "year"),
    "Republic": (("民国30", "3", "2"), "1911", "year"),
    "markup": (("<script>", "{{7*7}}", "' OR 1=1--"), "年份请填 4 位数字", "year"),
    "NUL": (("19\x0041x", "3", "2"), "年份请填 4 位数字", "year"),
}


@pytest.mark.parametrize("case", DATES)
def test_a_wrong_date(visitor: Visitor, case: str) -> None:
    typed, sentence, part = DATES[case]
    visitor.start()
    response = visitor.answer(
        "birth", **dict(zip(("birth_date_year", "birth_date_month", "birth_date_day"), typed, strict=True))
    )
    html = response.content.decode()
    assert response.status_code == 422
    assert html.count(sentence) == 2
    assert "<title>错误：" in html
    assert f'<a href="#id_birth_date_{part}">' in html
    assert f'id="id_birth_date_{part}"' in html
    assert "<script>" not in html
    for text in typed:
        assert text.isalnum() is False or f'value="{text}"' in html


def test_both_a_date_and_not_sure(visitor: Visitor) -> None:
    visitor.start()
    fields = {"birth_date_year": "1941", "birth_date_month": "3", "birth_date_day": "2", "birth_date_unsure": "1"}
    assert "只留一样" in visitor.answer("birth", **fields).content.decode()


FORGED: dict[str, tuple[str, dict[str, Any]]] = {
    "an option that does not exist": ("assistance", {"assistance": "emperor"}),
    "nothing": ("assistance", {}),
    "many values": ("assistance", {"assistance": ["none", "emperor"]}),
    "another type": ("assistance", {"assistance": "\x00"}),
    "a tick that does not exist": ("health", {"ticks": ["dementia", "sex"]}),
    "none with others": ("health", {"ticks": ["dementia", "-"]}),
    "no tick": ("health", {"hidden": "1"}),
}


@pytest.mark.parametrize("case", FORGED)
def test_a_forged_answer(visitor: Visitor, case: str) -> None:
    question, fields = FORGED[case]
    visitor.start().go_on(until=question)
    response = visitor.answer(question, **fields)
    assert response.status_code == 422
    assert "这里需要改一下" in response.content.decode()
    assert visitor.at == f"/ask/{question}/"
    visitor.go_on()
    assert visitor.at == "/check/"


def test_a_region_that_does_not_exist(visitor: Visitor) -> None:
    visitor.start().go_on(until="hukou")
    response = visitor.answer("hukou", hukou="../../etc/passwd")
    assert response.status_code == 422
    assert "没有这个地区" in response.content.decode()


def test_facts_that_were_not_asked_are_ignored(visitor: Visitor) -> None:
    visitor.start().go_on(until="assistance")
    visitor.answer("assistance", assistance="none", self_care="total", honours="veteran", birth_date="1900-01-01")
    visitor.go_on()
    html = visitor.text("/check/")
    assert "完全不能自理" not in html
    assert "1951年3月2日" in html


def test_an_answer_to_a_question_whose_turn_has_not_come(visitor: Visitor) -> None:
    visitor.start().go_on(until="pension")
    response = visitor.answer("honours", ticks=["honours:veteran"])
    assert (response.status_code, visitor.at) == (302, "/ask/pension/")


def test_a_form_without_its_token_loses_nothing(visitor: Visitor) -> None:
    visitor.start().go_on(until="pension")
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = visitor.client.cookies
    response = strict.post("/ask/pension/", {"pension_scheme": "resident"})
    assert response.status_code == 403
    assert "请再点一次" in response.content.decode()
    assert visitor.get("/ask/pension/").status_code == 200


@pytest.mark.parametrize("kept", ["garbage", "", 7, None, ["x"], "gAAAAABxxxx"])
@pytest.mark.parametrize("path", ["/ask/birth/", "/check/", "/results/"])
def test_a_broken_session(visitor: Visitor, kept: object, path: str) -> None:
    visitor.start()
    session = visitor.client.session
    session[KEY] = kept
    session.save()
    response = visitor.client.get(path, follow=True)
    assert response.status_code in (400, 404)
    assert "请重新开始" in response.content.decode()
    assert visitor.get("/").status_code == 200
    visitor.start()
    assert visitor.get("/ask/birth/").status_code == 200


def test_nobody_was_chosen(visitor: Visitor) -> None:
    response = visitor.post("/", {"for": "the-emperor"})
    assert response.status_code == 422
    assert "请选择为谁查" in response.content.decode()


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods(visitor: Visitor, method: str) -> None:
    visitor.start()
    assert getattr(visitor.client, method)("/ask/birth/").status_code == 405
    assert visitor.get("/clear/").status_code == 405


def test_the_size_of_text_leads_back_to_the_own_host_only(visitor: Visitor) -> None:
    response = visitor.client.get("/text-size/large/", headers={"Referer": "http://testserver/privacy"})
    assert response.headers["Location"] == "http://testserver/privacy"
    assert 'class="large"' in visitor.text("/privacy")
    response = visitor.client.get("/text-size/usual/", headers={"Referer": "https://evil.test/"})
    assert response.headers["Location"] == "/"
    assert 'class="large"' not in visitor.text("/privacy")
