"""The staff's whole way: a benefit with a new fact and a new question, from nothing to a resident's answer."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import serving
from tests.browser.test_way import questions
from tests.conftest import OpenPage
from tests.ground.prepared import prepared
from tests.ground.processes import get, wait_until

PASSWORD = "a long password of the bureau"
STAFF = f"""
from django.contrib.auth.models import User
from catalog.models import Region, Role
quzhou = Region.objects.get(slug="quzhou")
for kind in ("editor", "publisher"):
    person = User.objects.create_user(kind, password="{PASSWORD}", is_staff=True)
    Role.objects.create(user=person, region=quzhou, kind=kind)
"""
FACT, QUESTION, BENEFIT = "在家养着信鸽", "{who}在家养着信鸽吗？", "养鸽老人饲料补助"


@pytest.fixture(scope="module")
def bureau(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a portal with an editor and a publisher of one region."""
    var = prepared(tmp_path_factory, tmp_path_factory.mktemp("bureau") / "var")
    with serving(var.parent, STAFF) as address:
        yield address


def enter(page: Page, bureau: str, name: str) -> Page:
    """Somebody at the admin."""
    page.goto(f"{bureau}/admin/login/?next=/admin/")
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("**/admin/")
    return page


def save(page: Page) -> None:
    """Save a page of the admin, and be told so."""
    page.get_by_role("button", name="保存", exact=True).first.click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def ask_something_new(page: Page, bureau: str) -> None:
    """A new fact, and a question that asks it."""
    page.goto(f"{bureau}/admin/catalog/fact/add/")
    page.get_by_label("名称").first.fill(FACT)
    page.get_by_label("类型").select_option(label="是或否")
    save(page)
    page.goto(f"{bureau}/admin/catalog/question/add/")
    page.get_by_label("部分").fill("生活")
    page.get_by_label("问题").first.fill(QUESTION)
    page.locator("#asked-group .add-row a, #asked_set-group .add-row a, .inline-group .add-row a").first.click()
    page.locator(".inline-group select[name$='-fact']:not([name*='__prefix__'])").first.select_option(label=FACT)
    save(page)


def write_the_benefit(page: Page) -> None:
    """A benefit of one pathway, from the item's page."""
    page.get_by_role("link", name="高龄津贴", exact=True).first.click()
    page.get_by_role("link", name="加一项待遇").first.click()
    page.get_by_label("待遇名称").fill(BENEFIT)
    row = page.locator("#ed-clauses .ed-condition").last
    row.get_by_label("情况").select_option(label=FACT)
    expect(page.locator("#editor")).not_to_have_attribute("aria-busy", "true")
    row.get_by_label("是", exact=True).check()
    card = page.locator(".ed-card")
    card.get_by_label("情形名称").fill("养着信鸽")
    card.get_by_label("给什么").select_option(label="现金")
    card.get_by_label("周期").select_option(label="每月")
    card.get_by_label("金额：数").fill("33")
    expect(page.locator("#rule-whole")).to_contain_text("每月33 元")
    save(page)


def result_of(page: Page, address: str) -> str:
    """What a father who keeps pigeons is told, at the end of the residents' own pages."""
    asked = [*questions(page, address)]
    assert asked[-1].startswith("zai-jia"), asked
    page.get_by_role("link", name="看结果").first.click()
    return page.locator("main").inner_text()


def test_a_new_benefit_reaches_residents(open_page: OpenPage, bureau: str) -> None:
    editor = enter(open_page("desktop"), bureau, "editor")
    ask_something_new(editor, bureau)
    editor.goto(f"{bureau}/admin/catalog/edition/")
    editor.get_by_role("link", name="衢州市基本养老服务清单").first.click()
    editor.get_by_role("button", name="复制为新").first.click()
    tabs = editor.get_by_role("navigation", name="这个版本的页面")
    tabs.get_by_role("link", name="内容").click()
    draft = editor.url
    write_the_benefit(editor)

    editor.goto(draft)
    tabs.get_by_role("link", name="检查").click()
    expect(editor.locator(".check-problems")).to_have_count(0)
    tabs.get_by_role("link", name="试用").click()
    editor.get_by_role("button", name="进入问答试用").click()
    assert BENEFIT in result_of(editor, bureau)
    resident = open_page("phone")
    before = [*questions(resident, bureau)]
    assert not any(one.startswith("zai-jia") for one in before)

    editor.goto(draft)
    tabs.get_by_role("link", name="发布").click()
    editor.get_by_role("button", name="送审").click()
    publisher = enter(open_page("desktop"), bureau, "publisher")
    publisher.goto(editor.url)
    publisher.get_by_role("button", name="看看谁受影响").click()
    expect(publisher.get_by_text(BENEFIT).first).to_be_visible()
    publisher.get_by_role("button", name="确认发布").click()
    expect(publisher.locator(".messagelist .success")).to_be_visible()
    port = int(bureau.rsplit(":", 1)[1])
    wait_until(lambda: FACT in get(port, "/api/v1/facts")[1].decode(), 1, "the new fact to be asked")
    told = result_of(open_page("phone", javascript=False), bureau)
    assert BENEFIT in told
    assert "33 元" in told
