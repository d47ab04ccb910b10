"""Papers as PDF, asked for and made: by a resident for one person, by the desk for a list.

`ask(…)` keeps what is known under seal, in parts of some twenty people, and rings for a worker. A message names
nothing: whoever hears it makes the part that is most urgent, a resident's before a list's, so that nobody waits behind
five thousand others. The database says what is left to do: a bell that was lost is rung again within a minute
(`tasks.look_after`), a part whose worker died is anybody's again when its lease is over.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import get_language

from eligibility import replay
from eligibility.keeping import WayBack
from eligibility.models import Paper, PaperPart
from eligibility.occasion import Occasion
from eligibility.reminders.ringing import rung
from eligibility.session import Interview
from eligibility.summaries.people import PEOPLE_A_PART, Person, sealed, sealed_json

FOR_RESIDENTS, FOR_DESK = timedelta(hours=1), timedelta(hours=24)
# How many a session may have under way, and how many all residents.
OF_ONE, OF_ALL = 3, 300
EXPIRES = 3600  # seconds; by then it was rung again
UNDER_WAY = (Paper.State.WAITING, Paper.State.MAKING)
logger = logging.getLogger("summaries")


class BusyError(Exception):
    """So many papers are being made that no other is begun."""


def ask(
    interview: Interview,
    now: Occasion,
    form: str,
    session_key: str,
    at: datetime,
    way_back: WayBack | None = None,
) -> Paper:
    """A PDF of an interview's results, for whoever holds the session, for an hour; raises BusyError.

    Nobody may ask for one in a trial: a worker knows the lists that are in force, and no draft.
    """
    replay.refresh(interview, now.screener, now.as_of)
    answers = replay.answered(interview, now.screener)
    known = Person(interview.audience, answers, interview.lasts, way_back=way_back, ticket=interview.ticket)
    residents = Paper.objects.filter(made_for=None, state__in=UNDER_WAY, expires_at__gt=at)
    if residents.of_session(session_key).count() >= OF_ONE or residents.count() >= OF_ALL:
        raise BusyError
    paper = Paper(
        form=form,
        language=get_language() or "",
        as_of=now.as_of,
        session_digest=Paper.digest_of(session_key),
        created_at=at,
        expires_at=at + FOR_RESIDENTS,
    )
    return _begun(paper, [known])


def ask_for_list(
    people: Sequence[Person],
    now: Occasion,
    form: str,
    by: User,
    at: datetime,
    *,
    regions: Iterable[str] = (),
    faults: Sequence[Any] = (),
) -> Paper:
    """One PDF for everybody of a list, for the worker who asked, for a day; `faults` are the rows left out."""
    paper = Paper(
        form=form,
        language=get_language() or "",
        as_of=now.as_of,
        regions=sorted(regions),
        made_for=by,
        people=len(people),
        faults=sealed_json(list(faults)) if faults else None,
        created_at=at,
        expires_at=at + FOR_DESK,
    )
    _begun(paper, people)
    logger.info("papers asked for", extra={"fields": {"paper": paper.pk, "by": by.pk, "people": paper.people}})
    return paper


def _begun(paper: Paper, people: Sequence[Person]) -> Paper:
    with transaction.atomic():
        paper.save(force_insert=True)
        slices = [people[start : start + PEOPLE_A_PART] for start in range(0, len(people), PEOPLE_A_PART)]
        parts = [
            PaperPart(paper=paper, number=number, people=len(some), known=sealed(some))
            for number, some in enumerate(slices)
        ]
        PaperPart.objects.bulk_create(parts, batch_size=50)
    transaction.on_commit(lambda: ring(len(parts)))
    return paper


def ring(times: int) -> None:
    """Tell the workers that so many parts wait; what the queue does not take now is rung again within a minute."""
    if times:
        rung("summaries.make", None, EXPIRES, queue="papers", times=times)
