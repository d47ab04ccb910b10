"""Languages that staff add, and what the catalogue's texts are in them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class Language(models.Model):
    """A language beside those that the portal ships with."""

    code = models.CharField(_("语言代码"), max_length=10, unique=True, help_text=_("例如 zh-hant、ug、bo。"))
    name = models.CharField(_("它自己的名称"), max_length=40, help_text=_("例如 繁體中文、ئۇيغۇرچە。"))
    offered = models.BooleanField(_("给居民选"), default=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = _("语言")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Translation(models.Model):
    """A text in a language; where it is missing, the Chinese stands."""

    language = models.ForeignKey(Language, models.CASCADE, related_name="translations", verbose_name=_("语言"))
    source = models.TextField(_("中文"))
    source_digest = models.CharField(max_length=64, editable=False)  # SHA-256: a text is too long for an index
    text = models.TextField(_("译文"))
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = _("译文")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["language", "source_digest"], name="translation_once")]

    def __str__(self) -> str:
        return self.source[:40]
