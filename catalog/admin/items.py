"""Items and benefits: what the list promises, and the rule read back."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from catalog.admin.base import CatalogueAdmin, PartInline, wording
from catalog.admin.freshness import CheckedBenefits
from catalog.admin.rules import ClauseInline
from catalog.compile import benefit as compiled
from catalog.compile import terms_in_full
from catalog.models import Benefit, Department, Exclusion, ItemDepartment, Pathway, ServiceItem
from catalog.models.whole import WHOLE_BENEFITS


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


class PathwayInline(PartInline):
    """The ways to qualify, best first; each has a page of its own."""

    model = Pathway
    fields = ["code", "name", "kind", "period", "amount", "position"]
    show_change_link = True


class ExclusionInline(PartInline):
    """What the benefit cannot be had together with."""

    model = Exclusion
    fields = ["group", "mode", "position"]


@admin.register(Benefit)
class BenefitAdmin(CheckedBenefits, CatalogueAdmin):
    """What a person can get, with its rule in a plain sentence."""

    edition_path = "item__edition__region"
    list_display = ["name", "code", "item", "category", "edition"]
    list_filter = [
        ("item__edition__region", admin.RelatedOnlyFieldListFilter),
        "item__edition__status",
        "item__category",
        "item__edition",
    ]
    search_fields = ["name", "code", "summary", "gives", "item__name", "pathways__name"]
    readonly_fields = ["rule"]
    inlines = [ClauseInline, PathwayInline, ExclusionInline]
    fields = [
        "rule",
        "item",
        ("code", "name"),
        "summary",
        "gives",
        "bring",
        "apply",
        "readings",
        ("carries_out", "renewal_from"),
        "position",
    ]

    @admin.display(description=_("类别"), ordering="item__category")
    def category(self, benefit: Benefit) -> str:
        """The category of its item."""
        return benefit.item.category

    @admin.display(description=_("版本"), ordering="item__edition")
    def edition(self, benefit: Benefit) -> str:
        """The edition that it stands in."""
        return str(benefit.item.edition)

    @admin.display(description=_("规则"))
    def rule(self, benefit: Benefit) -> str:
        """The rule as a plain sentence."""
        whole = WHOLE_BENEFITS.filter(pk=benefit.pk).select_related("item__edition").first()
        if whole is None:
            return str(_("保存后显示"))
        lines = wording(whole.item.edition).benefit(compiled(whole, terms_in_full()))
        return format_html_join("", "<p>{}</p>", ((line,) for line in lines))
