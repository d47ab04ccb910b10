"""The page for people, laid out from the OpenAPI document."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TypedDict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from eligibility.api import views
from eligibility.api.document import document
from eligibility.api.schema import REF, Schema


class Entry(TypedDict):
    """One field in a table."""

    name: str
    type: str
    values: list[str]
    description: str


class Table(TypedDict):
    """The fields of one shape."""

    name: str
    description: str
    entries: list[Entry]


class Operation(TypedDict):
    """One address and how to call it."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    parameters: list[Entry]
    asked: str
    curl: str
    answers: list[tuple[str, str, str]]


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """How to use the API, with a call to copy for every address."""
    made = document(views.terms_on(timezone.localdate()), views.translation())
    here = f"{request.scheme}://{request.get_host()}"
    context = {
        "info": made["info"],
        "operations": [*_operations(made, here)],
        "tables": [*_tables(made)],
        "errors": json.dumps({"errors": [{"field": "facts.self_care", "message": "…"}]}, ensure_ascii=False),
    }
    return render(request, "api/docs.html", context)


def _operations(made: Schema, here: str) -> Iterator[Operation]:
    for path, methods in made["paths"].items():
        for method, one in methods.items():
            content = one.get("requestBody", {}).get("content", {}).get("application/json", {})
            yield {
                "id": one["operationId"],
                "method": method.upper(),
                "path": path,
                "summary": one["summary"],
                "description": one["description"],
                "parameters": [_entry(each["name"], each) for each in one.get("parameters", ())],
                "asked": _type(content.get("schema", {})),
                "curl": _curl(here + path.replace("{region}", "quzhou"), content),
                "answers": [
                    (status, answer["description"], _type(answer["content"]["application/json"]["schema"]))
                    for status, answer in one["responses"].items()
                ],
            }


def _curl(address: str, content: Schema) -> str:
    if not content:
        return f"curl '{address}'"
    body = json.dumps(content["examples"]["example"]["value"], ensure_ascii=False, indent=2)
    return f"curl '{address}' \\\n  -H 'Content-Type: application/json' \\\n  -d '{body}'"


def _tables(made: Schema) -> Iterator[Table]:
    for name, shape in made["components"]["schemas"].items():
        if shape["type"] == "object":
            entries = [_entry(field, one) for field, one in shape["properties"].items()]
            yield {"name": name, "description": shape["description"], "entries": entries}


def _entry(name: str, one: Schema) -> Entry:
    inner: Any = one.get("schema", one)
    values = inner.get("enum") or inner.get("items", {}).get("enum") or []
    return {
        "name": name,
        "type": _type(inner),
        "values": [str(value) for value in values if value is not None],
        "description": one["description"],
    }


def _type(schema: Schema) -> str:
    """A type in a few signs: string · [Row] · number | null."""
    if "$ref" in schema:
        return str(schema["$ref"]).removeprefix(REF)
    if "anyOf" in schema:
        return " | ".join(_type(one) for one in schema["anyOf"])
    kind = schema.get("type", "")
    names = kind if isinstance(kind, list) else [kind]
    return " | ".join(_named(name, schema) for name in names)


def _named(name: str, schema: Schema) -> str:
    if name == "array":
        return f"[{_type(schema['items'])}]"
    return schema["format"] if name == "string" and "format" in schema else name
