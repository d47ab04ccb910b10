"""Messages to relatives: within limits, at most once, only their id in the queue."""

from datetime import datetime, timedelta

import pytest
from cryptography.fernet import Fernet
from pytest_django.fixtures import Settings

from eligibility.addresses import Address, parse
from eligibility.keeping import sending
from eligibility.keeping.ways import Held
from eligibility.models import Kept, Share
from eligibility.reminders import ringing
from eligibility.reminders.channels.interface import Outcome, OutcomeKind, Outgoing
from eligibility.reminders.limits import RefusedError
from eligibility.requests import Visitor
from tests.keeping.keeper import NETWORK, NOW, kept

pytestmark = pytest.mark.django_db
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
    made = Provider()
    monkeypatch.setattr(sending, "provider_for", lambda channel: made)
    return made


@pytest.fixture(autouse=True)
def queue(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What is in the queue."""
    sent: list[object] = []
    monkeypatch.setattr(ringing.current_app, "send_task", lambda name, **given: sent.append((name, given["args"])))
    return sent


@pytest.fixture
def held() -> Held:
    return kept()


def share(held: Held, address: Address = PHONE, at: datetime = NOW, network: str = NETWORK) -> Share:
    return sending.share(held, address, Visitor(network, "zh-hans", at))


def refused(*args: object, **kwargs: object) -> str:
    with pytest.raises(RefusedError) as caught:
        share(*args, **kwargs)  # type: ignore[arg-type]
    assert sending.SENTENCES[caught.value.kind]
    return caught.value.kind


def number(place: int) -> Address:
    return parse(f"1381234{place:04}")


def test_only_the_id_is_in_the_queue(held: Held, queue: list[object]) -> None:
    made = share(held)
    assert queue == [("keeping.send_share", [made.pk])]


def test_a_number_gets_one_a_minute_three_a_day(held: Held) -> None:
    share(held)
    assert refused(held, at=NOW + timedelta(seconds=59), network="1.1.1.1") == "minute"
    for minute in (2, 4):
        share(held, at=NOW + timedelta(minutes=minute))
    assert refused(held, at=NOW + timedelta(hours=23), network="1.1.1.1") == "day"
    assert share(held, at=NOW + timedelta(days=1, minutes=1))


def test_a_visitor_sends_ten_an_hour(held: Held) -> None:
    for place in range(10):
        share(held, number(place))
    assert refused(held, number(10)) == "visitor"
    assert share(held, number(10), network="1.1.1.1")
    assert share(held, number(11), at=NOW + timedelta(hours=1))


def test_all_together_in_a_day(held: Held, settings: Settings) -> None:
    settings.SHARES_A_DAY = 2
    share(held, number(1))
    share(held, number(2))
    assert refused(held, number(3)) == "everybody"
    assert share(held, number(3), at=NOW + timedelta(hours=12, minutes=1))


def test_a_new_key_does_not_begin_the_count_anew(held: Held, settings: Settings) -> None:
    share(held)
    settings.CONTACTS_KEYS = [Fernet.generate_key().decode(), *settings.CONTACTS_KEYS]
    assert refused(held) == "minute"


def test_handed_over_once_and_then_forgotten(held: Held, provider: Provider) -> None:
    made = share(held)
    for _ in range(3):
        sending.hand_over(made.pk, NOW)
    made.refresh_from_db()
    assert (made.state, made.address, made.secret, made.code) == ("handed", "", "", "")
    assert [one.address for one in provider.given] == ["+8613812345678"]


def test_a_worker_that_dies_in_the_call_does_not_send_again(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    class Dying(Provider):
        def send(self, message: Outgoing) -> Outcome:
            calls.append(message)
            raise SystemExit

    monkeypatch.setattr(sending, "provider_for", lambda channel: Dying())
    made = share(held)
    with pytest.raises(SystemExit):
        sending.hand_over(made.pk, NOW)
    sending.hand_over(made.pk, NOW)
    assert len(calls) == 1


@pytest.mark.parametrize(
    ("kind", "state"),
    [("accepted", "handed"), ("unknown", "handed"), ("refused", "failed"), ("broken", "failed"), ("later", "failed")],
)
def test_what_the_provider_says(held: Held, provider: Provider, kind: OutcomeKind, state: str) -> None:
    provider.kind = kind
    made = share(held)
    sending.hand_over(made.pk, NOW)
    made.refresh_from_db()
    assert (made.state, made.address) == (state, "")


def test_what_waited_too_long_or_was_erased_is_not_sent(held: Held, provider: Provider) -> None:
    made = share(held)
    sending.hand_over(made.pk, NOW + sending.GOOD_FOR)
    Kept.objects.update(expires_at=NOW)
    sending.hand_over(made.pk, NOW)
    Kept.objects.all().delete()
    sending.hand_over(made.pk, NOW)
    assert provider.given == []


def test_a_queue_that_is_away_keeps_nothing(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*args: object, **kwargs: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(ringing.current_app, "send_task", away)
    assert refused(held) == "away"
    assert Share.objects.count() == 0
