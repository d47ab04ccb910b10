"""The whole way: asked for, proven, looked at, changed, ended, erased."""

from datetime import date, timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from eligibility.models import Code, Consent, LocalMessage, Subscription, Watch
from eligibility.subscribing import consent
from tests.subscribing.conftest import A_MINUTE, EMAIL, NUMBER, Subscriber


def test_the_results_invite(subscriber: Subscriber) -> None:
    assert 'href="/reminders/"' in subscriber.text("/results/")
    assert 'href="/reminders/"' not in Subscriber().screened("client").text("/results/")


def test_subscribed_with_a_phone(subscriber: Subscriber) -> None:
    kept = subscriber.subscribed()
    assert (kept.recipient, kept.label, kept.channel, kept.address) == ("relative", "您母亲", "sms", "+8613812345678")
    assert kept.confirmed_at
    assert kept.watches.count() == len(subscriber.things()) > 0
    agreed = Consent.objects.get()
    assert (agreed.subscription, agreed.how, agreed.giver) == (kept.pk, "code", "relative")
    assert agreed.text_version == consent.VERSION
    done = subscriber.text("/reminders/done/")
    assert "138 1234 5678" in done
    assert "订好了" in subscriber.look("/reminders/code/")


def test_without_a_provider_the_page_leads_to_where_the_code_is(subscriber: Subscriber) -> None:
    subscriber.ask()
    assert 'href="/outbox/"' in subscriber.text("/reminders/code/")
    assert subscriber.code() in subscriber.look("/outbox/")


def test_subscribed_for_oneself_with_a_mailbox(subscriber: Subscriber) -> None:
    subscriber.screened("self")
    kept = subscriber.subscribed(phone="", email=EMAIL)
    assert (kept.recipient, kept.label, kept.channel, kept.address) == ("self", "", "email", EMAIL)
    assert Consent.objects.get().giver == "self"


def test_only_what_was_ticked(subscriber: Subscriber) -> None:
    key = subscriber.things()[0]
    kept = subscriber.subscribed(things=[key])
    assert [f"{one.kind}:{one.benefit}" for one in kept.watches.all()] == [key]


def test_no_answer_and_no_plain_number_is_stored(subscriber: Subscriber) -> None:
    kept = subscriber.subscribed()
    models = (Subscription, Watch, Code, Consent, LocalMessage, Session)
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")
            raw = str(cursor.fetchall())
            assert not any(word in raw for word in (NUMBER, "1951-03-02", "kecheng", "您母亲", "3000")), model
    assert all(set(one.stages[0]) and len(one.stages[0]) == 2 for one in kept.watches.all())


def test_asked_for_twice_it_is_one(subscriber: Subscriber) -> None:
    first = subscriber.subscribed(things=subscriber.things()[:1])
    with time_machine.travel(timezone.now() + A_MINUTE, tick=False):
        again = Subscriber().screened().subscribed()
    assert again == first
    assert Subscription.objects.count() == 1
    assert again.watches.count() == len(subscriber.things())
    assert Consent.objects.count() == 2


def test_the_same_phone_for_another_person_is_another(subscriber: Subscriber) -> None:
    subscriber.subscribed()
    with time_machine.travel(timezone.now() + A_MINUTE, tick=False):
        Subscriber().screened("father").subscribed()
    assert sorted(one.label for one in Subscription.objects.all()) == ["您母亲", "您父亲"]


def test_pressed_twice(subscriber: Subscriber) -> None:
    subscriber.ask()
    code = subscriber.code()
    assert subscriber.enter(code).headers["Location"] == "/reminders/done/"
    assert subscriber.enter(code).headers["Location"] == "/reminders/done/"
    assert Consent.objects.count() == 1


def look_up(number: str = NUMBER) -> Subscriber:
    """Somebody else's browser, some time later, with the same phone."""
    one = Subscriber()
    assert one.post("/reminders/mine/", {"phone": number}).headers["Location"] == "/reminders/code/"
    return one


@pytest.fixture
def later(subscriber: Subscriber) -> Subscription:
    """A subscription, and a minute gone by."""
    kept = subscriber.subscribed()
    Code.objects.update(created_at=timezone.now() - timedelta(minutes=2))
    return kept


def test_what_is_stored_is_shown_whole(later: Subscription) -> None:
    one = look_up()
    assert one.enter(one.code()).headers["Location"] == "/reminders/mine/"
    page = one.text("/reminders/mine/")
    for text in ("138 1234 5678", "提醒您母亲的事", "您哪天同意的", later.stop_code):
        assert text in page
    for watch in later.watches.all():
        assert f"/reminders/mine/{watch.pk}/" in page


def test_the_proof_ends(later: Subscription) -> None:
    one = look_up()
    one.enter(one.code())
    with time_machine.travel(timezone.now() + timedelta(minutes=31), tick=False):
        assert "发验证码给我" in one.look("/reminders/mine/")
        assert one.get("/reminders/mine/erase/").headers["Location"] == "/reminders/mine/"
    one.post("/reminders/mine/leave/")
    assert "发验证码给我" in one.text("/reminders/mine/")


def test_clear_and_leave_closes_it_too(later: Subscription) -> None:
    one = look_up()
    one.enter(one.code())
    one.post("/clear/")
    assert "发验证码给我" in one.text("/reminders/mine/")
    assert not Session.objects.filter(session_key=one.client.session.session_key).exists()


