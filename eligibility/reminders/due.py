"""What falls due: a renewal counted from its last date, a birthday on which something begins.

A watch holds from which day on which pathway is the person's. That and the rules in force on each day give the day
on which it is due; `wake_on` is the next day on which there is something to do about it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple, cast
from uuid import UUID

from django.utils.translation import gettext

from catalog.in_force import editions_of, publish_stamp
from catalog.rules import Screening, Verdict
from catalog.rules.dates import add_months
from catalog.rules.renewals import Rhythm, Terms, Ways, first_due, months_of, on_day, pathways, rhythm_of, since
from eligibility.models import Subscription, Watch
from eligibility.models.subscriptions import Kind
from eligibility.presenter import sections

LEAD = timedelta(days=30)
BIRTHDAY_LEAD = timedelta(days=14)
# How long what was told at short notice stays due: its message may wait for the morning, or for a provider.
GRACE = timedelta(days=7)
A_DAY = timedelta(days=1)
NO_DATES: Mapping[str, date] = MappingProxyType({})
RENEWED = ("have", "choose")
TO_COME = ("step", "coming", "open")


@dataclass(frozen=True)
class Proposal:
    """One thing that somebody can be reminded of, as a screening found it."""

    region: str
    benefit: str
    kind: str
    ways: Ways = field(repr=False)
    months: int | None  # after how many months it is renewed, of a birthday from then on
    last: date | None  # as far as the answers tell
    due_on: date | None  # None where no last date is known
    name: str
    item: str

    @property
    def key(self) -> str:
        """What names it in a form."""
        return f"{self.kind}:{self.benefit}"

    @property
    def asks_last(self) -> bool:
        """Whether the day is counted from a last date, which the person can say."""
        return self.kind == Kind.RENEWAL

    def watch(self, subscription: Subscription, last: date | None, today: date) -> Watch:
        """A watch over it, not saved yet; where nobody knows the last date, it is first due in a month."""
        watch = Watch(
            subscription=subscription,
            region=self.region,
            benefit=self.benefit,
            kind=self.kind,
            stages=_stages(self.ways),
            last=last if self.asks_last else None,
        )
        refresh(watch, today)
        return watch


class Found(NamedTuple):
    """A proposal, what it was found in, and after how many months it is renewed from which day on."""

    proposal: Proposal
    verdict: Verdict
    rhythm: Rhythm

    def days(self, until: date) -> Iterator[date]:
        """Its due days as they come round, each taken to be kept on the day, or today where it has gone by."""
        today = self.verdict.screening.as_of
        day = self.proposal.due_on or _unknown(self.rhythm, today)
        while day and day <= until:
            yield day
            if self.proposal.kind == Kind.BIRTHDAY and on_day(self.rhythm, day) is None:
                return
            day = first_due(max(day, today), self.rhythm)


def watches_of(screening: Screening, lasts: Mapping[str, date] = NO_DATES) -> list[Proposal]:
    """All that a person can be reminded of, what is due first before what is due later.

    `lasts` holds last dates by benefit, where they were told besides the answers.
    """
    return [one.proposal for one in found_in(screening, lasts)]


def found_in(screening: Screening, lasts: Mapping[str, date] = NO_DATES) -> list[Found]:
    """The same, with what each was found in."""
    found = sections(screening)
    renewed = [_renewal(one, lasts) for section in RENEWED for one in found[section] if one.renewal_months]
    begins = [_birthday(one) for section in (*RENEWED, *TO_COME) for one in found[section]]
    return sorted((*renewed, *(one for one in begins if one)), key=lambda one: one.proposal.due_on or date.max)


def _renewal(verdict: Verdict, lasts: Mapping[str, date]) -> Found:
    fact, as_of = verdict.benefit.renewal_from, verdict.screening.as_of
    answered = verdict.screening.answers.get(fact) if fact else None
    last = lasts.get(verdict.benefit.code) or cast("date | None", answered)
    return _found(verdict, Kind.RENEWAL, since(ways_of(verdict), last or as_of), last=last)


def _birthday(verdict: Verdict) -> Found | None:
    """What age alone brings: the benefit itself, or more of it; a rhythm that changes is the renewal's own matter."""
    later = verdict.next_award
    if later is not None and (verdict.renewal_months or later.pathway.renewal_months):
        return None
    day = later.day if later else verdict.upcoming
    if day is None:
        return None
    ways = ways_of(verdict)
    after = [(begins, code) for begins, code in ways if begins is not None and begins > day]
    return _found(verdict, Kind.BIRTHDAY, [(day, on_day(ways, day) or ""), *after], day)


def _found(verdict: Verdict, kind: Kind, ways: Ways, due_on: date | None = None, last: date | None = None) -> Found:
    rhythm = rhythm_of(ways, terms_for(verdict))
    proposal = Proposal(
        region=verdict.rulebook.region,
        benefit=verdict.benefit.code,
        kind=kind,
        ways=ways,
        months=months_of(verdict.benefit).get(ways[0][1]),
        last=last,
        due_on=first_due(last, rhythm) if last else due_on,
        name=gettext(verdict.benefit.name),
        item=gettext(verdict.item.name),
    )
    return Found(proposal, verdict, rhythm)


