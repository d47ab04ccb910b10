"""Sent to a relative: the way back and nothing else, at most so often, and no number is kept."""

import re

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from eligibility.keeping import sending
from eligibility.models import LocalMessage, Share
from eligibility.reminders.messages.length import parts
from tests.sharing.conftest import Keeper

NUMBER, EMAIL = "13812345678", "zhang@example.com"


@pytest.fixture
def sender(keeper: Keeper) -> Keeper:
    return keeper.kept()


def test_by_text_message(sender: Keeper, other: Keeper) -> None:
    assert sender.post("/keep/send/", {"phone": "138-1234 5678"}).headers["Location"] == "/keep/"
    page = sender.text("/keep/")
    assert "正在发到 138****5678" in page
    assert NUMBER not in str(sender.client.cookies)
    assert "短信：已发出" in page
    message = LocalMessage.objects.get()
    assert message.address == "+8613812345678"
    assert message.text.startswith("【养老待遇查询】")
    assert parts(message.text) == 1
    assert sender.code in message.text
    assert other.type_code(re.findall(r"\d{4} \d{4} \d{4}", message.text)[0]).headers["Location"] == "/results/"


def test_by_mail_with_the_link(sender: Keeper, other: Keeper) -> None:
    sender.post("/keep/send/", {"email": EMAIL})
    message = LocalMessage.objects.get()
    assert message.address == EMAIL
    link = re.findall(r"http://[^/]+(/back/\S+)", message.text)[0]
    assert other.open(link).headers["Location"] == "/results/"
    assert sender.code in message.text


def test_nothing_of_the_answers_and_no_number_stays(sender: Keeper) -> None:
    sender.post("/keep/send/", {"phone": NUMBER})
    text = LocalMessage.objects.get().text
    assert not any(word in text for word in ("母亲", "1951", "柯城", "津贴"))
    share = Share.objects.get()
    assert (share.address, share.secret, share.code, share.state) == ("", "", "", "handed")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {Share._meta.db_table}")
        assert NUMBER not in str(cursor.fetchall())


@pytest.mark.parametrize(
    ("fields", "sentence", "at"),
    [
        ({}, "请填手机号码", "id_phone"),
        ({"phone": "0570-3086123"}, "这是座机号码", "id_phone"),
        ({"email": "zhang@"}, "写得不完整", "id_email"),
        ({"phone": NUMBER, "email": EMAIL}, "只填一样", "id_email"),
    ],
)
def test_a_wrong_address(sender: Keeper, fields: dict[str, str], sentence: str, at: str) -> None:
    response = sender.post("/keep/send/", fields)
    html = response.content.decode()
    assert response.status_code == 422
    assert html.count(sentence) == 2
    assert f'href="#{at}"' in html
    assert all(f'value="{typed}"' in html for typed in fields.values())
    assert Share.objects.count() == 0


def test_so_often_and_no_more(sender: Keeper) -> None:
    assert sender.post("/keep/send/", {"phone": NUMBER}).status_code == 302
    response = sender.post("/keep/send/", {"phone": NUMBER})
    assert response.status_code == 429
    assert response.content.decode().count("请等 1 分钟再发") == 2
    assert LocalMessage.objects.count() == 1


def test_a_queue_that_is_away(sender: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "_rung", lambda share_id: False)
    response = sender.post("/keep/send/", {"phone": NUMBER})
    assert response.status_code == 503
    assert "不是您弄错了" in response.content.decode()
    assert Share.objects.count() == 0


def test_without_a_provider_it_is_not_offered(sender: Keeper, settings: Settings) -> None:
    settings.PRODUCTION = True
    assert "/keep/send/" not in sender.text("/keep/")
    assert sender.get("/keep/send/").headers["Location"] == "/keep/"


def test_nothing_is_sent_of_what_is_not_kept(keeper: Keeper) -> None:
    assert keeper.post("/keep/send/", {"phone": NUMBER}).headers["Location"] == "/keep/"
    assert LocalMessage.objects.count() == 0
