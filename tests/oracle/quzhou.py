"""The 43 Quzhou benefits decided for complete facts, read from the document and the readings alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from . import money_rows, service_rows
from .ground import LISTS, Elder, Outcome, Rule, lies_within, years_after

IN_FORCE_FROM = date(2023, 7, 1)
CARE_PAY = ("quzhou-09-care", "quzhou-13")
ASSESSMENT = "quzhou-12"
BENEFITS: Mapping[str, Rule] = LISTS["quzhou"]
ENTERED_BY = (money_rows, service_rows)
# The contract names a kind for these only by what it is not: cash.
KINDS_LEFT_OPEN: Mapping[str, frozenset[str]] = {
    "quzhou-02": frozenset({"insurance", "service", "in_kind"}),
    "quzhou-03-institution": frozenset({"service", "in_kind"}),
    "quzhou-03-housing": frozenset({"service", "in_kind"}),
    "quzhou-10": frozenset({"service", "in_kind"}),
    "quzhou-16": frozenset({"service", "discount"}),
    "quzhou-24": frozenset({"service", "priority"}),
}


def consulted(facts: Mapping[str, Any], as_of: date) -> bool:
    """R12: whether Quzhou's list answers for this person, whose facts need not be complete."""
    if as_of < IN_FORCE_FROM:
        return False
    own = [facts.get("hukou"), facts.get("residence")]
    child = facts.get("child_hukou")
    return None in own or any(lies_within(place, "quzhou") for place in (*own, child) if place)


def decide(facts: Mapping[str, Any], as_of: date) -> dict[str, Outcome]:
    """Every benefit for one person whose facts are all known."""
    elder = Elder(facts, as_of)
    return {code: rule(elder) for code, rule in BENEFITS.items()}


def superseded(outcomes: Mapping[str, Outcome]) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """R20: of rows 9 care and 13 the higher stays, row 9 where equal; a choice where an amount is unknown."""
    disability, subsidy = (outcomes[code] for code in CARE_PAY)
    if not (disability.eligible and subsidy.eligible):
        return {}, {}
    nine, thirteen = CARE_PAY
    if disability.amount is None or subsidy.amount is None:
        return {}, {nine: (thirteen,), thirteen: (nine,)}
    return ({nine: thirteen} if subsidy.amount > disability.amount else {thirteen: nine}), {}


def totals(outcomes: Mapping[str, Outcome]) -> tuple[Decimal, bool]:
    """The monthly cash that is known, the highest of a choice, and whether it is a minimum."""
    gone, choices = superseded(outcomes)
    monthly = {
        code: one
        for code, one in outcomes.items()
        if one.eligible and one.kind == "cash" and one.period == "month" and code not in gone
    }
    known = {code: one.amount for code, one in monthly.items() if one.amount is not None}
    chosen = [amount for code, amount in known.items() if code not in choices]
    among = [known[code] for code in choices if code in known]
    low = any(one.at_least or one.amount is None for one in monthly.values())
    return sum(chosen, Decimal(0)) + max(among, default=Decimal(0)), low


def birthdays_ahead(birth: date, as_of: date) -> list[date]:
    """The birthdays after a day and up to five years on."""
    return [
        day
        for years in range(as_of.year - birth.year, as_of.year - birth.year + 6)
        if as_of < (day := years_after(birth, years)) <= years_after(as_of, 5)
    ]


def upcoming(rule: Rule, facts: Mapping[str, Any], as_of: date) -> date | None:
    """The first day, five years ahead at most, from which age alone makes a benefit eligible."""
    if rule(Elder(facts, as_of)).eligible:
        return None
    days = birthdays_ahead(date.fromisoformat(facts["birth_date"]), as_of)
    return next((day for day in days if rule(Elder(facts, day)).eligible), None)


def renewal_months(outcomes: Mapping[str, Outcome], code: str) -> int | None:
    """R21: the months after which a benefit that the person has is renewed."""
    return outcomes[code].renewal


def due(facts: Mapping[str, Any]) -> date | None:
    """R42: when an assessment is next due, which may be a day gone by."""
    last = facts.get("last_assessment")
    if last is None:
        return None
    done = date.fromisoformat(last)
    eighty = years_after(date.fromisoformat(facts["birth_date"]), 80)
    soonest, latest = years_after(done, 1), years_after(done, 2)
    return min(latest, max(eighty, soonest))


def next_due(facts: Mapping[str, Any], outcomes: Mapping[str, Outcome], code: str) -> date | None:
    """The day of R42 on Quzhou's assessment, for those who have it."""
    return due(facts) if code == ASSESSMENT and outcomes[code].eligible else None
