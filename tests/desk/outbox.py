"""People whom two districts look after, and what became of their reminders."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.test import Client

from catalog.models import Region, Role
from eligibility.models import Case, Reminder, Subscription, Watch
from eligibility.models.reminders import message_id
from eligibility.sealing import digest

NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)  # ten in the morning of a Wednesday in Shanghai
TODAY = date(2026, 11, 25)
State = Reminder.State


def regions() -> None:
    """A city with two districts."""
    city = Region.objects.create(slug="quzhou", name="衢州市")
    for slug, name in (("qujiang", "衢江区"), ("kecheng", "柯城区")):
        Region.objects.create(slug=slug, name=name, parent=city)


def hired(name: str, *roles: tuple[str, str]) -> Client:
    """The browser of a member of staff with roles."""
    person = User.objects.create_user(name, is_staff=True, is_superuser=name == "superuser")
    for kind, region in roles:
        Role.objects.create(user=person, kind=kind, region=Region.objects.get(slug=region))
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def case(street: str = "樟潭街道", region: str = "qujiang", name: str = "王桂英") -> Case:
    """Somebody whom a street looks after."""
    place = Region.objects.get(slug=region)
    return Case.objects.create(region=place, street=street, name=name, opened_at=NOW)


def subscribed(of: Case | None = None, number: str = "+8613800005678", **given: Any) -> Subscription:
    """Somebody who is reminded, for a case or for themselves."""
    values = {"recipient": "self", "channel": "sms", "state": "active", "created_at": NOW, "confirmed_at": NOW}
    values |= {"address": number, "address_digest": digest(number) if number else ""}
    return Subscription.objects.create(case=of, **(values | given))


def watch(of: Subscription, due_on: date | None = TODAY, **given: Any) -> Watch:
    """One thing that falls due."""
    values = {"region": "qujiang", "benefit": "qujiang-05", "kind": "renewal", "due_on": due_on}
    return Watch.objects.create(subscription=of, **(values | given))


def reminder(of: Subscription, state: str = State.ACCEPTED, due_on: date = TODAY, **given: Any) -> Reminder:
    """One reminder in a state."""
    values = {"kind": "renewal", "channel": of.channel, "round": 0, "not_before": NOW, "created_at": NOW} | given
    key = message_id(of.pk, values["kind"], due_on, of.channel, values["round"])
    values |= {"masked": "138****5678", "settled_at": None if state in (State.PENDING, State.UNKNOWN) else NOW}
    return Reminder.objects.create(message_id=key, subscription=of, state=state, due_on=due_on, **(values | given))


def crowd(count: int, street: str = "樟潭街道") -> None:
    """So many people of a street, each with something due and a reminder, in all states."""
    states = list(State.values)
    place = Region.objects.get(slug="qujiang")
    cases = Case.objects.bulk_create(
        Case(region=place, street=street, name=f"老人{number}", opened_at=NOW) for number in range(count)
    )
    people = Subscription.objects.bulk_create(
        Subscription(
            case=one, recipient="self", channel="sms", state="active", created_at=NOW, address=f"+8613{number:09}"
        )
        for number, one in enumerate(cases)
    )
    Watch.objects.bulk_create(
        Watch(subscription=one, region="qujiang", benefit="qujiang-05", kind="renewal", due_on=TODAY) for one in people
    )
    Reminder.objects.bulk_create(
        Reminder(
            message_id=message_id(one.pk, "renewal", TODAY, "sms"),
            subscription=one,
            kind="renewal",
            due_on=TODAY,
            channel="sms",
            state=states[number % len(states)],
            not_before=NOW + timedelta(minutes=number),
            created_at=NOW,
        )
        for number, one in enumerate(people)
    )
