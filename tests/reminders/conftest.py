"""A provider that every channel goes out by, a ledger folder for each test, and a list whose rules change."""

import uuid
from collections.abc import Iterator
from copy import deepcopy
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from catalog import in_force
from catalog.loading import load_edition, load_vocabulary
from catalog.models import Edition
from catalog.publishing import publish
from eligibility.models import Subscription
from eligibility.reminders import braking, claiming, due, finding, looking, marks, settling
from tests.catalog.conftest import FACTS, LIST, REGIONS, Data
from tests.reminders.delivering import Fake

ASSESSED: Data = {"last_assessment": {"type": "date", "name": "上次能力评估日期"}}
CHANGES = date(2028, 3, 1)


def service(code: str, age: int, ways: dict[str, int | None], **more: Any) -> Data:
    """A benefit from an age on, with pathways that are renewed; `older` is the pathway from 80."""
    pathways = []
    for way, months in ways.items():
        bound = {"older": [{"birth_date": {"age_at_least": 80}}]}.get(way, [])
        award = {"kind": "service", "formula": way}
        pathways.append({"code": way, "name": way, "conditions": bound, "award": award, "renewal_months": months})
    conditions = [{"hukou": {"within": ["quzhou"]}}, {"birth_date": {"age_at_least": age}}]
    return {"code": code, "name": code, "conditions": conditions, "pathways": pathways, **more}


def edition(code: str, day: date, benefits: list[Data]) -> Data:
    """A list of these benefits, in force from a day."""
    items = [{"row": one["code"], "name": one["code"], "category": "服务", "benefits": [one]} for one in benefits]
    return {**deepcopy(LIST), "edition": code, "effective_from": day.isoformat(), "items": items, "parameters": {}}


def assessment(older: int | None, younger: int | None) -> Data:
    """The assessment, renewed after so many months from 80 and before."""
    return service("assessment", 60, {"older": older, "younger": younger}, renewal_from="last_assessment")


CONTRACT = service("contract", 65, {"package": 12})
ALLOWANCE = service("allowance", 80, {"older": None})
EARLY = edition("quzhou-2023", date(2023, 7, 1), [assessment(12, 24), CONTRACT, ALLOWANCE])
LATER = edition("quzhou-2028", CHANGES, [assessment(6, 18), CONTRACT, ALLOWANCE])


def in_words() -> None:
    """The words that the lists are written with."""
    for name, data in {"regions": REGIONS, "facts": {**FACTS, **ASSESSED}}.items():
        load_vocabulary(name, deepcopy(data))


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
def even_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that the tests set is taken for one that has always gone evenly."""
    monkeypatch.setattr(braking, "even_for", lambda now: timedelta.max)


@pytest.fixture(autouse=True)
def marks_of_its_own(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept outside of the database begins anew with each test."""
    settings.LEDGER_DIR = tmp_path / "ledger"
    monkeypatch.setattr(marks, "KEY", f"ticks-{uuid.uuid4()}")


@pytest.fixture(scope="module")
def changing(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[list[Edition]]:
    """Two editions: the rules change on a day to come."""
    with django_db_blocker.unblock(), transaction.atomic():
        in_words()
        yield [publish(load_edition(deepcopy(one))) for one in (EARLY, LATER)]
        transaction.set_rollback(True)
    in_force.recheck()


@pytest.fixture
def subscription(db: None) -> Subscription:
    """Somebody who is reminded."""
    return Subscription.objects.create(
        recipient="self", channel="sms", address="+8613800000000", state="active", created_at=timezone.now()
    )
