"""A list on paper at the desk, in a real browser: accessible, no wider than a phone, whole without script."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from eligibility.models import Paper
from eligibility.session import box
from eligibility.summaries import making
from eligibility.summaries.people import sealed_json
from tests.browser.conftest import Check
from tests.browser.test_desk_pages import opened
from tests.conftest import OpenPage
from tests.desk.outbox import hired, regions

PDF = b"%PDF-1.7 pages"
FAULTS = [[3, "出生日期", "请写成年、月、日，例如 1941-03-02。"], [7, "户籍地", "没有“亚特兰蒂斯”这个地区。"]]


@pytest.fixture
def clerk(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Somebody at the desk, while no worker runs."""
    monkeypatch.setattr(making, "rung", lambda *args, **options: True)
    regions()
    return hired("superuser")


def made(clerk: Client, state: str, **fields: object) -> Paper:
    """A list of theirs as far as it is."""
    now = timezone.now()
    owner = int(clerk.session["_auth_user_id"])
    paper = Paper(language="zh-hans", as_of=now.date(), made_for_id=owner, people=45, state=state, created_at=now)
    paper.expires_at, paper.faults, paper.form = now + timedelta(hours=24), sealed_json(FAULTS), "short"
    paper.pages, paper.size = 45, len(PDF)
    paper.save()
    paper.parts.create(number=0, people=20, content=b"made")
    paper.parts.create(number=1, people=25)
    paper.pieces.create(number=0, content=box().encrypt(PDF))
    return paper


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_every_page_is_accessible_and_fits(
    open_page: OpenPage, clerk: Client, live_server: LiveServer, accessible: Check, size: str, tmp_path: Path
) -> None:
    # The check itself sets styles that the pages' policy would refuse.
    page = open_page(size, bypass_csp=True)
    papers = [made(clerk, state) for state in ("making", "ready", "failed")]
    for path in ("papers/", *(f"papers/{one.pk}/?still=yes" for one in papers)):
        opened(page, clerk, live_server, path)
        sound(page, accessible)
        page.screenshot(path=tmp_path / f"{path.count('/')}-{page.title()[:6]}.png", full_page=True)
    page.goto(f"{live_server.url}/desk/papers/")
    page.get_by_role("button", name="开始做").click()
    expect(page).to_have_title("错误：给名册印告知单 - 工作台")
    expect(page.get_by_role("alert")).to_contain_text("请选一个文件。")
    sound(page, accessible)
    page.screenshot(path=tmp_path / "faults.png", full_page=True)


def sound(page: Page, accessible: Check) -> None:
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def test_a_list_is_fetched_without_script(open_page: OpenPage, clerk: Client, live_server: LiveServer) -> None:
    page = open_page("desktop", javascript=False)
    made(clerk, "ready")
    opened(page, clerk, live_server, "papers/")
    page.locator("tbody a").first.click()
    expect(page.locator("h2")).to_contain_text("2 行没有做")
    with page.expect_download() as download:
        page.get_by_role("button", name="下载 PDF").click()
    assert download.value.suggested_filename == "养老待遇告知单.pdf"
    assert Path(download.value.path()).read_bytes() == PDF
    page.reload()
    expect(page.locator(".hint")).to_contain_text("还能下载 2 次")
    page.get_by_role("button", name="现在就删掉这份文件").click()
    expect(page.locator(".empty")).to_contain_text("还没有做过")
