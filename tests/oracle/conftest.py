"""The lists that the oracle is held against."""

import pytest

from catalog.rules import Rulebook

from . import portal


@pytest.fixture(autouse=True, scope="session")
def published(rulebooks: dict[str, Rulebook]) -> None:
    portal.consult(*(one.to_json() for one in rulebooks.values()))
