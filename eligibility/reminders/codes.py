"""One-time codes: asked for within limits that hold for a hundred at once, sent never twice, good once."""

from __future__ import annotations

import hmac
import logging
import re
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eligibility.addresses import Address
from eligibility.models import Code, Subscription
from eligibility.reminders.channels.registry import provider_for
from eligibility.reminders.limits import EVERYBODY, RefusedError, hold, refuse_more, visitor_digests
from eligibility.reminders.messages import compose_code
from eligibility.reminders.ringing import rung
from eligibility.sealing import digest, digests
from eligibility.typed import tidy

DIGITS, MINUTES, TRIES = 6, 10, 5
# For one address: how many within how long. What Alibaba Cloud allows a number, so that it never has to refuse.
FOR_ADDRESS = ((timedelta(minutes=1), 1, "minute"), (timedelta(hours=1), 5, "hour"), (timedelta(days=1), 10, "day"))
FOR_VISITOR = (timedelta(hours=1), 20)
logger = logging.getLogger("reminders")

SENTENCES: Mapping[str, Promise] = {
    "minute": _("刚刚已经要过验证码了。请等 1 分钟，再点一次。"),
    "hour": _("这个号码要验证码太多次了。请过 1 小时再试。"),
    "day": _("这个号码今天要验证码太多次了。请明天再试，或者打 12345 请人帮忙。"),
    "visitor": _("从这里要验证码太多次了。请过 1 小时再试。"),
    "everybody": _("今天要验证码的人太多了。请明天再试，或者打 12345 请人帮忙。"),
    "away": _("现在发不出验证码，不是您弄错了。请过几分钟再点一次。"),
}

Verdict = Literal["right", "wrong", "spent", "late", "used"]


def issue(
    address: Address,
    purpose: Code.Purpose,
    visitor: str,
    language: str,
    now: datetime,
    subscription: Subscription | None = None,
) -> Code:
    """A new code for an address, counted against everybody's limits; raises RefusedError. Ring to have it sent."""
    visitors = visitor_digests(visitor, now, FOR_VISITOR[0])
    text = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    with transaction.atomic():
        hold(address.digest, visitors[0])
        refuse_more(Code.objects.filter(address_digest__in=address.digests), FOR_ADDRESS, now)
        refuse_more(Code.objects.filter(visitor_digest__in=visitors), ((*FOR_VISITOR, "visitor"),), now)
        # Last and shortest: everybody waits for it.
        hold(EVERYBODY)
        morning = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
        if Code.objects.filter(created_at__gte=morning).count() >= settings.CODES_A_DAY:
            raise RefusedError("everybody")
        return Code.objects.create(
            purpose=purpose,
            subscription=subscription,
            channel=address.channel,
            address=address.text,
            address_digest=address.digest,
            visitor_digest=visitors[0],
            language=language,
            text=text,
            code_digest=digest(_salted(address.digest, text)),
            created_at=now,
            expires_at=now + timedelta(minutes=MINUTES),
        )


def _salted(address_digest: str, text: str) -> str:
    return f"code|{address_digest}|{text}"


def ring(code: Code) -> None:
    """Tells the worker that a code waits; where the queue does not take it within a second, the code is taken back."""
    if not _rung(code.pk):
        Code.objects.filter(pk=code.pk, state=Code.State.ASKED).delete()
        logger.warning("code not queued", extra={"fields": {"code": code.pk}})
        raise RefusedError("away")


def _rung(code_id: int) -> bool:
    return rung("reminders.send_code", code_id, MINUTES * 60)


def hand_over(code_id: int, now: datetime) -> None:
    """Gives a code to its channel, at most once whatever happens: it counts as handed over before the call."""
    code = Code.objects.filter(pk=code_id).first()
    mine = Code.objects.filter(pk=code_id, state=Code.State.ASKED, expires_at__gt=now)
    if code is None or not mine.update(state=Code.State.HANDED, text="") or not _wanted(code):
        return
    provider = provider_for(code.channel)
    outcome = provider.send(compose_code(code, code.text)) if provider else None
    if outcome is None or outcome.kind not in ("accepted", "unknown"):
        Code.objects.filter(pk=code_id).update(state=Code.State.FAILED)
    told = {"code": code_id, "outcome": outcome.kind if outcome else "no provider"}
    logger.info("code handed over", extra={"fields": told})


def _wanted(code: Code) -> bool:
    """Whether somebody is to get it: a number that nothing is kept for gets no message, and nobody learns of it."""
    if code.purpose != Code.Purpose.MANAGE:
        return code.subscription_id is not None
    return Subscription.objects.filter(address_digest__in=digests(code.address)).exists()


def check(code: Code, typed: str, now: datetime) -> Verdict:
    """Whether a code was typed rightly, in time and for the first time; each look costs one of its tries."""
    held = Code.objects.filter(pk=code.pk, used_at=None)
    if not held.filter(expires_at__gt=now, tries__lt=TRIES).update(tries=F("tries") + 1):
        return _why_not(code, now)
    wanted = (digest_ for digest_ in digests(_salted(code.address_digest, digits_of(typed))))
    if not any([hmac.compare_digest(one, code.code_digest) for one in wanted]):
        return "wrong"
    return "right" if held.update(used_at=now) else "used"


def _why_not(code: Code, now: datetime) -> Verdict:
    code.refresh_from_db()
    if code.used_at is not None:
        return "used"
    return "late" if code.expires_at <= now else "spent"


def digits_of(typed: str) -> str:
    """What was typed, without blanks and in half width."""
    return re.sub(r"[\s-]", "", tidy(typed[:40]))
