"""The report of a period: how many came, where they left, what they found, what became of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext

from catalog.in_force import screener_on
from catalog.models import Edition
from eligibility.insight.charts import SERIES, Bar, Chart, chart_of, lying, sum_of
from eligibility.insight.counts import Totals, by_day, periods_of, totals_of
from eligibility.insight.figures import share, told
from eligibility.insight.periods import Period
from eligibility.usage.counting import What
from eligibility.wording import AUDIENCES, OWN, spoken

OTHERS = (What.PRINTED, What.KEPT, What.WHAT_IF)
OF_BENEFITS = (What.FOUND, What.OPEN, What.KNEW, What.NEW, What.GOT, What.WAITING, What.REFUSED)
QUESTIONS = 10
UNKNOWN = 10


@dataclass(frozen=True)
class Sum:
    """How often one thing happened in the whole period."""

    label: str | Promise
    figure: int | None


@dataclass(frozen=True)
class Asked:
    """One question: how many saw it, answered it, did not know, left."""

    code: str
    title: str
    seen: int | None
    answered: int | None
    unsure: int | None
    left: int | None
    bars: tuple[Bar, ...] = ()


@dataclass(frozen=True)
class Given:
    """One benefit of an edition: `figures` in the order of OF_BENEFITS."""

    code: str
    name: str
    edition: str
    figures: tuple[int | None, ...]

    def figure(self, what: What) -> int | None:
        """How often something happened to it."""
        return self.figures[OF_BENEFITS.index(what)]

    @property
    def unknown(self) -> int | None:
        """How many per cent of those who said so had not known of it."""
        new = self.figure(What.NEW)
        return share(new, (self.figure(What.KNEW), new))

    @property
    def bars(self) -> tuple[Bar, ...]:
        """Who had not known of it, then who had, of a hundred."""
        return lying((self.unknown, 100 - (self.unknown or 0)), 100)


@dataclass(frozen=True)
class Shelf:
    """The benefits of one edition of which something can be told, and how many there are beside."""

    edition: str
    title: str
    benefits: tuple[Given, ...]
    others: int


@dataclass(frozen=True)
class Report:
    """Everything that the page and the file tell."""

    period: Period
    sums: tuple[Sum, ...]
    chart: Chart
    questions: tuple[Asked, ...]
    editions: tuple[tuple[str, str], ...]  # those that something was counted of, to choose from
    edition: str
    shelves: tuple[Shelf, ...]

    @property
    def unknown(self) -> list[Given]:
        """What most of those who found it had not known of."""
        known = [one for shelf in self.shelves for one in shelf.benefits if one.unknown]
        return sorted(known, key=lambda one: (-(one.unknown or 0), one.name))[:UNKNOWN]


def report_of(chosen: str, edition: str, today: date) -> tuple[list[Period], Report | None]:
    """The periods to choose from, and the report of the one that is chosen, else of the newest; None without any."""
    periods = periods_of(today)
    period = next((one for one in periods if one.value == chosen), periods[0] if periods else None)
    if period is None:
        return periods, None
    totals = totals_of(period)
    shelves = [_shelf(one, totals) for one in books_of({label for _key, label, _what in totals if label})]
    daily = {what: by_day(period, what) for what in SERIES}
    chosen_one = edition if edition in {shelf.edition for shelf in shelves} else ""
    report = Report(
        period=period,
        sums=(
            *(Sum(what.label, sum_of(period, daily[what])) for what in SERIES),
            *(Sum(what.label, told(totals["", "", what])) for what in OTHERS),
        ),
        chart=chart_of(period, daily),
        questions=tuple(questions_of(totals, today)),
        editions=tuple((shelf.edition, shelf.title) for shelf in shelves),
        edition=chosen_one,
        shelves=tuple(shelf for shelf in shelves if chosen_one in ("", shelf.edition)),
    )
    return periods, report


def books_of(labels: set[str]) -> list[Edition]:
    """The editions of which something was counted, by region, the newest first."""
    codes = {re.sub(r"-v\d+$", "", label) for label in labels}
    rows = Edition.objects.published().filter(code__in=codes | labels).select_related("region")
    rows = rows.order_by("region__position", "region_id", "-effective_from", "-version")
    return [one for one in rows if one.label in labels]


def _shelf(edition: Edition, totals: Totals) -> Shelf:
    listed = [(one["code"], one["name"]) for item in edition.rulebook["items"] for one in item["benefits"]]
    label = edition.label
    told_of = [
        Given(code, gettext(name), label, tuple(told(totals[code, label, what]) for what in OF_BENEFITS))
        for code, name in listed
    ]
    shown = tuple(one for one in told_of if any(one.figures))
    return Shelf(label, gettext(edition.title), shown, len(listed) - len(shown))


def questions_of(totals: Totals, today: date) -> Iterator[Asked]:
    """The first questions in the order of the interview, and where people left."""
    found = [_asked(code, title, totals) for code, title in _titles(today)]
    first = [one for one in found if one.seen][:QUESTIONS]
    most = max((one.seen or 0 for one in first), default=0)
    for one in first:
        bars = lying((one.answered, one.unsure, one.left), most)
        yield Asked(one.code, one.title, one.seen, one.answered, one.unsure, one.left, bars)


def _titles(today: date) -> Iterable[tuple[str, str]]:
    words = AUDIENCES[OWN].words()
    return [(one.code, spoken(one.title, words)) for one in screener_on(today).questions]


def _asked(code: str, title: str, totals: Totals) -> Asked:
    seen, answered, unsure = (totals[code, "", what] for what in (What.SEEN, What.ANSWERED, What.UNSURE))
    left = max(0, seen - answered - unsure)
    return Asked(code, title, told(seen), told(answered), told(unsure), told(left))
