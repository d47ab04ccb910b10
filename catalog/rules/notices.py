"""What a check of a list finds, as plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from catalog.rules.compiling import Compiled
from catalog.rules.phrases import Phrase
from catalog.rules.search import Person

Kind = Literal[
    "empty",
    "nobody",
    "shadowed",
    "age_gap",
    "age_overlap",
    "not_asked",
    "not_used",
    "no_amount",
    "no_source",
    "carries_out_cycle",
    "carries_out_missing",
    "exclusion_cycle",
    "mixed_group",
    "unset_parameter",
    "late_parameter",
]


@dataclass(frozen=True)
class Notice:
    """One finding: its kind, what it is about by codes, what else it touches, and a witness.

    `subject` is the second pathway, the fact, question, parameter, group or code that it is about; `also`
    names other benefits (or, of a shadow, the pathways that cast it); `said` are conditions in words.
    """

    kind: Kind
    rulebook: str
    benefit: str = ""
    pathway: str = ""
    subject: str = ""
    person: Person = field(default_factory=dict)
    also: tuple[str, ...] = ()
    said: tuple[Phrase, ...] = ()


def about(kind: Kind, one: Compiled, pathway: str = "", subject: str = "", person: Person | None = None) -> Notice:
    """A notice about a benefit."""
    return Notice(kind, one.rulebook.edition, one.benefit.code, pathway, subject, person or {})
