"""The summary of an interview, as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from eligibility import replay
from eligibility.findings.results import results_of
from eligibility.keeping import WayBack
from eligibility.models import Paper
from eligibility.occasion import Occasion
from eligibility.session import Interview
from eligibility.summaries.composing import compose
from eligibility.summaries.shapes import FORMS, FULL, LARGE, Summary


@dataclass(frozen=True)
class Form:
    """One form of the paper, as a choice."""

    code: str
    label: Promise | str
    chosen: bool


def form_of(asked: str | None, simple: bool) -> str:
    """The form that was asked for; otherwise the large one for whoever reads large type."""
    if asked in FORMS:
        return asked
    return LARGE if simple else FULL


def forms(chosen: str) -> list[Form]:
    """The forms to choose from."""
    return [Form(one.value, one.label, one.value == chosen) for one in Paper.Form]


def summary(interview: Interview, now: Occasion, form: str, way_back: WayBack | None) -> Summary | None:
    """What an interview comes to, on paper; None while a question is open."""
    replay.refresh(interview, now.screener, now.as_of)
    if not interview.finished:
        return None
    screening = replay.screening_of(interview, now.screener, now.as_of)
    found = results_of(screening, interview.audience, interview.last_dates)
    return compose(found, form, way_back=way_back, ticket=interview.ticket, trial=now.trying is not None)
