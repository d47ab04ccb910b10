"""The way back to kept answers: a link's secret and a short code, in the visitor's session and on what they print."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from catalog.answering import day_in_words
from eligibility.models import Kept
from eligibility.sealing import digest
from eligibility.session import KEPT, Interview, box


@dataclass(frozen=True)
class WayBack:
    """How somebody comes back to their answers, and until when."""

    url: str  # "" where only the code is known
    code: str  # in groups of four; "" where only the link is known
    until: date

    @property
    def day(self) -> str:
        """The last day in words."""
        return day_in_words(self.until)


@dataclass(frozen=True)
class Held:
    """What a visitor's session knows of answers that are kept."""

    pk: int
    secret: str
    code: str
    mark: str  # what the answers were when they were kept

    @property
    def whole(self) -> bool:
        """Whether it can be handed on: by link and by code."""
        return bool(self.secret and self.code)


def mark_of(interview: Interview) -> str:
    """What stands for somebody's answers; it changes when one of them does."""
    said = [interview.audience, interview.given, interview.lasts]
    return digest(json.dumps(said, sort_keys=True, ensure_ascii=False))


def hold_on(request: HttpRequest, held: Held) -> None:
    """Puts it into the session, encrypted."""
    request.session[KEPT] = box().encrypt(json.dumps(asdict(held)).encode()).decode("ascii")


def let_go(request: HttpRequest) -> None:
    """Takes it out of the session."""
    request.session.pop(KEPT, None)


def held_in(request: HttpRequest, now: datetime) -> tuple[Held, Kept] | None:
    """What the session knows, and the row itself; None where nothing is kept, or not any more."""
    token = request.session.get(KEPT)
    if token is None:
        return None
    try:
        held = Held(**json.loads(box().decrypt(token)))
    except (InvalidToken, ValueError, TypeError):
        return None
    row = Kept.objects.filter(pk=held.pk, expires_at__gt=now).first()
    return (held, row) if row else None


def way_back(request: HttpRequest, interview: Interview, now: datetime) -> WayBack | None:
    """The way back to these very answers; None where they are not kept, or were others when they were."""
    found = held_in(request, now)
    if found is None or found[0].mark != mark_of(interview):
        return None
    return shown(request, *found)


def shown(request: HttpRequest, held: Held, row: Kept) -> WayBack:
    """The way back as it is read, typed and drawn."""
    url = f"{typing_address(request)}{held.secret}/" if held.secret else ""
    return WayBack(url, in_groups(held.code), timezone.localdate(row.expires_at))


def typing_address(request: HttpRequest) -> str:
    """Where a code is typed in; the portal's public address, where it has one."""
    return (settings.PORTAL_URL or request.build_absolute_uri("/").rstrip("/")) + "/back/"


def in_groups(code: str) -> str:
    """Twelve digits as they are read out: 0425 3199 8807."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))
