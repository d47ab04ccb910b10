"""Somebody who answers, over the real catalogue, published once for the whole folder."""

import pytest

from tests.api.conftest import lists_in_force
from tests.interview.conftest import visitor  # noqa: F401

published = pytest.fixture(scope="package", name="published")(lists_in_force)
