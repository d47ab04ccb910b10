"""The lists of reminders: who sees which, how many, in how many queries; why one was or was not sent."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalog import in_force
from eligibility.desk.lists import LABELS
from eligibility.desk.telling import explained, steps_of
from eligibility.models import Attempt, Call, Pulse, Reminder
from tests.desk.outbox import NOW, TODAY, State, case, crowd, hired, regions, reminder, subscribed, watch

pytestmark = pytest.mark.django_db
LIST = "/desk/reminders/"


@pytest.fixture(autouse=True)
def wednesday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def clerk() -> Client:
    """Somebody who works in one district."""
    regions()
    return hired("clerk", ("worker", "qujiang"))


def counts(client: Client, **given: str) -> dict[str, int]:
    return {tab.name: tab.count for tab in client.get(LIST, given).context["found"].tabs if tab.count}


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_each_state_is_in_its_list_and_each_count_is_the_lists_length(clerk: Client) -> None:
    person = subscribed(case())
    for day, state in enumerate(State.values):
        reminder(person, state, TODAY + timedelta(days=day))
    watch(person)
    watch(person, TODAY + timedelta(days=5), benefit="next-monday")
    subscribed(case(name="李阿根"), state="stopped", stopped_at=NOW, stopped_how="reply")
    assert counts(clerk) == {
        "week": 1, "waiting": 2, "sent": 1, "failed": 1, "unknown": 1, "dropped": 1, "stopped": 1,
    }  # fmt: skip
    for show, count in counts(clerk).items():
        found = clerk.get(LIST, {"show": show}).context["found"]
        assert (found.label, len(found.rows)) == (LABELS[show], count)


def test_what_was_sent_again_counts_as_the_newer_one(clerk: Client) -> None:
    first = reminder(subscribed(case()), State.FAILED)
    reminder(first.subscription, State.ACCEPTED, round=1, again_of=first)
    assert counts(clerk) == {"sent": 1}


def test_lists_are_narrowed_to_a_street_and_to_what_is_ahead(clerk: Client) -> None:
    reminder(subscribed(case("樟潭街道")))
    reminder(subscribed(case("廿里镇")), due_on=TODAY - timedelta(days=1))
    own = subscribed()
    watch(own)
    reminder(own)
    streets = {one.name: one.value for one in clerk.get(LIST).context["found"].streets.choices}
    assert list(streets) == ["廿里镇", "樟潭街道", "居民自己订的"]
    assert [counts(clerk, street=value)["sent"] for value in streets.values()] == [1, 1, 1]
    assert counts(clerk, due="ahead")["sent"] == 2
    assert counts(clerk, street="1-别处", show="no-such", page="-1")["sent"] == 3


def test_numbers_are_masked_and_names_are_there(clerk: Client) -> None:
    reminder(subscribed(case(), "+8613912345678"), State.PENDING, masked="")
    page = text(clerk.get(LIST, {"show": "waiting"}))
    assert "王桂英" in page
    assert "139****5678" in page
    assert "12345678" not in page


def test_five_hundred_rows_cost_as_many_queries_as_six(clerk: Client) -> None:
    crowd(6)
    subscribed(case(), state="stopped", stopped_at=NOW)
    few = {show: queries(clerk, f"{LIST}?show={show}") for show in LABELS} | {"home": queries(clerk, "/desk/")}
    crowd(494, "廿里镇")
    for _number in range(60):
        subscribed(case(), state="stopped", stopped_at=NOW)
    many = {show: queries(clerk, f"{LIST}?show={show}") for show in LABELS} | {"home": queries(clerk, "/desk/")}
    assert many == few
    assert max(few.values()) <= 20
    for show in LABELS:
        found = clerk.get(LIST, {"show": show}).context["found"]
        assert len(found.rows) == 50
        assert len(clerk.get(LIST, {"show": show, "all": "1"}).context["found"].rows) == min(found.pages.count, 500)
        last = clerk.get(LIST, {"show": show, "page": "999"}).context["found"]
        assert last.pages.next == ""
        assert last.pages.previous.startswith(f"?show={show}&page=")


def queries(client: Client, path: str) -> int:
    client.get(path)
    in_force.recheck()
    with CaptureQueriesContext(connection) as caught:
        assert client.get(path).status_code == 200
    return len(caught)


def test_another_districts_reminders_are_nobodys_business(clerk: Client) -> None:
    theirs = reminder(subscribed(case(region="kecheng")))
    own = subscribed(number="+8613900000000")
    watch(own, region="kecheng")
    assert counts(clerk) == {}
    paths = [reverse("desk:reminder", args=[theirs.pk]), reverse("desk:person", args=[theirs.subscription_id])]
    paths.append(reverse("desk:person", args=[own.pk]))
    posts = [reverse(f"desk:{name}", args=[theirs.pk]) for name in ("again", "settle")]
    assert {clerk.get(path).status_code for path in paths} == {404}
    assert {clerk.post(path, {"why": "因为", "arrived": "yes"}).status_code for path in posts} == {404}
    for words in (theirs.subscription.case.reference, "13800005678", "13900000000"):
        assert clerk.post(reverse("desk:find"), {"q": words}).headers["Location"] == LIST
    above = hired("above", ("worker", "quzhou"))
    assert counts(above) == {"sent": 1, "week": 1}
    assert {above.get(path).status_code for path in paths} == {200}


@pytest.mark.parametrize(("who", "status"), [("reader", 403), ("publisher", 403), ("superuser", 200)])
def test_only_workers_see_people(clerk: Client, who: str, status: int) -> None:
    one = reminder(subscribed(case()))
    roles = [] if who == "superuser" else [(who, "qujiang")]
    client = hired(who, *roles)
    for path in (LIST, reverse("desk:reminder", args=[one.pk]), "/desk/workload/", "/desk/"):
        answer = client.get(path)
        assert answer.status_code == status
        assert status == 403 or answer.headers["Cache-Control"] == "no-store, private"
        assert Client().get(path).headers["Location"].startswith("/admin/login/?next=/desk/")


@pytest.mark.parametrize(
    "words", ["138 0000 5678", "+86 138-0000-5678", "１３８００００５６７８", "桂英", "李", "", "x" * 999]
)
def test_somebody_is_found_however_it_is_written(clerk: Client, words: str) -> None:
    person = subscribed(case())
    answer = clerk.post(reverse("desk:find"), {"q": words})
    known = words not in ("李", "", "x" * 999)
    assert answer.headers["Location"] == (reverse("desk:person", args=[person.pk]) if known else LIST)


def test_one_of_several_is_chosen(clerk: Client) -> None:
    watch(own := subscribed())
    people = [subscribed(case()), subscribed(case("廿里镇"), "+8613911112222"), own]
    subscribed(case(region="kecheng"))
    by_name = text(clerk.post(reverse("desk:find"), {"q": "王桂英"}))
    assert [reverse("desk:person", args=[one.pk]) in by_name for one in people] == [True, True, False]
    by_number = text(clerk.post(reverse("desk:find"), {"q": "13800005678"}))
    assert [reverse("desk:person", args=[one.pk]) in by_number for one in people] == [True, False, True]
    assert "查到 2 个人" in by_name


def test_a_person_shows_all_ways_and_why_there_is_no_reminder_yet(clerk: Client) -> None:
    one = case()
    person, daughter = subscribed(one), subscribed(one, "+8613911112222", recipient="relative")
    watch(person, TODAY + timedelta(days=60), wake_on=TODAY + timedelta(days=30), last=TODAY, assumed=True)
    watch(daughter, TODAY, benefit="done")
    reminder(daughter, State.ACCEPTED, receipt="delivered", receipt_at=NOW)
    answer = clerk.post(reverse("desk:find"), {"q": one.reference.lower()}, follow=True)
    page = text(answer)
    for said in ("还没到日子，2026年12月25日 提醒", "2026年11月25日（推算）", "已送达", "139****2222", "138****5678"):
        assert said in page
    few = queries(clerk, answer.request["PATH_INFO"])
    for number in range(20):
        watch(person, TODAY, benefit=f"more-{number}")
        reminder(person, State.FAILED, TODAY - timedelta(days=number))
    assert queries(clerk, answer.request["PATH_INFO"]) == few


SENTENCES: list[tuple[dict[str, Any], str]] = [
    ({"state": State.PENDING, "not_before": NOW + timedelta(hours=22)}, "还没发：排在 2026年11月26日 08:00 以后发"),
    ({"state": State.PENDING}, "正在排队"),
    (
        {"state": State.PENDING, "reason": "provider_down", "not_before": NOW + timedelta(minutes=5)},
        "稍后自动再发。2026",
    ),
    ({"state": State.SENDING}, "正在发"),
    ({"state": State.ACCEPTED}, "发出了：2026年11月25日 10:00 平台收下"),
    ({"state": State.ACCEPTED, "channel": "email"}, "邮件没有送达回执"),
    ({"state": State.ACCEPTED, "receipt": "delivered", "receipt_at": NOW}, "送到了：2026年11月25日 10:00 发出"),
    ({"state": State.ACCEPTED, "receipt": "undelivered", "receipt_at": NOW}, "没有送到"),
    ({"state": State.ACCEPTED, "reason": "staff_arrived"}, "收到了：工作人员确认"),
    ({"state": State.FAILED, "reason": "number_dead"}, "没发成：号码已停用"),
    ({"state": State.FAILED}, "没发成：没有记下原因"),
    ({"state": State.UNKNOWN, "reason": "no_answer", "look_up_at": NOW}, "下一次查在 2026年11月25日 10:00"),
    ({"state": State.UNKNOWN, "reason": "ask_staff"}, "请问一问收信人"),
    ({"state": State.CANCELLED, "reason": "date_changed"}, "没有发，也不用发：日期改了"),
]


@pytest.mark.parametrize(("given", "said"), SENTENCES, ids=[said for _given, said in SENTENCES])
def test_why_is_one_plain_sentence(clerk: Client, given: dict[str, Any], said: str) -> None:
    one = reminder(subscribed(case()), **given)
    page = text(clerk.get(reverse("desk:reminder", args=[one.pk])))
    head = page.split("<h1>")[1].split("</h1>")[0]
    assert said in head
    assert head.endswith("。")


def test_what_waits_names_what_it_will_be_about(clerk: Client) -> None:
    one = reminder(subscribed(case()), State.PENDING)
    watch(one.subscription, benefit="qujiang-06")
    watch(one.subscription, TODAY + timedelta(days=1), benefit="qujiang-07")
    assert clerk.get(reverse("desk:reminder", args=[one.pk])).context["benefits"] == ["qujiang-06"]


def test_a_pause_and_a_stop_are_told_before_anything_else(clerk: Client) -> None:
    one = reminder(subscribed(case()), State.PENDING)
    held = Pulse.objects.create(hold=Pulse.Hold.RESTORE)
    assert "发送暂停了（恢复过备份）" in explained(one, held, NOW)
    one.subscription.state = "stopped"
    assert "已停止提醒" in explained(one, held, NOW)


@pytest.mark.parametrize(
    ("state", "said"), [("open", "要在 2026年11月25日 打"), ("done", "通知到了"), ("given_up", "不再打")]
)
def test_a_call_tells_how_it_went(clerk: Client, state: str, said: str) -> None:
    one = reminder(subscribed(case(), channel="call"))
    Call.objects.create(reminder=one, case=one.subscription.case, state=state, next_on=TODAY, opened_at=NOW)  # type: ignore[misc]
    assert said in explained(one, None, NOW)


def test_the_history_is_told_in_shanghais_time_and_cut_where_it_is_long(clerk: Client) -> None:
    one = reminder(
        subscribed(case()), receipt="delivered", receipt_at=NOW + timedelta(minutes=9), receipt_code="DELIVRD"
    )
    one.history.create(step="send", began_at=NOW + timedelta(minutes=1), ended_at=NOW, outcome="accepted", code="OK")
    one.history.create(step="send", began_at=NOW + timedelta(minutes=2))
    page = text(clerk.get(reverse("desk:reminder", args=[one.pk])))
    for said in ("2026年11月25日 10:01", "平台收下了", "没有等到结果", "DELIVRD", "列入待发"):
        assert said in page
    Attempt.objects.bulk_create(Attempt(reminder=one, step="look_up", began_at=NOW) for _number in range(300))
    steps, left = steps_of(one)
    assert (len(steps), left) == (201, 102)


def test_every_choice_of_state_and_reason_can_be_told(clerk: Client) -> None:
    from eligibility.reminders.reasons import Reason

    person = subscribed(case())
    for state in State.values:
        for reason in ("", "older_word", *Reason.values):
            one = Reminder(subscription=person, state=state, reason=reason, channel="sms", not_before=NOW, due_on=TODAY)
            assert explained(one, None, NOW).endswith("。") or reason == "older_word"
