"""One region's list as the rules read it: a frozen edition, to and from JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from catalog.rules.awards import Award
from catalog.rules.conditions import Clause
from catalog.rules.facts import Fact, Question
from catalog.rules.parameters import Parameter
from catalog.rules.regions import RegionTree

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Document:
    """The document that a list is published in."""

    number: str
    title: str
    issuer: str = ""
    issued: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Department:
    """An office to go to or to call."""

    code: str
    name: str
    phone: str = ""
    address: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Exclusive:
    """A group of benefits not paid together: the higher stays, or the person chooses."""

    group: str
    mode: str


@dataclass(frozen=True)
class Pathway:
    """One way to qualify, with its own award."""

    code: str
    name: str
    clauses: tuple[Clause, ...]
    award: Award
    note: str = ""
    renewal_months: int | None = None
    readings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Benefit:
    """What a person can get from an item; its own clauses hold for every pathway."""

    code: str
    name: str
    summary: str
    gives: str
    bring: tuple[str, ...]
    apply: str
    readings: tuple[str, ...]
    carries_out: str | None
    exclusive: tuple[Exclusive, ...]
    renewal_from: str | None
    clauses: tuple[Clause, ...]
    pathways: tuple[Pathway, ...]


@dataclass(frozen=True)
class Item:
    """A row of the list."""

    row: str
    name: str
    category: str
    departments: tuple[str, ...]
    legal_basis: tuple[str, ...]
    benefits: tuple[Benefit, ...]


@dataclass(frozen=True)
class Rulebook:
    """A frozen edition: the list, and the facts, regions, figures and questions it is read with.

    `published` is when, as ISO 8601 in UTC; it is empty for a draft.
    `state` tells a draft from what it was before it was written; an edition in force has one state.
    """

    region: str
    edition: str
    title: str
    effective_from: date
    document: Document
    facts: Mapping[str, Fact]
    regions: RegionTree
    parameters: Mapping[str, Parameter]
    questions: tuple[Question, ...]
    departments: Mapping[str, Department]
    items: tuple[Item, ...]
    published: str = ""
    source: Mapping[str, Any] = field(repr=False, compare=False, default_factory=dict)
    state: str = field(compare=False, default="")

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Rulebook:
        """Reads a frozen edition; raises RulebookError naming every fault and its mend."""
        from catalog.rules.reading import read_rulebook

        return read_rulebook(data)

    def to_json(self) -> Mapping[str, Any]:
        """The JSON that it was read from."""
        return self.source

    def benefits(self) -> Iterator[tuple[Item, Benefit]]:
        """Every benefit with its item, in the list's order."""
        for item in self.items:
            for benefit in item.benefits:
                yield item, benefit
