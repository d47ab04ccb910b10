"""The OpenAPI document, made from the code's own tables and the catalogue's facts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from eligibility import presenter
from eligibility.api import shapes
from eligibility.api.requests import Terms
from eligibility.api.schema import REF, Schema, Shapes, answer_to
from eligibility.api.transport import LARGEST_BODY
from eligibility.api.words import ASKED, FIELDS, SHAPES
from eligibility.presenter import Translate

VERSION = "1.0.0"
# Somebody to try the API with; facts that a catalogue does not know are left out.
EXAMPLE: Mapping[str, Any] = {
    "birth_date": "1941-03-02",
    "hukou": "quzhou",
    "residence": "quzhou",
    "assistance": "dibao",
    "self_care": "partial",
    "household_income": 980.5,
    "chronic_conditions": ["hypertension"],
}
EXAMPLE_DAY = date(2026, 11, 22)


def document(terms: Terms, translate: Translate) -> Schema:
    """The whole OpenAPI 3.1 document."""
    types = Shapes(SHAPES, FIELDS)
    return {
        "openapi": "3.1.0",
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": {
            "title": _("养老服务待遇测算接口"),
            "version": VERSION,
            "description": _("按已知的情况测算一位老人能享受哪些待遇。不需要登录，不保存任何回答。"),
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": _paths(types, terms),
        "components": {"schemas": {**_requests(terms, translate), **types.found}},
    }


def _paths(types: Shapes, terms: Terms) -> Schema:
    day = _parameter("as_of", "query", {"type": "string", "format": "date"}, _("哪一天的清单；不填就是今天"))
    place = _parameter("region", "path", {"type": "string"}, _("地区的代码"), required=True)
    asking = _Operations(types)
    return {
        "/api/v1/screenings": asking.post(
            "screen",
            _("测算"),
            _("一个人在一天能享受什么、为什么、还缺什么。"),
            "ScreeningRequest",
            _example(terms),
            presenter.Answer,
        ),
        "/api/v1/interview/next": asking.post(
            "nextQuestion",
            _("下一个问题"),
            _("知道这些以后，下一个该问什么。"),
            "InterviewRequest",
            {**_example(terms), "declined": _declined(terms)},
            shapes.Next,
        ),
        "/api/v1/facts": asking.get("facts", _("情况"), _("请求里可以写的情况和地区。"), shapes.Facts),
        "/api/v1/catalogues": asking.get("catalogues", _("清单"), _("某一天生效的各份清单。"), shapes.Catalogues, day),
        "/api/v1/catalogues/{region}": asking.get(
            "catalogue", _("一份清单"), _("一个地区的清单在某一天的全部内容。"), shapes.FullCatalogue, place, day
        ),
        "/api/v1/openapi.json": asking.get("openapi", _("接口描述"), _("就是这份 OpenAPI 文档。"), None),
    }


class _Operations:
    """Operations, with the answers that they have in common."""

    def __init__(self, types: Shapes) -> None:
        self.types = types

    def post(self, name: str, summary: str, description: str, asked: str, example: Schema, answer: Any) -> Schema:
        """An address that takes a body."""
        media = {"schema": {"$ref": REF + asked}, "examples": {"example": {"value": example}}}
        return {
            "post": {
                **_heading(name, summary, description),
                "requestBody": {"required": True, "content": {"application/json": media}},
                "responses": self._answers(answer, 400, 413, 415, 422),
            }
        }

    def get(self, name: str, summary: str, description: str, answer: Any, *parameters: Schema) -> Schema:
        """An address that is only read."""
        found = [404] if any(one["in"] == "path" for one in parameters) else []
        return {
            "get": {
                **_heading(name, summary, description),
                **({"parameters": list(parameters)} if parameters else {}),
                "responses": self._answers(answer, *found, 422),
            }
        }

    def _answers(self, answer: Any, *faults: int) -> Schema:
        schema = {"type": "object"} if answer is None else self.types.ref(answer)
        made: Schema = {"200": {"description": _("结果"), "content": {"application/json": {"schema": schema}}}}
        for status in (*faults, 429, 500):
            made[str(status)] = {
                "description": str(_status(status)),
                "content": {"application/json": {"schema": self.types.ref(shapes.Errors)}},
            }
        made["429"]["headers"] = {
            "Retry-After": {
                "description": _("几秒以后再试"),
                "required": True,
                "schema": {"type": "integer", "minimum": 1},
            }
        }
        return made


def _status(status: int) -> str:
    return {
        400: _("请求的内容不是 UTF-8 的 JSON"),
        404: _("没有这份清单"),
        413: _("请求的内容超过 {size} KiB").format(size=LARGEST_BODY // 1024),
        415: _("Content-Type 不是 application/json"),
        422: _("请求里有错误；每处错误一行"),
        429: _("请求太频繁"),
        500: _("服务器出错"),
    }[status]


def _heading(name: str, summary: str, description: str) -> Schema:
    return {"operationId": name, "summary": summary, "description": description}


def _parameter(name: str, where: str, schema: Schema, description: str, required: bool = False) -> Schema:
    return {"name": name, "in": where, "required": required, "schema": schema, "description": description}


def _example(terms: Terms) -> Schema:
    known = {code: value for code, value in EXAMPLE.items() if code in terms.facts}
    return {"as_of": EXAMPLE_DAY.isoformat(), "facts": known}


def _declined(terms: Terms) -> list[str]:
    return [code for code in terms.facts if code not in EXAMPLE][:1]


def _requests(terms: Terms, translate: Translate) -> dict[str, Schema]:
    """The schemas of what is sent."""
    known = {code: {**answer_to(fact), "description": translate(fact.name)} for code, fact in terms.facts.items()}
    fields: dict[str, Schema] = {
        "as_of": {"type": ["string", "null"], "format": "date"},
        "facts": {"$ref": REF + "KnownFacts"},
        "regions": {
            "type": ["array", "null"],
            "items": {"$ref": REF + "Region"},
            "minItems": 1,
            "uniqueItems": True,
        },
    }
    declined: Schema = {
        "type": ["array", "null"],
        "items": {"type": "string", "enum": list(terms.facts)},
        "uniqueItems": True,
    }
    return {
        "Region": {"type": "string", "enum": list(terms.regions), "description": _("地区的代码")},
        "KnownFacts": _closed(_("已知的情况"), known),
        "ScreeningRequest": _closed(_("测算的请求"), _described(fields), "facts"),
        "InterviewRequest": _closed(_("问下一个问题的请求"), _described({**fields, "declined": declined}), "facts"),
    }


def _described(fields: Mapping[str, Schema]) -> dict[str, Schema]:
    return {name: {**field, "description": str(ASKED[name])} for name, field in fields.items()}


def _closed(description: str | Promise, properties: Mapping[str, Schema], *required: str) -> Schema:
    return {
        "type": "object",
        "description": str(description),
        "properties": dict(properties),
        "required": list(required),
        "additionalProperties": False,
    }
