"""What gateways post: the forged is refused, the repeated changes nothing, and whoever wants no more gets no more."""

import json
import logging
import time
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from eligibility.models import Reminder, Subscription
from eligibility.reminders.channels import signing
from tests.reminders.messages.making import NUMBER, reminder, subscription

pytestmark = pytest.mark.django_db
GATEWAY = "/reminders/receipts/http"
SECRET = "a secret of the gateway"
Push = Callable[..., int]


@pytest.fixture(autouse=True)
def configured(settings: Any) -> None:
    """A portal with a gateway of its own."""
    settings.SMS_PROVIDER, settings.SMS_SECRET = "http", SECRET


@pytest.fixture
def push() -> Push:
    """Posts as the gateway does; gives the status of the answer."""

    def post(told: Any, secret: str = SECRET, ago: int = 0, path: str = GATEWAY, signed: Any = None) -> int:
        body = told if isinstance(told, bytes) else json.dumps(told).encode()
        signed_body = body if signed is None else json.dumps(signed).encode()
        headers = signing.headers("portal", secret, int(time.time()) - ago, "POST", GATEWAY, signed_body)
        client = Client(enforce_csrf_checks=True)
        return client.post(path, body, content_type="application/json", headers=headers).status_code

    return post


def receipt(one: Reminder, status: str = "delivered", **more: Any) -> dict[str, Any]:
    """A receipt as the gateway writes it."""
    return {"id": str(one.message_id), "status": status, "at": "2026-02-03T09:00:05+08:00", **more}


def test_a_receipt_is_kept_with_its_reminder(push: Push) -> None:
    one = reminder(subscription(), state="accepted")
    assert push({"receipts": [receipt(one, "undelivered", code="absent")]}) == 200
    one.refresh_from_db()
    assert (one.state, one.receipt, one.receipt_code) == ("accepted", "undelivered", "absent")
    assert one.receipt_at is not None
    assert one.receipt_at.isoformat() == "2026-02-03T01:00:05+00:00"


@pytest.mark.parametrize("state", ["pending", "sending", "unknown"])
def test_what_was_in_doubt_turns_out_to_have_been_sent(push: Push, state: str) -> None:
    one = reminder(subscription(), state=state, reason="no_answer")
    assert push({"receipts": [receipt(one)]}) == 200
    one.refresh_from_db()
    assert (one.state, one.reason, one.receipt, one.look_up_at) == ("accepted", "", "delivered", None)
    assert one.settled_at is not None


@pytest.mark.parametrize("state", ["accepted", "failed", "cancelled"])
def test_twice_or_reversed_the_first_one_stands_and_the_state_too(push: Push, state: str) -> None:
    one = reminder(subscription(), state=state)
    for _time in range(2):
        assert push({"receipts": [receipt(one), receipt(one, "undelivered", code="x")]}) == 200
    one.refresh_from_db()
    assert (one.state, one.receipt, one.receipt_code) == (state, "delivered", "")


def test_an_unknown_message_is_logged_and_no_fault(push: Push, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="reminders")
    one = reminder(subscription(), state="accepted")
    told = [{"id": "6f0a6dc4-52f5-4f0c-9a53-6f8f3a0f6f11", "status": "delivered"}, {"id": "x", "status": "delivered"}]
    assert push({"receipts": [*told, receipt(one)]}) == 200
    assert caplog.text.count("receipt for an unknown message") == 2
    one.refresh_from_db()
    assert one.receipt == "delivered"


def test_the_forged_is_refused_and_changes_nothing(push: Push, settings: Any, client: Client) -> None:
    one = reminder(subscription(), state="unknown")
    told = {"receipts": [receipt(one)], "replies": [{"from": NUMBER, "text": "TD"}]}
    assert push(told, secret="another") == 403
    assert push(told, ago=301) == 403
    assert push(told, ago=-301) == 403
    assert push(told, signed={}) == 403
    assert client.post(GATEWAY, told, content_type="application/json").status_code == 403
    assert client.get(GATEWAY).status_code == 405
    settings.SMS_SECRET = ""
    assert push(told, secret="") == 403
    one.refresh_from_db()
    assert (one.state, one.receipt) == ("unknown", "")
    assert Subscription.objects.get().state == "active"


@pytest.mark.parametrize(
    ("told", "status"),
    [
        (b"", 400),
        (b"[]", 400),
        (b"{", 400),
        (b"\xff", 400),
        (b"[" * 5000, 400),
        ({}, 200),
        ({"receipts": 7, "replies": {"from": NUMBER}}, 200),
        ({"receipts": [None, [], {}, {"id": 7, "status": "delivered"}, {"id": [], "status": []}]}, 200),
        ({"receipts": [{"id": "\0", "status": "delivered", "code": "\0", "at": "2026-99-99T00:00:00"}]}, 200),
        ({"replies": [None, {}, {"from": 7, "text": 7}, {"from": "x", "text": "TD"}, {"from": "", "text": "TD"}]}, 200),
    ],
)
def test_what_cannot_be_read_is_passed_over(push: Push, told: Any, status: int) -> None:
    assert push(told) == status


