"""What staff decide by hand."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User

from eligibility.models import Reminder, Subscription
from eligibility.reminders import sending
from eligibility.reminders.again import NotNowError, send_again, settle_by_hand
from tests.reminders.delivering import NOON, Fake, reminder, states, ticking

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(db: None) -> User:
    """Somebody at the desk."""
    return User.objects.create_user("anna")


@pytest.mark.parametrize("state", ["accepted", "failed", "cancelled", "unknown"])
def test_once_more_with_a_reason(provider: Fake, anna: User, state: str) -> None:
    one = reminder(state=state, benefits=["qujiang-01"])
    again = send_again(one, anna, " 老人说没收到 ", NOON)
    assert (again.round, again.again_of, again.asked_by, again.asked_why) == (1, one, anna, "老人说没收到")
    assert again.message_id != one.message_id
    one.refresh_from_db()
    assert (one.state, one.reason) == (("failed", "sent_again") if state == "unknown" else (state, ""))
    assert list(one.history.values_list("step", "outcome", "by")) == [("staff", "again", anna.pk)]
    # Whatever day it is told of, staff have asked for it.
    one.subscription.watches.all().delete()
    ticking()
    assert not sending.send_waiting(lambda: NOON, 60)
    assert provider.sent() == [str(again.message_id)]
    assert send_again(one, anna, "again", NOON).round == 2


def test_the_hours_of_the_night_hold_for_staff_too(anna: User) -> None:
    night = NOON + timedelta(hours=12)
    assert send_again(reminder(state="failed"), anna, "late", night).not_before > night + timedelta(hours=9)


@pytest.mark.parametrize(
    ("state", "why", "kind"),
    [("pending", "why", "under_way"), ("sending", "why", "under_way"), ("failed", " ", "why")],
)
def test_not_now(anna: User, state: str, why: str, kind: str) -> None:
    with pytest.raises(NotNowError) as refused:
        send_again(reminder(state=state), anna, why, NOON)
    assert refused.value.kind == kind
    assert refused.value.text


def test_never_to_somebody_who_stopped(anna: User) -> None:
    one = reminder(state="failed")
    Subscription.objects.update(state="stopped")
    with pytest.raises(NotNowError, match="stopped"):
        send_again(one, anna, "why", NOON)
    assert Reminder.objects.count() == 1


def test_pressed_twice_it_is_one_round(anna: User) -> None:
    one = reminder(state="failed")
    assert send_again(one, anna, "why", NOON) == send_again(one, anna, "why", NOON)
    assert states() == {"failed": 1, "pending": 1}


@pytest.mark.parametrize(
    ("arrived", "after"), [(True, ("accepted", "staff_arrived")), (False, ("failed", "staff_lost"))]
)
def test_what_nobody_could_tell_staff_have_found_out(provider: Fake, anna: User, arrived: bool, after: tuple) -> None:
    one = reminder(state="unknown", reason="ask_staff")
    settled = settle_by_hand(one, arrived, anna, "rang her", NOON)
    assert (settled.state, settled.reason) == after
    assert (settled.asked_by, settled.asked_why, settled.look_up_at) == (anna, "rang her", None)
    with pytest.raises(NotNowError, match="settled"):
        settle_by_hand(one, True, anna, "twice", NOON)
    ticking()
    assert not sending.send_waiting(lambda: NOON, 60)
    assert provider.calls == provider.asked == []


def test_while_it_is_looked_up_only_what_arrived_is_believed(anna: User) -> None:
    one = reminder(state="unknown", look_up_at=NOON)
    for decide in (
        lambda: send_again(one, anna, "not seen", NOON),
        lambda: settle_by_hand(one, False, anna, "not seen", NOON),
    ):
        with pytest.raises(NotNowError, match="looked_up"):
            decide()
    assert states() == {"unknown": 1}
    assert settle_by_hand(one, True, anna, "she has it in her hand", NOON).state == "accepted"
