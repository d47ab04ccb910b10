"""Asking to be reminded, in a real browser: to the end, with script and without."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Check
from tests.browser.father import screened
from tests.conftest import OpenPage
from tests.ground.processes import environment, manage

# What a worker does when it is rung, and the code that then arrives.
HAND_OVER = """
from django.utils import timezone
from eligibility.models import Code
from eligibility.reminders.codes import hand_over
newest = Code.objects.latest("pk")
hand_over(newest.pk, timezone.now())
print(newest.text)
"""


@pytest.fixture
def arrived(portal: str, portal_folder: Path) -> Callable[[], str]:
    """The code that was sent last."""
    env = environment(DJANGO_ENV="local", VAR_DIR=str(portal_folder / "var"))
    return lambda: manage("shell", "-v0", "-c", HAND_OVER, env=env).stdout.strip()


def press(page: Page, name: str) -> None:
    """Press a button, and wait for what comes."""
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


def to_the_form(page: Page, portal: str) -> None:
    """Follow the invitation on the results."""
    screened(page, portal)
    page.get_by_role("link", name="到时候提醒我").click()


def test_from_the_invitation_to_the_end(
    open_page: OpenPage, portal: str, arrived: Callable[[], str], sound: Check
) -> None:
    page = open_page()
    to_the_form(page, portal)
    page.get_by_label("手机号码").fill("0570-3086123")
    press(page, "发验证码给我")
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.get_by_label("手机号码")).to_have_value("0570-3086123")
    page.locator(".error-summary").get_by_role("link").first.click()
    expect(page.get_by_label("手机号码")).to_be_focused()
    page.get_by_label("手机号码").fill("138 1234 0001")
    page.get_by_label("我看过了，我同意").check()
    press(page, "发验证码给我")
    press(page, "再发一个")
    expect(page.locator(".error-summary")).to_contain_text("请等 1 分钟")
    sound(page)
    page.get_by_label("验证码").fill(arrived())
    press(page, "下一步")
    page.get_by_role("link", name="看看记下了什么").click()
    expect(page.get_by_text("138 1234 0001")).to_be_visible()
    page.get_by_role("link", name="停止这些提醒").click()
    press(page, "停止提醒")
    expect(page.get_by_role("heading", name="已经停了")).to_be_visible()
    sound(page)
    page.goto(portal + "/reminders/mine/erase/")
    press(page, "全部删掉")
    expect(page.get_by_role("heading", name="都删掉了")).to_be_visible()
    sound(page)


def test_without_script_by_mailbox(open_page: OpenPage, portal: str, arrived: Callable[[], str]) -> None:
    page = open_page(javascript=False)
    to_the_form(page, portal)
    for box in page.locator("input[name=things]").all()[1:]:
        box.uncheck()
    page.locator("summary", has_text="用邮箱收").click()
    page.get_by_label("邮箱地址").fill("zhang@")
    press(page, "发验证码给我")
    expect(page.get_by_label("邮箱地址")).to_have_value("zhang@")
    expect(page.locator("input[name=things]:checked")).to_have_count(1)
    page.get_by_label("邮箱地址").fill("zhang@example.com")
    page.get_by_label("我看过了，我同意").check()
    press(page, "发验证码给我")
    page.get_by_label("验证码").fill(arrived())
    press(page, "下一步")
    expect(page.get_by_role("heading", name="订好了")).to_be_visible()
    expect(page.locator(".thing")).to_have_count(1)
    page.get_by_role("button", name="清除并离开").click()
    page.goto(portal + "/reminders/mine/")
    expect(page.get_by_role("button", name="发验证码给我")).to_be_visible()
