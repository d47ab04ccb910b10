"""Rows to the data of a catalogue file; what is empty is left out."""

from __future__ import annotations

from typing import Any

from catalog.loading.conditions import alternatives_data, clause_data
from catalog.loading.text import Flow, FlowList
from catalog.models import Benefit, Edition, Fact, Gloss, Parameter, Pathway, Region, ServiceItem
from catalog.models.whole import whole_facts, whole_questions, whole_terms

Data = dict[str, Any]
EMPTY: tuple[Any, ...] = (None, "", False, [], {})
SHORT = 45


def filled(**entries: Any) -> Data:
    """The entries that say something."""
    return {name: value for name, value in entries.items() if value not in EMPTY}


def edition_data(edition: Edition) -> Data:
    """The file of an edition fetched whole."""
    document = edition.document
    return filled(
        region=edition.region.slug,
        edition=edition.code,
        title=edition.title,
        effective_from=edition.effective_from.isoformat(),
        document=filled(
            number=document.number,
            title=document.title,
            issuer=document.issuer,
            issued=document.issued.isoformat() if document.issued else "",
            url=document.url,
            valid_until=document.valid_until.isoformat() if document.valid_until else "",
            note=document.note,
        ),
        parameters={one.code: _parameter(one) for one in edition.parameters.all()},
        departments={
            one.code: Flow(filled(name=one.name, phone=one.phone, address=one.address, hours=one.hours))
            for one in edition.departments.all()
        },
        items=[_item(one) for one in edition.items.all()],
    )


def _parameter(row: Parameter) -> Data:
    values = [
        Flow(
            {
                "region": one.region.slug,
                "from": one.effective_from.isoformat(),
                "value": one.value,
                "document": one.document.number,
                "row": one.row,
            }
        )
        for one in row.values.all()
    ]
    return {**filled(name=row.name, unit=row.unit), "values": values}


def _item(row: ServiceItem) -> Data:
    return filled(
        row=row.row,
        name=row.name,
        category=row.category,
        departments=FlowList(one.department.code for one in row.offices.all()),
        legal_basis=list(row.legal_basis),
        benefits=[_benefit(one) for one in row.benefits.all()],
    )


def _benefit(row: Benefit) -> Data:
    return filled(
        code=row.code,
        name=row.name,
        summary=row.summary,
        gives=row.gives,
        bring=FlowList(row.bring),
        apply=row.apply,
        readings=FlowList(row.readings),
        carries_out=row.carries_out,
        exclusive=[Flow(group=one.group, mode=one.mode) for one in row.exclusions.all()],
        renewal_from=row.renewal_from.code if row.renewal_from else None,
        conditions=[clause_data(one) for one in row.clauses.all()],
        pathways=[_pathway(one) for one in row.pathways.all()],
    )


def _pathway(row: Pathway) -> Data:
    return filled(
        code=row.code,
        name=row.name,
        note=row.note,
        conditions=[clause_data(one) for one in row.clauses.all()],
        award=_award(row),
        renewal_months=row.renewal_months,
        readings=FlowList(row.readings),
    )


def _award(row: Pathway) -> Data:
    amount: Any = row.amount
    if row.amount_by:
        amount = {"by": row.amount_by.code, "values": {one.option.code: one.amount for one in row.amounts.all()}}
    award = filled(
        kind=row.kind, period=row.period, amount=amount, rate=row.rate, at_least=row.at_least, formula=row.formula
    )
    short = not row.amount_by and sum(len(str(value)) for value in award.values()) < SHORT
    return Flow(award) if short else award


def vocabulary_data(name: str) -> Any:
    """The file of the regions, facts, terms, questions or explained words."""
    made = {"regions": _regions, "facts": _facts, "terms": _terms, "questions": _questions, "glosses": _glosses}
    return made[name]()


def _regions() -> Data:
    rows = Region.objects.select_related("parent")
    return {one.slug: _region(one) for one in rows}


def _region(row: Region) -> Flow:
    parent = row.parent.slug if row.parent else None
    return Flow(filled(name=row.name, gb=row.gb, parent=parent, complete=row.complete))


def _facts() -> Data:
    return {one.code: _fact(one) for one in whole_facts()}


def _fact(row: Fact) -> Data:
    unless = row.consults_unless.code if row.consults_unless else None
    return filled(
        type=row.type,
        name=row.name,
        consults=Flow(filled(unknown=row.consults_unknown, asked_from_age=row.consults_from_age, unless=unless)),
        options={one.code: one.name for one in row.options.all()},
        says={one.relation: one.text for one in row.sayings.all()},
        steps=[
            Flow(filled(code=one.code, only_from=one.only_from) | {"sets": one.sets, "text": one.text})
            for one in row.steps.all()
        ],
    )


def _terms() -> Data:
    return {
        one.code: filled(name=one.name, reading=one.reading, any=alternatives_data(one.conditions.all()))
        for one in whole_terms()
    }


def _questions() -> list[Data]:
    return [
        filled(
            code=one.code,
            section=one.section,
            layout=one.layout,
            title=one.title,
            help=one.help,
            why=one.why,
            facts=FlowList(asked.fact.code for asked in one.asked.all()),
        )
        for one in whole_questions()
    ]


def _glosses() -> Data:
    return dict(Gloss.objects.values_list("word", "meaning"))