def ways_of(verdict: Verdict) -> Ways:
    """From which birthday on which pathway of a benefit is the person's."""
    found = pathways(verdict.finding, verdict.screening.birth)
    return [(day, way.code if way else "") for day, way in found]


def terms_for(verdict: Verdict) -> Terms:
    """After how many months a benefit is renewed; by its own edition alone where that is tried and not published."""
    region = verdict.rulebook.region
    if any(book is verdict.rulebook for _day, book in editions_of(region)):
        return terms_of(region, verdict.benefit.code)
    return [(date.min, months_of(verdict.benefit))]


def terms_of(region: str, benefit: str) -> Terms:
    """After how many months a benefit is renewed, by every edition of its region."""
    return _terms(publish_stamp(), region).get(benefit, [])


@lru_cache(maxsize=64)
def _terms(stamp: UUID | None, region: str) -> Mapping[str, Terms]:
    editions = [(day, {one.code: months_of(one) for _, one in book.benefits()}) for day, book in editions_of(region)]
    codes = {code for _day, benefits in editions for code in benefits}
    return {code: [(day, benefits.get(code, {})) for day, benefits in editions] for code in codes}


def _stages(ways: Ways) -> list[list[str | None]]:
    return [[day.isoformat() if day else None, code] for day, code in ways]


def _ways(watch: Watch) -> Ways:
    return [(date.fromisoformat(day) if day else None, code) for day, code in watch.stages]


def refresh(watch: Watch, today: date) -> None:
    """Work out when a watch is due, and when there is something to do about it; it is not saved."""
    watch.stamp = publish_stamp()
    if watch.kind == Kind.RENEWAL:
        watch.stages = _stages(since(_ways(watch), watch.last or today))
    due_on = _due_on(watch, today)
    if due_on != watch.due_on:
        watch.due_on = due_on
        watch.wake_on = _wake_on(watch, today)


def told(watch: Watch, last: date | None, today: date) -> None:
    """The last date as somebody says it, or that nobody knows it; not saved. A birthday has none."""
    if watch.kind == Kind.RENEWAL:
        watch.last, watch.assumed = last, False
        refresh(watch, today)


def woken(watch: Watch, today: date) -> bool:
    """Whether a watch's due day is to be told of now; either way it goes on to its next day. It is not saved.

    A due day that has gone by with nothing said counts as kept, until somebody says better.
    """
    if watch.due_on is None or watch.wake_on is None or watch.wake_on > today:
        return False
    if watch.announced_for == watch.due_on:
        _come_round(watch, watch.due_on, today)
        return False
    watch.announced_for = watch.due_on
    watch.wake_on = _wake_on(watch, today)
    return True


def _due_on(watch: Watch, today: date) -> date | None:
    ways, terms = _ways(watch), terms_of(watch.region, watch.benefit)
    if watch.kind == Kind.BIRTHDAY:
        day = ways[0][0] if ways else None
        return day if on_day(terms, day) else None
    rhythm = rhythm_of(ways, terms)
    if watch.last:
        return first_due(watch.last, rhythm)
    return _unknown(rhythm, today, watch.due_on)


def _unknown(rhythm: Rhythm, today: date, before: date | None = None) -> date | None:
    """When it is due where nobody knows the last date: a month after that was said, if it is renewed at all."""
    return first_due(before or add_months(today, 1), [(day, 0 if months else None) for day, months in rhythm])


def _wake_on(watch: Watch, today: date) -> date | None:
    """The next day on which there is something to do: to tell of the due day, or to see that it has gone by."""
    if watch.due_on is None:
        return None
    if watch.announced_for != watch.due_on:
        return max(watch.due_on - (LEAD if watch.kind == Kind.RENEWAL else BIRTHDAY_LEAD), today + A_DAY)
    if watch.kind == Kind.BIRTHDAY:
        return max(watch.due_on, today + GRACE) + A_DAY if _goes_on(watch, watch.due_on) else None
    overdue = watch.due_on < today
    return (today + LEAD if overdue else max(watch.due_on, today + GRACE)) + A_DAY


def _goes_on(watch: Watch, begins: date) -> bool:
    """Whether what began on a birthday is renewed from then on."""
    return on_day(rhythm_of(_ways(watch), terms_of(watch.region, watch.benefit)), begins) is not None


def _come_round(watch: Watch, due_on: date, today: date) -> None:
    """Count on from a due day that has gone by; from when it was told of, where it was overdue then."""
    if watch.kind == Kind.BIRTHDAY and _watched_already(watch):
        watch.wake_on = None
        return
    watch.kind = Kind.RENEWAL
    watch.last, watch.assumed = max(due_on, today - LEAD - A_DAY), True
    refresh(watch, today)


def _watched_already(watch: Watch) -> bool:
    return Watch.objects.filter(subscription=watch.subscription_id, benefit=watch.benefit, kind=Kind.RENEWAL).exists()
