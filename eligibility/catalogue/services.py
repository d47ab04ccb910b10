"""What one benefit's page and a region's whole list show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.rules import Department, Item, Rulebook
from eligibility.answers import day_in_words
from eligibility.catalogue.browsing import Card, Group, Place, by_category, card, place
from eligibility.catalogue.notes import notes
from eligibility.catalogue.shelf import Listed, shelf_on
from eligibility.catalogue.telling import Figure, Teller, Told, Way, in_few_words
from eligibility.findings.texts import shown

TOGETHER: Mapping[str, Promise] = {
    "higher": _("两项都符合的，领高的一项"),
    "choose": _("只能选一项"),
}


@dataclass(frozen=True)
class Page:
    """One benefit's page."""

    listed: Listed
    name: str
    item: str
    region: str
    category: str
    summary: str
    gives: str
    amount: str
    common: tuple[Told, ...]
    ways: tuple[Way, ...]
    figures: tuple[tuple[Figure, str], ...]
    bring: tuple[str, ...]
    apply: str
    departments: tuple[Department, ...]
    not_together: tuple[tuple[Card, Promise], ...]
    carries_out: Card | None
    local: tuple[Card, ...]
    address: str
    checked_on: date | None
    since: str

    @property
    def checked(self) -> str:
        """When it was last held against its document, in words."""
        return day_in_words(self.checked_on) if self.checked_on else ""

    @property
    def only(self) -> Way | None:
        """The one pathway, where there is but one: its conditions then stand among those that all must meet."""
        return self.ways[0] if len(self.ways) == 1 else None

    @property
    def whom(self) -> str:
        """For whom it is, in as few words as paper has room for."""
        common = [one.brief for one in self.common]
        ways = () if self.only else self.ways
        own = [self._of(way, gettext("；").join(one.brief for one in way.conditions)) for way in ways]
        return gettext("；").join((*common, *(words for words in own if words)))

    @property
    def standard(self) -> str:
        """What each pathway gives, in as few words as paper has room for."""
        return gettext("；").join(words for way in self.ways if (words := self._of(way, way.brief)))

    def _of(self, way: Way, words: str) -> str:
        named = len(self.ways) > 1 and words
        return gettext("{name}：{words}").format(name=way.name, words=words) if named else words


@dataclass(frozen=True)
class Row:
    """One row of the printed list, with its benefits."""

    item: Item
    name: str
    category: str
    benefits: tuple[Page, ...]
    departments: tuple[str, ...]


@dataclass(frozen=True)
class Whole:
    """A region's whole list."""

    book: Rulebook
    region: str
    since: str
    count: int
    groups: tuple[Group, ...]
    above: Place | None
    below: tuple[Place, ...]
    address: str
    day: str


def page(day: date, listed: Listed) -> Page:
    """One benefit's page."""
    shelf, benefit, book = shelf_on(day), listed.benefit, listed.book
    teller = Teller(shelf.screener.compilation, listed.compiled)
    ways, known = teller.ways(), notes()
    common = teller.common() if len(ways) > 1 else (*teller.common(), *ways[0].conditions)
    city = shelf.by_code.get(benefit.carries_out or "")
    return Page(
        listed=listed,
        name=shown(benefit.name),
        item=shown(listed.item.name),
        region=shown(shelf.regions[book.region].name),
        category=shown(listed.item.category),
        summary=shown(benefit.summary),
        gives=shown(benefit.gives),
        amount=in_few_words(ways),
        common=common,
        ways=ways,
        figures=tuple((one, day_in_words(one.value.start) if one.value else "") for one in teller.figures(day)),
        bring=tuple(map(shown, benefit.bring)),
        apply=shown(benefit.apply),
        departments=tuple(book.departments[code] for code in listed.item.departments),
        not_together=tuple((card(shelf, one), TOGETHER[mode]) for one, mode in shelf.not_together(listed)),
        carries_out=card(shelf, city) if city else None,
        local=tuple(card(shelf, one) for one in shelf.local(listed.code)),
        address=known.addresses.get(book.document.number, ""),
        checked_on=known.checked.get(listed.code),
        since=day_in_words(book.effective_from),
    )


def whole(day: date, region: str) -> Whole | None:
    """A region's whole list; None where it has none."""
    shelf = shelf_on(day)
    book = shelf.books.get(region)
    if book is None:
        return None
    above = shelf.list_for(shelf.regions[region].parent or "")
    below = [slug for slug in shelf.books if slug != region and shelf.regions.within(slug, region)]
    return Whole(
        book=book,
        region=shown(shelf.regions[region].name),
        since=day_in_words(book.effective_from),
        count=shelf.counts[region],
        groups=by_category(shelf, shelf.of(region)),
        above=place(shelf, above) if above else None,
        below=tuple(place(shelf, one) for one in below),
        address=notes().addresses.get(book.document.number, ""),
        day=day_in_words(day),
    )


def rows(day: date, region: str) -> tuple[Row, ...]:
    """A region's list row by row, with all that paper has room for."""
    shelf = shelf_on(day)
    listed = shelf.of(region)
    return tuple(
        Row(
            item,
            shown(item.name),
            shown(item.category),
            tuple(page(day, one) for one in listed if one.item is item),
            tuple(shown(shelf.books[region].departments[code].name) for code in item.departments),
        )
        for item in shelf.books[region].items
    )
