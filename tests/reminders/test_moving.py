"""Another number: what waits goes there too, by its channel, and nothing goes out twice."""

from datetime import date

import pytest

from eligibility.addresses import parse
from eligibility.models import Code, Subscription, Watch
from eligibility.models.reminders import message_id
from eligibility.models.subscriptions import Channel
from eligibility.reminders import sending
from eligibility.reminders.moving import join, move
from tests.reminders.delivering import DUE, NOON, Fake, reminder, subscriber, ticking

PHONE, MAILBOX = parse("13812345678"), parse("zhang@example.com")


def subscription(state: str = "active") -> Subscription:
    """Somebody at one and the same number."""
    return subscriber(state=state, address=PHONE.text)


@pytest.mark.django_db
def test_what_waits_goes_out_another_way(provider: Fake, yearly: None) -> None:
    kept = subscription()
    waits, gone = reminder(kept), reminder(state="accepted")
    move(kept, Channel.EMAIL, MAILBOX.text)
    kept.refresh_from_db()
    assert (kept.channel, kept.address, kept.address_digest) == ("email", MAILBOX.text, MAILBOX.digest)
    ticking()
    assert not sending.send_waiting(lambda: NOON, 60)
    waits.refresh_from_db()
    assert (waits.state, waits.reason) == ("cancelled", "moved")
    assert provider.sent() == [str(message_id(kept.pk, "renewal", DUE, "email"))]
    gone.refresh_from_db()
    assert gone.channel == "sms"


@pytest.mark.django_db
def test_what_went_that_way_before_does_not_go_again(provider: Fake, yearly: None) -> None:
    kept = subscription()
    reminder(kept, channel="email", state="accepted")
    reminder(kept)
    move(kept, Channel.EMAIL, MAILBOX.text)
    ticking()
    assert not sending.send_waiting(lambda: NOON, 60)
    assert provider.sent() == []


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
        created_at=NOON,
        expires_at=NOON,
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
