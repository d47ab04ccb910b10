"""The results of a screening in words, section by section; the page, the paper and the file lay them out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalog.answering import day_in_words
from catalog.rules import Rulebook, Screening, Verdict
from catalog.rules.expressions import yuan
from eligibility.findings.calendar import Calendar, calendar
from eligibility.findings.entries import Entry, entry
from eligibility.presenter import sections
from eligibility.wording import AUDIENCES

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
    """Everything that is told of one person."""

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
    calendar: Calendar | None  # None where nothing is to come

    @property
    def day(self) -> str:
        """The day it was worked out."""
        return day_in_words(self.as_of)

    @property
    def found(self) -> list[Verdict]:
        """What the person can have, for choice or without."""
        groups = [*(group.entries for group in self.have), *self.choose]
        return [one.verdict for entries in groups for one in entries]


def results_of(screening: Screening, audience: str, lasts: Mapping[str, date]) -> Results:
    """What follows from a screening, in words for an audience; `lasts` says when benefits were last renewed."""
    found = {name: [entry(verdict) for verdict in verdicts] for name, verdicts in sections(screening).items()}
    totals = screening.totals
    return Results(
        as_of=screening.as_of,
        words=AUDIENCES[audience].words(),
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
        calendar=calendar(screening, lasts),
    )


def _sum(amount: Decimal) -> str:
    """A sum of money as it is written; nothing where there is none."""
    return yuan(amount) if amount else ""


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
