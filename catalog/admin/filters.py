"""Filters of the lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.utils.translation import gettext as _


class WrittenValues(admin.AllValuesFieldListFilter):
    """The values that a field has, the empty one by a name."""

    def choices(self, changelist: Any) -> Iterator[Any]:
        """The values as links."""
        for one in super().choices(changelist):
            yield {**one, "display": str(one["display"] or "").strip() or _("（没填）")}
