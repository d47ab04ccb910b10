"""What each published edition changed, in words, for the page and the feed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from catalog.differences import Difference
from eligibility.answers import day_in_words
from eligibility.catalogue import history
from eligibility.catalogue.history import Release
from eligibility.catalogue.shelf import Shelf, shelf_on
from eligibility.findings.texts import shown

LONGEST_LOG = 50


@dataclass(frozen=True)
class Change:
    """One benefit that an edition added, removed or changed."""

    difference: Difference
    kind: str
    name: str
    listed: bool


@dataclass(frozen=True)
class Entry:
    """One published edition and what it changed; `changes` is None for a region's first."""

    release: Release
    region: str
    title: str
    published: str
    since: str
    ahead: bool
    size: int
    changes: tuple[Change, ...] | None

    @property
    def anchor(self) -> str:
        """Its place on the page of changes."""
        return self.release.label

    @property
    def headline(self) -> str:
        """What it did, in a line."""
        if self.changes is None:
            return _("%(region)s：第一次发布，共 %(count)s 项") % {"region": self.region, "count": self.size}
        return _("%(region)s：%(what)s") % {"region": self.region, "what": self._counts() or _("待遇没有变动")}

    def _counts(self) -> str:
        counted = {kind: sum(one.difference.kind == kind for one in self.changes or ()) for kind in KINDS}
        words = (
            (counted["added"], _("新增 %s 项")),
            (counted["removed"], _("取消 %s 项")),
            (counted["changed"], _("改动 %s 项")),
        )
        return _("，").join(text % count for count, text in words if count)


KINDS = ("added", "removed", "changed")


def kind_in_words(kind: str) -> str:
    """Added, removed or changed."""
    return {"added": _("新增"), "removed": _("取消"), "changed": _("改动")}[kind]


def change_log(day: date) -> tuple[Entry, ...]:
    """The newest publishes first."""
    shelf = shelf_on(day)
    return tuple(_entry(shelf, release, day) for release in history.releases()[:LONGEST_LOG])


def _entry(shelf: Shelf, release: Release, day: date) -> Entry:
    found = history.changes(release)
    return Entry(
        release=release,
        region=shown(shelf.regions[release.region].name) if release.region in shelf.regions else release.region,
        title=shown(release.title),
        published=day_in_words(localtime(release.published_at).date()),
        since=day_in_words(release.effective_from),
        ahead=release.effective_from > day,
        size=history.size(release),
        changes=None if found is None else tuple(_changes(shelf, found)),
    )


def _changes(shelf: Shelf, found: Iterable[Difference]) -> Iterable[Change]:
    for one in found:
        yield Change(one, kind_in_words(one.kind), shown(one.name), one.code in shelf.by_code)
