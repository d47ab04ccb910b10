"""The first page of the public catalogue: search, filters with their counts, and the tree of regions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.utils.translation import get_language

from catalog.languages.speaking import version
from catalog.rules import Department, Region
from eligibility.catalogue.history import Gone
from eligibility.catalogue.needs import NEEDS
from eligibility.catalogue.searching import LONGEST, search
from eligibility.catalogue.shelf import Listed, Shelf, shelf_on
from eligibility.catalogue.telling import Teller, in_few_words
from eligibility.findings.texts import shown


@dataclass(frozen=True)
class Card:
    """One benefit in a list."""

    listed: Listed
    name: str
    item: str
    summary: str
    amount: str
    place: str

    @property
    def region(self) -> str:
        """The region of its page's address."""
        return self.listed.region

    @property
    def code(self) -> str:
        """Its code."""
        return self.listed.code


@dataclass(frozen=True)
class Group:
    """Benefits that stand together under a heading."""

    name: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Choice:
    """One value of a filter: the search with it, and how many benefits that finds."""

    code: str
    label: str
    count: int
    chosen: bool
    query: Mapping[str, str]

    @property
    def query_string(self) -> str:
        """The search with it, or without it where it is chosen, as an address has it."""
        return urlencode(self.query)


@dataclass(frozen=True)
class Place:
    """A region in the tree: the size of its own list, the places below that use that list, and those with theirs."""

    region: Region
    name: str
    count: int
    without: tuple[str, ...] = ()
    parts: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Found:
    """The first page of the catalogue: the filters, and what they find."""

    asked: Mapping[str, str]
    total: int
    places: tuple[Place, ...]
    regions: tuple[Choice, ...]
    needs: tuple[Choice, ...]
    categories: tuple[Choice, ...]
    groups: tuple[Group, ...]
    count: int
    offices: tuple[Department, ...]

    @property
    def narrowed(self) -> bool:
        """Whether anything was searched for or chosen."""
        return any(self.asked.values())

    @property
    def chosen(self) -> tuple[Choice, ...]:
        """What was chosen, each leading to the search without it."""
        return tuple(one for one in (*self.regions, *self.needs, *self.categories) if one.chosen)


def browse(day: date, asked: Mapping[str, str]) -> Found:
    """The first page: everything, or what was searched for and chosen; values that do not exist are left out."""
    shelf = shelf_on(day)
    known = {
        "q": asked.get("q", "").strip()[:LONGEST],
        "region": _known(asked.get("region", ""), shelf.books),
        "need": _known(asked.get("need", ""), NEEDS),
        "category": _known(asked.get("category", ""), shelf.categories),
    }
    matching = search(shelf, known["q"]) if known["q"] else list(shelf.listed)

    def choices(name: str, labels: Mapping[str, str], has: Callable[[Listed, str], bool]) -> tuple[Choice, ...]:
        others = _narrowed(matching, {**known, name: ""})
        made = (
            Choice(
                code,
                label,
                sum(has(one, code) for one in others),
                known[name] == code,
                _query(known, name, "" if known[name] == code else code),
            )
            for code, label in labels.items()
        )
        return tuple(one for one in made if one.count or one.chosen)

    found = _narrowed(matching, known)
    return Found(
        asked=known,
        total=len(shelf.listed),
        places=places(shelf),
        regions=choices("region", {slug: shown(shelf.regions[slug].name) for slug in shelf.books}, _in_region),
        needs=choices("need", {code: str(need.label) for code, need in NEEDS.items()}, _serves),
        categories=choices("category", {one: shown(one) for one in shelf.categories}, _in_category),
        groups=_groups(shelf, found, by_region=not known["region"], ranked=bool(known["q"])),
        count=len(found),
        offices=_offices(shelf, known["region"]),
    )


