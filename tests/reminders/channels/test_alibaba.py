"""Alibaba's service as its SDK speaks to it, before a stand-in for the service."""

import json
import socket
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from eligibility.reminders.channels import calling
from eligibility.reminders.channels.alibaba import Alibaba
from eligibility.reminders.channels.interface import Found, Outcome, Outgoing
from eligibility.reminders.channels.registry import provider_for
from tests.catalog.test_links import certificate
from tests.reminders.channels.gateway import Gateway, drip, gateway, hang, hang_up

MESSAGE = Outgoing("7c1d", "+8613800000000", "您好", template="SMS_1", params={"date": "2026年3月5日"})
DAY = date(2026, 3, 5)


@pytest.fixture
def there(settings: Any) -> Iterator[Gateway]:
    """The service, and a portal that knows it."""
    with gateway() as server:
        settings.SMS_PROVIDER, settings.SMS_URL = "alibaba", server.url
        settings.SMS_KEY, settings.SMS_SECRET, settings.SMS_SENDER = "LTAI", "a secret", "衢江民政"
        server.answer = (200, {"Code": "OK", "BizId": "9^0", "Message": "OK", "RequestId": "r"})
        yield server


def asked(server: Gateway) -> list[dict[str, str]]:
    """What the service was asked, each time."""
    return [{name: one for name, [one] in parse_qs(urlsplit(path).query).items()} for _m, path, _h, _b in server.seen]


def records(*rows: dict[str, Any], total: int | None = None) -> tuple[int, dict[str, Any]]:
    """An answer of QuerySendDetails."""
    dtos = {"SmsSendDetailDTO": list(rows)}
    return 200, {"Code": "OK", "TotalCount": len(rows) if total is None else total, "SmsSendDetailDTOs": dtos}


def test_a_message_is_sent_by_the_number_of_its_text_under_its_own_id(there: Gateway) -> None:
    provider = provider_for("sms")
    assert isinstance(provider, Alibaba)
    assert provider.send(MESSAGE) == Outcome("accepted", provider_id="9^0")
    [query] = asked(there)
    assert json.loads(query.pop("TemplateParam")) == {"date": "2026年3月5日"}
    assert query == {
        "PhoneNumbers": "13800000000",
        "SignName": "衢江民政",
        "TemplateCode": "SMS_1",
        "OutId": "7c1d",
    }
    [(method, _path, headers, _body)] = there.seen
    sent = {name.lower(): value for name, value in headers.items()}
    assert (method, sent["x-acs-action"], sent["x-acs-version"]) == ("POST", "SendSms", "2017-05-25")
    assert "Credential=LTAI" in sent["authorization"]


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ((200, {"Code": "isv.MOBILE_NUMBER_ILLEGAL"}), Outcome("refused", code="dead")),
        ((200, {"Code": "isv.PARAM_LENGTH_LIMIT"}), Outcome("refused", code="isv.PARAM_LENGTH_LIMIT")),
        ((200, {"Code": "isv.AMOUNT_NOT_ENOUGH"}), Outcome("broken", code="isv.AMOUNT_NOT_ENOUGH")),
        ((200, {"Code": "isp.RAM_PERMISSION_DENY"}), Outcome("broken", code="isp.RAM_PERMISSION_DENY")),
        ((200, {"Code": "isp.SYSTEM_ERROR"}), Outcome("unknown", code="isp.SYSTEM_ERROR")),
        (
            (200, {"Code": "isv.BUSINESS_LIMIT_CONTROL", "Message": "触发分钟级流控Permits:1"}),
            Outcome("later", code="isv.BUSINESS_LIMIT_CONTROL", after=60),
        ),
        (
            (200, {"Code": "isv.BUSINESS_LIMIT_CONTROL", "Message": "触发天级流控Permits:10"}),
            Outcome("later", code="isv.BUSINESS_LIMIT_CONTROL", after=86400),
        ),
        ((200, {"Code": "isv.DAY_LIMIT_CONTROL"}), Outcome("later", code="isv.DAY_LIMIT_CONTROL", after=3600)),
        ((400, {"Code": "Throttling.User", "Message": "slow"}), Outcome("later", code="Throttling.User", after=3600)),
        (
            (429, {"Code": "Throttling"}, {"x-acs-retry-after": "7000"}),
            Outcome("later", code="Throttling", after=7),
        ),
        ((503, {"Code": "Throttling"}, {"x-acs-retry-after": "7000"}), Outcome("unknown", code="Throttling")),
        ((400, {"Code": "SignatureDoesNotMatch"}), Outcome("broken", code="SignatureDoesNotMatch")),
        ((404, {"Code": "InvalidAccessKeyId.NotFound"}), Outcome("broken", code="InvalidAccessKeyId.NotFound")),
        ((503, {"Code": "ServiceUnavailable"}), Outcome("unknown", code="no_answer")),
        ((500, b"<html>"), Outcome("unknown", code="no_answer")),
        ((200, b"<html>"), Outcome("unknown", code="no_answer")),
        ((200, {}), Outcome("unknown", code="unreadable")),
        (hang, Outcome("unknown", code="no_answer")),
        (hang_up, Outcome("unknown", code="no_answer")),
        (drip, Outcome("unknown", code="no_answer")),
    ],
)
def test_answers(there: Gateway, monkeypatch: pytest.MonkeyPatch, answer: Any, outcome: Outcome) -> None:
    if answer is hang or answer is drip:
        monkeypatch.setattr(calling, "SECONDS_IN_ALL", 0.5)
    there.answer = answer
    assert Alibaba().send(MESSAGE) == outcome
    assert len(there.seen) == 1


