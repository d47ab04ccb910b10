"""A hundred codes for one number at the same instant, on a real PostgreSQL."""

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django.fixtures import Settings

from eligibility.addresses import Address, parse
from eligibility.models import Code, Subscription
from eligibility.reminders import codes
from eligibility.reminders.channels.interface import Outcome, Outgoing
from tests.ground.test_two_editors import at_once

HUNDRED = 100
PHONE = parse("13812345678")

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def on_postgresql(db: None) -> None:
    """These tests are about its locks."""
    assert connection.vendor == "postgresql", "run these tests through script/test"


def issue(address: Address, visitor: str) -> str:
    """Ask; what came of it."""
    try:
        codes.issue(address, Code.Purpose.MANAGE, visitor, "zh-hans", timezone.now())
    except codes.RefusedError as refused:
        return refused.kind
    return "issued"


def many(*asked: tuple[Address, str]) -> list[str]:
    """Every one in a thread of its own; a server has fewer connections than a hundred, so in twenties."""
    size = 20
    ended: list[str] = []
    for start in range(0, len(asked), size):
        ended += at_once(*(lambda one=one: issue(*one) for one in asked[start : start + size]))
    return ended


def test_of_a_hundred_for_one_number_one_goes_out() -> None:
    ended = many(*((PHONE, f"10.0.0.{place}") for place in range(HUNDRED)))
    assert {kind: ended.count(kind) for kind in set(ended)} == {"issued": 1, "minute": HUNDRED - 1}
    assert Code.objects.count() == 1


def test_of_a_hundred_by_one_visitor_twenty_go_out() -> None:
    ended = many(*((parse(f"1381234{place:04}"), "10.0.0.1") for place in range(HUNDRED)))
    assert {kind: ended.count(kind) for kind in set(ended)} == {"issued": 20, "visitor": HUNDRED - 20}


def test_the_day_is_full_for_everybody(settings: Settings) -> None:
    settings.CODES_A_DAY = 7
    ended = many(*((parse(f"1381234{place:04}"), f"10.0.0.{place}") for place in range(20)))
    assert {kind: ended.count(kind) for kind in set(ended)} == {"issued": 7, "everybody": 13}


def waiting() -> Code:
    """A code that somebody is to get."""
    made = Subscription.objects.create(
        recipient="self",
        channel="sms",
        address=PHONE.text,
        address_digest=PHONE.digest,
        created_at=timezone.now(),
    )
    return codes.issue(PHONE, Code.Purpose.CONFIRM, "10.0.0.1", "zh-hans", timezone.now(), made)


def test_twenty_workers_hand_one_code_over_once(monkeypatch: pytest.MonkeyPatch) -> None:
    given = []

    class Provider:
        def send(self, message: Outgoing) -> Outcome:
            given.append(message)
            return Outcome("accepted")

    monkeypatch.setattr(codes, "provider_for", lambda channel: Provider())
    code = waiting()
    at_once(*[lambda: codes.hand_over(code.pk, timezone.now())] * 20)
    assert len(given) == 1


def test_a_code_typed_in_twenty_windows_opens_one() -> None:
    code = waiting()
    text = code.text
    ended = at_once(*[lambda: codes.check(Code.objects.get(pk=code.pk), text, timezone.now())] * 20)
    assert ended.count("right") == 1
    assert set(ended) <= {"right", "used", "spent"}


def test_a_thousand_guesses_are_five() -> None:
    code = waiting()
    wrong = f"{(int(code.text) + 1) % 10**6:06}"
    ended = at_once(*[lambda: codes.check(Code.objects.get(pk=code.pk), wrong, timezone.now())] * 20)
    assert {kind: ended.count(kind) for kind in set(ended)} == {"wrong": 5, "spent": 15}
