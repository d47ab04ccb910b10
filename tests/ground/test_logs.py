"""Logs: one JSON object a line, a request id, and nothing that a person typed."""

import json
import logging

import pytest
from django.test import Client

from config.logs import JsonFormatter, request_id


def line(**extra: object) -> dict[str, object]:
    record = logging.LogRecord("portal", logging.INFO, "", 0, "%s 岁", (75,), None)
    record.__dict__.update(extra)
    return json.loads(JsonFormatter().format(record))


def test_a_line_is_json_with_the_request_id() -> None:
    token = request_id.set("abc")
    try:
        said = line(fields={"status": 200})
    finally:
        request_id.reset(token)
    assert (said["message"], said["request_id"], said["status"], said["level"]) == ("75 岁", "abc", 200, "INFO")


def test_a_fault_brings_its_traceback() -> None:
    try:
        raise ValueError("broken")
    except ValueError as error:
        said = line(exc_info=(ValueError, error, error.__traceback__))
    assert "ValueError: broken" in str(said["traceback"])


@pytest.mark.django_db
def test_what_opens_something_is_not_logged(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    for path in ("/stop/ABCDEFGHJKMN/", "/reminders/receipts/alibaba/0123456789abcdef/", "/back/AbCdEfGhIjKl_-12/"):
        client.get(path)
    logged = [record.fields["path"] for record in caplog.records if record.name == "portal.requests"]
    assert logged == ["/stop/…", "/reminders/receipts/alibaba/…", "/back/…"]
    assert "AbCdEf" not in caplog.text
    assert "ABCDEFGHJKMN" not in caplog.text
    assert "0123456789abcdef" not in caplog.text


def test_what_others_say_of_an_address_does_not_open_it_either() -> None:
    """Django names the address of a page that failed, or of a form that came from elsewhere."""
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, "%s: %s", ("Server Error", "/back/AbC/x"), None)
    assert json.loads(JsonFormatter().format(record))["message"] == "Server Error: /back/…"


@pytest.mark.django_db
def test_a_request_is_logged_without_query_or_body(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    response = client.post("/healthz?birth_date=1941-03-02", {"name": "typed-by-someone"})
    record = next(record for record in caplog.records if record.name == "portal.requests")
    assert record.fields | {"milliseconds": 0} == {
        "method": "POST", "path": "/healthz", "status": 405, "milliseconds": 0
    }  # fmt: skip
    assert len(response.headers["X-Request-ID"]) == 32
    assert "1941" not in caplog.text
    assert "typed-by-someone" not in caplog.text
