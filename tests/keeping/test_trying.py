"""Ten wrong codes from one place, and one waits for an hour; so do all, after a thousand."""

from datetime import UTC, datetime, timedelta

import pytest

from eligibility.keeping import trying
from eligibility.keeping.storing import by_code, by_link
from eligibility.keeping.trying import TooManyError, guess
from eligibility.models import Try
from tests.keeping.keeper import NETWORK, NOW, kept

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
WRONG = "999999999999"


def wrong(times: int, network: str = NETWORK, at: datetime = NOW) -> None:
    """Type wrong codes, each taken."""
    for _ in range(times):
        assert by_code(WRONG, network, at) is None


def refused(code: str = WRONG, network: str = NETWORK, at: datetime = NOW) -> str:
    """Why a code is not looked at."""
    with pytest.raises(TooManyError) as caught:
        by_code(code, network, at)
    return caught.value.kind


def test_after_ten_wrong_ones_not_even_the_right_one_opens() -> None:
    held = kept()
    wrong(10)
    assert refused(held.code) == "visitor"
    assert Try.objects.filter(what="open").count() == 10
    assert by_code(held.code, "203.0.113.8", NOW)
    assert refused(held.code, at=NOW + HOUR - timedelta(seconds=1)) == "visitor"
    assert by_code(held.code, NETWORK, NOW + HOUR)


def test_right_ones_cost_nothing() -> None:
    held = kept()
    for _ in range(30):
        assert by_code(held.code, NETWORK, NOW)
    assert not Try.objects.filter(what="open").exists()


def test_a_link_is_never_held_up() -> None:
    held = kept()
    wrong(10)
    assert by_link(held.secret, NOW)


def test_midnight_does_not_begin_the_hour_anew() -> None:
    before = datetime(2026, 11, 23, 15, 50, tzinfo=UTC)  # ten to midnight in Shanghai
    wrong(10, at=before)
    assert refused(at=before + timedelta(minutes=20)) == "visitor"


def test_a_household_with_many_addresses_is_one_visitor() -> None:
    for place in range(10):
        wrong(1, f"2001:db8:1:2::{place:x}")
    assert refused(network="2001:db8:1:2:ffff::1") == "visitor"
    wrong(1, "2001:db8:1:3::1")


def test_many_places_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(trying.MOST, Try.What.OPEN, (10, 25))
    held = kept()
    for place in range(25):
        wrong(1, f"198.51.100.{place}")
    assert refused(held.code, "198.51.100.99") == "everybody"
    assert by_code(held.code, "198.51.100.99", NOW + HOUR)


def test_what_else_is_guessed_at_is_counted_for_itself() -> None:
    wrong(10)
    assert guess(Try.What.FEEDBACK, NETWORK, NOW, lambda: "found") == "found"
    assert guess(Try.What.FEEDBACK, NETWORK, NOW, lambda: None) is None
    assert Try.objects.filter(what="feedback").count() == 1


def test_every_reason_has_words() -> None:
    assert set(trying.TOO_MANY) == {"visitor", "everybody"}
    assert all("1 小时" in str(words) for words in trying.TOO_MANY.values())
