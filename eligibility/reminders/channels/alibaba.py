"""Text messages through Alibaba Cloud's SDK, which sends approved texts by number and filled in.

The service takes no key against repeats: it is asked under OutId what became of a message, and never sent one twice.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from queue import Empty, Queue
from ssl import SSLCertVerificationError
from threading import Thread
from typing import Any, Literal, TypeVar
from urllib.parse import urlsplit

from alibabacloud_dysmsapi20170525.client import Client
from alibabacloud_dysmsapi20170525.models import QuerySendDetailsRequest, SendSmsRequest
from alibabacloud_tea_openapi.exceptions import ClientException, ThrottlingException
from alibabacloud_tea_openapi.utils_models import Config, GlobalParameters
from darabonba.runtime import RuntimeOptions
from django.conf import settings
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

from eligibility.reminders.channels import calling
from eligibility.reminders.channels.interface import DEAD, Found, Outcome, Outgoing

T = TypeVar("T")
ENDPOINT = "dysmsapi.aliyuncs.com"
MOST_ROWS, MOST_PAGES = 50, 4
# The service's own words for "too many to this number", with when to come again.
LIMITS = {"分钟": 60, "小时": 3600, "天": 24 * 3600}
LIMIT_CODES = ("isv.BUSINESS_LIMIT_CONTROL", "isv.DAY_LIMIT_CONTROL", "isv.MONTH_LIMIT_CONTROL", "Throttling")
LATER = 3600
# These values will never do; anything else that the service names is about the account.
NEVER = {
    "isv.BLACK_KEY_CONTROL_LIMIT",
    "isv.SMS_CONTENT_ILLEGAL",
    "isv.PARAM_LENGTH_LIMIT",
    "isv.PARAM_NOT_SUPPORT_URL",
    "isv.TEMPLATE_PARAMS_ILLEGAL",
    "isv.DOMESTIC_NUMBER_NOT_SUPPORTED",
}
NO_LINE = (NewConnectionError, ConnectTimeoutError, SSLCertVerificationError)
SENT: dict[int, Literal["", "delivered", "undelivered"]] = {1: "", 2: "undelivered", 3: "delivered"}


class Alibaba:
    """The service under SMS_KEY and SMS_SECRET."""

    name = "alibaba"
    looks_up = True
    # Its records are not written in the same moment.
    absent_after = timedelta(minutes=5)

    def send(self, message: Outgoing) -> Outcome:
        """Hand a message over, once."""
        if not message.template:
            return Outcome("broken", code="no_template")
        request = SendSmsRequest(
            phone_numbers=number(message.address),
            sign_name=settings.SMS_SENDER,
            template_code=message.template,
            template_param=json.dumps(dict(message.params)),
            out_id=message.message_id,
        )
        try:
            answer = _in_time(lambda: _client().send_sms_with_options(request, _once())).body
        except ThrottlingException as limit:
            return throttled(limit)
        except ClientException as refusal:
            return judged(str(refusal.code or ""), str(refusal.message or ""))
        except Exception as fault:  # the SDK passes on whatever its libraries raise
            return Outcome("broken", code="no_line") if not_sent(fault) else Outcome("unknown", code="no_answer")
        if answer is None or not answer.code:
            return Outcome("unknown", code="unreadable")
        if answer.code == "OK":
            return Outcome("accepted", provider_id=str(answer.biz_id or "")[:80])
        return judged(str(answer.code), str(answer.message or ""))

    def look_up(self, message: Outgoing, sent_on: date) -> Found:
        """Ask for what was sent to the number on that day, and look for the message's own id."""
        try:
            return _in_time(lambda: _found(message, sent_on))
        except Exception:  # as above
            return Found("silent", code="no_answer")


def number(address: str) -> str:
    """A number of mainland China as the service writes it."""
    return address.removeprefix("+86")


def judged(code: str, message: str) -> Outcome:
    """What a code that is not OK means."""
    if code.startswith(LIMIT_CODES):
        after = next((seconds for word, seconds in LIMITS.items() if word in message), LATER)
        return Outcome("later", code=code[:40], after=after)
    if code == "isv.MOBILE_NUMBER_ILLEGAL":
        return Outcome("refused", code=DEAD)
    if code in NEVER:
        return Outcome("refused", code=code[:40])
    # Of its own faults the service does not say how far it had come.
    if not code or (code.startswith("isp.") and code != "isp.RAM_PERMISSION_DENY"):
        return Outcome("unknown", code=code[:40] or "unreadable")
    return Outcome("broken", code=code[:40])


