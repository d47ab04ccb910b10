"""The page of a benefit in the admin: one form for all of it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.admin.base import CatalogueAdmin
from catalog.admin.editor.forms import OWN, BenefitForm
from catalog.admin.editor.reading import ReadOnlyForm, facts_of
from catalog.admin.editor.reshaping import SAY
from catalog.admin.editor.saving import Saving
from catalog.admin.editor.shelf import Shelf
from catalog.admin.editor.tree import Tree
from catalog.admin.freshness import CheckedBenefits
from catalog.models import Benefit, Pathway


@admin.register(Benefit)
class BenefitAdmin(CheckedBenefits, CatalogueAdmin):
    """What a person can get: who, how much, and how to apply, on one page with its rule read back."""

    form = BenefitForm
    change_form_template = "admin/catalog/benefit/change_form.html"
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

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The form of the whole page, without the buttons that the admin puts beside a choice."""
        if obj is not None and not self.has_change_permission(request, obj):
            return super().get_form(request, obj, change, **kwargs, form=ReadOnlyForm)
        return super().get_form(request, obj, change, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A choice without links of its own."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and hasattr(field.widget, "widget"):
            field.widget = field.widget.widget
        return field

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Write the benefit's own row, if it differs."""
        if not change or form.changed:
            super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Write the rows of the page that differ."""
        super().save_related(request, form, formsets, change)
        form.saving = Saving(form.tree, form.instance)
        form.saving.save()

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        """What was written, row by row."""
        own = super().construct_change_message(request, form, formsets, add) if add or form.changed else []
        return [*own, *form.saving.messages]

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Note a save that changed something."""
        return super().log_change(request, obj, message) if message else None

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, obj: Any = None, **kwargs: Any
    ) -> HttpResponse:
        """The form, or where nothing may be written the same in sentences."""
        form = context["adminform"].form
        if obj is not None and not self.has_change_permission(request, obj):
            shelf = Shelf(obj.item.edition)
            context |= {"reading": True, "tree": Tree(obj, shelf, None), "told": facts_of(obj, shelf)}
        elif form.tree.command == SAY:
            return TemplateResponse(request, "admin/catalog/benefit/said.html", {"tree": form.tree})
        else:
            context |= {"tree": form.tree, "form": form, "errors": None}
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)


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
