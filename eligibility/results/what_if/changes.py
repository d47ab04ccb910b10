"""What is supposed to be otherwise, sealed into the address of its page: nothing of it is kept or can be read there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cryptography.fernet import InvalidToken
from django.conf import settings

from catalog.rules.dates import add_months
from catalog.rules.screening import AHEAD_MONTHS
from eligibility.session import box


@dataclass(frozen=True)
class Change:
    """Other answers, or another day."""

    answers: Mapping[str, Any] = field(default_factory=dict)  # fact -> JSON value; None: does not know
    day: date | None = None


def sealed(change: Change, visit: str) -> str:
    """A change as it stands in an address; it opens during the same visit alone."""
    row = [visit, dict(change.answers), change.day.isoformat() if change.day else None]
    return box().encrypt(json.dumps(row, separators=(",", ":")).encode()).decode("ascii")


def opened(token: str, visit: str) -> Change | None:
    """The change that an address holds; None where it is none, is another visit's or too old."""
    try:
        row = json.loads(box().decrypt(token.encode(), ttl=settings.SESSION_COOKIE_AGE))
    except (InvalidToken, ValueError):
        return None
    own, answers, day = row
    return Change(answers, date.fromisoformat(day) if day else None) if own == visit else None


def day_of(text: str, as_of: date) -> date | None:
    """The day to come that an address names, five years ahead at most; None for any other."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if as_of < day <= add_months(as_of, AHEAD_MONTHS) else None
