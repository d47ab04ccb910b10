"""What the rules may ask about a person (contract/facts.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

FactType = Literal["date", "bool", "integer", "money", "choice", "choices", "region"]
FACT_TYPES: tuple[str, ...] = get_args(FactType)


@dataclass(frozen=True, slots=True)
class FactStep:
    """Something the person could do that would make a fact so; with `only_from`, for those alone of whom it is
    one of these options now.
    """

    code: str
    sets: object
    text: str
    only_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Consults:
    """How a place brings in the catalogues of its regions (R12).

    An unknown place may be any (`unknown="any"`) or brings in none. One that brings in none is
    asked from an age on of people whose place in `unless` lies in no region with a catalogue.
    """

    unknown: Literal["any", "none"]
    asked_from_age: int | None = None
    unless: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: its code, its type, and the words in which it is spoken of."""

    code: str
    type: FactType
    name: str
    options: Mapping[str, str] = field(default_factory=dict)
    says: Mapping[str, str] = field(default_factory=dict)
    steps: tuple[FactStep, ...] = ()
    consults: Consults | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One page of the interview and the facts that it asks."""

    code: str
    section: str
    layout: Literal["fields", "checklist"]
    title: str
    help: str
    why: str
    facts: tuple[str, ...]
