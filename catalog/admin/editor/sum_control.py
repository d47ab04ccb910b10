"""The control in which a sum of money is put together: signs, numbers, parameters."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from catalog.admin.editor.shelf import Shelf
from catalog.admin.editor.sums import Sum, Term, factors, held
from catalog.admin.editor.typed import Typed
from catalog.rules.expressions import InvalidExpression, plain
from catalog.wording import Unreadable

SIGNS = [("+", "＋"), ("-", "－")]


def written(typed: Typed, prefix: str, source: str) -> None:
    """Fill the control's fields with a stored sum; one that it cannot hold leaves them empty."""
    found = held(source) if source else None
    terms = found.terms if found else ()
    typed.put_all(f"{prefix}-terms", range(max(len(terms), 1)))
    for place, one in enumerate(terms):
        typed.put(f"{prefix}-{place}-sign", one.sign)
        typed.put(f"{prefix}-{place}-factors", " × ".join(map(plain, one.factors)))
        typed.put(f"{prefix}-{place}-name", one.name)
    if found and found.floor:
        typed.put(f"{prefix}-floor", "on")


class SumControl:
    """One sum: its rows, what stands stored, and the sum that the rows make."""

    def __init__(
        self, shelf: Shelf, prefix: str, typed: Typed, stored: str, *, unit: str = "", facts_too: bool = False
    ) -> None:
        self.shelf, self.prefix, self.stored, self.unit, self.facts_too = shelf, prefix, stored, unit, facts_too
        self.names = shelf.names_in_sums(facts_too)
        self.floor = bool(typed.one(f"{prefix}-floor"))
        self.dropped = bool(typed.one(f"{prefix}-drop"))
        keys = [one for one in typed.keys(f"{prefix}-terms") if one.isdecimal()] or ["0"]
        self.rows = [self._row(typed, key, place) for place, key in enumerate(keys)]

    @property
    def many(self) -> bool:
        """Whether the sum has more than one part."""
        return len(self.rows) > 1

    @property
    def can_floor(self) -> bool:
        """Whether the sum could come out below nought."""
        return self.floor or self.many

    @property
    def kept(self) -> str:
        """A stored sum that the rows cannot hold, in words."""
        if not self.stored or held(self.stored):
            return ""
        try:
            return self.shelf.wording.sum(self.stored)
        except InvalidExpression:
            return self.stored

    def _row(self, typed: Typed, key: str, place: int) -> dict[str, Any]:
        name = typed.one(f"{self.prefix}-{key}-name")
        names = list(self.names)
        if name and name not in dict(names):
            names.append((name, _("× （已经没有的参数）")))
        sign = "-" if typed.one(f"{self.prefix}-{key}-sign") == "-" else "+"
        return {
            "id": f"{self.prefix}-{key}",
            "key": key,
            "sign": sign,
            "signed": place > 0 or sign == "-",
            "factors": typed.one(f"{self.prefix}-{key}-factors"),
            "name": name,
            "names": names,
            "signs": SIGNS,
        }

    def read(self) -> str:
        """The sum in the expression language, empty where nothing is written; raises Unreadable."""
        terms = [self._term(row) for row in self.rows if row["factors"] or row["name"]]
        if not terms:
            return self.stored if self.kept and not self.dropped else ""
        made = Sum(tuple(terms), self.floor)
        return self.stored if self.stored and held(self.stored) == made else made.source

    def _term(self, row: dict[str, Any]) -> Term:
        numbers = factors(row["factors"])
        if numbers is None:
            raise Unreadable(_("“%s”看不懂；写成数字，例如 60 或 1.5，几个数相乘写 1.5 × 500。") % row["factors"])
        if row["name"] and row["name"] not in dict(self.names):
            raise Unreadable(_("这里用的参数已经没有了；请另选一个，或先在参数表里加上它。"))
        return Term(row["sign"], numbers or (() if row["name"] else (Decimal(1),)), row["name"])
