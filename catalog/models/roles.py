"""Roles: who may read, edit and publish the lists of a region and of all below it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from catalog.models.regions import Region


class Role(models.Model):
    """What a member of staff may do in a region."""

    class Kind(models.TextChoices):
        """Each may also do what the reader may."""

        READER = "reader", _("查看")
        EDITOR = "editor", _("编辑")
        PUBLISHER = "publisher", _("发布")
        WORKER = "worker", _("工作台")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="roles", verbose_name=_("工作人员"))
    region = models.ForeignKey(
        Region, models.CASCADE, related_name="roles", verbose_name=_("地区"), help_text=_("管到这个地区和它的下级。")
    )
    kind = models.CharField(_("职责"), max_length=10, choices=Kind)
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = _("职责")
        ordering = ["user", "region", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "region", "kind"],
                name="role_once",
                violation_error_message=_("这个人在这个地区已经有这项职责。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.get_kind_display()}"
