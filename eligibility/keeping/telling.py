"""What is kept, shown to whom it belongs: every answer in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from catalog.answering import day_in_words, in_words
from catalog.rules import Screener
from eligibility.session import Interview
from eligibility.wording import AUDIENCES


@dataclass(frozen=True)
class Line:
    """One answer."""

    name: str
    answer: str


def lines(interview: Interview, screener: Screener) -> list[Line]:
    """Everything that is kept with an interview: for whom it is, and what was answered."""
    told = [Line(gettext("为谁查"), str(AUDIENCES[interview.audience].label))]
    for code, raw in interview.given.items():
        fact = screener.facts.get(code)
        if fact is not None:
            told.append(Line(gettext(fact.name), in_words(fact, raw, screener.regions)))
    if interview.lasts:
        days = sorted(set(interview.last_dates.values()))
        told.append(Line(gettext("上次办理的日期"), gettext("、").join(day_in_words(day) for day in days)))
    return told
