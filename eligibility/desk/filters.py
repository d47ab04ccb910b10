"""What a list at the desk is narrowed to, and the page of it that is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from catalog.in_force import rulebooks_on
from eligibility.desk.access import cases_of

PER_PAGE = 50
# As much as is put on paper at once.
PER_PRINT = 500
MOST_STREETS = 500
OWN = "own"


@dataclass(frozen=True)
class Street:
    """One choice of a place; `filters` is what it means for a subscription."""

    value: str
    name: str
    filters: Mapping[str, Any]

    def within(self, path: str = "subscription__") -> Q:
        """The rows of the place, from a model that reaches subscriptions by a path."""
        return Q(**{f"{path}{name}": value for name, value in self.filters.items()})


@dataclass(frozen=True)
class Streets:
    """The places that somebody may choose from, and the chosen one."""

    choices: tuple[Street, ...]
    chosen: Street | None = None

    def within(self, path: str = "subscription__") -> Q:
        """The rows of the chosen place; all of them where none is chosen."""
        return self.chosen.within(path) if self.chosen else Q()


def streets_of(user: User, value: str, own: bool = True) -> Streets:
    """The streets of somebody's cases, and the residents who belong to none; a value that is no choice is none."""
    cases = cases_of(user).order_by("region__position", "region_id", "street")
    found = list(cases.values_list("region_id", "region__name", "street").distinct()[:MOST_STREETS])
    several = len({region for region, _name, _street in found}) > 1
    choices = [
        Street(
            f"{region}-{street}",
            f"{_(name)} {street}" if several else street,
            {"case__region": region, "case__street": street},
        )
        for region, name, street in found
    ]
    if own:
        choices.append(Street(OWN, _("居民自己订的"), {"case": None}))
    return Streets(tuple(choices), next((one for one in choices if one.value == value), None))


class Counted(Paginator):
    """Pages of rows that were counted already."""

    def __init__(self, rows: Any, per_page: int, count: int) -> None:
        super().__init__(rows, per_page)
        self.known = count

    @cached_property
    def count(self) -> int:
        """How many rows there are."""
        return self.known


@dataclass(frozen=True)
class Pages:
    """One page of a list, with the addresses of its neighbours."""

    page: Page[Any]
    query: Mapping[str, str]

    @classmethod
    def of(cls, rows: Any, count: int, given: Mapping[str, str], query: Mapping[str, str]) -> Pages:
        """The page that was asked for, or the nearest that there is."""
        on_paper = given.get("all") == "1"
        paginator = Counted(rows, PER_PRINT if on_paper else PER_PAGE, count)
        kept = {name: value for name, value in query.items() if value}
        return cls(paginator.get_page(given.get("page")), kept | ({"all": "1"} if on_paper else {}))

    @property
    def rows(self) -> Sequence[Any]:
        """The rows of the page."""
        return list(self.page.object_list)

    @property
    def count(self) -> int:
        """How many rows there are on all pages."""
        return self.page.paginator.count

    @property
    def previous(self) -> str:
        """The address of the page before; empty on the first."""
        return self._address(self.page.number - 1) if self.page.has_previous() else ""

    @property
    def next(self) -> str:
        """The address of the page after; empty on the last."""
        return self._address(self.page.number + 1) if self.page.has_next() else ""

    @property
    def on_paper(self) -> str:
        """The address of a page long enough to be printed as a whole; empty where this one is."""
        more = self.page.paginator.num_pages > 1 and "all" not in self.query
        return f"?{urlencode({**self.query, 'all': '1'})}" if more else ""

    def _address(self, number: int) -> str:
        return f"?{urlencode({**self.query, 'page': str(number)})}"


def benefit_names(day: date) -> Mapping[str, str]:
    """The benefits of the lists in force by their codes, in the reader's language."""
    return {benefit.code: _(benefit.name) for book in rulebooks_on(day) for _item, benefit in book.benefits()}
