"""Keeping results and coming back, in a real browser: with script and without."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from eligibility.keeping import qr_svg
from tests.browser.conftest import Check
from tests.browser.father import screened
from tests.browser.test_subscribing import press
from tests.conftest import OpenPage
from tests.ground.processes import environment, manage

# What a worker does when it is rung.
HAND_OVER = """
from django.utils import timezone
from eligibility.keeping.sending import hand_over
from eligibility.models import LocalMessage, Share
hand_over(Share.objects.latest("pk").pk, timezone.now())
print(LocalMessage.objects.latest("pk").text)
"""


@pytest.fixture
def arrived(portal: str, portal_folder: Path) -> Callable[[], str]:
    """The message that was sent last."""
    env = environment(DJANGO_ENV="local", VAR_DIR=str(portal_folder / "var"))
    return lambda: manage("shell", "-v0", "-c", HAND_OVER, env=env).stdout.strip()


def keep(page: Page, portal: str) -> str:
    """Answer everything and keep it; the code."""
    screened(page, portal)
    page.locator("a[href='/keep/']").click()
    page.get_by_label("我看过了，我同意").check()
    press(page, "存 7 天")
    return page.locator(".code").inner_text()


def test_kept_sent_and_erased(open_page: OpenPage, portal: str, arrived: Callable[[], str], sound: Check) -> None:
    page = open_page()
    screened(page, portal)
    page.goto(portal + "/keep/")
    press(page, "存 7 天")
    expect(page.locator(".error-summary")).to_be_focused()
    page.locator(".error-summary").get_by_role("link").click()
    expect(page.get_by_label("我看过了，我同意")).to_be_focused()
    page.get_by_label("我看过了，我同意").check()
    press(page, "存 7 天")
    code = page.locator(".code").inner_text()
    press(page, "复制网址")
    expect(page.get_by_role("button", name="复制好了")).to_be_visible()
    page.get_by_role("link", name="发给家人").click()
    page.get_by_label("手机号码").fill("0570-3086123")
    press(page, "发出去")
    expect(page.get_by_label("手机号码")).to_have_value("0570-3086123")
    page.get_by_label("手机号码").fill("138 1234 0002")
    press(page, "发出去")
    assert code in arrived()
    page.reload()
    expect(page.get_by_text("短信：已发出")).to_be_visible()
    sound(page)
    page.goto(portal + "/keep/")
    press(page, "现在就删掉")
    expect(page.get_by_role("heading", name="删掉了")).to_be_visible()
    sound(page)


def test_what_is_not_kept_is_not_replaced_unasked(open_page: OpenPage, portal: str, sound: Check) -> None:
    page = open_page()
    code = keep(page, portal)
    link = page.get_by_label("网址").input_value()
    other = open_page()
    screened(other, portal)
    other.goto(link)
    expect(other.get_by_role("button", name="换成存下的")).to_be_visible()
    other.goto(portal + "/back/")
    other.get_by_label("代码").fill(code)
    press(other, "看结果")
    expect(other.locator(".error-summary")).to_contain_text("还有一份没存的回答")
    sound(other)
    other.get_by_label("不要了，换成存下的").check()
    press(other, "看结果")
    assert other.url == portal + "/results/"


def test_without_script_by_code_by_file_and_erased(open_page: OpenPage, portal: str, tmp_path: Path) -> None:
    page = open_page(javascript=False)
    code = keep(page, portal)
    expect(page.get_by_role("button", name="复制网址")).to_be_hidden()
    with page.expect_download() as download:
        page.get_by_role("link", name="存成文件带走").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert file.name == "answers.json"
    page.goto(portal + "/results/")
    results = page.locator("main").inner_text()

    other = open_page(javascript=False)
    other.goto(portal + "/")
    other.get_by_role("link", name="有代码？打开存下的结果").click()
    other.get_by_label("代码").fill(code)
    press(other, "看结果")
    assert other.locator("main").inner_text() == results
    press(other, "清除并离开")
    other.goto(portal + "/back/")
    other.get_by_role("link", name="没有代码，有存下的文件").click()
    press(other, "看结果")
    expect(other.locator(".error-summary")).to_contain_text("请先选一个文件")
    other.get_by_label("选文件").set_input_files(file)
    press(other, "看结果")
    assert other.locator("main").inner_text() == results
    other.goto(portal + "/back/")
    other.get_by_role("link", name="不想留了，用代码删掉").click()
    other.get_by_label("代码").fill(code)
    press(other, "删掉")
    expect(other.get_by_role("heading", name="删掉了")).to_be_visible()


def test_the_square_leads_back(open_page: OpenPage, portal: str) -> None:
    page = open_page()
    keep(page, portal)
    link = page.get_by_label("网址").input_value()
    drawn = page.locator("svg.qr path").nth(1).get_attribute("d")
    assert drawn
    assert f'd="{drawn}"' in qr_svg(link)
    assert link.startswith(portal + "/back/")
    box, modules = page.locator("svg.qr").bounding_box(), page.locator("svg.qr").get_attribute("viewBox")
    assert box
    assert modules
    assert box["width"] / int(modules.split()[2]) >= 4  # pixels that a camera can tell apart
