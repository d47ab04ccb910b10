"""What is kept about a number, shown whole to whoever proved it to be theirs; and what they do with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from catalog.answering import day_in_words
from catalog.in_force import editions_of
from eligibility.addresses import Address
from eligibility.models import Code, Consent, Reminder, Subscription, Watch
from eligibility.models.subscriptions import Channel, Kind
from eligibility.reminders import due
from eligibility.reminders.moving import move
from eligibility.reminders.stopping import erase, stop
from eligibility.sealing import digests
from eligibility.wording import AUDIENCES, OWN


@dataclass(frozen=True)
class Thing:
    """One thing that somebody is reminded of."""

    pk: int
    name: str
    due: str
    last: str
    assumed: bool
    renewed: bool


@dataclass(frozen=True)
class Sent:
    """One message that went out, or is to go out."""

    due: str
    state: str


@dataclass(frozen=True)
class Kept:
    """Everything that is kept of one subscription."""

    subscription: Subscription
    who: str
    things: list[Thing]
    sent: list[Sent]
    agreed: list[str]


def own(proof: Code) -> QuerySet[Subscription]:
    """The subscriptions of the address that a code proved to be somebody's; what a worker receives is the desk's."""
    found = Subscription.objects.filter(address_digest__in=digests(proof.address))
    confirmed = found.exclude(state=Subscription.State.WAITING)
    return confirmed.exclude(recipient=Subscription.Recipient.WORKER).order_by("created_at")


def kept(proof: Code) -> list[Kept]:
    """What is kept about an address."""
    return [_kept(one) for one in own(proof).prefetch_related("watches", "reminders")]


def _kept(subscription: Subscription) -> Kept:
    watches = sorted(subscription.watches.all(), key=lambda one: one.due_on or date.max)
    consents = Consent.objects.filter(subscription=subscription.pk).order_by("given_at")
    return Kept(
        subscription=subscription,
        who=subscription.label or str(AUDIENCES[OWN].who),
        things=[thing(one) for one in watches],
        sent=[_sent(one) for one in subscription.reminders.all()],
        agreed=[day_in_words(timezone.localdate(one.given_at)) for one in consents],
    )


def thing(watch: Watch) -> Thing:
    """A watch in words."""
    return Thing(
        pk=watch.pk,
        name=_name(watch),
        due=day_in_words(watch.due_on) if watch.due_on else "",
        last=day_in_words(watch.last) if watch.last else "",
        assumed=watch.assumed,
        renewed=watch.kind == Kind.RENEWAL,
    )


def _name(watch: Watch) -> str:
    """What a benefit is called in the newest list that has it."""
    books = [book for _day, book in editions_of(watch.region)]
    for book in reversed(books):
        for _item, benefit in book.benefits():
            if benefit.code == watch.benefit:
                return gettext(benefit.name)
    return watch.benefit


def _sent(reminder: Reminder) -> Sent:
    return Sent(day_in_words(reminder.due_on), str(reminder.get_state_display()))


def watch_of(proof: Code, pk: int) -> Watch | None:
    """One of the things; None where it is somebody else's, or gone."""
    return Watch.objects.filter(pk=pk, subscription__in=own(proof)).select_related("subscription").first()


def tell_last(watch: Watch, last: date | None, today: date) -> None:
    """Notes when something was done last, or that nobody knows."""
    with transaction.atomic():
        held = Watch.objects.select_for_update().get(pk=watch.pk)
        due.told(held, last, today)
        held.save()


def drop(watch: Watch, now: datetime) -> bool:
    """Reminds nobody of one thing any more; where it was the last one, everything ends, and that is told."""
    with transaction.atomic():
        subscription = Subscription.objects.select_for_update().get(pk=watch.subscription_id)
        Watch.objects.filter(pk=watch.pk).delete()
        if subscription.watches.exists():
            return False
        stop(subscription, Subscription.Stop.PAGE, now)
        return True


def change_address(proof: Code, address: Address) -> None:
    """Sends all that went to one address to another."""
    with transaction.atomic():
        for subscription in own(proof):
            # Whoever is rung goes on being rung at another number.
            rung = subscription.channel == Channel.CALL and address.channel == "sms"
            move(subscription, Channel.CALL if rung else Channel(address.channel), address.text)


def erase_all(subscriptions: Iterable[Subscription], now: datetime) -> None:
    """Deletes everything about an address."""
    for subscription in subscriptions:
        erase(subscription, now)
