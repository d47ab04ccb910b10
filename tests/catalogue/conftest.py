"""The public catalogue over the project's lists, and somebody who reads it."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.test import Client

from catalog import in_force
from catalog.models import Edition
from catalog.publishing import clone, publish
from catalog.rules import Rulebook, Screener
from eligibility.catalogue import notes
from eligibility.catalogue.shelf import Shelf
from tests.api.conftest import published  # noqa: F401

Correct = Callable[..., Edition]


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """Nothing kept from what another test published and took back."""
    in_force.recheck()
    notes.forget()
    yield
    in_force.recheck()
    notes.forget()


@pytest.fixture
def reader(published: None, db: None) -> Client:  # noqa: F811
    """Somebody without a cookie."""
    return Client()


@pytest.fixture(scope="session")
def shelf(rulebooks: dict[str, Rulebook]) -> Shelf:
    """Everything that is published, without a database."""
    return Shelf(Screener(tuple(rulebooks.values()), date(2026, 11, 23)))


@pytest.fixture
def correct(published: None, db: None) -> Correct:  # noqa: F811
    """Publish a correction of Quzhou's list, changed by a function first."""

    def made(change: Callable[[Edition], None], effective_from: date | None = None) -> Edition:
        newest = Edition.objects.filter(region__slug="quzhou").published().latest_first()[0]
        draft = clone(newest)
        change(draft)
        return publish(draft, effective_from=effective_from)

    return made
