"""The texts of messages, which staff edit, and the messages of a portal without a provider."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from eligibility.models.subscriptions import Channel
from eligibility.sealing import SealedField


class MessageTemplate(models.Model):
    """What a message of one kind says on one channel in one language."""

    class Kind(models.TextChoices):
        """What is said."""

        RENEWAL = "renewal", _("到期要办")
        BIRTHDAY = "birthday", _("到了年龄")
        CODE = "code", _("验证码")
        SHARE = "share", _("发给家人")

    kind = models.CharField(_("事由"), max_length=10, choices=Kind)
    channel = models.CharField(_("方式"), max_length=10, choices=Channel)
    language = models.CharField(_("语言"), max_length=10, default="zh-hans")
    subject = models.CharField(_("邮件标题"), max_length=60, blank=True)
    text = models.TextField(_("内容"))
    provider_code = models.CharField(_("短信平台的模板编号"), max_length=40, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = _("消息模板")
        ordering = ["kind", "channel", "language"]
        constraints = [models.UniqueConstraint(fields=["kind", "channel", "language"], name="template_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.get_channel_display()}"


class LocalMessage(models.Model):
    """A message that went nowhere but here, for want of a provider."""

    message_id = models.CharField(max_length=40)
    channel = models.CharField(_("方式"), max_length=10, choices=Channel)
    address = SealedField(_("收信人"))
    subject = SealedField(_("标题"), blank=True)
    text = SealedField(_("内容"))
    sent_at = models.DateTimeField(_("时间"), db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = _("本机发件箱")
        ordering = ["-sent_at", "-id"]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.sent_at:%Y-%m-%d %H:%M}"
