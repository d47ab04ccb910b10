"""From the first page to the last with nothing but a keyboard."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.sweep.looking import Window
from tests.browser.sweep.pages import PAGES
from tests.browser.test_subscribing import HAND_OVER
from tests.ground.processes import environment, manage

MOST_STEPS = 200
HERE = "e => e === document.activeElement"
ANSWERED = {"assistance": "dibao", "disability_grade": "2", "self_care": "total", "care_assessed": "false"}
BIRTH = {"year": "1951", "month": "3", "day": "2"}


@pytest.fixture
def arrived(portal: str, portal_folder: Path) -> Callable[[], str]:
    """The code that was sent last."""
    env = environment(DJANGO_ENV="local", VAR_DIR=str(portal_folder / "var"))
    return lambda: manage("shell", "-v0", "-c", HAND_OVER, env=env).stdout.strip()


def to(page: Page, place: Locator) -> None:
    """Go to something with Tab alone."""
    for _step in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if place.evaluate(HERE):
            return
    raise AssertionError(f"{place} is not reached by Tab on {page.url}")


def press(page: Page, place: Locator) -> None:
    """Go to a link or a button, press it, and wait for what comes."""
    to(page, place)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def choose(page: Page, name: str, value: str) -> None:
    """Go to a group of rows, and with the arrows to one of them."""
    rows = page.locator(f"main input[type=radio][name={name}]")
    for _step in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if page.evaluate("name => document.activeElement.name === name", name):
            break
    page.keyboard.press("Space")
    for _step in range(rows.count()):
        if page.evaluate("document.activeElement.value") == value:
            break
        page.keyboard.press("ArrowDown")
    expect(page.locator(f"main input[name={name}][value='{value}']")).to_be_checked()


def pick(page: Page, label: str) -> None:
    """Tick a box or choose a row by its words."""
    row = page.get_by_label(label)
    if row.get_attribute("type") == "radio":
        choose(page, row.get_attribute("name") or "", row.get_attribute("value") or "")
    else:
        to(page, row)
        page.keyboard.press("Space")
    expect(row).to_be_checked()


def answer(page: Page) -> None:
    """Answer a question, whatever it is made of, and go on."""
    if page.locator(".part-year").count():
        for part, typed in BIRTH.items():
            to(page, page.locator(f".part-{part} input"))
            page.keyboard.type(typed)
    elif (city := page.locator("summary", has_text="衢州市")).count():
        to(page, city)
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
    elif (none := page.get_by_label("以上都没有")).count():
        to(page, none)
        page.keyboard.press("Space")
    else:
        given = "all => [...new Map(all.map(e => [e.name, e.value])).entries()].map(([name]) => name)"
        for name in page.eval_on_selector_all("main input[type=radio]", given):
            first = page.locator(f"main input[name={name}]").first.get_attribute("value") or ""
            choose(page, name, ANSWERED.get(name, first))
        for box in page.locator("main input[type=text]").all():
            to(page, box)
            page.keyboard.type("20")
    press(page, page.get_by_role("button", name="下一步"))


def screened(page: Page, portal: str) -> None:
    """Start for the father, answer everything, and go to the results."""
    page.goto(portal)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    choose(page, "for", "father")
    press(page, page.get_by_role("button", name="开始"))
    while "/ask/" in page.url:
        before = page.url
        answer(page)
        assert page.url != before, page.locator("main").inner_text()
    press(page, page.get_by_role("link", name="看结果").first)


def kept(page: Page, portal: str) -> str:
    """Have the answers kept, and read the code."""
    page.goto(f"{portal}/results/")
    press(page, page.locator("a[href='/keep/']").first)
    to(page, page.get_by_label("我看过了，我同意"))
    page.keyboard.press("Space")
    press(page, page.locator("main button.primary"))
    return page.locator(".way .code").first.inner_text()


def come_back(page: Page, portal: str, code: str) -> None:
    """As somebody else's browser, type the code and see the results."""
    page.context.clear_cookies()
    page.goto(f"{portal}/back/")
    to(page, page.get_by_label("代码"))
    page.keyboard.type(code)
    press(page, page.get_by_role("button", name="看结果"))
    expect(page.get_by_role("heading", name="您父亲能享受的待遇")).to_be_visible()


def test_a_resident_from_the_start_to_the_reminders(window: Window, arrived: Callable[[], str]) -> None:
    page = window.page
    window.as_somebody("nobody", "normal")
    window.resize(1280)
    screened(page, window.portal)
    expect(page.get_by_role("heading", name="您父亲能享受的待遇")).to_be_visible()
    press(page, page.get_by_role("link", name="打印告知单").first)
    assert page.url == f"{window.portal}/summary/"
    code = kept(page, window.portal)
    come_back(page, window.portal, code)
    press(page, page.get_by_role("link", name="到时候提醒我"))
    to(page, page.get_by_label("手机号码"))
    page.keyboard.type("13812340009")
    to(page, page.get_by_label("我看过了，我同意"))
    page.keyboard.press("Space")
    press(page, page.get_by_role("button", name="发验证码给我"))
    to(page, page.get_by_label("验证码"))
    page.keyboard.type(arrived())
    press(page, page.get_by_role("button", name="下一步"))
    expect(page.get_by_role("heading", name="订好了")).to_be_visible()


def test_a_clerk_opens_a_case(window: Window) -> None:
    page = window.page
    window.open(PAGES["desk-cases"])
    window.resize(1280)
    press(page, page.get_by_role("link", name="直接建档"))
    to(page, page.get_by_label("老人姓名"))
    page.keyboard.type("李秀珍")
    region = page.get_by_label("所在的地区")
    to(page, region)
    while region.locator("option:checked").inner_text() != "衢江区":
        page.keyboard.press("ArrowDown")
    to(page, page.get_by_label("街道（乡镇）、村或社区"))
    page.keyboard.type("樟潭街道")
    to(page, page.locator("table.things input[type=checkbox]").last)
    page.keyboard.press("Space")
    for label in ("列入电话名单", "当面口头同意", "老人本人", "已经把上面的话念给对方听"):
        pick(page, label)
    press(page, page.get_by_role("button", name="建档"))
    expect(page.get_by_role("heading", name=re.compile("李秀珍"))).to_be_visible()
