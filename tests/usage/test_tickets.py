"""A feedback code holds benefits and a month, opens with its letters alone, and takes one answer."""

from datetime import date

import pytest
from cryptography.fernet import Fernet
from pytest_django.fixtures import Settings

from eligibility.models import Ticket
from eligibility.usage import tickets
from eligibility.usage.counting import What
from eligibility.usage.tickets import Told
from tests.usage.conftest import days, totals

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
TOLD = [Told("quzhou-2023", "quzhou-11-senior"), Told("quzhou-2023", "quzhou-12")]


def test_only_a_digest_the_benefits_and_the_month_are_kept() -> None:
    code = tickets.issue(TOLD, TODAY)
    row = Ticket.objects.values().get()
    assert set(row) == {"id", "code_digest", "benefits", "month", "spent"}
    assert row["month"] == date(2026, 11, 1)
    assert code not in str(row)
    assert tickets.is_code(code)


@pytest.mark.parametrize("written", ["{0}-{1}", "{0} {1}", " {0}{1} ", "{0}－{1}"])
def test_it_is_found_however_it_is_written(written: str) -> None:
    code = tickets.issue(TOLD, TODAY)
    typed = written.format(code[:4].lower(), code[4:])
    found = tickets.find(tickets.letters_of(typed))
    assert found is not None
    assert tickets.told(found) == TOLD


def test_nothing_else_opens_it() -> None:
    code = tickets.issue(TOLD, TODAY)
    other = ("A" if code[0] != "A" else "B") + code[1:]
    for wrong in (other, code[:7], code + "A", "", "0OIL1111"):
        assert tickets.find(wrong) is None


def test_an_older_key_still_opens(settings: Settings) -> None:
    code = tickets.issue(TOLD, TODAY)
    settings.CONTACTS_KEYS = [Fernet.generate_key().decode(), *settings.CONTACTS_KEYS]
    assert tickets.find(code) is not None


def test_one_answer_is_counted_for_the_month_and_the_benefits_are_forgotten() -> None:
    ticket = tickets.find(tickets.issue(TOLD, TODAY))
    assert ticket is not None
    outcomes = {"quzhou-11-senior": What.GOT, "quzhou-12": "seen", "elsewhere": What.REFUSED}
    assert tickets.spend(ticket, outcomes, TODAY)
    assert not tickets.spend(ticket, {"quzhou-11-senior": What.REFUSED}, TODAY)
    assert totals() == {("got", "quzhou-11-senior"): 1}
    assert days() == {date(2026, 11, 1)}
    ticket.refresh_from_db()
    assert (ticket.spent, ticket.benefits) == (True, [])


def test_codes_are_chance() -> None:
    assert len({tickets.issue([], TODAY) for _ in range(50)}) == 50
    assert tickets.shown("ABCD2345") == "ABCD-2345"
    assert tickets.shown("") == ""
