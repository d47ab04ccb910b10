"""The rules in force on a day, compiled once a publish in each process."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from threading import Lock
from time import monotonic
from uuid import UUID

from catalog.models import Edition, PublishStamp
from catalog.rules import Rulebook, Screener

# Twice a second, so that whatever is compiled after a look is ready within the second too.
SECONDS_BETWEEN_LOOKS = 0.5
SCREENERS_KEPT = 12
DAYS_KEPT = 1000
# An edition, and when it was published: what stands for its frozen rules for ever.
Key = tuple[int, datetime | None]


@dataclass(frozen=True)
class Published:
    """The editions of one region, by the days from which they are in force."""

    region: str
    days: tuple[date, ...]
    editions: tuple[Key, ...]

    def on(self, day: date) -> Key | None:
        """The edition in force on a day."""
        place = bisect_right(self.days, day)
        return self.editions[place - 1] if place else None


@dataclass
class Shelf:
    """What one publish left in force, with everything compiled from it so far."""

    stamp: UUID | None
    regions: tuple[Published, ...]
    rulebooks: dict[Key, Rulebook]
    screeners: list[tuple[tuple[Key, ...], Screener]] = field(default_factory=list)
    by_day: dict[date, Screener] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def editions(self, day: date) -> tuple[Key, ...]:
        """The editions in force on a day, a region each."""
        return tuple(key for one in self.regions if (key := one.on(day)) is not None)

    def around(self, day: date) -> list[Rulebook]:
        """The lists in force on a day, and of regions that have none yet the first to come."""
        with self.lock:
            return self._rulebooks(tuple(one.on(day) or one.editions[0] for one in self.regions))

    def screener(self, day: date) -> Screener:
        """The screener of a day; days with the same editions and figures share one."""
        found = self.by_day.get(day)
        if found is not None:
            return found
        with self.lock:
            found = self._shared(day)
            if len(self.by_day) >= DAYS_KEPT:
                self.by_day.clear()
            self.by_day[day] = found
        return found

    def _shared(self, day: date) -> Screener:
        editions = self.editions(day)
        for key, screener in self.screeners:
            if key == editions and screener.covers(day):
                return screener
        screener = Screener(self._rulebooks(editions), day)
        if len(self.screeners) >= SCREENERS_KEPT:
            self.screeners.clear()
            self.by_day.clear()
        self.screeners.append((editions, screener))
        return screener

    def books(self, day: date) -> list[Rulebook]:
        """The lists of a day, with no screener made of them."""
        with self.lock:
            return self._rulebooks(self.editions(day))

    def of_region(self, region: str) -> list[tuple[date, Rulebook]]:
        """Every edition of a region that was, is or will be in force, with the day from which it is."""
        found = next((one for one in self.regions if one.region == region), None)
        if found is None:
            return []
        with self.lock:
            return list(zip(found.days, self._rulebooks(found.editions), strict=True))

    def _rulebooks(self, editions: tuple[Key, ...]) -> list[Rulebook]:
        wanted = [pk for pk, published_at in editions if (pk, published_at) not in self.rulebooks]
        if wanted:
            for edition in Edition.objects.filter(pk__in=wanted).only("frozen", "published_at"):
                self.rulebooks[edition.pk, edition.published_at] = Rulebook.from_json(edition.rulebook)
        return [self.rulebooks[key] for key in editions]


class _Watch:
    """Looks twice a second at most whether something was published."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.shelf: Shelf | None = None
        self.looked = 0.0

    def current(self) -> Shelf:
        """The shelf of the last publish."""
        shelf = self.shelf
        if shelf is not None and monotonic() - self.looked < SECONDS_BETWEEN_LOOKS:
            return shelf
        with self.lock:
            if self.shelf is None or monotonic() - self.looked >= SECONDS_BETWEEN_LOOKS:
                return self._look()
            return self.shelf

    def _look(self) -> Shelf:
        now, stamp = monotonic(), PublishStamp.current()
        shelf = self.shelf
        if shelf is None or shelf.stamp != stamp:
            shelf = _shelf(stamp, shelf.rulebooks if shelf else {})
        self.shelf, self.looked = shelf, now
        return shelf

    def recheck(self) -> None:
        """Look at the next request, however soon."""
        self.looked = float("-inf")


def _shelf(stamp: UUID | None, kept: Mapping[Key, Rulebook]) -> Shelf:
    regions: dict[str, dict[date, Key]] = {}
    rows = Edition.objects.published().order_by("region__position", "region_id", "effective_from", "published_at", "id")
    for pk, region, day, at in rows.values_list("pk", "region__slug", "effective_from", "published_at"):
        regions.setdefault(region, {})[day] = (pk, at)
    published = tuple(Published(slug, tuple(one), tuple(one.values())) for slug, one in regions.items())
    alive = {key for one in published for key in one.editions}
    return Shelf(stamp, published, {key: rulebook for key, rulebook in kept.items() if key in alive})


_watch = _Watch()
recheck = _watch.recheck


def screener_on(as_of: date) -> Screener:
    """The screener of a day with every edition in force on it."""
    return _watch.current().screener(as_of)


def rulebooks_around(as_of: date) -> list[Rulebook]:
    """The lists in force on a day, and of regions that have none yet the first to come."""
    return _watch.current().around(as_of)


def rulebooks_on(as_of: date) -> list[Rulebook]:
    """The editions in force on a day, a region each, where no screener of them is wanted."""
    return _watch.current().books(as_of)


def editions_of(region: str) -> list[tuple[date, Rulebook]]:
    """Every edition of a region that was, is or will be in force, with the day from which it is."""
    return _watch.current().of_region(region)


def publish_stamp() -> UUID | None:
    """What changes with every publish, seen within a second; None before the first."""
    return _watch.current().stamp


def rulebook_on(region: str, as_of: date) -> Rulebook | None:
    """The edition in force for a region on a day, if there is one."""
    return next((book for book in screener_on(as_of).rulebooks if book.region == region), None)
