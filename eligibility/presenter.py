"""Turns a screening into plain data; the page, the paper and the API only lay it out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import TypedDict

import orjson

from catalog.rules import AwardResult, NextAward, Phrase, Rulebook, Screening, Verdict
from catalog.rules.expressions import plain, yuan

Translate = Callable[[str], str]
KEPT = 64


class Award(TypedDict):
    """What is given: amounts in yuan; `rate` is the share taken off; None where not known."""

    kind: str
    amount: float | None
    rate: float | None
    period: str | None
    at_least: bool
    formula: str | None
    working: str | None


class Reason(TypedDict):
    """One condition in words; `met` is None while it is open."""

    fact: str
    met: bool | None
    text: str


class Step(TypedDict):
    """Something the person could do."""

    code: str
    text: str


class Source(TypedDict):
    """Where it is written."""

    document: str
    row: str


class Later(TypedDict):
    """Another pathway or award that age alone brings to somebody who is eligible already."""

    date: str
    pathway: str
    award: Award | None


class Row(TypedDict):
    """One benefit for one person, as the API answers it."""

    code: str
    item: str
    name: str
    region: str
    verdict: str
    pathway: str | None
    award: Award | None
    possible_award: Award | None
    missing: list[str]
    reasons: list[Reason]
    upcoming: str | None
    next_award: Later | None
    steps: list[Step]
    renewal_months: int | None
    next_due: str | None
    superseded_by: str | None
    choose_one_with: list[str]
    carries_out: str | None
    source: Source
    readings: list[str]


class Catalogue(TypedDict):
    """An edition that was consulted."""

    region: str
    edition: str
    effective_from: str


class Sums(TypedDict):
    """The monthly cash in yuan; at least that, where a part is a minimum or not known."""

    monthly_cash: float
    at_least: bool


class Answer(TypedDict):
    """Everything that follows for one person on one day."""

    as_of: str
    catalogues: list[Catalogue]
    benefits: list[Row]
    totals: Sums


def same(text: str) -> str:
    """The text as it is written: Simplified Chinese."""
    return text


def present(screening: Screening, translate: Translate = same) -> Answer:
    """The answer of contract/interfaces.md as plain data."""
    return {**_frame(screening), "benefits": [row(verdict, translate) for verdict in screening.verdicts]}  # type: ignore[typeddict-item]


def present_json(screening: Screening, language: str, translate: Translate = same) -> bytes:
    """The same as JSON, from rows that are kept in a language for everybody in the same cells."""
    head = orjson.dumps(_frame(screening))
    rows = b",".join(_row_json(verdict, language, translate) for verdict in screening.verdicts)
    return head[:-1] + b',"benefits":[' + rows + b"]}"


def _frame(screening: Screening) -> dict[str, object]:
    totals = screening.totals
    return {
        "as_of": screening.as_of.isoformat(),
        "catalogues": [catalogue(book) for book in screening.catalogues],
        "totals": {"monthly_cash": float(totals.monthly_cash), "at_least": totals.at_least},
    }


def catalogue(book: Rulebook) -> Catalogue:
    """An edition as the API names it."""
    return {"region": book.region, "edition": book.edition, "effective_from": book.effective_from.isoformat()}


def _row_json(verdict: Verdict, language: str, translate: Translate) -> bytes:
    """A row as JSON, kept for everybody in the same cells to whom the same days and sums fall."""
    kept = verdict.finding.shown
    alone = verdict.superseded_by is None and not verdict.choose_one_with
    key = (language,) if alone and verdict.finding.impersonal else (language, *_told_apart(verdict))
    found = kept.get(key)
    if found is None:
        if len(kept) >= KEPT:
            kept.clear()
        found = kept[key] = orjson.dumps(row(verdict, translate))
    return found


def _told_apart(verdict: Verdict) -> tuple[object, ...]:
    """All that can differ between people in the same cells."""
    later = verdict.next_award
    return (
        verdict.award,
        verdict.possible_award,
        verdict.upcoming,
        later and (later.day, later.pathway.code, later.award),
        verdict.next_due,
        verdict.superseded_by,
        verdict.choose_one_with,
    )


def row(verdict: Verdict, translate: Translate = same) -> Row:
    """One benefit for one person."""
    return {**_shared(verdict, translate), **_personal(verdict, translate)}  # type: ignore[typeddict-item]


def _shared(verdict: Verdict, translate: Translate) -> dict[str, object]:
    """What everybody in the same cells is told."""
    benefit, book = verdict.benefit, verdict.rulebook
    readings = (*benefit.readings, *(verdict.pathway.readings if verdict.pathway else ()))
    return {
        "code": benefit.code,
        "item": translate(verdict.item.name),
        "name": translate(benefit.name),
        "region": book.region,
        "verdict": verdict.status,
        "pathway": verdict.pathway.code if verdict.pathway else None,
        "missing": list(verdict.missing),
        "reasons": [{"fact": one.fact, "met": one.met, "text": one.text.render(translate)} for one in verdict.reasons],
        "steps": [{"code": code, "text": translate(text)} for code, text in verdict.steps],
        "renewal_months": verdict.renewal_months,
        "carries_out": benefit.carries_out,
        "source": {"document": book.document.number, "row": verdict.item.row},
        "readings": list(dict.fromkeys(readings)),
    }


def _personal(verdict: Verdict, translate: Translate) -> dict[str, object]:
    """What hangs on the person's own dates, income and other benefits."""
    return {
        "award": award(verdict.award, translate),
        "possible_award": award(verdict.possible_award, translate),
        "upcoming": _day(verdict.upcoming),
        "next_award": _later(verdict.next_award, translate),
        "next_due": _day(verdict.next_due),
        "superseded_by": verdict.superseded_by,
        "choose_one_with": list(verdict.choose_one_with),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _number(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)


def award(result: AwardResult | None, translate: Translate = same) -> Award | None:
    """An award as plain data."""
    if result is None:
        return None
    return {
        "kind": result.kind,
        "amount": _number(result.amount),
        "rate": _number(result.rate),
        "period": result.period,
        "at_least": result.at_least,
        "formula": translate(result.formula) if result.formula else None,
        "working": result.working.render(translate) if result.working else None,
    }


def _later(later: NextAward | None, translate: Translate) -> Later | None:
    if later is None:
        return None
    return {
        "date": later.day.isoformat(),
        "pathway": later.pathway.code,
        "award": award(later.award, translate),
    }


PERIODS: Mapping[str | None, str] = {
    "month": "每月 {amount} 元",
    "year": "每年 {amount} 元",
    "day": "每天 {amount} 元",
    "once": "一次性 {amount} 元",
    None: "{amount} 元",
}
KINDS: Mapping[str, str] = {
    "cash": "现金，金额由办理部门定",
    "discount": "优惠",
    "service": "服务",
    "in_kind": "实物或补助",
    "insurance": "保险",
    "priority": "优先办理",
}


def amount_words(given: AwardResult | None) -> Phrase | None:
    """How much, in a few words: 每月 60 元起 · 免费 · 半价 · 服务."""
    if given is None:
        return None
    if given.amount is not None:
        sum_ = Phrase(PERIODS[given.period], {"amount": yuan(given.amount)})
        return Phrase("{sum}起", {"sum": sum_}) if given.at_least else sum_
    if given.rate is None:
        return Phrase(KINDS[given.kind])
    paid = Decimal(1) - given.rate
    if not paid:
        return Phrase("免费")
    return Phrase("半价") if paid == Decimal("0.5") else Phrase("{fold} 折", {"fold": plain(paid * 10)})


SECTIONS = ("have", "choose", "step", "coming", "open", "not")


def sections(screening: Screening) -> dict[str, list[Verdict]]:
    """The verdicts by the part of the page they belong to, each once (design.md, Results).

    A benefit that carries out another stands for it, and one that gives way to another is shown
    with the one that stays.
    """
    found: dict[str, list[Verdict]] = {section: [] for section in SECTIONS}
    stood_for = _stood_for(screening.verdicts)
    for verdict in screening.verdicts:
        if verdict.benefit.code not in stood_for and verdict.superseded_by is None:
            found[_section(verdict)].append(verdict)
    return found


def _section(verdict: Verdict) -> str:
    if verdict.status == "eligible":
        return "choose" if verdict.choose_one_with else "have"
    if verdict.status == "undetermined":
        return "open"
    if verdict.steps:
        return "step"
    return "coming" if verdict.upcoming else "not"


RANK = {"eligible": 0, "undetermined": 1, "ineligible": 2}


def _stood_for(verdicts: Iterable[Verdict]) -> set[str]:
    """The benefits that another carries out and gives at least as surely (R13)."""
    status = {verdict.benefit.code: verdict.status for verdict in verdicts}
    return {
        verdict.benefit.carries_out
        for verdict in verdicts
        if verdict.benefit.carries_out in status
        and RANK[verdict.status] <= RANK[status[verdict.benefit.carries_out]]
        and verdict.benefit.carries_out
    }


def beneath(verdict: Verdict) -> list[Verdict]:
    """What is named beneath a benefit: those it stands for, and those that give way to it."""
    code = verdict.benefit.code
    return [
        other
        for other in verdict.screening.verdicts
        if other.superseded_by == code or other.benefit.code == verdict.benefit.carries_out
    ]
