"""An edition compared, submitted and published in a real browser, at both sizes, with script and without."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from catalog.in_force import recheck
from catalog.models import Benefit, Edition, Pathway
from catalog.publishing import clone
from tests.browser.conftest import Check
from tests.conftest import OpenPage
from tests.real_lists import put_in_force

SIDEWAYS = "() => document.documentElement.scrollWidth - innerWidth"


@pytest.fixture
def draft(live_server: Any) -> Iterator[Edition]:
    """Quzhou's list in force, and a draft of the next with another amount and another name."""
    put_in_force()
    edition = clone(Edition.objects.published().get(region__slug="quzhou"))
    Pathway.objects.filter(benefit__item__edition=edition, code="from-80").update(amount="120")
    Benefit.objects.filter(item__edition=edition, code="quzhou-12").update(name="体检")
    yield edition
    recheck()


def enter(page: Page, name: str, address: str, live_server: Any) -> Page:
    """A superuser at the admin."""
    user, _ = User.objects.get_or_create(username=name, is_staff=True, is_superuser=True)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    (cookie,) = (one for one in client.cookies.values() if "session" in one.key)
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    page.goto(live_server.url + address)
    return page


def looks_right(page: Page, accessible: Check) -> None:
    accessible(page)
    assert page.evaluate(SIDEWAYS) <= 0, page.url


@pytest.mark.parametrize(("size", "javascript"), [("phone", False), ("desktop", True)])
def test_two_people_publish_what_they_have_compared(
    live_server: Any, draft: Edition, open_page: OpenPage, accessible: Check, size: str, javascript: bool
) -> None:
    """From the comparison to the day from which the new list answers."""
    compare, publish = (reverse(f"admin:catalog_edition_{name}", args=[draft.pk]) for name in ("compare", "publish"))
    page = enter(open_page(size, javascript=True), "editor", compare, live_server)
    expect(page.get_by_role("heading", name="谁受影响")).to_be_visible()
    expect(page.get_by_text("例如这个人得到的会变")).to_be_visible()
    looks_right(page, accessible)

    page = enter(open_page(size, javascript), "editor", publish, live_server)
    page.get_by_role("button", name="送审").click()
    expect(page.get_by_text("要由另一个人来发布")).to_be_visible()

    page = enter(open_page(size, javascript=True), "second", publish, live_server)
    looks_right(page, accessible)
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    page.get_by_label("生效日期").fill(yesterday)
    page.get_by_role("button", name="看看谁受影响").click()
    expect(page.get_by_text("已经过去了，最早从今天")).to_be_visible()
    assert page.get_by_label("生效日期").input_value() == yesterday
    looks_right(page, accessible)
    page.get_by_label("生效日期").fill(tomorrow)
    page.get_by_role("button", name="看看谁受影响").click()
    expect(page.get_by_role("heading", name=f"将从 {tomorrow} 起生效")).to_be_visible()
    looks_right(page, accessible)
    page.get_by_role("button", name="确认发布").click()
    expect(page.get_by_text(f"{tomorrow} 零点起，衢州市的居民测算按这个版本。")).to_be_visible()
    looks_right(page, accessible)
    draft.refresh_from_db()
    assert draft.published_by == User.objects.get(username="second")
