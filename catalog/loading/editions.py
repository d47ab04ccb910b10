"""A list's file to the rows of a draft."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import models, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from catalog.loading.conditions import alternatives_of, clause_row, condition_rows
from catalog.loading.faults import CatalogueError, Faults
from catalog.loading.forms import EDITION
from catalog.loading.limits import twice, within_limits
from catalog.models import (
    Benefit,
    Clause,
    Condition,
    Department,
    Document,
    Edition,
    Exclusion,
    Fact,
    FactOption,
    ItemDepartment,
    Parameter,
    ParameterValue,
    Pathway,
    PathwayAmount,
    Region,
    ServiceItem,
    Term,
)

Data = Mapping[str, Any]
# In the order in which the rows need one another.
KINDS: tuple[type[models.Model], ...] = (
    Department,
    Parameter,
    ParameterValue,
    ServiceItem,
    ItemDepartment,
    Benefit,
    Exclusion,
    Pathway,
    PathwayAmount,
    Clause,
    Condition,
)


@transaction.atomic
def load_edition(data: Any, reason: str = "") -> Edition:
    """A new draft with everything that a file says; raises CatalogueError with every fault.

    `reason` is kept in the draft's history.
    """
    if faults := tuple(EDITION(data, "")):
        raise CatalogueError(faults)
    return _Draft(data).save(reason)


class _Draft:
    """The rows of one file, gathered first and then written kind by kind."""

    def __init__(self, data: Data) -> None:
        self.data = data
        self.faults = Faults()
        self.rows: dict[type[models.Model], list[Any]] = {kind: [] for kind in KINDS}
        self.regions = {one.slug: one for one in Region.objects.all()}
        self.facts = {one.code: one for one in Fact.objects.all()}
        self.options = {(one.fact.code, one.code): one for one in FactOption.objects.select_related("fact")}
        self.terms = {one.code: one for one in Term.objects.all()}
        self.documents = {one.number: one for one in Document.objects.all()}
        self.departments: dict[str, Department] = {}
        self.places: dict[int, str] = {}

    def save(self, reason: str) -> Edition:
        region = self.regions.get(str(self.data["region"]))
        if region is None:
            self.faults.add("region", _("没有“%s”这个地区；先在 regions.yaml 里加上它") % self.data["region"])
            self.faults.raise_any()
        edition = self.edition(region)
        within_limits(edition, "edition", self.faults)
        self.offices(edition)
        self.parameters(edition)
        for place, one in enumerate(self.data["items"], start=1):
            self.item(edition, one, place)
        for kind in KINDS:
            twice(self.rows[kind], self.places, self.faults)
        self.faults.raise_any()
        edition._change_reason = reason or None  # type: ignore[attr-defined]
        edition.save()
        for kind in KINDS:
            kind._default_manager.bulk_create(self.rows[kind])
        return edition

    def add(self, row: Any, where: str) -> Any:
        within_limits(row, where, self.faults)
        self.places[id(row)] = where
        self.rows[type(row)].append(row)
        return row

    def edition(self, region: Region | None) -> Edition:
        code = str(self.data["edition"])
        other = Edition.objects.filter(code=code).exclude(region=region).select_related("region").first()
        if other is not None:
            said = {"code": code, "region": other.region.name}
            self.faults.add("edition", _("“%(code)s”已经是%(region)s的版本代码；换一个") % said)
        last = Edition.objects.filter(code=code).aggregate(last=Max("version"))["last"] or 0
        return Edition(
            region=region,
            code=code,
            version=last + 1,
            title=self.data["title"],
            document=self.document(),
            effective_from=_day(self.data["effective_from"]),
        )

    def document(self) -> Document:
        given = self.data["document"]
        number = str(given["number"])
        document = self.documents.get(number) or Document(number=number)
        said: dict[str, Any] = {name: str(given.get(name) or "") for name in ("title", "issuer", "note")}
        said["issued"] = _day(given["issued"]) if given.get("issued") else None
        # What a file does not say of these, staff may have found out since.
        if given.get("url"):
            said["url"] = str(given["url"])
        if given.get("valid_until"):
            said["valid_until"] = _day(given["valid_until"])
        if document.pk is None or any(getattr(document, name) != value for name, value in said.items()):
            for name, value in said.items():
                setattr(document, name, value)
            within_limits(document, "document", self.faults)
            self.faults.raise_any()
            document.save()
        self.documents[document.number] = document
        return document

    def cited(self, number: str, where: str) -> Document:
        """The document of a figure; one not known yet is noted by its number."""
        if number not in self.documents:
            document = Document(number=number)
            within_limits(document, where, self.faults)
            self.faults.raise_any()
            document.save()
            self.documents[number] = document
        return self.documents[number]

    def offices(self, edition: Edition) -> None:
        for place, (code, one) in enumerate((self.data.get("departments") or {}).items(), start=1):
            words = {name: str(one.get(name) or "") for name in ("name", "phone", "address", "hours")}
            row = Department(edition=edition, code=code, position=place, **words)
            self.departments[code] = self.add(row, f"departments › {code}")

    def parameters(self, edition: Edition) -> None:
        for place, (code, one) in enumerate((self.data.get("parameters") or {}).items(), start=1):
            row = Parameter(edition=edition, code=code, name=one["name"], unit=one.get("unit") or "", position=place)
            self.add(row, f"parameters › {code}")
            for at, value in enumerate(one.get("values") or [], start=1):
                self.value(row, value, at)

    def value(self, parameter: Parameter, data: Data, place: int) -> None:
        region, where = self.regions.get(str(data["region"])), f"parameters › {parameter.code}"
        if region is None:
            self.faults.add(where, _("没有“%s”这个地区；先在 regions.yaml 里加上它") % data["region"])
            return
        self.add(
            ParameterValue(
                parameter=parameter,
                region=region,
                effective_from=_day(data["from"]),
                value=str(data["value"]),
                document=self.cited(str(data["document"]), where),
                row=str(data["row"]),
                position=place,
            ),
            where,
        )

    def item(self, edition: Edition, data: Data, place: int) -> None:
        where = _("第 %s 行") % data["row"]
        row = self.add(
            ServiceItem(
                edition=edition,
                row=str(data["row"]),
                name=data["name"],
                category=data["category"],
                legal_basis=[str(one) for one in data.get("legal_basis") or []],
                position=place,
            ),
            where,
        )
        for at, code in enumerate(data.get("departments") or [], start=1):
            if code in self.departments:
                self.add(ItemDepartment(item=row, department=self.departments[code], position=at), where)
            else:
                self.faults.add(where, _("没有“%s”这个部门；先在 departments 里加上它") % code)
        for at, one in enumerate(data["benefits"], start=1):
            self.benefit(row, one, at)

    def benefit(self, item: ServiceItem, data: Data, place: int) -> None:
        code = str(data["code"])
        words = {name: data.get(name) or "" for name in ("summary", "gives", "apply", "carries_out")}
        row = Benefit(
            item=item,
            code=code,
            name=data["name"],
            bring=[str(one) for one in data.get("bring") or []],
            readings=[str(one) for one in data.get("readings") or []],
            renewal_from=self.fact(data.get("renewal_from"), code),
            position=place,
            **words,
        )
        self.add(row, code)
        for at, one in enumerate(data.get("exclusive") or [], start=1):
            self.add(Exclusion(benefit=row, group=one["group"], mode=one["mode"], position=at), code)
        self.clauses(data.get("conditions") or [], code, benefit=row)
        for at, one in enumerate(data["pathways"], start=1):
            self.pathway(row, one, at)

    def fact(self, code: str | None, where: str) -> Fact | None:
        if code and code not in self.facts:
            self.faults.add(where, _("没有“%s”这个情况；先在 facts.yaml 里加上它") % code)
        return self.facts.get(code or "")

    def pathway(self, benefit: Benefit, data: Data, place: int) -> None:
        where, award = f"{benefit.code} › {data['code']}", data["award"]
        amount = award.get("amount")
        table = amount if isinstance(amount, Mapping) else None
        row = Pathway(
            benefit=benefit,
            code=str(data["code"]),
            name=data["name"],
            note=data.get("note") or "",
            kind=award["kind"],
            period=award.get("period") or "",
            rate=str(award.get("rate") or ""),
            at_least=bool(award.get("at_least")),
            amount="" if amount is None or table else str(amount),
            amount_by=self.fact(table["by"], where) if table else None,
            formula=award.get("formula") or "",
            renewal_months=data.get("renewal_months"),
            readings=[str(one) for one in data.get("readings") or []],
            position=place,
        )
        self.add(row, where)
        self.amounts(row, table or {}, where)
        self.clauses(data.get("conditions") or [], where, pathway=row)

    def amounts(self, pathway: Pathway, table: Data, where: str) -> None:
        for at, (code, amount) in enumerate(table.get("values", {}).items(), start=1):
            option = self.options.get((table["by"], code))
            if option is None:
                said = {"by": table["by"], "one": code}
                self.faults.add(where, _("标准按“%(by)s”分档，没有“%(one)s”这一档；改掉它") % said)
            else:
                self.add(PathwayAmount(pathway=pathway, option=option, amount=str(amount), position=at), where)

    def clauses(self, rows: Iterable[Data], where: str, **owner: Benefit | Pathway) -> None:
        for place, one in enumerate(rows, start=1):
            clause = self.add(clause_row(one, self.terms, where, self.faults, place, **owner), where)
            for condition in condition_rows(alternatives_of(one), self.facts, where, self.faults, clause=clause):
                self.add(condition, where)


def _day(data: Any) -> date:
    return date.fromisoformat(str(data))
