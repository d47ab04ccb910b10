"""Logs as one JSON object a line, with the request's id and never a body, a query string or a header."""

import logging
import logging.config
import re
import time
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse

request_id: ContextVar[str] = ContextVar("request_id", default="")
requests = logging.getLogger("portal.requests")
# What comes after these in an address opens something.
SECRET = re.compile(r"(/stop/|/back/|/feedback/|/reminders/receipts/alibaba/)[^\s\"']+")


def without_secrets(text: str) -> str:
    """A text whose addresses open nothing."""
    return SECRET.sub(r"\1…", text)


class JsonFormatter(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Lay a record out."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": without_secrets(record.getMessage()),
            "request_id": request_id.get(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return orjson.dumps({key: value for key, value in line.items() if value != ""}, default=str).decode()


class RequestLogMiddleware:
    """Gives each request an id, answers with it, and logs one line: method, path, status and time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and log that it was."""
        token, started = request_id.set(uuid.uuid4().hex), time.perf_counter()
        try:
            response = self.get_response(request)
            response.headers["X-Request-ID"] = request_id.get()
            fields = {
                "method": request.method,
                "path": without_secrets(request.path),
                "status": response.status_code,
                "milliseconds": round((time.perf_counter() - started) * 1000, 1),
            }
            requests.info("request", extra={"fields": fields})
            return response
        finally:
            request_id.reset(token)


def logging_tables(level: str) -> dict[str, Any]:
    """Everything to standard error as JSON."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": JsonFormatter}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # The line for each request says it already, without the address that a visitor typed.
            "django.request": {"level": "ERROR"},
            "axes": {"level": "WARNING"},
            # Below this level they write the arguments of tasks, and of queries.
            "celery": {"level": "INFO"},
            "kombu": {"level": "INFO"},
            "django.db.backends": {"level": "INFO"},
            # And it the addresses that the SMS service's SDK asks, with the number in them.
            "urllib3": {"level": "INFO"},
            # They write a line for each page, and warn of the browsers' own rules in a sheet.
            "weasyprint": {"level": "CRITICAL"},
            "fontTools": {"level": "ERROR"},
            "gunicorn.error": {"level": "INFO", "handlers": [], "propagate": True},
        },
    }


def configure(options: dict[str, str]) -> None:
    """Set logging up as the settings say."""
    logging.config.dictConfig(logging_tables(options["level"]))
