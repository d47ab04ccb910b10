"""Why a reminder is where it is: a word in its row, and the sentence that staff read."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    """What a reminder's state is due to, where the state alone does not say it."""

    # pending
    QUIET = "quiet_hours", _("晚上不打扰，早上再发。")
    PROVIDER_DOWN = "provider_down", _("发送平台没有收下，稍后自动再发。")
    LATER = "later", _("发送平台要求过一会儿再发给这个号码。")
    NOT_THERE = "not_there", _("查过了，平台没有收到，会再发。")
    UNREADABLE = "unreadable", _("消息写不出来，请检查消息模板和密钥。")
    # accepted
    BY_CALL = "by_call", _("已列入电话名单，由工作人员打电话。")
    LOOKED_UP = "looked_up", _("查到平台已经收下。")
    STAFF_ARRIVED = "staff_arrived", _("工作人员确认已经收到。")
    # failed
    REFUSED = "refused", _("发送平台拒绝了这条消息。")
    NUMBER_DEAD = "number_dead", _("号码已停用，提醒已停止。")
    GAVE_UP = "gave_up", _("试了很久都没有发成，不再试了。")
    SENT_AGAIN = "sent_again", _("结果不明，工作人员已另外重发。")
    STAFF_LOST = "staff_lost", _("工作人员确认没有收到。")
    NO_CASE = "no_case", _("没有个案，不知道由谁打电话。")
    # unknown
    CUT_OFF = "cut_off", _("发送时中断了，正在查有没有发出。")
    NO_ANSWER = "no_answer", _("发送平台没有答复，正在查有没有发出。")
    RESTORED = "restored", _("数据是从备份恢复的，正在查以前有没有发过。")
    ASK_STAFF = "ask_staff", _("查不到有没有发出，请工作人员决定。")
    # cancelled
    STOPPED = "stopped", _("已停止提醒，没有发。")
    NO_ADDRESS = "no_address", _("没有号码，没有发。")
    MOVED = "moved", _("改用别的方式提醒，另外发。")
    DATE_CHANGED = "date_changed", _("日期改了，这一天不再到期，没有发。")
