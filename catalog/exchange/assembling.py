"""The rows of a workbook put together as a list's data, with every fault found on the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from catalog.exchange.labels import Labels, Names, coded
from catalog.exchange.numbering import Numbering
from catalog.exchange.parts import Parts
from catalog.exchange.rows import Row
from catalog.exchange.sums import Sums
from catalog.exchange.tables import coded_labels, item_labels
from catalog.loading.dumping import Data, filled
from catalog.loading.faults import Faults

DOCUMENT = ("number", "issuer", "issued", "url", "valid_until", "note")


class Assembly:
    """One workbook's rows on their way to data."""

    def __init__(self, rows: Mapping[str, Sequence[Row]], names: Names, faults: Faults) -> None:
        self.rows, self.names, self.faults = rows, names, faults
        self.numbering = Numbering()
        self.region = ""
        self.all_placed = True

    @property
    def notices(self) -> list[str]:
        """What was added to the rows."""
        return self.numbering.notices

    def data(self) -> Data:
        """The list, in the order of its rows."""
        edition = self._edition()
        parameters, departments = self._parameters(), self._departments()
        items = self._items(departments, Sums(parameters, self.names.wording.facts))
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
            self.numbering.notices.append(_("版本代码空着，定为 %s") % code)
        document = {name: row[name] for name in DOCUMENT}
        return {
            "region": self.region,
            "edition": code,
            "title": row["title"],
            "effective_from": row["effective_from"],
            "document": filled(number=document.pop("number"), title=row["document_title"], **document),
        }

    def _parameters(self) -> Data:
        rows = self.numbering.once(self.rows["parameters"])
        found: Data = {
            row["code"]: {**filled(name=row["name"], unit=row["unit"]), "values": []} for row in rows if row["code"]
        }
        labels, seen = coded({row["code"]: row["name"] or "" for row in rows if row["code"]}), set()
        for row in self.rows["values"]:
            code, region = row.refer("parameter", labels), row.refer("region", self.names.regions)
            if code and region and (code, region, row["from"]) in seen:
                row.fault("from", _("这个参数在这个地区、这一天已经有数值了；改日期，或删掉一行"))
            seen.add((code, region, row["from"]))
            if code:
                given = {name: row[name] for name in ("from", "value", "document", "row")}
                found[code]["values"].append({"region": region, **given})
        return found

    def _departments(self) -> list[tuple[str, Row]]:
        return self.numbering.by_name(self.rows["departments"], _("部门"))

    def _items(self, departments: list[tuple[str, Row]], sums: Sums) -> list[Data]:
        rows = self.rows["items"]
        if not rows:
            self.faults.add(_("项目 第 2 行"), _("一个项目也没有；每个项目写一行"))
        offices = coded({code: row["name"] or "" for code, row in departments})
        benefits = self._benefits(rows, sums)
        found = []
        for place, row in enumerate(rows):
            if place not in benefits and self.rows["benefits"] and self.all_placed:
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

    def _benefits(self, items: Sequence[Row], sums: Sums) -> dict[int, list[Data]]:
        rows = self.rows["benefits"]
        places = item_labels((row["row"] or "", row["name"] or "") for row in items)
        owners = [row.refer("item", places) for row in rows]
        self.all_placed = None not in owners
        numbers = ["" if owner is None else items[owner]["row"] or "" for owner in owners]
        codes = self.numbering.by_number(rows, numbers, self.region)
        labels = coded_labels((code, row["name"] or "") for code, row in zip(codes, rows, strict=True))
        parts = Parts(self.rows, labels, len(rows), self.names, sums, self.numbering)
        found: dict[int, list[Data]] = {}
        for place, (row, owner, code) in enumerate(zip(rows, owners, codes, strict=True)):
            data = parts.benefit(place, row, code)
            if owner is not None:
                found.setdefault(owner, []).append(data)
        return found
