"""A text with suggestions: one of those that are there, or a new one that is just typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import forms


class Suggestions(forms.TextInput):
    """A line of text with a list of what others have written there."""

    template_name = "admin/catalog/widgets/suggestions.html"

    def __init__(self, known: Callable[[], Iterable[str]], attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "vTextField", **(attrs or {})})
        self.known = known

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The field's context with the suggestions."""
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["list"] = f"{context['widget']['attrs'].get('id', name)}_known"
        return {**context, "known": list(self.known())}
