"""Every edition that was ever published, and what each changed; worked out once a publish."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from catalog.differences import Difference, differences
from catalog.in_force import publish_stamp
from catalog.models import Edition

RELEASES_KEPT = 64


@dataclass(frozen=True)
class Release:
    """A published edition: enough to name it, not its rules."""

    pk: int
    label: str
    title: str
    region: str
    number: str
    effective_from: date
    published_at: datetime

    @property
    def order(self) -> tuple[date, datetime, int]:
        """Where it stands among those of its region: the later one stands before the earlier."""
        return self.effective_from, self.published_at, self.pk


@dataclass(frozen=True)
class Gone:
    """A benefit that an earlier edition had: its name and row, and the editions that had it last and lost it."""

    name: str
    item: str
    row: str
    last: Release


def releases() -> tuple[Release, ...]:
    """Every published edition, the newest publish first."""
    return _releases(publish_stamp())


@lru_cache(maxsize=2)
def _releases(stamp: UUID | None) -> tuple[Release, ...]:
    rows = Edition.objects.published().select_related("region", "document").defer("frozen")
    return tuple(
        Release(
            row.pk, row.label, row.title, row.region.slug, row.document.number, row.effective_from, row.published_at
        )
        for row in rows.order_by("-published_at", "-pk")
        if row.published_at
    )


def before(release: Release) -> Release | None:
    """What stood for the same region when an edition was published, had it not been."""
    earlier = [
        one
        for one in releases()
        if one.region == release.region
        and (one.published_at, one.pk) < (release.published_at, release.pk)
        and one.order < release.order
    ]
    return max(earlier, key=lambda one: one.order, default=None)


def changes(release: Release) -> tuple[Difference, ...] | None:
    """What an edition changed; None where it is a region's first."""
    earlier = before(release)
    return None if earlier is None else _changes(earlier.pk, earlier.published_at, release.pk, release.published_at)


@lru_cache(maxsize=RELEASES_KEPT)
def _changes(old: int, old_at: datetime, new: int, new_at: datetime) -> tuple[Difference, ...]:
    return tuple(differences(_rules(old), _rules(new)))


def size(release: Release) -> int:
    """How many benefits an edition has."""
    return len(_names(release.pk, release.published_at))


def gone(region: str, code: str, day: date) -> Gone | None:
    """A benefit that a region's list had and has no more."""
    for release in sorted((one for one in releases() if one.region == region), key=lambda one: one.order, reverse=True):
        if release.effective_from <= day and code in (names := _names(release.pk, release.published_at)):
            return Gone(*names[code], last=release)
    return None


def coming(region: str, code: str, day: date) -> Release | None:
    """The first edition, in force from a coming day, that brings a benefit."""
    later = [one for one in releases() if one.region == region and one.effective_from > day]
    found = (one for one in sorted(later, key=lambda one: one.order) if code in _names(one.pk, one.published_at))
    return next(found, None)


@lru_cache(maxsize=RELEASES_KEPT)
def _names(pk: int, published_at: datetime) -> Mapping[str, tuple[str, str, str]]:
    """Each benefit's name, item and row by its code."""
    return {code: row for code, row in _rows(_rules(pk))}


def _rows(rules: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, str, str]]]:
    for item in rules["items"]:
        for benefit in item["benefits"]:
            yield benefit["code"], (benefit["name"], item["name"], item["row"])


def _rules(pk: int) -> Mapping[str, Any]:
    rules: Mapping[str, Any] = json.loads(Edition.objects.only("frozen").get(pk=pk).frozen)
    return rules
