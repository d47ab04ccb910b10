"""Faults that the rules name: in an answer, or in a rulebook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Subject:
    """What a fault is about, by codes; `item` is a row, `words` a clause's own. Empty where it is about none."""

    item: str = ""
    benefit: str = ""
    pathway: str = ""
    words: str = ""
    fact: str = ""
    question: str = ""
    parameter: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a rulebook: where it stands, what is wrong and how to mend it, its kind, what it is about."""

    where: str
    message: str
    kind: str = "fault"
    subject: Subject = Subject()

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


class RulebookError(ValueError):
    """A rulebook that cannot be used, with every fault found in it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


class InvalidAnswer(ValueError):
    """An answer outside its fact's type: a code to translate, and what the sentence needs."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params
