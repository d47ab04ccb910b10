"""Facts: what criteria may test and questions may ask about a person."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from catalog.models.fields import name_validator, position


class Fact(models.Model):
    """One fact about an older person: its type and its name in plain words."""

    class Type(models.TextChoices):
        """What an answer to it looks like."""

        DATE = "date", _("日期")
        BOOL = "bool", _("是或否")
        INTEGER = "integer", _("整数")
        MONEY = "money", _("金额（元）")
        CHOICE = "choice", _("单选")
        CHOICES = "choices", _("多选")
        REGION = "region", _("地区")

    class Unknown(models.TextChoices):
        """Which catalogues answer while the place is not known."""

        ANY = "any", _("所有地区的清单")
        NONE = "none", _("不带出清单")

    code = models.CharField(
        _("代码"), max_length=60, unique=True, validators=[name_validator], help_text=_("到处都用它，定了就不要改。")
    )
    type = models.CharField(_("类型"), max_length=10, choices=Type)
    name = models.CharField(_("名称"), max_length=120, help_text=_("居民自己的说法；是或否的情况，也是勾选框的文字。"))
    consults_unknown = models.CharField(
        _("不清楚时看哪些清单"),
        max_length=4,
        choices=Unknown,
        blank=True,
        help_text=_("只用于地区：填了它，这个地区的清单就用来测算；不填就不带出清单。"),
    )
    consults_from_age = models.PositiveSmallIntegerField(_("从几岁起问"), null=True, blank=True)
    consults_unless = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("已有清单就不问"),
        help_text=_("选一个地区情况：它所在的地区已有清单的，不再问这一项。"),
    )
    position = position()
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = _("情况")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(type="region") | models.Q(consults_unknown=""),
                name="fact_consults_by_region",
                violation_error_message=_("只有地区类型的情况能带出清单。"),
            ),
            models.CheckConstraint(
                condition=~models.Q(consults_unknown="")
                | models.Q(consults_from_age__isnull=True, consults_unless__isnull=True),
                name="fact_consults_whole",
                violation_error_message=_("先选“不清楚时看哪些清单”，再填从几岁起问。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FactOption(models.Model):
    """One answer of a choice."""

    fact = models.ForeignKey(Fact, models.CASCADE, related_name="options", verbose_name=_("情况"))
    code = models.CharField(_("代码"), max_length=60)
    name = models.CharField(_("名称"), max_length=120)
    position = position()
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = _("选项")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["fact", "code"], name="option_once", violation_error_message=_("这个选项代码已经有了。")
            )
        ]

    def __str__(self) -> str:
        return self.name


class FactSaying(models.Model):
    """How a condition on the fact reads, for one relation."""

    fact = models.ForeignKey(Fact, models.CASCADE, related_name="sayings", verbose_name=_("情况"))
    relation = models.CharField(_("关系"), max_length=20, help_text=_("例如 one_of、within；“否”是 is_not。"))
    text = models.CharField(
        _("说法"), max_length=200, help_text=_("{value} 是数字，{values} 是选项，例如：年满 {value} 周岁。")
    )
    position = position()
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = _("说法")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["fact", "relation"], name="saying_once", violation_error_message=_("这个关系已经有说法了。")
            )
        ]

    def __str__(self) -> str:
        return self.text


class FactStep(models.Model):
    """Something the person could do that makes the fact so."""

    fact = models.ForeignKey(Fact, models.CASCADE, related_name="steps", verbose_name=_("情况"))
    code = models.CharField(_("代码"), max_length=60)
    sets: Any = models.JSONField(_("办成以后是"), help_text=_("是、否，或选项的名称；多个就每行一个。"))
    text = models.CharField(_("怎么办"), max_length=300)
    only_from: Any = models.JSONField(
        _("只对这些人说"), default=list, blank=True, help_text=_("现在是哪些选项的人才去办；一个也不选，就对谁都说。")
    )
    position = position()
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = _("可以做的事")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["fact", "code"], name="step_once", violation_error_message=_("这个代码已经有了。")
            )
        ]

    def __str__(self) -> str:
        return self.text
