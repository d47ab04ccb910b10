"""Whatever happens to a reminder, in whatever order: only allowed changes, nothing twice, nothing lost."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eligibility.models import Attempt, DayBudget, Reminder, Subscription
from eligibility.reminders import again, claiming, looking, pacing, sending, settling
from eligibility.reminders.channels.interface import Found, Outcome, Outgoing
from eligibility.reminders.stopping import stop
from tests.reminders.delivering import NOON, Fake, reminder, ticking

ALLOWED = {
    ("pending", "sending"),
    ("pending", "cancelled"),
    ("sending", "accepted"),
    ("sending", "failed"),
    ("sending", "unknown"),
    ("sending", "pending"),
    ("unknown", "accepted"),
    ("unknown", "failed"),
    ("unknown", "pending"),
}
FINAL = {"accepted", "failed", "cancelled"}
OUTCOMES = ("accepted", "refused", "broken", "later", "unknown-taken", "unknown-lost")
STEP = st.one_of(
    # A process claims it and calls its provider; whether it lives to record the answer is another step.
    st.tuples(st.just("send"), st.sampled_from(OUTCOMES)),
    st.tuples(st.just("wait"), st.sampled_from([31, 90, 3600])),
    st.tuples(st.just("send"), st.sampled_from(OUTCOMES)),
    st.tuples(st.just("wait"), st.sampled_from([1, 31, 600, 8 * 3600])),
    st.tuples(st.just("look"), st.sampled_from(["silent", "heard", "heard late"])),
    st.tuples(st.sampled_from(["record", "look-late"]), st.none()),
    st.tuples(st.sampled_from(["claim", "put-off", "stop", "arrived", "lost"]), st.none()),
)
STEPS = st.lists(STEP, min_size=4, max_size=14)


def told(how: str, message: Outgoing) -> Outcome:
    """A provider's answer, and of a lost one whether it had taken the message."""
    kind, _, fate = how.partition("-")
    return Outcome(kind, code=fate)  # type: ignore[arg-type]


class World:
    """One reminder, and every process that has something to do with it."""

    def __init__(self, provider: Fake) -> None:
        self.provider, self.now = provider, NOON
        provider.ledger.clear()
        self.reminder = reminder()
        self.user = User.objects.create_user(f"user-{self.reminder.pk}")
        self.claims: list[claiming.Claim] = []
        self.answers: list[tuple[claiming.Claim, Outcome]] = []
        self.looks: list[tuple[looking.LookUp, Found]] = []
        self.called: set[int] = set()
        self.stopped = False

    def state(self) -> str:
        return str(Reminder.objects.values_list("state", flat=True).get(pk=self.reminder.pk))

    def step(self, what: str, how: Any) -> None:
        settling.expire(self.now)
        getattr(self, what.replace("-", "_"))(how)

    def claim(self, _how: None) -> None:
        claim = claiming.claim(self.now)
        if isinstance(claim, claiming.Claim):
            self.claims.append(claim)

    def send(self, how: str) -> None:
        self.claim(None)
        # Nobody calls with a claim as old as its lease, and nobody twice with one.
        young = [one for one in self.claims if self.now - one.attempt.began_at < timedelta(seconds=10)]
        for claim in young:
            if claim.attempt.pk in self.called:
                continue
            self.called.add(claim.attempt.pk)
            self.provider.answer = partial(told, how)
            outcome, called = sending.call(claim, sending.monotonic())
            if outcome is not None and called:
                self.answers.append((claim, outcome))

    def record(self, _how: None) -> None:
        while self.answers:
            settling.settle(*self.answers.pop(), self.now)

    def look(self, how: str) -> None:
        self.provider.silent = how == "silent"
        look = looking.take(self.now)
        if isinstance(look, looking.LookUp):
            found = looking.ask(look)
            if how == "heard late":
                self.looks.append((look, found))
            else:
                looking.record(look, found, self.now)

    def look_late(self, _how: None) -> None:
        while self.looks:
            looking.record(*self.looks.pop(), self.now)

    def wait(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)
        settling.expire(self.now)

    def put_off(self, _how: None) -> None:
        pacing.put_off(self.now)

    def stop(self, _how: None) -> None:
        self.stopped = True
        stop(Subscription.objects.get(pk=self.reminder.subscription_id), Subscription.Stop.LINK, self.now)

    def arrived(self, _how: None) -> None:
        self.by_hand(True)

    def lost(self, _how: None) -> None:
        self.by_hand(False)

    def by_hand(self, arrived: bool) -> None:
        if self.state() == "unknown" and self.reminder.history.filter(step="look_up").exists():
            # Staff know what they say.
            went_out = bool(self.provider.ledger)
            asked = Reminder.objects.get(pk=self.reminder.pk).look_up_at is None
            if arrived == went_out and (arrived or asked):
                again.settle_by_hand(self.reminder, arrived, self.user, "asked her", self.now)

    def to_the_end(self) -> None:
        """The faults are over: whoever is still there does their work."""
        self.provider.answer, self.provider.silent = Fake().answer, False
        self.answers.clear()
        for _ in range(5):
            self.now += timedelta(hours=13)
            sending.send_waiting(lambda: self.now, 5)


@pytest.mark.django_db
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(STEPS)
def test_no_order_of_events_loses_a_message_or_sends_it_twice(provider: Fake, steps: list[tuple[str, Any]]) -> None:
    with transaction.atomic():
        ticking()
        world = World(provider)
        before = world.state()
        for what, how in steps:
            world.step(what, how)
            after = world.state()
            assert before == after or (before, after) in ALLOWED, (what, how)
            assert not (before in FINAL and after != before)
            before = after
            assert len(provider.ledger) <= 1
        world.to_the_end()
        settled = Reminder.objects.get(pk=world.reminder.pk)
        assert len(provider.ledger) <= 1
        if settled.state == "accepted":
            assert len(provider.ledger) == 1
        elif settled.state == "unknown":
            assert settled.reason == "ask_staff"
        else:
            assert settled.state in FINAL
            assert provider.ledger == [] or settled.reason == "gave_up", settled.reason
            assert world.stopped or settled.reason in ("refused", "staff_lost", "gave_up")
        sends = Attempt.objects.filter(reminder=settled, step="send").count()
        assert settled.attempts == sends
        assert sum(DayBudget.objects.values_list("used", flat=True)) >= len(provider.ledger)
        transaction.set_rollback(True)
