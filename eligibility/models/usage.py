"""What is counted of the portal's use: totals that say nothing about anybody."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class UsageCount(models.Model):
    """How often something happened on a day, by edition; no row tells two things of one person."""

    class What(models.TextChoices):
        """What happened."""

        STARTED = "started", _("开始回答")
        SEEN = "seen", _("看到问题")
        ANSWERED = "answered", _("答了问题")
        UNSURE = "unsure", _("答了不清楚")
        FINISHED = "finished", _("看到结果")
        FOUND = "found", _("能享受")
        OPEN = "open", _("还定不下来")
        PRINTED = "printed", _("打印告知单")
        KEPT = "kept", _("存下回答")
        WHAT_IF = "what_if", _("试算别的情况")
        KNEW = "knew", _("早就知道")
        NEW = "new", _("以前不知道")
        GOT = "got", _("办成了")
        WAITING = "waiting", _("在办")
        REFUSED = "refused", _("没办成")

    day = models.DateField(_("日期"))
    what = models.CharField(_("事项"), max_length=10, choices=What)
    key = models.CharField(_("问题或待遇"), max_length=80, blank=True)
    edition = models.CharField(_("版本"), max_length=80, blank=True)
    count = models.PositiveIntegerField(_("次数"), default=0)

    class Meta:
        verbose_name = verbose_name_plural = _("使用次数")
        constraints = [models.UniqueConstraint(fields=["day", "what", "key", "edition"], name="usage_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.what} {self.key}"


class Ticket(models.Model):
    """What a feedback code opens: the benefits that were told, not of whom; spent with the first answer."""

    code_digest = models.CharField(max_length=64, unique=True)
    benefits = models.JSONField()  # [[edition, benefit], …]
    month = models.DateField()  # the first day of the month in which it was given: no finer
    spent = models.BooleanField(default=False)

    class Meta:
        verbose_name = verbose_name_plural = _("反馈码")

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
