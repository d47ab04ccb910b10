"""Catalogue files as they were last loaded."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models.editions import Edition


class CatalogueFile(models.Model):
    """A file of the catalogue: what it said when it was loaded, so that only changes are loaded again."""

    name = models.CharField(_("文件名"), max_length=120, unique=True)
    content = models.TextField(_("内容"))
    loaded_at = models.DateTimeField(_("载入时间"), auto_now=True)
    edition = models.ForeignKey(
        Edition, models.SET_NULL, related_name="+", null=True, blank=True, verbose_name=_("载入成的版本")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("目录文件")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
