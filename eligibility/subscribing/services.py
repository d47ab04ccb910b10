"""What the pages of reminders do: propose, subscribe, confirm, move to another number."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from catalog.answering import day_in_words
from eligibility import replay
from eligibility.addresses import Address
from eligibility.models import Code, Consent, Subscription
from eligibility.models.subscriptions import Channel, Kind
from eligibility.occasion import Occasion
from eligibility.reminders import codes
from eligibility.reminders.due import Proposal, watches_of
from eligibility.reminders.limits import hold
from eligibility.reminders.moving import join
from eligibility.requests import Visitor
from eligibility.session import Interview
from eligibility.subscribing import consent
from eligibility.wording import AUDIENCES, CLIENT, OWN

GIVERS = {Subscription.Recipient.SELF: Consent.Giver.SELF, Subscription.Recipient.RELATIVE: Consent.Giver.RELATIVE}
logger = logging.getLogger("reminders")


def proposals(interview: Interview | None, now: Occasion) -> list[Proposal] | None:
    """What a finished interview gives to be reminded of; None where it is not one to be reminded about.

    Whoever looks after strangers does so at the desk, and a trial is not the real thing.
    """
    if interview is None or now.trying is not None or interview.audience == CLIENT:
        return None
    replay.refresh(interview, now.screener, now.as_of)
    if not interview.finished:
        return None
    return watches_of(replay.screening_of(interview, now.screener, now.as_of), interview.last_dates)


def in_words(thing: Proposal) -> str:
    """One thing to be reminded of, and when."""
    if thing.due_on is not None:
        words = gettext("{name}（{day}到岁数）") if thing.kind == Kind.BIRTHDAY else gettext("{name}（{day}到期）")
        return words.format(name=thing.name, day=day_in_words(thing.due_on))
    years, months = divmod(thing.months or 0, 12)
    if months:
        return gettext("{name}（每 {months} 个月办一次）").format(name=thing.name, months=thing.months)
    if years == 1:
        return gettext("{name}（每年办一次）").format(name=thing.name)
    return gettext("{name}（每 {years} 年办一次）").format(name=thing.name, years=years)


def subscribe(interview: Interview, things: Sequence[Proposal], address: Address, visitor: Visitor) -> Code:
    """A subscription that waits for its code, which is on its way; raises codes.RefusedError and then keeps nothing."""
    own = interview.audience == OWN
    with transaction.atomic():
        made = Subscription.objects.create(
            recipient=Subscription.Recipient.SELF if own else Subscription.Recipient.RELATIVE,
            label="" if own else str(AUDIENCES[interview.audience].who),
            channel=address.channel,
            address=address.text,
            address_digest=address.digest,
            language=visitor.language,
            created_at=visitor.now,
        )
        for thing in {one.key: one for one in things}.values():
            thing.watch(made, thing.last, visitor.today).save()
        code = _issue(address, Code.Purpose.CONFIRM, visitor, made)
    try:
        codes.ring(code)
    except codes.RefusedError:
        made.delete()
        raise
    return code


def ask(address: Address, purpose: Code.Purpose, visitor: Visitor, subscription: Subscription | None = None) -> Code:
    """Another code, on its way; raises codes.RefusedError."""
    code = _issue(address, purpose, visitor, subscription)
    codes.ring(code)
    return code


def _issue(address: Address, purpose: Code.Purpose, visitor: Visitor, subscription: Subscription | None) -> Code:
    return codes.issue(address, purpose, visitor.network, visitor.language, visitor.now, subscription)


def again(code: Code, visitor: Visitor) -> Code:
    """Another code in the place of one that did not come; raises codes.RefusedError."""
    return ask(address_of(code), Code.Purpose(code.purpose), visitor, code.subscription)


def address_of(code: Code) -> Address:
    """Where a code went."""
    return Address("email" if code.channel == Channel.EMAIL else "sms", code.address)


def confirm(code: Code, now: datetime) -> Subscription | None:
    """Begins the subscription that a right code belongs to; None where it is gone.

    Where the same number is reminded of the same person already, that subscription learns of what is new.
    """
    if code.subscription_id is None:
        return None
    with transaction.atomic():
        hold(code.address_digest)
        made = Subscription.objects.select_for_update().filter(pk=code.subscription_id).first()
        if made is None or made.state == Subscription.State.STOPPED:
            return None
        kept = join(made, timezone.localdate(now)) if made.state == Subscription.State.WAITING else made
        if kept.state == Subscription.State.WAITING:
            kept.state, kept.confirmed_at = Subscription.State.ACTIVE, now
            kept.save(update_fields=["state", "confirmed_at"])
        Consent.objects.create(
            subscription=kept.pk,
            text_version=consent.VERSION,
            how=Consent.How.CODE,
            giver=GIVERS[Subscription.Recipient(kept.recipient)],
            given_at=now,
        )
    logger.info("subscription confirmed", extra={"fields": {"subscription": kept.pk}})
    return kept
