"""The results of an interview, section by section."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalog.answering import day_in_words
from catalog.rules import Rulebook, Verdict
from catalog.rules.expressions import plain
from eligibility import replay
from eligibility.occasion import Occasion
from eligibility.presenter import sections
from eligibility.reminders.due import watches_of
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

    @property
    def day(self) -> str:
        """The day it was worked out."""
        return day_in_words(self.as_of)


def results(interview: Interview, now: Occasion) -> Results | None:
    """What follows from an interview; None while a question is open."""
    screener, as_of = now.screener, now.as_of
    replay.refresh(interview, screener, as_of)
    if not interview.finished:
        return None
    screening = replay.screening_of(interview, screener, as_of)
    found = {name: [entry(verdict) for verdict in verdicts] for name, verdicts in sections(screening).items()}
    totals = screening.totals
    return Results(
        as_of=as_of,
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
        invites=now.trying is None and interview.audience != CLIENT and bool(watches_of(screening)),
    )


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
