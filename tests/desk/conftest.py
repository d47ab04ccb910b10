"""A city's list and a district's, on a Wednesday morning."""

from collections.abc import Iterator
from io import StringIO

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from catalog.apps import FILES
from catalog.in_force import recheck
from tests.desk.clerks import NOW, at_work, clerk

LISTS = ("facts", "questions", "regions", "terms", "quzhou", "qujiang")


@pytest.fixture(scope="module")
def published(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Both lists, in force."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_catalogue", *(FILES / f"{name}.yaml" for name in LISTS), stdout=StringIO())
        recheck()
        yield
        transaction.set_rollback(True)
    recheck()


@pytest.fixture
def worker(published: None, db: None) -> Iterator[User]:
    """Somebody who works in the district, at ten in the morning."""
    with time_machine.travel(NOW, tick=False):
        yield clerk()


@pytest.fixture
def client(worker: User) -> Client:
    """Their browser."""
    return at_work(worker)
