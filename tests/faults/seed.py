"""Subscriptions with something due, written straight into the database of a world; run inside of the portal."""

from __future__ import annotations

import json
import uuid
from datetime import date, timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from catalog.models import Edition
from catalog.rules.dates import add_months
from eligibility.models import Subscription, Watch
from eligibility.models.reminders import message_id
from eligibility.models.subscriptions import Channel, Kind
from eligibility.sealing import digest

SLICE = 2000
# As long before the day as the portal tells of it.
LEAD = timedelta(days=30)
Renewed = tuple[str, str, str, int]


def renewed() -> Renewed:
    """A region, a benefit, a pathway and the months after which that is renewed, from a list in force."""
    for edition in Edition.objects.published().filter(region__slug="quzhou"):
        for item in edition.rulebook["items"]:
            for benefit in item["benefits"]:
                for way in benefit["pathways"]:
                    if way.get("renewal_months") == 12:
                        return edition.region.slug, benefit["code"], way["code"], 12
    raise SystemExit("no benefit is renewed each year")


def one(number: int, wake_on: date, what: Renewed) -> tuple[Subscription, Watch]:
    """A subscription and its watch, as if made long ago."""
    region, benefit, way, months = what
    phone = f"+86138{number:08}"
    subscription = Subscription(
        id=uuid.uuid4(),
        recipient=Subscription.Recipient.SELF,
        channel=Channel.SMS,
        address=phone,
        address_digest=digest(phone),
        state=Subscription.State.ACTIVE,
        created_at=timezone.now(),
        confirmed_at=timezone.now(),
    )
    due_on = wake_on + LEAD
    watch = Watch(
        subscription=subscription,
        region=region,
        benefit=benefit,
        kind=Kind.RENEWAL,
        stages=[[None, way]],
        last=add_months(due_on, -months),
        due_on=due_on,
        wake_on=wake_on,
    )
    return subscription, watch


def write(first: int, count: int, path: Path, wake_in: int = 0) -> None:
    """So many subscriptions from this number on, all to be reminded `wake_in` days from now; and the list of them."""
    what, wake_on = renewed(), timezone.localdate() + timedelta(days=wake_in)
    with path.open("a", encoding="utf-8") as file, transaction.atomic():
        for start in range(first, first + count, SLICE):
            numbers = range(start, min(start + SLICE, first + count))
            pairs = [one(number, wake_on, what) for number in numbers]
            Subscription.objects.bulk_create([subscription for subscription, _watch in pairs])
            Watch.objects.bulk_create([watch for _subscription, watch in pairs])
            for subscription, watch in pairs:
                id_ = message_id(subscription.pk, Kind.RENEWAL, watch.due_on, Channel.SMS)
                line = {"id": str(id_), "to": subscription.address, "subscription": str(subscription.pk)}
                file.write(json.dumps(line) + "\n")
