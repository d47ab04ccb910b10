"""The page on which staff edit the texts."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from eligibility.models import MessageTemplate
from eligibility.reminders.messages.seeding import seed
from tests.catalog.test_admin import fields

pytestmark = pytest.mark.django_db
LIST = "admin:eligibility_messagetemplate_changelist"


@pytest.fixture
def staff(client: Client) -> Client:
    """A superuser's browser, and the delivered texts."""
    seed()
    client.force_login(User.objects.create_superuser("admin"), backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(channel: str = "sms", kind: str = "renewal", name: str = "change") -> str:
    """The address of a text's page."""
    row = MessageTemplate.objects.get(kind=kind, channel=channel, language="zh-hans")
    return reverse(f"admin:eligibility_messagetemplate_{name}", args=[row.pk])


def test_the_list_shows_what_and_how_long(staff: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(12):
        html = staff.get(reverse(LIST)).content.decode()
    assert html.count('<th class="field-name">') == 16
    assert "到期要办 · 短信" in html
    assert "63 个字，1 条" in html
    group = staff.get(reverse("admin:index")).context["app_list"][3]
    assert (str(group["name"]), [row["object_name"] for row in group["models"]]) == ("提醒", ["MessageTemplate"])


def test_where_the_provider_knows_texts_by_a_number_the_list_shows_which_have_none(
    staff: Client, settings: Any
) -> None:
    assert "field-provider_code" not in staff.get(reverse(LIST)).content.decode()
    settings.SMS_PROVIDER = "alibaba"
    MessageTemplate.objects.filter(kind="code", channel="sms", language="zh-hans").update(provider_code="SMS_42")
    html = staff.get(reverse(LIST)).content.decode()
    assert html.count('<td class="field-provider_code">-</td>') == 15
    assert '<td class="field-provider_code">SMS_42</td>' in html


def test_a_page_shows_the_message_as_everybody_gets_it(staff: Client) -> None:
    html = staff.get(page()).content.decode()
    for reader in ("您有一项手续2028年12月31日到期", "个案ABCD2345有一项", "妈妈妈妈妈妈妈妈妈妈有一项"):
        assert reader in html
    assert "${who}有一项手续${date}到期" in html
    assert "验证码" not in html.split("收到的样子")[1]
    assert 'name="subject"' not in html
    email = staff.get(page("email")).content.decode()
    assert 'name="provider_code"' not in email
    assert "提醒：有一项手续2028年12月31日到期" in email


def test_a_text_is_saved_with_its_history_and_its_original_stays_in_sight(staff: Client) -> None:
    path = page()
    sent = {**fields(staff.get(path)), "text": "{date}前去办。\r\n{stop}\r\n", "provider_code": "SMS_1"}
    assert staff.post(path, sent).status_code == 302
    row = MessageTemplate.objects.get(kind="renewal", channel="sms", language="zh-hans")
    assert (row.text, row.provider_code) == ("{date}前去办。\n{stop}", "SMS_1")
    assert row.history.count() == 2
    assert "请提前带身份证" in staff.get(path).content.decode().split("原来的文字")[1]
    history = staff.get(page(name="history")).content.decode()
    assert "前去办" in history
    assert f"/admin/eligibility/messagetemplate/{row.pk}/history/{row.history.first().pk}/" in history


def test_what_may_not_go_out_is_not_saved_and_said_at_its_field(staff: Client) -> None:
    path = page()
    answer = staff.post(path, {**fields(staff.get(path)), "text": "{date}的体检{name}"})
    assert answer.status_code == 200
    errors = answer.context["adminform"].form.errors["text"]
    assert [one[:6] for one in errors] == ["内容里缺少：", "没有这样的词", "别人也会看到"]
    assert "体检{name}" in answer.content.decode()
    assert "体检" not in MessageTemplate.objects.get(kind="renewal", channel="sms", language="zh-hans").text


def test_a_text_that_came_in_another_way_and_is_not_whole_says_so(staff: Client) -> None:
    MessageTemplate.objects.filter(kind="renewal").update(text="{date}{name}")
    assert "大括号里的词不对" in staff.get(page()).content.decode()
    assert staff.get(reverse(LIST)).status_code == 200


def test_two_people_do_not_overwrite_each_other(staff: Client) -> None:
    path = page()
    first = fields(staff.get(path))
    assert staff.post(path, {**first, "text": "{date}一。{stop}"}).status_code == 302
    answer = staff.post(path, {**first, "text": "{date}二。{stop}"})
    assert answer.status_code == 409
    assert "打开以后别人改过" in answer.content.decode()


def test_no_text_can_be_added_or_taken_away(staff: Client) -> None:
    assert staff.get(reverse("admin:eligibility_messagetemplate_add")).status_code == 403
    assert staff.post(page(name="delete"), {"post": "yes"}).status_code == 403
    assert MessageTemplate.objects.count() == 16
