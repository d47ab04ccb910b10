"""Emails: their headers, and what each way in which a mail server can fail is taken for."""

import socket
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes, policy
from threading import Thread
from typing import Any

import pytest
from django.test import override_settings
from hypothesis import example, given
from hypothesis import strategies as st

from eligibility.reminders.channels import calling
from eligibility.reminders.channels.interface import Found, Outcome, Outgoing
from eligibility.reminders.channels.letters import letter, mailbox
from eligibility.reminders.channels.registry import provider_for
from eligibility.reminders.channels.smtp import Smtp
from tests.reminders.channels.post import Answer, Post, hang_up, post

LINK = "https://portal.example/stop/ABCDEFGHJKMN/"
MESSAGE = Outgoing("7c1d", "wang@example.com", "您好！\n\n有一件事到期。\n.\n", subject="提醒：到期", stop_link=LINK)


@pytest.fixture
def there(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Post]:
    """A mail server, and a portal that knows it; nobody waits long."""
    monkeypatch.setattr(calling, "SECONDS_IN_ALL", 0.5)
    settings.EMAIL_FROM = "衢江民政 <reminders@portal.example>"
    with post() as server:
        settings.EMAIL = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": server.port}
        yield server


def test_an_email_arrives_with_its_words_and_its_way_to_stop(there: Post) -> None:
    provider = provider_for("email")
    assert isinstance(provider, Smtp)
    assert provider.send(MESSAGE) == Outcome("accepted", code="250")
    [envelope] = there.seen
    assert (envelope.mail_from, envelope.rcpt_tos) == ("reminders@portal.example", ["wang@example.com"])
    read = message_from_bytes(envelope.original_content or b"", policy=policy.default)
    assert str(read["From"]) == "衢江民政 <reminders@portal.example>"
    assert (read["To"], read["Subject"]) == ("wang@example.com", "提醒：到期")
    assert read["Message-ID"] == "<7c1d@portal.example>"
    assert read["List-Unsubscribe"] == f"<{LINK}>"
    assert read["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert read["Auto-Submitted"] == "auto-generated"
    assert read.get_content().replace("\r\n", "\n").rstrip() == MESSAGE.text.rstrip()
    assert (envelope.original_content or b"").isascii()


@pytest.mark.parametrize(
    ("step", "answer", "outcome"),
    [
        ("rcpt", "550 5.1.1 no such user", Outcome("refused", code="550")),
        ("rcpt", "550 5.7.1 your host is not welcome", Outcome("broken", code="550")),
        ("rcpt", "450 4.2.0 greylisted", Outcome("later", code="450", after=300)),
        ("rcpt", hang_up, Outcome("broken", code="no_line")),
        ("mail", "550 5.7.1 go away", Outcome("broken", code="no_line")),
        ("mail", hang_up, Outcome("broken", code="no_line")),
        ("data", "554 5.6.0 not like this", Outcome("refused", code="554")),
        ("data", "452 4.3.1 disk full", Outcome("later", code="452", after=300)),
        ("data", "hello", Outcome("unknown", code="unreadable")),
        ("data", hang_up, Outcome("unknown", code="no_answer")),
    ],
)
def test_answers(there: Post, step: str, answer: Answer, outcome: Outcome) -> None:
    there.answers[step] = answer
    assert Smtp().send(MESSAGE) == outcome


def test_what_is_in_doubt_is_never_settled_by_asking(there: Post) -> None:
    assert not Smtp().looks_up
    assert Smtp().look_up(MESSAGE, date(2026, 3, 5)) == Found("silent")


def test_where_tls_or_a_password_is_wanted_and_not_to_be_had_nothing_is_sent(there: Post, settings: Any) -> None:
    plain = settings.EMAIL
    for more in (
        {"EMAIL_USE_TLS": True},
        {"EMAIL_USE_SSL": True},
        {"EMAIL_HOST_USER": "portal", "EMAIL_HOST_PASSWORD": "secret"},
        {"EMAIL_HOST": "no-such-host.invalid"},
    ):
        settings.EMAIL = {**plain, **more}
        assert Smtp().send(MESSAGE) == Outcome("broken", code="no_line")
    assert there.seen == []


@pytest.mark.parametrize("greeting", [b"", b"220 x\r\n", b"550 go away\r\n"])
def test_a_server_that_says_nothing_more_is_left_in_time(there: Post, settings: Any, greeting: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        settings.EMAIL = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": listening.getsockname()[1]}
        ends: list[socket.socket] = []

        def greet() -> None:
            end, _address = listening.accept()
            ends.append(end)
            end.sendall(greeting)

        thread = Thread(target=greet)
        thread.start()
        assert Smtp().send(MESSAGE) == Outcome("broken", code="no_line")
        thread.join()
        ends[0].close()


@pytest.mark.parametrize(
    "address",
    [
        "",
        "wang",
        "@example.com",
        "wang@",
        "wang@example.com\nBcc: all@example.com",
        "wang@example.com\r\n",
        "wang\r\nRCPT TO:<x@example.com>@example.com",
        "wang@example.com,li@example.com",
        "<wang@example.com>",
        "王@example.com",
        "wang@exa mple.com",
        "wang@[127.0.0.1]",
        "wang\0@example.com",
        f"{'w' * 300}@example.com",
        f"wang@{'w' * 70}.com",
    ],
)
def test_what_is_no_mailbox_is_refused_before_a_line_is_opened(settings: Any, address: str) -> None:
    settings.EMAIL_FROM, settings.EMAIL = "reminders@portal.example", {"EMAIL_HOST": "no-such-host.invalid"}
    assert Smtp().send(Outgoing("7c1d", address, "您好")) == Outcome("refused", code="address")


def test_a_portal_that_does_not_know_its_own_mailbox_blames_no_recipient(settings: Any) -> None:
    settings.EMAIL_FROM, settings.EMAIL = "nobody", {"EMAIL_HOST": "no-such-host.invalid"}
    assert Smtp().send(MESSAGE) == Outcome("broken", code="sender")


def test_a_chinese_host_is_written_as_its_own_server_knows_it() -> None:
    assert mailbox("Wang.x@例子.CN") == "Wang.x@xn--fsqu00a.cn"


HOSTILE = st.text(st.one_of(st.sampled_from("\r\n\0\u2028<>@:,; Bc="), st.characters(codec="utf-8")))
FIELDS = {"message_id": "7c1d", "address": "wang@example.com", "text": "您好", "subject": "提醒", "stop_link": LINK}


@given(st.sampled_from(sorted(FIELDS)), HOSTILE)
@example("subject", "提醒\r\nBcc: all@example.com")
@example("message_id", "x>\r\nBcc: all@example.com")
@example("stop_link", "https://x>\r\nBcc: <all@example.com")
@example("text", "\r\n.\r\nMAIL FROM:<x@example.com>\r\n")
def test_no_text_adds_a_header_or_a_recipient(field: str, hostile: str) -> None:
    known = {**FIELDS, field: hostile}
    try:
        with override_settings(EMAIL_FROM="reminders@portal.example"):
            written = letter(Outgoing(**known))
    except (ValueError, IndexError):
        assert field != "text"
        return
    read = message_from_bytes(written, policy=policy.default)
    usual = ["Auto-Submitted", "Content-Transfer-Encoding", "Content-Type", "Date", "From"]
    unsubscribe = ["List-Unsubscribe", "List-Unsubscribe-Post"] if known["stop_link"] else []
    assert sorted(read.keys()) == [*usual, *unsubscribe, "MIME-Version", "Message-ID", "Subject", "To"]
    assert [one.addr_spec for one in read["To"].addresses] == [mailbox(known["address"])]
