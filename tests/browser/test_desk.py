"""A clerk opens a case, rings, takes a slip back and prints the list, on the narrowest screen."""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from catalog import in_force
from catalog.apps import FILES
from eligibility.models import Call, Case
from tests.browser.conftest import Check
from tests.desk.clerks import call, clerk
from tests.desk.conftest import LISTS


@pytest.fixture
def lists(transactional_db: None) -> None:
    """A city's list and a district's, and somebody who works there."""
    call_command("load_catalogue", *(FILES / f"{name}.yaml" for name in LISTS), stdout=StringIO())
    in_force.recheck()
    person = clerk()
    person.set_password("a long enough word")
    person.save()


@pytest.fixture
def check(accessible: Check) -> Check:
    """Asserts that axe finds nothing on a page and that it does not scroll sideways."""

    def checked(page: Page) -> None:
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url

    return checked


def test_a_case_from_the_counter_to_the_last_call(
    page: Page, live_server: LiveServer, lists: None, check: Check
) -> None:
    page.goto(f"{live_server.url}/admin/login/?next=/desk/cases/")
    page.locator("#id_username").fill("clerk")
    page.locator("#id_password").fill("a long enough word")
    page.locator("[type=submit]").click()
    check(page)
    page.get_by_role("link", name="直接建档").click()
    check(page)
    page.get_by_label("老人姓名").fill("王桂英")
    page.get_by_label("街道（乡镇）、村或社区").fill("樟潭街道 高铁社区")
    page.get_by_label("上次办理：基本服务包").fill("2026-03-01")
    page.get_by_label("列入电话名单").check()
    page.get_by_label("号码或邮箱").fill("0570-3021234")
    page.get_by_label("当面口头同意").check()
    page.get_by_role("button", name="建档").click()
    expect(page.get_by_role("alert")).to_contain_text("请选是谁同意的。")
    expect(page.get_by_role("alert")).to_contain_text("没有同意，就不能建档")
    check(page)
    assert not Case.objects.exists()
    page.get_by_label("老人本人").check()
    page.get_by_label("已经把上面的话念给对方听").check()
    page.get_by_role("button", name="建档").click()
    expect(page.get_by_text("2027年3月1日 到期")).to_be_visible()
    page.reload()
    check(page)
    rung = call(Case.objects.get(), next_on=timezone.localdate())
    page.goto(f"{live_server.url}/desk/calls/")
    check(page)
    page.get_by_role("button", name="没人接").click()
    expect(page.get_by_role("status")).to_contain_text(re.compile("王桂英，没人接。.*再打。"))
    page.get_by_role("button", name="按错了，撤回").click()
    check(page)
    page.get_by_label("备注").fill("女儿接的")
    page.get_by_role("button", name="号码不对").click()
    check(page)
    page.get_by_role("link", name="不改了").click()
    page.goto(f"{live_server.url}/desk/calls/print/")
    check(page)
    page.emulate_media(media="print")
    expect(page.get_by_role("cell", name="0570 302 1234")).to_be_visible()
    expect(page.get_by_role("link", name="回到电话名单")).to_be_hidden()
    page.emulate_media(media="screen")
    page.goto(f"{live_server.url}/desk/calls/")
    page.get_by_role("button", name="通知到了").click()
    expect(page.get_by_text("今天的电话都打完了。")).to_be_visible()
    assert Call.objects.get(pk=rung.pk).state == "done"
