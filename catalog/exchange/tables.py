"""A list's data as the cells of its workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from catalog.exchange.labels import YES, Labels, Names, coded
from catalog.exchange.layout import SHEETS, Sheet
from catalog.exchange.values import value_cell
from catalog.loading.conditions import alternatives_of

Data = Mapping[str, Any]
Held = str | int
Cells = dict[str, Held]


def item_labels(items: Iterable[tuple[str, str]]) -> Labels[int]:
    """Items by their places: row and name, or either alone."""
    return Labels((place, (f"{row} {name}", row, name)) for place, (row, name) in enumerate(items))


def coded_labels(things: Iterable[tuple[str, str]]) -> Labels[int]:
    """Benefits or pathways by their places, each from its code and name."""
    return Labels((place, (name, f"{name} [{code}]", code)) for place, (code, name) in enumerate(things))


def benefits_of(data: Data) -> list[Data]:
    """Every benefit of a list, in its order."""
    return [one for item in data.get("items", []) for one in item.get("benefits", [])]


class Tables:
    """The rows of each page; what is empty is left out."""

    def __init__(self, data: Data, names: Names) -> None:
        self.data, self.names = data, names
        self.departments = coded({code: one["name"] for code, one in data.get("departments", {}).items()})
        self.benefit_labels = coded_labels((one["code"], one["name"]) for one in benefits_of(data))

    def rows(self) -> dict[str, list[Cells]]:
        """The rows by the keys of their pages."""
        rows: dict[str, Iterable[Data]] = {
            "edition": [self._edition()] if "edition" in self.data else [],
            "parameters": ({**one, "code": code} for code, one in self._of("parameters")),
            "values": self._values(),
            "departments": ({**one, "code": code} for code, one in self._of("departments")),
            "items": (self._item(one) for one in self.data.get("items", [])),
            "benefits": self._benefits(),
            "pathways": self._pathways(),
            "conditions": self._conditions(),
            "amounts": self._amounts(),
            "exclusions": self._exclusions(),
        }
        return {sheet.key: [_cells(sheet, one) for one in rows[sheet.key]] for sheet in SHEETS}

    def _of(self, name: str) -> Iterable[tuple[str, Data]]:
        entries: Mapping[str, Data] = self.data.get(name, {})
        return entries.items()

    def _edition(self) -> Data:
        data, document = self.data, self.data["document"]
        own = {
            "region": self.names.regions.of(data["region"]),
            "code": data["edition"],
            "title": data["title"],
            "document_title": document.get("title", ""),
            "effective_from": data["effective_from"],
        }
        return {**document, **own}

    def _values(self) -> Iterator[Data]:
        labels = coded({code: one["name"] for code, one in self._of("parameters")})
        for code, parameter in self._of("parameters"):
            for one in parameter["values"]:
                region = self.names.regions.of(one["region"])
                yield {**one, "parameter": labels[code], "region": region}

    def _item(self, item: Data) -> Data:
        departments = "\n".join(self.departments.of(code) for code in item.get("departments", []))
        return {**item, "departments": departments}

    def _benefits(self) -> Iterator[Data]:
        items = self.data.get("items", [])
        labels = item_labels((one["row"], one["name"]) for one in items)
        for place, item in enumerate(items):
            for one in item.get("benefits", []):
                fact = one.get("renewal_from")
                own = {"item": labels[place], "renewal_from": self.names.facts.of(fact) if fact else ""}
                yield {**one, **own}

    def _ways(self) -> Iterator[tuple[str, str, Data]]:
        for place, benefit in enumerate(benefits_of(self.data)):
            ways = benefit.get("pathways", [])
            labels = coded_labels((one["code"], one["name"]) for one in ways)
            for at, way in enumerate(ways):
                yield self.benefit_labels[place], labels[at], way

    def _pathways(self) -> Iterator[Data]:
        for benefit, _label, way in self._ways():
            award: Data = way["award"]
            amount = award.get("amount", "")
            table = amount if isinstance(amount, Mapping) else None
            own = {
                "benefit": benefit,
                "kind": self.names.kinds.of(award["kind"]),
                "period": self.names.periods.of(award["period"]) if award.get("period") else "",
                "at_least": YES if award.get("at_least") else "",
                "amount": "" if table else amount,
                "amount_by": self.names.facts.of(table["by"]) if table else "",
            }
            yield {**award, **way, **own}

    def _amounts(self) -> Iterator[Data]:
        for benefit, pathway, way in self._ways():
            amount = way["award"].get("amount", "")
            if isinstance(amount, Mapping):
                options = self.names.options[amount["by"]]
                for code, one in amount["values"].items():
                    yield {"benefit": benefit, "pathway": pathway, "option": options.of(code), "amount": one}

    def _exclusions(self) -> Iterator[Data]:
        for place, benefit in enumerate(benefits_of(self.data)):
            for one in benefit.get("exclusive", []):
                mode = self.names.modes.of(one["mode"])
                yield {"benefit": self.benefit_labels[place], "group": one["group"], "mode": mode}

    def _conditions(self) -> Iterator[Data]:
        for place, benefit in enumerate(benefits_of(self.data)):
            ways = benefit.get("pathways", [])
            labels = coded_labels((one["code"], one["name"]) for one in ways)
            yield from self._clauses(benefit, self.benefit_labels[place], "")
            for at, way in enumerate(ways):
                yield from self._clauses(way, self.benefit_labels[place], labels[at])

    def _clauses(self, owner: Data, benefit: str, pathway: str) -> Iterator[Data]:
        for number, clause in enumerate(owner.get("conditions", []), start=1):
            head: Data = {"benefit": benefit, "pathway": pathway, "clause": number}
            if "term" in clause:
                yield {**head, "term": self.names.terms.of(clause["term"])}
            else:
                yield from self._alternatives(clause, head)

    def _alternatives(self, clause: Data, head: Data) -> Iterator[Data]:
        groups, words = alternatives_of(clause), clause.get("words", "")
        if not any(groups):
            yield {**head, "words": words}
        for group, together in enumerate(groups, start=1):
            for one in together:
                yield {**head, "words": words, "group": group if len(groups) > 1 else "", **self._condition(one)}
                words = ""

    def _condition(self, data: Data) -> Data:
        ((fact, held),) = data.items()
        ((relation, value),) = held.items()
        return {
            "fact": self.names.facts.of(fact),
            "relation": self.names.relations.of(relation),
            "value": value_cell(self.names, fact, relation, value),
        }


def _cells(sheet: Sheet, given: Data) -> Cells:
    """What a page has columns for, and only what says something; a list as lines."""
    told = {one.key: given.get(one.key, "") for one in sheet.columns}
    lines = {key: "\n".join(one) if isinstance(one, list) else one for key, one in told.items()}
    return {key: one for key, one in lines.items() if one not in ("", None)}
