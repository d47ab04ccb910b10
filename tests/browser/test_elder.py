"""What is built for old eyes, ears and hands: the simple mode, the voice, leaving quickly, the kiosk, the weight."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Check
from tests.browser.father import screened
from tests.browser.test_way import questions
from tests.conftest import OpenPage

# Chromium in a test has no voices; these two say at once what they are given.
VOICES = """
  window.heard = [];
  const voices = [{lang: 'en-US', localService: true}, {lang: 'zh-CN', localService: true}];
  Object.defineProperty(window, 'SpeechSynthesisUtterance', {value: function (text) { this.text = text; }});
  Object.defineProperty(window, 'speechSynthesis', {value: {
    getVoices: () => voices,
    speak: (one) => { window.heard.push(one); if (!window.slow) setTimeout(() => one.onend(), 0); },
    cancel: () => {},
    onvoiceschanged: null,
  }});
"""


@pytest.mark.parametrize(("mode", "body"), [("large", "25px"), ("largest", "32px")])
def test_the_text_is_larger_from_then_on(open_page: OpenPage, portal: str, mode: str, body: str) -> None:
    page = open_page()
    page.goto(f"{portal}/text-size/{mode}/")
    for path in ("/", "/ask/birth/", "/services/"):
        page.goto(portal + path)
        expect(page.locator("body")).to_have_css("font-size", body)


def test_without_a_voice_there_is_a_link_to_the_help(open_page: OpenPage, portal: str) -> None:
    page = open_page()
    page.goto(portal)
    expect(page.get_by_role("button", name="读给我听")).to_have_count(0)
    page.get_by_role("link", name="怎样听").click()
    expect(page.get_by_role("heading", name="想听，不想看")).to_be_in_viewport()


def test_a_page_is_read_from_its_beginning(open_page: OpenPage, portal: str, sound: Check) -> None:
    page = open_page()
    page.add_init_script(VOICES)
    next(questions(page, portal))
    sound(page)
    page.get_by_role("button", name="读给我听").click()
    expect(page.get_by_role("button", name="读给我听")).to_be_visible()
    page.wait_for_function("document.querySelectorAll('.is-read').length === 0 && window.heard.length > 5")
    heard = page.evaluate("window.heard.map(one => one.text)")
    asked = page.locator("h1").inner_text()
    assert asked in heard
    assert heard.index(asked) < heard.index("不清楚") < heard.index("下一步")
    assert "English" not in heard
    assert not any("身份证上才有" in one for one in heard)  # what is folded away is not read
    assert {one["lang"] for one in page.evaluate("window.heard.map(one => ({lang: one.lang}))")} == {"zh-CN"}


def test_reading_stops_at_a_press(open_page: OpenPage, portal: str) -> None:
    page = open_page()
    page.add_init_script("window.slow = true;" + VOICES)
    page.goto(portal)
    page.get_by_role("button", name="读给我听").click()
    expect(page.locator(".is-read")).to_have_count(1)
    page.get_by_role("button", name="停下不读").click()
    expect(page.locator(".is-read")).to_have_count(0)
    expect(page.get_by_role("button", name="读给我听")).to_be_visible()


def press_escape(page: Page) -> None:
    """Esc, three times."""
    for _time in range(3):
        page.keyboard.press("Escape")


def press_hidden_button(page: Page) -> None:
    """The second thing that the Tab key comes to."""
    page.reload()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    button = page.get_by_role("button", name="马上离开，清掉回答")
    expect(button).to_be_focused()
    expect(button).to_be_in_viewport()
    page.keyboard.press("Enter")


def press_button(page: Page) -> None:
    """The button at the top."""
    page.get_by_role("button", name="马上离开", exact=True).click()


@pytest.mark.parametrize(
    ("way", "javascript"),
    [
        (press_button, True),
        (press_button, False),
        (press_hidden_button, True),
        (press_hidden_button, False),
        (press_escape, True),
    ],
)
def test_leaving_quickly(open_page: OpenPage, portal: str, way: Callable[[Page], None], javascript: bool) -> None:
    page = open_page("desktop", javascript)
    screened(page, portal)
    way(page)
    page.wait_for_url("**/today/")
    assert page.title() == "日历"
    assert "session" not in {cookie["name"] for cookie in page.context.cookies()}
    page.go_back()
    assert page.locator(".entry").count() == 0
    page.goto(portal + "/results/")
    expect(page.get_by_role("heading", name="请重新开始")).to_be_visible()


def test_two_presses_of_escape_stay(open_page: OpenPage, portal: str) -> None:
    page = open_page()
    page.goto(portal)
    for key in ("Escape", "Escape", "a", "Escape", "Escape"):
        page.keyboard.press(key)
    expect(page.get_by_role("heading", name="看看老人能享受哪些待遇")).to_be_visible()


def test_a_kiosk_asks_and_then_erases(open_page: OpenPage, portal: str, sound: Check) -> None:
    page = open_page("desktop")
    page.clock.install()
    page.goto(portal + "/kiosk/")
    next(questions(page, portal))
    page.clock.fast_forward(119_000)
    expect(page.get_by_role("heading", name="您还在吗？")).to_be_hidden()
    page.clock.fast_forward(2_000)
    expect(page.get_by_role("heading", name="您还在吗？")).to_be_visible()
    expect(page.get_by_role("button", name="我还在，接着看")).to_be_focused()
    expect(page.get_by_role("heading", name="您父亲是哪一天出生的")).to_be_hidden()
    sound(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="您父亲是哪一天出生的")).to_be_visible()
    page.clock.fast_forward(121_000)
    expect(page.get_by_role("heading", name="您还在吗？")).to_be_visible()
    page.clock.fast_forward(60_000)
    page.wait_for_url(portal + "/")
    expect(page.get_by_role("link", name="接着上次的回答")).to_have_count(0)


def test_the_first_page_is_light(open_page: OpenPage, portal: str) -> None:
    page = open_page()
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    weights: list[float] = []
    wire.on("Network.loadingFinished", lambda event: weights.append(event["encodedDataLength"]))
    page.goto(portal, wait_until="networkidle")
    assert len(weights) > 5
    assert sum(weights) <= 150_000
