"""Pages that tell where their object is used, and do not let it be deleted while it is."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.editing.uses import Use

FEW = 6


class Used:
    """An admin whose objects others stand on; `uses` says which."""

    def uses(self, obj: Any) -> list[Use]:
        """Where an object is used."""
        raise NotImplementedError

    @admin.display(description=gettext_lazy("用在哪里"))
    def used(self, obj: Any) -> str:
        """Where it is used, each with the way there."""
        if obj is None or obj.pk is None:
            return _("保存后显示")
        return listed(self.uses(obj)) or _("还没有用到。")

    def get_deleted_objects(self: Any, objs: Any, request: HttpRequest) -> Any:
        """What would go too; where something is used, the uses stand against it."""
        found, counts, perms, protected = super().get_deleted_objects(objs, request)  # type: ignore[misc]
        uses = [link(one) for obj in objs for one in self.uses(obj)]
        return found, counts, perms, uses or protected


def link(use: Use) -> str:
    """A use with the way to its page."""
    meta = use.row._meta
    try:
        address = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[use.row.pk])
    except NoReverseMatch:
        return str(use)
    return format_html('<a href="{}">{}</a>', address, use)


def listed(uses: list[Use]) -> str:
    """Uses as a list of links, folded where there are many."""
    if not uses:
        return ""
    lines = format_html_join("", "<li>{}</li>", ((link(one),) for one in uses))
    shown = format_html('<ul class="uses">{}</ul>', lines)
    count = _("%s 处") % len(uses)
    return format_html("<details><summary>{}</summary>{}</details>", count, shown) if len(uses) > FEW else shown
