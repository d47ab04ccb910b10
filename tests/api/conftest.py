"""The API over the real catalogue, published once a module."""

import json
from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from catalog.in_force import recheck

Ask = Callable[..., HttpResponse]
SCREENINGS, NEXT = "/api/v1/screenings", "/api/v1/interview/next"


def lists_in_force(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Every catalogue of the project, in force."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_catalogue", stdout=StringIO())
        recheck()
        yield
        transaction.set_rollback(True)
    recheck()


published = pytest.fixture(scope="module", name="published")(lists_in_force)


@pytest.fixture
def visitor(published: None, db: None) -> Client:
    """Somebody without a session, who is shown faults as answers."""
    return Client(raise_request_exception=False)


@pytest.fixture
def ask(visitor: Client) -> Ask:
    """Post a body as JSON; text and bytes go as they are."""

    def post(body: Any, path: str = SCREENINGS, content_type: str = "application/json", **options: Any) -> HttpResponse:
        sent = body if isinstance(body, str | bytes) else json.dumps(body)
        return visitor.post(path, sent, content_type=content_type, **options)

    return post
