"""Another number: what waits goes there too, by its channel, and nothing goes out twice."""

from datetime import date

import pytest
from django.utils import timezone

from eligibility.addresses import parse
from eligibility.models import Code, Reminder, Subscription, Watch
from eligibility.models.reminders import message_id
from eligibility.reminders.moving import join, move

NOW, DUE = timezone.now(), date(2027, 2, 28)
PHONE, MAILBOX = parse("13812345678"), parse("zhang@example.com")


def subscription(state: str = "active", channel: str = "sms") -> Subscription:
    return Subscription.objects.create(
        recipient="self",
        channel=channel,
        address=PHONE.text,
        address_digest=PHONE.digest,
        state=state,
        created_at=NOW,
    )


def reminder(of: Subscription, channel: str = "sms", state: str = "pending") -> Reminder:
    return Reminder.objects.create(
        message_id=message_id(of.pk, "renewal", DUE, channel),
        subscription=of,
        kind="renewal",
        due_on=DUE,
        channel=channel,
        state=state,
        not_before=NOW,
        created_at=NOW,
    )


@pytest.mark.django_db
def test_what_waits_goes_out_another_way() -> None:
    kept = subscription()
    waits, gone = reminder(kept), reminder(subscription(), state="accepted")
    move(kept, MAILBOX)
    kept.refresh_from_db()
    waits.refresh_from_db()
    assert (kept.channel, kept.address, kept.address_digest) == ("email", MAILBOX.text, MAILBOX.digest)
    assert (waits.channel, waits.state) == ("email", "pending")
    assert waits.message_id == message_id(kept.pk, "renewal", DUE, "email")
    gone.refresh_from_db()
    assert gone.channel == "sms"


@pytest.mark.django_db
def test_what_went_that_way_before_does_not_go_again() -> None:
    kept = subscription()
    reminder(kept, "email", "accepted")
    waits = reminder(kept)
    move(kept, MAILBOX)
    waits.refresh_from_db()
    assert (waits.state, waits.reason) == ("cancelled", "moved")


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "channel"), [("13912345678", "call"), ("zhang@example.com", "email")])
def test_whoever_is_rung_goes_on_being_rung(address: str, channel: str) -> None:
    kept = subscription(channel="call")
    move(kept, parse(address))
    kept.refresh_from_db()
    assert (kept.channel, kept.address) == (channel, parse(address).text)


@pytest.mark.django_db
def test_two_that_say_the_same_are_one() -> None:
    older, newer = subscription(), subscription("waiting")
    known = Watch.objects.create(
        subscription=older,
        region="quzhou",
        benefit="a",
        kind="renewal",
        last=date(2026, 2, 1),
        due_on=DUE,
        announced_for=DUE,
    )
    for benefit, last in (("a", None), ("b", date(2026, 3, 1))):
        Watch.objects.create(subscription=newer, region="quzhou", benefit=benefit, kind="renewal", last=last)
    code = Code.objects.create(
        purpose="confirm",
        subscription=newer,
        channel="sms",
        address=PHONE.text,
        address_digest=PHONE.digest,
        visitor_digest="v",
        language="zh-hans",
        code_digest="c",
        created_at=NOW,
        expires_at=NOW,
    )
    assert join(newer, date(2026, 11, 23)) == older
    code.refresh_from_db()
    known.refresh_from_db()
    assert code.subscription == older
    assert (known.last, known.announced_for) == (date(2026, 2, 1), DUE)
    assert sorted(older.watches.values_list("benefit", flat=True)) == ["a", "b"]
    assert Subscription.objects.get() == older


@pytest.mark.django_db
@pytest.mark.parametrize("differs", [{"label": "您父亲"}, {"recipient": "relative"}, {"state": "stopped"}])
def test_another_person_or_an_ended_one_stays_apart(differs: dict[str, str]) -> None:
    older, newer = subscription(), subscription("waiting")
    for name, value in differs.items():
        setattr(older, name, value)
    older.save()
    assert join(newer, date(2026, 11, 23)) == newer
    assert Subscription.objects.count() == 2
