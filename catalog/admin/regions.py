"""Regions: the tree that places are named from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ORDER_VAR, ChangeList
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from catalog.admin.base import CatalogueAdmin
from catalog.admin.coded import Coded, CodedForm
from catalog.models import Region


def in_the_tree() -> Iterator[tuple[int, int]]:
    """Each region with its depth, those within another after it."""
    below: dict[int | None, list[int]] = {}
    for pk, parent in Region.objects.values_list("pk", "parent"):
        below.setdefault(parent, []).append(pk)

    def under(parent: int | None, depth: int) -> Iterator[tuple[int, int]]:
        for pk in below.get(parent, []):
            yield pk, depth
            yield from under(pk, depth + 1)

    return under(None, 0)


class TreeList(ChangeList):
    """Regions, each under the one that it lies in."""

    def get_ordering(self, request: HttpRequest, queryset: QuerySet[Any]) -> list[Any]:
        """The order of the tree, unless somebody asks for that of a column."""
        return list(super().get_ordering(request, queryset)) if self.params.get(ORDER_VAR) else ["rank"]


class RegionForm(CodedForm):
    """A region; its code is the pinyin of its name."""

    code_field = "slug"

    class Meta:
        model = Region
        fields = "__all__"


@admin.register(Region)
class RegionAdmin(Coded, CatalogueAdmin):
    """The tree of regions."""

    form = RegionForm
    code_field = "slug"
    list_display = ["in_its_place", "gb", "complete", "slug"]
    list_filter = ["complete", ("parent", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["name", "slug", "gb"]
    list_per_page = 500
    fields = ["name", "parent", "gb", "complete", "position", "slug"]
    empty_hint = _("还没有地区。从省开始加，再加它的市、县。")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Region]:
        """The regions in the order of their tree, each with its depth."""
        tree = [*in_the_tree()]
        ranks = [When(pk=pk, then=Value(rank)) for rank, (pk, _depth) in enumerate(tree)]
        depths = [When(pk=pk, then=Value(depth)) for pk, depth in tree]
        rank = Case(*ranks, default=Value(0), output_field=IntegerField())
        depth = Case(*depths, default=Value(0), output_field=IntegerField())
        rows = self.model._default_manager.annotate(rank=rank, depth=depth)
        return rows.order_by("rank")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """A list in the order of the tree."""
        return TreeList

    @admin.display(description=_("名称"), ordering="rank")
    def in_its_place(self, region: Region) -> str:
        """The name, as far in as it lies in the tree."""
        return "　　" * getattr(region, "depth", 0) + region.name

    def code_is_held(self, obj: Any) -> bool:
        """Always: rules and answers name it."""
        return True
