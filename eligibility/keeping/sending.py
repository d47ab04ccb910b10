"""The way back sent to a relative: within limits that hold for a hundred at once, never twice, then forgotten."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eligibility.addresses import Address
from eligibility.keeping.ways import Held
from eligibility.models import Share
from eligibility.reminders.channels.registry import provider_for
from eligibility.reminders.limits import EVERYBODY, RefusedError, hold, refuse_more, visitor_digests
from eligibility.reminders.messages import compose_share
from eligibility.reminders.ringing import rung
from eligibility.requests import Visitor

GOOD_FOR = timedelta(minutes=10)  # for so long a message may wait for a worker
# Fewer than codes: whoever gets these did not ask for them.
FOR_ADDRESS = ((timedelta(minutes=1), 1, "minute"), (timedelta(days=1), 3, "day"))
FOR_VISITOR = (timedelta(hours=1), 10)
logger = logging.getLogger("keeping")

SENTENCES: Mapping[str, Promise] = {
    "minute": _("刚刚已经发到这个号码了。请等 1 分钟再发。"),
    "day": _("今天发到这个号码 3 次了。请明天再发，或者把代码直接告诉家人。"),
    "visitor": _("从这里发得太多了。请过 1 小时再试，或者把代码直接告诉家人。"),
    "everybody": _("今天发的人太多了。请明天再试，或者把代码直接告诉家人。"),
    "away": _("现在发不出去，不是您弄错了。请过几分钟再点一次。"),
}


def share(held: Held, address: Address, visitor: Visitor) -> Share:
    """A message to a relative, on its way; raises limits.RefusedError, and then nothing is kept of it."""
    made = _ask(held, address, visitor)
    if not _rung(made.pk):
        Share.objects.filter(pk=made.pk, state=Share.State.ASKED).delete()
        logger.warning("share not queued", extra={"fields": {"share": made.pk}})
        raise RefusedError("away")
    return made


def _ask(held: Held, address: Address, visitor: Visitor) -> Share:
    span, most = FOR_VISITOR
    visitors = visitor_digests(visitor.network, visitor.now, span)
    with transaction.atomic():
        hold(address.digest, visitors[0])
        refuse_more(Share.objects.filter(address_digest__in=address.digests), FOR_ADDRESS, visitor.now)
        refuse_more(Share.objects.filter(visitor_digest__in=visitors), ((span, most, "visitor"),), visitor.now)
        # Last and shortest: everybody waits for it.
        hold(f"{EVERYBODY}|share")
        morning = timezone.localtime(visitor.now).replace(hour=0, minute=0, second=0, microsecond=0)
        if Share.objects.filter(created_at__gte=morning).count() >= settings.SHARES_A_DAY:
            raise RefusedError("everybody")
        return Share.objects.create(
            kept_id=held.pk,
            channel=address.channel,
            address=address.text,
            secret=held.secret,
            code=held.code,
            address_digest=address.digest,
            visitor_digest=visitors[0],
            language=visitor.language,
            created_at=visitor.now,
        )


def _rung(share_id: int) -> bool:
    return rung("keeping.send_share", share_id, round(GOOD_FOR.total_seconds()))


def hand_over(share_id: int, now: datetime) -> None:
    """Gives a message to its channel, at most once whatever happens: it counts as handed over before the call.

    From then on neither the address nor the way back is known here any more.
    """
    made = Share.objects.select_related("kept").filter(pk=share_id, kept__expires_at__gt=now).first()
    mine = Share.objects.filter(pk=share_id, state=Share.State.ASKED, created_at__gt=now - GOOD_FOR)
    if made is None or not mine.update(state=Share.State.HANDED, address="", secret="", code=""):
        return
    provider = provider_for(made.channel)
    outcome = provider.send(compose_share(made)) if provider else None
    if outcome is None or outcome.kind not in ("accepted", "unknown"):
        Share.objects.filter(pk=share_id).update(state=Share.State.FAILED)
    told = {"share": share_id, "outcome": outcome.kind if outcome else "no provider"}
    logger.info("share handed over", extra={"fields": told})
