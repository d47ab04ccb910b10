"""Cases: opened with consent, found again, closed, erased."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from catalog.models import Region
from eligibility.addresses import WrongAddressError, parse
from eligibility.desk import recipients
from eligibility.desk.access import cases_of
from eligibility.desk.calls import give_up
from eligibility.desk.consents import Given
from eligibility.desk.numbers import WrongNumberError, ringable
from eligibility.desk.recipients import Recipient
from eligibility.desk.things import Thing
from eligibility.models import Case, Subscription
from eligibility.models.cases import LETTERS
from eligibility.reminders.stopping import erase, stop
from eligibility.sealing import digests
from eligibility.typed import tidy

log = logging.getLogger("reminders")
# Names are sealed, so that looking for one means reading all; beyond this a street is to be chosen first.
MOST_READ = 20_000
MOST_FOUND = 50
REFERENCE = re.compile(f"[{LETTERS}]{{8}}")


@dataclass(frozen=True)
class Person:
    """Whom a case is about."""

    name: str
    region: Region
    street: str


class TooManyError(Exception):
    """There are too many cases to look through without a street."""


def open_case(
    reference: str, person: Person, who: Recipient, wanted: Sequence[Thing], given: Given, *, by: User, now: datetime
) -> Case:
    """A case with its first recipient, all at once or not at all; a page that is sent twice opens one."""
    with transaction.atomic():
        case, made = Case.objects.get_or_create(
            reference=reference,
            defaults={
                "name": person.name,
                "region": person.region,
                "street": person.street,
                "opened_by": by,
                "opened_at": now,
            },
        )
        if made:
            recipients.add(case, who, wanted, given, by=by, now=now)
            log.info("case opened", extra={"fields": {"case": case.pk, "by": by.pk}})
    return case


def twin(person: Person, reference: str) -> Case | None:
    """Another open case of somebody of the same name in the same street."""
    there = Case.objects.filter(region=person.region, street=person.street, closed_at=None)
    others = there.exclude(reference=reference).only("reference", "name")[:MOST_READ]
    return next((one for one in others if one.name == person.name), None)


def rename(case: Case, person: Person, *, by: User) -> None:
    """Writes a case's name and place anew."""
    case.name, case.region, case.street = person.name, person.region, person.street
    case.save(update_fields=["name", "region", "street"])
    log.info("case renamed", extra={"fields": {"case": case.pk, "by": by.pk}})


def close(case: Case, *, by: User, now: datetime) -> None:
    """Ends a case: nobody is reminded any more, nobody is rung."""
    with transaction.atomic():
        # Not its key: a reminder that is put on the call list meanwhile refers to it, and would wait in a circle.
        held = Case.objects.select_for_update(no_key=True).get(pk=case.pk)
        if held.closed_at is not None:
            return
        for subscription in _going(held):
            stop(subscription, Subscription.Stop.CLOSED, now)
        give_up(held.calls.all(), now)
        held.closed_at = now
        held.save(update_fields=["closed_at"])
    log.info("case closed", extra={"fields": {"case": held.pk, "by": by.pk}})


def erase_case(case: Case, *, by: User, now: datetime) -> None:
    """Removes a case with its recipients, reminders and calls; only that there was consent stays, without names."""
    pk = case.pk
    with transaction.atomic():
        held = Case.objects.select_for_update(no_key=True).get(pk=pk)
        for subscription in held.subscriptions.all():
            erase(subscription, now)
        held.delete()
    log.info("case erased", extra={"fields": {"case": pk, "by": by.pk}})


def stop_one(subscription: Subscription, *, by: User, now: datetime) -> None:
    """Reminds one recipient no more."""
    with transaction.atomic():
        stop(subscription, Subscription.Stop.STAFF, now)
        give_up(subscription.case.calls.filter(reminder__subscription=subscription), now)  # type: ignore[union-attr]
    log.info("recipient stopped", extra={"fields": {"subscription": subscription.pk, "by": by.pk}})


def _going(case: Case) -> QuerySet[Subscription]:
    return case.subscriptions.exclude(state=Subscription.State.STOPPED)


def listed(user: User, *, street: str = "", closed: bool = False) -> QuerySet[Case]:
    """Somebody's cases, those first where something falls due first."""
    found = cases_of(user).filter(closed_at__isnull=not closed)
    if street:
        found = found.filter(street=street)
    reached = Subscription.objects.filter(case=OuterRef("pk"), state=Subscription.State.ACTIVE)
    nearest = Min("subscriptions__watches__due_on", filter=Q(subscriptions__state=Subscription.State.ACTIVE))
    return (
        found.annotate(due_on=nearest, reached=Exists(reached))
        .select_related("region")
        .prefetch_related("subscriptions")
        .order_by("due_on", "-opened_at", "-pk")
    )


def streets(user: User) -> list[str]:
    """The streets of somebody's cases."""
    return list(cases_of(user).order_by("street").values_list("street", flat=True).distinct())


def find(user: User, typed: str, street: str = "") -> list[Case]:
    """Cases by number, by phone or mailbox, or by a part of the name; raises TooManyError."""
    text = tidy(typed)
    mine = cases_of(user).filter(street=street) if street else cases_of(user)
    if REFERENCE.fullmatch(text.upper()) and (found := mine.filter(reference=text.upper())):
        return list(_shown(found))
    if address := _address(text):
        reached = Subscription.objects.filter(address_digest__in=digests(address))
        return list(_shown(mine.filter(pk__in=reached.values("case"))))
    if mine.count() > MOST_READ:
        raise TooManyError
    named = [pk for pk, name in mine.values_list("pk", "name").iterator() if text in name][:MOST_FOUND]
    return list(_shown(mine.filter(pk__in=named)))


def _address(text: str) -> str:
    try:
        return parse(text).text
    except WrongAddressError:
        pass
    try:
        return ringable(text)
    except WrongNumberError:
        return ""


def _shown(cases: QuerySet[Case]) -> QuerySet[Case]:
    nearest = Min("subscriptions__watches__due_on", filter=Q(subscriptions__state=Subscription.State.ACTIVE))
    found = cases.annotate(due_on=nearest).select_related("region").prefetch_related("subscriptions")
    return found.order_by("closed_at", "due_on", "-pk")[:MOST_FOUND]
