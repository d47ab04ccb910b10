"""Feedback codes: which benefits somebody was told of, not who; each code takes one answer."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from eligibility.models import Ticket
from eligibility.models.cases import LETTERS
from eligibility.sealing import digest, digests
from eligibility.typed import tidy
from eligibility.usage.counting import Cell, What, write

LENGTH = 8
OUTCOMES = (What.GOT, What.WAITING, What.REFUSED)


@dataclass(frozen=True)
class Told:
    """A benefit that somebody was told of, by the edition that says so."""

    edition: str
    benefit: str


def issue(benefits: Iterable[Told], today: date) -> str:
    """A new code; only its digest is kept, and of the day only the month."""
    code = "".join(secrets.choice(LETTERS) for _place in range(LENGTH))
    listed = [[one.edition, one.benefit] for one in benefits]
    Ticket.objects.create(code_digest=digest(_salted(code)), benefits=listed, month=today.replace(day=1))
    return code


def letters_of(typed: str) -> str:
    """A code as it was given, from what was typed: without blanks and strokes, in half width and capitals."""
    return "".join(one for one in tidy(typed[:40]).upper() if one.isalnum())


def is_code(text: str) -> bool:
    """Whether a text looks like a code at all."""
    return len(text) == LENGTH and set(text) <= set(LETTERS)


def shown(code: str) -> str:
    """A code as it is read aloud: ABCD-EFGH; nothing where there is none."""
    return f"{code[:4]}-{code[4:]}" if code else ""


def find(code: str) -> Ticket | None:
    """What a code opens."""
    return Ticket.objects.filter(code_digest__in=digests(_salted(code))).first() if is_code(code) else None


def told(ticket: Ticket) -> list[Told]:
    """The benefits of a ticket."""
    return [Told(edition, benefit) for edition, benefit in ticket.benefits]


def spend(ticket: Ticket, outcomes: Mapping[str, str], today: date) -> bool:
    """Counts what became of each benefit, and forgets which they were; False where another was first.

    It counts for the month alone: on a quiet day the answers of one person would stand beside each other.
    """
    day = today.replace(day=1)
    counts = {
        Cell(day, outcomes[one.benefit], one.benefit, one.edition): 1
        for one in told(ticket)
        if outcomes.get(one.benefit) in OUTCOMES
    }
    with transaction.atomic():
        if not Ticket.objects.filter(pk=ticket.pk, spent=False).update(spent=True, benefits=[]):
            return False
        write(counts)
    return True


def _salted(code: str) -> str:
    return f"ticket|{code}"
