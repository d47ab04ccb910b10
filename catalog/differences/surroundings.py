"""Everything of two editions but their benefits: the list itself, items, figures, offices, words and questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from catalog.differences.figures import figures
from catalog.differences.telling import Difference, Told, label, matched, one_by_one, reordered
from catalog.models import Department, Document, Edition, Fact, Parameter, Question, Region, ServiceItem
from catalog.wording import Wording

Json = Mapping[str, Any]
Things = Mapping[str, Json]


@dataclass(frozen=True)
class Section:
    """The differences of one sort of thing."""

    title: str
    differences: tuple[Difference, ...]


def surroundings(old: Json, new: Json) -> tuple[Section, ...]:
    """What two frozen editions (as JSON; {} for none) say otherwise beside their benefits; sorts that differ only."""
    sorts: list[tuple[type[Model], Callable[[Json], Things], Callable[[Json, Json], Told]]] = [
        (Edition, _list, _told_list),
        (ServiceItem, _items, _told_item),
        (Parameter, _keyed("parameters"), _told_parameter),
        (Department, _keyed("departments"), _told_department),
        (Fact, _keyed("facts"), _told_fact),
        (Question, _questions, _told_question),
        (Region, _keyed("regions"), _told_region),
    ]
    sections = (Section(str(model._meta.verbose_name), _differ(rows, told, old, new)) for model, rows, told in sorts)
    return tuple(one for one in sections if one.differences)


def _differ(
    rows: Callable[[Json], Things], told: Callable[[Json, Json], Told], old: Json, new: Json
) -> tuple[Difference, ...]:
    """What differs, and where the order of what people see differs."""
    before, after = rows(old), rows(new)
    found = matched(before, after, one_by_one(partial(told, old), partial(told, new)))
    if rows in ORDERED:
        names = {code: str(row["name"]) for code, row in after.items()}
        moved = tuple(reordered(before, after, names))
        found += (Difference("", _("全部"), "changed", moved),) if moved else ()
    return found


def _keyed(name: str) -> Callable[[Json], Things]:
    def rows(book: Json) -> Things:
        found: Things = {code: {"code": code, **row} for code, row in book.get(name, {}).items()}
        return found

    return rows


def _list(book: Json) -> Things:
    """The list itself, whatever the edition is called."""
    return {"": {**book, "name": book["title"]}} if book else {}


def _told_list(book: Json, row: Json) -> Told:
    document = row["document"]
    return {
        label(Edition, "title"): row["title"],
        label(Edition, "effective_from"): row["effective_from"],
        **{
            f"{label(Edition, 'document')} · {label(Document, name)}": document[name]
            for name in ("number", "title", "issuer", "issued", "note")
        },
    }


def _items(book: Json) -> Things:
    """The rows by their numbers; of rows of one number, the second stands as its second."""
    found: dict[str, Json] = {}
    for row in book.get("items", ()):
        key = row["row"]
        while key in found:
            key += "′"
        found[key] = row
    return found


def _told_item(book: Json, row: Json) -> Told:
    offices = book["departments"]
    return {
        label(ServiceItem, "name"): row["name"],
        label(ServiceItem, "category"): row["category"],
        label(ServiceItem, "departments"): [offices.get(one, {}).get("name", one) for one in row["departments"]],
        label(ServiceItem, "legal_basis"): list(row["legal_basis"]),
    }


def _told_parameter(book: Json, row: Json) -> Told:
    values = figures(book)[row["code"]]
    return {
        label(Parameter, "name"): row["name"],
        label(Parameter, "unit"): row["unit"],
        _("数值"): values or [_("还没有数值")],
    }


def _told_department(book: Json, row: Json) -> Told:
    return {label(Department, name): row[name] for name in ("name", "phone", "address", "hours")}


def _told_fact(book: Json, row: Json) -> Told:
    kind = row["type"]
    return {
        label(Fact, "name"): row["name"],
        label(Fact, "type"): str(Fact.Type(kind).label) if kind in Fact.Type.values else kind,
        _("选项"): list(row["options"].values()),
        _("说法"): list(row["says"].values()),
        _("可以做的事"): list(_steps(book, row)),
        label(Fact, "consults_unknown"): "；".join(_consulted(book, row["consults"] or {})),
    }


def _steps(book: Json, row: Json) -> Iterator[str]:
    if row["steps"]:
        words = Wording({"facts": {row["code"]: row}, "regions": book["regions"]})
        for one in row["steps"]:
            begins = words.shown(row["code"], one["only_from"]) if one.get("only_from") else ""
            ends = words.shown(row["code"], one["sets"])
            yield f"{one['text']}（{begins} → {ends}）" if begins else f"{one['text']}（{ends}）"


def _consulted(book: Json, row: Json) -> Iterator[str]:
    if "unknown" in row:
        yield str(Fact.Unknown(row["unknown"]).label)
    if "asked_from_age" in row:
        yield f"{label(Fact, 'consults_from_age')} {row['asked_from_age']}"
    if "unless" in row:
        yield f"{label(Fact, 'consults_unless')} {book['facts'].get(row['unless'], {}).get('name', row['unless'])}"


def _questions(book: Json) -> Things:
    return {one["code"]: {**one, "name": one["title"]} for one in book.get("questions", ())}


def _told_question(book: Json, row: Json) -> Told:
    facts = book["facts"]
    told: Told = {label(Question, name): row[name] for name in ("section", "title", "help", "why")}
    told[label(Question, "layout")] = str(Question.Layout(row["layout"]).label)
    told[label(Question, "facts")] = [facts.get(one, {}).get("name", one) for one in row["facts"]]
    return told


def _told_region(book: Json, row: Json) -> Told:
    above = book["regions"].get(row["parent"] or "", {}).get("name", "")
    whole = _("下级写全了") if row["complete"] else ""
    return {
        label(Region, "name"): row["name"],
        label(Region, "gb"): row["gb"],
        label(Region, "parent"): above,
        label(Region, "complete"): whole,
    }


# What residents see in the order that the staff gave it.
ORDERED = (_items, _questions)
