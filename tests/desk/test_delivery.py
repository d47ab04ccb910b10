"""How the sending stands, who may pause and release it, and the day's work on the first page."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from eligibility.models import Call, Circuit, DayBudget, Pulse, Reminder
from tests.desk.outbox import NOW, TODAY, State, case, hired, regions, reminder, subscribed, watch

pytestmark = pytest.mark.django_db
PAGE = "/desk/delivery/"


@pytest.fixture(autouse=True)
def wednesday(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.LEDGER_DIR = tmp_path
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def clerk() -> Client:
    """Somebody who works in one district."""
    regions()
    return hired("clerk", ("worker", "qujiang"))


def text(client: Client, path: str = PAGE) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_first_sentence_says_whether_it_is_sent(clerk: Client) -> None:
    assert "<h1>还没有开始发送" in text(clerk)
    pulse = Pulse.objects.create(pk=1, number=1, ticked_at=NOW)
    assert "<h1>发送正常" in text(clerk)
    for hold in Pulse.Hold:
        pulse.hold, pulse.held_at = hold, NOW
        pulse.save()
        assert f"<h1>发送暂停了：{hold.label}，从 2026年11月25日 10:00 起。</h1>" in text(clerk)
        assert "恢复发送</button>" in text(hired(f"publisher-{hold}", ("publisher", "qujiang")))


def test_alarms_circuits_and_the_days_budget_are_told(clerk: Client) -> None:
    Pulse.objects.create(pk=1, number=1, ticked_at=NOW - timedelta(minutes=10))
    Circuit.objects.create(provider="http", faults=6, opened_at=NOW, closed_until=NOW + timedelta(minutes=1))
    DayBudget.objects.create(day=TODAY, channel="sms", used=123)
    reminder(subscribed(case(region="kecheng")), State.PENDING, not_before=NOW - timedelta(hours=1))
    page = text(clerk)
    for said in (
        "两分钟没有运行了",
        "http：发送平台连续出错",
        "10:00 起停用",
        "<td>123</td>",
        "<dd>1，最早的",
        "到时间没有发出",
    ):
        assert said in page


@pytest.mark.parametrize(("kind", "acts"), [("publisher", True), ("worker", False), ("superuser", True)])
def test_only_publishers_pause_and_release(clerk: Client, kind: str, acts: bool) -> None:
    roles = [] if kind == "superuser" else [(kind, "qujiang")]
    client = hired(kind, *roles)
    assert ("<button name=" in text(client)) is acts
    assert ('href="/desk/"' in text(client)) is (kind != "publisher")
    for step, hold in (("pause", "staff"), ("release", ""), ("no-such", "")):
        answer = client.post(PAGE, {"step": step})
        assert answer.status_code == (302 if acts else 403)
        pulse = Pulse.objects.first()
        assert (pulse.hold if pulse else None) == (hold if acts else None)


@pytest.mark.parametrize("kind", ["reader", "editor"])
def test_others_do_not_see_it(clerk: Client, kind: str) -> None:
    client = hired(kind, (kind, "qujiang"))
    assert client.get(PAGE).status_code == client.post(PAGE, {"step": "pause"}).status_code == 403
    assert Client().get(PAGE).headers["Location"] == f"/admin/login/?next={PAGE}"


def test_the_first_page_counts_what_waits_and_leads_there(clerk: Client) -> None:
    assert "还没有个案" in text(clerk, "/desk/")
    person = subscribed(case())
    assert "今天没有要办的" in text(clerk, "/desk/")
    watch(person)
    reminder(person, State.UNKNOWN, reason="ask_staff")
    reminder(person, State.UNKNOWN, due_on=TODAY + timedelta(days=1), reason="no_answer", look_up_at=NOW)
    reminder(person, State.FAILED, due_on=TODAY + timedelta(days=2))
    reminder(person, State.FAILED, due_on=TODAY - timedelta(days=1))
    called = reminder(subscribed(case(), channel="call"))
    Call.objects.create(reminder=called, case=called.subscription.case, next_on=TODAY, opened_at=NOW)  # type: ignore[misc]
    without = reminder(subscribed(case(), "", channel="call"))
    Call.objects.create(reminder=without, case=without.subscription.case, next_on=TODAY, opened_at=NOW)  # type: ignore[misc]
    theirs = reminder(subscribed(case(region="kecheng"), channel="call"))
    Call.objects.create(reminder=theirs, case=theirs.subscription.case, next_on=TODAY, opened_at=NOW)  # type: ignore[misc]
    Pulse.objects.create(pk=1, hold="clock")
    jobs = clerk.get("/desk/").context["found"].jobs
    assert [job.count for job in jobs] == [1, 1, 1, 1, 1]
    assert all(clerk.get(job.url).status_code == 200 for job in jobs)
    assert "提醒的发送有问题：发送已暂停" in text(clerk, "/desk/")


def test_sending_again_asks_why_and_twice_is_once(clerk: Client) -> None:
    one = reminder(subscribed(case()), State.FAILED, reason="refused")
    path = reverse("desk:again", args=[one.pk])
    refused = clerk.post(path, {"why": " "})
    assert refused.status_code == 422
    assert "请写一句为什么" in refused.content.decode()
    places = {clerk.post(path, {"why": "换了号码"}).headers["Location"] for _time in range(2)}
    newer = Reminder.objects.get(round=1)
    assert places == {reverse("desk:reminder", args=[newer.pk])}
    assert (newer.again_of, newer.asked_why, newer.state) == (one, "换了号码", State.PENDING)
    page = text(clerk, reverse("desk:reminder", args=[one.pk]))
    assert "看重发的那一条" in page
    assert "要求重发" in page
    assert 'name="why"' not in page
    assert "换了号码" in text(clerk, reverse("desk:reminder", args=[newer.pk]))


@pytest.mark.parametrize(
    ("found", "state", "said"),
    [
        ("yes", "accepted", "收到了：工作人员确认已经收到"),
        ("no", "failed", "没收到"),
        ("again", "failed", "已另外重发"),
    ],
)
def test_what_nobody_knows_is_settled_by_asking(clerk: Client, found: str, state: str, said: str) -> None:
    one = reminder(subscribed(case()), State.UNKNOWN, reason="ask_staff")
    path = reverse("desk:settle", args=[one.pk])
    assert clerk.post(path, {"found": "", "why": "打了电话"}).status_code == 422
    assert clerk.post(path, {"found": found, "why": "打了电话"}).status_code == 302
    one.refresh_from_db()
    assert one.state == state
    assert said in text(clerk, reverse("desk:reminder", args=[one.pk]))
    assert Reminder.objects.count() == (2 if found == "again" else 1)
    late = clerk.post(path, {"found": "yes", "why": "又打了"}, follow=True)
    assert "已经有结果了" in late.content.decode()


def test_nothing_goes_to_somebody_who_stopped(clerk: Client) -> None:
    one = reminder(subscribed(case(), state="stopped", stopped_at=NOW), State.FAILED)
    assert 'name="why"' not in text(clerk, reverse("desk:reminder", args=[one.pk]))
    answer = clerk.post(reverse("desk:again", args=[one.pk]), {"why": "想再发"}, follow=True)
    assert "已停止，不能再发" in answer.content.decode()
    assert Reminder.objects.count() == 1
