"""The whole way in a real browser: with script and without, on a phone and on a desk, by keyboard."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.father import ANSWERS
from tests.conftest import OpenPage

CHOSEN = {"assistance": "dibao", "disability_grade": "2", "self_care": "total", "care_assessed": "false"}


def questions(page: Page, address: str) -> Iterator[str]:
    """Start for the father and answer what comes; pauses on each page before it is answered."""
    page.goto(address)
    page.get_by_label("我父亲").check()
    page.get_by_role("button", name="开始").click()
    while "/ask/" in page.url:
        before = page.url
        yield before.split("/ask/")[1].strip("/")
        answer(page)
        page.get_by_role("button", name="下一步").click()
        page.wait_for_load_state()
        assert page.url != before, page.locator("main").inner_text()


def answer(page: Page) -> None:
    """Answer a page as the father would: a day, a place, the rows of CHOSEN, else the first."""
    if page.get_by_label("年", exact=True).count():
        for part, typed in (("年", "1951"), ("月", "3"), ("日", "2")):
            page.get_by_label(part, exact=True).fill(typed)
    elif page.locator("summary", has_text="衢州市").count():
        page.locator("summary", has_text="衢州市").click()
        page.get_by_label("柯城区").check()
    elif page.get_by_label("以上都没有").count():
        page.get_by_label("以上都没有").check()
    else:
        names = page.eval_on_selector_all("main input[type=radio]", "all => [...new Set(all.map(e => e.name))]")
        for name in names:
            rows = page.locator(f"main input[name={name}]")
            (page.locator(f"main input[name={name}][value='{CHOSEN[name]}']") if name in CHOSEN else rows.first).check()
        for box in page.locator("main input[type=text]").all():
            box.fill("20")


@pytest.mark.parametrize(("size", "javascript"), [("phone", False), ("desktop", True)], ids=["no-script", "script"])
def test_the_whole_way(open_page: OpenPage, portal: str, size: str, javascript: bool) -> None:
    page = open_page(size, javascript)
    asked = 0
    page.goto(portal)
    for _question in questions(page, portal):
        asked += 1
    assert asked <= 16
    expect(page.get_by_role("heading", name="核对您的回答")).to_be_visible()
    page.get_by_role("link", name="看结果").first.click()
    expect(page.get_by_role("heading", name="您父亲能享受的待遇")).to_be_visible()
    for section in ("现在就能享受", "再走一步就能享受", "到了年龄就能享受", "这些不符合"):
        expect(page.get_by_role("heading", name=section)).to_be_visible()
    expect(page.get_by_role("link", name="打印告知单")).to_be_visible()
    assert page.request.get(f"{portal}/keep/answers.json").json()["answers"] == ANSWERS
    page.get_by_role("link", name=re.compile("填上次的日期")).first.click()
    for part, typed in (("年", "2026"), ("月", "5"), ("日", "6")):
        page.get_by_label(part, exact=True).fill(typed)
    page.get_by_role("button", name="记下").click()
    expect(page.get_by_role("link", name=re.compile("改上次的日期"))).to_be_visible()
    page.get_by_role("link", name=re.compile("全部打开")).click()
    expect(page.get_by_text("带什么").first).to_be_visible()
    page.get_by_role("button", name="清除并离开").click()
    expect(page.get_by_text("您的回答已经清除。")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("带什么")).to_have_count(0)


def nothing(page: Page) -> None:
    """Leave everything blank."""


def february(page: Page) -> None:
    """31 February."""
    for part, typed in (("年", "1941"), ("月", "2"), ("日", "31")):
        page.get_by_label(part, exact=True).fill(typed)


@pytest.mark.parametrize("fault", [february, nothing])
def test_what_was_typed_stays(open_page: OpenPage, portal: str, fault: Callable[[Page], None]) -> None:
    page = open_page(javascript=False)
    next(questions(page, portal))
    fault(page)
    page.get_by_role("button", name="下一步").click()
    expect(page.locator(".error-summary")).to_be_visible()
    typed = ["1941", "2", "31"] if fault is february else ["", "", ""]
    assert [box.input_value() for box in page.locator("main input[type=text]").all()] == typed


def test_by_keyboard(open_page: OpenPage, portal: str) -> None:
    page = open_page("desktop")
    page.goto(portal)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("我自己")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="开始")).to_be_focused()
    assert page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)") >= 3
    page.keyboard.press("Enter")
    page.wait_for_url("**/ask/birth/")
    page.get_by_label("年", exact=True).focus()
    for typed in ("1951", "Tab", "3", "Tab", "2"):
        page.keyboard.press("Tab") if typed == "Tab" else page.keyboard.type(typed)
    page.keyboard.press("Enter")
    page.wait_for_url("**/ask/hukou/")


def test_rows_that_exclude_each_other(open_page: OpenPage, portal: str) -> None:
    page = open_page()
    for question in questions(page, portal):
        if question == "health":
            page.get_by_label("高血压").check()
            page.get_by_label("以上都没有").check()
            expect(page.get_by_label("高血压")).not_to_be_checked()
            page.get_by_label("高血压").check()
            expect(page.get_by_label("以上都没有")).not_to_be_checked()
            page.get_by_label("不清楚").check()
            expect(page.get_by_label("高血压")).to_be_checked()
            page.get_by_label("以上都没有").check()
            break


def test_on_paper(open_page: OpenPage, portal: str) -> None:
    page = open_page("desktop")
    for _question in questions(page, portal):
        pass
    page.goto(portal + "/results/")
    page.emulate_media(media="print")
    small = page.evaluate(
        """() => [...document.querySelectorAll('main *')].filter(e => e.checkVisibility() && e.innerText
             && parseFloat(getComputedStyle(e).fontSize) < 14 * 96 / 72 - 0.01).map(e => e.innerText)"""
    )
    assert small == []
    for hidden in (".site-head", ".site-foot", "button"):
        assert not page.locator(hidden).first.is_visible()
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    assert "12345" in page.locator(".paper-foot").inner_text()
    assert page.evaluate("getComputedStyle(document.querySelector('.entry')).breakInside") == "avoid"
