"""Who changed what and when: of one object with its rows, and of a whole edition."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from catalog.editing.families import PARTS, Parts
from catalog.editing.history import Change, all_records, fetched

PER_PAGE = 50


class Historied:
    """An admin whose history page tells of the object's rows too, deleted ones as well."""

    object_history_template = "admin/catalog/history.html"

    def history_view(
        self: Any, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Every change of the object and its rows, the newest first."""
        obj = self.get_queryset(request).filter(pk=unquote(object_id)).first() if object_id.isdecimal() else None
        obj = obj or _last_known(self.model, unquote(object_id))
        if not self.has_view_or_change_permission(request, obj):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "object": obj,
            "title": _("改动记录：%s") % obj,
            **page_of_changes(request, obj),
            **(extra_context or {}),
        }
        return TemplateResponse(request, self.object_history_template, context)


def page_of_changes(request: HttpRequest, obj: Any, parts: Parts = PARTS) -> Mapping[str, Any]:
    """One page of the changes of an object and its rows, each with the way to where it was made."""
    paginator = Paginator(all_records(obj, parts), PER_PAGE)
    page = paginator.get_page(request.GET.get("p"))
    lines = [(one, way_to(one), old_version(one, obj)) for one in fetched(page.object_list)]
    return {"lines": lines, "page_obj": page, "page_range": list(paginator.get_elided_page_range(page.number))}


def way_to(change: Change) -> str:
    """The address of the innermost page on which a changed row stands; none where that is gone."""
    for place in reversed(change.places):
        if not place.alive:
            continue
        try:
            return reverse(page_of(place.model, "change"), args=[place.pk])
        except NoReverseMatch:
            continue
    return ""


def old_version(change: Change, obj: Any) -> str:
    """The address of the object itself as it was after a change; none for a change of one of its rows."""
    if change.record.instance_type is not type(obj):
        return ""
    return reverse(page_of(type(obj), "simple_history"), args=[obj.pk, change.record.pk])


def page_of(model: Any, page: str) -> str:
    """The name of one of a model's pages."""
    return f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"


def _last_known(model: Any, pk: str) -> Any:
    """A row as it was when it was last written; raises Http404 where there never was one."""
    last = model.history.filter(id=pk).order_by("-history_id").first() if pk.isdecimal() else None
    if last is None:
        raise Http404
    return last.instance
