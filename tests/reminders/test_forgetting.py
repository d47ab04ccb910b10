"""Nothing about a person outlives its time: each table seeded, the clock moved past each limit, purged twice."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.apps import apps
from django.contrib.auth.models import User
from django.utils import timezone

from catalog.models import Region
from eligibility.addresses import parse
from eligibility.models import Call, Case, Code, CodeGate, Consent, LocalMessage, Pulse, Reminder, Subscription, Watch
from eligibility.models.reminders import message_id
from eligibility.reminders import forgetting, tasks
from eligibility.reminders.forgetting import forget
from tests.conventions.project import ROOT

START = datetime(2026, 3, 1, 4, tzinfo=timezone.get_default_timezone())
MINUTE = timedelta(minutes=1)
ADDRESS = parse("13812345678")


def subscription(**fields: object) -> Subscription:
    return Subscription.objects.create(
        recipient="self",
        channel="sms",
        address=ADDRESS.text,
        address_digest=ADDRESS.digest,
        label="您母亲",
        created_at=START,
        **fields,
    )


def reminder(of: Subscription, **fields: object) -> Reminder:
    return Reminder.objects.create(
        message_id=message_id(of.pk, "renewal", START, "sms"),
        subscription=of,
        kind="renewal",
        due_on=START,
        channel="sms",
        masked="138****5678",
        not_before=START,
        created_at=START,
        **fields,
    )


@pytest.fixture
def everything(db: None) -> Subscription:
    """Somebody active, somebody stopped, somebody waiting; their codes, messages and proofs; a closed case."""
    for of in (None, subscription(state="waiting")):
        Code.objects.create(
            purpose="manage",
            subscription=of,
            channel="sms",
            address=ADDRESS.text,
            address_digest=ADDRESS.digest,
            visitor_digest="visitor",
            language="zh-hans",
            code_digest="c",
            created_at=START,
            expires_at=START + 10 * MINUTE,
        )
    CodeGate.objects.bulk_create([CodeGate(address_digest=one) for one in (ADDRESS.digest, "visitor", "everybody")])
    LocalMessage.objects.create(message_id="1", channel="sms", address=ADDRESS.text, text="x", sent_at=START)
    stopped = subscription(state="stopped", stopped_at=START)
    Watch.objects.create(subscription=stopped, region="quzhou", benefit="b", kind="renewal")
    reminder(stopped, state="accepted", settled_at=START)
    Consent.objects.create(
        subscription=stopped.pk, text_version="1", how="code", giver="self", given_at=START, withdrawn_at=START
    )
    region = Region.objects.create(slug="kecheng", name="柯城区")
    case = Case.objects.create(
        region=region, street="府山", name="张三", opened_at=START, closed_at=START, opened_by=User.objects.create()
    )
    told = subscription(state="stopped", stopped_at=START, case=case)
    Call.objects.create(reminder=reminder(told), case=case, next_on=START, opened_at=START)
    kept = subscription(state="active")
    Watch.objects.create(subscription=kept, region="quzhou", benefit="b", kind="renewal")
    reminder(kept, state="pending")
    Consent.objects.create(subscription=kept.pk, text_version="1", how="code", giver="self", given_at=START)
    return kept


LIMITS = {
    "codes": forgetting.CODES,
    "gates": forgetting.CODES,
    "waiting": forgetting.WAITING,
    "local messages": forgetting.LOCAL_MESSAGES,
    "numbers": forgetting.NUMBERS,
    "reminders": forgetting.REMINDERS,
    "subscriptions": forgetting.REMINDERS,
    "cases": forgetting.CASES,
    "proofs": forgetting.PROOFS,
}


def test_each_thing_goes_when_its_time_is_over_and_not_before(everything: Subscription) -> None:
    gone: dict[str, timedelta] = {}
    for span in sorted(set(LIMITS.values())):
        for at in (START + span - MINUTE, START + span + MINUTE):
            for name, count in forget(at).items():
                if count and name != "gates":
                    assert gone.setdefault(name, span) == span
                    assert at > START + span
            assert not any(forget(at).values())
    assert gone == {name: span for name, span in LIMITS.items() if name not in ("gates",)}
    assert Subscription.objects.get() == everything
    assert (Watch.objects.count(), Reminder.objects.count(), Consent.objects.count()) == (1, 1, 1)
    assert not any(model.objects.exists() for model in (Code, CodeGate, LocalMessage, Call, Case))
    everything.refresh_from_db()
    assert everything.address == ADDRESS.text


def test_a_number_goes_after_a_week_and_that_it_was_stopped_stays(everything: Subscription) -> None:
    forget(START + timedelta(days=7) + MINUTE)
    for one in Subscription.objects.filter(state="stopped"):
        assert (one.address, one.address_digest, one.label, one.watches.count()) == ("", "", "", 0)
        assert one.reminders.get().masked == ""


def test_the_privacy_page_says_the_same() -> None:
    days = [one.days for one in (forgetting.WAITING, forgetting.NUMBERS, forgetting.CASES, forgetting.PROOFS)]
    assert days == [1, 7, 2 * 365, 3 * 365 + 1]
    assert forgetting.REMINDERS.days == round(18 * 365.25 / 12)
    page = (ROOT / "templates/pages/privacy.html").read_text(encoding="utf-8")
    for words in ("1 天后删除", "7 天后删掉号码", "留 18 个月", "结案 2 年后", "留 3 年"):
        assert words in page


def test_a_gate_in_use_stays(everything: Subscription) -> None:
    forget(START + MINUTE)
    assert set(CodeGate.objects.values_list("pk", flat=True)) == {ADDRESS.digest, "visitor"}


def test_slices_take_all(everything: Subscription, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forgetting, "AT_A_TIME", 1)
    assert forget(START + timedelta(days=2))["codes"] == 2


def test_every_table_about_people_has_its_limit() -> None:
    named = {model._meta.object_name for model in apps.get_app_config("eligibility").get_models()}
    deleted = {"Code", "CodeGate", "Subscription", "LocalMessage", "Reminder", "Case", "Consent", "DayBudget"}
    with_their_owner = {"Watch", "Attempt", "Call", "CallTry"}
    about_nobody = {"Pulse", "Circuit", "MessageTemplate", "HistoricalMessageTemplate"}
    # tests/keeping, tests/summaries and tests/usage say when.
    by_their_own_rooms = {"Kept", "Share", "Try", "Paper", "PaperPart", "PaperPiece", "UsageCount", "Ticket"}
    assert named == deleted | with_their_owner | about_nobody | by_their_own_rooms


@pytest.mark.parametrize(
    ("hours", "hold", "forgets"),
    [(1, "", True), (24 * 365, "", False), (1, "clock", True), (1, "restore", False), (1, "staff", True)],
)
def test_a_clock_that_leapt_makes_nothing_forgotten(
    everything: Subscription, hours: int, hold: str, forgets: bool
) -> None:
    now = START + timedelta(days=2)
    Pulse.objects.create(pk=1, ticked_at=now, hold=hold)
    with time_machine.travel(now + timedelta(hours=hours), tick=False), pytest.MonkeyPatch.context() as patch:
        patch.setattr(tasks.braking, "clock", timezone.now)
        tasks.forget()
    assert Code.objects.exists() is not forgets
