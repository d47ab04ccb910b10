"""Reminders: the outbox. Each is a row with a key of its own and a state; the queue only tells that there are some."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from eligibility.models.subscriptions import Channel, Kind, Subscription


class Reminder(models.Model):
    """One message to one recipient about what falls due on one day."""

    class State(models.TextChoices):
        """pending → sending, under a lease → accepted, failed or unknown; cancelled where it was not to be sent."""

        PENDING = "pending", _("待发送")
        SENDING = "sending", _("发送中")
        ACCEPTED = "accepted", _("已发出")
        FAILED = "failed", _("没发成")
        UNKNOWN = "unknown", _("不确定")
        CANCELLED = "cancelled", _("不用发了")

    class Receipt(models.TextChoices):
        """What the network told afterwards."""

        DELIVERED = "delivered", _("已送达")
        UNDELIVERED = "undelivered", _("没送到")

    # Made from the key, so that the same reminder has the same id after a restore.
    message_id = models.UUIDField(unique=True, editable=False)
    subscription = models.ForeignKey(
        Subscription, models.CASCADE, related_name="reminders", verbose_name=_("订阅"), editable=False
    )
    kind = models.CharField(_("事由"), max_length=10, choices=Kind)
    due_on = models.DateField(_("到期日"))
    channel = models.CharField(_("方式"), max_length=10, choices=Channel)
    round = models.PositiveSmallIntegerField(_("第几次重发"), default=0)
    benefits = models.JSONField(_("待遇"), default=list)  # what it told of, once it was claimed
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.PENDING)
    reason = models.CharField(_("原因"), max_length=40, blank=True)  # a word of eligibility.reminders.reasons
    not_before = models.DateTimeField(_("最早发送"))
    lease_until = models.DateTimeField(null=True, editable=False)
    attempts = models.PositiveSmallIntegerField(_("发送次数"), default=0)
    look_up_at = models.DateTimeField(null=True, editable=False)
    look_ups = models.PositiveSmallIntegerField(_("查询次数"), default=0)
    masked = models.CharField(_("收信号码"), max_length=80, blank=True)
    provider = models.CharField(_("发送平台"), max_length=20, blank=True)
    provider_id = models.CharField(_("平台编号"), max_length=80, blank=True)
    receipt = models.CharField(_("回执"), max_length=12, choices=Receipt, blank=True)
    receipt_code = models.CharField(_("回执代码"), max_length=40, blank=True)
    receipt_at = models.DateTimeField(_("回执时间"), null=True, blank=True)
    created_at = models.DateTimeField(_("生成时间"))
    settled_at = models.DateTimeField(_("了结时间"), null=True, blank=True)
    again_of = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="again", verbose_name=_("重发自")
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("重发人")
    )
    asked_why = models.CharField(_("重发原因"), max_length=100, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("提醒")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["subscription", "kind", "due_on", "channel", "round"], name="reminder_once")
        ]
        indexes = [
            models.Index(fields=["not_before", "id"], name="reminder_pending", condition=models.Q(state="pending")),
            models.Index(fields=["lease_until"], name="reminder_sending", condition=models.Q(state="sending")),
            models.Index(fields=["look_up_at"], name="reminder_unknown", condition=models.Q(state="unknown")),
            models.Index(fields=["state", "created_at"], name="reminder_state"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.due_on}"


NAMESPACE = uuid.UUID("6f0a6dc4-52f5-4f0c-9a53-6f8f3a0f6f11")


def message_id(subscription: uuid.UUID, kind: str, due_on: object, channel: str, round_: int = 0) -> uuid.UUID:
    """The id of the message with this key, the same whenever it is made (RFC 9562, version 5)."""
    return uuid.uuid5(NAMESPACE, f"{subscription}|{kind}|{due_on}|{channel}|{round_}")


class Attempt(models.Model):
    """One thing done for a reminder, as its history tells it: a call of the provider, a look-up, a delay."""

    class Step(models.TextChoices):
        """What was done."""

        SEND = "send", _("发送")
        LOOK_UP = "look_up", _("查询")
        HOLD = "hold", _("推迟")
        STAFF = "staff", _("人工处理")

    reminder = models.ForeignKey(Reminder, models.CASCADE, related_name="history")
    step = models.CharField(_("做了什么"), max_length=10, choices=Step)
    began_at = models.DateTimeField(_("时间"))
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(_("结果"), max_length=20, blank=True)  # empty while it is under way, or was cut off
    code = models.CharField(_("平台代码"), max_length=40, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = _("经过")
        ordering = ["began_at", "id"]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.outcome}"
