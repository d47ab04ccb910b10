"""What a message says, to whom, and that nothing typed by anybody can make it say something else."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from catalog.models import Region
from eligibility.models import Case, Code, Kept, MessageTemplate, Reminder, Share, Subscription
from eligibility.models.reminders import message_id
from eligibility.reminders.messages import compose, compose_code, compose_share

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 2, 3, 1, 0, tzinfo=UTC)
DUE = date(2026, 3, 5)


def reminder(kind: str = "renewal", **given: Any) -> Reminder:
    """A reminder, with its subscription as it is given."""
    known: dict[str, Any] = {"recipient": "self", "channel": "sms", "address": "+8613800000000", "state": "active"}
    subscription = Subscription.objects.create(**{**known, **given}, created_at=NOW, stop_code="ABCDEFGHJKMN")
    channel = subscription.channel
    return Reminder(
        message_id=message_id(subscription.pk, kind, DUE, channel),
        subscription=subscription,
        kind=kind,
        due_on=DUE,
        channel=channel,
        not_before=NOW,
        created_at=NOW,
    )


def code(**given: Any) -> Code:
    """A code that was asked for."""
    known: dict[str, Any] = {"channel": "sms", "address": "+8613800000000", "language": "zh-hans", "purpose": "confirm"}
    return Code.objects.create(**{**known, **given}, created_at=NOW, expires_at=NOW + timedelta(minutes=10))


def test_a_text_message_names_its_sender_the_day_and_the_way_to_stop(settings: Any) -> None:
    settings.SMS_SENDER = "衢江民政"
    one = reminder()
    message = compose(one)
    assert (
        message.text == "【衢江民政】您有一项手续2026年3月5日到期，请提前带身份证到村（社区）问一问、办一办。回TD退订"
    )
    assert (message.message_id, message.address) == (str(one.message_id), "+8613800000000")
    assert (message.subject, message.params) == ("", {"date": "2026年3月5日", "who": "您"})


def test_an_email_says_where_to_look_and_where_to_stop(settings: Any) -> None:
    settings.PORTAL_URL = "https://portal.example"
    message = compose(reminder("birthday", channel="email", address="a@example.com", language="en"))
    assert message.subject == "Reminder: something new from 5 March 2026"
    assert message.text.startswith("Hello,\n\nFor you: from 5 March 2026 there may be something new")
    assert message.stop_link == "https://portal.example/stop/ABCDEFGHJKMN/"
    assert message.stop_link in message.text
    assert "https://portal.example/reminders/mine/" in message.text


def test_a_code_is_named_with_the_time_that_it_is_good_for() -> None:
    one = code()
    message = compose_code(one, "042531")
    assert message.text == "【养老待遇查询】验证码042531，10分钟内有效。请只填在网页上，不要告诉别人。"
    assert (message.params, message.stop_link) == ({"code": "042531", "minutes": "10"}, "")
    assert compose_code(one, "042531").message_id == message.message_id
    assert compose_code(code(), "042531").message_id != message.message_id


def test_the_reader_knows_whom_it_is_about() -> None:
    case = Case.objects.create(
        reference="ABCD2345", region=Region.objects.create(slug="x", name="x"), name="王", opened_at=NOW
    )
    assert compose(reminder(recipient="relative", label="妈妈")).params["who"] == "妈妈"
    Subscription.objects.all().delete()
    assert compose(reminder(recipient="relative")).params["who"] == "您的家人"
    Subscription.objects.all().delete()
    assert compose(reminder(recipient="worker", case=case, label="王阿婆")).params["who"] == "个案ABCD2345"


def test_a_label_cannot_become_a_text_of_its_own(settings: Any) -> None:
    settings.PORTAL_URL = "https://portal.example"
    message = compose(reminder(recipient="relative", label="{stop}\r\nBcc: 某某某某某某某某某某\0"))
    assert message.params["who"] == "{stop} Bcc"
    assert "\n" not in message.text
    assert "portal.example" not in message.text


def test_a_text_of_the_staff_is_used_and_one_that_is_not_whole_is_not() -> None:
    row = MessageTemplate.objects.update_or_create(
        kind="renewal",
        channel="sms",
        language="zh-hans",
        defaults={"text": "{date}前办。{stop}", "provider_code": "S1"},
    )[0]
    message = compose(reminder())
    assert (message.text, message.template) == ("【养老待遇查询】2026年3月5日前办。回TD退订", "S1")
    for broken in ("{date}", "{date}{stop}{name}", "{date}{stop}{", "{stop}"):
        MessageTemplate.objects.filter(pk=row.pk).update(text=broken)
        Subscription.objects.all().delete()
        assert compose(reminder()).text.endswith("请提前带身份证到村（社区）问一问、办一办。回TD退订")


def test_a_language_without_texts_is_answered_in_chinese() -> None:
    assert "一项手续" in compose(reminder(language="fr")).text


def test_a_text_that_alibaba_approved_goes_before_one_in_the_language(settings: Any) -> None:
    settings.SMS_PROVIDER = "alibaba"
    MessageTemplate.objects.update_or_create(
        kind="renewal",
        channel="sms",
        language="zh-hans",
        defaults={"text": "{date}前办。{stop}", "provider_code": "S1"},
    )
    message = compose(reminder(language="en"))
    assert (message.template, message.params) == ("S1", {"date": "2026年3月5日"})


def test_the_links_lead_to_the_pages_that_they_speak_of(settings: Any) -> None:
    settings.PORTAL_URL, settings.LOCAL_URL = "", "http://127.0.0.1:8000"
    for language in ("zh-hans", "en"):
        Subscription.objects.all().delete()
        text = compose(reminder(channel="email", address="a@example.com", language=language)).text
        found = [line.removeprefix("http://127.0.0.1:8000") for line in text.splitlines() if line.startswith("http")]
        assert found == [reverse("subscribing:mine"), reverse("subscribing:stop", args=["ABCDEFGHJKMN"])]


def test_a_relative_gets_the_way_to_kept_answers_and_no_word_of_them(settings: Any) -> None:
    settings.PORTAL_URL = "https://portal.example"
    kept = Kept.objects.create(
        link_digest="l", code_digest="c", answers="x", created_at=NOW, expires_at=NOW + timedelta(days=7)
    )
    given = {"kept": kept, "secret": "AbC-_1", "code": "042531998807", "language": "zh-hans", "created_at": NOW}
    text = compose_share(Share.objects.create(**given, channel="sms", address="+8613800000000"))
    assert (
        text.text == "【养老待遇查询】家人请您看结果：打开https://portal.example/back/填代码0425 3199 8807，7天内有效。"
    )
    assert (text.params, text.stop_link) == ({"code": "0425 3199 8807", "days": "7"}, "")
    mail = compose_share(Share.objects.create(**given, channel="email", address="a@example.com"))
    assert mail.subject == "家人请您看一份查询结果"
    assert "https://portal.example/back/AbC-_1/" in mail.text.splitlines()
    assert mail.message_id != text.message_id