def test_without_the_number_of_an_approved_text_nothing_is_sent(there: Gateway) -> None:
    assert Alibaba().send(Outgoing("7c1d", "+8613800000000", "您好")) == Outcome("broken", code="no_template")
    assert there.seen == []


def test_where_nobody_listens_nothing_was_sent(there: Gateway, settings: Any) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        settings.SMS_URL = f"http://127.0.0.1:{taken.getsockname()[1]}"
        assert Alibaba().send(MESSAGE) == Outcome("broken", code="no_line")
    settings.SMS_URL = "http://no-such-host.invalid"
    assert Alibaba().send(MESSAGE) == Outcome("broken", code="no_line")


def test_in_production_there_is_no_line_without_tls(there: Gateway, settings: Any) -> None:
    settings.PRODUCTION = True
    assert Alibaba().send(MESSAGE) == Outcome("unknown", code="no_answer")
    assert there.seen == []


def test_to_a_service_with_a_certificate_that_nobody_vouches_for_nothing_is_sent(tmp_path: Path, settings: Any) -> None:
    with gateway(certificate(tmp_path, "localhost")[0]) as server:
        settings.SMS_URL, settings.SMS_KEY, settings.SMS_SECRET = (
            f"https://localhost:{server.server_address[1]}",
            "k",
            "s",
        )
        assert Alibaba().send(MESSAGE) == Outcome("broken", code="no_line")
        assert server.seen == []


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        (records({"OutId": "other"}, {"OutId": "7c1d", "SendStatus": 1}), Found("found")),
        (
            records({"OutId": "7c1d", "SendStatus": 3, "ErrCode": "DELIVERED"}),
            Found("found", "", "delivered", "DELIVERED"),
        ),
        (records({"OutId": "7c1d", "SendStatus": 2, "ErrCode": "X"}), Found("found", "", "undelivered", "X")),
        (records({"OutId": "other", "SendStatus": 3}), Found("absent")),
        (records(), Found("absent")),
        (records(total=3), Found("silent", code="incomplete")),
        ((200, {"Code": "isp.SYSTEM_ERROR"}), Found("silent", code="isp.SYSTEM_ERROR")),
        ((500, b""), Found("silent", code="no_answer")),
        (hang_up, Found("silent", code="no_answer")),
    ],
)
def test_look_ups(there: Gateway, answer: Any, found: Found) -> None:
    there.answer = answer
    assert Alibaba().look_up(MESSAGE, DAY) == found
    expected = {"PhoneNumber": "13800000000", "SendDate": "20260305", "PageSize": "50", "CurrentPage": "1"}
    assert asked(there) == [expected]


def test_a_look_up_reads_every_page_before_it_says_absent(there: Gateway) -> None:
    page = [{"OutId": str(row)} for row in range(50)]
    there.answer = lambda handler, body: records(*page, total=500)
    assert Alibaba().look_up(MESSAGE, DAY) == Found("silent", code="incomplete")
    assert [query["CurrentPage"] for query in asked(there)] == ["1", "2", "3", "4"]
    there.answer = lambda handler, body: records(*page, {"OutId": "7c1d"}, total=500)
    assert Alibaba().look_up(MESSAGE, DAY) == Found("found")
