"""Items: the rows of a list."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from catalog.models.documents import Department
from catalog.models.editions import Edition
from catalog.models.fields import Lines, position
from catalog.models.guard import PartOfEdition


class ServiceItem(PartOfEdition):
    """A row of the list as the document has it."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="items", verbose_name=_("版本"))
    row = models.CharField(_("行号"), max_length=30, help_text=_("文件里的序号，照写，例如 8*。"))
    name = models.CharField(_("项目名称"), max_length=120)
    category = models.CharField(_("类别"), max_length=60)
    departments = models.ManyToManyField(
        Department, through="ItemDepartment", related_name="items", verbose_name=_("责任部门")
    )
    legal_basis = Lines(_("依据"), help_text=_("每行写一份文件。"))
    position = position()
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = _("项目")
        ordering = ["edition", "position", "id"]
        indexes = [models.Index(fields=["category"])]

    def __str__(self) -> str:
        return f"{self.row} {self.name}"

    @property
    def owner(self) -> Edition:
        """The edition that it is a row of."""
        return self.edition


class ItemDepartment(PartOfEdition):
    """An office answering for an item; the first one leads."""

    item = models.ForeignKey(ServiceItem, models.CASCADE, related_name="offices", verbose_name=_("项目"))
    department = models.ForeignKey(Department, models.RESTRICT, related_name="duties", verbose_name=_("部门"))
    position = position()
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = _("责任部门")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "department"],
                name="department_once_an_item",
                violation_error_message=_("这个部门已经写过了。"),
            )
        ]

    def __str__(self) -> str:
        return str(self.department)

    @property
    def owner(self) -> Edition:
        """The edition of its item."""
        return self.item.edition
