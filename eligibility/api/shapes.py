"""The plain data that the API answers with, beside the presenter's."""

from __future__ import annotations

from typing import Any, TypedDict

from eligibility.presenter import Catalogue


class AskedFact(TypedDict):
    """One fact: its code, its type, and the values to choose from where its type has any."""

    fact: str
    type: str
    name: str
    choices: list[str] | None
    labels: dict[str, str]


class AskedQuestion(TypedDict):
    """One page of the interview and the facts that it asks."""

    code: str
    title: str
    facts: list[AskedFact]


class Next(TypedDict):
    """What to ask next; no question where nothing asked could change anything."""

    question: AskedQuestion | None
    undetermined: int


class Place(TypedDict):
    """A region; below a complete one, the parts listed are all there are."""

    region: str
    name: str
    gb: str
    parent: str | None
    complete: bool


class Facts(TypedDict):
    """Everything that a request may speak of."""

    facts: list[AskedFact]
    regions: list[Place]


class Paper(TypedDict):
    """The document that a list is published in."""

    number: str
    title: str
    issuer: str
    issued: str
    note: str


class CatalogueEntry(Catalogue):
    """A list in force, and how many benefits it has."""

    title: str
    document: Paper
    benefits: int


class Catalogues(TypedDict):
    """The lists in force."""

    as_of: str
    catalogues: list[CatalogueEntry]


class Criterion(TypedDict):
    """What one fact must be, for programs and in words."""

    fact: str
    relation: str
    value: Any
    text: str


class Clause(TypedDict):
    """Sets of criteria of which at least one must hold whole."""

    words: str | None
    any: list[list[Criterion]]


class PromisedAward(TypedDict):
    """What a pathway gives: sums are numbers or formulas over figures and facts, in yuan."""

    kind: str
    period: str | None
    rate: float | None
    at_least: bool
    amount: str | None
    by: str | None
    amounts: dict[str, str]
    formula: str | None


class ListedPathway(TypedDict):
    """One way to qualify; its clauses hold on top of the benefit's own."""

    code: str
    name: str
    note: str
    clauses: list[Clause]
    award: PromisedAward
    renewal_months: int | None
    readings: list[str]


class Exclusion(TypedDict):
    """A group of benefits not paid together: the higher stays, or the person chooses."""

    group: str
    mode: str


class ListedBenefit(TypedDict):
    """What a person can get from a row, pathways best first."""

    code: str
    name: str
    summary: str
    gives: str
    bring: list[str]
    apply: str
    carries_out: str | None
    exclusive: list[Exclusion]
    readings: list[str]
    clauses: list[Clause]
    pathways: list[ListedPathway]


class Office(TypedDict):
    """Where to go or to call."""

    code: str
    name: str
    phone: str
    address: str
    hours: str


class ListedItem(TypedDict):
    """A row of the list."""

    row: str
    name: str
    category: str
    departments: list[Office]
    legal_basis: list[str]
    benefits: list[ListedBenefit]


class DatedFigure(TypedDict):
    """A figure for a region and all below it, from a day on, and where it is written."""

    region: str
    since: str
    value: str
    document: str
    row: str


class Figure(TypedDict):
    """A figure that formulas name; without values it is not known yet."""

    code: str
    name: str
    unit: str
    values: list[DatedFigure]


class FullCatalogue(Catalogue):
    """A whole list as it is in force on a day."""

    title: str
    document: Paper
    figures: list[Figure]
    items: list[ListedItem]


class Error(TypedDict):
    """One fault."""

    field: str
    message: str


class Errors(TypedDict):
    """Every fault of a request."""

    errors: list[Error]
