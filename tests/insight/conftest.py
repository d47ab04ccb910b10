"""A month's use of the portal, and staff who look at it."""

from datetime import date, timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client

from catalog.models import Region, Role
from eligibility.models import UsageCount
from eligibility.usage.counting import Cell, What, write
from tests.api.conftest import lists_in_force
from tests.interview.conftest import visitor  # noqa: F401

published = pytest.fixture(scope="package", name="published")(lists_in_force)
TODAY = date(2026, 11, 25)
FIRST = date(2026, 11, 1)
OCTOBER = date(2026, 10, 1)
EDITION, SENIOR, MEALS = "quzhou-2023", "quzhou-11-senior", "quzhou-12"


@pytest.fixture(autouse=True)
def _on_a_day(time_machine: time_machine.TimeMachineFixture) -> None:
    time_machine.move_to("2026-11-25 12:00:00+08:00", tick=False)


def used(day: date, what: What, times: int, key: str = "", edition: str = "") -> None:
    """Something happened so often."""
    write({Cell(day, what, key, edition): times})


def a_month(first: date = FIRST) -> None:
    """Some use on every day, more on working days."""
    for number in range(24):
        day = first + timedelta(days=number)
        started = 9 if day.weekday() > 4 else 30 + number * 3
        used(day, What.STARTED, started)
        used(day, What.FINISHED, started * 2 // 3)


def hired(name: str, kind: str = "", region: str = "quzhou") -> Client:
    """The browser of a member of staff, with a role where one is named."""
    person = User.objects.create_user(name, is_staff=True, is_superuser=name == "chief")
    if kind:
        Role.objects.create(user=person, kind=kind, region=Region.objects.get(slug=region))
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def reader(published: None, db: None) -> Client:
    """Somebody who may read, on a portal that nobody has used."""
    assert not UsageCount.objects.exists()
    return hired("reader", "reader")
