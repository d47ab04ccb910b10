"""When something was last renewed, told on the results page: kept with the answers, and gone with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from catalog.rules import Screening
from eligibility.reminders.calendar import name_of
from eligibility.reminders.due import found_in
from eligibility.session import Interview


@dataclass(frozen=True)
class Renewed:
    """What is gone for together: one item's benefits."""

    name: str
    benefits: tuple[str, ...]
    last: date | None


def renewed(screening: Screening, lasts: dict[str, date], benefit: str) -> Renewed | None:
    """What a benefit is renewed with; None where it is not renewed for this person."""
    found = [one for one in found_in(screening, lasts) if one.proposal.asks_last]
    asked = next((one for one in found if one.proposal.benefit == benefit), None)
    if asked is None:
        return None
    together = tuple(one.proposal.benefit for one in found if one.verdict.item is asked.verdict.item)
    return Renewed(name_of(asked), together, asked.proposal.last)


def tell(interview: Interview, thing: Renewed, last: date | None) -> None:
    """Note the day, or that nobody knows it."""
    for benefit in thing.benefits:
        if last:
            interview.lasts[benefit] = last.isoformat()
        else:
            interview.lasts.pop(benefit, None)
