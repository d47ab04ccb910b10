"""A provider that every channel goes out by, and a ledger folder for each test."""

import uuid
from pathlib import Path
from typing import Any

import pytest

from eligibility.reminders import claiming, due, finding, looking, marks, settling
from tests.reminders.delivering import Fake


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Fake:
    """The way out of every channel."""
    fake = Fake()
    for module in (claiming, settling, looking):
        monkeypatch.setattr(module, "provider_for", lambda channel: fake)
    return fake


@pytest.fixture
def yearly(monkeypatch: pytest.MonkeyPatch) -> None:
    """One rule for every benefit: renewed each year."""
    monkeypatch.setattr(due, "terms_of", lambda region, benefit: [(due.date.min, {"only": 12})])
    monkeypatch.setattr(due, "publish_stamp", lambda: None)
    monkeypatch.setattr(finding, "publish_stamp", lambda: None)


@pytest.fixture(autouse=True)
def marks_of_its_own(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept outside of the database begins anew with each test."""
    settings.LEDGER_DIR = tmp_path / "ledger"
    monkeypatch.setattr(marks, "KEY", f"ticks-{uuid.uuid4()}")
