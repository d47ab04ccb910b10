"""Benefits: what a person can get from an item."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from catalog.models.editions import Edition
from catalog.models.facts import Fact
from catalog.models.fields import Lines, Prose, code_validator, position
from catalog.models.guard import PartOfEdition
from catalog.models.items import ServiceItem


class Benefit(PartOfEdition):
    """What a person can get from an item, in plain words; its pathways say who and how much."""

    item = models.ForeignKey(ServiceItem, models.CASCADE, related_name="benefits", verbose_name=_("项目"))
    code = models.CharField(
        _("代码"), max_length=60, validators=[code_validator], help_text=_("例如 quzhou-11-senior，定了就不要改。")
    )
    name = models.CharField(_("待遇名称"), max_length=120)
    summary = Prose(_("一句话说明"), blank=True)
    gives = Prose(_("能得到什么"), blank=True)
    bring = Lines(_("要带什么"), help_text=_("每行写一样。"))
    apply = Prose(_("怎么办理"), blank=True)
    readings = Lines(_("读法"), help_text=_("依据的读法编号，每行一个，例如 R14。"))
    carries_out = models.CharField(
        _("落实的上级待遇"), max_length=60, blank=True, help_text=_("区县待遇所落实的市级待遇代码，例如 quzhou-16。")
    )
    renewal_from = models.ForeignKey(
        Fact,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        limit_choices_to={"type": "date"},
        verbose_name=_("续办从哪天算"),
        help_text=_("一个日期情况，例如上次能力评估日期。"),
    )
    position = position()
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = _("待遇")
        ordering = ["item", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "code"], name="benefit_code_once", violation_error_message=_("这个待遇代码已经有了。")
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def owner(self) -> Edition:
        """The edition of its item."""
        return self.item.edition


class Exclusion(PartOfEdition):
    """A group of benefits not paid together."""

    class Mode(models.TextChoices):
        """Who decides which one stays."""

        HIGHER = "higher", _("就高：高的一项留下")
        CHOOSE = "choose", _("自选：本人选一项")

    benefit = models.ForeignKey(Benefit, models.CASCADE, related_name="exclusions", verbose_name=_("待遇"))
    group = models.CharField(
        _("互斥组"), max_length=60, validators=[code_validator], help_text=_("同组的待遇不同时发，例如 care-pay。")
    )
    mode = models.CharField(_("怎么取"), max_length=10, choices=Mode)
    position = position()
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = _("不能同享")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["benefit", "group"],
                name="group_once_a_benefit",
                violation_error_message=_("已经在这一组里了。"),
            )
        ]

    def __str__(self) -> str:
        return self.group

    @property
    def owner(self) -> Edition:
        """The edition of its benefit."""
        return self.benefit.item.edition
