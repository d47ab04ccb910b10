"""The five lists together: which answer for a person, what they give, and what of it is paid once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Any

from . import dongyang_rows, gongshu_rows, qujiang_rows, quzhou, shangyu_rows
from .ground import LISTS, Elder, Outcome, Rule, lies_within
from .people import PLACES

# The lists' README: from when each is read as in force.
IN_FORCE_FROM: Mapping[str, date] = {
    "quzhou": quzhou.IN_FORCE_FROM,
    "qujiang": date(2023, 7, 1),
    "shangyu": date(2020, 4, 30),
    "dongyang": date(2024, 2, 20),
    "gongshu": date(2023, 7, 1),
}
OTHERS = ("qujiang", "shangyu", "dongyang", "gongshu")
BENEFITS: Mapping[str, Rule] = {code: rule for region in IN_FORCE_FROM for code, rule in LISTS[region].items()}
CARRIES_OUT: Mapping[str, str] = qujiang_rows.CARRIES_OUT
KINDS_LEFT_OPEN: Mapping[str, frozenset[str]] = {
    **quzhou.KINDS_LEFT_OPEN,
    **qujiang_rows.KINDS_LEFT_OPEN,
    **shangyu_rows.KINDS_LEFT_OPEN,
    **dongyang_rows.KINDS_LEFT_OPEN,
    **gongshu_rows.KINDS_LEFT_OPEN,
}
# R41: of each of these, paid by several lists, the person has one.
PAID_ONCE = (
    ("quzhou-09-living", "dongyang-22-living", "gongshu-24-living"),
    ("quzhou-09-care", "dongyang-22-care", "gongshu-24-care"),
    ("quzhou-06", "dongyang-01", "gongshu-01"),
    ("quzhou-07", "dongyang-02", "gongshu-02"),
)
ASSESSMENTS = ("quzhou-12", "dongyang-03", "gongshu-05")


def consulted(facts: Mapping[str, Any], as_of: date) -> list[str]:
    """R12: the lists in force that answer for a person, whose facts need not be complete."""
    own_unknown = facts.get("hukou") is None or facts.get("residence") is None
    places = [facts[fact] for fact in PLACES if facts.get(fact) is not None]
    return [
        region
        for region, start in IN_FORCE_FROM.items()
        if start <= as_of and (own_unknown or any(lies_within(place, region) for place in places))
    ]


def expected_codes(facts: Mapping[str, Any], as_of: date) -> set[str]:
    """The benefits of every list that answers for a person."""
    return {code for region in consulted(facts, as_of) for code in LISTS[region]}


def decide(facts: Mapping[str, Any], as_of: date) -> dict[str, Outcome]:
    """Every benefit that is answered for one person whose facts are all known."""
    elder = Elder(facts, as_of)
    return {code: BENEFITS[code](elder) for code in sorted(expected_codes(facts, as_of))}


def exclusions(outcomes: Mapping[str, Outcome]) -> tuple[dict[str, str], dict[str, set[str]]]:
    """What gives way to a better one (R20), and what is chosen among (R20, R41)."""
    has = {code for code, outcome in outcomes.items() if outcome.eligible}
    gone: dict[str, str] = {}
    choices: dict[str, set[str]] = {}
    if has.issuperset(quzhou.CARE_PAY):
        gone, undecided = quzhou.superseded(outcomes)
        choices = {code: set(others) for code, others in undecided.items()}
    for group in PAID_ONCE:
        for one, other in combinations(sorted(has.intersection(group) - gone.keys()), 2):
            choices.setdefault(one, set()).add(other)
            choices.setdefault(other, set()).add(one)
    return gone, choices


def chosen_among(choices: Mapping[str, set[str]]) -> Iterator[set[str]]:
    """The benefits that are chosen among, each set of them once."""
    seen: set[str] = set()
    for code, others in choices.items():
        if code not in seen:
            seen |= others | {code}
            yield others | {code}


def totals(outcomes: Mapping[str, Outcome]) -> tuple[Decimal, bool]:
    """The monthly cash that is known, of each choice the highest, and whether it is a minimum."""
    gone, choices = exclusions(outcomes)
    monthly = {
        code: one
        for code, one in outcomes.items()
        if one.eligible and one.kind == "cash" and one.period == "month" and code not in gone
    }
    known = {code: one.amount for code, one in monthly.items() if one.amount is not None}
    total = sum((amount for code, amount in known.items() if code not in choices), Decimal(0))
    for alternatives in chosen_among(choices):
        total += max((known[code] for code in alternatives if code in known), default=Decimal(0))
    return total, any(one.at_least or one.amount is None for one in monthly.values())


def next_due(facts: Mapping[str, Any], outcomes: Mapping[str, Outcome], code: str) -> date | None:
    """R42: the day of the next assessment, on each list that gives it to the person."""
    return quzhou.due(facts) if code in ASSESSMENTS and outcomes[code].eligible else None
