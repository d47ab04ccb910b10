"""Roles on every way into the admin: what is seen, chosen, written, taken back, and acted on in lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, cast

from django.contrib import admin
from django.contrib.admin import helpers
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import models
from django.forms import ModelChoiceField
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.models import Edition, Region, Scenario
from catalog.models.guard import PUBLISHED
from catalog.permissions import Action, may, may_row, outside, regions_of, within

# From what a row belongs to, the way to its edition's status.
STATUS_PATHS = {
    "edition": "status",
    "item": "edition__status",
    "benefit": "item__edition__status",
    "pathway": "benefit__item__edition__status",
    "department": "edition__status",
}
# The fields that say to which region a row belongs.
HOMES = {(Edition, "region"), (Scenario, "region"), (Region, "parent")}
# What an action of a list asks for, and what one must be allowed to do for it; anything else is an edit.
NEEDS: dict[str, Action] = {"view": "read", "publish": "publish"}


def is_open(row: models.Model | None) -> bool:
    """Whether a row may be written: it belongs to a draft, or to no edition."""
    try:
        owner = row if isinstance(row, Edition) else getattr(row, "owner", None)
    except ObjectDoesNotExist:  # an old version of a row whose edition is gone
        return False
    return owner is None or owner.is_draft


class RoleAccess:
    """What the person's roles allow, for a page and for the rows inside it."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whether the catalogue is shown at all."""
        return may(request.user, "read")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether somebody may read it; without a row, anything of its kind."""
        return may(request.user, "read") if obj is None else may_row(request.user, "read", obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether somebody may write it: never what is published."""
        if obj is None or obj.pk is None:
            return may(request.user, "edit")
        return may_row(request.user, "edit", obj) and is_open(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether somebody may delete it: never what is published."""
        return self.has_change_permission(request, obj)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> ModelChoiceField | None:
        """The field with its choices in memory, those that the person may write to."""
        path, model = STATUS_PATHS.get(db_field.name), db_field.remote_field.model
        home = (db_field.model, db_field.name) in HOMES and not getattr(request.user, "is_superuser", False)
        if "queryset" not in kwargs and path:
            drafts = model.objects.filter(**{path: Edition.Status.DRAFT})
            kwargs["queryset"] = within(drafts, request.user, "edit")
        elif "queryset" not in kwargs and home:
            kwargs["queryset"] = model.objects.filter(pk__in=regions_of(cast(Any, request.user), "edit"))
        field: ModelChoiceField | None = super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]
        if field is not None:
            field.required = field.required or home
            field.choices = [*cast(Iterable[Any], field.choices)]
        return field


class RowAccess(RoleAccess):
    """The same for the addresses of a row, its history and the actions of its list."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whether somebody may add a row: to a draft of their region, or to what all share."""
        return self.has_change_permission(request)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """The rows that the person may read."""
        return within(super().get_queryset(request), request.user, "read")  # type: ignore[misc]

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> HttpResponse:
        """A row that is not there and one that the person may not read are not told apart."""
        raise Http404

    def get_ordering(self, request: HttpRequest) -> Any:
        """The order of the model, kept where rows are counted along."""
        page = cast(Any, self)
        return page.ordering or page.model._meta.ordering

    def get_list_filter(self, request: HttpRequest) -> Any:
        """The filters; of editions those that the person may read."""
        filters = super().get_list_filter(request)  # type: ignore[misc]
        return [
            (one, admin.RelatedOnlyFieldListFilter) if isinstance(one, str) and one.endswith("edition") else one
            for one in filters
        ]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """The actions, each refusing rows that are not the person's."""
        found = super().get_actions(request)  # type: ignore[misc]
        return {name: (guarded(action), name, label) for name, (action, _name, label) in found.items()}

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Write the row, unless it would belong to a region that is not the person's."""
        if not may_row(request.user, "edit", obj):
            raise PermissionDenied
        super().save_model(request, obj, form, change)  # type: ignore[misc]

    def get_deleted_objects(self: Any, objs: Any, request: HttpRequest) -> Any:
        """What would be deleted; rows go with what they stand in, and need no permission of their own."""
        listed, counts, _needed, protected = super().get_deleted_objects(objs, request)  # type: ignore[misc]
        needed = {str(self.opts.verbose_name) for one in objs if not self.has_delete_permission(request, one)}
        return listed, counts, needed, protected

    def history_form_view(
        self: Any, request: HttpRequest, object_id: str, version_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """An old version, of a row that the person may read; who may write the row may take it back."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        allowed = self.has_change_permission if request.method == "POST" else self.has_view_permission
        if not allowed(request, row):
            raise PermissionDenied
        return super().history_form_view(request, object_id, version_id, extra_context)  # type: ignore[misc]

    def revert_disabled(self: Any, request: HttpRequest, obj: Any = None) -> bool:
        """Whether an old version is only shown: the row is gone, published, or not the person's to write."""
        row = None if obj is None else self.model._default_manager.filter(pk=obj.pk).first()
        return row is None or not all(self.has_change_permission(request, one) for one in (row, obj))

    def render_history_view(
        self: Any, request: HttpRequest, template: str, context: Any, **kwargs: Any
    ) -> HttpResponse:
        """The page; a version that cannot be taken back is shown as text."""
        shown = context.get("adminform")
        if shown is not None and context["revert_disabled"]:
            sets = self.get_fieldsets(request, context["original"])
            context["adminform"] = helpers.AdminForm(shown.form, sets, {}, flatten_fieldsets(sets), model_admin=self)
        return super().render_history_view(request, template, context, **kwargs)  # type: ignore[misc]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The form, with nothing to write where the person may only read; the history forgets to say so."""
        change = change or (obj is not None and "fields" not in kwargs)
        return super().get_form(request, obj, change=change, **kwargs)  # type: ignore[misc]

    def notice(self, request: HttpRequest, obj: Any) -> str:
        """Why a page cannot be written; empty where it can."""
        if not is_open(obj):
            return str(PUBLISHED)
        return (
            ""
            if self.has_change_permission(request, obj)
            else gettext("您可以查看，不能修改：没有这个地区的编辑职责。")
        )


def guarded(action: Callable[..., Any]) -> Callable[..., Any]:
    """An action of a list that refuses rows on which the person may not do what it asks for."""
    asked = getattr(action, "allowed_permissions", ["change"])
    needs = {NEEDS.get(one, "edit") for one in asked}

    @wraps(action)
    def run(page: admin.ModelAdmin[Any], request: HttpRequest, rows: models.QuerySet[Any]) -> Any:
        if any(outside(rows, request.user, one) for one in needs):
            page.message_user(request, _("选中的有些不归您管，什么都没有做；请只选您负责的地区。"), "ERROR")
            return None
        return action(page, request, rows)

    return run
