"""What the pages of the interview do: start, find a page, take its answers, leave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext

from catalog.answering import in_words
from catalog.rules import Fact, Question, Screener
from eligibility import replay
from eligibility.occasion import Occasion
from eligibility.session import Interview
from eligibility.wording import AUDIENCES, spoken


@dataclass(frozen=True)
class Page:
    """One question as it stands in an interview."""

    interview: Interview
    screener: Screener
    as_of: date
    question: Question
    facts: tuple[Fact, ...]
    place: int  # its place in the trail; the trail's length for the next question

    @property
    def previous(self) -> str | None:
        """The question before it; None for the first."""
        return self.interview.trail[self.place - 1][0] if self.place else None

    @property
    def answered(self) -> bool:
        """Whether it is looked at again."""
        return self.place < len(self.interview.trail)

    @property
    def words(self) -> dict[str, str]:
        """The words for the person."""
        return AUDIENCES[self.interview.audience].words()


def start(audience: str, now: Occasion) -> Interview:
    """A new interview, at its first question."""
    interview = Interview(audience)
    resume(interview, now)
    return interview


def resume(interview: Interview, now: Occasion) -> None:
    """Brings an interview up to the lists and the day of a request."""
    replay.refresh(interview, now.screener, now.as_of)


def page(interview: Interview, code: str, now: Occasion) -> Page | None:
    """The page of a question that was answered or is next; None for any other."""
    resume(interview, now)
    screener = now.screener
    places = [place for place, step in enumerate(interview.trail) if step[0] == code]
    facts = {fact for place in places for fact in interview.trail[place][1]}
    if interview.ahead and interview.ahead[0] == code:
        places.append(len(interview.trail))
        facts.update(interview.ahead[1])
    if not places:
        return None
    question = next(one for one in screener.questions if one.code == code)
    shown = tuple(screener.facts[fact] for fact in question.facts if fact in facts)
    return Page(interview, screener, now.as_of, question, shown, places[0])


def answered(page: Page, answers: Mapping[str, Any]) -> Interview:
    """The interview with a page's answers taken, gone on to the next question; what was left out is forgotten."""
    before = page.interview
    asked = {fact.code for fact in page.facts}
    given = {code: raw for code, raw in before.given.items() if code not in asked} | dict(answers)
    after = replace(before, given=given, trail=[*before.trail])
    replay.advance(after, page.place, page.screener, page.as_of)
    return after


def left_open(page: Page, after: Interview) -> tuple[str, ...]:
    """The facts of a page that its answers left out and that can still change something."""
    return after.ahead[1] if after.ahead and after.ahead[0] == page.question.code else ()


@dataclass(frozen=True)
class Progress:
    """How far an interview is; `left` counts this question."""

    done: int
    left: int

    @property
    def most(self) -> int:
        """How many questions it will be at most."""
        return self.done + self.left


def progress(page: Page) -> Progress | None:
    """How far the interview is; None where a question is looked at again."""
    if page.answered:
        return None
    return Progress(len(page.interview.trail), page.interview.left)


def title(page: Page) -> str:
    """The question in the reader's words."""
    return spoken(page.question.title, page.words)


def why(page: Page) -> str:
    """Why it is asked, in the reader's words."""
    return spoken(page.question.why, page.words)


@dataclass(frozen=True)
class Row:
    """One answer to check."""

    question: str
    name: str
    answer: str


@dataclass
class Section:
    """Answers that belong together."""

    name: str
    rows: list[Row]


def review(interview: Interview, now: Occasion) -> list[Section]:
    """The answers under the sections of their questions."""
    resume(interview, now)
    screener = now.screener
    questions = {question.code: question for question in screener.questions}
    sections: list[Section] = []
    for code, facts in interview.trail:
        name = gettext(questions[code].section)
        if not sections or sections[-1].name != name:
            sections.append(Section(name, []))
        known = [screener.facts[fact] for fact in facts if fact in interview.given]
        sections[-1].rows += [_row(code, fact, interview, screener) for fact in known]
    return sections


def _row(question: str, fact: Fact, interview: Interview, screener: Screener) -> Row:
    return Row(question, gettext(fact.name), in_words(fact, interview.given[fact.code], screener.regions))
