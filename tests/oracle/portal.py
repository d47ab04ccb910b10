"""The portal's answer to one person, through frozen rulebooks, the screener and the presenter."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from catalog.rules import Rulebook, Screener
from eligibility.presenter import present

from .lists import IN_FORCE_FROM

RULEBOOKS: dict[str, Rulebook] = {}
SCREENERS: dict[frozenset[str], Screener] = {}


def consult(*frozen: Mapping[str, Any]) -> None:
    """Takes the frozen rulebooks that every later answer comes from, one for a region."""
    for one in frozen:
        rulebook = Rulebook.from_json(dict(one))
        RULEBOOKS[rulebook.region] = rulebook
    SCREENERS.clear()


def screener_of(regions: Collection[str], as_of: date) -> Screener | None:
    """The screener of these regions' lists that are in force on a day."""
    in_force = frozenset(region for region in regions if IN_FORCE_FROM[region] <= as_of)
    if in_force and in_force not in SCREENERS:
        rulebooks = [RULEBOOKS[region] for region in IN_FORCE_FROM if region in in_force]
        SCREENERS[in_force] = Screener(rulebooks, max(IN_FORCE_FROM[region] for region in in_force))
    return SCREENERS.get(in_force)


def answer(facts: Mapping[str, Any], as_of: date, regions: Collection[str] = tuple(IN_FORCE_FROM)) -> dict[str, Any]:
    """The JSON of contract/interfaces.md, its benefits keyed by code; of some regions' lists where they are named."""
    screener = screener_of(regions, as_of)
    if screener is None:
        return {"catalogues": [], "benefits": {}, "totals": {"monthly_cash": 0, "at_least": False}}
    shown: dict[str, Any] = dict(present(screener.screen(screener.read(facts, as_of), as_of)))
    return {**shown, "benefits": {one["code"]: one for one in shown["benefits"]}}
