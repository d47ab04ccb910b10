"""Which way out a channel has, and the one of a portal without a provider."""

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError

from eligibility.models import LocalMessage
from eligibility.models.subscriptions import Channel
from eligibility.reminders.channels.http import SignedHttp
from eligibility.reminders.channels.interface import Found, Outcome, Outgoing
from eligibility.reminders.channels.local import Local
from eligibility.reminders.channels.registry import provider_for

DAY = date(2026, 3, 5)


def test_without_a_provider_messages_stay_here_and_in_production_nothing_is_offered(settings: Any) -> None:
    for channel in (Channel.SMS, Channel.EMAIL):
        assert isinstance(provider_for(channel), Local)
    assert provider_for(Channel.CALL) is None
    settings.PRODUCTION = True
    assert [provider_for(channel) for channel in Channel] == [None, None, None]


def test_a_configured_provider_is_taken(settings: Any) -> None:
    settings.SMS_PROVIDER = "http"
    assert isinstance(provider_for("sms"), SignedHttp)
    assert isinstance(provider_for("email"), Local)


@pytest.mark.django_db
def test_the_local_outbox_keeps_what_would_have_gone_out() -> None:
    provider, message = Local(Channel.SMS), Outgoing("m1", "+8613800000000", "【签名】您好", subject="标题")
    assert provider.look_up(message, DAY) == Found("absent")
    outcome = provider.send(message)
    row = LocalMessage.objects.get(message_id="m1")
    assert (outcome.kind, outcome.provider_id) == ("accepted", str(row.pk))
    assert (row.channel, row.address, row.subject, row.text) == ("sms", "+8613800000000", "标题", "【签名】您好")
    assert provider.look_up(message, DAY) == Found("found", str(row.pk))


@pytest.mark.django_db
def test_what_the_database_refuses_is_an_outcome_and_no_exception(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise DatabaseError("no more room")

    monkeypatch.setattr(LocalMessage, "save", refuse)
    assert Local(Channel.SMS).send(Outgoing("m1", "+8613800000000", "您好")) == Outcome("unknown", code="database")
    assert Local(Channel.SMS).look_up(Outgoing("m1", "+8613800000000", "您好"), DAY) == Found("absent")
