"""The rows of a workbook put together as a list's data, with every fault found on the way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from typing import Any

from django.utils.translation import gettext as _

from catalog.codes import code_for
from catalog.exchange.clauses import Clauses
from catalog.exchange.labels import Labels, Names, coded
from catalog.exchange.rows import Row
from catalog.exchange.tables import coded_labels, item_labels
from catalog.loading.dumping import Data, filled
from catalog.loading.faults import Faults
from catalog.rules.expressions import InvalidExpression, parse

DOCUMENT = ("number", "issuer", "issued", "url", "valid_until", "note")


class Assembly:
    """One workbook's rows on their way to data; `notices` tell what was added to them."""

    def __init__(self, rows: Mapping[str, Sequence[Row]], names: Names, faults: Faults) -> None:
        self.rows, self.names, self.faults = rows, names, faults
        self.notices: list[str] = []
        self.region = ""
        self.figures: set[str] = set()

    def data(self) -> Data:
        """The list, in the order of its rows."""
        edition = self._edition()
        parameters, departments = self._parameters(), self._departments()
        items = self._items(departments)
        document = edition.pop("document", {})
        offices = {
            code: filled(**{name: row[name] for name in ("name", "phone", "address", "hours")})
            for code, row in departments
        }
        return filled(**edition, document=document, parameters=parameters, departments=offices, items=items)

    def _edition(self) -> Data:
        rows = self.rows["edition"]
        if not rows:
            self.faults.add(_("版本 第 2 行"), _("还没有内容；在这一行写上地区、标题、生效日期和文件"))
            return {}
        for other in rows[1:]:
            other.fault("region", _("这一页只能有一行；删掉多出的这一行"))
        row = rows[0]
        self.region = row.refer("region", self.names.regions) or ""
        code = row["code"] or f"{self.region}-{str(row['effective_from'] or '')[:4]}"
        if not row["code"] and self.region:
            self.notices.append(_("版本代码空着，定为 %s") % code)
        document = {name: row[name] for name in DOCUMENT}
        return {
            "region": self.region,
            "edition": code,
            "title": row["title"],
            "effective_from": row["effective_from"],
            "document": filled(number=document.pop("number"), title=row["document_title"], **document),
        }

    def _parameters(self) -> Data:
        rows = self.once(self.rows["parameters"], "code")
        self.figures = {row["code"] for row in rows if row["code"]}
        found: Data = {
            row["code"]: {**filled(name=row["name"], unit=row["unit"]), "values": []} for row in rows if row["code"]
        }
        labels, seen = coded({row["code"]: row["name"] or "" for row in rows if row["code"]}), set()
        for row in self.rows["values"]:
            code, region = row.refer("parameter", labels), row.refer("region", self.names.regions)
            if (code, region, row["from"]) in seen:
                row.fault("from", _("这个参数在这个地区、这一天已经有数值了；改日期，或删掉一行"))
            seen.add((code, region, row["from"]))
            if code:
                given = {name: row[name] for name in ("from", "value", "document", "row")}
                found[code]["values"].append({"region": region, **given})
        return found

    def _departments(self) -> list[tuple[str, Row]]:
        rows = self.once(self.rows["departments"], "code")
        return self.with_codes(rows, _("部门"))

    def once(self, rows: Sequence[Row], key: str) -> list[Row]:
        """The rows, with a fault at each whose code an earlier one has."""
        seen: set[str] = set()
        for row in rows:
            if row[key] and row[key] in seen:
                row.fault(key, _("代码“%s”前面已经用过；每行用一个自己的代码，新加的行可以空着") % row[key])
            seen.add(row[key])
        return list(rows)

    def with_codes(self, rows: Iterable[Row], what: str) -> list[tuple[str, Row]]:
        """Rows with their codes; one that has none is given one made from its name."""
        listed = list(rows)
        taken: set[str] = {row["code"] for row in listed}
        found = []
        for row in listed:
            code = row["code"]
            if not code and "code" not in row.broken:
                code = code_for(row["name"] or "", taken)
                self.notices.append(_("新的%(what)s“%(name)s”的代码定为 %(code)s") % self._said(what, row, code))
                taken.add(code)
            found.append((code or "", row))
        return found

    def _said(self, what: str, row: Row, code: str) -> dict[str, str]:
        return {"what": what, "name": row["name"] or "", "code": code}

    def _items(self, departments: list[tuple[str, Row]]) -> list[Data]:
        rows = self.rows["items"]
        if not rows:
            self.faults.add(_("项目 第 2 行"), _("一个项目也没有；每个项目写一行"))
        offices = coded({code: row["name"] or "" for code, row in departments})
        benefits = self._benefits(rows)
        found = []
        for place, row in enumerate(rows):
            if place not in benefits and self.rows["benefits"]:
                row.fault("name", _("这个项目还没有待遇；在“待遇”页给它加一行"))
            found.append(
                filled(
                    row=row["row"],
                    name=row["name"],
                    category=row["category"],
                    departments=self._offices(row, offices),
                    legal_basis=row["legal_basis"],
                    benefits=benefits.get(place, []),
                )
            )
        if rows and not self.rows["benefits"]:
            self.faults.add(_("待遇 第 2 行"), _("一项待遇也没有；每项待遇写一行"))
        return found

    def _offices(self, row: Row, offices: Labels[str]) -> list[str]:
        found: list[str] = []
        for name in row["departments"] or []:
            code = offices.find(name)
            if code is None:
                meant = _("、").join(offices.like(name)) or _("“部门”页上的名称")
                said = {"name": name, "meant": meant}
                row.fault("departments", _("没有叫“%(name)s”的部门；改成%(meant)s，一行写一个") % said)
            elif code in found:
                row.fault("departments", _("“%s”写了两次；删掉一个") % name)
            else:
                found.append(code)
        return found

    def _benefits(self, items: Sequence[Row]) -> dict[int, list[Data]]:
        rows = self.once(self.rows["benefits"], "code")
        places = item_labels((row["row"] or "", row["name"] or "") for row in items)
        owners = [row.refer("item", places) for row in rows]
        codes = self._benefit_codes(rows, owners, items)
        labels = coded_labels((code, row["name"] or "") for code, row in zip(codes, rows, strict=True))
        parts = _Parts(self, labels, len(rows))
        found: dict[int, list[Data]] = {}
        for place, (row, owner, code) in enumerate(zip(rows, owners, codes, strict=True)):
            data = parts.benefit(place, row, code)
            if owner is not None:
                found.setdefault(owner, []).append(data)
        return found

    def _benefit_codes(self, rows: list[Row], owners: list[int | None], items: Sequence[Row]) -> list[str]:
        """The codes of benefits; a new one is numbered by its item's row."""
        taken: set[str] = {row["code"] for row in rows}
        codes: list[str] = []
        for row, owner in zip(rows, owners, strict=True):
            code = row["code"]
            if not code and "code" not in row.broken:
                number = re.sub(r"\D", "", (items[owner]["row"] or "") if owner is not None else "")
                stem = f"{self.region or 'benefit'}-{number.zfill(2) if number else len(codes) + 1}"
                tries = (stem if at == 1 else f"{stem}-{at}" for at in count(1))
                code = next(one for one in tries if one not in taken)
                said = self._said(_("待遇"), row, code)
                self.notices.append(_("新的%(what)s“%(name)s”的代码定为 %(code)s") % said)
                taken.add(code)
            codes.append(code or "")
        return codes

    def sum(self, row: Row, key: str) -> str:
        """A sum that can be worked out from numbers, parameters and facts."""
        text = row[key] or ""
        try:
            names = parse(text).names if text else frozenset()
        except InvalidExpression as fault:
            row.fault(key, _("%s；写数字，或用参数代码的算式，例如 1.3 * dibao_standard") % fault)
            return str(text)
        self.known(row, key, names - set(self.names.wording.facts))
        return str(text)

    def known(self, row: Row, key: str, figures: Iterable[str]) -> None:
        """Note which names of a sum are no parameters of this list."""
        unknown = sorted(set(figures) - self.figures)
        if unknown:
            row.fault(key, _("没有参数“%s”；改成“参数”页上的代码，或在那里加上它") % "、".join(unknown))


