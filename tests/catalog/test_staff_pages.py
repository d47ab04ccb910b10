"""The first page, the checks and the accounts in a real browser: accessible, and no wider than a phone."""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from catalog.freshness.reviews import note_checks
from catalog.models import Benefit, Document, Edition
from catalog.publishing import clone
from tests.browser.conftest import AXE
from tests.catalog.staffing import hire
from tests.conftest import OpenPage

pytestmark = pytest.mark.django_db(transaction=True)


def sign_in(page: Page, live_server: LiveServer, person: User) -> None:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    page.context.add_cookies([{"name": "session", "value": client.cookies["session"].value, "url": live_server.url}])


def sound(page: Page) -> None:
    """Axe finds nothing, and nothing is wider than the screen."""
    # Looking into sheets that import others, axe writes inline styles, which the policy rightly stops.
    found = Axe().run(page, options=AXE).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, page.url


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_the_staffs_pages_are_sound(
    live_server: LiveServer, open_page: OpenPage, published: Edition, size: str
) -> None:
    editor, superuser = hire("editor", ("editor", "quzhou"), ("publisher", "qujiang")), hire("superuser")
    clone(published)
    Document.objects.update(url="https://example.cn/1", valid_until=date(2020, 3, 1))
    note_checks(Benefit.objects.filter(code="quzhou-08")[:1], editor, timezone.localdate(), "对过网上的原文")
    page = open_page(size)
    sign_in(page, live_server, editor)
    reviews = reverse("admin:catalog_edition_reviews", args=[published.pk])
    for path in (reverse("admin:index"), reviews, f"{reviews}?show=due&tick=all", "/admin/auth/"):
        page.goto(live_server.url + path)
        sound(page)
    sign_in(page, live_server, superuser)
    for name, args in (("changelist", []), ("add", []), ("change", [editor.pk])):
        page.goto(live_server.url + reverse(f"admin:auth_user_{name}", args=args))
        sound(page)


@pytest.mark.parametrize("javascript", [True, False])
def test_an_editor_notes_a_check(
    live_server: LiveServer, open_page: OpenPage, published: Edition, javascript: bool
) -> None:
    page = open_page(javascript=javascript)
    sign_in(page, live_server, hire("editor", ("editor", "quzhou")))
    page.goto(live_server.url + reverse("admin:index"))
    page.get_by_role("link", name="衢州市：2 项待遇超过 12 个月没有核对").click()
    page.get_by_role("link", name="全部勾上").click()
    page.get_by_label("备注").fill("对过网上的原文")
    page.get_by_role("button", name="登记：勾选的今天核对过").click()
    expect(page.get_by_text("已登记：2 项待遇今天核对过。")).to_be_visible()
    page.goto(live_server.url + reverse("admin:index"))
    expect(page.get_by_text("都处理好了")).to_be_visible()
