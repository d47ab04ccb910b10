"""Texts that residents read, looked at as they are saved: what is hard to read is told, and kept all the same."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest

from catalog.plain.lint import advice


class PlainlyWorded:
    """An admin that tells which texts of a row and of those below it are hard to read, and what to write instead.

    `read_by_residents` names their fields.
    """

    read_by_residents: tuple[str, ...] = ()

    def save_related(self: Any, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save, then tell of the fields that were changed."""
        super().save_related(request, form, formsets, change)  # type: ignore[misc]
        rows = [row for one in formsets for row in one.forms if row not in one.deleted_forms]
        for row in (form, *rows):
            for name in {*self.read_by_residents} & {*row.changed_data}:
                label = str(row.instance._meta.get_field(name).verbose_name)
                if said := advice(label, getattr(row.instance, name)):
                    messages.warning(request, said)
