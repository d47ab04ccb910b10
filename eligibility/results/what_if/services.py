"""What the pages of "what if" do: what can be otherwise, what would follow, and taking it over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext

from catalog.answering import day_in_words, in_words
from catalog.rules import Fact, Question, Screening
from catalog.rules.dates import add_months
from eligibility import replay
from eligibility.asking.forms import Asked
from eligibility.findings.beside import Compared, compared
from eligibility.findings.turns import turned
from eligibility.results.visit import Visit
from eligibility.results.what_if.changes import Change
from eligibility.results.what_if.suggesting import after
from eligibility.session import Interview
from eligibility.wording import AUDIENCES

MONTHS = 36


@dataclass(frozen=True)
class Row:
    """A question that can be answered otherwise, and what was answered."""

    code: str
    name: str
    answer: str


@dataclass(frozen=True)
class Otherwise:
    """A change and what would follow from it, in words."""

    words: tuple[str, ...]
    compared: Compared
    may_take_over: bool
    who: str


def rows(visit: Visit) -> list[Row]:
    """The questions whose answers can make a difference, with what was answered."""
    found = []
    for question, facts in _asked(visit.screening):
        known = [fact for fact in facts if fact.code in visit.interview.given]
        answers = [in_words(fact, visit.interview.given[fact.code], visit.now.screener.regions) for fact in known]
        name = gettext("、").join(gettext(fact.name) for fact in facts[:2])
        name = gettext("{names}等").format(names=name) if len(facts) > 2 else name
        found.append(Row(question.code, name, gettext("，").join(dict.fromkeys(answers)) or gettext("没有问过")))
    return found


def _asked(screening: Screening) -> Iterator[tuple[Question, tuple[Fact, ...]]]:
    """The questions, each with its facts that can make a difference to somebody in the lists consulted."""
    screener, mattering = screening.screener, _mattering(screening)
    for question, places in screener.asked:
        facts = tuple(screener.facts[code] for code, _place in places if code in mattering)
        if facts:
            yield question, facts


def _mattering(screening: Screening) -> set[str]:
    names = screening.screener.compilation.variables
    places = {place for one in screening.compiled for place in one.support if place < len(names)}
    needs = {fact for one in screening.compiled for fact in one.needs}
    return {names[place] for place in places} | needs | {fact for fact, _rule in screening.screener.consulting}


def asked(visit: Visit, code: str) -> Asked | None:
    """A question with its facts that can make a difference; None where there is none of that name."""
    for question, facts in _asked(visit.screening):
        if question.code == code:
            words = AUDIENCES[visit.interview.audience].words()
            return Asked(question, facts, visit.interview.given, visit.now.screener.regions, visit.now.as_of, words)
    return None


def months(as_of: date) -> list[tuple[str, str]]:
    """The first days of the months to come, with their names."""
    first = as_of.replace(day=1)
    days = (add_months(first, number) for number in range(1, MONTHS + 1))
    return [(day.isoformat(), date_format(day, gettext("Y年n月"))) for day in days]


def otherwise(visit: Visit, change: Change) -> Otherwise:
    """What would follow from a change."""
    facts, regions = visit.now.screener.facts, visit.now.screener.regions
    words = [turned(facts[code], raw, regions) for code, raw in change.answers.items() if code in facts]
    if change.day:
        words.append(gettext("到了{day}").format(day=day_in_words(change.day)))
    found = compared(visit.screening, after(visit.interview, change, visit.now))
    who = str(AUDIENCES[visit.interview.audience].who)
    return Otherwise(tuple(words), found, bool(change.answers) and change.day is None, who)


def taken_over(visit: Visit, change: Change) -> Interview:
    """The interview with the other answers in the place of its own; more may be to ask then."""
    interview = replace(visit.interview, given={**visit.interview.given, **change.answers}, trail=[])
    replay.advance(interview, 0, visit.now.screener, visit.now.as_of)
    return interview
