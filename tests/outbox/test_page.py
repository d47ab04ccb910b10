"""The outbox page: there while messages go nowhere else, and only then."""

import re
from typing import Any

import pytest
from django.test import Client

from eligibility.models import LocalMessage
from eligibility.models.subscriptions import Channel
from eligibility.reminders.channels.interface import Outgoing
from eligibility.reminders.channels.local import Local
from tests.reminders.messages.making import NUMBER

pytestmark = pytest.mark.django_db


def test_messages_are_shown_as_they_would_have_gone_out_the_newest_first(client: Client) -> None:
    assert "还没有消息" in client.get("/outbox/").content.decode()
    Local(Channel.SMS).send(Outgoing("m1", NUMBER, "【签名】验证码 123456 <script>"))
    link = "https://portal.example/stop/ABCDEFGHJKMN/"
    Local(Channel.EMAIL).send(Outgoing("m2", "a@example.com", f"您好！\n{link}", subject="提醒：到期"))
    response = client.get("/outbox/")
    page = response.content.decode()
    assert re.findall(r'<h2 class="entry-name">(.*?)</h2>', page) == [
        "邮件，发给 a@example.com",
        f"短信，发给 {NUMBER}",
    ]
    assert "【签名】验证码 123456 &lt;script&gt;" in page
    assert f'<a href="{link}"' in page
    assert "提醒：到期" in page
    assert "no-store" in response["Cache-Control"]


def test_where_messages_are_sent_there_is_no_such_page(client: Client, settings: Any) -> None:
    settings.EMAIL = {"EMAIL_HOST": "mail.example"}
    assert client.get("/outbox/").status_code == 200
    settings.SMS_PROVIDER = "http"
    assert client.get("/outbox/").status_code == 404
    settings.EMAIL, settings.SMS_PROVIDER, settings.PRODUCTION = {}, "", True
    assert client.get("/outbox/").status_code == 404


def test_no_more_than_a_hundred_are_shown(client: Client, django_assert_max_num_queries: Any) -> None:
    for number in range(102):
        Local(Channel.SMS).send(Outgoing(f"m{number}", NUMBER, f"第{number}条"))
    client.get("/outbox/")
    with django_assert_max_num_queries(2):
        page = client.get("/outbox/").content.decode()
    assert page.count("<article") == 100
    assert "第101条" in page
    assert "第1条" not in page
    assert LocalMessage.objects.count() == 102
