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


def _live(model: type[Model], pks: list[Any], field: str = "pk") -> Iterator[list[tuple[Any, ...]]]:
    """The rows of a kind that name one of some keys, as values, and then those that belong to them.

    Each kind is asked for by keys that were fetched: nested queries over rows that were only just loaded are
    planned without statistics, and take seconds.
    """
    names = [one.attname for one in model._meta.concrete_fields if one.attname not in NOT_COMPARED]
    rows = list(model._base_manager.filter(**{f"{field}__in": pks}).order_by("pk").values_list(*names))
    yield rows
    place = names.index(model._meta.pk.attname)
    for part, name in PARTS.get(model, ()):
        yield from _live(part, [one[place] for one in rows], name)


def records(row: Model, parts: Parts = PARTS) -> Iterator[QuerySet[Any]]:
    """The history of the object and of its rows, deleted ones too, a query for each kind."""
    model: Any = type(row)
    if hasattr(model, "history"):
        yield from _records(model, model.history.filter(id=row.pk), [row.pk], parts)


def _records(model: Any, found: QuerySet[Any], alive: list[Any], parts: Parts) -> Iterator[QuerySet[Any]]:
    yield found
    for one, name in parts.get(model, ()):
        part: Any = one
        # A row that was loaded, not written here, has a history only once it changes.
        ever = Q(**{f"{name}_id__in": found.order_by().values("id")}) | Q(**{f"{name}_id__in": alive})
        rows = part._base_manager.filter(**{f"{name}__in": alive}) if part in parts else part._base_manager.none()
        yield from _records(part, part.history.filter(ever), list(rows.values_list("pk", flat=True)), parts)


def digest(row: Model) -> str:
    """A short text that differs whenever a field of the object or of one of its rows does."""
    told = list(_live(type(row), [row.pk]))
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
