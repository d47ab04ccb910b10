"""The page of conditions: its rows put together to requirements, groups and conditions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from catalog.exchange.labels import Names
from catalog.exchange.rows import Row
from catalog.exchange.values import AS_IT_IS, value_of
from catalog.loading.dumping import Data
from catalog.rules.expressions import parse
from catalog.wording import Unreadable

Owner = tuple[int, int | None]


class Clauses:
    """The requirements of each benefit and pathway, in the order of their numbers."""

    def __init__(
        self,
        rows: Sequence[Row],
        owner_of: Callable[[Row], Owner | None],
        names: Names,
        known: Callable[[Row, str, Iterable[str]], None],
    ) -> None:
        self.names, self.known = names, known
        self._rows: dict[Owner, dict[int, list[Row]]] = {}
        for row in rows:
            owner = owner_of(row)
            if owner is not None and row["clause"] is not None:
                self._rows.setdefault(owner, {}).setdefault(row["clause"], []).append(row)
        self._made = {
            owner: [self._clause(mine[number]) for number in sorted(mine)] for owner, mine in self._rows.items()
        }

    def of(self, owner: Owner) -> list[Data]:
        """The requirements of a benefit, or of one of its pathways."""
        return self._made.get(owner, [])

    def _clause(self, rows: list[Row]) -> Data:
        terms = [row for row in rows if row["term"]]
        if terms:
            return self._term(terms[0], rows)
        words = [row["words"] for row in rows if row["words"]]
        for row in rows:
            if row["words"] and row["words"] != words[0]:
                row.fault("words", _("同一条要求写了两种说法；只留一种"))
        groups: dict[int, list[Data]] = {}
        for row in rows:
            groups.setdefault(row["group"] or 1, []).append(self._condition(row))
        alternatives = [groups[number] for number in sorted(groups)]
        if len(rows) == 1 and not words:
            return alternatives[0][0]
        return {"any": alternatives, **({"words": words[0]} if words else {})}

    def _term(self, row: Row, rows: list[Row]) -> Data:
        for other in rows:
            if other is not row:
                other.fault("clause", _("第 %s 条要求用了用语，只能占一行；删掉这一行，或换一个要求号") % row["clause"])
        for key in ("fact", "relation", "value", "words", "group"):
            if row[key] not in (None, ""):
                row.fault(key, _("写了用语，这一格就空着；条件另写一行，用另一个要求号"))
        return {"term": row.refer("term", self.names.terms)}

    def _condition(self, row: Row) -> Data:
        if not any(row[key] not in (None, "") for key in ("fact", "relation", "value")):
            if row.broken.isdisjoint({"fact", "relation", "value", "term"}):
                row.fault("fact", _("这条要求是空的；选一个用语，或填上情况、关系和值"))
            return {}
        for key in ("fact", "relation", "value"):
            if row[key] in (None, ""):
                row.fault(key, _("缺了“%s”；补上它") % row.sheet[key].heading)
        fact = row.refer("fact", self.names.facts)
        relation = row.refer("relation", self.names.relations)
        if fact is None or relation is None or "value" in row.broken:
            return {}
        return {fact: {relation: self._value(row, fact, relation)}}

    def _value(self, row: Row, fact: str, relation: str) -> Any:
        cell, wording = row["value"], self.names.wording
        verbatim = isinstance(cell, str) and cell.startswith(AS_IT_IS)
        if not verbatim and (fault := wording.relation_fault(fact, relation)):
            row.fault("relation", _("%s“词表”页列出了各个情况可用的关系") % fault)
            return None
        try:
            value = value_of(self.names, fact, relation, cell)
        except Unreadable as fault:
            row.fault("value", str(fault))
            return None
        if wording.facts[fact].type in ("integer", "money") and not verbatim:
            for one in value if isinstance(value, list) else [value]:
                self.known(row, "value", parse(one).names)
        return value
