"""An admin page of a row with the rows below it in one form, read back in sentences while it is edited."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from catalog.admin.editor.reading import ReadOnlyForm
from catalog.admin.editor.reshaping import SAY
from catalog.admin.editor.saving import RowsSaving


class RowsAdmin:
    """The page of a `RowsForm`; `said_template` draws its sentences alone, `saver` makes a save of tree and row."""

    said_template = ""
    saver: Callable[[Any, Any], RowsSaving]

    def read_only(self, obj: Any) -> dict[str, Any]:
        """What a page shows on which nothing may be written."""
        return {}

    def get_form(self: Any, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The form of the whole page; one without fields where nothing may be written."""
        if obj is not None and not self.has_change_permission(request, obj):
            kwargs["form"] = ReadOnlyForm
        return super().get_form(request, obj, change, **kwargs)  # type: ignore[misc]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Write the row itself, if it differs."""
        if not change or form.changed:
            super().save_model(request, obj, form, change)  # type: ignore[misc]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Write the rows of the page that differ."""
        super().save_related(request, form, formsets, change)  # type: ignore[misc]
        form.saving = self.saver(form.tree, form.instance)
        form.saving.save()

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        """What was written, row by row."""
        whole = add or form.changed
        own = super().construct_change_message(request, form, formsets, add) if whole else []  # type: ignore[misc]
        return [*own, *form.saving.messages]

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Note a save that changed something."""
        return super().log_change(request, obj, message) if message else None  # type: ignore[misc]

    def render_change_form(
        self: Any, request: HttpRequest, context: dict[str, Any], *args: Any, obj: Any = None, **kwargs: Any
    ) -> HttpResponse:
        """The form, or where nothing may be written the same in sentences."""
        form = context["adminform"].form
        if obj is not None and not self.has_change_permission(request, obj):
            context |= {"reading": True, **self.read_only(obj)}
        elif form.tree.command == SAY:
            return TemplateResponse(request, self.said_template, {"tree": form.tree})
        else:
            context |= {"tree": form.tree, "form": form, "errors": None}
        answer: HttpResponse = super().render_change_form(  # type: ignore[misc]
            request, context, *args, obj=obj, **kwargs
        )
        return answer
