"""A resident with results, whose messages can be read."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.utils import timezone

from eligibility.models import LocalMessage, Subscription
from eligibility.reminders import codes
from tests.api.conftest import published  # noqa: F401
from tests.interview.conftest import Visitor

NUMBER, EMAIL = "13812345678", "zhang@example.com"


class Subscriber(Visitor):
    """A browser without script, and a phone."""

    def look(self, path: str) -> str:
        """A page as HTML, wherever it leads."""
        return self.client.get(path, follow=True).content.decode()

    def screened(self, audience: str = "mother") -> "Subscriber":
        """Answer everything."""
        self.start(audience).go_on()
        return self

    def things(self) -> list[str]:
        """What the page proposes."""
        return re.findall(r'name="things" value="([^"]+)"', self.text("/reminders/"))

    def ask(self, **fields: Any) -> HttpResponse:
        """Ask to be reminded of everything."""
        sent = {"things": self.things(), "phone": NUMBER, "agree": "on", **fields}
        return self.post("/reminders/", sent)

    def code(self) -> str:
        """The code of the newest message."""
        text = LocalMessage.objects.order_by("-id")[0].text
        found = re.search(r"\d{6}", text)
        assert found, text
        return found[0]

    def enter(self, code: str) -> HttpResponse:
        """Type a code."""
        return self.post("/reminders/code/", {"code": code})

    def subscribed(self, **fields: Any) -> Subscription:
        """Go the whole way; what stands then."""
        assert self.ask(**fields).status_code == 302
        assert self.enter(self.code()).headers["Location"] == "/reminders/done/"
        return Subscription.objects.filter(state="active").latest("created_at")


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that is rung hands the code over before the page is sent."""
    monkeypatch.setattr(codes, "_rung", lambda code_id: codes.hand_over(code_id, timezone.now()) or True)


@pytest.fixture
def subscriber(published: None, db: None) -> Subscriber:  # noqa: F811
    """Somebody whose mother's results are there."""
    return Subscriber().screened()


A_MINUTE = timedelta(minutes=1, seconds=1)
