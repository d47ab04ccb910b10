"""Parameters: figures that change with the date and the place, each with its source."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from catalog.models.documents import Document
from catalog.models.editions import Edition
from catalog.models.fields import FIGURE, figure_validator, name_validator, position
from catalog.models.guard import PartOfEdition
from catalog.models.regions import Region


class Parameter(PartOfEdition):
    """A dated figure such as the minimum wage; without a value, sums that use it are told in words."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="parameters", verbose_name=_("版本"))
    code = models.CharField(
        _("代码"), max_length=60, validators=[name_validator], help_text=_("算式里用它，例如 dibao_standard。")
    )
    name = models.CharField(_("名称"), max_length=120)
    unit = models.CharField(_("单位"), max_length=30, blank=True)
    position = position()
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = _("参数")
        ordering = ["edition", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "code"],
                name="parameter_code_once",
                violation_error_message=_("这个版本里已经有这个参数代码。"),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def owner(self) -> Edition:
        """The edition whose sums use it."""
        return self.edition


class ParameterValue(PartOfEdition):
    """A figure for a region and all below it, from a day on, with the document and row it stands in."""

    parameter = models.ForeignKey(Parameter, models.CASCADE, related_name="values", verbose_name=_("参数"))
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("地区"))
    effective_from = models.DateField(_("起始日期"))
    value = models.CharField(_("数值"), max_length=20, validators=[figure_validator], help_text=_("照文件写。"))
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name=_("文件"))
    row = models.CharField(_("行"), max_length=30, help_text=_("文件里的第几行、第几条。"))
    position = position()
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = _("参数的数值")
        ordering = ["position", "effective_from", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["parameter", "region", "effective_from"],
                name="one_value_a_day",
                violation_error_message=_("这个地区在这一天已经有数值了。"),
            ),
            models.CheckConstraint(
                condition=models.Q(value__regex=FIGURE),
                name="value_is_a_figure",
                violation_error_message=_("数值写成数字，例如 1035，不写单位。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.value}（{self.effective_from}）"

    @property
    def owner(self) -> Edition:
        """The edition of its parameter."""
        return self.parameter.edition
