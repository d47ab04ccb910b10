"""A reminder goes out once: the ordinary way, and every way in which it may be cut off."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from eligibility.models import Attempt, Call, Case, DayBudget, Reminder, Subscription
from eligibility.reminders import claiming, looking, sending, settling
from eligibility.reminders.channels.interface import Outcome, Outgoing
from eligibility.reminders.stopping import stop
from tests.reminders.delivering import DUE, NOON, Fake, reminder, states, subscriber, ticking, watch

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def at(now: datetime) -> Callable[[], datetime]:
    return lambda: now


def send_all(now: datetime = NOON) -> None:
    assert not sending.send_waiting(at(now), 60)


@pytest.fixture(autouse=True)
def ticked() -> None:
    ticking()


def taken(message: Outgoing) -> Outcome:
    """The provider has it, and its answer is lost."""
    return Outcome("unknown", code="taken")


def test_what_waits_goes_out_once_and_its_history_says_so(provider: Fake) -> None:
    waiting = [reminder() for _ in range(3)]
    send_all()
    send_all(NOON + timedelta(hours=1))
    assert provider.sent() == sorted(str(one.message_id) for one in waiting)
    sent = Reminder.objects.get(pk=waiting[0].pk)
    assert (sent.state, sent.attempts, sent.provider, sent.settled_at) == ("accepted", 1, "fake", NOON)
    assert sent.masked.startswith("138****")
    assert sent.benefits == ["qujiang-01"]
    assert list(sent.history.values_list("step", "outcome", "ended_at")) == [("send", "accepted", NOON)]
    assert DayBudget.objects.get(channel="sms").used == 3


def test_nothing_goes_out_before_its_time_or_its_tick(provider: Fake) -> None:
    reminder(not_before=NOON + SECOND)
    send_all()
    assert provider.calls == []
    ticking(ticked_at=None)
    send_all(NOON + SECOND)
    assert provider.calls == []


def test_oldest_first(provider: Fake) -> None:
    newer, older = reminder(not_before=NOON - SECOND), reminder(not_before=NOON - 2 * SECOND)
    send_all()
    assert [one.message_id for one in provider.calls] == [str(older.message_id), str(newer.message_id)]


@pytest.mark.parametrize("sent", [True, False])
def test_killed_with_a_claim_in_hand(provider: Fake, sent: bool) -> None:
    one = reminder()
    claim = claiming.claim(NOON)
    assert isinstance(claim, claiming.Claim)
    if sent:
        claim.provider.send(sending.compose(claim.reminder))
    send_all(NOON + claiming.LEASE)
    assert states() == {"sending": 1}
    later = NOON + claiming.LEASE + SECOND
    send_all(later)
    one.refresh_from_db()
    assert (one.state, one.attempts) == ("accepted", 1 if sent else 2)
    assert provider.sent() == [str(one.message_id)]
    assert len(provider.asked) == 1


def test_a_lost_answer_is_looked_up_and_never_sent_blindly(provider: Fake) -> None:
    provider.answer = taken
    one = reminder()
    send_all()
    one.refresh_from_db()
    assert (one.state, one.reason, one.look_up_at) == ("unknown", "no_answer", NOON + provider.absent_after)
    send_all(NOON + provider.absent_after - SECOND)
    assert provider.asked == []
    send_all(NOON + provider.absent_after)
    one.refresh_from_db()
    assert (one.state, one.reason) == ("accepted", "looked_up")
    assert len(provider.calls) == 1


def test_silence_is_asked_again_more_seldom_and_then_left_to_staff(provider: Fake) -> None:
    provider.answer, provider.silent = taken, True
    one = reminder()
    send_all()
    for _ in range(60):
        one.refresh_from_db()
        if one.look_up_at is None:
            break
        send_all(one.look_up_at)
    assert (one.state, one.reason, one.attempts) == ("unknown", "ask_staff", 1)
    assert 20 < one.look_ups < 60
    send_all(NOON + timedelta(days=9))
    assert len(provider.calls) == 1


def test_without_a_record_to_look_into_staff_decide(provider: Fake) -> None:
    provider.looks_up, provider.answer = False, taken
    reminder()
    send_all()
    assert list(Reminder.objects.values_list("state", "reason", "look_up_at")) == [("unknown", "ask_staff", None)]
    provider.answer = Fake().answer
    cut_off = reminder()
    claiming.claim(NOON)
    send_all(NOON + claiming.LEASE + SECOND)
    cut_off.refresh_from_db()
    assert (cut_off.state, cut_off.reason) == ("unknown", "ask_staff")


def test_an_answer_after_the_lease_counts_for_its_own_attempt_only(provider: Fake) -> None:
    one = reminder()
    first = claiming.claim(NOON)
    assert isinstance(first, claiming.Claim)
    expired = NOON + claiming.LEASE + SECOND
    settling.expire(expired)
    assert settling.settle(first, Outcome("accepted"), expired)
    one.refresh_from_db()
    assert one.state == "accepted"
    Reminder.objects.update(state="pending")
    second = claiming.claim(expired)
    assert isinstance(second, claiming.Claim)
    assert not settling.settle(first, Outcome("broken"), expired)
    one.refresh_from_db()
    assert (one.state, one.attempts) == ("sending", 2)


def test_a_look_up_counts_for_its_own_attempt_only(provider: Fake) -> None:
    provider.answer = taken
    reminder()
    send_all()
    later = NOON + timedelta(minutes=2)
    stale = looking.take(later)
    assert isinstance(stale, looking.LookUp)
    assert looking.take(later) is False
    Reminder.objects.update(state="unknown", attempts=2)
    assert not looking.record(stale, looking.Found("absent"), later)
    assert states() == {"unknown": 1}


def test_whoever_wakes_up_late_with_a_claim_calls_nobody(provider: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "PATIENCE", -1.0)
    reminder()
    send_all()
    assert provider.calls == []
    assert states() == {"pending": 1}
    assert DayBudget.objects.get().used == 0


def test_stopped_between_queueing_and_sending(provider: Fake) -> None:
    one = reminder()
    stop(one.subscription, Subscription.Stop.LINK, NOON)
    late = reminder()
    Subscription.objects.filter(pk=late.subscription_id).update(state="stopped")
    send_all()
    assert provider.calls == []
    assert states() == {"cancelled": 2}
    assert set(Reminder.objects.values_list("reason", flat=True)) == {"stopped"}


def test_stopped_between_claim_and_call(provider: Fake) -> None:
    one = reminder()
    claim = claiming.claim(NOON)
    assert isinstance(claim, claiming.Claim)
    stop(one.subscription, Subscription.Stop.LINK, NOON)
    assert sending.call(claim, sending.monotonic()) == (None, False)
    settling.withdraw(claim, claiming.Reason.STOPPED, NOON)
    one.refresh_from_db()
    assert (one.state, one.reason) == ("cancelled", "stopped")
    assert DayBudget.objects.get().used == 0


def test_a_day_that_was_changed_is_not_told_of(provider: Fake) -> None:
    one = reminder()
    one.subscription.watches.update(due_on=DUE + timedelta(60))
    send_all()
    one.refresh_from_db()
    assert (one.state, one.reason, provider.calls) == ("cancelled", "date_changed", [])


def test_a_day_that_went_by_while_it_waited_is_still_told_of(provider: Fake) -> None:
    one = reminder()
    one.subscription.watches.update(due_on=DUE + timedelta(365), announced_for=DUE, assumed=True)
    send_all()
    assert provider.sent() == [str(one.message_id)]


def test_a_changed_channel_takes_the_news_along(provider: Fake) -> None:
    one = reminder()
    Subscription.objects.update(channel="email", address="wang@example.com")
    send_all()
    assert [message.address for message in provider.ledger] == ["wang@example.com"]
    one.refresh_from_db()
    assert (one.state, one.reason) == ("cancelled", "moved")


def test_a_dead_number_ends_its_subscription(provider: Fake) -> None:
    provider.answer = lambda message: Outcome("refused", code="dead")
    someone = subscriber()
    watch(someone, announced_for=DUE, wake_on=None)
    watch(someone, DUE + timedelta(1), benefit="qujiang-02", announced_for=DUE, wake_on=None)
    reminder(someone)
    reminder(someone, due_on=DUE + timedelta(1))
    send_all()
    assert len(provider.calls) == 1
    someone.refresh_from_db()
    assert (someone.state, someone.stopped_how) == ("stopped", "dead")
    assert sorted(Reminder.objects.values_list("state", "reason")) == [
        ("cancelled", "stopped"),
        ("failed", "number_dead"),
    ]


def test_a_refused_message_has_failed(provider: Fake) -> None:
    provider.answer = lambda message: Outcome("refused", code="isv.BLACK_LIST")
    reminder()
    send_all()
    assert list(Reminder.objects.values_list("state", "reason")) == [("failed", "refused")]
    assert list(Attempt.objects.values_list("outcome", "code")) == [("refused", "isv.BLACK_LIST")]


@pytest.mark.parametrize("raises", ["compose", "provider"])
def test_an_error_of_ones_own_is_no_second_message(
    provider: Fake, monkeypatch: pytest.MonkeyPatch, raises: str
) -> None:
    def broken(message: object) -> Outcome:
        raise ValueError("broken")

    one = reminder()
    if raises == "compose":
        monkeypatch.setattr(sending, "compose", broken)
    else:
        provider.answer = broken
    send_all()
    one.refresh_from_db()
    expected = ("pending", "unreadable") if raises == "compose" else ("unknown", "no_answer")
    assert (one.state, one.reason) == expected
    assert one.not_before > NOON or one.state == "unknown"


def test_the_call_list_is_written_at_any_hour_and_no_provider_hears_of_it(provider: Fake) -> None:
    night = NOON + timedelta(hours=13)
    case = Case.objects.create(region_id=region(), street="廿里镇", name="王奶奶", opened_at=NOON)
    one = reminder(subscriber("call", case=case), not_before=night)
    nobodys = reminder(subscriber("call"), not_before=night)
    send_all(night)
    one.refresh_from_db()
    nobodys.refresh_from_db()
    assert (one.state, one.reason, Call.objects.get().reminder_id) == ("accepted", "by_call", one.pk)
    assert (nobodys.state, nobodys.reason) == ("failed", "no_case")
    assert provider.calls == []
    assert not DayBudget.objects.exists()


def region() -> int:
    from catalog.models import Region

    return Region.objects.create(slug="qujiang", name="衢江区").pk
