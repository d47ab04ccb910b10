"""What a case is reminded of: offered from the answers or from the lists, kept for all its recipients alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from catalog.in_force import rulebooks_on
from catalog.models import Region
from catalog.permissions import regions_of
from catalog.rules import Benefit, Department, Item, Rulebook
from eligibility import replay
from eligibility.desk.calls import give_up_settled
from eligibility.models import Case, Subscription, Watch
from eligibility.models.subscriptions import Kind
from eligibility.occasion import Occasion
from eligibility.reminders import due
from eligibility.reminders.due import Proposal
from eligibility.session import Interview


@dataclass(frozen=True)
class Thing:
    """Something to be reminded of, as a form offers it: under which place's name, and what tells it from its like."""

    proposal: Proposal
    place: str = ""
    way: str = ""
    last: date | None = None
    due_on: date | None = None

    @property
    def key(self) -> str:
        """What a form calls it."""
        one = self.proposal
        return "-".join((one.kind, one.benefit, *(code for _day, code in one.ways[:1])))


def from_answers(interview: Interview, now: Occasion) -> list[Thing]:
    """What the answers of a finished interview give to be reminded of; nothing of one under way."""
    replay.refresh(interview, now.screener, now.as_of)
    if not interview.finished:
        return []
    found = due.watches_of(replay.screening_of(interview, now.screener, now.as_of))
    places = {one.region: gettext(now.screener.regions[one.region].name) for one in found}
    things = []
    for one in found:
        last = interview.last_dates.get(one.benefit, one.last) if one.asks_last else None
        due_on = one.watch(Subscription(), last, now.as_of).due_on if last else one.due_on
        things.append(Thing(one, way=places[one.region], last=last, due_on=due_on))
    return things


def from_lists(user: User, today: date) -> list[Thing]:
    """Everything in the lists of somebody's regions, and of those around them, that is to be renewed.

    What all their places' own lists carry out stands there already.
    """
    lines = _lines(user)
    books = [book for book in rulebooks_on(today) if any(book.region in line for line in lines)]
    own = [book for book in books if all(book.region in line for line in lines)]
    stood_for = {benefit.carries_out for book in own for _item, benefit in book.benefits()}
    found = [thing for book in books for thing in _renewed(book)]
    return [thing for thing in found if thing.proposal.benefit not in stood_for]


def _lines(user: User) -> list[set[str]]:
    """Each of somebody's regions with all around it."""
    rows = {pk: (slug, parent) for pk, slug, parent in Region.objects.values_list("pk", "slug", "parent")}
    lines = []
    for pk in regions_of(user, "desk"):
        step: int | None = pk
        line: set[str] = set()
        while step is not None:
            slug, step = rows[step]
            line.add(slug)
        lines.append(line)
    return lines


def _renewed(book: Rulebook) -> Iterable[Thing]:
    place = gettext(book.regions[book.region].name)
    for item, benefit in book.benefits():
        for months, code, way in _turns(benefit):
            yield Thing(_proposal(book, item, benefit, months, code), place, way)


def _proposal(book: Rulebook, item: Item, benefit: Benefit, months: int, code: str) -> Proposal:
    return Proposal(
        region=book.region,
        benefit=benefit.code,
        kind=Kind.RENEWAL,
        ways=[(None, code)],
        months=months,
        last=None,
        due_on=None,
        name=gettext(benefit.name),
        item=gettext(item.name),
    )


def _turns(benefit: Benefit) -> list[tuple[int, str, str]]:
    """The pathways that are renewed, one for each number of months, with its name where there are several."""
    firsts = {one.renewal_months: one for one in reversed(benefit.pathways) if one.renewal_months}
    ways = reversed(firsts.items())
    return [(months, one.code, gettext(one.name) if len(firsts) > 1 else "") for months, one in ways if months]


def names(today: date) -> Mapping[str, str]:
    """What the benefits in force are called, by their codes."""
    return {benefit.code: gettext(benefit.name) for book in rulebooks_on(today) for _item, benefit in book.benefits()}


