"""Office words and what they mean, for people who do not speak office."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from catalog.models.fields import position


class Gloss(models.Model):
    """A word that documents use, explained in a sentence wherever it stands on a page."""

    word = models.CharField(_("词"), max_length=20, unique=True)
    meaning = models.CharField(_("意思"), max_length=120, help_text=_("一两句大白话，每句不超过 40 个字。"))
    position = position()
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = _("名词解释")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.word
