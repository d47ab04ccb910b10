"""Codes: how many may be asked for, by whom, and that each is handed over and good once."""

import threading
import time
from datetime import datetime, timedelta

import pytest
from cryptography.fernet import Fernet
from django.utils import timezone
from pytest_django.fixtures import Settings

from eligibility.addresses import Address, parse
from eligibility.models import Code, Subscription
from eligibility.reminders import codes, ringing
from eligibility.reminders.channels.interface import Outcome, OutcomeKind, Outgoing

NOW = timezone.now().replace(hour=4, minute=0)  # noon in Shanghai
PHONE = parse("13812345678")


class Provider:
    """Keeps what it was given."""

    def __init__(self, kind: OutcomeKind = "accepted") -> None:
        self.kind, self.given = kind, list[Outgoing]()

    def send(self, message: Outgoing) -> Outcome:
        self.given.append(message)
        return Outcome(self.kind)


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Provider:
    """The way out of every channel."""
    made = Provider()
    monkeypatch.setattr(codes, "provider_for", lambda channel: made)
    return made


@pytest.fixture
def waiting(db: None) -> Subscription:
    """Somebody who asked and has not proven anything."""
    return Subscription.objects.create(
        recipient="self", channel="sms", address=PHONE.text, address_digest=PHONE.digest, created_at=NOW
    )


def issue(
    address: Address = PHONE, at: datetime = NOW, visitor: str = "1.2.3.4", of: Subscription | None = None
) -> Code:
    return codes.issue(address, Code.Purpose.CONFIRM, visitor, "zh-hans", at, of)


def refused(*args: object, **kwargs: object) -> str:
    with pytest.raises(codes.RefusedError) as caught:
        issue(*args, **kwargs)  # type: ignore[arg-type]
    return caught.value.kind


@pytest.mark.django_db
def test_one_a_minute_five_an_hour_ten_a_day() -> None:
    given, at = [], NOW
    for minute in (*range(130), *range(130, 26 * 60, 12)):
        at = NOW + timedelta(minutes=minute, seconds=minute)
        try:
            issue(at=at, visitor=f"10.0.{minute // 200}.{minute % 200}")
        except codes.RefusedError:
            continue
        given.append(at)
        Code.objects.filter(created_at__lt=at - timedelta(days=1)).delete()
    for span, most, _kind in codes.FOR_ADDRESS:
        assert max(sum(start <= one < start + span for one in given) for start in given) == most
    assert given[1] - given[0] > timedelta(minutes=1)


@pytest.mark.django_db
def test_why_not_is_told() -> None:
    issue()
    assert refused() == "minute"
    for minute in (2, 4, 6, 8):
        issue(at=NOW + timedelta(minutes=minute))
    assert refused(at=NOW + timedelta(minutes=10)) == "hour"
    for minute in (90, 92, 94, 96, 98):
        issue(at=NOW + timedelta(minutes=minute))
    assert refused(at=NOW + timedelta(hours=5)) == "day"
    assert issue(at=NOW + timedelta(days=1, minutes=3))


def number(place: int) -> Address:
    return parse(f"1381234{place:04}")


@pytest.mark.django_db
def test_one_visitor_asks_for_many_numbers() -> None:
    for place in range(20):
        issue(number(place))
    assert refused(number(20)) == "visitor"
    assert issue(number(20), visitor="1.2.3.5")
    assert issue(number(21), at=NOW + timedelta(hours=1))


@pytest.mark.django_db
def test_midnight_does_not_begin_a_visitors_hour_anew() -> None:
    before = NOW.replace(hour=15, minute=50)  # ten to midnight
    for place in range(20):
        issue(number(place), at=before)
    assert refused(number(20), at=before + timedelta(minutes=20)) == "visitor"


@pytest.mark.django_db
def test_a_household_with_many_addresses_is_one_visitor() -> None:
    for place in range(20):
        issue(number(place), visitor=f"2001:db8:1:2::{place:x}")
    assert refused(number(20), visitor="2001:db8:1:2:ffff::1") == "visitor"
    assert issue(number(20), visitor="2001:db8:1:3::1")


@pytest.mark.django_db
def test_everybody_together_in_a_day(settings: Settings) -> None:
    settings.CODES_A_DAY = 3
    for place in range(3):
        issue(number(place), visitor=f"1.1.1.{place}")
    assert refused(number(3), visitor="1.1.1.9") == "everybody"
    assert issue(number(3), visitor="1.1.1.9", at=NOW + timedelta(hours=12, minutes=1))


