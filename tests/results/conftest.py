"""Somebody who answers, over the real catalogue."""

from tests.api.conftest import published  # noqa: F401
from tests.interview.conftest import visitor  # noqa: F401
