"""Conditions and clauses: their short form in a file, and their rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.utils.translation import gettext as _

from catalog.loading.faults import Faults
from catalog.loading.text import Flow, FlowList
from catalog.models import Benefit, Clause, Condition, Fact, Pathway, Term

RELATIONS = frozenset(Condition.Relation.values)
LISTED = (Fact.Type.CHOICE, Fact.Type.CHOICES, Fact.Type.REGION)


def alternatives_of(data: Mapping[str, Any]) -> list[list[Any]]:
    """The groups of conditions that a clause of a file stands for; none for a term."""
    if "term" in data:
        return []
    return data.get("any", [[data]])


def condition_rows(
    groups: Iterable[Iterable[Mapping[str, Any]]],
    facts: Mapping[str, Fact],
    where: str,
    faults: Faults,
    **owner: Clause | Term,
) -> list[Condition]:
    """The rows of some groups of conditions, not yet saved."""
    rows: list[Condition] = []
    for group, together in enumerate(groups, start=1):
        for place, one in enumerate(together, start=1):
            ((code, held),) = one.items()
            ((relation, value),) = held.items()
            fact = facts.get(code)
            if fact is None:
                faults.add(where, _("条件用了没有的情况“%s”；先在 facts.yaml 里加上它") % code)
            elif relation not in RELATIONS:
                faults.add(
                    where, _("没有“%(one)s”这种关系；可用 %(all)s") % {"one": relation, "all": "、".join(RELATIONS)}
                )
            else:
                value = stored_value(fact, value)
                rows.append(Condition(fact=fact, relation=relation, value=value, group=group, position=place, **owner))
    return rows


def stored_value(fact: Fact, value: Any) -> Any:
    """A value as it is kept: options and regions are words even where they look like numbers."""
    if fact.type in LISTED and isinstance(value, list):
        return [str(one) for one in value]
    return str(value) if fact.type in LISTED and isinstance(value, int) else value


def clause_row(
    data: Mapping[str, Any],
    terms: Mapping[str, Term],
    where: str,
    faults: Faults,
    place: int,
    **owner: Benefit | Pathway,
) -> Clause:
    """The row of a clause, not yet saved."""
    term = None
    if "term" in data:
        term = terms.get(str(data["term"]))
        if term is None:
            faults.add(where, _("没有“%s”这个用语；先在 terms.yaml 里加上它") % data["term"])
    return Clause(term=term, words=data.get("words") or "", position=place, **owner)


def clause_data(clause: Clause) -> Flow | dict[str, Any]:
    """A clause in its short form."""
    if clause.term:
        return Flow(term=clause.term.code)
    groups = alternatives_data(clause.conditions.all())
    if len(groups) == 1 and len(groups[0]) == 1 and not clause.words:
        return groups[0][0]
    return {"any": groups, **({"words": clause.words} if clause.words else {})}


def alternatives_data(conditions: Iterable[Condition]) -> list[FlowList]:
    """Conditions by their groups, a group a line."""
    return [FlowList(map(_condition, together)) for _group, together in groupby(conditions, attrgetter("group"))]


def _condition(row: Condition) -> Flow:
    value = FlowList(row.value) if isinstance(row.value, list) else row.value
    return Flow({row.fact.code: Flow({row.relation: value})})
