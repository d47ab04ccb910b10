"""Facts, terms and questions: the words that every list is read with."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from catalog.admin.base import CatalogueAdmin, PartInline, wording
from catalog.admin.values import ConditionForm, StepForm
from catalog.compile import alternatives
from catalog.models import Condition, Fact, FactOption, FactSaying, FactStep, Question, QuestionFact, Term
from catalog.models.whole import whole_terms
from catalog.wording import Wording


class WordedInline(PartInline):
    """Rows whose form needs the words of facts and regions."""

    @cached_property
    def words(self) -> Wording:
        """The words, fetched once a page."""
        return wording()

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """The rows with the words at hand."""
        plain: Any = self.form
        form = type(plain)(plain.__name__, (plain,), {"words": self.words})
        return super().get_formset(request, obj, **{"form": form, **kwargs})


class ConditionInline(WordedInline):
    """The conditions of a term or a clause."""

    model = Condition
    form = ConditionForm
    fields = ["group", "fact", "relation", "value", "position"]
    readonly_fields = ["shown"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The fields; the value in words where it is not written."""
        return (
            self.fields
            if self.has_change_permission(request, obj)
            else ["group", "fact", "relation", "shown", "position"]
        )

    @admin.display(description=_("值"))
    def shown(self, condition: Condition) -> str:
        """The value by its names."""
        return self.words.shown(condition.fact.code, condition.value)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Condition]:
        """The conditions with their facts."""
        return super().get_queryset(request).select_related("fact")


class OptionInline(PartInline):
    """The answers of a choice."""

    model = FactOption
    fields = ["code", "name", "position"]


class SayingInline(PartInline):
    """How conditions on the fact read."""

    model = FactSaying
    fields = ["relation", "text", "position"]


class StepInline(WordedInline):
    """What the person could do."""

    model = FactStep
    form = StepForm
    fields = ["code", "sets", "text", "position"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[FactStep]:
        """The steps with their fact."""
        return super().get_queryset(request).select_related("fact")


@admin.register(Fact)
class FactAdmin(CatalogueAdmin):
    """What can be asked and tested."""

    list_display = ["name", "code", "type", "consults_unknown", "position"]
    list_filter = ["type", "consults_unknown"]
    search_fields = ["name", "code", "options__name"]
    inlines = [OptionInline, SayingInline, StepInline]


@admin.register(Term)
class TermAdmin(CatalogueAdmin):
    """Meanings that several rows share."""

    list_display = ["name", "code", "reading"]
    search_fields = ["name", "code", "reading"]
    readonly_fields = ["meaning"]
    inlines = [ConditionInline]

    @admin.display(description=_("合起来的意思"))
    def meaning(self, term: Term) -> str:
        """The term read back."""
        found = whole_terms().filter(pk=term.pk).first()
        if found is None:
            return str(_("保存后显示"))
        return wording().clause({"words": found.name, "any": alternatives(found.conditions.all()) or [[]]})


class QuestionFactInline(PartInline):
    """What a page asks, in its order."""

    model = QuestionFact
    fields = ["fact", "position"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[QuestionFact]:
        """The facts with their names."""
        return super().get_queryset(request).select_related("fact")


@admin.register(Question)
class QuestionAdmin(CatalogueAdmin):
    """The pages of the interview."""

    list_display = ["title", "code", "section", "layout", "position"]
    list_filter = ["section", "layout"]
    search_fields = ["title", "code", "help", "facts__name"]
    inlines = [QuestionFactInline]
