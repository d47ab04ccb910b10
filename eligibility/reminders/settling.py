"""What becomes of a reminder once its provider has answered, has not, or cannot any more.

Every change names the state that it was decided on: a result is recorded only for the attempt that it belongs to,
while that is still open. Whoever comes second changes nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from eligibility.models import Attempt, Reminder, Subscription
from eligibility.reminders import budget, circuits, pacing, stopping
from eligibility.reminders.channels.interface import DEAD, Outcome, Provider
from eligibility.reminders.channels.registry import provider_for
from eligibility.reminders.claiming import LEASE, Claim
from eligibility.reminders.reasons import Reason

logger = logging.getLogger("reminders")
State = Reminder.State
# An answer that comes after the lease ran out still says what became of the attempt.
OPEN = (State.SENDING, State.UNKNOWN)
SLICE = 200
NOT_COMPOSED = "compose"
CALLED = {"accepted", "refused", "later"}


def settle(claim: Claim, outcome: Outcome, now: datetime, called: bool = True) -> bool:
    """Record what came of a claim; whether it still was to be recorded. `called`: the provider was."""
    reminder, provider = claim.reminder, claim.provider
    change = changes(claim, outcome, now, called)
    with transaction.atomic():
        recorded = _change(reminder, OPEN, change, attempts=reminder.attempts)
        code = outcome.code[:40]
        Attempt.objects.filter(pk=claim.attempt.pk).update(ended_at=now, outcome=outcome.kind, code=code)
        if called:
            _judge(reminder.channel, provider, outcome, now)
        if recorded and outcome.kind in ("broken", "later"):
            budget.give_back(reminder.channel, timezone.localdate(claim.attempt.began_at))
    if not recorded and not _known(reminder, outcome):
        logger.warning("result too late", extra={"fields": {"reminder": reminder.pk, "outcome": outcome.kind}})
    if outcome.kind == "refused" and outcome.code == DEAD:
        stopping.stop(reminder.subscription, Subscription.Stop.DEAD, now)
    return recorded


def changes(claim: Claim, outcome: Outcome, now: datetime, called: bool = True) -> dict[str, Any]:
    """A reminder's new state after an attempt."""
    reminder = claim.reminder
    match outcome.kind:
        case "accepted":
            return accepted(now, "", outcome.provider_id)
        case "refused":
            dead = outcome.code == DEAD
            return ended(State.FAILED, Reason.NUMBER_DEAD if dead else Reason.REFUSED, now)
        case "broken":
            if tired(reminder, now, pacing.GIVE_UP):
                return ended(State.FAILED, Reason.GAVE_UP, now)
            return waiting(_why(outcome, called), pacing.next_try(now, reminder))
        case "later":
            if tired(reminder, now, pacing.GIVE_UP_LATER):
                return ended(State.FAILED, Reason.GAVE_UP, now)
            at = pacing.earliest(pacing.later(now, outcome.after), reminder.channel, reminder.message_id)
            return waiting(Reason.LATER, at)
        case "unknown":
            return unsure(Reason.NO_ANSWER, claim.provider, claim.attempt.began_at)


def accepted(now: datetime, reason: str, provider_id: str = "") -> dict[str, Any]:
    """The provider has it."""
    done: dict[str, Any] = ended(State.ACCEPTED, reason, now)
    return {**done, "provider_id": provider_id[:80]} if provider_id else done


def ended(state: Reminder.State, reason: str, now: datetime) -> dict[str, Any]:
    """Settled."""
    return {"state": state, "reason": reason, "settled_at": now, "lease_until": None, "look_up_at": None}


def waiting(reason: str, at: datetime) -> dict[str, Any]:
    """To be sent, for it is certain that it was not."""
    return {"state": State.PENDING, "reason": reason, "not_before": at, "lease_until": None, "look_up_at": None}


def unsure(reason: str, provider: Provider | None, began_at: datetime) -> dict[str, Any]:
    """Perhaps sent: to be looked up as soon as the provider can know, or decided by a person."""
    if provider is None or not provider.looks_up:
        return {"state": State.UNKNOWN, "reason": Reason.ASK_STAFF, "lease_until": None, "look_up_at": None}
    look_up_at = began_at + provider.absent_after
    return {"state": State.UNKNOWN, "reason": reason, "lease_until": None, "look_up_at": look_up_at}


def withdraw(claim: Claim, reason: Reason, now: datetime) -> None:
    """Something spoke against a claimed reminder before anybody was called."""
    with transaction.atomic():
        mine = {"attempts": claim.reminder.attempts}
        if _change(claim.reminder, (State.SENDING,), ended(State.CANCELLED, reason, now), **mine):
            Attempt.objects.filter(pk=claim.attempt.pk).update(ended_at=now, outcome="cancelled")
            budget.give_back(claim.reminder.channel, timezone.localdate(claim.attempt.began_at))


def expire(now: datetime) -> int:
    """Leases that ran out: whoever held them was cut off, and perhaps after the provider had the message."""
    with transaction.atomic():
        cut_off = list(
            Reminder.objects.select_for_update(skip_locked=True, no_key=True)
            .filter(state=State.SENDING, lease_until__lt=now)
            .order_by("lease_until")[:SLICE]
        )
        for reminder in cut_off:
            began_at = (reminder.lease_until or now) - LEASE
            change = unsure(Reason.CUT_OFF, provider_for(reminder.channel), began_at)
            Reminder.objects.filter(pk=reminder.pk).update(**change)
    for reminder in cut_off:
        logger.warning("cut off", extra={"fields": {"reminder": reminder.pk}})
    return len(cut_off)


def _change(reminder: Reminder, states: Collection[str], change: dict[str, Any], **match: Any) -> bool:
    return Reminder.objects.filter(pk=reminder.pk, state__in=states, **match).update(**change) == 1


def _known(reminder: Reminder, outcome: Outcome) -> bool:
    """Whether a receipt was faster and has told the same."""
    told = Reminder.objects.filter(pk=reminder.pk, attempts=reminder.attempts, state=State.ACCEPTED, provider_id="")
    return outcome.kind == "accepted" and told.update(provider_id=outcome.provider_id[:80]) == 1


def _judge(channel: str, provider: Provider, outcome: Outcome, now: datetime) -> None:
    if outcome.kind not in CALLED:
        circuits.fault(provider.name, now)
    elif circuits.worked(provider.name):
        pacing.hasten(now, [channel])


def _why(outcome: Outcome, called: bool) -> str:
    if called:
        return Reason.PROVIDER_DOWN
    return Reason.UNREADABLE if outcome.code == NOT_COMPOSED else ""


def tired(reminder: Reminder, now: datetime, limit: timedelta) -> bool:
    """Whether it has been tried for long enough."""
    first = reminder.history.filter(step=Attempt.Step.SEND).order_by("began_at").first()
    return first is not None and now - first.began_at > limit
