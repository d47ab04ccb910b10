"""Benefits: what the list promises, and the rule read back."""

from __future__ import annotations

from django.contrib import admin
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from catalog.admin.base import CatalogueAdmin, PartInline, wording
from catalog.admin.freshness import CheckedBenefits
from catalog.admin.rules import ClauseInline
from catalog.compile import benefit as compiled
from catalog.compile import terms_in_full
from catalog.models import Benefit, Exclusion, Pathway
from catalog.models.whole import WHOLE_BENEFITS


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
