"""A resident with results, who keeps them; and another browser that comes back to them."""

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.utils import timezone

from eligibility.keeping import sending
from tests.api.conftest import lists_in_force
from tests.interview.conftest import Visitor

published = pytest.fixture(scope="package", name="published")(lists_in_force)


class Keeper(Visitor):
    """A browser without script."""

    def screened(self, audience: str = "mother", **answers: dict[str, Any]) -> "Keeper":
        """Answer everything."""
        self.start(audience).go_on(**answers)
        return self

    def keep(self, **fields: Any) -> HttpResponse:
        """Agree, and keep."""
        return self.post("/keep/", {"agree": "on", **fields})

    def kept(self) -> "Keeper":
        """Keep, for certain."""
        assert self.keep().headers["Location"] == "/keep/"
        return self

    @property
    def code(self) -> str:
        """The code that the page shows."""
        found = re.search(r'<p class="code">([0-9 ]+)</p>', self.text("/keep/"))
        assert found
        return found[1]

    @property
    def link(self) -> str:
        """The path that the page shows."""
        found = re.search(r'value="http://testserver(/back/[^"]+)"', self.text("/keep/"))
        assert found
        return found[1]

    def type_code(self, code: str, **fields: Any) -> HttpResponse:
        """Type a code."""
        return self.post("/back/", {"code": code, **fields})

    def open(self, link: str, **fields: Any) -> HttpResponse:
        """Look at a link, and press its button."""
        html = self.text(link)
        found = re.search(r'name="secret" value="([^"]+)"', html)
        assert found, html
        return self.post("/back/open/", {"secret": found[1], **fields})


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that is rung hands the message over before the page is sent."""
    monkeypatch.setattr(sending, "_rung", lambda share_id: sending.hand_over(share_id, timezone.now()) or True)


@pytest.fixture
def keeper(published: None, db: None) -> Keeper:
    """Somebody whose mother's results are there."""
    return Keeper().screened()


@pytest.fixture
def other(published: None, db: None) -> Keeper:
    """Somebody else's browser."""
    return Keeper()
