"""Documents that lists are published in, and the offices that carry them out."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from catalog.models.editions import Edition
from catalog.models.fields import Prose, WebAddress, code_validator, position
from catalog.models.guard import PartOfEdition


class Document(models.Model):
    """A government document, known by its number."""

    number = models.CharField(_("文号"), max_length=120, unique=True, help_text=_("例如 衢政办发〔2023〕27号。"))
    title = models.CharField(_("标题"), max_length=300, blank=True)
    issuer = models.CharField(_("发文机关"), max_length=120, blank=True)
    issued = models.DateField(_("发文日期"), null=True, blank=True)
    url = WebAddress(_("网址"), help_text=_("官方网站上的原文；每天夜里查一次能不能打开。"))
    valid_until = models.DateField(
        _("有效期至"), null=True, blank=True, help_text=_("文件写明的失效日期；过了这天会提醒核对，没写就不填。")
    )
    note = Prose(_("备注"), blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = _("文件")
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


class Department(PartOfEdition):
    """An office to go to or to call, as an edition names it."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="departments", verbose_name=_("版本"))
    code = models.CharField(_("代码"), max_length=60, validators=[code_validator], help_text=_("例如 minzheng。"))
    name = models.CharField(_("名称"), max_length=120)
    phone = models.CharField(_("电话"), max_length=120, blank=True)
    address = models.CharField(_("地址"), max_length=200, blank=True)
    hours = models.CharField(_("办公时间"), max_length=200, blank=True)
    position = position()
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = _("部门")
        ordering = ["edition", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "code"],
                name="department_code_once",
                violation_error_message=_("这个版本里已经有这个部门代码。"),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def owner(self) -> Edition:
        """The edition that names it."""
        return self.edition
