"""What somebody typed into a page: kept on the screen when it cannot be saved, fitted to rows that others took away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import ForeignKey, Model
from django.http import HttpRequest, QueryDict
from django.utils.text import capfirst

from catalog.editing.families import owners

ROW = re.compile(r"^(?P<prefix>[^-]+(?:-\d+)?)-(?P<place>\d+)-(?P<name>\w+)$")
# What a browser sends that nobody typed.
NOT_TYPED = re.compile(r"^(csrfmiddlewaretoken|revision|_.*|.*-(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS|.*__prefix__.*)$")


def typed(request: HttpRequest, admin: Any) -> list[tuple[str, str]]:
    """The label and the text of every field that was sent, those of rows with their place."""
    models = _models(request, admin)
    return [
        line
        for key, values in request.POST.lists()
        if not NOT_TYPED.match(key)
        for line in _lines(key, [str(one) for one in values], admin.model, models)
    ]


def _models(request: HttpRequest, admin: Any) -> dict[str, type[Model]]:
    pairs = admin.get_formsets_with_inlines(request, None)
    return {formset.get_default_prefix(): inline.model for formset, inline in pairs}


def _lines(
    key: str, values: list[str], model: type[Model], models: dict[str, type[Model]]
) -> Iterator[tuple[str, str]]:
    found, head, name = ROW.match(key), "", key
    if found and found["prefix"] in models:
        model, name = models[found["prefix"]], found["name"]
        head = f"{capfirst(str(model._meta.verbose_name))} {int(found['place']) + 1} › "
    try:
        field: Any = model._meta.get_field(name)
    except FieldDoesNotExist:
        yield from ((head, one) for one in values if one.strip())
        return
    if name != "id" and any(values) and name not in owners(model):
        yield head + capfirst(str(field.verbose_name)), "、".join(_said(field, one) for one in values if one)


def _said(field: Any, value: str) -> str:
    if isinstance(field, ForeignKey):
        try:
            row = field.related_model._base_manager.filter(pk=value).first()
        except (ValueError, ValidationError):
            row = None
        return str(row or value)
    return str(dict(field.flatchoices).get(value, value))


def refitted(request: HttpRequest, admin: Any, obj: Model) -> QueryDict:
    """What was sent, with rows that are deleted by now sent as new ones, so that a second save can bring them back."""
    sent = request.POST.copy()
    for formset, inline in admin.get_formsets_with_inlines(request, obj):
        prefix = formset.get_default_prefix()
        alive = {
            str(pk)
            for pk in inline.model._base_manager.filter(**{formset.fk.name: obj.pk}).values_list("pk", flat=True)
        }
        _refit(sent, prefix, alive)
    return sent


def _refit(sent: QueryDict, prefix: str, alive: set[str]) -> None:
    rows: dict[int, dict[str, list[str]]] = {}
    for found in [found for key in sent if (found := ROW.match(key)) and found["prefix"] == prefix]:
        rows.setdefault(int(found["place"]), {})[found["name"]] = sent.getlist(found[0])
        del sent[found[0]]
    old = [row for _place, row in sorted(rows.items()) if row.get("id", [""])[0] in alive]
    new = [row for _place, row in sorted(rows.items()) if row.get("id", [""])[0] not in alive]
    # A row that both took away stays away.
    new = [{**row, "id": [""]} for row in new if not (row.get("DELETE") and row.get("id", [""])[0])]
    for place, row in enumerate([*old, *new]):
        for name, values in row.items():
            sent.setlist(f"{prefix}-{place}-{name}", values)
    if f"{prefix}-INITIAL_FORMS" in sent:
        sent[f"{prefix}-INITIAL_FORMS"], sent[f"{prefix}-TOTAL_FORMS"] = str(len(old)), str(len(old) + len(new))
