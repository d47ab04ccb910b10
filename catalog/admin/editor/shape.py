"""A page of rows: drawn from what is stored or from what was sent, in the shape that a button asked for."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import QueryDict

from catalog.admin.editor.reshaping import RESHAPE, fresh_keys, reshape
from catalog.admin.editor.rows import Row
from catalog.admin.editor.shelf import Shelf
from catalog.admin.editor.typed import Typed


class Shaped:
    """What stands on a page beside the fields of its form; `stored` is how the stored rows fill it."""

    def __init__(self, shelf: Shelf, stored: Typed, data: QueryDict | None, form: Any) -> None:
        self.shelf, self.form, self.sent = shelf, form, data is not None
        self.typed = stored if data is None else Typed.sent(data)
        self.fresh = fresh_keys(self.typed)
        self.command = (self.typed.one(RESHAPE) or "read") if data is not None and RESHAPE in data else ""
        if self.command:
            reshape(self.typed, self.command, self.fresh)

    @property
    def rows(self) -> list[Row]:
        """The rows of the page, in its order."""
        return []

    @property
    def showing(self) -> bool:
        """Whether faults are shown: when somebody tried to save."""
        return self.sent and not self.command

    @cached_property
    def faults(self) -> list[tuple[str, str]]:
        """What is wrong in the rows: the id of the field, and the words."""
        return [one for row in self.rows for one in row.told()]

    @property
    def summary(self) -> list[tuple[str, str]]:
        """Everything that is wrong on the page, in its order."""
        own = [
            (self.form[name].auto_id if name in self.form.fields and not self.form[name].is_hidden else "", str(one))
            for name, faults in self.form.errors.items()
            for one in faults
        ]
        return own + self.faults
