"""Editions: found, written and copied; their other pages check, compare and publish them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.admin.base import CatalogueAdmin
from catalog.admin.edition_pages import addresses, links
from catalog.editing.overview import overview
from catalog.models import Edition
from catalog.permissions import may
from catalog.publishing import clone


@admin.register(Edition)
class EditionAdmin(CatalogueAdmin):
    """The lists of the regions, from their first draft on."""

    change_form_template = "admin/catalog/edition/change_form.html"
    change_list_template = "admin/catalog/edition/change_list.html"
    list_display = ["title", "label", "region", "effective_from", "status", "size", "published_at"]
    list_filter = [("region", admin.RelatedOnlyFieldListFilter), "status"]
    list_select_related = ["region"]
    search_fields = ["title", "code", "document__number", "document__title"]
    date_hierarchy = "effective_from"
    actions = ["clone_editions"]
    fields = [
        "region",
        ("code", "version"),
        "title",
        "document",
        "effective_from",
        "status",
        "published_at",
        "published_by",
        "superseded_by",
    ]
    readonly_fields = ["status", "published_at", "published_by", "superseded_by"]
    empty_hint = _("还没有版本。点“增加”新建一个，或从文件导入。")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Edition]:
        """The editions with the number of their items; the frozen rules stay in the database."""
        rows = super().get_queryset(request).defer("frozen").select_related("region", "document")
        return rows.annotate(rows=Count("items", distinct=True))

    @admin.display(description=_("项目数"), ordering="rows")
    def size(self, edition: Edition) -> int:
        """How many items it has."""
        return int(getattr(edition, "rows", 0))

    @admin.display(description=_("代码"), ordering="code")
    def label(self, edition: Edition) -> str:
        """The code by which results name it."""
        return edition.label

    @admin.action(description=_("复制为新版本"), permissions=["add"])
    def clone_editions(self, request: HttpRequest, editions: QuerySet[Edition]) -> None:
        """Make drafts to be corrected."""
        for edition in editions:
            draft = clone(edition)
            messages.success(request, gettext("已复制为草稿 %s。") % draft.label)

    def get_urls(self) -> list[URLPattern]:
        """The pages of an edition too."""
        return [*addresses(), *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, obj: Any = None, **kwargs: Any
    ) -> HttpResponse:
        """What is in the edition, its form, and links to its other pages."""
        context["links"] = links(request, obj) if obj else []
        context["overview"] = overview(obj) if obj else None
        context["writable"] = obj is not None and self.has_change_permission(request, obj)
        context["copied"] = obj is not None and not obj.is_draft and may(request.user, "edit", obj.region)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A first version."""
        return {"version": 1, **super().get_changeform_initial_data(request)}
