"""Clerks of two districts, their people, and what they have to ring about."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from django.contrib.auth.models import User
from django.test import Client

from catalog.models import Region, Role
from eligibility.desk import cases, things
from eligibility.desk.cases import Person
from eligibility.desk.consents import Given
from eligibility.desk.recipients import Recipient
from eligibility.models import Call, Case, Consent, Reminder, Subscription
from eligibility.models.cases import new_reference
from eligibility.models.reminders import message_id
from eligibility.models.subscriptions import Channel

NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)  # ten in the morning of a Wednesday in Shanghai
TODAY = date(2026, 11, 25)
LAST = date(2025, 12, 10)  # so that a package of a year falls due on 10 December
DUE = date(2026, 12, 10)
PACKAGE = "qujiang-gp-basic"
Who = Subscription.Recipient
MOBILE, LANDLINE = "+8613800005678", "+865703021234"


def clerk(name: str = "clerk", region: str = "qujiang") -> User:
    """Somebody who works in a region."""
    person = User.objects.create_user(name, is_staff=True)
    Role.objects.create(user=person, kind="worker", region=Region.objects.get(slug=region))
    return User.objects.get(pk=person.pk)


def at_work(person: User) -> Client:
    """Somebody's browser."""
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def given(on: date = TODAY) -> Given:
    """What an old man said at the counter."""
    return Given(Consent.Giver.SELF, Consent.How.SPOKEN, on)


def package(by: User, last: date | None = LAST) -> things.Thing:
    """The district's package, or whatever comes first elsewhere."""
    offered = things.from_lists(by, TODAY)
    return replace(next((one for one in offered if one.proposal.benefit == PACKAGE), offered[0]), last=last)


def case(by: User, *, name: str = "王桂英", street: str = "樟潭街道", number: str = LANDLINE, **who: Any) -> Case:
    """Somebody who is to be rung about the package."""
    recipient = Recipient(**{"recipient": Who.SELF, "channel": Channel.CALL, "address": number} | who)
    region = Role.objects.get(user=by).region
    person = Person(name, region, street)
    return cases.open_case(new_reference(), person, recipient, [package(by)], given(), by=by, now=NOW)


def call(of: Case, next_on: date = TODAY) -> Call:
    """What the case has on the call list."""
    subscription = of.subscriptions.get()
    watch = subscription.watches.get()
    reminder = Reminder.objects.create(
        message_id=message_id(subscription.pk, watch.kind, watch.due_on, "call"),
        subscription=subscription,
        kind=watch.kind,
        due_on=watch.due_on,
        channel="call",
        benefits=[watch.benefit],
        state="accepted",
        not_before=NOW,
        created_at=NOW,
        settled_at=NOW,
    )
    return Call.objects.create(reminder=reminder, case=of, next_on=next_on, opened_at=NOW)
