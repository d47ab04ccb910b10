"""The signed gateway: what each of its answers is taken for, and what silence is."""

import json
import socket
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from eligibility.reminders.channels import calling, signing
from eligibility.reminders.channels.http import SignedHttp
from eligibility.reminders.channels.interface import Found, Outcome, Outgoing
from tests.catalog.test_links import certificate
from tests.reminders.channels.gateway import Gateway, drip, gateway, hang, hang_up

MESSAGE = Outgoing("7c1d", "+8613800000000", "【签名】您好", template="T1", params={"date": "2026年3月5日"})
DAY = date(2026, 3, 5)


@pytest.fixture
def there(settings: Any) -> Iterator[Gateway]:
    """A gateway, and a portal that knows it."""
    with gateway() as server:
        settings.SMS_PROVIDER, settings.SMS_URL = "http", f"{server.url}/sms/"
        settings.SMS_KEY, settings.SMS_SECRET, settings.SMS_SENDER = "portal", "a secret", "签名"
        yield server


def test_a_message_is_handed_over_whole_and_signed(there: Gateway) -> None:
    assert SignedHttp().send(MESSAGE) == Outcome("accepted", provider_id="g1")
    [(method, path, headers, body)] = there.seen
    assert (method, path, headers["X-Portal-Key"]) == ("POST", "/sms/messages", "portal")
    assert json.loads(body) == {
        "id": "7c1d",
        "to": "+8613800000000",
        "text": "【签名】您好",
        "template": "T1",
        "params": {"date": "2026年3月5日"},
        "sender": "签名",
    }
    time, given = headers["X-Portal-Time"], headers["X-Portal-Signature"]
    assert signing.is_genuine("a secret", time, given, int(time), method, path, body)


def test_a_signature_is_good_for_its_own_request_only_and_not_for_long() -> None:
    time, body = "1700000000", b"{}"
    given = signing.signature("s", time, "POST", "/x", body)

    def good(secret: str = "s", when: str = time, sign: str = given, now: int = int(time), **other: Any) -> bool:
        asked = {"method": "POST", "path": "/x", "body": body, **other}
        return signing.is_genuine(secret, when, sign, now, **asked)

    assert good()
    assert good(now=int(time) + 300)
    assert not good(now=int(time) + 301)
    assert not good(now=int(time) - 301)
    assert not good(secret="t")
    assert not good(secret="", sign=signing.signature("", time, "POST", "/x", body))
    assert not good(method="GET")
    assert not good(path="/y")
    assert not good(body=b"{ }")
    assert not good(sign="")
    assert not good(sign="签")
    for bad in ("", "now", "-1700000000", "１７", "1" * 400):
        assert not good(when=bad, sign=signing.signature("s", bad, "POST", "/x", body))


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ((200, {"status": "refused", "code": "dead"}), Outcome("refused", code="dead")),
        ((200, {"status": "refused"}), Outcome("refused", code="refused")),
        ((200, {"status": "quota", "code": "q", "retry_after": 90}), Outcome("later", code="q", after=90)),
        ((200, {"status": "quota", "retry_after": "soon"}), Outcome("later", code="quota", after=60)),
        ((200, {"status": "quota", "retry_after": 10**9}), Outcome("later", code="quota", after=86400)),
        ((429, b"", {"Retry-After": "7"}), Outcome("later", code="429", after=7)),
        ((429, b""), Outcome("later", code="429", after=60)),
        ((503, b"", {"Retry-After": "30"}), Outcome("broken", code="503", after=30)),
        ((503, b""), Outcome("unknown", code="503")),
        ((500, b""), Outcome("unknown", code="500")),
        ((401, b""), Outcome("broken", code="401")),
        ((404, b""), Outcome("broken", code="404")),
        ((408, b""), Outcome("unknown", code="408")),
        ((302, b"", {"Location": "http://elsewhere.invalid/"}), Outcome("unknown", code="302")),
        ((201, {"status": "accepted"}), Outcome("unknown", code="201")),
        ((200, b"<html>"), Outcome("unknown", code="unreadable")),
        ((200, b"[]"), Outcome("unknown", code="unreadable")),
        ((200, b"[" * 60_000), Outcome("unknown", code="unreadable")),
        ((200, {"status": ["accepted"]}), Outcome("unknown", code="unreadable")),
        ((200, b" " * 70_000), Outcome("unknown", code="no_answer")),
        ((200, {"status": "accepted", "id": "x" * 500}), Outcome("accepted", provider_id="x" * 80)),
        (hang, Outcome("unknown", code="no_answer")),
        (hang_up, Outcome("unknown", code="no_answer")),
        (drip, Outcome("unknown", code="no_answer")),
    ],
)
def test_answers(there: Gateway, monkeypatch: pytest.MonkeyPatch, answer: Any, outcome: Outcome) -> None:
    if answer is hang or answer is drip:
        monkeypatch.setattr(calling, "SECONDS_IN_ALL", 0.5)
    there.answer = answer
    assert SignedHttp().send(MESSAGE) == outcome
    assert len(there.seen) == 1


def test_where_nobody_listens_nothing_was_sent(settings: Any) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        settings.SMS_URL = f"http://127.0.0.1:{taken.getsockname()[1]}"
        assert SignedHttp().send(MESSAGE) == Outcome("broken", code="no_line")
        assert SignedHttp().look_up(MESSAGE, DAY) == Found("silent", code="no_answer")
    settings.SMS_URL = "http://no-such-host.invalid"
    assert SignedHttp().send(MESSAGE) == Outcome("broken", code="no_line")


def test_to_a_gateway_with_a_certificate_that_nobody_vouches_for_nothing_is_sent(tmp_path: Path, settings: Any) -> None:
    with gateway(certificate(tmp_path, "localhost")[0]) as server:
        settings.SMS_URL = f"https://localhost:{server.server_address[1]}"
        assert SignedHttp().send(MESSAGE) == Outcome("broken", code="no_line")
        assert server.seen == []


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ((200, {"status": "accepted", "id": "g1"}), Found("found", "g1")),
        ((200, {"status": "delivered", "id": 7}), Found("found", "7", "delivered")),
        ((200, {"status": "undelivered", "code": "dead"}), Found("found", "", "undelivered", "dead")),
        ((404, {"status": "absent"}), Found("absent")),
        ((404, b"no such page"), Found("silent", code="404")),
        ((200, {"status": "absent"}), Found("silent", code="200")),
        ((200, {"status": []}), Found("silent", code="200")),
        ((500, {"status": "absent"}), Found("silent", code="500")),
        (hang_up, Found("silent", code="no_answer")),
    ],
)
def test_look_ups(there: Gateway, answer: Any, found: Found) -> None:
    there.answer = answer
    assert SignedHttp().look_up(MESSAGE, DAY) == found
    [(method, path, headers, body)] = there.seen
    assert (method, path, body) == ("GET", "/sms/messages/7c1d", b"")
    time, given = headers["X-Portal-Time"], headers["X-Portal-Signature"]
    assert signing.is_genuine("a secret", time, given, int(time), method, path, body)
