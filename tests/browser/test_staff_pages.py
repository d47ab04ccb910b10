"""The pages of the staff's lists in a real browser: accessible and no wider than the screen; usable without script."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import AXE
from tests.browser.test_editor import PASSWORD, office
from tests.conftest import OpenPage

__all__ = ["office"]

LISTS = "/admin/catalog"
# What the law asks for; Django's own tables leave a head empty, which is only advised against.
STANDARD: dict[str, Any] = {
    **AXE,
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
}
KINDS = [
    *(f"/catalog/{kind}" for kind in ("edition", "serviceitem", "fact", "term", "question", "parameter")),
    "/eligibility/messagetemplate",
]


def signed_in(page: Page, office: str, path: str) -> None:
    page.goto(f"{office}{LISTS}{path}")
    page.get_by_label("用户名").fill("editor")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(f"**{path}")


def pages(page: Page, office: str, kinds: Sequence[str] = KINDS) -> Iterator[str]:
    """Go to the list of each kind, to its first row, and to that row's history."""
    signed_in(page, office, "/edition/")
    for kind in kinds:
        page.goto(f"{office}/admin{kind}/")
        yield page.url
        page.locator("#result_list tbody tr").first.get_by_role("link").first.click()
        page.wait_for_url("**/change/")
        yield page.url
        page.goto(f"{page.url.removesuffix('change/')}history/")
        yield page.url


# A desk shows one thing more than a phone, the same on every page: the list of all kinds beside it.
@pytest.mark.parametrize(("size", "kinds"), [("phone", KINDS), ("desktop", KINDS[:2])])
def test_every_page_is_accessible(open_page: OpenPage, office: str, size: str, kinds: Sequence[str]) -> None:
    # The check itself sets styles that the pages' policy would refuse.
    page = open_page(size, bypass_csp=True)
    for url in pages(page, office, kinds):
        violations = Axe().run(page, options=STANDARD).response["violations"]
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in violations] == [], url


def test_no_page_is_wider_than_a_phone_or_breaks_its_policy(open_page: OpenPage, office: str) -> None:
    page = open_page("phone")
    for url in pages(page, office):
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), url


def test_a_fact_with_options_is_made_and_fought_over_without_script(open_page: OpenPage, office: str) -> None:
    page = open_page("phone", javascript=False)
    signed_in(page, office, "/fact/add/")
    page.get_by_label("名称", exact=False).first.fill("平时和谁住")
    page.get_by_label("类型").select_option(label="单选")
    page.locator("[name=options-0-name]").fill("一个人住")
    page.locator("[name=options-1-name]").fill("和家人住")
    page.get_by_role("button", name="保存并继续编辑").first.click()
    assert page.locator("[name=options-1-code]").input_value() == "he_jia_ren_zhu"
    other = page.context.new_page()
    other.goto(page.url)
    other.locator("[name=options-0-name]").fill("独居")
    other.get_by_role("button", name="保存", exact=True).first.click()
    page.locator("[name=name]").fill("和谁一起住")
    page.get_by_role("button", name="保存", exact=True).first.click()
    assert "没有保存" in page.get_by_role("alert").inner_text()
    assert "一个人住" in page.get_by_role("alert").inner_text()
    assert page.locator("[name=name]").input_value() == "和谁一起住"
    page.get_by_role("button", name="保存", exact=True).first.click()
    page.goto(f"{office}{LISTS}/fact/?q=和谁一起住")
    expect(page.locator("#result_list tbody tr")).to_have_count(1)
