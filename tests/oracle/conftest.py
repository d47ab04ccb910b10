"""The list that the oracle is held against."""

import pytest

from catalog.rules import Rulebook

from . import portal


@pytest.fixture(autouse=True, scope="session")
def published(quzhou: Rulebook) -> None:
    portal.consult(quzhou.to_json())