def _offices(shelf: Shelf, region: str) -> tuple[Department, ...]:
    """The offices that lead the lists looked at and can be called, for somebody who finds nothing."""
    books = [book for slug, book in shelf.books.items() if region in ("", slug)]
    leading = dict.fromkeys(book.departments[item.departments[0]] for book in books for item in book.items[:1])
    return tuple(one for one in leading if one.phone)


def _known(value: str, values: Iterable[str]) -> str:
    return value if value in values else ""


def _in_region(listed: Listed, region: str) -> bool:
    return listed.region == region


def _serves(listed: Listed, need: str) -> bool:
    return need in listed.needs


def _in_category(listed: Listed, category: str) -> bool:
    return listed.item.category == category


def _narrowed(listed: Iterable[Listed], known: Mapping[str, str]) -> list[Listed]:
    return [
        one
        for one in listed
        if (not known["region"] or _in_region(one, known["region"]))
        and (not known["need"] or _serves(one, known["need"]))
        and (not known["category"] or _in_category(one, known["category"]))
    ]


def _query(known: Mapping[str, str], name: str, value: str) -> Mapping[str, str]:
    return {key: one for key, one in {**known, name: value}.items() if one}


def by_category(shelf: Shelf, found: Iterable[Listed]) -> tuple[Group, ...]:
    """Benefits under the categories of their document."""
    return _groups(shelf, found, by_region=False, ranked=False)


def _groups(shelf: Shelf, found: Iterable[Listed], by_region: bool, ranked: bool) -> tuple[Group, ...]:
    """By region where several are looked at, else by category; a search keeps its order within."""
    groups: dict[str, list[Card]] = {}
    for one in found:
        heading = shelf.regions[one.region].name if by_region else "" if ranked else one.item.category
        groups.setdefault(heading, []).append(card(shelf, one))
    return tuple(Group(shown(name), tuple(cards)) for name, cards in groups.items())


def card(shelf: Shelf, listed: Listed) -> Card:
    """A benefit as lists show it."""
    kept: dict[tuple[str, str], Card] = shelf.cards
    key = (listed.code, f"{get_language()} {version()}")
    if key not in kept:
        name, item = shown(listed.benefit.name), shown(listed.item.name)
        amount = in_few_words(Teller(shelf.screener.compilation, listed.compiled).ways())
        where = shown(shelf.regions[listed.region].name)
        kept[key] = Card(listed, name, item if item != name else "", shown(listed.benefit.summary), amount, where)
    return kept[key]


def places(shelf: Shelf) -> tuple[Place, ...]:
    """The regions that have lists, each below the one it lies in, with what stands above them for orientation."""
    wanted = {slug for region in shelf.books for slug in shelf.regions.line(region)}
    roots = (slug for slug in shelf.regions if slug in wanted and shelf.regions[slug].parent not in wanted)
    return tuple(_branch(shelf, slug, wanted) for slug in roots)


def _branch(shelf: Shelf, slug: str, wanted: Collection[str]) -> Place:
    parts = shelf.regions.parts(slug)
    without = tuple(shown(shelf.regions[one].name) for one in parts if one not in wanted)
    count = shelf.counts.get(slug, 0)
    below = tuple(_branch(shelf, one, wanted) for one in parts if one in wanted)
    usual = without if count and not shelf.regions[slug].complete else ()
    return Place(shelf.regions[slug], shown(shelf.regions[slug].name), count, usual, below)


def place(shelf: Shelf, slug: str) -> Place:
    """A region with the size of its own list."""
    return Place(shelf.regions[slug], shown(shelf.regions[slug].name), shelf.counts.get(slug, 0))


def cards_of(shelf: Shelf, region: str, gone: Gone) -> tuple[Card, ...]:
    """What took the place of a benefit that is gone: of the same name, else of the same row's name."""
    listed = shelf.of(region)
    same = [one for one in listed if one.benefit.name == gone.name]
    return tuple(card(shelf, one) for one in same or [one for one in listed if one.item.name == gone.item])
