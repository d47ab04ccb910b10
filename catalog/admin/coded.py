"""Codes that nobody has to type: made from the name where the field is left empty, folded away on the page."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from catalog.editing.codes import code_for

HELP = _("留空就按名称的拼音自动写好。用过的代码不能再改。")


class CodedForm(forms.ModelForm):
    """A form whose code may be left empty; `taken` says which codes it must not be."""

    code_field = "code"
    named_by = "name"
    separator = "-"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get(self.code_field):
            field.required, field.help_text = False, HELP

    def taken(self, cleaned: dict[str, Any]) -> Collection[str]:
        """The codes that others have."""
        others = type(self.instance)._default_manager.exclude(pk=self.instance.pk)
        return set(others.values_list(self.code_field, flat=True))

    def naming(self, cleaned: dict[str, Any]) -> str:
        """What the code is made from."""
        return str(cleaned.get(self.named_by) or "")

    def clean(self) -> dict[str, Any]:
        """Make the code where there is none; one that a row has stays."""
        cleaned = super().clean() or self.cleaned_data
        name, code = self.naming(cleaned), cleaned.get(self.code_field)
        if self.code_field in self.fields and name and not code and self.code_field not in self.errors:
            has = getattr(self.instance, self.code_field) if self.instance.pk else ""
            cleaned[self.code_field] = has or code_for(name, self.taken(cleaned), self.separator)
        return cleaned


class Coded:
    """An admin that folds the code away and holds it once it is in use."""

    code_field = "code"

    def code_is_held(self, obj: Any) -> bool:
        """Whether the code must stay what it is."""
        return False

    def get_fieldsets(self: Any, request: HttpRequest, obj: Any = None) -> Any:
        """The fields, and the code in a fold of its own."""
        names = list(self.get_fields(request, obj))
        if self.code_field not in names:
            return [(None, {"fields": names})]
        names.remove(self.code_field)
        return [(None, {"fields": names}), (_("代码"), {"fields": [self.code_field], "classes": ["collapse"]})]

    def get_readonly_fields(self: Any, request: HttpRequest, obj: Any = None) -> Any:
        """The code too, once it is in use."""
        held = [self.code_field] if obj is not None and self.code_is_held(obj) else []
        return [*super().get_readonly_fields(request, obj), *held]  # type: ignore[misc]
