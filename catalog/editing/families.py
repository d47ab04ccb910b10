"""What is edited as one: an object with the rows that belong to it, alive and in history."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from django.db.models import F, Max, Model, Q, QuerySet, Value

from catalog.models import (
    Benefit,
    Clause,
    Condition,
    Department,
    Edition,
    Exclusion,
    Expectation,
    Fact,
    FactOption,
    FactSaying,
    FactStep,
    ItemDepartment,
    Parameter,
    ParameterValue,
    Pathway,
    PathwayAmount,
    Question,
    QuestionFact,
    Scenario,
    ServiceItem,
    Term,
)

Parts = Mapping[type[Model], tuple[tuple[type[Model], str], ...]]
# The rows that are written with an object, by the field that names it.
PARTS: Parts = {
    ServiceItem: ((ItemDepartment, "item"),),
    Benefit: ((Exclusion, "benefit"), (Clause, "benefit"), (Pathway, "benefit")),
    Pathway: ((Clause, "pathway"), (PathwayAmount, "pathway")),
    Clause: ((Condition, "clause"),),
    Term: ((Condition, "term"),),
    Fact: ((FactOption, "fact"), (FactSaying, "fact"), (FactStep, "fact")),
    Question: ((QuestionFact, "question"),),
    Parameter: ((ParameterValue, "parameter"),),
    Scenario: ((Expectation, "scenario"),),
}
# The same for an edition with all that is in it.
WHOLE: Parts = {
    **PARTS,
    Edition: ((Department, "edition"), (Parameter, "edition"), (ServiceItem, "edition")),
    ServiceItem: ((ItemDepartment, "item"), (Benefit, "item")),
}
# What freezing writes says nothing that the rows do not.
NOT_COMPARED = frozenset({"frozen"})


def owners(model: type[Model]) -> list[str]:
    """The fields by which a row names what it belongs to."""
    return sorted({name for parts in (PARTS, WHOLE) for some in parts.values() for part, name in some if part is model})


def live(row: Model) -> Iterator[QuerySet[Any]]:
    """The object and its rows as they stand, a query for each kind."""
    yield from _live(type(row), type(row)._base_manager.filter(pk=row.pk))


def _live(model: type[Model], rows: QuerySet[Any]) -> Iterator[QuerySet[Any]]:
    yield rows
    for part, name in PARTS.get(model, ()):
        yield from _live(part, part._base_manager.filter(**{f"{name}__in": rows.values("pk")}))


def records(row: Model, parts: Parts = PARTS) -> Iterator[QuerySet[Any]]:
    """The history of the object and of its rows, deleted ones too, a query for each kind."""
    model: Any = type(row)
    if hasattr(model, "history"):
        yield from _records(model, model.history.filter(id=row.pk), model._base_manager.filter(pk=row.pk), parts)


def _records(model: Any, found: QuerySet[Any], alive: QuerySet[Any], parts: Parts) -> Iterator[QuerySet[Any]]:
    yield found
    for one, name in parts.get(model, ()):
        part: Any = one
        # A row that was loaded, not written here, has a history only once it changes.
        ever = Q(**{f"{name}_id__in": found.order_by().values("id")}) | Q(**{f"{name}_id__in": alive.values("pk")})
        rows = part._base_manager.filter(**{f"{name}__in": alive.values("pk")})
        yield from _records(part, part.history.filter(ever), rows, parts)


def digest(row: Model) -> str:
    """A short text that differs whenever a field of the object or of one of its rows does."""
    told = []
    for rows in live(row):
        names = [one.attname for one in rows.model._meta.concrete_fields if one.attname not in NOT_COMPARED]
        told.append(list(rows.order_by("pk").values_list(*names)))
    return sha256(json.dumps(told, default=str).encode()).hexdigest()[:20]


def last_records(row: Model) -> list[int]:
    """The newest history record of each kind in `records`, in one query; 0 where there is none."""
    each = [
        found.order_by().annotate(place_=Value(place)).values("place_").annotate(last_=Max(F("history_id")))
        for place, found in enumerate(records(row))
    ]
    if not each:
        return []
    found = {one["place_"]: one["last_"] for one in each[0].union(*each[1:], all=True)}
    return [found.get(place) or 0 for place in range(len(each))]
