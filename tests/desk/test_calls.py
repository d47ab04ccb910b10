"""The call list: worked down, tried again, handed over to a visit; nothing noted twice."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client

from eligibility.desk import calls, things
from eligibility.models import Call, CallTry, Case, Reminder, Subscription
from tests.desk.clerks import DUE, LANDLINE, MOBILE, NOW, PACKAGE, TODAY, call, case

Outcome = CallTry.Outcome
TOMORROW = TODAY + timedelta(days=1)


def press(client: Client, one: Call, outcome: str, **fields: object) -> HttpResponse:
    """One press, on the page as it is now."""
    return client.post(f"/desk/calls/{one.pk}/", {"outcome": outcome, "seen": one.tries.count(), **fields})


def ringing(worker: User, day: date = TODAY) -> list[str]:
    return [one.case.name for one in calls.to_ring(worker, day)]


def visiting(worker: User) -> list[str]:
    return [one.case.name for one in calls.to_visit(worker)]


def test_what_falls_due_first_is_rung_first(worker: User, client: Client) -> None:
    later, sooner = call(case(worker, name="后到期")), call(case(worker, name="先到期", number=MOBILE))
    Reminder.objects.filter(call=sooner).update(due_on=DUE - timedelta(days=9))
    call(case(worker, name="明天再打"), next_on=TOMORROW)
    assert ringing(worker) == ["先到期", "后到期"]
    page = client.get("/desk/calls/").content.decode()
    assert page.index("先到期") < page.index("后到期")
    assert "明天再打" not in page
    assert 'href="tel:+8613800005678">138 0000 5678' in page
    assert "老年人家庭医生签约服务" in page
    assert later.case.reference not in page


def test_one_press_ends_a_call(worker: User, client: Client) -> None:
    one = call(case(worker))
    answer = press(client, one, "reached", note="<b>女儿接的</b>")
    assert answer.headers["Location"] == f"/desk/calls/?done={one.pk}"
    page = client.get(answer.headers["Location"]).content.decode()
    assert "已经记下：王桂英，通知到了。" in page
    assert ringing(worker) == []
    one.refresh_from_db()
    assert (one.state, one.closed_at) == ("done", NOW)
    assert one.tries.get().by == worker
    assert "&lt;b&gt;女儿接的&lt;/b&gt;" in client.get(f"/desk/calls/{one.pk}/").content.decode()


def test_nobody_answers_four_times_and_somebody_goes_there(worker: User, client: Client) -> None:
    one = call(case(worker))
    for turn in range(1, 5):
        press(client, one, "no_answer")
        one.refresh_from_db()
        assert (one.state, one.next_on) == ("open", TOMORROW)
        assert ringing(worker, TOMORROW) == (["王桂英"] if turn < 4 else [])
    assert visiting(worker) == ["王桂英"]
    assert "4 次没人接" in client.get("/desk/calls/visits/").content.decode()
    press(client, one, "will_do")
    assert visiting(worker) == []


def test_the_next_try_is_on_the_day_that_was_agreed(worker: User, client: Client) -> None:
    one = call(case(worker))
    press(client, one, "no_answer", next_on="2026-11-30")
    assert ringing(worker, date(2026, 11, 29)) == []
    assert ringing(worker, date(2026, 11, 30)) == ["王桂英"]
    assert press(client, one, "no_answer", next_on="2026-11-24").status_code == 422
    assert one.tries.count() == 1


def test_a_double_press_is_noted_once(worker: User, client: Client) -> None:
    one = call(case(worker))
    fields = {"outcome": "no_answer", "seen": 0}
    assert client.post(f"/desk/calls/{one.pk}/", fields).status_code == 302
    late = client.post(f"/desk/calls/{one.pk}/", fields)
    assert late.status_code == 409
    assert "这个电话刚才有了变化" in late.content.decode()
    assert one.tries.count() == 1


def test_a_slip_is_taken_back_by_whoever_made_it_on_the_same_day(worker: User, client: Client) -> None:
    one = call(case(worker))
    press(client, one, "reached")
    other = User.objects.create_user("other", is_staff=True)
    assert not calls.take_back(one, by=other, now=NOW)
    assert not calls.take_back(one, by=worker, now=NOW + timedelta(days=1))
    client.post(f"/desk/calls/{one.pk}/back/")
    one.refresh_from_db()
    assert (one.state, one.closed_at, one.tries.count()) == ("open", None, 0)
    assert ringing(worker) == ["王桂英"]


def test_a_wrong_number_is_asked_about_and_never_rung_again(worker: User, client: Client) -> None:
    one = call(case(worker))
    asked = press(client, one, "wrong_number")
    assert "0570 302 1234" in asked.content.decode()
    assert one.tries.count() == 0
    press(client, one, "wrong_number", sure="1")
    subscription = Subscription.objects.get()
    assert (subscription.address, subscription.address_digest, subscription.state) == ("", "", "active")
    assert (ringing(worker), visiting(worker)) == ([], ["王桂英"])
    assert not calls.take_back(one, by=worker, now=NOW)
    client.post(
        f"/desk/cases/{one.case.reference}/recipients/{subscription.pk}/", {"who": "call", "address": "138 0000 5678"}
    )
    assert (ringing(worker), visiting(worker)) == (["王桂英"], [])


def test_whoever_wants_no_more_reminders_gets_none(worker: User, client: Client) -> None:
    one = call(case(worker))
    assert "得重新征得同意" in press(client, one, "declined").content.decode()
    press(client, one, "declined", sure="1")
    one.refresh_from_db()
    assert (one.state, Subscription.objects.get().state) == ("given_up", "stopped")
    assert ringing(worker) == []


def test_somebody_without_a_phone_is_visited_at_once(worker: User, client: Client) -> None:
    call(case(worker, number=""))
    assert (ringing(worker), visiting(worker)) == ([], ["王桂英"])
    page = client.get("/desk/calls/visits/").content.decode()
    assert "没有电话" in page
    assert "号码不对" not in page


def test_whoever_needs_help_is_visited(worker: User, client: Client) -> None:
    one = call(case(worker))
    press(client, one, "needs_help")
    assert (ringing(worker), visiting(worker)) == ([], ["王桂英"])


@pytest.mark.parametrize("told", [date(2026, 11, 20), date(2025, 12, 10)])
def test_a_call_goes_where_its_matter_has_been_seen_to(worker: User, told: date) -> None:
    one = call(case(worker))
    things.tell_last(one.case, PACKAGE, told, NOW)
    assert ringing(worker) == ([] if told.year == 2026 else ["王桂英"])


def test_a_street_is_worked_by_itself_and_on_paper(worker: User, client: Client) -> None:
    call(case(worker, name="王桂英", street="樟潭街道"))
    call(case(worker, name="李秀兰", street="廿里镇", number=MOBILE))
    call(case(worker, name="张阿大", street="廿里镇", number=""))
    for address in ("/desk/calls/", "/desk/calls/print/"):
        page = client.get(address, {"street": "廿里镇"}).content.decode()
        assert "李秀兰" in page
        assert "王桂英" not in page
    Case.objects.exclude(street="樟潭街道").update(opened_by=None)
    for address in ("/desk/calls/", "/desk/calls/print/"):
        page = client.get(address, {"mine": "on"}).content.decode()
        assert "王桂英" in page
        assert "李秀兰" not in page
    paper = client.get("/desk/calls/print/").content.decode()
    assert paper.index("李秀兰") < paper.index("要上门的 1") < paper.index("张阿大")
    assert LANDLINE not in paper
    assert "☐ 没人接" in paper


def test_the_list_asks_the_database_as_often_for_forty_as_for_one(
    worker: User, client: Client, django_assert_max_num_queries: object
) -> None:
    for number in range(40):
        one = call(case(worker, name=f"老人{number}", number=f"+861380000{number:04}"))
        one.tries.create(at=NOW - timedelta(days=1), by=worker, outcome="no_answer")
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        assert client.get("/desk/calls/").content.decode().count("<li id=") == 40
