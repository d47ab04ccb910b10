"""Regions: the tree that places are named from."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from catalog.models.fields import code_validator, position


class Region(models.Model):
    """A province, city, county or street; its parent is the region around it."""

    slug = models.CharField(
        _("代码"), max_length=60, unique=True, validators=[code_validator], help_text=_("拼音，例如 quzhou。")
    )
    name = models.CharField(_("名称"), max_length=60)
    gb = models.CharField(
        _("行政区划代码"), max_length=12, blank=True, help_text=_("GB/T 2260 的六位代码，没有就不填。")
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, related_name="parts", null=True, blank=True, verbose_name=_("上级地区")
    )
    complete = models.BooleanField(
        _("下级已列全"), default=False, help_text=_("勾上：它的下级都在表里，只填它本身时不知道是哪个下级。")
    )
    position = position()
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = _("地区")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")),
                name="region_is_not_its_own_parent",
                violation_error_message=_("地区不能是自己的上级。"),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a circle of parents."""
        seen, step = {self.pk}, self.parent
        while step is not None:
            if step.pk in seen:
                raise ValidationError({"parent": _("上级地区绕成了一圈，请另选一个。")})
            seen.add(step.pk)
            step = step.parent
