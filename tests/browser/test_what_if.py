"""From the results to what would be if, and back: without script, by the links and the buttons that are there."""

import re

from playwright.sync_api import expect

from tests.browser.father import screened
from tests.conftest import OpenPage


def test_what_would_be_is_looked_at_and_then_taken_over(open_page: OpenPage, portal: str) -> None:
    page = open_page("phone", javascript=False)
    screened(page, portal)
    had = page.locator(".sum").inner_text()
    page.get_by_role("link", name="看看会怎样").click()
    page.get_by_role("link", name=re.compile("户籍在东阳市")).first.click()
    expect(page.get_by_role("heading", name=re.compile("户籍在东阳市"))).to_be_visible()
    expect(page.get_by_role("heading", name=re.compile("就没有了"))).to_be_visible()
    assert "dongyang" not in page.url
    page.go_back()
    page.get_by_role("link", name="回到结果").click()
    assert page.locator(".sum").inner_text() == had
    page.get_by_role("link", name="看看会怎样").click()
    page.get_by_role("link", name="换 居住方式").click()
    page.get_by_role("button", name="看看会怎样").click()
    expect(page.locator(".error-summary")).to_contain_text("和现在的回答一样")
    page.get_by_label("住在养老机构").check()
    page.get_by_role("button", name="看看会怎样").click()
    page.get_by_role("button", name="用这个回答替换").click()
    page.wait_for_load_state()
    assert "/results/what-if/" not in page.url
    page.goto(portal + "/check/")
    expect(page.get_by_text("住在养老机构")).to_be_visible()
