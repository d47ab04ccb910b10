"""Facts, questions and catalogues as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from catalog.rules import Benefit, Department, Document, Fact, Item, Pathway, Question, Region, RegionTree, Rulebook
from catalog.rules.awards import Award
from catalog.rules.conditions import Clause, Condition
from catalog.rules.expressions import Expression
from catalog.rules.parameters import Parameter
from eligibility.api import shapes
from eligibility.presenter import Translate, catalogue
from eligibility.wording import AUDIENCES, spoken


def fact(one: Fact, regions: RegionTree, translate: Translate) -> shapes.AskedFact:
    """A fact and what it may be."""
    labels = {slug: region.name for slug, region in regions.items()} if one.type == "region" else one.options
    return {
        "fact": one.code,
        "type": one.type,
        "name": translate(one.name),
        "choices": list(labels) if labels else None,
        "labels": {code: translate(label) for code, label in labels.items()},
    }


def question(one: Question, facts: Iterable[Fact], regions: RegionTree, translate: Translate) -> shapes.AskedQuestion:
    """A question about somebody, with those of its facts that still matter."""
    title = spoken(one.title, AUDIENCES["client"].words())
    return {"code": one.code, "title": title, "facts": [fact(each, regions, translate) for each in facts]}


def place(one: Region, translate: Translate) -> shapes.Place:
    """A region."""
    return {
        "region": one.slug,
        "name": translate(one.name),
        "gb": one.gb,
        "parent": one.parent,
        "complete": one.complete,
    }


def entry(book: Rulebook) -> shapes.CatalogueEntry:
    """A catalogue in a row of a list."""
    return {
        **catalogue(book),
        "title": book.title,
        "document": _paper(book.document),
        "benefits": sum(1 for _ in book.benefits()),
    }


def full(book: Rulebook, translate: Translate) -> shapes.FullCatalogue:
    """A whole catalogue."""
    return {
        **catalogue(book),
        "title": book.title,
        "document": _paper(book.document),
        "figures": [_figure(one, translate) for one in book.parameters.values()],
        "items": [_item(one, book, translate) for one in book.items],
    }


def _paper(one: Document) -> shapes.Paper:
    return {
        "number": one.number,
        "title": one.title,
        "issuer": one.issuer,
        "issued": one.issued,
        "note": one.note,
    }


def _figure(one: Parameter, translate: Translate) -> shapes.Figure:
    return {
        "code": one.code,
        "name": translate(one.name),
        "unit": translate(one.unit),
        "values": [
            {
                "region": value.region,
                "since": value.start.isoformat(),
                "value": str(value.value),
                "document": value.document,
                "row": value.row,
            }
            for value in one.values
        ],
    }


def _item(one: Item, book: Rulebook, translate: Translate) -> shapes.ListedItem:
    return {
        "row": one.row,
        "name": translate(one.name),
        "category": translate(one.category),
        "departments": [_office(book.departments[code], translate) for code in one.departments],
        "legal_basis": list(one.legal_basis),
        "benefits": [_benefit(benefit, book, translate) for benefit in one.benefits],
    }


def _office(one: Department, translate: Translate) -> shapes.Office:
    return {
        "code": one.code,
        "name": translate(one.name),
        "phone": one.phone,
        "address": one.address,
        "hours": one.hours,
    }


def _benefit(one: Benefit, book: Rulebook, translate: Translate) -> shapes.ListedBenefit:
    return {
        "code": one.code,
        "name": translate(one.name),
        "summary": translate(one.summary),
        "gives": translate(one.gives),
        "bring": [translate(paper) for paper in one.bring],
        "apply": translate(one.apply),
        "carries_out": one.carries_out,
        "exclusive": [{"group": group.group, "mode": group.mode} for group in one.exclusive],
        "readings": list(one.readings),
        "clauses": _clauses(one.clauses, book, translate),
        "pathways": [_pathway(way, book, translate) for way in one.pathways],
    }


def _pathway(one: Pathway, book: Rulebook, translate: Translate) -> shapes.ListedPathway:
    return {
        "code": one.code,
        "name": translate(one.name),
        "note": translate(one.note),
        "clauses": _clauses(one.clauses, book, translate),
        "award": _award(one.award, translate),
        "renewal_months": one.renewal_months,
        "readings": list(one.readings),
    }


def _clauses(clauses: Iterable[Clause], book: Rulebook, translate: Translate) -> list[shapes.Clause]:
    return [
        {
            "words": translate(clause.words) if clause.words else None,
            "any": [[_criterion(one, book, translate) for one in together] for together in clause.any],
        }
        for clause in clauses
    ]


def _criterion(one: Condition, book: Rulebook, translate: Translate) -> shapes.Criterion:
    return {
        "fact": one.fact,
        "relation": one.relation,
        "value": list(one.value) if isinstance(one.value, tuple) else one.value,
        "text": one.phrase(book.facts[one.fact], book.regions).render(translate),
    }


def _award(one: Award, translate: Translate) -> shapes.PromisedAward:
    table: Mapping[str, Expression] = one.table
    return {
        "kind": one.kind,
        "period": one.period,
        "rate": None if one.rate is None else float(one.rate),
        "at_least": one.at_least,
        "amount": one.amount.source if one.amount else None,
        "by": one.by,
        "amounts": {option: sum_.source for option, sum_ in table.items()},
        "formula": translate(one.formula) if one.formula else None,
    }
