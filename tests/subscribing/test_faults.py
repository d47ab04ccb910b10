"""What people type and what strangers send to the pages of reminders."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from eligibility.addresses import parse
from eligibility.models import Code, LocalMessage, Subscription
from eligibility.reminders import codes
from tests.interview.conftest import Visitor
from tests.subscribing.conftest import EMAIL, NUMBER

MINE = "/reminders/mine/"


@pytest.fixture
def visitor(db: None) -> Visitor:
    """Somebody without results, in a portal without lists."""
    return Visitor()


@pytest.fixture
def kept(db: None) -> Subscription:
    """A subscription of somebody's."""
    address = parse(NUMBER)
    return Subscription.objects.create(
        recipient="self",
        channel="sms",
        address=address.text,
        address_digest=address.digest,
        state="active",
        created_at=timezone.now(),
        confirmed_at=timezone.now(),
    )


def newest_code() -> str:
    """The digits of the newest message."""
    found = re.search(r"\d{6}", LocalMessage.objects.order_by("-id")[0].text)
    assert found
    return found[0]


WRONG: dict[str, tuple[dict[str, str], str, str]] = {
    "nothing": ({}, "请填手机号码", "phone"),
    "too short": ({"phone": "12345"}, "您填了 5 位", "phone"),
    "a landline": ({"phone": "0570-3086123"}, "座机", "phone"),
    "a foreign number": ({"phone": "+1 202 555 0143"}, "中国内地", "phone"),
    "letters": ({"phone": "<script>alert(1)</script>"}, "只有数字", "phone"),
    "a quote": ({"phone": '"><b>'}, "只有数字", "phone"),
    "NUL": ({"phone": "138\x00x"}, "只有数字", "phone"),
    "both": ({"phone": NUMBER, "email": EMAIL}, "只填一样", "email"),
    "half a mailbox": ({"email": "zhang@"}, "不完整", "email"),
    "a header": ({"email": "zhang@example.com\r\nBcc: all@example.com"}, "不能用的字", "email"),
    "a header in the number": ({"phone": "zhang@example.com\nBcc: all@example.com"}, "不能用的字", "phone"),
    "a homograph": ({"email": "zhang@ехample.com"}, "不能用的字", "email"),
    "a megabyte": ({"phone": "9" * 1_000_000}, "您填了", "phone"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_address(visitor: Visitor, case: str) -> None:
    sent, sentence, field = WRONG[case]
    response = visitor.post(MINE, sent)
    html = response.content.decode()
    assert response.status_code == 422
    assert html.count(sentence) == 2
    assert "<title>错误：" in html
    assert f'<a href="#id_{field}">' in html
    assert f'id="id_{field}"' in html
    assert not re.search(r"<script>|<b>|\x00", html)
    if sent.get("phone", "").isalnum():
        assert f'value="{sent["phone"][:400]}"' in html
    assert len(html) < 20_000
    assert Code.objects.count() == 0


def test_a_mailbox_in_the_place_of_the_number_is_understood(visitor: Visitor) -> None:
    assert visitor.post(MINE, {"phone": EMAIL}).status_code == 302
    assert Code.objects.get().channel == "email"


def test_without_a_channel_nothing_is_offered(visitor: Visitor, settings: Settings) -> None:
    settings.PRODUCTION = True
    assert "不能发短信和邮件" in visitor.text(MINE)


def asked(visitor: Visitor) -> None:
    assert visitor.post(MINE, {"phone": NUMBER}).headers["Location"] == "/reminders/code/"


def entered(visitor: Visitor, code: str) -> str:
    return visitor.post("/reminders/code/", {"code": code}).content.decode()


def test_known_and_unknown_numbers_are_told_the_same(visitor: Visitor, kept: Subscription) -> None:
    pages, other = [], Visitor()
    for who, number in ((visitor, NUMBER), (other, "13912345678")):
        assert who.post(MINE, {"phone": number}).headers["Location"] == "/reminders/code/"
        html = who.text("/reminders/code/") + entered(who, "000000")
        shown = f"{number[:3]} {number[3:7]} {number[7:]}"
        pages.append(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", html).replace(shown, ""))
    assert pages[0] == pages[1]
    assert [one.address for one in LocalMessage.objects.all()] == ["+8613812345678"]
    again = [who.post(MINE, {"phone": number}) for who, number in ((visitor, NUMBER), (other, "13912345678"))]
    assert [one.status_code for one in again] == [429, 429]


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "12 34", "<b>1234", "１２３", "١٢٣٤٥٦"])
def test_what_is_no_code_costs_no_try(visitor: Visitor, kept: Subscription, typed: str) -> None:
    asked(visitor)
    html = entered(visitor, typed)
    assert "错误：" in html
    assert 'href="#id_code"' in html
    assert "<b>" not in html
    assert Code.objects.get().tries == 0


def test_a_code_however_it_is_typed(visitor: Visitor, kept: Subscription) -> None:
    asked(visitor)
    code = newest_code()
    wide = code[:3].translate({ord("0") + n: ord("０") + n for n in range(10)}) + " " + code[3:]
    assert visitor.post("/reminders/code/", {"code": wide}).headers["Location"] == MINE


def test_a_wrong_code_five_times(visitor: Visitor, kept: Subscription) -> None:
    asked(visitor)
    right = newest_code()
    wrong = f"{(int(right) + 1) % 10**6:06}"
    assert "还可以试 4 次" in entered(visitor, wrong)
    for _ in range(3):
        entered(visitor, wrong)
    assert "试的次数太多" in entered(visitor, wrong)
    assert "试的次数太多" in entered(visitor, right)
    assert Code.objects.get().tries == 5


def test_an_old_code(visitor: Visitor, kept: Subscription) -> None:
    asked(visitor)
    with time_machine.travel(timezone.now() + timedelta(minutes=10, seconds=1), tick=False):
        assert "过了 10 分钟" in entered(visitor, newest_code())


def test_a_code_that_was_used(visitor: Visitor, kept: Subscription) -> None:
    asked(visitor)
    other = Visitor()
    other.client.cookies = visitor.client.cookies.copy()
    session = visitor.client.session
    asked_for = session["reminders"]
    code = newest_code()
    assert visitor.post("/reminders/code/", {"code": code}).headers["Location"] == MINE
    thief = Visitor()
    thief.post("/", {"for": "self"})
    forged = thief.client.session
    forged["reminders"] = asked_for
    forged.save()
    assert "已经用过" in entered(thief, code)
    assert "发验证码给我" in thief.text(MINE)


def test_the_code_of_another_number_opens_nothing(visitor: Visitor, kept: Subscription) -> None:
    asked(visitor)
    code, thief = newest_code(), Visitor()
    thief.post(MINE, {"phone": "13912345678"})
    assert "验证码不对" in entered(thief, code)


def test_another_one_in_its_place(visitor: Visitor, kept: Subscription) -> None:
    asked(visitor)
    first = newest_code()
    response = visitor.post("/reminders/code/again/")
    assert response.status_code == 429
    html = response.content.decode()
    assert html.count("请等 1 分钟") == 2
    assert '<a href="#again">' in html
    with time_machine.travel(timezone.now() + timedelta(minutes=1, seconds=1), tick=False):
        assert visitor.post("/reminders/code/again/").status_code == 302
        assert "最后收到的那一个" in visitor.text("/reminders/code/")
        if first != newest_code():
            assert "验证码不对" in entered(visitor, first)
        assert visitor.post("/reminders/code/", {"code": newest_code()}).headers["Location"] == MINE


def test_a_queue_that_does_not_answer(visitor: Visitor, kept: Subscription, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codes, "_rung", lambda code_id: False)
    response = visitor.post(MINE, {"phone": NUMBER})
    assert response.status_code == 503
    assert "不是您弄错了" in response.content.decode()
    assert f'value="{NUMBER}"' in response.content.decode()
    assert Code.objects.count() == 0
    monkeypatch.undo()


def test_a_hundred_codes_for_one_number(kept: Subscription) -> None:
    told = []
    for place in range(100):
        stranger = Visitor()
        response = stranger.client.post(MINE, {"phone": NUMBER}, REMOTE_ADDR=f"10.0.{place}.1")
        told.append(response.status_code)
        if response.status_code == 429:
            html = response.content.decode()
            assert "请等 1 分钟" in html
            assert f'value="{NUMBER}"' in html
    assert (told.count(302), told.count(429)) == (1, 99)
    assert LocalMessage.objects.count() == 1


@pytest.mark.parametrize("path", ["/reminders/", "/reminders/done/", "/reminders/code/", "/reminders/mine/number/"])
def test_nobody_gets_ahead(visitor: Visitor, path: str) -> None:
    assert visitor.get(path).status_code == 302


@pytest.mark.parametrize("held", ["x", 7, None, [], {"proof": "1"}, {"waiting": -1, "proof": 10**9}, {"proof": 1}])
def test_a_broken_session(visitor: Visitor, held: Any) -> None:
    visitor.post("/", {"for": "self"})
    session = visitor.client.session
    session["reminders"] = held
    session.save()
    assert visitor.get(MINE).status_code == 200


@pytest.mark.parametrize("path", ["/reminders/code/again/", "/reminders/mine/1/drop/", "/reminders/mine/leave/"])
def test_what_changes_something_is_posted(visitor: Visitor, path: str) -> None:
    assert visitor.get(path).status_code == 405


@pytest.mark.parametrize("path", [MINE, "/reminders/code/", "/stop/ABCDEFGHJKMN/"])
def test_no_page_is_kept_by_others(visitor: Visitor, path: str) -> None:
    response = visitor.get(path)
    assert response.headers["Cache-Control"] == "no-store, private"
    assert response.headers["X-Robots-Tag"] == "noindex"


def test_a_form_without_its_token(visitor: Visitor) -> None:
    assert Client(enforce_csrf_checks=True).post(MINE, {"phone": NUMBER}).status_code == 403
