"""One-time codes that prove a phone or a mailbox to be somebody's."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from eligibility.models.subscriptions import Channel, Subscription
from eligibility.sealing import SealedField


class Code(models.Model):
    """One code sent to one address: good once, for ten minutes, for a few tries."""

    class Purpose(models.TextChoices):
        """What it opens."""

        CONFIRM = "confirm", _("确认订阅")
        MANAGE = "manage", _("查看和更改")
        CHANGE = "change", _("换号码")

    class State(models.TextChoices):
        """Asked for, handed to the channel (never twice), or known not to have gone out."""

        ASKED = "asked", _("已申请")
        HANDED = "handed", _("已交出")
        FAILED = "failed", _("没有发出")

    purpose = models.CharField(max_length=10, choices=Purpose)
    subscription = models.ForeignKey(Subscription, models.CASCADE, null=True, related_name="codes")
    channel = models.CharField(max_length=10, choices=Channel)
    address = SealedField()
    address_digest = models.CharField(max_length=64, db_index=True)
    visitor_digest = models.CharField(max_length=64, db_index=True)  # the asker's network address, under a day's key
    language = models.CharField(max_length=10)
    text = SealedField(blank=True)  # the code itself, until it is sent
    code_digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    tries = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(db_index=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("验证码")
        indexes = [models.Index(fields=["address_digest", "created_at"], name="code_address")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.created_at:%Y-%m-%d %H:%M}"


class CodeGate(models.Model):
    """A row to hold while codes for one address are counted, so that a hundred at once are counted one by one."""

    address_digest = models.CharField(max_length=64, primary_key=True)

    class Meta:
        verbose_name = verbose_name_plural = _("验证码次数")

    def __str__(self) -> str:
        return self.address_digest
