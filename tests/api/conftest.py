"""The API over the real catalogue, published once a module."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from catalog.in_force import recheck
from tests.real_lists import put_in_force

Ask = Callable[..., HttpResponse]
SCREENINGS, NEXT = "/api/v1/screenings", "/api/v1/interview/next"


def lists_in_force(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Every catalogue of the project, in force."""
    with django_db_blocker.unblock(), transaction.atomic():
        put_in_force()
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
