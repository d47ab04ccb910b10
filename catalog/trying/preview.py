"""The lists of a day with one edition in the place of its region's: what staff try and test before a publish."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from threading import Lock

from catalog.compile import compile_edition, freeze
from catalog.in_force import rulebooks_on
from catalog.models import Edition
from catalog.rules import Rulebook, Screener

DRAFTS_KEPT = 8
SCREENERS_KEPT = 12


class _Kept:
    """Rulebooks by their content, and screeners by the rulebooks and figures that they were made with."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.books: OrderedDict[str, Rulebook] = OrderedDict()
        self.screeners: list[Screener] = []

    def book(self, edition: Edition) -> Rulebook:
        """The rulebook of an edition, read once for each state of its rows."""
        source = compile_edition(edition.pk) if edition.is_draft else edition.rulebook
        state = sha256(freeze(source).encode()).hexdigest()
        with self.lock:
            found = self.books.pop(state, None)
        if found is None:
            found = replace(Rulebook.from_json(source), state=state if edition.is_draft else "")
        with self.lock:
            self.books[state] = found
            while len(self.books) > DRAFTS_KEPT:
                self.books.popitem(last=False)
        return found

    def screener(self, books: Sequence[Rulebook], day: date) -> Screener:
        """The screener of some rulebooks on a day."""
        with self.lock:
            for one in self.screeners:
                if one.covers(day) and _same(one.rulebooks, books):
                    return one
        made = Screener(books, day)
        with self.lock:
            self.screeners = [*self.screeners[1 - SCREENERS_KEPT :], made]
        return made


def _same(these: Sequence[Rulebook], those: Sequence[Rulebook]) -> bool:
    return len(these) == len(those) and all(one is other for one, other in zip(these, those, strict=True))


_kept = _Kept()


def rulebook_of_draft(edition: Edition) -> Rulebook:
    """The rulebook that an edition is, or would be frozen as; raises RulebookError with every fault."""
    return _kept.book(edition)


def screener_with(edition: Edition, as_of: date) -> Screener:
    """The screener of a day with an edition in the place of its region's, as if it were in force that day.

    Its figures are those of the day, however far the day lies before the edition's own date.
    Raises RulebookError with every fault of a draft.
    """
    return screener_of(rulebook_of_draft(edition), as_of)


def screener_of(book: Rulebook, as_of: date) -> Screener:
    """The screener of a day with a rulebook in the place of its region's; raises RulebookError."""
    return _kept.screener(_in_place(rulebooks_on(as_of), book), as_of)


def _in_place(books: Sequence[Rulebook], book: Rulebook) -> list[Rulebook]:
    """The lists with one of them exchanged, or put in where its region has none yet."""
    order = {slug: place for place, slug in enumerate(book.regions)}
    others = [one for one in books if one.region != book.region]
    place = sum(order.get(one.region, 0) < order[book.region] for one in others)
    kept = [one.region for one in books]
    if book.region in kept:
        place = kept.index(book.region)
    return [*others[:place], book, *others[place:]]
