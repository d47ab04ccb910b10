"""Pathways: the ways to qualify for a benefit, best first, each with its award."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from catalog.models.benefits import Benefit
from catalog.models.editions import Edition
from catalog.models.facts import Fact, FactOption
from catalog.models.fields import FIGURE, Lines, Prose, code_validator, figure_validator, position
from catalog.models.guard import PartOfEdition


class Pathway(PartOfEdition):
    """One way to qualify, with what it gives."""

    class Kind(models.TextChoices):
        """What sort of thing is given."""

        CASH = "cash", _("现金")
        DISCOUNT = "discount", _("减免")
        SERVICE = "service", _("服务")
        IN_KIND = "in_kind", _("实物")
        INSURANCE = "insurance", _("保险")
        PRIORITY = "priority", _("优先")

    class Period(models.TextChoices):
        """How often it is given."""

        MONTH = "month", _("每月")
        YEAR = "year", _("每年")
        ONCE = "once", _("一次")
        DAY = "day", _("每天")

    benefit = models.ForeignKey(Benefit, models.CASCADE, related_name="pathways", verbose_name=_("待遇"))
    code = models.CharField(_("代码"), max_length=60, validators=[code_validator])
    name = models.CharField(_("情形名称"), max_length=120)
    note = Prose(_("备注"), blank=True)
    kind = models.CharField(_("标准的种类"), max_length=10, choices=Kind)
    period = models.CharField(_("周期"), max_length=5, choices=Period, blank=True)
    rate = models.CharField(
        _("减免比例"),
        max_length=8,
        blank=True,
        validators=[figure_validator],
        help_text=_("减去的部分：半价写 0.5，全免写 1。"),
    )
    at_least = models.BooleanField(_("是最低数"), default=False, help_text=_("文件写“不低于”的，勾上。"))
    amount = models.CharField(
        _("金额（元）"),
        max_length=200,
        blank=True,
        help_text=_("数字，或用参数和情况的算式，例如 1.3 * dibao_standard；不定的留空，在“怎么算”里写明。"),
    )
    amount_by = models.ForeignKey(
        Fact,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        limit_choices_to={"type": "choice"},
        verbose_name=_("按哪个情况分档"),
        help_text=_("选了它，金额写在下面的分档表里。"),
    )
    formula = Prose(_("怎么算"), blank=True, help_text=_("用话写出标准怎么来的。"))
    renewal_months = models.PositiveSmallIntegerField(_("几个月续办一次"), null=True, blank=True)
    readings = Lines(_("读法"), help_text=_("这一情形另外依据的读法编号，每行一个。"))
    position = position()
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = _("情形")
        ordering = ["benefit", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["benefit", "code"],
                name="pathway_code_once",
                violation_error_message=_("这个情形代码已经有了。"),
            ),
            models.CheckConstraint(
                condition=models.Q(amount="") | models.Q(amount_by__isnull=True),
                name="one_amount_or_a_table",
                violation_error_message=_("金额和分档只能有一样：要么写金额，要么分档。"),
            ),
            models.CheckConstraint(
                condition=models.Q(rate="") | models.Q(rate__regex=FIGURE),
                name="rate_is_a_figure",
                violation_error_message=_("减免比例写成 0.5 这样的数字。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def owner(self) -> Edition:
        """The edition of its benefit."""
        return self.benefit.item.edition


class PathwayAmount(PartOfEdition):
    """The amount for one value of the fact that an award goes by."""

    pathway = models.ForeignKey(Pathway, models.CASCADE, related_name="amounts", verbose_name=_("情形"))
    option = models.ForeignKey(FactOption, models.PROTECT, related_name="+", verbose_name=_("档"))
    amount = models.CharField(_("金额（元）"), max_length=200)
    position = position()
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = _("分档金额")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["pathway", "option"], name="amount_once", violation_error_message=_("这一档已经写过了。")
            )
        ]

    def __str__(self) -> str:
        return f"{self.option}：{self.amount}"

    @property
    def owner(self) -> Edition:
        """The edition of its pathway."""
        return self.pathway.benefit.item.edition