class _Parts:
    """What belongs to benefits: their pathways, conditions, amounts and groups, by their places."""

    def __init__(self, book: Assembly, labels: Labels[int], benefits: int) -> None:
        self.book, self.names = book, book.names
        self.labels = labels
        self.pathways: dict[int, list[tuple[str, Row]]] = {}
        self.exclusions: dict[int, list[Data]] = {}
        self.ways: dict[int, Labels[int]] = {}
        self._gather_pathways()
        self._gather_exclusions()
        for place in range(benefits):
            listed = self.pathways.get(place, [])
            self.ways[place] = coded_labels((code, row["name"] or "") for code, row in listed)
        self.clauses = Clauses(book.rows["conditions"], self._owner, self.names, book.known)
        self.amounts = self._gather_amounts()

    def _gather_pathways(self) -> None:
        rows: dict[int, list[Row]] = {}
        for row in self.book.rows["pathways"]:
            place = row.refer("benefit", self.labels)
            if place is not None:
                rows.setdefault(place, []).append(row)
        for place, mine in rows.items():
            self.pathways[place] = self.book.with_codes(self.book.once(mine, "code"), _("情形"))

    def _gather_exclusions(self) -> None:
        for row in self.book.rows["exclusions"]:
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
        for row in self.book.rows["amounts"]:
            owner, amount = self._owner(row), self.book.sum(row, "amount")
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
        if place not in self.pathways:
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
        amount: Any = self.book.sum(row, "amount")
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
