"""Items: a row of the list, who answers for it, and the way to its benefits."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from catalog.admin.base import CatalogueAdmin, PartInline
from catalog.admin.suggestions import Suggestions
from catalog.models import Department, ItemDepartment, ServiceItem


class OfficeInline(PartInline):
    """The offices answering for an item."""

    model = ItemDepartment
    fields = ["department", "position"]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offices of the same edition."""
        if db_field.name == "department":
            chosen = request.GET.get("edition", "")
            edition = self.parent.edition_id if self.parent is not None else int(chosen) if chosen.isdecimal() else None
            if edition is not None:
                kwargs["queryset"] = Department.objects.filter(edition=edition)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def categories() -> list[str]:
    """Every category in use."""
    return sorted(set(ServiceItem.objects.order_by().values_list("category", flat=True)))


@admin.register(ServiceItem)
class ServiceItemAdmin(CatalogueAdmin):
    """The rows of the lists."""

    edition_path = "edition__region"
    list_display = ["row", "name", "category", "size", "edition"]
    list_display_links = ["row", "name"]
    list_filter = [("edition__region", admin.RelatedOnlyFieldListFilter), "edition__status", "category", "edition"]
    search_fields = ["name", "row", "benefits__name", "benefits__code", "offices__department__name"]
    fields = ["edition", "row", "name", "category", "legal_basis", "position", "benefits_given"]
    readonly_fields = ["benefits_given"]
    inlines = [OfficeInline]
    empty_hint = _("还没有项目。照着文件，一行加一个项目；先要有一个草稿版本。")

    def get_queryset(self, request: HttpRequest) -> Any:
        """The items with the number of their benefits."""
        return super().get_queryset(request).annotate(size_=Count("benefits", distinct=True))

    @admin.display(description=_("待遇数"), ordering="size_")
    def size(self, item: ServiceItem) -> int:
        """How many benefits it gives."""
        return int(getattr(item, "size_", 0))

    @admin.display(description=_("待遇"))
    def benefits_given(self, item: ServiceItem) -> str:
        """Its benefits, each with the way to its page, and the way to a new one."""
        benefits = item.benefits.annotate(ways=Count("pathways")) if item.pk else []
        known = {"item": item, "benefits": benefits, "writable": item.pk is not None and item.edition.is_draft}
        return render_to_string("admin/catalog/item_benefits.html", known)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The category with those that are there."""
        if db_field.name == "category":
            kwargs["widget"] = Suggestions(categories)
        return super().formfield_for_dbfield(db_field, request, **kwargs)
