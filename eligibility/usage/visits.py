"""What counts of a resident's visit, each thing once; which that was is kept with the answers, under their seal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest

from catalog.rules import Verdict
from catalog.trying import trials
from eligibility import session
from eligibility.session import Interview
from eligibility.usage.counting import Cell, What, count, counting
from eligibility.wording import CLIENT


def counts(request: HttpRequest, interview: Interview) -> bool:
    """Whether this visit is counted: neither a trial of the staff's, nor what they answer for somebody at the desk."""
    own = SESSION_KEY not in request.session and trials.KEY not in request.session
    return counting() and own and interview.audience != CLIENT


def begun(request: HttpRequest, interview: Interview, day: date) -> None:
    """An interview began; the caller saves it."""
    if counts(request, interview):
        _once(interview, Cell(day, What.STARTED), *_ahead(interview, day))


def answered(request: HttpRequest, interview: Interview, question: str, facts: Iterable[str], day: date) -> None:
    """A question was answered, the first time, and the next one is put; the caller saves the interview."""
    if not counts(request, interview):
        return
    if not _marked(interview, What.ANSWERED, question):
        _mark(interview, What.ANSWERED, question)
        unsure = any(interview.given.get(fact, 0) is None for fact in facts)
        count(Cell(day, What.UNSURE if unsure else What.ANSWERED, question))
    _once(interview, *_ahead(interview, day))


def finished(
    request: HttpRequest, interview: Interview, found: Iterable[Verdict], still_open: Iterable[Verdict], day: date
) -> None:
    """Somebody sees the results, the first time: what they can have, and what is not decided yet."""
    if not counts(request, interview) or _marked(interview, What.FINISHED):
        return
    _once(interview, Cell(day, What.FINISHED))
    count(*(_of(verdict, What.FOUND, day) for verdict in found))
    count(*(_of(verdict, What.OPEN, day) for verdict in still_open))
    session.save(request, interview)


def did(request: HttpRequest, interview: Interview, what: What, day: date) -> None:
    """Somebody printed, kept or tried something, the first time."""
    if counts(request, interview) and not _marked(interview, what):
        _once(interview, Cell(day, what))
        session.save(request, interview)


def knew(request: HttpRequest, interview: Interview, verdict: Verdict, known: bool, day: date) -> None:
    """Somebody says whether they knew of a benefit; the first word counts."""
    code = verdict.benefit.code
    if code in asked_already(interview):
        return
    _mark(interview, What.KNEW, code)
    if counts(request, interview):
        count(_of(verdict, What.KNEW if known else What.NEW, day))
    session.save(request, interview)


def asked_already(interview: Interview) -> frozenset[str]:
    """The benefits of which somebody said whether they knew them."""
    head = f"{What.KNEW.value}:"
    return frozenset(mark.removeprefix(head) for mark in interview.counted if mark.startswith(head))


def _of(verdict: Verdict, what: What, day: date) -> Cell:
    return Cell(day, what, verdict.benefit.code, verdict.rulebook.edition)


def _ahead(interview: Interview, day: date) -> list[Cell]:
    """That the next question is put to somebody."""
    return [Cell(day, What.SEEN, interview.ahead[0])] if interview.ahead else []


def _once(interview: Interview, *cells: Cell) -> None:
    """Counts what was not counted of this interview before."""
    for cell in cells:
        if not _marked(interview, cell.what, cell.key):
            _mark(interview, cell.what, cell.key)
            count(cell)


def _marked(interview: Interview, what: str, key: str = "") -> bool:
    return f"{what}:{key}" in interview.counted


def _mark(interview: Interview, what: str, key: str = "") -> None:
    # A list of its own: the interview before an answer shares it with the one after.
    interview.counted = [*interview.counted, f"{what}:{key}"]
