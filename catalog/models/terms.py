"""Terms: meanings that several rows share, each written once."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from catalog.models.fields import name_validator, position


class Term(models.Model):
    """A named set of conditions; it holds where every condition of one of its groups holds."""

    code = models.CharField(_("代码"), max_length=60, unique=True, validators=[name_validator])
    name = models.CharField(_("名称"), max_length=120, help_text=_("作为理由读出来，例如：属于低保或低保边缘家庭。"))
    reading = models.CharField(_("读法"), max_length=20, blank=True, help_text=_("依据的读法编号，例如 R6。"))
    position = position()
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = _("用语")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name
