"""The answers of an interview replayed: which questions were asked, which is next, what follows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from catalog.answering import typed
from catalog.rules import Fact, InvalidAnswer, Screener, Screening
from eligibility.session import Interview
from eligibility.wording import AUDIENCES


def stamp(screener: Screener, as_of: date) -> str:
    """What a trail depends on besides the answers."""
    return f"{as_of}|{screener.since}|" + "|".join(book.edition + book.state for book in screener.rulebooks)


def refresh(interview: Interview, screener: Screener, as_of: date) -> None:
    """Replays everything where the list or the day has changed; answers that no longer fit are dropped."""
    if interview.stamp == stamp(screener, as_of):
        return
    interview.given = {
        fact: raw for fact, raw in interview.given.items() if _fits(screener.facts.get(fact), raw, screener, as_of)
    }
    advance(interview, 0, screener, as_of)


def _fits(fact: Fact | None, raw: Any, screener: Screener, as_of: date) -> bool:
    if fact is None:
        return False
    try:
        if raw is not None:
            typed(fact, raw, as_of, screener.regions)
    except InvalidAnswer:
        return False
    return True


def advance(interview: Interview, kept: int, screener: Screener, as_of: date) -> None:
    """Keeps the first `kept` steps of the trail, and walks on over what is answered to the next open question.

    A page may be answered in part: what it left out is asked while it can still change something.
    """
    del interview.trail[kept:]
    while True:
        screening = screening_of(interview, screener, as_of)
        asked = screening.next_question(set(_on_trail(interview)))
        interview.ahead = (asked[0].code, tuple(fact.code for fact in asked[1])) if asked else None
        if interview.ahead is None or not any(fact in interview.given for fact in interview.ahead[1]):
            break
        interview.trail.append(interview.ahead)
    interview.left = _left(screening, interview)
    interview.stamp = stamp(screener, as_of)


def _left(screening: Screening, interview: Interview) -> int:
    """How many questions can still change something."""
    live, asked = screening.live(), set(_on_trail(interview))
    return sum(
        any(live >> place & 1 and fact not in asked for fact, place in places) for _, places in screening.screener.asked
    )


def _on_trail(interview: Interview) -> Iterable[str]:
    """The facts that the questions asked so far have settled."""
    return (fact for _, facts in interview.trail for fact in facts if fact in interview.given)


def _implied(interview: Interview, raws: dict[str, Any], screener: Screener) -> dict[str, Any]:
    """What is known, with what follows from whom the interview is about."""
    for fact, raw in AUDIENCES[interview.audience].implies:
        if fact in screener.facts:
            raws.setdefault(fact, raw)
    return {fact: raw for fact, raw in raws.items() if raw is not None}


def answered(interview: Interview, screener: Screener) -> dict[str, Any]:
    """What is known of the person, as JSON values: the answers on the trail, and what follows from whom it is about."""
    return _implied(interview, {fact: interview.given[fact] for fact in _on_trail(interview)}, screener)


def screening_of(interview: Interview, screener: Screener, as_of: date) -> Screening:
    """What follows from an interview."""
    return _screened(answered(interview, screener), screener, as_of)


def supposed(interview: Interview, answers: Mapping[str, Any], screener: Screener, as_of: date) -> Screening:
    """What would follow if some answers were others; all that was ever answered counts, whatever asked for it."""
    return screening_from(_implied(interview, {**interview.given, **answers}, screener), screener, as_of)


def screening_from(
    raws: Mapping[str, Any], screener: Screener, as_of: date, regions: Collection[str] | None = None
) -> Screening:
    """What follows from answers as JSON values; one that the lists cannot read counts as not given."""
    facts = screener.facts
    fitting = {fact: raw for fact, raw in raws.items() if _fits(facts.get(fact), raw, screener, as_of)}
    return _screened(fitting, screener, as_of, regions)


def _screened(
    raws: Mapping[str, Any], screener: Screener, as_of: date, regions: Collection[str] | None = None
) -> Screening:
    facts, tree = screener.facts, screener.regions
    return screener.screen({fact: typed(facts[fact], raw, as_of, tree) for fact, raw in raws.items()}, as_of, regions)
