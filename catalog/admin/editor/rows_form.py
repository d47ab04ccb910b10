"""A form with rows beside its fields: neither read nor saved while its page is only given another shape."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.utils import ErrorDict

from catalog.admin.editor.reshaping import RESHAPE
from catalog.admin.editor.saving import values_of


class RowsForm(forms.ModelForm):
    """A row's own words; `tree` holds what else stands on its page."""

    tree: Any = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before = values_of(self.instance)
        self.reshaping = RESHAPE in self.data

    def full_clean(self) -> None:
        """Read what is written, unless the page is only given another shape."""
        if self.reshaping:
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()

    def is_valid(self) -> bool:
        """Whether everything on the page can be saved; never while it is only given another shape."""
        if self.reshaping:
            return False
        return super().is_valid() and not self.tree.faults

    @property
    def changed(self) -> bool:
        """Whether the row itself differs from what is stored."""
        return values_of(self.instance) != self.before
