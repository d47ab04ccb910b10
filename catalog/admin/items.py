"""Items: the rows of the lists, with their offices and benefits."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from catalog.admin.base import CatalogueAdmin, PartInline
from catalog.models import Benefit, Department, ItemDepartment, ServiceItem


class OfficeInline(PartInline):
    """The offices answering for an item."""

    model = ItemDepartment
    fields = ["department", "position"]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offices of the same edition."""
        if db_field.name == "department" and self.parent is not None:
            kwargs["queryset"] = Department.objects.filter(edition=self.parent.edition_id)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class BenefitInline(PartInline):
    """The benefits of an item; each has a page of its own."""

    model = Benefit
    fields = ["code", "name", "position"]
    show_change_link = True


@admin.register(ServiceItem)
class ServiceItemAdmin(CatalogueAdmin):
    """The rows of the lists."""

    edition_path = "edition__region"
    list_display = ["row", "name", "category", "edition"]
    list_display_links = ["row", "name"]
    list_filter = [("edition__region", admin.RelatedOnlyFieldListFilter), "edition__status", "category", "edition"]
    search_fields = ["name", "row", "benefits__name", "benefits__code", "offices__department__name"]
    inlines = [OfficeInline, BenefitInline]
