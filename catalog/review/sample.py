"""Invented residents of a region, always the same ones: for counting whom a change reaches.

Nobody here is real. Ages follow the census of 2020 (people of 60 and older in all of China, with
some younger ones before them); the other shares are round estimates, each fact drawn for itself
but where a table below says by what it goes. A fact that staff have added since is drawn evenly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from random import Random
from typing import Any

from catalog.rules import Fact, RegionTree
from catalog.rules.dates import birthday

COUNT = 2000
Shares = Mapping[str, float]
# The first age of each band of five years, with its share among the people drawn.
AGES: Mapping[int, float] = {
    **{55: 80, 60: 255, 65: 257, 70: 172, 75: 109, 80: 71},
    **{85: 38, 90: 13, 95: 4, 100: 1},
}
SHARES: Mapping[str, Shares] = {
    "sex": {"male": 48, "female": 52},
    "assistance": {"none": 940, "dibao": 26, "dibian": 16, "tekun": 9, "low_income": 9},
    "support_preference": {"home": 75, "institution": 25},
    "disability_grade": {"none": 920, "1": 12, "2": 20, "3": 20, "4": 28},
    "disability_type": {
        **{"physical": 55, "hearing": 18, "visual": 13, "mental": 5, "intellectual": 4},
        **{"multiple": 3, "speech": 2},
    },
    "care_setting": {"home": 97, "institution": 3},
    "living": {"with_family": 50, "empty_nest": 30, "alone": 13, "left_behind": 7},
    "pension_scheme": {"resident": 62, "employee": 30, "civil_service": 6, "none": 2},
}
# From an age on, by the highest that is reached.
SHARES_FROM: Mapping[str, Mapping[int, Shares]] = {
    "self_care": {
        0: {"independent": 960, "partial": 25, "substantial": 10, "total": 5},
        75: {"independent": 880, "partial": 75, "substantial": 28, "total": 17},
        85: {"independent": 680, "partial": 180, "substantial": 85, "total": 55},
    },
}
# By another fact's value; the first table is that of values not named.
SHARES_BY: Mapping[str, tuple[str, Mapping[str, Shares]]] = {
    "medical_insurance": (
        "pension_scheme",
        {"": {"resident": 96, "none": 4}, "employee": {"employee": 1}, "civil_service": {"employee": 1}},
    ),
}
LIKELY: Mapping[str, Mapping[int, float]] = {
    "residence_permit": {0: 0.03},
    "housing_difficulty": {0: 0.02},
    "hardship_worker_family": {0: 0.01},
    "care_assessed": {0: 0.02, 75: 0.06, 85: 0.15},
    "dementia": {0: 0.02, 75: 0.07, 85: 0.18},
    "serious_illness": {0: 0.05},
    "special_family": {0: 0.01},
    "family_carer": {0: 0.6},
    "cares_for_disabled_child": {0: 0.01},
    "retirement_age_reached": {0: 0.5, 60: 1},
    "destitute": {0: 0.001},
    "lives_with_child": {0: 0.4},
    "children_mostly_with_child": {0: 0.7},
    "no_child_at_origin": {0: 0.5},
    "family_dwelling": {0: 0.8},
}
TICKED: Mapping[str, Shares] = {
    "means_of_support": {"labour": 0.15, "income": 0.7, "family": 0.85},
    "chronic_conditions": {
        **{"hypertension": 0.55, "type2_diabetes": 0.18, "other_diabetes": 0.01},
        **{"severe_mental_disorder": 0.006, "tuberculosis": 0.002},
    },
    "honours": {
        **{"veteran": 0.03, "regular_pension": 0.006, "three_old": 0.004, "martyr_family": 0.003},
        **{"disabled_veteran": 0.002, "bravery_disabled": 0.0002},
    },
}
# Figures lie evenly between each two neighbours of a row.
FIGURES: Mapping[str, tuple[str, Mapping[str, Sequence[int]]]] = {
    "household_income": (
        "assistance",
        {
            "": (900, 1500, 2000, 2600, 3300, 4200, 6000, 12000),
            **{"tekun": (0, 500), "dibao": (0, 1000), "dibian": (1000, 1600), "low_income": (1500, 2100)},
        },
    ),
    "contribution_years": ("pension_scheme", {"": (0, 15, 16, 18, 25, 40), "none": (0, 0)}),
}
WITHIN, LIVES_THERE = 0.93, 0.94
LIVES_AT = {"residence": "hukou"}


class Residents:
    """People as they may live in a region; every fact's column is drawn for itself."""

    def __init__(self, facts: Mapping[str, Fact], regions: RegionTree, region: str, as_of: date) -> None:
        self.facts, self.regions, self.as_of = facts, regions, as_of
        within = [slug for slug in regions if regions.within(slug, region)]
        parents = {regions[slug].parent for slug in regions}
        self.inside = [slug for slug in within if slug not in parents]
        self.outside = [slug for slug in regions.places() if slug not in within] or self.inside
        self.columns: dict[str, list[Any]] = {}

    @cached_property
    def people(self) -> tuple[Mapping[str, Any], ...]:
        """Their answers, as the rules read them from JSON."""
        columns = {code: self.column(code) for code in self.facts}
        return tuple(dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True))

    @property
    def estimated(self) -> tuple[str, ...]:
        """The names of the facts of which nothing is known but their answers: drawn evenly."""
        known = {*SHARES, *SHARES_FROM, *SHARES_BY, *LIKELY, *TICKED, *FIGURES}
        drawn = (one for one in self.facts.values() if one.type not in ("date", "region"))
        return tuple(one.name for one in drawn if one.code not in known)

    @cached_property
    def ages(self) -> list[int]:
        """Completed years of life."""
        rng = Random("ages")  # noqa: S311
        return [band + rng.randrange(5) for band in rng.choices([*AGES], [*AGES.values()], k=COUNT)]

    def column(self, code: str) -> list[Any]:
        """One fact of everybody."""
        if code not in self.columns:
            fact, rng = self.facts[code], Random(code)  # noqa: S311
            self.columns[code] = [self._draw(fact, place, rng) for place in range(COUNT)]
        return self.columns[code]

    def _draw(self, fact: Fact, place: int, rng: Random) -> Any:
        match fact.type:
            case "date":
                return self._day(fact, place, rng)
            case "region":
                return self._place(fact, place, rng)
            case "bool":
                return rng.random() < _reached(LIKELY.get(fact.code, {0: 0.5}), self.ages[place])
            case "choice":
                return _one_of(self._shares(fact, place), fact, rng)
            case "choices":
                likely = TICKED.get(fact.code, {})
                return [one for one in fact.options if rng.random() < likely.get(one, 0.0 if likely else 0.1)]
        return self._figure(fact, place, rng)

    def _day(self, fact: Fact, place: int, rng: Random) -> str:
        """A birthday by the age where ages are counted from it; otherwise a day of the last three years."""
        if any(relation.startswith("age_") for relation in fact.says):
            return (birthday(self.as_of, -self.ages[place]) - timedelta(days=rng.randrange(365))).isoformat()
        return (self.as_of - timedelta(days=rng.randrange(3 * 365))).isoformat()

    def _place(self, fact: Fact, place: int, rng: Random) -> str:
        at = LIVES_AT.get(fact.code)
        stays = rng.random() < LIVES_THERE
        somewhere = rng.choice(self.inside if rng.random() < WITHIN else self.outside)
        return str(self.column(at)[place]) if at and at in self.facts and stays else somewhere

    def _shares(self, fact: Fact, place: int) -> Shares:
        if fact.code in SHARES_FROM:
            return _reached(SHARES_FROM[fact.code], self.ages[place])
        if fact.code in SHARES_BY and SHARES_BY[fact.code][0] in self.facts:
            return self._by(*SHARES_BY[fact.code], place)
        return SHARES.get(fact.code, {})

    def _figure(self, fact: Fact, place: int, rng: Random) -> int:
        by, rows = FIGURES.get(fact.code, ("", {"": (0, 1000, 5000)}))
        points = self._by(by, rows, place) if by in self.facts else rows[""]
        at = rng.randrange(len(points) - 1)
        return rng.randint(points[at], points[at + 1])

    def _by(self, other: str, tables: Mapping[str, Any], place: int) -> Any:
        return tables.get(self.column(other)[place], tables[""])


def _reached(table: Mapping[int, Any], age: int) -> Any:
    return table[max(start for start in table if start <= age)]


def _one_of(shares: Shares, fact: Fact, rng: Random) -> str:
    """An option by its share; all alike where no share is known."""
    options = [*fact.options]
    weights = [shares.get(one, 0) for one in options]
    return rng.choices(options, weights if any(weights) else None)[0]
