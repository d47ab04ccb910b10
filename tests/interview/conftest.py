"""Somebody who answers, over the real catalogue."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.api.conftest import published  # noqa: F401

# A man of 75 in Kecheng who has no assistance, no disability and no illness.
PLAIN: dict[str, dict[str, Any]] = {
    "birth": {"birth_date_year": "1951", "birth_date_month": "3", "birth_date_day": "2"},
    "hukou": {"hukou": "kecheng"},
    "residence": {"residence": "kecheng"},
    "pension": {"pension_scheme": "resident", "contribution_years": "15"},
    "assistance": {"assistance": "none"},
    "means": {"ticks": ["means_of_support:income", "means_of_support:family"]},
    "support": {"support_preference": "home", "housing_difficulty": "false"},
    "disability": {"disability_grade": "none"},
    "disability_type": {"disability_type": "physical"},
    "income": {"household_income": "3000"},
    "self_care": {"self_care": "independent"},
    "care": {"care_assessed": "false", "family_carer": "false"},
    "setting": {"care_setting": "home"},
    "health": {"ticks": ["-"]},
    "living": {"living": "with_family"},
    "family": {"ticks": ["-"]},
    "honours": {"ticks": ["-"]},
}


class Visitor:
    """A browser without script."""

    def __init__(self) -> None:
        self.client = Client(raise_request_exception=False)
        self.at = "/"

    def get(self, path: str) -> HttpResponse:
        """Open a page."""
        return self.client.get(path)

    def text(self, path: str) -> str:
        """A page as HTML."""
        return self.get(path).content.decode()

    def post(self, path: str, fields: dict[str, Any] | None = None) -> HttpResponse:
        """Send a form; a redirect is where the visitor then is."""
        response = self.client.post(path, fields or {})
        if response.status_code == 302:
            self.at = response.headers["Location"]
        return response

    def start(self, audience: str = "self") -> "Visitor":
        """Begin."""
        self.post("/", {"for": audience})
        return self

    @property
    def question(self) -> str | None:
        """The question that the visitor is at."""
        return self.at.split("/")[2] if self.at.startswith("/ask/") else None

    def answer(self, question: str, **fields: Any) -> HttpResponse:
        """Answer a question."""
        return self.post(f"/ask/{question}/", fields)

    def go_on(self, until: str | None = None, **answers: dict[str, Any]) -> list[str]:
        """Answer what comes, up to a question or the end; the questions that were asked."""
        asked = []
        while (question := self.question) and question != until:
            asked.append(question)
            before = self.at
            response = self.post(self.at, answers.get(question, PLAIN[question]))
            assert self.at != before, response.content.decode()
        return asked


@pytest.fixture
def visitor(published: None, db: None) -> Visitor:  # noqa: F811
    """Somebody who has not begun."""
    return Visitor()
