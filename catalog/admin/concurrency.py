"""Two people on one page: the second is told what the first changed, and nothing is overwritten unseen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django import forms
from django.contrib.admin.actions import delete_selected
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.admin.typed import refitted, typed
from catalog.editing.families import digest
from catalog.editing.history import Change, changes_since, last_deletion
from catalog.editing.revisions import Revision, hold, hold_draft, is_published
from catalog.models import PublishedEdition
from catalog.models.guard import PUBLISHED

FIELD = "revision"
STALE = _("这一页打开以后别人改过，所以没有保存。")
STALE_ROWS = _("选中的内容刚被别人改过，所以没有删除。请看清楚，再确认一次。")
CONFLICT = 409


@dataclass(frozen=True)
class Conflict:
    """What others did to an object since a page of it was opened, and the revision that it has now."""

    changes: Sequence[Change]
    address: str
    now: Revision


class RevisionField(forms.CharField):
    """What the page showed; it is nothing that a person changes."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.HiddenInput, **kwargs)
        self.stale = False

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Never: it is not part of the object."""
        return False

    def clean(self, value: Any) -> Any:
        """Refuse a page that others have changed since."""
        if self.stale:
            raise ValidationError(STALE)
        return super().clean(value)


class Guarded:
    """An admin whose pages know what they showed; `revision` says what of an object must not have changed."""

    object_history_form_template = "admin/catalog/old_version.html"
    delete_confirmation_template = "admin/catalog/delete_confirmation.html"
    delete_selected_confirmation_template = "admin/catalog/delete_selected_confirmation.html"
    model: Any

    def revision(self, obj: Model) -> str:
        """A text that differs when anything differs that the object's page edits."""
        return digest(obj)

    def revision_now(self, obj: Model) -> Revision:
        """What a page of the object shows now."""
        return Revision.of(obj, self.revision(obj))

    def get_form(self: Any, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The form with the hidden revision."""
        form = super().get_form(request, obj, change, **kwargs)  # type: ignore[misc]
        asks_for_names = kwargs.get("fields", ()) is None
        if obj is not None and not asks_for_names and self.has_change_permission(request, obj):
            field = RevisionField(initial=lambda: str(self.revision_now(obj)))
            field.stale = conflict_of(request) is not None
            form.base_fields[FIELD] = field
        return form

    def changeform_view(
        self: Any, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The page; a save holds its rows first and is refused where they are not what the page showed."""
        given = (object_id, form_url, extra_context)
        if request.method != "POST":
            return super().changeform_view(request, *given)  # type: ignore[misc]
        try:
            return self._saved(request, *given)
        except (IntegrityError, PublishedEdition):
            # Somebody else was a moment faster; what forbids it is now there to be told at its field.
            return self._saved(request, *given)

    def _saved(self: Any, request: HttpRequest, object_id: str | None, form_url: str, extra: Any) -> HttpResponse:
        with transaction.atomic():
            if object_id is not None and (refusal := self._meet(request, object_id)) is not None:
                return refusal
            answer: HttpResponse = super().changeform_view(request, object_id, form_url, extra)  # type: ignore[misc]
            return answer

    def _meet(self: Any, request: HttpRequest, object_id: str) -> HttpResponse | None:
        """Hold the object and note what others did to it; an answer where it cannot be written any more."""
        if not self.has_change_permission(request):
            return None
        obj = self._held(request, object_id)
        if obj is None:
            return self._gone(request, object_id)
        if not self.has_change_permission(request, obj):
            known = FIELD in request.POST and is_published(obj) and self.has_view_permission(request, obj)
            return self._kept(request, PUBLISHED, obj) if known else None
        if conflict := self._conflict(request, obj, request.POST.get(FIELD, "")):
            request.conflict = conflict  # type: ignore[attr-defined]
            request.POST = refitted(request, self, obj)  # type: ignore[assignment]
        return None

    def _found(self: Any, request: HttpRequest, object_id: str) -> Any:
        try:
            return self.get_object(request, unquote(object_id))
        except Http404:
            return None

    def _held(self: Any, request: HttpRequest, object_id: str) -> Any:
        obj = self._found(request, object_id)
        if obj is not None:
            hold([obj])
        return obj and self._found(request, object_id)

    def _conflict(self: Any, request: HttpRequest, obj: Model, sent: str) -> Conflict | None:
        shown, now = Revision.read(sent), self.revision_now(obj)
        if shown.digest == now.digest:
            return None
        changes = changes_since(obj, shown.seen) if shown.seen else []
        return Conflict(
            changes, reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[obj.pk]), now
        )

    def _gone(self: Any, request: HttpRequest, object_id: str) -> HttpResponse:
        deletion = last_deletion(self.model, unquote(object_id))
        if deletion is None or not self.has_view_permission(request, deletion.record.instance):
            raise Http404
        return self._kept(request, _("这一条已经被删除了，没有保存。"), None, deletion)

    def _kept(
        self: Any, request: HttpRequest, message: Any, obj: Any = None, deletion: Change | None = None
    ) -> HttpResponse:
        """What was typed, to be copied from the screen."""
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("没有保存"),
            "message": message,
            "deletion": deletion,
            "object": obj,
            "typed": typed(request, self),
        }
        return TemplateResponse(request, "admin/catalog/kept.html", context, status=CONFLICT)

    def save_model(self: Any, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Write it; a new one into a draft that is held."""
        if not change:
            hold_draft(obj)
        super().save_model(request, obj, form, change)  # type: ignore[misc]

    def render_change_form(self: Any, request: HttpRequest, context: dict[str, Any], *args: Any, **kw: Any) -> Any:
        """The page, with what others did."""
        context["conflict"] = conflict = conflict_of(request)
        context["revision"] = self._revision_field(context["adminform"].form, conflict)
        answer = super().render_change_form(request, context, *args, **kw)  # type: ignore[misc]
        if conflict is not None:
            answer.status_code = CONFLICT
        return answer

    def get_actions(self: Any, request: HttpRequest) -> Any:
        """The actions; the one that deletes knows what it showed."""
        actions = super().get_actions(request)  # type: ignore[misc]
        if found := actions.get("delete_selected"):
            actions["delete_selected"] = (delete_guarded, *found[1:])
        return actions

    def history_form_view(
        self: Any, request: HttpRequest, object_id: str, version_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """An old version; it is taken back in the place of what its page showed, and of nothing newer."""
        with transaction.atomic():
            obj = self._held(request, object_id) if request.method == "POST" else None
            if obj is not None and self.has_change_permission(request, obj):
                request.conflict = self._conflict(request, obj, request.POST.get(FIELD, ""))  # type: ignore[attr-defined]
            return super().history_form_view(request, object_id, version_id, extra_context)  # type: ignore[misc]

    def render_history_view(self: Any, request: HttpRequest, template: str, context: Any, **kw: Any) -> HttpResponse:
        """An old version, with what others did since it was opened."""
        context["conflict"] = conflict = conflict_of(request)
        context["revision"] = self._revision_field(context["adminform"].form, conflict)
        answer: HttpResponse = super().render_history_view(request, template, context, **kw)  # type: ignore[misc]
        answer.status_code = CONFLICT if conflict else answer.status_code
        return answer

    def _revision_field(self, form: Any, conflict: Conflict | None) -> Any:
        """The hidden field; after a conflict with the revision that the object has now."""
        if conflict is not None:
            form.data = form.data.copy()
            form.data[FIELD] = str(conflict.now)
        return form[FIELD] if FIELD in form.fields else ""

    def delete_view(self: Any, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """The question whether to delete; the answer counts for what the question showed."""
        with transaction.atomic():
            obj = self._held(request, object_id) if request.method == "POST" else None
            if obj is not None and self.has_delete_permission(request, obj):
                conflict = self._conflict(request, obj, request.POST.get(FIELD, ""))
                if conflict is not None:
                    request.conflict = conflict  # type: ignore[attr-defined]
                    request.method, request.POST = "GET", QueryDict()
            return super().delete_view(request, object_id, extra_context)  # type: ignore[misc]

    def render_delete_form(self: Any, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        """The question, with what others did since it was first put."""
        conflict = conflict_of(request)
        known = {"conflict": conflict, "revision": str(self.revision_now(context["object"]))}
        answer: HttpResponse = super().render_delete_form(request, {**context, **known})  # type: ignore[misc]
        answer.status_code = CONFLICT if conflict else answer.status_code
        return answer


def conflict_of(request: HttpRequest) -> Conflict | None:
    """What others did, where that refuses the request."""
    return getattr(request, "conflict", None)


def delete_guarded(admin: Any, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse | None:
    """Delete chosen rows once it is confirmed that they are the ones that were shown."""
    stale = False
    with transaction.atomic():
        if request.POST.get("post"):
            hold(list(rows))
            stale = request.POST.get(FIELD) != revisions_of(admin, rows)
            request.POST = without(request.POST, "post") if stale else request.POST  # type: ignore[assignment]
        answer: Any = delete_selected(admin, request, rows)
    if answer is not None:
        answer.context_data |= {FIELD: revisions_of(admin, rows), "stale": STALE_ROWS if stale else ""}
        answer.status_code = CONFLICT if stale else answer.status_code
    return answer


def without(sent: QueryDict, name: str) -> QueryDict:
    """What was sent, less one field."""
    rest = sent.copy()
    rest.pop(name, None)
    return rest


def revisions_of(admin: Any, rows: QuerySet[Any]) -> str:
    """What a page shows that asks about several rows at once."""
    return sha256("".join(admin.revision(one) for one in rows.order_by("pk")).encode()).hexdigest()[:20]