@pytest.mark.parametrize("at", ["2026-99-99T00:00:00", "9999-01-01T00:00:00Z", "soon", None, 7])
def test_a_receipt_without_a_time_or_from_the_future_is_from_now(push: Push, at: Any) -> None:
    one = reminder(subscription(), state="accepted")
    before = time.time()
    assert push({"receipts": [receipt(one, at=at, code="c" * 100)]}) == 200
    one.refresh_from_db()
    assert one.receipt_at is not None
    assert before - 1 <= one.receipt_at.timestamp() <= time.time()
    assert one.receipt_code == "c" * 40


@pytest.mark.parametrize("text", ["TD", "td", "Ｔ", "退订", "退订！", " t d ", "TD退订", "R", "stop"])
@pytest.mark.parametrize("number", [NUMBER, "13800138000", "86 138 0013 8000"])
def test_whoever_answers_so_gets_no_more(push: Push, text: str, number: str) -> None:
    first, second = subscription(), subscription(recipient="relative")
    other = subscription(address="+8613900139000")
    mailbox = subscription(channel="email", address="a@example.com")
    waiting = reminder(first)
    for _time in range(2):
        assert push({"replies": [{"from": number, "text": text}]}) == 200
    for one in (first, second):
        one.refresh_from_db()
        assert (one.state, one.stopped_how) == ("stopped", "reply")
    for one in (other, mailbox):
        one.refresh_from_db()
        assert one.active
    waiting.refresh_from_db()
    assert waiting.state == "cancelled"


@pytest.mark.parametrize("text", ["", "谢谢", "不退订", "TDD", "好", "不要退订", "T1"])
def test_any_other_answer_stops_nothing(push: Push, text: str) -> None:
    one = subscription()
    assert push({"replies": [{"from": NUMBER, "text": text}]}) == 200
    one.refresh_from_db()
    assert one.active


def test_a_number_that_nobody_has_any_more_is_reminded_no_more(push: Push) -> None:
    one = subscription()
    assert push({"receipts": [receipt(reminder(one, state="accepted"), "undelivered", code="dead")]}) == 200
    one.refresh_from_db()
    assert (one.state, one.stopped_how) == ("stopped", "dead")


def test_alibaba_is_known_by_its_address(client: Client, settings: Any) -> None:
    settings.SMS_PROVIDER = "alibaba"
    whose = subscription()
    one = reminder(whose, state="unknown")
    report = {"out_id": str(one.message_id), "success": True, "err_code": "DELIVERED"}
    told = [{**report, "report_time": "2026-02-03 09:00:05"}, {"phone_number": "13800138000", "content": "退订"}, 7]
    path = f"/reminders/receipts/alibaba/{signing.address_secret(SECRET)}/"
    for wrong in (f"{path[:-2]}/", "/reminders/receipts/alibaba/签/", f"/reminders/receipts/alibaba/{SECRET}/"):
        assert client.post(wrong, told, content_type="application/json").status_code == 403
    settings.SMS_PROVIDER = "http"
    assert client.post(path, told, content_type="application/json").status_code == 403
    settings.SMS_PROVIDER = "alibaba"
    answer = client.post(path, told, content_type="application/json")
    assert answer.json() == {"code": 0, "msg": "接收成功"}
    one.refresh_from_db()
    whose.refresh_from_db()
    assert (one.state, one.receipt, one.receipt_code) == ("accepted", "delivered", "DELIVERED")
    assert one.receipt_at is not None
    assert one.receipt_at.isoformat() == "2026-02-03T01:00:05+00:00"
    assert whose.stopped_how == "reply"
    assert client.post(path, b"{", content_type="application/json").status_code == 200


def test_the_address_to_post_to_is_printed(client: Client, settings: Any) -> None:
    settings.PORTAL_URL = "https://portal.example"

    def printed() -> str:
        out = StringIO()
        call_command("receipts_address", stdout=out)
        return out.getvalue().strip().removeprefix("https://portal.example")

    assert printed() == GATEWAY
    settings.SMS_PROVIDER = "alibaba"
    assert client.post(printed(), [], content_type="application/json").status_code == 200
    settings.SMS_PROVIDER = ""
    with pytest.raises(CommandError, match="SMS_PROVIDER is not set"):
        printed()
