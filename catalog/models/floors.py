"""Floors: what a county must give at least, because its city does."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from catalog.models.fields import code_validator


class FloorPair(models.Model):
    """Two benefits that staff hold against each other, by their codes, whatever edition they stand in."""

    upper = models.CharField(
        _("上级待遇"), max_length=60, validators=[code_validator], help_text=_("规定底线的一项，例如 quzhou-16。")
    )
    lower = models.CharField(
        _("本级待遇"), max_length=60, validators=[code_validator], help_text=_("不能低于底线的一项，例如 qujiang-02。")
    )
    note = models.CharField(_("备注"), max_length=300, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = _("底线对照")
        ordering = ["upper", "lower"]
        constraints = [
            models.UniqueConstraint(
                fields=["upper", "lower"], name="floor_pair_once", violation_error_message=_("这两项已经对照了。")
            ),
            models.CheckConstraint(
                condition=~models.Q(upper=models.F("lower")),
                name="floor_pair_of_two",
                violation_error_message=_("两项不能是同一项。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lower} ≥ {self.upper}"
