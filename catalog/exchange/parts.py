"""The pages of pathways, conditions, amounts and groups, put to the benefits that they belong to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from catalog.exchange.clauses import Clauses
from catalog.exchange.labels import Labels, Names
from catalog.exchange.numbering import Numbering
from catalog.exchange.rows import Row
from catalog.exchange.sums import Sums
from catalog.exchange.tables import coded_labels
from catalog.loading.dumping import Data, filled


class Parts:
    """What belongs to benefits: their pathways, conditions, amounts and groups, by their places."""

    def __init__(
        self,
        rows: Mapping[str, Sequence[Row]],
        labels: Labels[int],
        benefits: int,
        names: Names,
        sums: Sums,
        numbering: Numbering,
    ) -> None:
        self.rows, self.labels, self.names = rows, labels, names
        self.sums, self.numbering = sums, numbering
        self.pathways: dict[int, list[tuple[str, Row]]] = {}
        self.exclusions: dict[int, list[Data]] = {}
        self.ways: dict[int, Labels[int]] = {}
        self.all_placed = True
        self._gather_pathways()
        self._gather_exclusions()
        for place in range(benefits):
            listed = self.pathways.get(place, [])
            self.ways[place] = coded_labels((code, row["name"] or "") for code, row in listed)
        self.clauses = Clauses(self.rows["conditions"], self._owner, self.names, sums.known)
        self.amounts = self._gather_amounts()

    def _gather_pathways(self) -> None:
        rows: dict[int, list[Row]] = {}
        for row in self.rows["pathways"]:
            place = row.refer("benefit", self.labels)
            self.all_placed &= place is not None
            if place is not None:
                rows.setdefault(place, []).append(row)
        for place, mine in rows.items():
            self.pathways[place] = self.numbering.by_name(mine, _("情形"))

    def _gather_exclusions(self) -> None:
        for row in self.rows["exclusions"]:
            place, mode = row.refer("benefit", self.labels), row.refer("mode", self.names.modes)
            if place is None:
                continue
            mine = self.exclusions.setdefault(place, [])
            if any(one["group"] == row["group"] for one in mine):
                row.fault("group", _("这项待遇已经在这一组里；删掉一行"))
            mine.append({"group": row["group"], "mode": mode})

    def _owner(self, row: Row) -> tuple[int, int | None] | None:
        """The benefit and the pathway that a row names; None where there are none such."""
        place = row.refer("benefit", self.labels)
        if place is None:
            return None
        if not row["pathway"]:
            return place, None
        way = row.refer("pathway", self.ways[place])
        return None if way is None else (place, way)

    def _gather_amounts(self) -> dict[tuple[int, int | None], Data]:
        found: dict[tuple[int, int | None], Data] = {}
        for row in self.rows["amounts"]:
            owner, amount = self._owner(row), self.sums.read(row, "amount")
            if owner is None or owner[1] is None:
                continue
            fact = self.names.facts.find(self.pathways[owner[0]][owner[1]][1]["amount_by"] or "")
            if fact is None:
                row.fault("pathway", _("这个情形没有写“按哪个情况分档”；在“情形”页写上，或删掉这一行"))
                continue
            option, mine = row.refer("option", self.names.options[fact]), found.setdefault(owner, {})
            if option in mine:
                row.fault("option", _("这一档前面已经写过；删掉一行"))
            if option is not None:
                mine[option] = amount
        return found

    def benefit(self, place: int, row: Row, code: str) -> Data:
        """One benefit with all that belongs to it."""
        if place not in self.pathways and self.all_placed:
            row.fault("name", _("这项待遇还没有情形；在“情形”页给它加一行"))
        plain = {name: row[name] for name in ("summary", "gives", "bring", "apply", "readings", "carries_out")}
        return filled(
            code=code,
            name=row["name"],
            **plain,
            exclusive=self.exclusions.get(place, []),
            renewal_from=row.refer("renewal_from", self.names.facts),
            conditions=self.clauses.of((place, None)),
            pathways=[self._pathway((place, at), way) for at, way in enumerate(self.pathways.get(place, []))],
        )

    def _pathway(self, owner: tuple[int, int], listed: tuple[str, Row]) -> Data:
        code, row = listed
        return filled(
            code=code,
            name=row["name"],
            note=row["note"],
            conditions=self.clauses.of(owner),
            award=self._award(owner, row),
            renewal_months=row["renewal_months"],
            readings=row["readings"],
        )

    def _award(self, owner: tuple[int, int], row: Row) -> Data:
        amount: Any = self.sums.read(row, "amount")
        fact = row.refer("amount_by", self.names.facts)
        if fact and amount:
            row.fault("amount", _("又写金额又分档；两样只留一样"))
        if fact and self.names.wording.facts[fact].type != "choice":
            row.fault("amount_by", _("只能按单选的情况分档；换一个情况"))
        if fact:
            amount = {"by": fact, "values": self.amounts.get(owner, {})}
        return filled(
            kind=row.refer("kind", self.names.kinds),
            period=row.refer("period", self.names.periods),
            amount=amount,
            rate=row["rate"],
            at_least=row["at_least"],
            formula=row["formula"],
        )
