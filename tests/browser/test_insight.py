"""What people say back, and what staff see of it, in a real browser."""

import re
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from eligibility.usage.counting import Cell, What, write
from tests.browser.conftest import Check
from tests.browser.test_desk_pages import opened
from tests.browser.test_subscribing import press
from tests.browser.test_way import questions
from tests.conftest import SIZES, OpenPage
from tests.desk.outbox import hired, regions
from tests.ground.processes import wait_until


@pytest.fixture
def chief(transactional_db: None) -> Client:
    """A superuser of a portal that was used for a month."""
    regions()
    yesterday = timezone.localdate() - timedelta(days=1)
    for number in range(yesterday.day):
        day = yesterday - timedelta(days=number)
        write({Cell(day, What.STARTED): 40 + number * 10, Cell(day, What.FINISHED): 20})
    return hired("superuser")


def whats(folder: Path) -> set[str]:
    """What a running portal has counted and written so far."""
    with sqlite3.connect(f"file:{folder}/var/portal.sqlite3?mode=ro", uri=True) as database:
        return {what for (what,) in database.execute("SELECT DISTINCT what FROM eligibility_usagecount")}


@pytest.mark.parametrize("javascript", [True, False])
def test_a_resident_says_what_became_of_it(
    open_page: OpenPage, portal: str, portal_folder: Path, sound: Check, javascript: bool
) -> None:
    def looked_at() -> None:
        if javascript:
            sound(page)

    page = open_page("phone", javascript=javascript)
    for _question in questions(page, portal):
        pass
    page.goto(portal + "/results/")
    first = page.locator("article.entry").first
    first.get_by_role("button", name=re.compile("^不知道")).click()
    expect(first).to_contain_text("谢谢，记下了。")
    press(page, "给我一个反馈码")
    code = page.locator(".became .code").inner_text()
    looked_at()
    page.get_by_role("link", name="办成了吗").click()
    page.get_by_label("反馈码").fill("ABCD-234")
    press(page, "下一步")
    expect(page).to_have_title(re.compile("^错误："))
    looked_at()
    page.get_by_label("反馈码").fill(code.lower())
    press(page, "下一步")
    press(page, "告诉我们")
    expect(page.get_by_role("alert")).to_contain_text("请至少选一项")
    for width, height in SIZES.values():
        page.set_viewport_size({"width": width, "height": height})
        looked_at()
    page.locator("fieldset").first.get_by_text("办成了").click()
    press(page, "告诉我们")
    expect(page.get_by_role("heading", level=1)).to_have_text("谢谢您，记下了")
    looked_at()
    wanted = {"started", "seen", "answered", "finished", "found", "new", "got"}
    wait_until(lambda: wanted <= whats(portal_folder), 60, "the counts")


@pytest.mark.parametrize("size", SIZES)
def test_the_staffs_report_is_accessible_fits_and_tells_the_truth(
    open_page: OpenPage, chief: Client, live_server: LiveServer, accessible: Check, size: str
) -> None:
    page = open_page(size, bypass_csp=True)
    opened(page, chief, live_server, "../insight/")
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    heights = page.locator(".ground rect.began").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().height)"
    )
    page.get_by_text("看数字").click()
    figures = page.locator("[aria-labelledby=days] tbody tr td:first-of-type").all_inner_texts()
    assert len(heights) == len(figures) > 0
    most = max(map(int, figures))
    assert all(abs(height - 200 * int(figure) / most) < 2 for height, figure in zip(heights, figures, strict=True))
    assert narrow(page) == []


def narrow(page: Page) -> list[str]:
    """What is too small to be pressed."""
    found: list[str] = page.locator("main a, main button, main select, main summary").evaluate_all(
        "all => all.filter(one => one.getBoundingClientRect().height < 44).map(one => one.outerHTML)"
    )
    return found
