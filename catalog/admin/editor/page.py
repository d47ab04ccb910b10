"""The page of a benefit in the admin: one form for all of it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.admin.base import CatalogueAdmin
from catalog.admin.editor.forms import OWN, BenefitForm
from catalog.admin.editor.reading import facts_of
from catalog.admin.editor.rows_page import RowsAdmin
from catalog.admin.editor.saving import BenefitSaving
from catalog.admin.editor.shelf import Shelf
from catalog.admin.editor.tree import Tree
from catalog.admin.freshness import CheckedBenefits
from catalog.models import Benefit, Pathway


@admin.register(Benefit)
class BenefitAdmin(CheckedBenefits, RowsAdmin, CatalogueAdmin):
    """What a person can get: who, how much, and how to apply, on one page with its rule read back."""

    form = BenefitForm
    change_form_template = "admin/catalog/benefit/change_form.html"
    said_template = "admin/catalog/benefit/said.html"
    saver = BenefitSaving
    edition_path = "item__edition__region"
    list_display = ["name", "code", "item", "category", "edition"]
    list_filter = [
        ("item__edition__region", admin.RelatedOnlyFieldListFilter),
        "item__edition__status",
        "item__category",
        "item__edition",
    ]
    search_fields = ["name", "code", "summary", "gives", "item__name", "pathways__name"]
    fields = OWN

    @admin.display(description=_("类别"), ordering="item__category")
    def category(self, benefit: Benefit) -> str:
        """The category of its item."""
        return benefit.item.category

    @admin.display(description=_("版本"), ordering="item__edition")
    def edition(self, benefit: Benefit) -> str:
        """The edition that it stands in."""
        return str(benefit.item.edition)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Benefit]:
        """The benefits with the facts that their renewal goes by."""
        return super().get_queryset(request).select_related("renewal_from")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The fields of the form; a page that is only read shows them in its own way."""
        return self.fields

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A choice without links of its own."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and hasattr(field.widget, "widget"):
            field.widget = field.widget.widget
        return field

    def read_only(self, obj: Any) -> dict[str, Any]:
        """Its words and rules in sentences."""
        shelf = Shelf(obj.item.edition)
        return {"tree": Tree(obj, shelf, None), "told": facts_of(obj, shelf)}


@admin.register(Pathway)
class PathwayAdmin(CatalogueAdmin):
    """The pathways of all benefits, to be searched; each is written on its benefit's page."""

    edition_path = "benefit__item__edition__region"
    list_display = ["name", "code", "benefit", "kind", "period", "amount", "edition"]
    list_filter = [
        ("benefit__item__edition__region", admin.RelatedOnlyFieldListFilter),
        "benefit__item__edition__status",
        "kind",
        "benefit__item__category",
        "benefit__item__edition",
    ]
    search_fields = ["name", "code", "note", "benefit__name", "benefit__code"]
    actions = None

    @admin.display(description=_("版本"))
    def edition(self, pathway: Pathway) -> str:
        """The edition that it stands in."""
        return str(pathway.owner)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never here: a pathway is added on its benefit's page."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never here: a pathway is taken out on its benefit's page, or goes with what it belongs to."""
        here = (request.resolver_match and request.resolver_match.url_name) or ""
        return not here.startswith("catalog_pathway") and super().has_delete_permission(request, obj)

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        """The way to its card on its benefit's page."""
        pathway = self.get_object(request, object_id)
        if pathway is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        page = reverse("admin:catalog_benefit_change", args=[pathway.benefit_id])
        return HttpResponseRedirect(f"{page}#p{pathway.pk}")
