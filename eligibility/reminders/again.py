"""What staff decide by hand: that a message arrived, that it did not, or that it goes out once more."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eligibility.models import Attempt, Reminder, Subscription
from eligibility.models.reminders import message_id
from eligibility.reminders import pacing
from eligibility.reminders.reasons import Reason

State = Reminder.State
UNDER_WAY = (State.PENDING, State.SENDING, State.UNKNOWN)
SENTENCES: dict[str, Promise] = {
    "why": _("请写明原因。"),
    "stopped": _("这个订阅已停止，不能再发。"),
    "under_way": _("这条提醒正在发送，请等它有结果。"),
    "settled": _("这条提醒已经有结果了。"),
    # Or it might go out twice: the provider may still say that it has it.
    "looked_up": _("还在向平台查这条提醒发出去没有。查不到才由人决定，请过一会儿再来。"),
}


class NotNowError(Exception):
    """It cannot be done as things are; `kind` is a key of SENTENCES."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind

    @property
    def text(self) -> str:
        """Why not, in a sentence."""
        return str(SENTENCES[self.kind])


def send_again(reminder: Reminder, by: User, why: str, now: datetime) -> Reminder:
    """One more round of a reminder that has come to its end, or whose end nobody knows; raises NotNowError.

    Pressed twice, it is one round: the first is still under way, and is given.
    """
    with transaction.atomic():
        held = _held(reminder, why)
        if held.subscription.state != Subscription.State.ACTIVE:
            raise NotNowError("stopped")
        rounds = Reminder.objects.filter(subscription=held.subscription_id, kind=held.kind, due_on=held.due_on)
        if running := rounds.filter(state__in=UNDER_WAY, round__gt=held.round).order_by("-round").first():
            return running
        if held.state in (State.PENDING, State.SENDING):
            raise NotNowError("under_way")
        if held.state == State.UNKNOWN:
            _not_looked_up(held)
            _settle(held, State.FAILED, Reason.SENT_AGAIN, now)
        place = (rounds.aggregate(last=Max("round"))["last"] or 0) + 1
        channel = held.subscription.channel
        key = message_id(held.subscription_id, held.kind, held.due_on, channel, place)
        again = Reminder.objects.create(
            message_id=key,
            subscription=held.subscription,
            kind=held.kind,
            due_on=held.due_on,
            channel=channel,
            round=place,
            benefits=held.benefits,
            not_before=pacing.earliest(now, channel, key),
            created_at=now,
            again_of=held,
            asked_by=by,
            asked_why=why.strip()[:100],
        )
        _note(held, "again", by, now)
        return again


def settle_by_hand(reminder: Reminder, arrived: bool, by: User, why: str, now: datetime) -> Reminder:
    """Somebody has found out what became of a message that nothing is known of; raises NotNowError."""
    with transaction.atomic():
        held = _held(reminder, why)
        if held.state != State.UNKNOWN:
            raise NotNowError("settled")
        if not arrived:
            _not_looked_up(held)
        held.asked_by, held.asked_why = by, why.strip()[:100]
        if arrived:
            _settle(held, State.ACCEPTED, Reason.STAFF_ARRIVED, now)
        else:
            _settle(held, State.FAILED, Reason.STAFF_LOST, now)
        _note(held, "arrived" if arrived else "lost", by, now)
        return held


def _held(reminder: Reminder, why: str) -> Reminder:
    if not why.strip():
        raise NotNowError("why")
    return Reminder.objects.select_for_update(of=("self",)).select_related("subscription").get(pk=reminder.pk)


def _not_looked_up(reminder: Reminder) -> None:
    if reminder.look_up_at is not None:
        raise NotNowError("looked_up")


def _settle(reminder: Reminder, state: Reminder.State, reason: Reason, now: datetime) -> None:
    reminder.state, reminder.reason, reminder.settled_at, reminder.look_up_at = state, reason, now, None
    reminder.save(update_fields=["state", "reason", "settled_at", "look_up_at", "asked_by", "asked_why"])


def _note(reminder: Reminder, outcome: str, by: User, now: datetime) -> None:
    Attempt.objects.create(
        reminder=reminder, step=Attempt.Step.STAFF, began_at=now, ended_at=now, outcome=outcome, by=by
    )
