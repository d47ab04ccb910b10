"""The portal's answer to one person, through the frozen Quzhou rulebook, the screener and the presenter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from catalog.rules import Rulebook, Screener, read_answer
from eligibility.presenter import present

from .quzhou import IN_FORCE_FROM

SCREENERS: dict[str, Screener] = {}


def consult(frozen: Mapping[str, Any]) -> None:
    """Takes the frozen rulebook that every later answer comes from."""
    SCREENERS["quzhou"] = Screener([Rulebook.from_json(dict(frozen))], IN_FORCE_FROM)


def answer(facts: Mapping[str, Any], as_of: date) -> dict[str, Any]:
    """The JSON of contract/interfaces.md, its benefits keyed by code."""
    screener = SCREENERS["quzhou"]
    answers = {code: read_answer(screener.facts[code], raw, as_of, screener.regions) for code, raw in facts.items()}
    shown: dict[str, Any] = dict(present(screener.screen(answers, as_of)))
    return {**shown, "benefits": {one["code"]: one for one in shown["benefits"]}}
