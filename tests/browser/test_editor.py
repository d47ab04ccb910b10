"""The editor in a real browser: a benefit built with script on a desk, and without script on a phone."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import AXE, serving
from tests.conftest import OpenPage
from tests.ground.prepared import prepared

PASSWORD = "a long password of an editor"
MADE = f"""
from django.contrib.auth.models import User
from catalog.models import Edition
from catalog.publishing import clone
User.objects.create_superuser("editor", password="{PASSWORD}")
clone(Edition.objects.get(code="quzhou-2023"))
"""
EDITOR = {"include": [["#editor"]]}
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a portal with an editor and a draft of one list."""
    var = prepared(tmp_path_factory, tmp_path_factory.mktemp("office") / "var")
    with serving(var.parent, MADE) as address:
        yield address


@pytest.fixture
def adding(open_page: OpenPage, office: str) -> Open:
    """Open the page of a new benefit as the editor."""

    def open_one(size: str, javascript: bool = True, **options: Any) -> Page:
        page = open_page(size, javascript, **options)
        page.goto(f"{office}/admin/catalog/benefit/add/")
        page.get_by_label("用户名").fill("editor")
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        page.wait_for_url("**/benefit/add/")
        page.get_by_label("项目", exact=True).select_option(index=1)
        page.get_by_label("待遇名称").fill("困难老人过节补助")
        return page

    return open_one


def settled(page: Page, javascript: bool, within: Locator) -> None:
    """The right controls are there: by themselves with script, else by the button."""
    if javascript:
        expect(page.locator("#editor")).not_to_have_attribute("aria-busy", "true")
    else:
        within.get_by_role("button", name="更新").first.click()


def condition(page: Page, javascript: bool, within: Locator, fact: str, relation: str = "") -> Locator:
    """Choose the fact and the relation of the last condition inside; its row."""
    row = within.locator(".ed-condition").last
    row.get_by_label("情况").select_option(label=fact)
    settled(page, javascript, within)
    if relation:
        row.get_by_label("关系").select_option(label=relation)
        settled(page, javascript, within)
    return row


def sound(page: Page) -> None:
    """Axe finds nothing in the editor, and nothing is wider than the screen."""
    violations = Axe().run(page, context=EDITOR, options=AXE).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(("size", "javascript"), [("desktop", True), ("phone", False)], ids=["script", "no-script"])
def test_a_benefit_is_built(adding: Open, size: str, javascript: bool) -> None:
    page = adding(size, javascript)
    common, whole = page.locator("#ed-clauses"), page.locator("#rule-whole")
    row = condition(page, javascript, common, "户籍地", "在这些地区内")
    row.get_by_text("浙江省的下级").click()
    row.get_by_label("衢州市", exact=True).check()
    card = page.locator(".ed-card")
    card.get_by_label("情形名称").fill("一级、二级残疾")
    card.get_by_role("button", name="加一组要求").click()
    row = condition(page, javascript, card, "残疾等级", "是其中之一")
    row.get_by_label("一级").check()
    row.get_by_label("二级").check()
    card.get_by_role("button", name="加一条条件").click()
    settled(page, javascript, card)
    row = condition(page, javascript, card, "已认定住房困难")
    row.get_by_label("和前面的条件怎么连").select_option(label="或者")
    settled(page, javascript, card)
    row.get_by_label("是", exact=True).check()
    card.get_by_label("给什么").select_option(label="现金")
    card.get_by_label("周期").select_option(label="每年")
    card.get_by_label("金额：数").fill("1.5")
    card.get_by_label("金额：单位或乘以什么").select_option(label="× 最低生活保障标准")
    settled(page, javascript, card)
    expect(whole).to_contain_text("都要符合：户籍在衢州市。")
    expect(whole).to_contain_text("还要符合：符合任一项：残疾等级为一级或二级 / 经认定住房困难。")
    expect(whole).to_contain_text("得到：发钱，每年1.5 × 最低生活保障标准 元。")
    expect(card.locator(".ed-rule").first).to_contain_text("经认定住房困难")
    page.get_by_role("button", name="保存并继续编辑").first.click()
    page.wait_for_url("**/change/**")
    expect(whole).to_contain_text("得到：发钱，每年1.5 × 最低生活保障标准 元。")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_sentence_follows_while_the_focus_stays(adding: Open) -> None:
    page = adding("desktop")
    common = page.locator("#ed-clauses")
    row = condition(page, True, common, "出生日期", "年满（岁）")
    age = row.get_by_label("年龄")
    age.focus()
    age.press_sequentially("80", delay=30)
    expect(page.locator("#rule-whole")).to_contain_text("年满 80 周岁")
    expect(age).to_be_focused()
    age.fill("八十")
    expect(page.locator("#rule-whole")).to_contain_text("（没写完：出生日期）")
    common.get_by_role("button", name="加一条条件").click()
    settled(page, True, common)
    expect(common.locator(".ed-condition")).to_have_count(2)
    expect(common.locator(".ed-condition").last.get_by_label("和前面的条件怎么连")).to_be_focused()
    expect(common.get_by_label("年龄")).to_have_value("八十")


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_faults_stand_at_their_rows(adding: Open, size: str) -> None:
    page = adding(size, bypass_csp=True)  # axe writes styles of its own
    row = condition(page, True, page.locator("#ed-clauses"), "出生日期", "年满（岁）")
    row.get_by_label("年龄").fill("131")
    page.get_by_label("情形名称").fill("高龄")
    page.get_by_role("button", name="保存", exact=True).first.click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("有 2 处要改，还没有保存")
    sound(page)
    summary.get_by_role("link", name="年龄写 1 到 130 的整数").click()
    expect(row.locator(".ed-value")).to_be_focused()
    expect(row.get_by_label("年龄")).to_have_value("131")
    expect(row.get_by_label("年龄")).to_have_accessible_description("年龄写 1 到 130 的整数，例如 60。")


def test_a_save_just_after_choosing_is_a_save(open_page: OpenPage, office: str) -> None:
    page = open_page("desktop")
    page.goto(f"{office}/admin/catalog/term/?q=severe_disability")
    page.get_by_label("用户名").fill("editor")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.locator("#result_list tbody th a").click()
    page.wait_for_url("**/change/**")

    asked: list[Route] = []

    def cut_off(route: Route) -> None:
        # What the script asked for is cut off while the save is on its way, as some browsers do by themselves.
        if "_reshape" in (route.request.post_data or ""):
            asked.append(route)
            return
        for one in asked:
            one.abort()
        time.sleep(0.5)
        route.continue_()

    page.route("**/change/**", cut_off)
    page.get_by_label("和前面的条件怎么连").last.select_option(label="或者")
    page.get_by_role("button", name="保存", exact=True).first.click()
    page.wait_for_url("**/term/**q=severe_disability**")
    expect(page.locator(".messagelist")).to_contain_text("成功修改")
    assert len(asked) == 1
