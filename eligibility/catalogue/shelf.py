"""Everything in force on a day, as the public catalogue looks it up; made once a publish."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from catalog.in_force import screener_on
from catalog.rules import Benefit, Item, RegionTree, Rulebook, Screener
from catalog.rules.compiling import Compiled
from eligibility.catalogue.needs import needs_of

SHELVES_KEPT = 4


@dataclass(frozen=True, eq=False)
class Listed:
    """One benefit with its row, its list and the needs it serves."""

    compiled: Compiled
    needs: tuple[str, ...]

    @property
    def benefit(self) -> Benefit:
        """The benefit."""
        return self.compiled.benefit

    @property
    def item(self) -> Item:
        """Its row."""
        return self.compiled.item

    @property
    def book(self) -> Rulebook:
        """The list it stands in."""
        return self.compiled.rulebook

    @property
    def code(self) -> str:
        """Its code."""
        return self.benefit.code

    @property
    def region(self) -> str:
        """The region whose list it stands in."""
        return self.book.region


class Shelf:
    """The lists in force on a day, by region, code, need and category."""

    def __init__(self, screener: Screener) -> None:
        self.screener = screener
        self.listed = tuple(
            Listed(compiled, needs_of(compiled.item, compiled.benefit)) for compiled in screener.compilation.benefits
        )
        self.books: Mapping[str, Rulebook] = {book.region: book for book in screener.rulebooks}
        self.by_code: Mapping[str, Listed] = {one.code: one for one in self.listed}
        self.texts: dict[str, tuple[Any, ...]] = {}
        self.cards: dict[tuple[str, str], Any] = {}

    @property
    def regions(self) -> RegionTree:
        """The tree of regions."""
        return self.screener.regions

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many benefits each region's list has."""
        return Counter(one.region for one in self.listed)

    @cached_property
    def categories(self) -> tuple[str, ...]:
        """The categories of the documents, in their order."""
        return tuple(dict.fromkeys(one.item.category for one in self.listed))

    def of(self, region: str) -> tuple[Listed, ...]:
        """A region's own list."""
        return tuple(one for one in self.listed if one.region == region)

    def list_for(self, region: str) -> str | None:
        """The region whose list answers for a place: its own, or that of the nearest region around it."""
        step: str | None = region
        while step is not None and step in self.regions:
            if step in self.books:
                return step
            step = self.regions[step].parent
        return None

    def local(self, code: str) -> tuple[Listed, ...]:
        """The benefits by which districts carry out a city's."""
        return tuple(one for one in self.listed if one.benefit.carries_out == code)

    def not_together(self, listed: Listed) -> tuple[tuple[Listed, str], ...]:
        """The benefits that one cannot be had together with, each with who decides: higher or choose."""
        groups = {one.group: one.mode for one in listed.benefit.exclusive}
        return tuple(
            (other, groups[group.group])
            for other in self.listed
            for group in other.benefit.exclusive
            if group.group in groups and other is not listed
        )


@lru_cache(maxsize=SHELVES_KEPT)
def _shelf(screener: Screener) -> Shelf:
    return Shelf(screener)


def shelf_on(day: date) -> Shelf:
    """Everything in force on a day."""
    return _shelf(screener_on(day))
