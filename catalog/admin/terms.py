"""Terms: the words that several rules share."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from catalog.admin.base import CatalogueAdmin, PartInline, wording
from catalog.admin.coded import Coded, CodedForm
from catalog.admin.filters import WrittenValues
from catalog.admin.plain import PlainlyWorded
from catalog.admin.used import Used
from catalog.admin.values import ConditionForm
from catalog.compile import alternatives
from catalog.editing.uses import Use, published, uses_of_term
from catalog.models import Condition, Term
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


class TermForm(CodedForm):
    """A term; its code is a name like those of facts."""

    separator = "_"

    class Meta:
        model = Term
        fields = "__all__"


@admin.register(Term)
class TermAdmin(PlainlyWorded, Used, Coded, CatalogueAdmin):
    """Meanings that several rows share."""

    form = TermForm
    list_display = ["name", "reading", "times_used", "code"]
    list_filter = [("reading", WrittenValues)]
    search_fields = ["name", "code", "reading"]
    readonly_fields = ["meaning", "used"]
    fields = ["meaning", "name", "reading", "used", "position", "code"]
    inlines = [ConditionInline]
    read_by_residents = ("name",)
    empty_hint = _("还没有用语。几处都要写的同一组条件，在这里写一次，别处选它。")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Term]:
        """The terms with the number of requirements that use them."""
        return super().get_queryset(request).annotate(times=Count("clauses", distinct=True))

    @admin.display(description=_("用了几处"), ordering="times")
    def times_used(self, term: Term) -> int:
        """How many requirements use it."""
        return int(getattr(term, "times", 0))

    def uses(self, obj: Any) -> list[Use]:
        """The benefits that use a term."""
        return uses_of_term(obj)

    def code_is_held(self, obj: Any) -> bool:
        """Once something published uses it."""
        return published(uses_of_term(obj))

    @admin.display(description=_("合起来的意思"))
    def meaning(self, term: Term) -> str:
        """The term read back."""
        found = whole_terms().filter(pk=term.pk).first()
        if found is None:
            return str(_("保存后显示"))
        return wording().clause({"words": found.name, "any": alternatives(found.conditions.all()) or [[]]})