def rows(today: date) -> Mapping[str, str]:
    """What their rows are called: a package for an illness is a doctor's contract to whoever looks over a shoulder."""
    return {benefit.code: gettext(item.name) for book in rulebooks_on(today) for item, benefit in book.benefits()}


@dataclass(frozen=True)
class Advice:
    """What somebody who rings about a benefit tells: where to go, what to bring, whom to call."""

    name: str
    apply: str
    bring: list[str]
    offices: list[Department]


def advice_on(codes: Iterable[str], today: date) -> list[Advice]:
    """That, for the benefits that are still in force."""
    wanted = set(codes)
    return [
        Advice(
            gettext(benefit.name),
            gettext(benefit.apply) if benefit.apply else "",
            [gettext(thing) for thing in benefit.bring],
            [book.departments[code] for code in item.departments if code in book.departments],
        )
        for book in rulebooks_on(today)
        for item, benefit in book.benefits()
        if benefit.code in wanted
    ]


def keep(case: Case, things: Sequence[Thing], now: datetime) -> None:
    """Reminds all of a case's recipients of these things; what they were reminded of already is begun anew."""
    with transaction.atomic():
        Case.objects.select_for_update(no_key=True).get(pk=case.pk)
        for subscription in case.subscriptions.filter(state=Subscription.State.ACTIVE):
            put(subscription, things, now)
        give_up_settled(case, now)


def put(subscription: Subscription, things: Iterable[Thing], now: datetime) -> None:
    """Reminds one recipient of things."""
    for thing in things:
        one = thing.proposal
        subscription.watches.filter(benefit=one.benefit, kind=one.kind).delete()
        one.watch(subscription, thing.last, timezone.localdate(now)).save()


def share(case: Case, subscription: Subscription, now: datetime) -> None:
    """Reminds one recipient more of what the others are reminded of."""
    for one in _distinct(case).values():
        copy = Watch(
            subscription=subscription,
            region=one.region,
            benefit=one.benefit,
            kind=one.kind,
            stages=one.stages,
            last=one.last,
            assumed=one.assumed,
        )
        due.refresh(copy, timezone.localdate(now))
        copy.save()


@dataclass(frozen=True)
class Kept:
    """One thing that a case is reminded of, whoever receives it."""

    name: str
    watch: Watch

    @property
    def renewed(self) -> bool:
        """Whether its last time can be told."""
        return self.watch.kind == Kind.RENEWAL


def of_case(case: Case, today: date) -> list[Kept]:
    """What a case is reminded of, each thing once, the nearest first."""
    called = names(today)
    found = [Kept(called.get(one.benefit, one.benefit), one) for one in _distinct(case).values()]
    return sorted(found, key=lambda one: one.watch.due_on or date.max)


def tell_last(case: Case, benefit: str, last: date | None, now: datetime) -> int:
    """Notes when something was done last, for all recipients; how many were told."""
    with transaction.atomic():
        found = [one for one in _watches(case) if one.benefit == benefit and one.kind == Kind.RENEWAL]
        for watch in found:
            due.told(watch, last, timezone.localdate(now))
            watch.save()
        give_up_settled(case, now)
    return len(found)


def drop(case: Case, benefit: str, kind: str, now: datetime) -> int:
    """Reminds nobody of the case of something any more."""
    with transaction.atomic():
        gone = [one.pk for one in _watches(case) if (one.benefit, one.kind) == (benefit, kind)]
        Watch.objects.filter(pk__in=gone).delete()
        give_up_settled(case, now)
    return len(gone)


def _distinct(case: Case) -> dict[tuple[str, str], Watch]:
    return {(one.benefit, one.kind): one for one in reversed(_watches(case))}


def _watches(case: Case) -> list[Watch]:
    active = case.subscriptions.filter(state=Subscription.State.ACTIVE)
    return list(Watch.objects.filter(subscription__in=active).order_by("pk"))
