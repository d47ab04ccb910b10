"""What every test has: no way out of this machine, and a real browser."""

import os
import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import translation
from playwright.sync_api import Browser, Page, sync_playwright

from catalog.languages import speaking
from catalog.models import Edition
from catalog.rules import Rulebook
from tests.real_lists import put_in_force

SIZES = {"phone": (360, 740), "desktop": (1280, 900)}

OpenPage = Callable[..., Page]


@pytest.fixture(autouse=True, scope="session")
def no_outside_sockets() -> Iterator[None]:
    """Refuse connections that leave this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in {"127.0.0.1", "::1", "localhost"}:
            raise AssertionError(f"a test reaches out to {address[0]}")
        return connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


@pytest.fixture(autouse=True)
def in_chinese() -> None:
    """Each test begins in the portal's own language, whatever the last request was answered in."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def no_looks_for_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    """No look for new languages falls into a test whose queries are counted; who adds one calls `refresh`."""
    monkeypatch.setattr(speaking, "SECONDS_BETWEEN_LOOKS", float("inf"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"]
        )
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Open pages of a size ("phone" or "desktop"), with script on or off; script errors and CSP violations fail."""
    contexts, faults = [], []

    def open_one(size: str = "phone", javascript: bool = True, locale: str = "zh-CN", **options: Any) -> Page:
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            locale=locale,
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda line: faults.append(line.text) if "Content Security Policy" in line.text else None)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not faults


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """One page on a phone, script on."""
    return open_page()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Let go of what threads of live servers still hold, or PostgreSQL keeps the test database."""
    yield
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )


@pytest.fixture(scope="session")
def rulebooks(django_db_setup: None, django_db_blocker: Any) -> dict[str, Rulebook]:
    """Every list of catalog/files by its region, as it is frozen when it is published."""
    with django_db_blocker.unblock(), transaction.atomic():
        put_in_force()
        frozen = {one.region.slug: one.rulebook for one in Edition.objects.published().select_related("region")}
        transaction.set_rollback(True)
    return {region: Rulebook.from_json(rulebook) for region, rulebook in frozen.items()}


@pytest.fixture(scope="session")
def quzhou(rulebooks: dict[str, Rulebook]) -> Rulebook:
    """Quzhou's list."""
    return rulebooks["quzhou"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Say of tests that read the lists that they need the database: pytest-django sets up what is asked for."""
    for item in items:
        if "rulebooks" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.django_db)
