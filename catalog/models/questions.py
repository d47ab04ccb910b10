"""Questions: the pages of the interview, in the staff's order."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from catalog.models.facts import Fact
from catalog.models.fields import Prose, code_validator, position


class Question(models.Model):
    """One page of the interview; it may ask several facts that people think of as one thing."""

    class Layout(models.TextChoices):
        """How the page asks."""

        FIELDS = "fields", _("一项一栏")
        CHECKLIST = "checklist", _("勾选清单")

    code = models.CharField(_("代码"), max_length=60, unique=True, validators=[code_validator])
    section = models.CharField(_("部分"), max_length=60)
    layout = models.CharField(_("样式"), max_length=10, choices=Layout, default=Layout.FIELDS)
    title = models.CharField(
        _("问题"), max_length=200, help_text=_("{who} 会换成“您”或“您的父亲”，{they} 换成“您”或“他”。")
    )
    help = Prose(_("提示"), blank=True)
    why = Prose(_("为什么问"), blank=True)
    facts = models.ManyToManyField(Fact, through="QuestionFact", related_name="questions", verbose_name=_("情况"))
    position = position()
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = _("问题")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title


class QuestionFact(models.Model):
    """A fact that a question asks, in its place on the page."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="asked", verbose_name=_("问题"))
    fact = models.ForeignKey(Fact, models.PROTECT, related_name="asked_in", verbose_name=_("情况"))
    position = position()
    history = HistoricalRecords()

    class Meta:
        verbose_name = verbose_name_plural = _("问到的情况")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "fact"],
                name="fact_once_a_question",
                violation_error_message=_("这一页已经问到它了。"),
            )
        ]

    def __str__(self) -> str:
        return str(self.fact)
