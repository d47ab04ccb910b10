"""A resident's interview in the session: encrypted, and gone after 20 idle hours or at one press."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.http import HttpRequest

from eligibility.models import Paper
from eligibility.wording import AUDIENCES

KEY = "interview"
REMINDERS = "reminders"  # which code a resident is at, and for which number one was right
KEPT = "kept"  # the way back to the answers that were kept for a week, encrypted
REFRESH_AFTER = 60
Step = tuple[str, tuple[str, ...]]


class LostAnswersError(Exception):
    """What the session holds cannot be read any more."""


@dataclass
class Interview:
    """For whom it is, what was answered, and the questions asked so far."""

    audience: str
    given: dict[str, Any] = field(default_factory=dict)  # fact -> JSON value; None: does not know
    trail: list[Step] = field(default_factory=list)  # the questions answered, each with the facts asked
    ahead: Step | None = None  # the next question; None at the end
    left: int = 0  # how many questions are open at most
    stamp: str = ""  # the editions and the day that the trail was made with
    lasts: dict[str, str] = field(default_factory=dict)  # benefit -> ISO day on which it was last renewed
    counted: list[str] = field(default_factory=list)  # what was counted of it, so that nothing is counted twice
    ticket: str = ""  # the code with which somebody says later what became of it, where one was asked for

    @property
    def finished(self) -> bool:
        """Whether nothing is left to ask."""
        return self.ahead is None

    @property
    def last_dates(self) -> dict[str, date]:
        """When benefits were last renewed, as far as somebody said."""
        return {benefit: date.fromisoformat(day) for benefit, day in self.lasts.items()}

    def to_json(self) -> str:
        """The interview as JSON."""
        answers = (self.audience, self.given, self.trail, self.ahead, self.left, self.stamp, self.lasts)
        row = (*answers, self.counted, self.ticket)
        return json.dumps(row, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: bytes) -> Interview:
        """The interview that JSON holds; raises ValueError where it does not hold one."""
        audience, given, trail, ahead, left, stamp, *more = json.loads(text)
        if audience not in AUDIENCES:
            raise ValueError(audience)
        steps = [(code, tuple(facts)) for code, facts in trail]
        return cls(audience, dict(given), steps, (ahead[0], tuple(ahead[1])) if ahead else None, left, stamp, *more)


@lru_cache(maxsize=2)
def _box(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def box() -> MultiFernet:
    """The lock: the first key encrypts, every key decrypts."""
    return _box(tuple(settings.ANSWERS_KEYS))


def load(request: HttpRequest) -> Interview | None:
    """The interview under way; raises LostAnswersError where it cannot be read.

    Reading counts as use: a page looked at a minute or more after the last write extends the 20 hours.
    """
    token = request.session.get(KEY)
    if token is None:
        return None
    try:
        interview = Interview.from_json(box().decrypt(token))
        written = box().extract_timestamp(token)
    except (InvalidToken, ValueError, TypeError, KeyError, IndexError):
        raise LostAnswersError from None
    if request.method == "GET" and time.time() - written >= REFRESH_AFTER:
        save(request, interview)
    return interview


def save(request: HttpRequest, interview: Interview) -> None:
    """Keeps the interview, and the session for another 20 hours."""
    request.session[KEY] = box().encrypt(interview.to_json().encode()).decode("ascii")


def end(request: HttpRequest) -> None:
    """Erases everything that the session holds, a staff member's login too: somebody leaves in a hurry."""
    Paper.objects.of_session(request.session.session_key).delete()
    request.session.flush()


def clear(request: HttpRequest) -> None:
    """Wipes the interview, the papers made of it and the ways to what is kept; the session, if it held nothing else."""
    Paper.objects.of_session(request.session.session_key).delete()
    for key in (KEY, REMINDERS, KEPT):
        request.session.pop(key, None)
    if not request.session.keys():
        request.session.flush()
