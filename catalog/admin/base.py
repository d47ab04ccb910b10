"""What the pages of the catalogue share: published editions can be read, drafts written."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from catalog.admin.access import RoleAccess, RowAccess, is_open
from catalog.admin.bulk import BulkEdited
from catalog.admin.concurrency import Guarded
from catalog.admin.history import Historied
from catalog.compile import meanings
from catalog.models import Edition
from catalog.models.fields import Lines
from catalog.wording import Wording

__all__ = ["CatalogueAdmin", "PartInline", "is_open", "readable", "wording"]


def readable(model: type[models.Model], name: Any) -> Any:
    """A field as a page that only shows it puts it: a list a text a line, in place of JSON."""
    if isinstance(name, list | tuple):
        return tuple(readable(model, one) for one in name)
    field = next((one for one in model._meta.concrete_fields if one.name == name), None)
    if not isinstance(field, Lines):
        return name

    def shown(row: models.Model) -> str:
        return "\n".join(field.value_from_object(row))

    shown.short_description = field.verbose_name  # type: ignore[attr-defined]
    return shown


class CatalogueAdmin(RowAccess, Guarded, Historied, BulkEdited, SimpleHistoryAdmin):
    """A page of the catalogue; `edition_path` leads from its rows to their edition."""

    change_form_template = "admin/catalog/change_form.html"
    change_list_template = "admin/catalog/change_list.html"
    empty_hint: Any = _("这里还什么都没有。")
    edition_path = ""
    list_per_page = 50
    save_on_top = True

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """The rows with their editions."""
        rows = super().get_queryset(request)
        return rows.select_related(self.edition_path) if self.edition_path else rows

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The fields, readable where they are not written."""
        names = super().get_fields(request, obj)
        return names if self.has_change_permission(request, obj) else [readable(self.model, name) for name in names]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list; an empty one says what to do."""
        return super().changelist_view(request, {"empty_hint": self.empty_hint, **(extra_context or {})})

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, obj: Any = None, **kwargs: Any
    ) -> HttpResponse:
        """The page, with a notice where nothing can be written any more."""
        context["notice"] = self.notice(request, obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)


def labelled(formset: Any) -> Any:
    """Rows whose controls say what they are: their labels stand in the head of the table only."""

    class Labelled(formset):
        """The rows, each control with its label."""

        def add_fields(self, form: Any, index: int | None) -> None:
            """Name the controls, that to delete the row too."""
            super().add_fields(form, index)
            for field in form.fields.values():
                widget = getattr(field.widget, "widget", field.widget)
                if not widget.is_hidden:
                    widget.attrs.setdefault("aria-label", str(field.label))

    return type(formset.__name__, (Labelled,), {})


class PartInline(RoleAccess, admin.TabularInline):
    """Rows inside a page; they can be written where the page can."""

    extra = 1
    parent: Any = None

    class Media:
        css = {"all": ["catalog/admin.css"]}

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether rows may be added: where the page can be written."""
        return self.has_change_permission(request, obj)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """The rows of the page's object."""
        self.parent = obj
        return labelled(super().get_formset(request, obj, **kwargs))


def wording(edition: Edition | None = None) -> Wording:
    """The words of every fact and region, and of an edition's parameters."""
    names = dict(edition.parameters.values_list("code", "name")) if edition else {}
    return Wording(meanings(), {code: {"name": name} for code, name in names.items()})
