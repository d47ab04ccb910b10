"""One benefit as the results page shows it: verdicts in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext

from catalog.answering import day_in_words
from catalog.rules import AwardResult, Department, Reason, Verdict
from catalog.rules.expressions import yuan
from eligibility.findings.amounts import amount, amount_of
from eligibility.findings.texts import phrase, row_in_words, shown
from eligibility.presenter import beneath


@dataclass(frozen=True)
class Missing:
    """A fact that could still decide, and the question that asks it."""

    name: str
    question: str | None


@dataclass(frozen=True)
class Beneath:
    """Another benefit that this one stands for, or that gives way to it."""

    name: str
    place: str  # where in its document it stands
    gives_way: bool
    amount: str = ""
    less: str = ""  # by how much less it comes to in a month or a year than the one that stays


@dataclass
class Entry:
    """What one benefit is to one person."""

    verdict: Verdict
    name: str
    item: str
    gives: str
    apply: str
    bring: list[str]
    note: str
    source: str
    amount: str
    working: str
    formula: str
    reasons: list[tuple[bool | None, str]]
    unmet: list[str]
    departments: list[Department]
    readings: list[str]
    beneath: list[Beneath]
    steps: list[str] = field(default_factory=list)
    when: str = ""
    age: int | None = None
    later: str = ""
    due: str = ""
    missing: list[Missing] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """What sort of thing is given."""
        given = self.verdict.award or self.verdict.possible_award
        return given.kind if given else "service"

    @property
    def anchor(self) -> str:
        """Its id on the page."""
        return self.verdict.benefit.code

    @property
    def region(self) -> str:
        """The region whose list it stands in."""
        return self.verdict.rulebook.region

    @property
    def undecided(self) -> bool:
        """Whether something unknown can still decide."""
        return self.verdict.status == "undetermined"

    @property
    def renewal_months(self) -> int | None:
        """After how many months it is to be renewed."""
        return self.verdict.renewal_months


def entry(verdict: Verdict) -> Entry:
    """A verdict in words."""
    given, benefit = verdict.award or verdict.possible_award, verdict.benefit
    return Entry(
        verdict=verdict,
        name=shown(benefit.name),
        item=_item(verdict),
        gives=shown(benefit.gives or benefit.summary),
        apply=shown(benefit.apply),
        bring=[shown(thing) for thing in benefit.bring],
        note=shown(verdict.pathway.note) if verdict.pathway else "",
        source=_source(verdict),
        amount=amount(verdict),
        working=phrase(given.working) if given and given.working else "",
        formula=shown(given.formula or "") if given else "",
        reasons=[(reason.met, phrase(reason.text)) for reason in verdict.reasons],
        unmet=_unmet(verdict.reasons),
        departments=[verdict.rulebook.departments[code] for code in verdict.item.departments],
        readings=_readings(verdict),
        beneath=[_beneath(verdict, other) for other in beneath(verdict)],
        steps=[shown(text) for _code, text in verdict.steps],
        when=day_in_words(verdict.upcoming) if verdict.upcoming else "",
        age=verdict.finding.upcoming_age,
        later=_later(verdict),
        due=day_in_words(verdict.next_due) if verdict.next_due else "",
        missing=[_missing(verdict, fact) for fact in verdict.missing],
    )


def _item(verdict: Verdict) -> str:
    """The row's name, where it says more than the benefit's."""
    name = shown(verdict.item.name)
    return name if len(verdict.item.benefits) > 1 and name != shown(verdict.benefit.name) else ""


def _source(verdict: Verdict) -> str:
    words = gettext("出处：{document} {place}")
    return words.format(document=verdict.rulebook.document.number, place=row_in_words(verdict.item.row))


def _unmet(reasons: Iterable[Reason]) -> list[str]:
    return [phrase(reason.text) for reason in reasons if reason.met is False]


def _readings(verdict: Verdict) -> list[str]:
    of_pathway = verdict.pathway.readings if verdict.pathway else ()
    return list(dict.fromkeys((*verdict.benefit.readings, *of_pathway)))


def _beneath(verdict: Verdict, other: Verdict) -> Beneath:
    name, gives_way = shown(other.benefit.name), other.superseded_by == verdict.benefit.code
    less = _less(verdict.award, other.award) if gives_way else ""
    return Beneath(name, row_in_words(other.item.row), gives_way, amount_of(other.award), less)


def _less(stays: AwardResult | None, goes: AwardResult | None) -> str:
    """By how much less one award comes to than another of the same period."""
    if stays is None or goes is None or stays.period != goes.period or stays.amount is None or goes.amount is None:
        return ""
    words = {"month": gettext("每月多 {amount} 元"), "year": gettext("每年多 {amount} 元")}.get(stays.period or "", "")
    return words.format(amount=yuan(stays.amount - goes.amount)) if stays.amount > goes.amount else ""


def _later(verdict: Verdict) -> str:
    """What age alone changes: from which day, and what is given then."""
    later = verdict.next_award
    if later is None:
        return ""
    gives = amount_of(later.award) or shown(later.pathway.name)
    return gettext("从{day}起：{gives}").format(day=day_in_words(later.day), gives=gives)


def _missing(verdict: Verdict, fact: str) -> Missing:
    screener = verdict.screening.screener
    question = next((one.code for one in screener.questions if fact in one.facts), None)
    return Missing(shown(screener.facts[fact].name), question)
