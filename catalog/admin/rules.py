"""Pathways and clauses: who qualifies, and for how much."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from catalog.admin.base import CatalogueAdmin, PartInline, wording
from catalog.admin.words import ConditionInline
from catalog.compile import Terms, award, clauses, terms_in_full
from catalog.models import Clause, FactOption, Pathway, PathwayAmount
from catalog.models.whole import WHOLE_CLAUSES, WHOLE_PATHWAYS
from catalog.wording import Wording


class ClauseInline(PartInline):
    """What is required; conditions are written on the clause's own page."""

    model = Clause
    fields = ["reads", "term", "words", "position"]
    readonly_fields = ["reads"]
    show_change_link = True

    @cached_property
    def words(self) -> tuple[Wording, Terms]:
        """The words and terms, fetched once a page."""
        return wording(self.parent.owner), terms_in_full()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Clause]:
        """The clauses with their conditions."""
        return WHOLE_CLAUSES.all()

    @admin.display(description=_("读作"))
    def reads(self, clause: Clause) -> str:
        """The clause read back."""
        if clause.pk is None:
            return str(_("保存后显示"))
        words, terms = self.words
        (row,) = clauses([clause], terms)
        return words.clause(row) if row["any"] else str(_("还没有条件，点“修改”来写"))


class AmountInline(PartInline):
    """The amounts by the value of a fact."""

    model = PathwayAmount
    fields = ["option", "amount", "position"]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Options of the fact that the award goes by."""
        if db_field.name == "option" and self.parent is not None and self.parent.amount_by_id:
            kwargs["queryset"] = FactOption.objects.filter(fact=self.parent.amount_by_id)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Pathway)
class PathwayAdmin(CatalogueAdmin):
    """One way to qualify, with what it gives."""

    edition_path = "benefit__item__edition__region"
    list_display = ["name", "code", "benefit", "kind", "period", "amount", "edition"]
    list_filter = [
        "benefit__item__edition__region",
        "benefit__item__edition__status",
        "kind",
        "benefit__item__category",
        "benefit__item__edition",
    ]
    search_fields = ["name", "code", "note", "benefit__name", "benefit__code"]
    readonly_fields = ["rule"]
    inlines = [ClauseInline, AmountInline]
    fields = [
        "rule",
        "benefit",
        ("code", "name"),
        "note",
        ("kind", "period"),
        ("amount", "at_least"),
        "amount_by",
        "rate",
        "formula",
        "renewal_months",
        "readings",
        "position",
    ]

    @admin.display(description=_("版本"))
    def edition(self, pathway: Pathway) -> str:
        """The edition that it stands in."""
        return str(pathway.owner)

    @admin.display(description=_("规则"))
    def rule(self, pathway: Pathway) -> str:
        """The pathway as a plain sentence."""
        whole = WHOLE_PATHWAYS.filter(pk=pathway.pk).select_related("benefit__item__edition", "amount_by").first()
        if whole is None:
            return str(_("保存后显示"))
        words = wording(whole.owner)
        own = words.clauses(clauses(whole.clauses.all(), terms_in_full()))
        return f"{own or _('符合待遇的共同要求就行')}：{words.award(award(whole))}"


@admin.register(Clause)
class ClauseAdmin(CatalogueAdmin):
    """One requirement; it is reached from its benefit or pathway."""

    list_display = ["__str__", "benefit", "pathway", "term"]
    list_select_related = ["benefit", "pathway", "term"]
    search_fields = ["words", "benefit__name", "pathway__name", "term__name"]
    inlines = [ConditionInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Clause]:
        """The clauses with the editions of their benefits."""
        rows = super().get_queryset(request)
        return rows.select_related("benefit__item__edition", "pathway__benefit__item__edition", "term")

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Out of the index: nobody looks for a clause by itself."""
        return False
