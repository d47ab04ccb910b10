"""The desk's pages of reminders in a real browser, without script."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from eligibility.models import Pulse
from tests.conftest import OpenPage
from tests.desk.outbox import State, case, hired, regions, reminder, subscribed, watch


@pytest.fixture
def clerk(transactional_db: None, settings: Any, tmp_path: Path) -> Client:
    """A superuser among reminders in all states, while the sending is paused."""
    settings.LEDGER_DIR = tmp_path
    regions()
    now, today = timezone.now(), timezone.localdate()
    for number, state in enumerate(State.values * 3):
        person = subscribed(case(["樟潭街道", "廿里镇"][number % 2]), f"+8613800{number:06}")
        watch(person, today + timedelta(days=number * 20))
        why = "ask_staff" if state == State.UNKNOWN else ""
        one = reminder(person, state, today + timedelta(days=number), reason=why)
        one.history.create(step="send", began_at=now, outcome="broken", code="HTTP 503")
    Pulse.objects.create(pk=1, number=1, ticked_at=now, hold="staff", held_at=now)
    return hired("superuser")


def opened(page: Page, clerk: Client, server: LiveServer, path: str) -> str:
    """Open a page of the desk as somebody; the desk's address."""
    session = clerk.cookies["session"].value
    page.context.add_cookies([{"name": "session", "value": session, "url": server.url}])
    page.goto(f"{server.url}/desk/{path}")
    return f"{server.url}/desk/"


def test_one_is_settled_and_the_chart_tells_the_truth_without_script(
    open_page: OpenPage, clerk: Client, live_server: LiveServer
) -> None:
    page = open_page("desktop", javascript=False)
    opened(page, clerk, live_server, "")
    page.get_by_role("link", name="不知道发出没有").click()
    page.locator("tbody td a").first.click()
    page.get_by_label("原因").fill("打电话问过女儿")
    page.get_by_label("没收到，重发一次").check()
    page.get_by_role("button", name="记下").click()
    expect(page.get_by_role("status")).to_contain_text("已列入重发")
    expect(page.locator("h1")).to_contain_text("发送暂停了")
    page.get_by_role("link", name="发送状况").click()
    page.get_by_role("button", name="恢复发送").click()
    expect(page.locator("h1")).to_have_text("发送正常，没有暂停。")
    page.get_by_role("link", name="工作量").click()
    expect(page.locator(".chart ol li")).not_to_have_count(0)
    bars = page.locator(".chart ol li").evaluate_all(
        """rows => rows.map(row => [Number(row.querySelector('.number').textContent),
          [...row.querySelectorAll('rect')].reduce((all, one) => all + one.getBoundingClientRect().width, 0)])"""
    )
    most, widest = max(bars)
    assert most >= 1
    assert all(abs(width - widest * count / most) < 2 for count, width in bars)
    page.get_by_label("街道", exact=True).select_option(label="廿里镇")
    page.get_by_role("button", name="筛选").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator(".legend")).to_have_count(0)
