"""A portal that counts, and somebody whose visit it counts."""

from collections.abc import Iterator
from datetime import date

import pytest
from pytest_django.fixtures import Settings

from eligibility.models import UsageCount
from eligibility.usage import counting
from tests.api.conftest import lists_in_force
from tests.interview.conftest import visitor  # noqa: F401

published = pytest.fixture(scope="package", name="published")(lists_in_force)


@pytest.fixture
def counted(settings: Settings) -> Iterator[None]:
    """Counting is on; what a test leaves unwritten is forgotten."""
    settings.USAGE_SECONDS = 3600
    counting._tally.take()
    yield
    counting._tally.take()


def totals(what: str = "") -> dict[tuple[str, str], int]:
    """Everything that was counted so far, by what and of what, over all days and editions."""
    counting.flush()
    rows = UsageCount.objects.filter(**({"what": what} if what else {}))
    found: dict[tuple[str, str], int] = {}
    for row in rows:
        found[row.what, row.key] = found.get((row.what, row.key), 0) + row.count
    return found


def days() -> set[date]:
    """The days on which something was counted."""
    return set(UsageCount.objects.values_list("day", flat=True))
