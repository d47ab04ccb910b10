"""Cases: nothing without consent, everything at once, found again, changed, closed, erased."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from eligibility.desk import consents, numbers, things
from eligibility.models import Call, Case, Consent, Reminder, Subscription, Watch
from eligibility.reminders import due
from eligibility.reminders.due import LEAD
from tests.desk.clerks import DUE, LANDLINE, LAST, MOBILE, PACKAGE, TODAY, call, case, clerk
from tests.interview.conftest import PLAIN, Visitor

KEY = f"renewal-{PACKAGE}-package"
BASIC: dict[str, Any] = {
    "reference": "7K3M9PQR",
    "name": " 王　桂英 ",
    "street": "樟潭街道",
    KEY: "on",
    f"{KEY}-last": "2025-12-10",
    "who": "self",
    "address": "138-0000-5678",
    "label": "",
    "giver": "self",
    "how": "spoken",
    "on": "2026-11-25",
    "agreed": "on",
}


def fields(worker: User, **changed: Any) -> dict[str, Any]:
    """The form filled in, with some of it otherwise."""
    return {**BASIC, "region": worker.roles.get().region_id, **changed}


def nothing_is_kept() -> bool:
    return not any(model.objects.exists() for model in (Case, Consent, Subscription, Watch))


def test_a_case_is_opened_by_hand(worker: User, client: Client) -> None:
    answer = client.post("/desk/cases/new/", fields(worker))
    assert answer.headers["Location"] == "/desk/cases/7K3M9PQR/"
    opened, consent, watch = Case.objects.get(), Consent.objects.get(), Watch.objects.get()
    subscription = opened.subscriptions.get()
    assert (opened.name, opened.street, opened.opened_by) == ("王 桂英", "樟潭街道", worker)
    assert (subscription.channel, subscription.address, subscription.state) == ("sms", MOBILE, "active")
    assert (consent.subscription, consent.recorded_by, consent.giver) == (subscription.pk, worker, "self")
    assert consent.text_version == consents.VERSION
    assert (watch.last, watch.due_on, watch.wake_on) == (LAST, DUE, TODAY + timedelta(days=1))
    assert DUE - LEAD < TODAY
    page = client.get("/desk/cases/7K3M9PQR/").content.decode()
    assert "王 桂英" in page
    assert "138 0000 5678" in page
    assert "2026年11月25日 老人本人同意（当面口头同意），clerk 记录" in page


@pytest.mark.parametrize(
    ("born", "last", "dues"),
    [
        # 80 on 1 March 2027: the second year need not be waited for, and from then on each year counts.
        ("1947-03-01", "2025-12-10", [date(2027, 3, 1), date(2028, 3, 1)]),
        # Long past 80, although the other rhythm was ticked.
        ("1940-03-01", "2026-02-01", [date(2027, 2, 1), date(2028, 2, 1)]),
        # Without a birthday the rhythm that was ticked stays.
        ("", "2025-12-10", [date(2027, 12, 10), date(2029, 12, 10)]),
    ],
)
def test_a_rhythm_that_changes_with_age_changes_by_hand_too(
    worker: User, client: Client, born: str, last: str, dues: list[date]
) -> None:
    one = next(one for one in things.from_lists(worker, TODAY) if one.proposal.months == 24 and "未满 80" in one.way)
    wanted = {**fields(worker, born=born), one.key: "on", f"{one.key}-last": last}
    wanted = {name: value for name, value in wanted.items() if PACKAGE not in name}
    answer = client.post("/desk/cases/new/", wanted)
    assert answer.status_code == 302, answer.content.decode()
    watch = Watch.objects.get()
    assert watch.due_on == dues[0]
    due.told(watch, dues[0], TODAY)
    assert watch.due_on == dues[1]
    assert born not in str(watch.stages) or not born


def test_a_page_that_is_sent_twice_opens_one_case(worker: User, client: Client) -> None:
    for _turn in range(2):
        assert client.post("/desk/cases/new/", fields(worker)).status_code == 302
    assert (Case.objects.count(), Subscription.objects.count(), Consent.objects.count()) == (1, 1, 1)


def test_a_namesake_in_the_street_is_asked_about(worker: User, client: Client) -> None:
    first = case(worker, name="王 桂英")
    answer = client.post("/desk/cases/new/", fields(worker))
    assert (answer.status_code, Case.objects.count()) == (422, 1)
    assert f"编号 {first.reference}" in answer.content.decode()
    assert '<input type="checkbox" name="another"' in answer.content.decode()
    assert client.post("/desk/cases/new/", fields(worker, another="on")).status_code == 302
    assert Case.objects.count() == 2
    region = first.region_id
    changed = {"reference": first.reference, "name": "王 桂英", "street": "廿里镇", "region": region}
    assert client.post(f"/desk/cases/{first.reference}/name/", changed).status_code == 302


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"agreed": ""}, "没有同意，就不能建档"),
        ({"giver": ""}, "请选是谁同意的"),
        ({"how": "code"}, "请从列出的里面选"),
        ({"on": "2026-11-26"}, "这一天太早或太晚了"),
        ({"on": ""}, "请填写这一项"),
        ({"name": " \u200b "}, "请填姓名"),
        ({"region": "999"}, "请选您负责的地区"),
        ({KEY: "", f"{KEY}-last": ""}, "请至少选一件要提醒的事"),
        ({f"{KEY}-last": "2026-13-01"}, "月份请填 1 到 12"),
        ({"renewal-quzhou-12-yearly": "on", "renewal-quzhou-12-two-yearly": "on"}, "同一件事只能选一种周期"),
        ({"address": "0570-3021234"}, "这是座机号码"),
        ({"address": ""}, "请填手机号码"),
        ({"who": "call", "address": "3021234"}, "座机要带区号"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    worker: User, client: Client, changed: dict[str, str], said: str
) -> None:
    answer = client.post("/desk/cases/new/", fields(worker, **changed))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert nothing_is_kept()


def test_names_and_numbers_are_sealed_and_shown_as_text(worker: User, client: Client) -> None:
    client.post("/desk/cases/new/", fields(worker, name="<script>1</script>", street="{{7*7}}"))
    assert "&lt;script&gt;1&lt;/script&gt;" in client.get("/desk/cases/").content.decode()
    assert "{{7*7}}" in client.get("/desk/cases/").content.decode()
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, address FROM eligibility_case, eligibility_subscription")
        stored = "".join(cursor.fetchone())
    assert "script" not in stored
    assert "5678" not in stored


def test_a_case_is_opened_from_the_answers_which_are_then_forgotten(worker: User, client: Client) -> None:
    visitor = Visitor()
    visitor.client = client
    answers: dict[str, dict[str, Any]] = {
        "residence": {"residence": "qujiang"},
        "care": {"care_assessed": "true", "family_carer": "false"},
        "assessed": {"last_assessment_year": "2025", "last_assessment_month": "12", "last_assessment_day": "10"},
    }
    visitor.start("client").go_on(**{**PLAIN, **answers})
    assert 'href="/desk/cases/from-answers/"' in visitor.text("/results/")
    page = visitor.text("/desk/cases/from-answers/")
    assert "1951年3月2日" in page
    data = {name: value for name, value in fields(worker).items() if not name.startswith("renewal")}
    for key in ("renewal-qujiang-gp-basic-package", "birthday-quzhou-11-senior-aged-80"):
        assert f'name="{key}"' in page or key.startswith("birthday")
    opened = client.post("/desk/cases/from-answers/", data | {KEY: "on"}, follow=True)
    assert "已经建档" in opened.content.decode()
    watch = Watch.objects.get()
    assert (watch.benefit, watch.last, watch.due_on) == (PACKAGE, None, date(2026, 12, 25))
    assert client.get("/results/").status_code == 302
    assert client.get("/desk/cases/from-answers/").headers["Location"] == "/desk/cases/new/"


def test_residents_and_other_staff_see_no_button(worker: User, client: Client) -> None:
    visitor = Visitor()
    visitor.start("client").go_on()
    assert "from-answers" not in visitor.text("/results/")
    visitor.client = client
    visitor.start("self").go_on()
    assert "from-answers" not in visitor.text("/results/")


@pytest.mark.parametrize("typed", ["桂英", "0570-3021234", "{reference}", "０５７０３０２１２３４"])
def test_a_case_is_found_again(worker: User, client: Client, typed: str) -> None:
    opened = case(worker)
    case(worker, name="李秀兰", number=MOBILE)
    case(clerk("elsewhere", "kecheng"), name="王桂英")
    page = client.post("/desk/cases/", {"find": typed.format(reference=opened.reference.lower())}).content.decode()
    assert "找到 1 个" in page
    assert f"/desk/cases/{opened.reference}/" in page


def test_the_list_shows_masked_numbers_by_street(worker: User, client: Client) -> None:
    case(worker, street="樟潭街道")
    case(worker, name="李秀兰", street="廿里镇", number=MOBILE)
    page = client.get("/desk/cases/", {"street": "廿里镇"}).content.decode()
    assert "138****5678" in page
    assert MOBILE not in page
    assert "王桂英" not in page
    assert "没有个案" in client.get("/desk/cases/?closed").content.decode()


def test_another_recipient_is_reminded_of_the_same_and_only_once(worker: User, client: Client) -> None:
    opened = case(worker)
    address = f"/desk/cases/{opened.reference}/recipients/"
    wanted = {"who": "relative", "address": "Li@Example.com", "label": "妈妈"}
    agreed = {"giver": "relative", "how": "phone", "on": "2026-11-24", "agreed": "on"}
    assert client.post(address, wanted).status_code == 422
    assert opened.subscriptions.count() == 1
    client.post(address, wanted | agreed)
    made = opened.subscriptions.get(recipient="relative")
    assert (made.channel, made.address, made.label) == ("email", "li@example.com", "妈妈")
    assert made.watches.get().due_on == DUE
    assert Consent.objects.get(subscription=made.pk).given_at.date() == date(2026, 11, 23)  # midnight in China
    assert "这个号码已经在提醒了" in client.post(address, wanted | agreed).content.decode()
    assert opened.subscriptions.count() == 2


def test_a_last_date_is_told_for_everybody(worker: User, client: Client) -> None:
    opened = case(worker)
    call(opened)
    sent = client.post(
        f"/desk/cases/{opened.reference}/things/last/", {"benefit": PACKAGE, "last": "2026-11-20"}, follow=True
    )
    assert "下次到期日重新算过了" in sent.content.decode()
    assert Watch.objects.get().due_on == date(2027, 11, 20)
    assert Call.objects.get().state == "given_up"
    client.post(f"/desk/cases/{opened.reference}/things/last/", {"benefit": PACKAGE, "last": "2026-12-20"})
    assert Watch.objects.get().last == date(2026, 11, 20)


def test_things_are_added_and_dropped(worker: User, client: Client) -> None:
    opened = case(worker)
    address = f"/desk/cases/{opened.reference}/things/"
    key = "renewal-quzhou-12-two-yearly"
    client.post(address, {key: "on", f"{key}-last": "2025-03-01"})
    assert sorted(Watch.objects.values_list("due_on", flat=True)) == [DUE, date(2027, 3, 1)]
    assert client.post(address, {}).status_code == 422
    client.post(f"{address}drop/", {"benefit": PACKAGE, "kind": "renewal"})
    assert [one.due_on for one in Watch.objects.all()] == [date(2027, 3, 1)]


def test_a_number_is_changed(worker: User, client: Client) -> None:
    opened = case(worker)
    one = opened.subscriptions.get()
    address = f"/desk/cases/{opened.reference}/recipients/{one.pk}/"
    assert client.post(address, {"who": "message", "address": "12345"}).status_code == 422
    client.post(address, {"who": "message", "address": "１３８ ００００ ５６７８"})
    one.refresh_from_db()
    assert (one.channel, one.address) == ("sms", MOBILE)
    assert one.address_digest


def test_a_name_and_a_street_are_changed(worker: User, client: Client) -> None:
    opened = case(worker)
    region = opened.region_id
    client.post(f"/desk/cases/{opened.reference}/name/", {"name": "王桂兰", "street": "廿里镇", "region": region})
    opened.refresh_from_db()
    assert (opened.name, opened.street) == ("王桂兰", "廿里镇")


def test_one_recipient_is_stopped(worker: User, client: Client) -> None:
    opened = case(worker)
    call(opened)
    one = opened.subscriptions.get()
    address = f"/desk/cases/{opened.reference}/recipients/{one.pk}/stop/"
    assert "停了就不能恢复" in client.get(address).content.decode()
    client.post(address)
    one.refresh_from_db()
    assert (one.state, one.stopped_how) == ("stopped", "staff")
    assert Consent.objects.get().withdrawn_at is not None
    assert Call.objects.get().state == "given_up"


def test_closing_stops_everything_and_stays(worker: User, client: Client) -> None:
    opened = case(worker)
    one = call(opened)
    Reminder.objects.filter(pk=one.reminder_id).update(state="pending")
    assert client.get(f"/desk/cases/{opened.reference}/close/").status_code == 200
    assert Subscription.objects.get().state == "active"
    client.post(f"/desk/cases/{opened.reference}/close/")
    subscription, reminder = Subscription.objects.get(), Reminder.objects.get()
    assert (subscription.state, subscription.stopped_how, reminder.state) == ("stopped", "closed", "cancelled")
    assert Call.objects.get().state == "given_up"
    assert "已结案" in client.get(f"/desk/cases/{opened.reference}/").content.decode()
    assert client.get(f"/desk/cases/{opened.reference}/recipients/").status_code == 403


def test_erasing_leaves_a_consent_without_a_name(worker: User, client: Client) -> None:
    opened = case(worker)
    call(opened)
    client.post(f"/desk/cases/{opened.reference}/erase/")
    assert not any(model.objects.exists() for model in (Case, Subscription, Watch, Reminder, Call))
    assert Consent.objects.get().withdrawn_at is not None
    assert client.get(f"/desk/cases/{opened.reference}/").status_code == 404


@pytest.mark.parametrize(
    ("typed", "kept", "read"),
    [
        ("０５７０－３０２１２３４", LANDLINE, "0570 302 1234"),
        ("138 0000 5678", MOBILE, "138 0000 5678"),
        ("+1 650 253 0000", "+16502530000", "+1 650-253-0000"),
    ],
)
def test_numbers_that_can_be_rung(typed: str, kept: str, read: str) -> None:
    assert numbers.ringable(typed) == kept
    assert numbers.spoken(kept) == read


@pytest.mark.parametrize("typed", ["12345", "3021234", "0570-12", "abc", "138\u0000", "1380000567८", ""])
def test_numbers_that_cannot(typed: str) -> None:
    with pytest.raises(numbers.WrongNumberError):
        numbers.ringable(typed)
