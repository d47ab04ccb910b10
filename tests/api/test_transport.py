"""Media types, sizes, methods, headers; nothing stored, nothing logged."""

import json
import logging
from typing import Any

import pytest
from django.test import Client

from eligibility.api import views
from tests.api.conftest import NEXT, SCREENINGS, Ask
from tests.api.test_faults import fields

ADDRESSES = {
    SCREENINGS: "POST",
    NEXT: "POST",
    "/api/v1/facts": "GET, HEAD",
    "/api/v1/catalogues": "GET, HEAD",
    "/api/v1/catalogues/quzhou": "GET, HEAD",
    "/api/v1/openapi.json": "GET, HEAD",
}
GOOD = '{"facts": {}}'


@pytest.mark.parametrize(
    "body",
    [b"{", b"{'facts': {}}", b'{"facts": {},}', b'{"facts": {}} {}', b"\xef\xbb\xbf{}", b"facts=1",
     '{"facts": {"sex": "男"}}'.encode("gbk"), '{"facts": {}}'.encode("utf-16"), b"\x00", b"[" * 60_000,
     b'{"facts":' * 6_000, b'{"facts": {"sex": "\x01"}}', b'{"facts": {"household_income": 01}}'],
)  # fmt: skip
def test_what_is_not_json(ask: Ask, body: bytes) -> None:
    assert fields(ask(body), 400) == [""]


def test_an_empty_body(visitor: Client) -> None:
    assert fields(visitor.post(SCREENINGS, CONTENT_TYPE="application/json"), 400) == [""]


@pytest.mark.parametrize(
    "kind",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "", "application/xml",
     "application/json; charset=gbk", "text/json"],
)  # fmt: skip
def test_another_content_type(ask: Ask, kind: str) -> None:
    assert fields(ask(GOOD, content_type=kind), 415) == [""]


@pytest.mark.parametrize("kind", ["application/json", "application/json; charset=UTF-8", "Application/JSON"])
def test_the_right_content_type(ask: Ask, kind: str) -> None:
    assert ask(GOOD, content_type=kind).status_code == 200


def test_a_body_too_large(ask: Ask) -> None:
    limit = 64 * 1024
    assert ask(GOOD + " " * (limit - len(GOOD))).status_code == 200
    assert fields(ask(GOOD + " " * (limit - len(GOOD) + 1)), 413) == [""]


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "HEAD", "BREW"])
@pytest.mark.parametrize("path", ADDRESSES)
def test_another_method(visitor: Client, path: str, method: str) -> None:
    allowed = ADDRESSES[path]
    if method in allowed.split(", "):
        return
    response = visitor.generic(method, path, GOOD, content_type="application/json")
    assert response.status_code == 405
    assert response.headers["Allow"] == allowed
    if method != "HEAD":
        assert fields(response, 405) == [""]


def test_a_method_override_changes_nothing(visitor: Client) -> None:
    response = visitor.get("/api/v1/facts", headers={"x-http-method-override": "DELETE"})
    assert response.status_code == 200


@pytest.mark.parametrize(
    "path", ["/api/", "/api/v1", "/api/v1/", "/api/v1/facts/", "/api/v2/facts", "/api/v1/cases/1", "/api/v1/%ff"]
)
def test_any_other_address(visitor: Client, path: str) -> None:
    assert fields(visitor.get(path), 404) == [""]


@pytest.mark.parametrize("path", [path for path, allowed in ADDRESSES.items() if allowed != "POST"])
def test_a_query_that_would_be_ignored(visitor: Client, path: str) -> None:
    assert fields(visitor.get(f"{path}?page_size=1000000&code__regex=.")) == ["page_size", "code__regex"]


def test_answers_do_not_go_in_addresses(ask: Ask) -> None:
    assert fields(ask(GOOD, f"{SCREENINGS}?birth_date=1941-03-02")) == ["birth_date"]


@pytest.mark.parametrize("query", ["as_of=", "as_of=x", "as_of=1941-W10-7", "as_of=2023-07-01&as_of=2023-07-02"])
def test_a_faulty_day_in_a_query(visitor: Client, query: str) -> None:
    for path in ("/api/v1/catalogues", "/api/v1/catalogues/quzhou"):
        assert fields(visitor.get(f"{path}?{query}")) == ["as_of"]


def test_nothing_is_kept_and_no_session_is_read(ask: Ask, visitor: Client, django_assert_max_num_queries: Any) -> None:
    ask(GOOD)
    with django_assert_max_num_queries(1):
        response = ask({"facts": {"birth_date": "1941-03-02"}})
    assert not response.cookies
    assert not visitor.cookies
    assert response.headers["Cache-Control"] == "no-store"
    assert "Cookie" not in response.headers["Vary"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_no_token_is_needed(published: None, db: None) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(SCREENINGS, GOOD, content_type="application/json").status_code == 200


def test_a_failure_of_our_own_is_json_and_tells_nothing(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise ValueError("marker-1941-03-02")

    monkeypatch.setattr(views, "present_json", fail)
    response = ask(GOOD)
    assert fields(response, 500) == [""]
    assert b"marker" not in response.content
    assert "marker" not in logged(caplog)
    assert "ValueError" in logged(caplog)


def test_no_answer_reaches_a_log(ask: Ask, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    facts = {"birth_date": "1941-03-17", "household_income": 987.65, "hukou": "marker-place", "marker-fact": "x"}
    sound = {"birth_date": "1941-03-17", "household_income": 987.65}
    for path in (SCREENINGS, NEXT):
        for body in ({"facts": facts}, {"facts": sound}, json.dumps({"facts": facts})[:-1]):
            ask(body, path)
    text = logged(caplog)
    assert not [mark for mark in ("1941-03-17", "987.65", "marker") if mark in text]


def logged(caplog: pytest.LogCaptureFixture) -> str:
    """Everything that was logged, with all that hangs on the records."""
    return "\n".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records)
