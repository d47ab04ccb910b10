"""Kept answers: under seal, found by link and by code for seven days, put anew, erased."""

import logging
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from django.db import connection
from pytest_django.fixtures import Settings

from eligibility.keeping import storing
from eligibility.keeping.storing import by_code, by_link, erase, interview_of, keep, put_anew
from eligibility.keeping.trying import TooManyError
from eligibility.models import Kept, Share, Try
from tests.keeping.keeper import NETWORK, NOW, interview, kept

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
WEEK = timedelta(days=7)


def raw(model: type) -> str:
    """Everything that a table holds, as the database has it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {model._meta.db_table}")
        return str(cursor.fetchall())


def test_found_by_link_and_by_code() -> None:
    held = kept()
    for row in (by_link(held.secret, NOW), by_code(held.code, NETWORK, NOW)):
        assert row is not None
        assert row.pk == held.pk
        assert interview_of(row) == interview()


def test_nothing_is_in_the_clear() -> None:
    held = kept()
    for model in (Kept, Try):
        found = raw(model)
        for word in (held.secret, held.code, "1941", "kecheng", "mother", "quzhou", NETWORK):
            assert word not in found


def test_nothing_is_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    held = kept()
    row = by_link(held.secret, NOW)
    assert row is not None
    erase(row, NOW)
    written = " ".join(f"{one.getMessage()} {vars(one)}" for one in caplog.records if one.name == "keeping")
    assert "'kept': " in written
    for word in (held.secret, held.code, "1941", NETWORK):
        assert word not in written


def test_a_secret_of_128_bits_and_a_code_of_twelve_digits() -> None:
    held = [kept(hukou=f"place-{place}") for place in range(20)]
    assert all(re.fullmatch(r"[\w-]{22}", one.secret) for one in held)
    assert all(re.fullmatch(r"[0-9]{12}", one.code) for one in held)
    assert len({one.secret for one in held}) == len({one.code for one in held}) == 20


def test_seven_days_and_not_a_second_more() -> None:
    held = kept()
    for at, there in ((NOW + WEEK - SECOND, True), (NOW + WEEK, False)):
        assert (by_link(held.secret, at) is not None) is there
        assert (by_code(held.code, NETWORK, at) is not None) is there


@pytest.mark.parametrize("secret", ["", "x", "x" * 65, "x" * 100_000, "\0", "é", "' OR 1=1"])
def test_what_was_never_a_link_opens_nothing(secret: str) -> None:
    kept()
    assert by_link(secret, NOW) is None


def test_a_link_is_no_code_and_a_code_no_link(monkeypatch: pytest.MonkeyPatch) -> None:
    held = kept()
    assert by_link(held.code, NOW) is None
    assert by_code(held.secret, NETWORK, NOW) is None


def test_two_people_never_get_one_code(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter([5, 5, 6])
    monkeypatch.setattr(storing.secrets, "randbelow", lambda most: next(drawn))
    assert [kept().code, kept().code] == ["000000000005", "000000000006"]


def test_a_new_key_still_opens_until_the_old_one_is_dropped(settings: Settings) -> None:
    held = kept()
    settings.ANSWERS_KEYS = [Fernet.generate_key().decode(), *settings.ANSWERS_KEYS]
    settings.CONTACTS_KEYS = [Fernet.generate_key().decode(), *settings.CONTACTS_KEYS]
    row = by_code(held.code, NETWORK, NOW)
    assert row is not None
    assert interview_of(row) == interview()
    settings.ANSWERS_KEYS = settings.ANSWERS_KEYS[:1]
    assert interview_of(row) is None
    settings.CONTACTS_KEYS = settings.CONTACTS_KEYS[:1]
    assert by_link(held.secret, NOW) is None


def test_answers_of_another_make_are_not_read() -> None:
    row = Kept.objects.get(pk=kept().pk)
    for text in (b"[]", b"{}", b"null", b'["nobody", {}, [], null, 0, ""]', b"\xff"):
        row.answers = storing.box().encrypt(text).decode()
        assert interview_of(row) is None


def test_put_anew_the_same_code_opens_the_new_answers_for_another_week() -> None:
    held = kept()
    later = NOW + timedelta(days=3)
    fresh = put_anew(held, interview(hukou="qujiang"), later)
    assert fresh is not None
    assert (fresh.code, fresh.secret) == (held.code, held.secret)
    assert fresh.mark != held.mark
    row = by_code(held.code, NETWORK, NOW + WEEK + SECOND)
    assert row is not None
    found = interview_of(row)
    assert found is not None
    assert found.given["hukou"] == "qujiang"
    assert by_link(held.secret, later + WEEK) is None
    assert put_anew(held, interview(), later + WEEK) is None
    assert put_anew(replace(held, pk=held.pk + 1), interview(), later) is None


def test_erased_with_what_was_to_be_sent() -> None:
    held, other = kept(), kept()
    Share.objects.create(
        kept_id=held.pk, channel="sms", address="+8613812345678", code=held.code, language="zh-hans", created_at=NOW
    )
    row = by_link(held.secret, NOW)
    assert row is not None
    erase(row, NOW)
    assert by_link(held.secret, NOW) is None
    assert by_code(held.code, NETWORK, NOW) is None
    assert Share.objects.count() == 0
    assert by_link(other.secret, NOW)


def test_what_was_agreed_to_is_noted() -> None:
    assert Kept.objects.get(pk=kept().pk).agreed_to == storing.consent.VERSION


def test_one_visitor_keeps_only_so_much() -> None:
    for _ in range(60):
        kept()
    with pytest.raises(TooManyError):
        keep(interview(), NETWORK, NOW)
    assert Kept.objects.count() == 60
    assert keep(interview(), "203.0.113.8", NOW)
    assert keep(interview(), NETWORK, NOW + timedelta(hours=1))
