"""Where a resident stands on the way to their reminders: in the session, as the ids of codes and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest

from eligibility.models import Code
from eligibility.session import REMINDERS

OPEN_FOR = timedelta(minutes=30)


@dataclass(frozen=True)
class Visit:
    """The code that is waited for, and the one that proved a number to be the visitor's."""

    waiting: Code | None
    proof: Code | None


def load(request: HttpRequest, now: datetime) -> Visit:
    """The visit as the session holds it; a proof lasts half an hour."""
    kept = request.session.get(REMINDERS)
    ids = kept if isinstance(kept, dict) else {}
    found = Code.objects.select_related("subscription").in_bulk([one for one in ids.values() if isinstance(one, int)])
    proof = found.get(ids.get("proof", 0))
    proven = proof is not None and proof.used_at is not None and proof.used_at + OPEN_FOR > now and proof.address
    return Visit(found.get(ids.get("waiting", 0)), proof if proven else None)


def wait_for(request: HttpRequest, code: Code) -> None:
    """A code is on its way."""
    request.session[REMINDERS] = {**_kept(request), "waiting": code.pk}


def proven(request: HttpRequest, code: Code) -> None:
    """A code was right: from now on under a new key, which nobody can have learnt before."""
    request.session.cycle_key()
    request.session[REMINDERS] = {"proof": code.pk}


def end(request: HttpRequest) -> None:
    """Nothing is known of the visitor any more."""
    request.session.pop(REMINDERS, None)


def _kept(request: HttpRequest) -> dict[str, int]:
    kept = request.session.get(REMINDERS)
    return kept if isinstance(kept, dict) else {}
