"""What the network tells afterwards: what became of a message, and what people answer to it.

Gateways repeat themselves and come in any order. The first receipt of a message stands, and so does its reminder's
final state; a reminder that was in doubt, or about to be tried again, turns out to have been sent.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from eligibility.addresses import WrongAddressError, phone
from eligibility.models import Reminder, Subscription
from eligibility.models.subscriptions import Channel
from eligibility.reminders.channels.interface import DEAD
from eligibility.reminders.stopping import stop

logger = logging.getLogger("reminders")
OPEN = (Reminder.State.PENDING, Reminder.State.SENDING, Reminder.State.UNKNOWN)
# What people answer who want no more; TD is what the messages say, the others what networks have taught everybody.
STOPS = {"TD", "T", "TT", "N", "R", "QX", "STOP", "退订", "退訂", "TD退订", "T退订", "取消", "停止", "拒收", "我要退订"}
NOT_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Receipt:
    """One message's fate, by the portal's own id."""

    message_id: str
    status: Reminder.Receipt
    code: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Reply:
    """What somebody wrote back."""

    address: str
    text: str


def take_receipts(receipts: Iterable[Receipt], now: datetime) -> int:
    """Record receipts; gives how many told something new."""
    return sum(_take(receipt, now) for receipt in receipts)


def take_replies(replies: Iterable[Reply], now: datetime) -> int:
    """Stop what people want stopped; gives how many subscriptions ended."""
    return sum(_stopped(reply.address, now) for reply in replies if wants_no_more(reply.text))


def wants_no_more(text: str) -> bool:
    """Whether an answer asks to stop: one of the usual words, in any width and case, and nothing else."""
    return NOT_WORDS.sub("", unicodedata.normalize("NFKC", text[:100])).upper() in STOPS


def _take(receipt: Receipt, now: datetime) -> bool:
    with transaction.atomic():
        ident = _id(receipt.message_id)
        mine = Reminder.objects.filter(message_id=ident) if ident else Reminder.objects.none()
        told = {
            "receipt": receipt.status,
            "receipt_code": receipt.code[:40],
            "receipt_at": min(receipt.at or now, now),
        }
        if not mine.filter(receipt="").update(**told):
            if not mine.exists():
                # One-time codes have receipts too, and no row that waits for them.
                logger.info("receipt for an unknown message", extra={"fields": {"status": receipt.status}})
            return False
        settled = {"state": Reminder.State.ACCEPTED, "reason": "", "settled_at": now}
        mine.filter(state__in=OPEN).update(**settled, lease_until=None, look_up_at=None)
    if receipt.status == Reminder.Receipt.UNDELIVERED and receipt.code == DEAD:
        for reminder in mine.select_related("subscription"):
            stop(reminder.subscription, Subscription.Stop.DEAD, now)
    return True


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _stopped(address: str, now: datetime) -> int:
    """End every subscription that is active at a number."""
    try:
        number = phone(address)
    except WrongAddressError:
        logger.warning("reply from an unreadable number")
        return 0
    active = Subscription.objects.filter(
        channel=Channel.SMS, state=Subscription.State.ACTIVE, address_digest__in=number.digests
    )
    return sum(bool(stop(one, Subscription.Stop.REPLY, now)) for one in active)
