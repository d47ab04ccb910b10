"""The real facts and places."""

from collections.abc import Callable
from datetime import date

import pytest

from catalog.rules import Rulebook, Screener
from eligibility.rosters import Roster, read_roster

TODAY = date(2026, 11, 25)
Read = Callable[..., Roster]


@pytest.fixture
def read(quzhou: Rulebook) -> Read:
    """Read a file."""
    screener = Screener([quzhou], TODAY)

    def one(content: bytes, name: str = "list.csv") -> Roster:
        return read_roster(name, content, screener, TODAY)

    return one
