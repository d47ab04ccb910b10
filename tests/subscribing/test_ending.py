"""The stop link: scanners look at it and change nothing; one press ends it, and pressing again is kind."""

import json
import logging

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from eligibility.addresses import parse
from eligibility.models import Code, Consent, Reminder, Subscription, Watch
from eligibility.models.reminders import message_id
from eligibility.reminders import ledger
from eligibility.reminders.stopping import erase, stop

NOW = timezone.now()
TODAY = timezone.localdate(NOW)


def subscription(number: str = "13812345678", **fields: object) -> Subscription:
    """A running one, with something to come and a message that waits."""
    address = parse(number)
    made = Subscription.objects.create(
        recipient="self",
        channel="sms",
        address=address.text,
        address_digest=address.digest,
        state="active",
        created_at=NOW,
        confirmed_at=NOW,
        **fields,
    )
    Watch.objects.create(
        subscription=made, region="quzhou", benefit="quzhou-43", kind="renewal", due_on=TODAY, wake_on=TODAY
    )
    Consent.objects.create(subscription=made.pk, text_version="1", how="code", giver="self", given_at=NOW)
    for state in ("pending", "accepted"):
        key = message_id(made.pk, state, TODAY, "sms")
        Reminder.objects.create(
            message_id=key,
            subscription=made,
            kind="renewal" if state == "pending" else "birthday",
            due_on=TODAY,
            channel="sms",
            state=state,
            not_before=NOW,
            created_at=NOW,
        )
    return made


@pytest.fixture
def kept(db: None) -> Subscription:
    return subscription()


def running(kept: Subscription) -> bool:
    kept.refresh_from_db()
    return kept.state == "active" and kept.stopped_at is None


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_mail_scanner_changes_nothing(client: Client, kept: Subscription, method: str) -> None:
    for _ in range(3):
        response = getattr(client, method)(f"/stop/{kept.stop_code}/")
        assert response.status_code == 200
    assert running(kept)
    assert Reminder.objects.filter(state="pending").count() == 1


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options"])
def test_nor_does_anything_but_a_post(client: Client, kept: Subscription, method: str) -> None:
    assert getattr(client, method)(f"/stop/{kept.stop_code}/").status_code == 405
    assert running(kept)


def test_one_press(client: Client, kept: Subscription) -> None:
    page = client.get(f"/stop/{kept.stop_code}/").content.decode()
    assert "138****5678" in page
    assert "13812345678" not in page
    response = client.post(f"/stop/{kept.stop_code}/")
    assert response.status_code == 200
    assert "已经停了" in response.content.decode()
    kept.refresh_from_db()
    assert (kept.state, kept.stopped_how) == ("stopped", "link")
    assert kept.stopped_at
    assert Consent.objects.get().withdrawn_at
    told = {one.kind: (one.state, one.reason) for one in Reminder.objects.all()}
    assert told == {"renewal": ("cancelled", "stopped"), "birthday": ("accepted", "")}
    assert Watch.objects.get().wake_on is None


def test_twice_is_the_same(client: Client, kept: Subscription) -> None:
    client.post(f"/stop/{kept.stop_code}/")
    kept.refresh_from_db()
    first = kept.stopped_at
    for method in (client.post, client.get):
        assert "已经停了" in method(f"/stop/{kept.stop_code}/").content.decode()
    kept.refresh_from_db()
    assert kept.stopped_at == first


def test_a_mail_program_presses_without_a_token(kept: Subscription) -> None:
    strict = Client(enforce_csrf_checks=True)
    sent = "List-Unsubscribe=One-Click"
    response = strict.post(f"/stop/{kept.stop_code}/", sent, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 200
    assert not running(kept)


@pytest.mark.parametrize("code", ["ABCDEFGHJKMN", "x", "0", "A" * 500, "%00", "' OR 1=1--", "a\u202eb"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_unknown_code_is_told_kindly(client: Client, kept: Subscription, code: str, method: str) -> None:
    response = getattr(client, method)(f"/stop/{code}/")
    assert response.status_code == 404
    assert "这个链接不用了" in response.content.decode()
    assert running(kept)


def test_typed_by_hand(client: Client, kept: Subscription) -> None:
    client.post(f"/stop/{kept.stop_code.lower()}/")
    assert not running(kept)


def test_the_code_is_in_no_log(client: Client, kept: Subscription, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    client.get(f"/stop/{kept.stop_code}/")
    client.post(f"/stop/{kept.stop_code}/")
    fields = [str(getattr(one, "fields", "")) + one.getMessage() for one in caplog.records]
    assert any("/stop/" in one for one in fields)
    assert not any(kept.stop_code in one for one in fields)


def lines(settings: Settings) -> list[dict[str, str]]:
    """What the ledger holds of late."""
    text = (settings.LEDGER_DIR / "ledger.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line]


def test_the_ledger_keeps_it_outside_of_the_database(kept: Subscription, settings: Settings, tmp_path: object) -> None:
    settings.LEDGER_DIR = tmp_path
    pk, digest = str(kept.pk), kept.address_digest
    assert stop(kept, Subscription.Stop.REPLY, NOW)
    assert not stop(kept, Subscription.Stop.LINK, NOW)
    assert kept.stopped_how == "reply"
    erase(kept, NOW)
    told = [(one["what"], one["subscription"], one["digest"], one["how"]) for one in lines(settings)]
    assert told == [("stopped", pk, digest, "reply"), ("erased", pk, digest, "reply")]
    assert "13812345678" not in (tmp_path / "ledger.jsonl").read_text()  # type: ignore[operator]


def test_a_full_disk_keeps_nobody_subscribed(kept: Subscription, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(ledger, "note_stopped", full)
    assert stop(kept, Subscription.Stop.LINK, NOW)
    assert not running(kept)


def test_erasing_one_of_two_leaves_the_other(kept: Subscription) -> None:
    other = subscription(label="您母亲")
    code = {"channel": "sms", "language": "zh-hans", "expires_at": NOW, "visitor_digest": "v", "code_digest": "c"}
    for purpose, of in (("confirm", kept), ("confirm", other), ("manage", None)):
        Code.objects.create(
            purpose=purpose,
            subscription=of,
            address=kept.address,
            address_digest=kept.address_digest,
            created_at=NOW,
            **code,
        )
    erase(kept, NOW)
    assert running(other)
    assert [bool(one.address) for one in Code.objects.order_by("pk")] == [False, True, True]
    erase(other, NOW)
    assert not any(one.address for one in Code.objects.all())
    assert (Subscription.objects.count(), Reminder.objects.count(), Watch.objects.count()) == (0, 0, 0)
    assert [bool(one.withdrawn_at) for one in Consent.objects.all()] == [True, True]
