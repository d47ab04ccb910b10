"""Scenarios: people with what the lists must answer them, run before each publish."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from catalog.models.fields import FIGURE, Prose, code_validator, figure_validator
from catalog.models.regions import Region


class Scenario(models.Model):
    """One person, without identity: the answers, the day, and where the example comes from."""

    class Source(models.TextChoices):
        """Where it comes from."""

        BOUNDARY = "boundary", _("按界线自动生成")
        WRITTEN = "written", _("手写")
        SCREENING = "screening", _("由一次测算存下")

    name = models.CharField(_("名称"), max_length=200, help_text=_("一句话说明是什么人，例如：差一天满 80 岁。"))
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        related_name="scenarios",
        verbose_name=_("地区"),
        help_text=_("发布这个地区的清单前要过这个样例。"),
    )
    as_of = models.DateField(_("测算日期"))
    answers: Any = models.JSONField(_("回答"), default=dict, blank=True)
    source = models.CharField(_("来源"), max_length=10, choices=Source, default=Source.WRITTEN, editable=False)
    benefit = models.CharField(
        _("针对的待遇"), max_length=60, blank=True, validators=[code_validator], help_text=_("待遇代码，可不填。")
    )
    active = models.BooleanField(_("发布前运行"), default=True)
    note = Prose(_("备注"), blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = _("样例")
        ordering = ["region", "benefit", "id"]

    def __str__(self) -> str:
        return self.name


class Expectation(models.Model):
    """What a scenario's person must be answered about one benefit."""

    class Verdict(models.TextChoices):
        """The three verdicts."""

        ELIGIBLE = "eligible", _("能享受")
        INELIGIBLE = "ineligible", _("不能享受")
        UNDETERMINED = "undetermined", _("还不能确定")

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="expectations", verbose_name=_("样例"))
    benefit = models.CharField(_("待遇代码"), max_length=60, validators=[code_validator])
    verdict = models.CharField(_("结论"), max_length=12, choices=Verdict)
    amount = models.CharField(
        _("金额（元）"), max_length=20, blank=True, validators=[figure_validator], help_text=_("不填就不核对金额。")
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = _("应有的结论")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["scenario", "benefit"],
                name="expected_once",
                violation_error_message=_("这项待遇已经写过了。"),
            ),
            models.CheckConstraint(
                condition=models.Q(amount="") | models.Q(amount__regex=FIGURE),
                name="expected_amount_is_a_figure",
                violation_error_message=_("金额写成数字，例如 60，不写单位。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.benefit} {self.get_verdict_display()}"
