"""Staff try a draft in the real interview, open a scenario in it, and leave: on a phone and on a desk."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from catalog.models import Edition, Pathway, Scenario
from catalog.publishing import clone
from catalog.scenarios import seed
from tests.browser.conftest import Check
from tests.browser.test_way import questions
from tests.conftest import OpenPage
from tests.real_lists import put_in_force

WCAG = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "preload": False,
}


@pytest.fixture
def draft(transactional_db: None) -> Edition:
    """Quzhou's next list, with 90 yuan for the old, and the scenarios of the one in force."""
    put_in_force()
    published = Edition.objects.get(code="quzhou-2023", version=1)
    seed(
        published,
        published.effective_from,
        [f"quzhou-11-senior 高龄津贴：{one}" for one in ("满 80 岁当天", "差一天满 80 岁")],
    )
    made = clone(published)
    Pathway.objects.filter(benefit__item__edition=made, benefit__code="quzhou-11-senior").update(amount="90")
    User.objects.create_superuser("clerk", password="a long enough word")
    return made


def staffs(page: Page) -> None:
    """Asserts that a page of the admin is accessible and does not scroll sideways."""
    found = Axe().run(page, options=WCAG).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_a_draft_is_tried_and_left(
    open_page: OpenPage, live_server: LiveServer, draft: Edition, sound: Check, size: str
) -> None:
    page = open_page(size, javascript=size == "phone")
    page.goto(f"{live_server.url}/admin/login/")
    page.locator("#id_username").fill("clerk")
    page.locator("#id_password").fill("a long enough word")
    page.locator("[type=submit]").click()
    page.goto(f"{live_server.url}/admin/catalog/edition/{draft.pk}/scenarios/")
    expect(page.get_by_text("2 个样例，有 1 个和应有的结论不一样。")).to_be_visible()
    expect(page.get_by_text("能享受，90 元")).to_be_visible()
    staffs_if = staffs if size == "phone" else lambda page: None
    staffs_if(page)
    page.get_by_role("link", name="按界线生成样例").click()
    staffs_if(page)
    page.get_by_role("link", name="试用", exact=True).click()
    staffs_if(page)
    page.get_by_role("button", name="进入问答试用").click()
    banner = page.get_by_role("region", name="工作人员试用")
    for _question in questions(page, live_server.url):
        expect(banner).to_contain_text("版本 quzhou-2023-v2 测算，不是正式结果")
    page.get_by_role("link", name="看结果").first.click()
    expect(banner).to_be_visible()
    if size == "phone":
        sound(page)
    page.emulate_media(media="print")
    expect(banner).to_be_visible()
    expect(page.get_by_role("button", name="结束试用")).to_be_hidden()
    expect(page.get_by_text("工作人员试用，不是正式结果。")).to_be_visible()
    page.emulate_media(media="screen")
    page.get_by_role("link", name="存为样例").click()
    staffs_if(page)
    page.go_back()
    page.get_by_role("button", name="结束试用").click()
    expect(page).to_have_url(f"{live_server.url}/admin/catalog/edition/{draft.pk}/trial/")
    page.goto(f"{live_server.url}/results/")
    expect(banner).to_have_count(0)


def test_a_scenario_is_changed_in_the_interview(open_page: OpenPage, live_server: LiveServer, draft: Edition) -> None:
    page = open_page("desktop")
    scenario = Scenario.objects.get(name="高龄津贴：差一天满 80 岁")
    page.goto(f"{live_server.url}/admin/login/?next=/admin/catalog/scenario/{scenario.pk}/change/")
    page.locator("#id_username").fill("clerk")
    page.locator("#id_password").fill("a long enough word")
    page.locator("[type=submit]").click()
    staffs(page)
    page.get_by_role("button", name="在问答里打开").click()
    page.get_by_role("link", name=re.compile(r"修改\s*出生日期")).click()
    page.get_by_label("日", exact=True).fill("1")
    page.get_by_role("button", name="保存，回去核对").click()
    page.get_by_role("button", name="存回样例").click()
    expect(page.get_by_text("能享受，60 元")).to_be_visible()
    staffs(page)
    page.get_by_role("button", name="用现在的结论更新应有的结论").click()
    expect(page.get_by_text("结论都和应有的一样。")).to_be_visible()
