"""The figures of an edition in words: each with its place, its day and where it is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

Json = Mapping[str, Any]


def figures(book: Json) -> dict[str, list[str]]:
    """The dated values of every parameter by its code, a line each."""
    return {code: [_value(book, one, row["unit"]) for one in row["values"]] for code, row in _parameters(book).items()}


def _parameters(book: Json) -> Mapping[str, Json]:
    found: Mapping[str, Json] = book.get("parameters", {})
    return found


def _value(book: Json, row: Json, unit: str) -> str:
    region = book["regions"].get(row["region"], {}).get("name", row["region"])
    said = {"region": region, "day": row["from"], "value": row["value"], "unit": unit}
    source = f"{row['document']} {row['row']}".strip()
    return _("%(region)s 自 %(day)s 起 %(value)s %(unit)s") % said + (f"（{source}）" if source else "")
