"""Answers put under seal for a week, opened by link or by code, put anew, erased."""

from __future__ import annotations

import logging
import secrets
from dataclasses import replace
from datetime import datetime, timedelta

from cryptography.fernet import InvalidToken
from django.db import IntegrityError, transaction

from eligibility.keeping import consent
from eligibility.keeping.trying import count, guess
from eligibility.keeping.ways import Held, mark_of
from eligibility.models import Kept, Try
from eligibility.reminders import ledger
from eligibility.sealing import digest, digests
from eligibility.session import Interview, box

FOR = timedelta(days=7)
CODE_DIGITS = 12
SECRET_BYTES = 16
LONGEST_SECRET = 64  # what is longer was not made here, and is not looked for
TRIES = 5
logger = logging.getLogger("keeping")


def keep(interview: Interview, network: str, now: datetime) -> Held:
    """Keeps answers for a week; raises trying.TooManyError. The secret and the code are told this once."""
    with transaction.atomic():
        count(Try.What.KEEP, network, now)
        for _ in range(TRIES):
            secret = secrets.token_urlsafe(SECRET_BYTES)
            code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
            try:
                row = _write(interview, secret, code, now)
            except IntegrityError:
                continue  # somebody else has this code
            logger.info("kept", extra={"fields": {"kept": row.pk}})
            return Held(row.pk, secret, code, mark_of(interview))
    raise RuntimeError("no code is free")


def _write(interview: Interview, secret: str, code: str, now: datetime) -> Kept:
    with transaction.atomic():
        return Kept.objects.create(
            link_digest=digest(_of_link(secret)),
            code_digest=digest(_of_code(code)),
            answers=_sealed(interview),
            agreed_to=consent.VERSION,
            created_at=now,
            expires_at=now + FOR,
        )


def put_anew(held: Held, interview: Interview, now: datetime) -> Held | None:
    """Other answers in the place of those that are kept, for a week from now; None where they are gone."""
    fresh = {"answers": _sealed(interview), "agreed_to": consent.VERSION, "expires_at": now + FOR}
    if not Kept.objects.filter(pk=held.pk, expires_at__gt=now).update(**fresh):
        return None
    return replace(held, mark=mark_of(interview))


def by_link(secret: str, now: datetime) -> Kept | None:
    """What a link opens; None where it never did, or does no more."""
    return _open(now, link_digest__in=digests(_of_link(secret))) if len(secret) <= LONGEST_SECRET else None


def by_code(code: str, network: str, now: datetime) -> Kept | None:
    """What a code opens; None where it opens nothing, and that is counted. Raises trying.TooManyError."""
    found = digests(_of_code(code))
    return guess(Try.What.OPEN, network, now, lambda: _open(now, code_digest__in=found))


def _open(now: datetime, **by: list[str]) -> Kept | None:
    return Kept.objects.filter(expires_at__gt=now, **by).first()


def interview_of(row: Kept) -> Interview | None:
    """The answers; None where they cannot be read any more, because the key is another or the portal is."""
    try:
        return Interview.from_json(box().decrypt(row.answers))
    except (InvalidToken, ValueError, TypeError, KeyError, IndexError):
        return None


def erase(row: Kept, now: datetime) -> None:
    """Deletes what is kept, and what was to be sent of it; a backup that comes back does not bring it back."""
    pk = row.pk
    with transaction.atomic():
        try:
            ledger.note_kept_erased(row, now)
        except OSError:
            # A full disk must not keep anybody's answers.
            logger.exception("ledger not written", extra={"fields": {"kept": pk}})
        row.delete()
    logger.info("erased", extra={"fields": {"kept": pk}})


def _sealed(interview: Interview) -> str:
    return box().encrypt(interview.to_json().encode()).decode("ascii")


def _of_link(secret: str) -> str:
    return f"kept link|{secret}"


def _of_code(code: str) -> str:
    return f"kept code|{code}"
