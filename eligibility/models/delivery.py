"""What all senders share: the last tick, the providers' circuits, the day's budget."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from eligibility.models.subscriptions import Channel


class Pulse(models.Model):
    """The one row that tells when reminders were last looked for, and whether they are held."""

    class Hold(models.TextChoices):
        """Why nothing is sent."""

        CLOCK = "clock", _("时钟不对")
        RESTORE = "restore", _("恢复过备份")
        STAFF = "staff", _("人工暂停")

    number = models.PositiveBigIntegerField(default=0)  # ticks so far; also kept outside of the database
    ticked_at = models.DateTimeField(null=True)  # the last tick that was believed
    database = models.CharField(max_length=80, blank=True)  # which database it was, to know a restored one
    hold = models.CharField(_("暂停原因"), max_length=10, choices=Hold, blank=True)
    hold_detail = models.CharField(max_length=200, blank=True)
    held_at = models.DateTimeField(_("暂停时间"), null=True)
    released_at = models.DateTimeField(_("恢复时间"), null=True)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    # What was to go out before this is looked up first: a backup may have forgotten that it did.
    look_up_before = models.DateTimeField(null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("发送状况")

    def __str__(self) -> str:
        return f"{self.number} {self.get_hold_display()}".strip()


class Circuit(models.Model):
    """A provider's faults of late: while it is open nobody calls, but for one probe."""

    provider = models.CharField(_("发送平台"), max_length=20, primary_key=True)
    faults = models.PositiveSmallIntegerField(_("连续出错"), default=0)
    opened_at = models.DateTimeField(_("停用时间"), null=True)
    closed_until = models.DateTimeField(null=True)  # no call before this
    turns = models.PositiveSmallIntegerField(default=0)  # probes that failed since it opened

    class Meta:
        verbose_name = verbose_name_plural = _("平台状况")

    def __str__(self) -> str:
        return self.provider


class DayBudget(models.Model):
    """How many messages of a channel went out on a day."""

    day = models.DateField(_("日期"))
    channel = models.CharField(_("方式"), max_length=10, choices=Channel)
    used = models.PositiveIntegerField(_("已用"), default=0)

    class Meta:
        verbose_name = verbose_name_plural = _("每日用量")
        constraints = [models.UniqueConstraint(fields=["day", "channel"], name="budget_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.channel} {self.used}"
