"""Subscriptions: who is reminded, where, and of what; without the answers that it was found with."""

from __future__ import annotations

import secrets
import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from eligibility.models.cases import LETTERS, Case
from eligibility.sealing import SealedField


class Channel(models.TextChoices):
    """How a reminder reaches somebody."""

    SMS = "sms", _("短信")
    EMAIL = "email", _("邮件")
    CALL = "call", _("打电话")


class Kind(models.TextChoices):
    """What is reminded of."""

    RENEWAL = "renewal", _("到期要办")
    BIRTHDAY = "birthday", _("到了年龄")


def new_stop_code() -> str:
    """What ends a subscription from a link: 60 random bits."""
    return "".join(secrets.choice(LETTERS) for _place in range(12))


class Subscription(models.Model):
    """One recipient at one address; reminded only while active."""

    class Recipient(models.TextChoices):
        """Who receives the reminders."""

        SELF = "self", _("老人本人")
        RELATIVE = "relative", _("家属")
        WORKER = "worker", _("工作人员")

    class State(models.TextChoices):
        """Waiting for its code, active, or stopped for good."""

        WAITING = "waiting", _("等待验证")
        ACTIVE = "active", _("提醒中")
        STOPPED = "stopped", _("已停止")

    class Stop(models.TextChoices):
        """What ended it."""

        LINK = "link", _("点了停止链接")
        REPLY = "reply", _("回复短信退订")
        PAGE = "page", _("在网页上停止")
        STAFF = "staff", _("工作人员停止")
        CLOSED = "closed", _("个案结案")
        DEAD = "dead", _("号码已停用")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(
        Case, models.CASCADE, null=True, blank=True, related_name="subscriptions", verbose_name=_("个案")
    )
    recipient = models.CharField(_("收信人"), max_length=10, choices=Recipient)
    label = SealedField(_("称呼"), blank=True)  # whom a relative is reminded of: 妈妈
    channel = models.CharField(_("方式"), max_length=10, choices=Channel)
    address = SealedField(_("号码或邮箱"), blank=True)  # +8613800000000, or an email address
    address_digest = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    language = models.CharField(_("语言"), max_length=10, default="zh-hans")
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.WAITING)
    stop_code = models.CharField(max_length=12, unique=True, default=new_stop_code, editable=False)
    created_at = models.DateTimeField(_("申请时间"))
    confirmed_at = models.DateTimeField(_("开始时间"), null=True, blank=True)
    stopped_at = models.DateTimeField(_("停止时间"), null=True, blank=True)
    stopped_how = models.CharField(_("怎样停止的"), max_length=10, choices=Stop, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("订阅")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["state", "created_at"], name="subscription_state")]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def active(self) -> bool:
        """Whether reminders are sent."""
        return self.state == self.State.ACTIVE


class Watch(models.Model):
    """One thing that a subscription is reminded of, as it comes round.

    `stages` is what is needed of the person: from which day on which pathway is theirs, oldest first; the first
    day is null for "always". With the rules in force it gives `due_on`; nothing else is known.
    """

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="watches", verbose_name=_("订阅"))
    region = models.SlugField(_("地区"), max_length=60)
    benefit = models.CharField(_("待遇"), max_length=80)
    kind = models.CharField(_("事由"), max_length=10, choices=Kind)
    stages = models.JSONField(default=list)  # [[ISO day | null, pathway code], …]
    last = models.DateField(_("上次办理"), null=True, blank=True)
    assumed = models.BooleanField(_("上次办理是推算的"), default=False)
    due_on = models.DateField(_("下次到期"), null=True, blank=True)
    announced_for = models.DateField(_("已提醒到"), null=True, blank=True)
    # The next day on which there is something to do; what is found each day is found by it alone.
    wake_on = models.DateField(null=True, blank=True, editable=False)
    stamp = models.UUIDField(null=True, editable=False)  # the publish that due_on was worked out after

    class Meta:
        verbose_name = verbose_name_plural = _("提醒事项")
        ordering = ["due_on", "id"]
        constraints = [models.UniqueConstraint(fields=["subscription", "benefit", "kind"], name="watch_once")]
        indexes = [
            models.Index(fields=["wake_on", "id"], name="watch_wakes", condition=models.Q(wake_on__isnull=False)),
            models.Index(fields=["region", "due_on"], name="watch_due"),
        ]

    def __str__(self) -> str:
        return f"{self.benefit} {self.due_on}"
