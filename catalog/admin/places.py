"""Regions, documents, departments and parameters."""

from __future__ import annotations

from django.contrib import admin

from catalog.admin.base import CatalogueAdmin, PartInline
from catalog.admin.freshness import FreshDocuments
from catalog.models import Department, Document, Parameter, ParameterValue, Region


@admin.register(Region)
class RegionAdmin(CatalogueAdmin):
    """The tree of regions."""

    list_display = ["name", "slug", "gb", "parent", "complete"]
    list_filter = ["complete"]
    list_select_related = ["parent"]
    search_fields = ["name", "slug", "gb"]


@admin.register(Document)
class DocumentAdmin(FreshDocuments, CatalogueAdmin):
    """The documents that lists and figures come from."""

    list_display = ["number", "title", "issuer", "issued"]
    list_filter = ["issuer"]
    search_fields = ["number", "title", "issuer"]
    date_hierarchy = "issued"


@admin.register(Department)
class DepartmentAdmin(CatalogueAdmin):
    """The offices that an edition names."""

    edition_path = "edition__region"
    list_display = ["name", "code", "phone", "address", "hours", "edition"]
    list_filter = [("edition__region", admin.RelatedOnlyFieldListFilter), "edition__status", "edition"]
    search_fields = ["name", "code", "phone", "address"]


class ParameterValueInline(PartInline):
    """The dated figures of a parameter."""

    model = ParameterValue
    fields = ["region", "effective_from", "value", "document", "row", "position"]


@admin.register(Parameter)
class ParameterAdmin(CatalogueAdmin):
    """The figures that sums use."""

    edition_path = "edition__region"
    list_display = ["name", "code", "unit", "edition"]
    list_filter = [("edition__region", admin.RelatedOnlyFieldListFilter), "edition__status", "edition"]
    search_fields = ["name", "code"]
    inlines = [ParameterValueInline]
