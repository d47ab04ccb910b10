"""What a page that is only read tells beside the rule: labels with words."""

from __future__ import annotations

from django import forms
from django.db.models import Model
from django.utils.translation import gettext as _

from catalog.admin.editor.shelf import Shelf
from catalog.models import Benefit, Pathway

Told = list[tuple[str, str]]


class ReadOnlyForm(forms.ModelForm):
    """Nothing to write."""


def facts_of(benefit: Benefit, shelf: Shelf) -> Told:
    """A benefit's own words, those that are written."""
    own = ["name", "summary", "gives", "bring", "apply", "readings", "carries_out", "renewal_from", "code"]
    told, rows = dict(shelf.groups), benefit.exclusions.all()
    groups = [f"{told.get(one.group, one.group)}（{one.get_mode_display()}）" for one in rows]
    excluded = [(_("不能同享"), "\n".join(groups))] if groups else []
    return [(_("项目"), str(benefit.item)), *_fields(benefit, own), *excluded]


def rest_of(pathway: Pathway) -> Told:
    """A pathway's words that its rule does not tell."""
    return _fields(pathway, ["renewal_months", "note", "readings", "code"])


def _fields(row: Model, names: list[str]) -> Told:
    told = []
    for name in names:
        value = getattr(row, name)
        text = "\n".join(value) if isinstance(value, list) else str(value or "")
        if text:
            told.append((str(row._meta.get_field(name).verbose_name), text))  # type: ignore[union-attr]
    return told
