"""The check and the floor proof in a real browser: accessible, no wider than a phone, with ways to the mend."""

from copy import deepcopy

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from catalog.loading import load_edition
from catalog.models import FloorPair, Region
from catalog.publishing import publish
from tests.catalog.conftest import Data
from tests.catalog.staffing import hire
from tests.catalog.test_staff_pages import sign_in, sound
from tests.conftest import OpenPage

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def two_lists(words: None, small: Data) -> None:
    """The city's list and the district's, which gives less."""
    Region.objects.filter(slug="qujiang").update(complete=False)
    publish(load_edition(small))
    there = deepcopy(small) | {"region": "qujiang", "edition": "qujiang-2023", "title": "衢江区清单"}
    for item in there["items"]:
        for benefit in item["benefits"]:
            benefit["code"] = benefit["code"].replace("quzhou", "qujiang")
    there["items"][1]["benefits"][0]["conditions"].append({"birth_date": {"age_at_least": 80}})
    publish(load_edition(there))
    FloorPair.objects.create(upper="quzhou-09", lower="qujiang-09", note="都是高龄津贴")
    FloorPair.objects.create(upper="quzhou-09", lower="nowhere")


@pytest.mark.parametrize(("size", "javascript"), [("phone", False), ("desktop", True)])
def test_what_is_wrong_is_read_and_its_mend_reached(
    live_server: LiveServer, open_page: OpenPage, two_lists: None, small: Data, size: str, javascript: bool
) -> None:
    small["items"][1]["benefits"][0]["pathways"][0]["award"].pop("amount")
    draft = load_edition(small | {"edition": "quzhou-2027", "effective_from": "2027-01-01"})
    page = open_page(size)
    sign_in(page, live_server, hire("editor", ("editor", "quzhou")))
    check = live_server.url + reverse("admin:catalog_edition_check", args=[draft.pk])
    page.goto(check)
    sound(page)
    quiet = open_page(size, javascript=javascript)
    quiet.context.add_cookies(page.context.cookies())  # type: ignore[arg-type]
    quiet.goto(check)
    expect(quiet.get_by_role("heading", name="先要改好的 1 处")).to_be_visible()
    problem = quiet.get_by_role("listitem").filter(has_text="没写金额，也没用话说明")
    expect(problem).to_contain_text("缴费年数：15")
    problem.get_by_role("link", name="打开待遇“津贴”").click()
    expect(quiet.locator("#content")).to_contain_text("高龄")


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_the_floors_are_read_and_a_pair_is_chosen(
    live_server: LiveServer, open_page: OpenPage, two_lists: None, size: str
) -> None:
    page = open_page(size)
    sign_in(page, live_server, hire("editor", ("editor", "quzhou")))
    page.goto(live_server.url + reverse("admin:catalog_floorpair_changelist"))
    page.get_by_role("link", name="看底线证明").click()
    sound(page)
    row = page.get_by_role("row").filter(has_text="都是高龄津贴")
    expect(row).to_contain_text("低于底线")
    expect(row).to_contain_text("59 岁")
    page.get_by_role("link", name="再添加一对").click()
    page.get_by_label("上级待遇").select_option(label="8* 护理补贴 › 护理补贴")
    page.get_by_label("本级待遇").select_option(value="qujiang-08")
    sound(page)
    page.get_by_role("button", name="保存", exact=True).first.click()
    expect(page.get_by_role("row").filter(has_text="衢江区 护理补贴")).to_be_visible()
