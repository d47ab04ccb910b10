"""What every comparison of the portal with the oracle does: answers for seeded people, and faults in words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from . import portal
from .ground import Outcome
from .people import Case

Answer = dict[str, Any]
Answered = list[tuple[Case, Answer]]
SHOWN = 10


def answered(make: Callable[[Random], Case], seed: int, count: int, regions: Collection[str]) -> Answered:
    """Seeded people with what the portal answers them from some regions' lists."""
    rng = Random(seed)
    cases = [make(rng) for _ in range(count)]
    return [(case, portal.answer(case.facts, case.as_of, regions)) for case in cases]


def rows(people: Answered) -> Iterator[tuple[Case, Answer, str]]:
    """Each person with each benefit of the portal's answer; people whom no list is consulted for have none."""
    for case, answer in people:
        for code in answer["benefits"]:
            yield case, answer["benefits"][code], code


def report(faults: Iterator[str]) -> None:
    """Fails with the first few faults."""
    found = [fault for fault, _ in zip(faults, range(SHOWN), strict=False)]
    assert not found, "\n".join(found)


def day(shown: str | None) -> date | None:
    """A date of the portal's answer."""
    return date.fromisoformat(shown) if shown else None


def award_faults(award: Answer | None, outcome: Outcome, left_open: Collection[str] | None) -> list[str]:
    """Where an award differs in a part that the document and the readings settle."""
    if award is None:
        return ["no award"]
    kinds = left_open or {outcome.kind}
    faults = [] if award["kind"] in kinds else [f"kind {award['kind']}, not {outcome.kind}"]
    for part, expected in (("amount", outcome.amount), ("rate", outcome.rate)):
        shown = award[part]
        if (shown is None) != (expected is None) or (expected is not None and Decimal(str(shown)) != expected):
            faults.append(f"{part} {shown}, not {expected}")
    if outcome.kind == "cash" or outcome.amount is not None:
        expected_terms = (outcome.period, outcome.at_least)
        if (award["period"], award["at_least"]) != expected_terms:
            faults.append(f"{award['period']}, at least {award['at_least']}; not {expected_terms}")
    return faults
