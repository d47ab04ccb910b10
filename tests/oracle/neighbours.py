"""Seeded people for whom one, two or three of the five lists answer, at the boundaries of all of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random

from .ground import PARENTS, SHANGYU_PARTS, SUBDISTRICTS
from .people import BOOLS, PLACES, Case, Facts, birth, complete_person, subset

FIRST_DAY, LAST_DAY = date(2020, 4, 30), date(2028, 12, 31)
# The last day before a list is in force and the first on which it is, and days around 29 February.
TELLING_DAYS = (
    *(date(2020, 4, 29), date(2020, 4, 30), date(2023, 6, 30), date(2023, 7, 1), date(2024, 2, 19), date(2024, 2, 20)),
    *(date(2024, 2, 28), date(2024, 2, 29), date(2025, 2, 28), date(2025, 3, 1)),
)
MILESTONES = (55, 60, 65, 70, 80, 90, 100)
TOWNS = SHANGYU_PARTS[len(SUBDISTRICTS) :]
# Where somebody is tied to each list; who is tied to Qujiang is tied to Quzhou as well.
TIED: Mapping[str, tuple[str, ...]] = {
    "quzhou": ("quzhou", "kecheng", "jiangshan"),
    "qujiang": ("qujiang",),
    "shangyu": tuple(f"shangyu-{part}" for part in (*SUBDISTRICTS, *TOWNS[:7])),
    "dongyang": ("dongyang",),
    "gongshu": ("gongshu",),
}
HOUSEHOLD = ("children_mostly_with_child", "no_child_at_origin", "family_dwelling")
UNTIED = ("elsewhere", "zhejiang", "hangzhou", "shaoxing", "jinhua")


def some_day(rng: Random) -> date:
    """Mostly a day on which every list is in force, often one that tells."""
    draw = rng.random()
    if draw < 0.25:
        return rng.choice(TELLING_DAYS)
    first = FIRST_DAY if draw < 0.4 else date(2024, 2, 20)
    return first + timedelta(days=rng.randrange((LAST_DAY - first).days + 1))


def ties(rng: Random) -> Facts:
    """Hukou, residence and child's hukou in one, two or three regions, each way round; seldom anywhere at all."""
    if rng.random() < 0.1:
        return {fact: rng.choice(sorted(set(PARENTS) - {"shangyu"})) for fact in PLACES}
    regions = rng.sample(sorted(TIED), rng.choice((1, 1, 2, 2, 3)))
    places = [rng.choice(TIED[region]) for region in regions]
    while len(places) < len(PLACES):
        region = rng.choice(regions)
        places.append(rng.choice(TIED[region]) if rng.random() < 0.6 else rng.choice(UNTIED))
    rng.shuffle(places)
    return dict(zip(PLACES, places, strict=True))


def joining(rng: Random) -> Facts:
    """Somebody from away with a child in Hangzhou or Dongyang, who mostly fulfils every condition of joining."""
    conditions = ("residence_permit", "lives_with_child", *HOUSEHOLD)
    return {
        "hukou": rng.choice(("elsewhere", "zhejiang", "kecheng", "hangzhou")),
        "residence": rng.choice(("gongshu", "gongshu", "hangzhou", "dongyang", "elsewhere")),
        "child_hukou": rng.choice(("gongshu", "hangzhou", "dongyang")),
        **{fact: rng.random() < 0.85 for fact in conditions},
    }


def neighbour(rng: Random) -> Case:
    """A person of whom every fact is known, of whom few, some or most things hold."""
    facts, day = complete_person(rng, some_day(rng))
    share = rng.choice((0.1, 0.35, 0.85))
    facts |= ties(rng)
    facts |= {fact: rng.random() < share for fact in BOOLS}
    if rng.random() < 0.1:
        facts |= joining(rng)
    facts["birth_date"] = birth(rng, day, MILESTONES).isoformat()
    facts["means_of_support"] = subset(rng, "labour income family", rng.choice((0, 0.3, 0.8)))
    if rng.random() < 0.4:
        facts |= {"assistance": rng.choice(("dibao", "dibao", "tekun")), "disability_grade": rng.choice(("1", "3"))}
    if rng.random() < 0.2:
        facts |= {"pension_scheme": "employee", "retirement_age_reached": True, "contribution_years": 15}
    return Case(facts, day)


def partial_neighbour(rng: Random) -> Case:
    """A neighbour of whom some facts are unknown: few, half or most; of Shangyu often without the part of it."""
    facts, day = neighbour(rng)
    dropped = rng.choice((0.05, 0.2, 0.5, 0.8))
    kept = {fact: value for fact, value in facts.items() if rng.random() >= dropped}
    for fact in PLACES:
        if fact in kept and kept[fact].startswith("shangyu-") and rng.random() < 0.5:
            kept[fact] = "shangyu"
    return Case(kept, day)


def completed(rng: Random, known: Facts, other: Facts) -> Facts:
    """A person whose unknown facts are as another's, in some part of Shangyu where only Shangyu is named."""
    facts = {**other, **known}
    parts = {fact: f"shangyu-{rng.choice(SHANGYU_PARTS)}" for fact in PLACES if facts[fact] == "shangyu"}
    return facts | parts
