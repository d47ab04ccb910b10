"""Conditions: what a fact must be, and clauses: groups of them of which one must hold whole."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from catalog.models.benefits import Benefit
from catalog.models.editions import Edition
from catalog.models.facts import Fact
from catalog.models.fields import position
from catalog.models.guard import PartOfEdition
from catalog.models.pathways import Pathway
from catalog.models.terms import Term


class Clause(PartOfEdition):
    """One requirement of a benefit or a pathway: a shared term, or conditions of its own."""

    benefit = models.ForeignKey(
        Benefit, models.CASCADE, related_name="clauses", null=True, blank=True, verbose_name=_("待遇")
    )
    pathway = models.ForeignKey(
        Pathway, models.CASCADE, related_name="clauses", null=True, blank=True, verbose_name=_("情形")
    )
    term = models.ForeignKey(
        Term,
        models.PROTECT,
        related_name="clauses",
        null=True,
        blank=True,
        verbose_name=_("用语"),
        help_text=_("用现成的用语；不选，就在下面写条件。"),
    )
    words = models.CharField(
        _("合起来怎么说"), max_length=200, blank=True, help_text=_("几组条件合起来的一句话，可不写。")
    )
    position = position()
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = _("要求")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(benefit__isnull=False, pathway__isnull=True)
                | models.Q(benefit__isnull=True, pathway__isnull=False),
                name="clause_of_benefit_or_pathway",
                violation_error_message=_("要求要么属于待遇，要么属于情形，只选一个。"),
            )
        ]

    def __str__(self) -> str:
        return str(self.term) if self.term_id else self.words or _("第 %s 条要求") % self.position

    @property
    def owner(self) -> Edition | None:
        """The edition of its benefit or pathway."""
        benefit = self.pathway.benefit if self.pathway else self.benefit
        return benefit.item.edition if benefit else None


class Condition(PartOfEdition):
    """One fact held against a value; conditions of one group must hold together."""

    class Relation(models.TextChoices):
        """How the fact is held against the value."""

        AGE_AT_LEAST = "age_at_least", _("年满（岁）")
        AGE_UNDER = "age_under", _("未满（岁）")
        ON_OR_AFTER = "on_or_after", _("在这天或以后")
        BEFORE = "before", _("在这天以前")
        IS = "is", _("是")
        ONE_OF = "one_of", _("是其中之一")
        NONE_OF = "none_of", _("都不是")
        ANY_OF = "any_of", _("有其中任一")
        ALL_OF = "all_of", _("全都有")
        WITHIN = "within", _("在这些地区内")
        OUTSIDE = "outside", _("不在这些地区内")
        AT_LEAST = "at_least", _("不少于")
        AT_MOST = "at_most", _("不超过")
        ABOVE = "above", _("多于")
        BELOW = "below", _("少于")

    clause = models.ForeignKey(
        Clause, models.CASCADE, related_name="conditions", null=True, blank=True, verbose_name=_("要求")
    )
    term = models.ForeignKey(
        Term, models.CASCADE, related_name="conditions", null=True, blank=True, verbose_name=_("用语")
    )
    group = models.PositiveSmallIntegerField(
        _("组"), default=1, help_text=_("同组的条件要同时符合；几组里符合一组就行。")
    )
    fact = models.ForeignKey(Fact, models.PROTECT, related_name="conditions", verbose_name=_("情况"))
    relation = models.CharField(_("关系"), max_length=20, choices=Relation)
    value: Any = models.JSONField(
        _("值"), help_text=_("年龄、日期、金额或算式；选项、地区写名称，每行一个；是或否写“是”“否”。")
    )
    position = position()
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = _("条件")
        ordering = ["group", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(clause__isnull=False, term__isnull=True)
                | models.Q(clause__isnull=True, term__isnull=False),
                name="condition_of_clause_or_term",
                violation_error_message=_("条件要么属于要求，要么属于用语，只选一个。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.fact} {self.get_relation_display()} {self.value}"

    @property
    def owner(self) -> Edition | None:
        """The edition of its clause; a term belongs to none."""
        return self.clause.owner if self.clause else None
