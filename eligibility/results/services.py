"""The results of an interview."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.rules import Screening
from eligibility import replay
from eligibility.findings.choosing import Choice, choices
from eligibility.findings.results import Results, results_of
from eligibility.findings.unknowns import Unknown, unknowns
from eligibility.occasion import Occasion
from eligibility.reminders.calendar import Event, events
from eligibility.session import Interview
from eligibility.wording import CLIENT


def results(interview: Interview, now: Occasion) -> Results | None:
    """What follows from an interview; None while a question is open."""
    screening = screening_of(interview, now)
    return results_of(screening, interview.audience, interview.last_dates) if screening else None


@dataclass(frozen=True)
class Weighed:
    """What helps to decide: what each unknown fact is worth, and what choosing gives up."""

    unknowns: tuple[Unknown, ...]
    choices: list[Choice]


def weighed(found: Results, interview: Interview, now: Occasion) -> Weighed:
    """What helps to decide about some results."""
    screening = screening_of(interview, now)
    return Weighed(unknowns(screening) if screening and found.open else (), choices(found.choose))


def invites(found: Results, interview: Interview, now: Occasion) -> bool:
    """Whether there is something to be reminded of, and somebody to ask for it.

    Whoever looks after strangers has the desk for it, and a trial is not the real thing.
    """
    return now.trying is None and interview.audience != CLIENT and found.calendar is not None


def screening_of(interview: Interview, now: Occasion) -> Screening | None:
    """The screening of an interview; None while a question is open."""
    replay.refresh(interview, now.screener, now.as_of)
    return replay.screening_of(interview, now.screener, now.as_of) if interview.finished else None


def to_come(interview: Interview, now: Occasion) -> list[Event] | None:
    """The events of the next years; None while a question is open."""
    screening = screening_of(interview, now)
    return events(screening, interview.last_dates) if screening else None
