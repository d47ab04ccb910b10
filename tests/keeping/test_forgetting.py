"""Answers go when their week is over, tries and messages after a day; and erased ones do not come back."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from pytest_django.fixtures import Settings

from config import broker
from eligibility.keeping import tasks
from eligibility.keeping.forgetting import forget
from eligibility.keeping.storing import by_link, erase
from eligibility.models import Kept, Pulse, Share, Try
from eligibility.reminders import restoring
from tests.conventions.project import ROOT
from tests.keeping.keeper import NOW, kept

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
LIMITS = {"kept": 7 * DAY, "shares": DAY, "tries": DAY}


@pytest.fixture
def everything() -> int:
    """Something kept, tried and sent at noon."""
    pk = kept().pk
    Share.objects.create(kept_id=pk, channel="sms", address="+8613812345678", language="zh-hans", created_at=NOW)
    return pk


def test_each_thing_goes_when_its_time_is_over_and_not_before(everything: int) -> None:
    gone: dict[str, timedelta] = {}
    for span in sorted(set(LIMITS.values())):
        for at in (NOW + span - MINUTE, NOW + span):
            for name, count in forget(at).items():
                if count:
                    assert gone.setdefault(name, span) == span
                    assert at == NOW + span
            assert not any(forget(at).values())
    assert gone == LIMITS
    assert not any(model.objects.exists() for model in (Kept, Share, Try))


def test_the_privacy_page_says_the_same() -> None:
    page = (ROOT / "templates/pages/privacy.html").read_text(encoding="utf-8")
    for words in ("加密存 7 天", "发出就删", "试错的次数，1 天后删除"):
        assert words in page


def test_beat_rings_every_hour() -> None:
    entry = broker.beat_schedule["forget-kept"]
    assert entry["task"] == tasks.forget.name
    assert entry["schedule"].hour == set(range(24))


@pytest.mark.parametrize(("hours", "forgets"), [(1, True), (24 * 365, False)])
def test_a_clock_that_leapt_makes_nothing_forgotten(
    everything: int, hours: int, forgets: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = NOW + 8 * DAY
    Pulse.objects.create(pk=1, ticked_at=now)
    monkeypatch.setattr(tasks.braking, "clock", timezone.now)
    with time_machine.travel(now + timedelta(hours=hours), tick=False):
        tasks.forget()
        tasks.forget()
    assert Kept.objects.exists() is not forgets


def test_what_was_erased_stays_erased_after_a_restored_backup(settings: Settings, tmp_path: object) -> None:
    settings.LEDGER_DIR = tmp_path
    held, other = kept(), kept()
    row = by_link(held.secret, NOW)
    assert row is not None
    erase(row, NOW)
    Kept.objects.bulk_create([row])
    assert by_link(held.secret, NOW)
    lines = list(restoring.lines())
    assert [line["what"] for line in lines] == ["kept erased"]
    assert held.secret not in json.dumps(lines)
    assert restoring.replay(NOW) == 1
    assert by_link(held.secret, NOW) is None
    assert by_link(other.secret, NOW)
    assert restoring.replay(NOW) == 0


def test_a_full_disk_keeps_nobodys_answers(settings: Settings, tmp_path: object) -> None:
    settings.LEDGER_DIR = f"{tmp_path}/file/under"
    with open(f"{tmp_path}/file", "w", encoding="utf-8"):
        pass
    row = Kept.objects.get(pk=kept().pk)
    erase(row, NOW)
    assert not Kept.objects.exists()
