"""Parameters: the dated figures that an edition works with."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.admin.base import CatalogueAdmin, PartInline, wording
from catalog.admin.coded import Coded, CodedForm
from catalog.admin.fact_rows import places
from catalog.models import Fact, Parameter, ParameterValue, Region


class ParameterForm(CodedForm):
    """A figure; sums name its code, so it is no fact's either."""

    separator = "_"

    class Meta:
        model = Parameter
        fields = "__all__"

    def taken(self, cleaned: dict[str, Any]) -> Any:
        """The codes of the edition's other figures and of the facts."""
        others = Parameter.objects.filter(edition=cleaned.get("edition")).exclude(pk=self.instance.pk)
        return {*others.values_list("code", flat=True), *Fact.objects.values_list("code", flat=True)}


class ParameterValueInline(PartInline):
    """The dated figures of a parameter."""

    model = ParameterValue
    fields = ["region", "effective_from", "value", "document", "row", "position"]

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """The rows, with the unit over the figures."""
        formset = super().get_formset(request, obj, **kwargs)
        field = formset.form.base_fields.get("value")
        if field is not None and obj is not None and obj.unit:
            field.label = gettext("数值（%s）") % obj.unit
        return formset

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Regions as a tree."""
        field: Any = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "region" and field is not None:
            ids = dict(Region.objects.values_list("slug", "pk"))
            field.choices = [("", "—"), *((ids[slug], name) for slug, name in places(wording()))]
        return field


@admin.register(Parameter)
class ParameterAdmin(Coded, CatalogueAdmin):
    """The figures that sums use."""

    form = ParameterForm
    edition_path = "edition__region"
    list_display = ["name", "unit", "latest", "code", "edition"]
    list_filter = [("edition__region", admin.RelatedOnlyFieldListFilter), "edition__status", "edition"]
    search_fields = ["name", "code"]
    inlines = [ParameterValueInline]
    fields = ["edition", "name", "unit", "timeline", "position", "code"]
    readonly_fields = ["timeline"]
    empty_hint = _("还没有参数。算式里要用低保标准这样的数字时，在这里加，再写它从哪天起是多少。")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Parameter]:
        """The figures with their values."""
        return super().get_queryset(request).prefetch_related("values__region")

    @admin.display(description=_("最近的数值"))
    def latest(self, parameter: Parameter) -> str:
        """The value that holds last, with its place and date."""
        values = sorted(parameter.values.all(), key=lambda one: one.effective_from)
        if not values:
            return gettext("还没有数值")
        return f"{values[-1].value}（{values[-1].region}，{values[-1].effective_from}）"

    @admin.display(description=_("各地各时的数值"))
    def timeline(self, parameter: Parameter) -> str:
        """From when to when each value holds, region by region, and the days that have none."""
        if parameter.pk is None:
            return gettext("保存后显示")
        return render_to_string("admin/catalog/timeline.html", {"lines": spans(parameter), "unit": parameter.unit})

    def code_is_held(self, obj: Any) -> bool:
        """Always: sums name it."""
        return True


def spans(parameter: Parameter) -> list[tuple[Region, date | None, date | None, ParameterValue | None]]:
    """Region, first day, last day and value, the days before the first value without one."""
    by_region: dict[Region, list[ParameterValue]] = {}
    for one in parameter.values.select_related("region", "document").order_by("region__position", "effective_from"):
        by_region.setdefault(one.region, []).append(one)
    found: list[tuple[Region, date | None, date | None, ParameterValue | None]] = []
    start = parameter.edition.effective_from
    for region, values in by_region.items():
        if values[0].effective_from > start:
            found.append((region, start, values[0].effective_from - timedelta(days=1), None))
        ends = [one.effective_from - timedelta(days=1) for one in values[1:]]
        found += [(region, one.effective_from, end, one) for one, end in zip(values, [*ends, None], strict=True)]
    return found
