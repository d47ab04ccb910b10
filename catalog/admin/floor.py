"""Pairs of benefits that staff hold against each other, and the page of the floor proof."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from catalog.admin.base import CatalogueAdmin
from catalog.in_force import rulebooks_around
from catalog.models import Benefit, Edition, FloorPair
from catalog.permissions import may, within
from catalog.review.floors import Floor, Named, floors_on
from catalog.rules import RulebookError

VERDICTS = {
    "refuted": ("✗", _("低于底线")),
    "open": ("?", _("没法断定")),
    "missing": ("?", _("没有这项待遇")),
    "proved": ("✓", _("不低于底线")),
}
ORDER = tuple(VERDICTS)
Choices = list[tuple[str, Any]]


def names(day: date) -> dict[str, str]:
    """Every benefit of the lists by its code: region and name."""
    return {
        benefit.code: f"{book.regions[book.region].name} {benefit.name}"
        for book in rulebooks_around(day)
        for _item, benefit in book.benefits()
    }


def choices(day: date, kept: str) -> Choices:
    """The benefits by region and row; one that no list has any more stays among them."""
    grouped: Choices = [("", "---------")]
    known = set()
    for book in rulebooks_around(day):
        rows = [(one.code, f"{item.row} {item.name} › {one.name}") for item, one in book.benefits()]
        grouped.append((book.regions[book.region].name, rows))
        known |= {code for code, _label in rows}
    if kept and kept not in known:
        grouped.append((gettext("现在没有的待遇"), [(kept, kept)]))
    return grouped


class FloorPairForm(forms.ModelForm):
    """A pair; both benefits are chosen by name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("upper", "lower"):
            if name in self.fields:
                field = self.fields[name]
                offered = choices(timezone.localdate(), getattr(self.instance, name))
                self.fields[name] = forms.ChoiceField(
                    choices=offered, label=field.label, help_text=HELP[name], required=True
                )


HELP = {
    "upper": _("规定底线的一项，通常是市里的。"),
    "lower": _("不能低于底线的一项，通常是区县的。"),
}


@admin.register(FloorPair)
class FloorPairAdmin(CatalogueAdmin):
    """The pairs; what benefits carry out is paired by itself."""

    form = FloorPairForm
    change_list_template = "admin/catalog/floorpair/change_list.html"
    fields = ["upper", "lower", "note"]
    list_display = ["upper_name", "lower_name", "note"]
    list_display_links = ["upper_name", "lower_name"]
    search_fields = ["upper", "lower", "note"]

    class Media:
        css = {"all": ["catalog/admin.css"]}

    @admin.display(description=_("上级待遇"), ordering="upper")
    def upper_name(self, pair: FloorPair) -> str:
        """The benefit that sets the floor."""
        return names(timezone.localdate()).get(pair.upper, pair.upper)

    @admin.display(description=_("本级待遇"), ordering="lower")
    def lower_name(self, pair: FloorPair) -> str:
        """The benefit that must not give less."""
        return names(timezone.localdate()).get(pair.lower, pair.lower)

    def get_urls(self) -> list[URLPattern]:
        """The page of the proof too."""
        proof = path("proof/", self.admin_site.admin_view(self.proof), name="catalog_floorpair_proof")
        return [proof, *super().get_urls()]

    def proof(self, request: HttpRequest) -> HttpResponse:
        """Every pair proved or refuted, on a chosen day and with a draft if one is chosen."""
        if not may(request.user, "read"):
            raise PermissionDenied
        asked = ProofForm(request.GET or None, user=request.user)
        asked.is_valid()
        day, draft = asked.chosen()
        fault, found = "", cast("tuple[Floor, ...]", ())
        try:
            found = floors_on(day, draft)
        except RulebookError:
            fault = reverse("admin:catalog_edition_check", args=[cast(Edition, draft).pk])
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": gettext("底线证明"),
            "form": asked,
            "day": day,
            "draft": draft,
            "fault": fault,
            "rows": rows(found, day, draft),
            "counts": counts(found),
        }
        return TemplateResponse(request, "admin/catalog/floorpair/proof.html", context)


class ProofForm(forms.Form):
    """The day on which the lists are held against each other, and a draft to try."""

    required_css_class = "required"
    day = forms.DateField(
        label=_("按哪一天"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    draft = forms.ModelChoiceField(
        Edition.objects.none(),
        label=_("换上一份草稿"),
        required=False,
        empty_label=pgettext_lazy("draft", "不换，只看生效的"),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        drafts = Edition.objects.filter(status=Edition.Status.DRAFT).select_related("region").defer("frozen")
        cast(forms.ModelChoiceField, self.fields["draft"]).queryset = within(drafts, user, "read")
        self.fields["day"].initial = timezone.localdate()

    def chosen(self) -> tuple[date, Edition | None]:
        """The day, today where none is given, and the draft."""
        given: Mapping[str, Any] = getattr(self, "cleaned_data", {})
        return given.get("day") or timezone.localdate(), given.get("draft")


def counts(found: tuple[Floor, ...]) -> list[dict[str, Any]]:
    """How many pairs end in each verdict, those that end in none left out."""
    counted = {name: sum(one.verdict == name for one in found) for name in ORDER}
    return [
        {"verdict": name, "mark": VERDICTS[name][0], "label": VERDICTS[name][1], "count": count}
        for name, count in counted.items()
        if count
    ]


def rows(found: tuple[Floor, ...], day: date, draft: Edition | None) -> list[dict[str, Any]]:
    """The pairs for the table, those that fall below first, each benefit with its page."""
    pages = _pages({code for one in found for code in (one.upper.code, one.lower.code)}, draft)
    return [
        {
            "floor": one,
            "mark": VERDICTS[one.verdict][0],
            "label": VERDICTS[one.verdict][1],
            "upper": _shown(one.upper, pages),
            "lower": _shown(one.lower, pages),
        }
        for one in sorted(found, key=lambda one: ORDER.index(one.verdict))
    ]


def _shown(one: Named, pages: Mapping[tuple[str, str], str]) -> dict[str, str]:
    return {
        "name": f"{one.region} {one.name}" if one.name else one.code,
        "code": one.code,
        "url": pages.get((one.edition, one.code), ""),
    }


def _pages(codes: set[str], draft: Edition | None) -> dict[tuple[str, str], str]:
    """The pages of benefits by the label of their edition and their code."""
    editions = Edition.objects.exclude(~Q(pk=draft.pk if draft else 0), status=Edition.Status.DRAFT)
    found = Benefit.objects.filter(code__in=codes, item__edition__in=editions).select_related("item__edition")
    return {
        (one.item.edition.label, one.code): reverse("admin:catalog_benefit_change", args=[one.pk])
        for one in found.defer("item__edition__frozen")
    }
