"""Rows to the rulebook that an edition is frozen as: the only bridge into the rules."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter
from typing import Any

from catalog.models import Benefit, Clause, Condition, Edition, Fact, Parameter, Pathway, Question, Region, ServiceItem
from catalog.models.whole import whole_facts, whole_questions, whole_terms
from catalog.rules.rulebook import SCHEMA

Json = dict[str, Any]


def compile_edition(pk: int) -> Json:
    """An edition's rulebook, in a number of queries that does not grow with it."""
    return rulebook_of(Edition.objects.whole().get(pk=pk))


def rulebook_of(edition: Edition, items: Iterable[Json] | None = None) -> Json:
    """The rulebook of an edition fetched whole; `items` puts others in the place of its own."""
    terms = terms_in_full()
    document = edition.document
    return {
        "schema": SCHEMA,
        "region": edition.region.slug,
        "edition": edition.label,
        "title": edition.title,
        "effective_from": edition.effective_from.isoformat(),
        "document": {
            "number": document.number,
            "title": document.title,
            "issuer": document.issuer,
            "issued": document.issued.isoformat() if document.issued else "",
            "note": document.note,
        },
        **vocabulary(),
        "parameters": {one.code: parameter(one) for one in edition.parameters.all()},
        "departments": {
            one.code: {"name": one.name, "phone": one.phone, "address": one.address, "hours": one.hours}
            for one in edition.departments.all()
        },
        "items": list(items) if items is not None else [item(one, terms) for one in edition.items.all()],
    }


def freeze(rulebook: Json) -> str:
    """A rulebook as the text that is kept; its order is kept too."""
    return json.dumps(rulebook, ensure_ascii=False, separators=(",", ":"))


def vocabulary() -> Json:
    """The facts, regions and questions that every rulebook is read with."""
    return {**meanings(), "questions": [question(one) for one in whole_questions()]}


def meanings() -> Json:
    """The facts and regions that conditions are made of."""
    return {
        "facts": {one.code: fact(one) for one in whole_facts()},
        "regions": {one.slug: region(one) for one in Region.objects.select_related("parent")},
    }


def fact(row: Fact) -> Json:
    """A fact with its words."""
    consults = None
    if row.consults_unknown:
        unless = row.consults_unless.code if row.consults_unless else None
        known = {"unknown": row.consults_unknown, "asked_from_age": row.consults_from_age, "unless": unless}
        consults = {name: value for name, value in known.items() if value is not None}
    return {
        "type": row.type,
        "name": row.name,
        "options": {one.code: one.name for one in row.options.all()},
        "says": {one.relation: one.text for one in row.sayings.all()},
        "steps": [
            {"code": one.code, "sets": one.sets, "text": one.text, "only_from": one.only_from}
            for one in row.steps.all()
        ],
        "consults": consults,
    }


def region(row: Region) -> Json:
    """A region with the slug of its parent."""
    parent = row.parent.slug if row.parent else None
    return {"name": row.name, "gb": row.gb, "parent": parent, "complete": row.complete}


def question(row: Question) -> Json:
    """A page of the interview."""
    words = {"code": row.code, "section": row.section, "layout": row.layout, "title": row.title}
    return {**words, "help": row.help, "why": row.why, "facts": [one.fact.code for one in row.asked.all()]}


def parameter(row: Parameter) -> Json:
    """A parameter with its dated values and their sources."""
    values = [
        {
            "region": one.region.slug,
            "from": one.effective_from.isoformat(),
            "value": one.value,
            "document": one.document.number,
            "row": one.row,
        }
        for one in row.values.all()
    ]
    return {"name": row.name, "unit": row.unit, "values": values}


Terms = dict[int, list[list[Json]]]


def item(row: ServiceItem, terms: Terms) -> Json:
    """A row of the list."""
    return {**item_head(row), "benefits": [benefit(one, terms) for one in row.benefits.all()]}


def item_head(row: ServiceItem) -> Json:
    """A row of the list without its benefits."""
    return {
        "row": row.row,
        "name": row.name,
        "category": row.category,
        "departments": [one.department.code for one in row.offices.all()],
        "legal_basis": row.legal_basis,
    }


def benefit(row: Benefit, terms: Terms) -> Json:
    """A benefit; the clauses common to its pathways stay apart from theirs."""
    return {
        "code": row.code,
        "name": row.name,
        "summary": row.summary,
        "gives": row.gives,
        "bring": row.bring,
        "apply": row.apply,
        "readings": row.readings,
        "carries_out": row.carries_out or None,
        "exclusive": [{"group": one.group, "mode": one.mode} for one in row.exclusions.all()],
        "renewal_from": row.renewal_from.code if row.renewal_from else None,
        "clauses": clauses(row.clauses.all(), terms),
        "pathways": [pathway(one, terms) for one in row.pathways.all()],
    }


def pathway(row: Pathway, terms: Terms) -> Json:
    """A pathway with its award."""
    return {
        "code": row.code,
        "name": row.name,
        "note": row.note,
        "clauses": clauses(row.clauses.all(), terms),
        "award": award(row),
        "renewal_months": row.renewal_months,
        "readings": row.readings,
    }


def award(row: Pathway) -> Json:
    """What a pathway gives."""
    amount: Any = row.amount or None
    if row.amount_by:
        amount = {"by": row.amount_by.code, "values": {one.option.code: one.amount for one in row.amounts.all()}}
    return {
        "kind": row.kind,
        "period": row.period or None,
        "rate": row.rate or None,
        "at_least": row.at_least,
        "amount": amount,
        "formula": row.formula or None,
    }


def clauses(rows: Iterable[Clause], terms: Terms) -> list[Json]:
    """Clauses with the terms they use written out."""
    return [
        {"words": row.term.name, "any": terms[row.term.pk]}
        if row.term
        else {"words": row.words or None, "any": alternatives(row.conditions.all())}
        for row in rows
    ]


def alternatives(rows: Iterable[Condition]) -> list[list[Json]]:
    """Conditions by their groups; one group is enough."""
    return [
        [{"fact": one.fact.code, "relation": one.relation, "value": one.value} for one in together]
        for _, together in groupby(rows, attrgetter("group"))
    ]


def terms_in_full() -> Terms:
    """Every term as its alternatives."""
    return {term.pk: alternatives(term.conditions.all()) for term in whole_terms()}
