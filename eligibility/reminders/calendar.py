"""What the next years bring: renewals as they come round, birthdays on which something begins or becomes more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.utils.translation import gettext

from catalog.answering import day_in_words
from catalog.rules import NextAward, Screening, Verdict
from catalog.rules.dates import add_months, age_on
from catalog.rules.screening import AHEAD_MONTHS
from eligibility.presenter import amount_words, sections
from eligibility.reminders.due import NO_DATES, RENEWED, Found, found_in

# To go and renew; something begins; there is more of it; it is renewed in another rhythm from then on.
What = Literal["renew", "begin", "more", "rhythm"]


@dataclass(frozen=True)
class Event:
    """One thing on one day."""

    day: date
    what: What
    name: str  # the item's where several benefits of one are renewed: they are gone for together
    benefit: str
    says: str  # which age is reached, what is given then, what to know of a first renewal
    turn: int  # 0 is the first of its benefit
    overdue: bool = False  # its day has gone by: it stands on the screening's own
    guessed: bool = False  # counted from a last date that nobody told
    asks_last: bool = False  # the first that is counted from a last date: telling that moves it


def events(screening: Screening, lasts: Mapping[str, date] = NO_DATES) -> list[Event]:
    """The events of the next five years in the order of their days, each renewal taken to be done on its day."""
    until = add_months(screening.as_of, AHEAD_MONTHS)
    found = [event for one in found_in(screening, lasts) for event in _of(one, until)]
    kept = sections(screening)
    found += [event for section in RENEWED for one in kept[section] if (event := _rhythm(one))]
    return sorted(found, key=lambda one: one.day)


def _of(found: Found, until: date) -> Iterator[Event]:
    proposal, as_of = found.proposal, found.verdict.screening.as_of
    guessed = proposal.asks_last and proposal.last is None
    together = name_of(found)
    for turn, day in enumerate(found.days(until)):
        overdue = day < as_of
        if turn or proposal.asks_last:
            says = _known(day, overdue, guessed) if not turn else ""
            asks = proposal.asks_last and not turn
            yield Event(max(day, as_of), "renew", together, proposal.benefit, says, turn, overdue, guessed, asks)
        else:
            yield _begins(found, together, day)


def name_of(found: Found) -> str:
    """What it is called where it is renewed: by its item, where that has several benefits."""
    several = found.proposal.months and len(found.verdict.item.benefits) > 1
    return found.proposal.item if several else found.proposal.name


def _known(day: date, overdue: bool, guessed: bool) -> str:
    """What to know of a first renewal."""
    if overdue:
        return gettext("{day}就到期了，请早点去办").format(day=day_in_words(day))
    return gettext("不知道上次是哪天办的，先去问一问") if guessed else ""


def _begins(found: Found, name: str, day: date) -> Event:
    """What age alone brings on a birthday."""
    benefit, verdict = found.proposal.benefit, found.verdict
    if verdict.next_award:
        return Event(day, "more", name, benefit, _gives(verdict.next_award), 0)
    birth = verdict.screening.birth
    return Event(
        day, "begin", name, benefit, gettext("满 {age} 周岁").format(age=age_on(birth, day)) if birth else "", 0
    )


def _rhythm(verdict: Verdict) -> Event | None:
    """That something is renewed more or less often from a birthday on."""
    later = verdict.next_award
    if later is None or later.pathway.renewal_months in (None, verdict.renewal_months):
        return None
    name = gettext(verdict.benefit.name)
    return Event(later.day, "rhythm", name, verdict.benefit.code, gettext(later.pathway.name), 0)


def _gives(later: NextAward) -> str:
    words = amount_words(later.award) if later.award and later.award.amount is not None else None
    return words.render(gettext) if words else gettext(later.pathway.name)
