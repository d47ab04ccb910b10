"""The results of an interview, section by section."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalog.answering import day_in_words
from catalog.rules import Rulebook, Screening, Verdict
from catalog.rules.expressions import plain
from eligibility import replay
from eligibility.occasion import Occasion
from eligibility.presenter import sections
from eligibility.reminders.calendar import Event, events
from eligibility.results.calendar import Calendar, calendar
from eligibility.results.entries import Entry, entry
from eligibility.session import Interview
from eligibility.wording import AUDIENCES, CLIENT

KINDS: Mapping[str, Promise] = {
    "cash": _("按月领的钱"),
    "in_kind": _("补助和用品"),
    "service": _("服务"),
    "discount": _("优惠"),
    "insurance": _("保险"),
    "priority": _("优先"),
}


@dataclass(frozen=True)
class Group:
    """Benefits of one kind."""

    kind: str
    label: Promise
    entries: list[Entry]


@dataclass(frozen=True)
class Results:
    """Everything that the page shows."""

    as_of: date
    of_client: bool  # whether staff asked for somebody in front of them
    words: Mapping[str, str]
    monthly: str
    at_least: bool
    have: list[Group]
    have_count: int
    choose: list[list[Entry]]
    step: list[Entry]
    coming: list[Entry]
    open: list[Entry]
    never: list[Entry]
    editions: tuple[Rulebook, ...]
    invites: bool  # whether there is something to be reminded of, and somebody to ask for it
    calendar: Calendar | None  # None where nothing is to come

    @property
    def day(self) -> str:
        """The day it was worked out."""
        return day_in_words(self.as_of)


def results(interview: Interview, now: Occasion) -> Results | None:
    """What follows from an interview; None while a question is open."""
    screening = screening_of(interview, now)
    if screening is None:
        return None
    found = {name: [entry(verdict) for verdict in verdicts] for name, verdicts in sections(screening).items()}
    totals, coming = screening.totals, calendar(screening, interview.last_dates)
    return Results(
        as_of=now.as_of,
        of_client=interview.audience == CLIENT,
        words=AUDIENCES[interview.audience].words(),
        monthly=_sum(totals.monthly_cash),
        at_least=totals.at_least,
        have=_by_kind(found["have"]),
        have_count=len(found["have"]),
        choose=_alternatives(found["choose"]),
        step=found["step"],
        coming=sorted(found["coming"], key=lambda one: one.verdict.upcoming or date.max),
        open=found["open"],
        never=found["not"],
        editions=screening.catalogues,
        # Whoever looks after strangers has the desk for it, and a trial is not the real thing.
        invites=now.trying is None and interview.audience != CLIENT and coming is not None,
        calendar=coming,
    )


def screening_of(interview: Interview, now: Occasion) -> Screening | None:
    """The screening of an interview; None while a question is open."""
    replay.refresh(interview, now.screener, now.as_of)
    return replay.screening_of(interview, now.screener, now.as_of) if interview.finished else None


def to_come(interview: Interview, now: Occasion) -> list[Event] | None:
    """The events of the next years; None while a question is open."""
    screening = screening_of(interview, now)
    return events(screening, interview.last_dates) if screening else None


def _sum(amount: Decimal) -> str:
    """A sum of money as it is written; nothing where there is none."""
    return plain(amount) if amount else ""


def _by_kind(entries: Iterable[Entry]) -> list[Group]:
    listed = list(entries)
    groups = [Group(kind, label, [one for one in listed if one.kind == kind]) for kind, label in KINDS.items()]
    return [group for group in groups if group.entries]


def _alternatives(entries: Iterable[Entry]) -> list[list[Entry]]:
    """The benefits of which one is to be chosen, together."""
    groups: list[list[Entry]] = []
    for one in entries:
        group = next((group for group in groups if any(_rivals(one.verdict, other.verdict) for other in group)), None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    return groups


def _rivals(one: Verdict, other: Verdict) -> bool:
    return one.benefit.code in other.choose_one_with or other.benefit.code in one.choose_one_with
