"""Why a reminder was or was not sent, in a plain sentence; and what was done for it, step by step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eligibility.models import Attempt, Call, Pulse, Reminder
from eligibility.models.subscriptions import Channel
from eligibility.reminders.reasons import Reason

State = Reminder.State
MOST_STEPS = 200
OUTCOMES: Mapping[str, Promise] = {
    "accepted": gettext_lazy("平台收下了"),
    "refused": gettext_lazy("平台不肯发"),
    "broken": gettext_lazy("平台出故障，肯定没发出"),
    "later": gettext_lazy("平台要求过一会儿再发"),
    "unknown": gettext_lazy("平台没有回话，不知道发出没有"),
    "found": gettext_lazy("查到了，已经发出"),
    "absent": gettext_lazy("查到了，没有发出"),
    "silent": gettext_lazy("没有查到"),
    "arrived": gettext_lazy("问过了，收到了"),
    "lost": gettext_lazy("问过了，没收到"),
    "again": gettext_lazy("要求重发"),
    "cancelled": gettext_lazy("不用发了，没有发"),
}


@dataclass(frozen=True)
class Step:
    """One line of a reminder's history."""

    at: datetime
    done: str
    result: str
    code: str = ""
    by: str = ""


def briefly(reminder: Reminder) -> str:
    """How a reminder stands, in as few words as a list has room for."""
    if reminder.receipt:
        when = reminder.receipt_at
        return f"{reminder.get_receipt_display()} {moment(when) if when else ''}".strip()
    if reminder.state == State.PENDING:
        return _("%s 以后发") % moment(reminder.not_before)
    if reminder.state == State.ACCEPTED and reminder.settled_at:
        return f"{reminder.get_state_display()} {moment(reminder.settled_at)}"
    return reason_of(reminder.reason) or str(reminder.get_state_display())


def reason_of(word: str) -> str:
    """A reason's sentence; what an older program wrote stays as it is."""
    return str(Reason(word).label) if word in Reason.values else word


def explained(reminder: Reminder, pulse: Pulse | None, now: datetime) -> str:
    """Why it was sent, or was not, in one sentence that can be read out on the phone."""
    if reminder.state == State.PENDING:
        return _waiting(reminder, pulse, now)
    if reminder.state == State.ACCEPTED:
        return _called(reminder) if reminder.channel == Channel.CALL else _sent(reminder)
    if reminder.state == State.UNKNOWN:
        return _unknown(reminder)
    if reminder.state == State.SENDING:
        return _("正在发，在等平台回话。要是半路断了，系统会先去查发出没有，不会重复发。")
    why = reason_of(reminder.reason) or _("没有记下原因。")
    if reminder.state == State.CANCELLED:
        return _("没有发，也不用发：%s") % why
    return _("没发成：%s") % why


def _waiting(reminder: Reminder, pulse: Pulse | None, now: datetime) -> str:
    if not reminder.subscription.active:
        return _("不会发了：%s") % Reason.STOPPED.label
    if pulse and pulse.hold:
        return _("还没发：发送暂停了（%s）。恢复以后会自动接着发。") % pulse.get_hold_display()
    when, why = moment(reminder.not_before), reason_of(reminder.reason)
    if reminder.not_before <= now:
        return _("还没发：到时间了，正在排队，一两分钟里会发。")
    if why:
        return _("还没发：%(why)s%(when)s 以后发。") % {"why": why, "when": when}
    return _("还没发：排在 %s 以后发。晚上 9 点到早上 8 点不打扰人。") % when


def _sent(reminder: Reminder) -> str:
    sent = moment(reminder.settled_at) if reminder.settled_at else _("时间没有记下来")
    heard = moment(reminder.receipt_at) if reminder.receipt_at else _("时间没有记下来")
    if reminder.receipt == Reminder.Receipt.DELIVERED:
        return _("送到了：%(sent)s 发出，%(heard)s 送达。") % {"sent": sent, "heard": heard}
    if reminder.receipt == Reminder.Receipt.UNDELIVERED:
        return _("发出了，但没有送到：%(sent)s 发出，%(heard)s 平台回话说没送到。") % {"sent": sent, "heard": heard}
    if reminder.reason == Reason.STAFF_ARRIVED:
        return _("收到了：%s") % reason_of(reminder.reason)
    if reminder.channel == Channel.EMAIL:
        return _("发出了：%s 邮件服务器收下。邮件没有送达回执。") % sent
    return _("发出了：%s 平台收下，还没有回话说送到没有。") % sent


def _called(reminder: Reminder) -> str:
    call: Call | None = getattr(reminder, "call", None)
    if call is None:
        return _("列进了电话单，后来电话记录删掉了。")
    listed = moment(call.opened_at)
    if call.state == Call.State.OPEN:
        said = {"listed": listed, "next": date_format(call.next_on)}
        return _("不发消息，由工作人员打电话：%(listed)s 列进电话单，要在 %(next)s 打。") % said
    ended = moment(call.closed_at) if call.closed_at else listed
    if call.state == Call.State.DONE:
        return _("打过电话，通知到了：%s。") % ended
    return _("打过电话，没有通知到，%s 起不再打。") % ended


def _unknown(reminder: Reminder) -> str:
    if reminder.reason == Reason.ASK_STAFF or reminder.look_up_at is None:
        return _("不知道发出没有，系统也查不清。请问一问收信人，再在下面选“收到了”或者“没收到”。")
    said = {"why": reason_of(reminder.reason) or _("平台没有回话。"), "when": moment(reminder.look_up_at)}
    return _("不知道发出没有：%(why)s下一次查在 %(when)s，查清以前不会重发。") % said


def steps_of(reminder: Reminder) -> tuple[list[Step], int]:
    """What was done for it, oldest first; and how many older steps are left out."""
    rows = list(reminder.history.select_related("by").order_by("-began_at", "-pk")[: MOST_STEPS + 1])
    left = reminder.history.count() - MOST_STEPS if len(rows) > MOST_STEPS else 0
    steps = [_step(one) for one in reversed(rows[:MOST_STEPS])]
    if not left:
        steps.insert(0, _beginning(reminder))
    if reminder.receipt and reminder.receipt_at:
        receipt = str(reminder.get_receipt_display())
        steps.append(Step(reminder.receipt_at, _("收到平台回话"), receipt, reminder.receipt_code))
    return sorted(steps, key=lambda one: one.at), left


def _beginning(reminder: Reminder) -> Step:
    if reminder.round:
        by = reminder.asked_by.get_username() if reminder.asked_by else ""
        return Step(reminder.created_at, _("人工重发"), reminder.asked_why, by=by)
    return Step(reminder.created_at, _("到了提醒的日子"), _("列入待发"))


def _step(attempt: Attempt) -> Step:
    unended = _("没有等到结果") if attempt.ended_at is None else ""
    result = OUTCOMES.get(attempt.outcome) or reason_of(attempt.outcome) or unended
    by = attempt.by.get_username() if attempt.by else ""
    return Step(attempt.began_at, str(attempt.get_step_display()), str(result), attempt.code, by)


def moment(at: datetime) -> str:
    """A moment in Shanghai as people write it."""
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")