def throttled(limit: ThrottlingException) -> Outcome:
    """Too much at once: named in milliseconds when to come again, and believed unless the service fell over too."""
    code = str(limit.code or "")[:40]
    if int(limit.status_code or 500) >= 500:
        return Outcome("unknown", code=code)
    return Outcome("later", code=code, after=max(1, min(int(limit.retry_after or 0) // 1000, 24 * 3600)))


def not_sent(fault: BaseException | None) -> bool:
    """Whether a fault of the SDK's comes from a line that was never had, or was not the service's."""
    return any(isinstance(one, NO_LINE) for one in _causes(fault))


def _causes(fault: BaseException | None) -> Iterator[object]:
    """Everything that a fault was made of; the SDK hides one in another, and so do its libraries."""
    seen: list[object] = [fault]
    for one in seen:
        yield one
        inner = [getattr(one, name, None) for name in ("inner_exception", "__cause__", "__context__", "reason")]
        inner += getattr(one, "args", ())
        seen += [part for part in inner if isinstance(part, BaseException) and part not in seen]


def _found(message: Outgoing, sent_on: date) -> Found:
    """One page after another, until the message is there or everything was seen."""
    seen = 0
    for page in range(1, MOST_PAGES + 1):
        request = QuerySendDetailsRequest(
            phone_number=number(message.address),
            send_date=f"{sent_on:%Y%m%d}",
            page_size=MOST_ROWS,
            current_page=page,
        )
        told = _client().query_send_details_with_options(request, _once()).body
        if told is None or told.code != "OK":
            return Found("silent", code=str(getattr(told, "code", ""))[:40])
        rows: list[Any] = getattr(told.sms_send_detail_dtos, "sms_send_detail_dto", None) or []
        for row in rows:
            if row.out_id == message.message_id:
                return Found("found", "", SENT.get(int(row.send_status or 1), ""), str(row.err_code or "")[:40])
        seen += len(rows)
        if seen >= int(told.total_count or 0):
            return Found("absent")
        if not rows:
            break
    return Found("silent", code="incomplete")


def _in_time(call: Callable[[], T]) -> T:
    """The call's result within ten seconds: the SDK has a limit for each part of an answer, and none for the whole."""
    results: Queue[tuple[T | None, Exception | None]] = Queue()

    def run() -> None:
        try:
            results.put((call(), None))
        except Exception as fault:  # raised where it is waited for
            results.put((None, fault))

    Thread(target=run, daemon=True).start()
    try:
        result, fault = results.get(timeout=calling.SECONDS_IN_ALL)
    except Empty:
        raise TimeoutError from None
    if fault is not None:
        raise fault
    return result  # type: ignore[return-value]


def _once() -> RuntimeOptions:
    """No second try behind the portal's back; in milliseconds."""
    connecting = int(min(calling.SECONDS_TO_CONNECT, calling.SECONDS_IN_ALL) * 1000)
    reading = max(int(calling.SECONDS_IN_ALL * 1000) - connecting, 100)
    return RuntimeOptions(autoretry=False, max_attempts=1, connect_timeout=connecting, read_timeout=reading)


def _client() -> Client:
    return _made(settings.SMS_KEY, settings.SMS_SECRET, settings.SMS_URL, settings.PRODUCTION)


@lru_cache(maxsize=2)
def _made(key: str, secret: str, url: str, production: bool) -> Client:
    """The SDK's client; outside of production it may be led to a service without TLS."""
    parts = urlsplit(url)
    return Client(
        Config(
            access_key_id=key,
            access_key_secret=secret,
            endpoint=parts.netloc or ENDPOINT,
            protocol="http" if parts.scheme == "http" and not production else "https",
            # A line that is kept open may be dead, and then nobody could say whether a message was read.
            global_parameters=GlobalParameters(headers={"connection": "close"}),
        )
    )
