"""The public catalogue in a real browser: browsed without script, printed on A4."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import OpenPage

# What Chromium gives an A4 page on its side, at 96 dots an inch, less the margins.
PAGE_WIDE, PAGE_HIGH = int((297 - 18) / 25.4 * 96), int((210 - 21) / 25.4 * 96)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_from_the_start_page_to_a_benefit(open_page: OpenPage, portal: str, size: str, javascript: bool) -> None:
    page = open_page(size, javascript)
    page.goto(portal)
    page.get_by_role("link", name="先看看都有哪些待遇").click()
    page.get_by_label("想查什么？").fill("老年卡")
    page.get_by_role("button", name="查找").click()
    expect(page.get_by_role("heading", name=re.compile("“老年卡”：找到"))).to_be_visible()
    page.get_by_role("link", name="公交优惠").click()
    expect(page.get_by_role("heading", level=1, name="公交优惠")).to_be_visible()
    page.get_by_role("link", name="看看我能不能享受").first.click()
    expect(page.get_by_role("button", name="开始")).to_be_visible()
    page.go_back()
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_by_need_and_place_without_script(open_page: OpenPage, portal: str) -> None:
    page = open_page("phone", javascript=False)
    page.goto(portal + "/services/")
    page.get_by_role("link", name=re.compile("^残疾")).click()
    page.get_by_text("地方", exact=True).click()
    page.get_by_role("link", name=re.compile("^东阳市")).click()
    expect(page.locator(".chosen li")).to_have_count(2)
    assert page.locator(".card-row").count() > 3
    page.locator(".chosen").get_by_role("link", name=re.compile("残疾")).click()
    expect(page.locator(".chosen li")).to_have_count(1)
    expect(page.locator(".card-row")).to_have_count(32)


def sizes(page: Page) -> list[float]:
    """How high the rows of the list are, in dots."""
    return page.eval_on_selector_all(".whole-list tbody tr", "all => all.map(e => e.getBoundingClientRect().height)")


def test_the_whole_list_on_paper(open_page: OpenPage, portal: str) -> None:
    page = open_page("desktop")
    page.goto(portal + "/services/quzhou/print/")
    expect(page.get_by_role("button", name="打印整份清单")).to_be_visible()
    paper = page.pdf(prefer_css_page_size=True)
    # Rows that fit on a page are never cut: 43 of them, most a few lines high, on 10 to 20 pages on their side.
    assert 10 <= len(re.findall(rb"/Type\s*/Page\b", paper)) <= 20
    assert re.search(rb"/MediaBox\s*\[0 0 841\.\d+ 59[45]", paper)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": PAGE_WIDE, "height": PAGE_HIGH})
    head, foot = (page.locator(f".whole-list {part}").bounding_box() for part in ("thead", "tfoot"))
    assert head
    assert foot
    assert max(sizes(page)) <= PAGE_HIGH - head["height"] - foot["height"]
    for part, style in (("thead", "table-header-group"), ("tfoot", "table-footer-group")):
        assert page.locator(f".whole-list {part}").evaluate("e => getComputedStyle(e).display") == style
    assert page.locator(".whole-list tbody tr").first.evaluate("e => getComputedStyle(e).breakInside") == "avoid"
    assert page.evaluate("document.querySelector('.whole-list').getBoundingClientRect().right <= innerWidth")
    foot_words = page.locator(".whole-list tfoot").inner_text()
    assert all(said in foot_words for said in ("衢政办发〔2023〕27号", "quzhou-2023", "12345", "2023年7月1日"))
    for hidden in (".site-head", ".site-foot", "button"):
        assert not page.locator(hidden).first.is_visible()


def test_the_first_page_is_light(open_page: OpenPage, portal: str) -> None:
    page, loaded = open_page(), []
    page.on("response", lambda response: loaded.append(len(response.body())))
    page.goto(portal + "/services/", wait_until="networkidle")
    assert sum(loaded) < 150_000
    assert page.context.cookies() == []