@pytest.mark.django_db
def test_a_new_key_does_not_begin_the_count_anew(settings: Settings) -> None:
    issue()
    settings.CONTACTS_KEYS = [Fernet.generate_key().decode(), *settings.CONTACTS_KEYS]
    assert refused() == "minute"


@pytest.mark.django_db
def test_every_code_is_six_digits_and_kept_as_a_digest() -> None:
    made = issue()
    assert len(made.text) == 6
    assert made.text.isdecimal()
    assert made.text not in made.code_digest
    assert codes.check(made, made.text, NOW) == "right"


def test_handed_over_once(waiting: Subscription, provider: Provider) -> None:
    made = issue(of=waiting)
    text = made.text
    for _ in range(3):
        codes.hand_over(made.pk, NOW)
    made.refresh_from_db()
    assert (made.state, made.text, len(provider.given)) == ("handed", "", 1)
    assert text in provider.given[0].text
    assert provider.given[0].address == "+8613812345678"


def test_a_worker_that_dies_in_the_call_does_not_send_again(
    waiting: Subscription, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []

    class Dying(Provider):
        def send(self, message: Outgoing) -> Outcome:
            calls.append(message)
            raise SystemExit

    monkeypatch.setattr(codes, "provider_for", lambda channel: Dying())
    made = issue(of=waiting)
    with pytest.raises(SystemExit):
        codes.hand_over(made.pk, NOW)
    codes.hand_over(made.pk, NOW)
    assert len(calls) == 1


@pytest.mark.parametrize(
    ("kind", "state"),
    [("accepted", "handed"), ("unknown", "handed"), ("refused", "failed"), ("broken", "failed"), ("later", "failed")],
)
def test_what_the_provider_says(waiting: Subscription, provider: Provider, kind: OutcomeKind, state: str) -> None:
    provider.kind = kind
    made = issue(of=waiting)
    codes.hand_over(made.pk, NOW)
    made.refresh_from_db()
    assert made.state == state


def test_a_code_that_waited_too_long_is_not_sent(waiting: Subscription, provider: Provider) -> None:
    made = issue(of=waiting)
    codes.hand_over(made.pk, NOW + timedelta(minutes=10))
    codes.hand_over(10**9, NOW)
    assert provider.given == []


def test_nothing_goes_to_a_number_that_nothing_is_kept_for(waiting: Subscription, provider: Provider) -> None:
    for address, sent in ((parse("13912345678"), 0), (PHONE, 1)):
        made = codes.issue(address, Code.Purpose.MANAGE, "1.2.3.4", "zh-hans", NOW)
        codes.hand_over(made.pk, NOW)
        made.refresh_from_db()
        assert (made.state, len(provider.given)) == ("handed", sent)


def test_a_broker_that_hangs_keeps_nobody_waiting(waiting: Subscription, monkeypatch: pytest.MonkeyPatch) -> None:
    hanging = threading.Event()
    monkeypatch.setattr(ringing, "RING_SECONDS", 0.01)
    monkeypatch.setattr(ringing.current_app, "send_task", lambda *args, **kwargs: hanging.wait(30))
    started = threading.active_count()
    for place in range(12):
        made = issue(number(place), of=waiting)
        with pytest.raises(codes.RefusedError):
            codes.ring(made)
    assert threading.active_count() - started <= 8
    assert Code.objects.count() == 0
    hanging.set()
    while threading.active_count() > started:
        time.sleep(0.01)
    made = issue(of=waiting)
    monkeypatch.setattr(ringing, "RING_SECONDS", 5)
    codes.ring(made)
    assert Code.objects.get().state == "asked"


def test_a_broker_that_is_away(waiting: Subscription, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*args: object, **kwargs: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(ringing.current_app, "send_task", away)
    monkeypatch.setattr(ringing, "RING_SECONDS", 0.2)
    with pytest.raises(codes.RefusedError):
        codes.ring(issue(of=waiting))


def test_only_the_id_is_in_the_queue(waiting: Subscription, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = []
    monkeypatch.setattr(ringing.current_app, "send_task", lambda name, **given: sent.append((name, given["args"])))
    made = issue(of=waiting)
    codes.ring(made)
    assert sent == [("reminders.send_code", [made.pk])]
