"""What SMS providers post: receipts and replies. Nobody else is listened to."""

from __future__ import annotations

import hmac
import json
import time
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from eligibility.models import Reminder
from eligibility.reminders.channels import signing
from eligibility.reminders.receipts import Receipt, Reply, take_receipts, take_replies

STATUSES = {one.value: one for one in Reminder.Receipt}


@csrf_exempt
@require_POST
def from_gateway(request: HttpRequest) -> HttpResponse:
    """Receipts and replies of the gateway at SMS_URL, signed as the portal signs."""
    if not _is_signed(request):
        raise PermissionDenied
    found = _read(request.body)
    if not isinstance(found, dict):
        return HttpResponseBadRequest()
    rows, answers = _objects(found.get("receipts")), _objects(found.get("replies"))
    taken = take_receipts(_of_gateway(rows), timezone.now())
    stopped = take_replies((Reply(_text(one, "from"), _text(one, "text")) for one in answers), timezone.now())
    return JsonResponse({"receipts": taken, "stopped": stopped})


@csrf_exempt
@require_POST
def from_alibaba(request: HttpRequest, secret: str) -> HttpResponse:
    """What Alibaba Cloud pushes, known by the secret in the address; reports and replies come to the same one."""
    known = signing.address_secret(settings.SMS_SECRET)
    if settings.SMS_PROVIDER != "alibaba" or not hmac.compare_digest(known.encode(), secret.encode()):
        raise PermissionDenied
    rows = list(_objects(_read(request.body)))
    take_receipts(_of_alibaba(rows), timezone.now())
    answers = (Reply(_text(one, "phone_number"), _text(one, "content")) for one in rows if "content" in one)
    take_replies(answers, timezone.now())
    return JsonResponse({"code": 0, "msg": "接收成功"})


def _is_signed(request: HttpRequest) -> bool:
    stamp, given = request.headers.get(signing.TIME, ""), request.headers.get(signing.SIGNATURE, "")
    now = int(time.time())
    return signing.is_genuine(settings.SMS_SECRET, stamp, given, now, "POST", request.path, request.body)


def _of_gateway(rows: Iterator[dict[str, Any]]) -> Iterator[Receipt]:
    for row in rows:
        status = STATUSES.get(_text(row, "status"))
        if status is not None:
            yield Receipt(_text(row, "id"), status, _text(row, "code"), _moment(_text(row, "at")))


def _of_alibaba(rows: list[dict[str, Any]]) -> Iterator[Receipt]:
    for row in rows:
        if isinstance(row.get("success"), bool):
            status = Reminder.Receipt.DELIVERED if row["success"] else Reminder.Receipt.UNDELIVERED
            yield Receipt(_text(row, "out_id"), status, _text(row, "err_code"), _moment(_text(row, "report_time")))


def _read(body: bytes) -> object:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _objects(found: object) -> Iterator[dict[str, Any]]:
    """The objects of a list; what is none is passed over."""
    return (one for one in found if isinstance(one, dict)) if isinstance(found, list) else iter(())


def _text(row: dict[str, Any], name: str) -> str:
    found = row.get(name)
    return found.replace("\0", "") if isinstance(found, str) else ""


def _moment(text: str) -> datetime | None:
    """A moment as it is written; without a zone it is China's."""
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return timezone.make_aware(found) if found is not None and timezone.is_naive(found) else found
