"""Text messages through a gateway of one's own, over a signed protocol that is quickly put before any operator's.

Every request carries `X-Portal-Key`, `X-Portal-Time` (Unix seconds) and `X-Portal-Signature`: the HMAC-SHA256 under
SMS_SECRET, in hex, over time, method, path and body, with a newline after each of the first three. JSON in UTF-8.

    POST {SMS_URL}/messages   {"id", "to": "+8613800000000", "text", "template", "params": {}, "sender"}
      200 {"status": "accepted", "id": the gateway's own}
      200 {"status": "refused", "code"}              this message will never be taken; "dead": the number is no longer
      200 {"status": "quota", "code", "retry_after"} not before so many seconds
      429                                            the same; Retry-After in seconds
      4xx, 503 with Retry-After                      for certain not taken
      anything else, or nothing within 10 seconds    the portal looks the message up before anything else is done

    GET {SMS_URL}/messages/{id}                      by the portal's id
      200 {"status": "accepted" | "delivered" | "undelivered", "id", "code"}
      404 {"status": "absent"}                       believed 45 seconds after the call

`text` is whole, with the sender's name in front and the way to stop; `template` and `params` are for gateways that
send approved texts alone. The gateway never sends one id twice on its own account. What it learns later, it posts,
signed in the same way, to {PORTAL_URL}/reminders/receipts/http:

    {"receipts": [{"id", "status": "delivered" | "undelivered", "code", "at": ISO 8601}],
     "replies": [{"from": "+8613800000000", "text": "TD"}]}
"""

from __future__ import annotations

import json
import time
from datetime import date, timedelta
from typing import Any, Literal

from django.conf import settings

from eligibility.reminders.channels import signing
from eligibility.reminders.channels.calling import Answer, NoAnswer, NotSent, call, path_of
from eligibility.reminders.channels.interface import Found, Outcome, Outgoing

# Where a gateway says "later" and not when.
LATER = 60
LATEST = 24 * 3600
RECEIPTS: dict[str, Literal["", "delivered", "undelivered"]] = {
    "accepted": "",
    "delivered": "delivered",
    "undelivered": "undelivered",
}


class SignedHttp:
    """The gateway at SMS_URL."""

    name = "http"
    looks_up = True
    absent_after = timedelta(seconds=45)

    def send(self, message: Outgoing) -> Outcome:
        """Hand a message over, once."""
        told = {
            "id": message.message_id,
            "to": message.address,
            "text": message.text,
            "template": message.template,
            "params": dict(message.params),
            "sender": settings.SMS_SENDER,
        }
        try:
            answer = self._call("POST", "/messages", json.dumps(told).encode())
        except NotSent:
            return Outcome("broken", code="no_line")
        except NoAnswer:
            return Outcome("unknown", code="no_answer")
        return outcome_of(answer)

    def look_up(self, message: Outgoing, sent_on: date) -> Found:
        """Ask what became of a message, by its id."""
        try:
            answer = self._call("GET", f"/messages/{message.message_id}")
        except (NotSent, NoAnswer):
            return Found("silent", code="no_answer")
        told = read(answer.body)
        status = told.get("status")
        if answer.status == 404 and status == "absent":
            return Found("absent")
        if answer.status == 200 and isinstance(status, str) and status in RECEIPTS:
            return Found("found", word(told, "id", 80), RECEIPTS[status], word(told, "code", 40))
        return Found("silent", code=str(answer.status))

    def _call(self, method: str, path: str, body: bytes = b"") -> Answer:
        url = settings.SMS_URL.rstrip("/") + path
        signed = signing.headers(settings.SMS_KEY, settings.SMS_SECRET, int(time.time()), method, path_of(url), body)
        return call(method, url, {"Content-Type": "application/json", "Accept": "application/json", **signed}, body)


def outcome_of(answer: Answer) -> Outcome:
    """What an answer means; only what is said for certain is taken for it."""
    code, after = str(answer.status), seconds(answer.retry_after)
    if answer.status == 200:
        return said(read(answer.body))
    if answer.status == 429:
        return Outcome("later", code=code, after=after or LATER)
    # 408: the gateway stopped listening, and may have heard enough.
    if (answer.status == 503 and after) or (400 <= answer.status < 500 and answer.status != 408):
        return Outcome("broken", code=code, after=after)
    return Outcome("unknown", code=code)


def said(told: dict[str, Any]) -> Outcome:
    """What the body of a 200 means."""
    code = word(told, "code", 40)
    match told.get("status"):
        case "accepted":
            return Outcome("accepted", code=code, provider_id=word(told, "id", 80))
        case "refused":
            return Outcome("refused", code=code or "refused")
        case "quota":
            return Outcome("later", code=code or "quota", after=seconds(told.get("retry_after")) or LATER)
        case _:
            return Outcome("unknown", code="unreadable")


def read(body: bytes) -> dict[str, Any]:
    """A body's JSON object; nothing where it is none."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def word(told: dict[str, Any], name: str, most: int) -> str:
    """A short text of an answer, cut to what a row holds."""
    found = told.get(name)
    return str(found).replace("\0", "")[:most] if isinstance(found, str | int) else ""


def seconds(told: object) -> int:
    """A number of seconds from a second to a day; 0 where none is named that can be read."""
    text = str(told).strip()
    return max(1, min(int(text), LATEST)) if text.isascii() and text.isdigit() and len(text) <= 15 else 0
