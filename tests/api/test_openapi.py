"""The OpenAPI document, and the API held against it by schemathesis."""

from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import CheckFunction
from schemathesis.specs.openapi import checks

from config.wsgi import application
from tests.api.conftest import NEXT, SCREENINGS, Ask

DOCUMENT = "/api/v1/openapi.json"
# That a body which fits the schema is taken cannot be promised: that a birth date lies before
# as_of, or has 29 days in February, is beyond JSON Schema.
CHECKS: list[CheckFunction] = [
    schemathesis.checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
    checks.missing_required_header,
    checks.unsupported_method,
]
OPERATIONS = [
    (SCREENINGS, "post"),
    (NEXT, "post"),
    ("/api/v1/facts", "get"),
    ("/api/v1/catalogues", "get"),
    ("/api/v1/catalogues/{region}", "get"),
    (DOCUMENT, "get"),
]
# What takes nothing cannot be asked wrongly.
ASKED = [
    (*one, mode)
    for one in OPERATIONS
    for mode in GenerationMode
    if mode is GenerationMode.POSITIVE or one[0] not in ("/api/v1/facts", DOCUMENT)
]
FACTS = {"birth_date": "1941-03-02", "hukou": "quzhou", "assistance": "dibao", "self_care": "partial"}


@pytest.fixture(autouse=True)
def connection_kept() -> Iterator[None]:
    """Schemathesis ends a request as a server does, and would close the connection that holds the lists."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize(("path", "method", "mode"), ASKED, ids=str)
def test_nothing_undocumented_is_answered(
    published: None, db: None, path: str, method: str, mode: GenerationMode
) -> None:
    """Whatever fits the document, and whatever does not, gets an answer that the document describes."""
    operation = schemathesis.openapi.from_wsgi(DOCUMENT, application)[path][method]

    @settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(operation.as_strategy(generation_mode=mode))
    def asked(case: schemathesis.Case) -> None:
        case.call_and_validate(checks=CHECKS)

    asked()


@pytest.fixture
def document(visitor: Client) -> dict[str, Any]:
    return visitor.get(DOCUMENT).json()


def closed(schema: Any) -> Any:
    """The same schema with no room for fields that it does not describe."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: closed(value) for key, value in schema.items()}
    if "properties" in made:
        made.setdefault("additionalProperties", False)
    return made


def test_every_address_is_described(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    assert {(path, method) for path, one in document["paths"].items() for method in one} == set(OPERATIONS)


def test_the_document_names_every_fact(document: dict[str, Any], visitor: Client) -> None:
    named = document["components"]["schemas"]["KnownFacts"]["properties"]
    assert list(named) == [one["fact"] for one in visitor.get("/api/v1/facts").json()["facts"]]
    assert all(one["description"] for one in named.values())


@pytest.mark.parametrize(
    ("shape", "path"),
    [("Facts", "/api/v1/facts"), ("Catalogues", "/api/v1/catalogues"), ("FullCatalogue", "/api/v1/catalogues/quzhou")],
)
def test_what_is_read_has_the_described_fields_and_no_others(
    document: dict[str, Any], visitor: Client, shape: str, path: str
) -> None:
    fits(document, shape, visitor.get(path).json())


@pytest.mark.parametrize("facts", [{}, FACTS, {**FACTS, "birth_date": "1947-01-01"}, {"birth_date": "2000-01-01"}])
def test_what_is_answered_has_the_described_fields_and_no_others(
    document: dict[str, Any], ask: Ask, facts: dict[str, Any]
) -> None:
    fits(document, "Answer", ask({"facts": facts}, SCREENINGS).json())
    fits(document, "Next", ask({"facts": facts}, NEXT).json())


def fits(document: dict[str, Any], shape: str, answer: Any) -> None:
    """Hold an answer against a schema of the document, closed to anything more."""
    components = closed(document["components"])
    jsonschema_rs.validate({"$ref": f"#/components/schemas/{shape}", "components": components}, answer)


def test_the_examples_can_be_sent_as_they_are(document: dict[str, Any], ask: Ask) -> None:
    for path in (SCREENINGS, NEXT):
        media = document["paths"][path]["post"]["requestBody"]["content"]["application/json"]
        assert ask(media["examples"]["example"]["value"], path).status_code == 200