def test_the_session_gets_a_new_key(later: Subscription) -> None:
    one = look_up()
    before = one.client.session.session_key
    one.enter(one.code())
    assert one.client.session.session_key != before


def manage() -> Subscriber:
    """Somebody who proved the number."""
    one = look_up()
    one.enter(one.code())
    return one


def manage_unknown() -> Subscriber:
    """Somebody who asked about a number that nothing is kept for, and guessed its code."""
    one = look_up()
    Code.objects.filter(pk=Code.objects.latest("pk").pk).update(used_at=timezone.now())
    session = one.client.session
    session["reminders"] = {"proof": session["reminders"]["waiting"]}
    session.save()
    return one


def renewed(kept: Subscription) -> Watch:
    """Something with a last date."""
    return kept.watches.filter(kind="renewal")[0]


def test_an_edited_last_date(later: Subscription) -> None:
    one, watch = manage(), renewed(later)
    sent = {"last_year": "２０２６", "last_month": "3", "last_day": "1"}
    assert one.post(f"/reminders/mine/{watch.pk}/", sent).status_code == 302
    watch.refresh_from_db()
    assert (watch.last, watch.assumed) == (date(2026, 3, 1), False)
    assert watch.due_on
    assert "2026年3月1日" in one.text("/reminders/mine/")
    one.post(f"/reminders/mine/{watch.pk}/", {"last_unsure": "1"})
    watch.refresh_from_db()
    assert watch.last is None


@pytest.mark.parametrize(
    ("sent", "sentence", "at"),
    [
        (("2026", "2", "30"), "没有 30 日", "day"),
        (("2999", "1", "1"), "之后", "year"),
        (("1950", "1", "1"), "30 年以前", "year"),
        (("", "", ""), "请填年、月、日", "year"),
        (("<b>", "1", "1"), "4 位数字", "year"),
    ],
)
def test_a_wrong_last_date(later: Subscription, sent: tuple[str, str, str], sentence: str, at: str) -> None:
    one, watch = manage(), renewed(later)
    fields = dict(zip(("last_year", "last_month", "last_day"), sent, strict=True))
    response = one.post(f"/reminders/mine/{watch.pk}/", fields)
    html = response.content.decode()
    assert response.status_code == 422
    assert html.count(sentence) == 2
    assert f'href="#id_last_{at}"' in html
    assert f'id="id_last_{at}"' in html
    assert "<b>" not in html


def test_one_thing_less_until_nothing_is_left(later: Subscription) -> None:
    one = manage()
    watches = list(later.watches.all())
    for watch in watches[:-1]:
        one.post(f"/reminders/mine/{watch.pk}/drop/")
    later.refresh_from_db()
    assert later.state == "active"
    one.post(f"/reminders/mine/{watches[-1].pk}/drop/")
    later.refresh_from_db()
    assert (later.state, later.stopped_how) == ("stopped", "page")
    assert "已经全部停止" in one.text("/reminders/mine/")


def test_nobody_reaches_another_number(later: Subscription) -> None:
    other = Subscriber()
    other.screened().subscribed(phone="13912345678")
    watch = later.watches.all()[0]
    for path in (f"/reminders/mine/{watch.pk}/", f"/reminders/mine/{watch.pk}/drop/"):
        assert other.post(path, {"last_unsure": "1"}).status_code == 404
    assert "138 1234 5678" not in other.text("/reminders/mine/")
    watch.refresh_from_db()


def test_another_number(later: Subscription) -> None:
    one = manage()
    assert "现在就是这个号码" in one.post("/reminders/mine/number/", {"phone": "138-1234-5678"}).content.decode()
    one.post("/reminders/mine/number/", {"phone": "13912345678"})
    later.refresh_from_db()
    assert later.address == "+8613812345678"
    one.enter(one.code())
    later.refresh_from_db()
    assert later.address == "+8613912345678"
    page = one.text("/reminders/mine/")
    assert "139 1234 5678" in page
    assert "号码换好了" in page
    with time_machine.travel(timezone.now() + A_MINUTE, tick=False):
        assert "没有订提醒" in manage_unknown().text("/reminders/mine/")


def test_whoever_is_rung_goes_on_being_rung(later: Subscription) -> None:
    Subscription.objects.update(channel="call")
    one = manage()
    one.post("/reminders/mine/number/", {"phone": "13912345678"})
    one.enter(one.code())
    later.refresh_from_db()
    assert (later.channel, later.address) == ("call", "+8613912345678")


def test_erased(later: Subscription) -> None:
    one = manage()
    assert "全部删掉吗" in one.text("/reminders/mine/erase/")
    assert Subscription.objects.count() == 1
    assert "都删掉了" in one.post("/reminders/mine/erase/").content.decode()
    assert (Subscription.objects.count(), Watch.objects.count()) == (0, 0)
    assert {code.address for code in Code.objects.all()} == {""}
    assert Consent.objects.get().withdrawn_at
    assert "发验证码给我" in one.text("/reminders/mine/")


def test_a_last_date_told_on_the_results_page_comes_along(subscriber: Subscriber) -> None:
    key = next(one for one in subscriber.things() if one.startswith("renewal:"))
    benefit = key.partition(":")[2]
    told = {"last_year": "2026", "last_month": "3", "last_day": "1"}
    assert subscriber.post(f"/results/last/{benefit}/", told).status_code == 302
    assert subscriber.subscribed(things=[key]).watches.get().last == date(2026, 3, 1)
