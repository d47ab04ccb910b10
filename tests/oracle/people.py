"""Seeded people: some at every boundary of the Quzhou list, some with facts unknown, some as they live there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

from .ground import PARENTS, years_after

Facts = dict[str, Any]
FIRST_DAY, LAST_DAY = date(2023, 7, 1), date(2028, 12, 31)
MILESTONES = (60, 65, 70, 80, 100)
TELLING_DAYS = (date(2024, 2, 28), date(2024, 2, 29), date(2025, 2, 27), date(2025, 2, 28), date(2025, 3, 1))
INCOMES = (0, 1034.99, 1035, 1035.01, 1552.49, 1552.50, 1552.51, 3200)
BOOLS = (
    "residence_permit",
    "housing_difficulty",
    "hardship_worker_family",
    "care_assessed",
    "dementia",
    "serious_illness",
    "special_family",
    "family_carer",
    "cares_for_disabled_child",
    "retirement_age_reached",
    "destitute",
    "lives_with_child",
    "children_mostly_with_child",
    "no_child_at_origin",
    "family_dwelling",
)
CHOICE = {
    "sex": "male female",
    "assistance": "tekun dibao dibian low_income none",
    "support_preference": "home institution",
    "disability_grade": "none 1 2 3 4",
    "disability_type": "visual hearing speech physical intellectual mental multiple",
    "self_care": "independent partial substantial total",
    "care_setting": "home institution",
    "living": "alone empty_nest left_behind with_family",
    "pension_scheme": "employee resident civil_service none",
    "medical_insurance": "employee resident none",
}
CHOICES = {
    "means_of_support": "labour income family",
    "chronic_conditions": "hypertension type2_diabetes other_diabetes severe_mental_disorder tuberculosis",
    "honours": "disabled_veteran veteran martyr_family regular_pension three_old bravery_disabled",
}
PLACES = ("hukou", "residence", "child_hukou")
NEARBY = ("quzhou", "quzhou", "kecheng", "qujiang", "jiangshan", "dongyang", "zhejiang", "elsewhere")


class Case(NamedTuple):
    """A person's facts in their JSON form, and the day they are screened on."""

    facts: Facts
    as_of: date


def some_day(rng: Random) -> date:
    """A day on which the list is in force, often around 29 February."""
    if rng.random() < 0.25:
        return rng.choice(TELLING_DAYS)
    return FIRST_DAY + timedelta(days=rng.randrange((LAST_DAY - FIRST_DAY).days + 1))


def birth(rng: Random, as_of: date, milestones: Sequence[int] = MILESTONES) -> date:
    """Aged 44 to 110, often within a day of a milestone, now or up to five years ahead, often on 29 February."""
    draw = rng.random()
    if draw < 0.15:
        return date(rng.randrange(1916, 1981, 4), 2, 29)
    if draw < 0.7:
        age = rng.choice(milestones) - rng.choice((0, 0, 0, 4, 5))
        return years_after(as_of, -age) + timedelta(days=rng.choice((-1, 0, 1)))
    return years_after(as_of, -rng.randint(44, 110)) - timedelta(days=rng.randrange(365))


def subset(rng: Random, options: str, share: float) -> list[str]:
    """Some of the options; often none."""
    return [one for one in options.split() if rng.random() < share]


def place(rng: Random) -> str:
    """Mostly in and near Quzhou, sometimes anywhere in the table."""
    return rng.choice(NEARBY) if rng.random() < 0.85 else rng.choice(sorted(PARENTS))


def last_assessment(rng: Random, as_of: date) -> date:
    """Within the last five years, often on 29 February."""
    if rng.random() < 0.1:
        return max(day for day in (date(2020, 2, 29), date(2024, 2, 29), date(2028, 2, 29)) if day <= as_of)
    return as_of - timedelta(days=rng.randrange(5 * 365))


def complete_person(rng: Random, as_of: date | None = None) -> Case:
    """A person of whom every fact is known, every option and boundary well represented."""
    day = as_of or some_day(rng)
    facts: Facts = {"birth_date": birth(rng, day).isoformat()}
    facts |= {fact: place(rng) for fact in PLACES}
    facts |= {fact: rng.choice(options.split()) for fact, options in CHOICE.items()}
    facts |= {fact: rng.random() < 0.35 for fact in BOOLS}
    facts |= {fact: subset(rng, options, rng.choice((0, 0.2, 0.5))) for fact, options in CHOICES.items()}
    facts["household_income"] = rng.choice(INCOMES) if rng.random() < 0.7 else round(rng.uniform(0, 4000), 2)
    facts["contribution_years"] = rng.choice((0, 14, 15, 16, 30))
    facts["last_assessment"] = last_assessment(rng, day).isoformat()
    return Case(facts, day)


def partial_person(rng: Random, as_of: date | None = None) -> Case:
    """A complete person of whom some facts are unknown: few of them, half or most."""
    facts, day = complete_person(rng, as_of)
    dropped = rng.choice((0.05, 0.2, 0.5, 0.8))
    return Case({fact: value for fact, value in facts.items() if rng.random() >= dropped}, day)


def weighted(rng: Random, shares: dict[str, float]) -> str:
    """One of the options by its share."""
    return rng.choices(list(shares), list(shares.values()))[0]


def typical_age(rng: Random) -> int:
    """An age from 60 on, the older the rarer."""
    return min(104, 60 + int(rng.expovariate(1 / 11)))


def care_needs(rng: Random, age: int) -> Facts:
    """Health and ability as they are at an age: mostly independent, less so from 80."""
    old = age >= 80
    level = weighted(
        rng,
        {"independent": 70, "partial": 17, "substantial": 8, "total": 5} if old else {"independent": 95, "partial": 5},
    )
    share = {"hypertension": 0.55, "type2_diabetes": 0.18, "other_diabetes": 0.01}
    share |= {"severe_mental_disorder": 0.006, "tuberculosis": 0.002}
    return {
        "disability_grade": weighted(rng, {"none": 92, "1": 1, "2": 2, "3": 2, "4": 3}),
        "disability_type": weighted(rng, {"physical": 55, "hearing": 20, "visual": 14, "mental": 5, "intellectual": 6}),
        "self_care": level,
        "care_assessed": level != "independent" and rng.random() < 0.3,
        "dementia": rng.random() < (0.15 if old else 0.03),
        "care_setting": weighted(rng, {"home": 96, "institution": 4}),
        "chronic_conditions": [one for one, likely in share.items() if rng.random() < likely],
        "serious_illness": rng.random() < 0.05,
        "family_carer": level != "independent" and rng.random() < 0.7,
    }


def household(rng: Random) -> Facts:
    """Means, family and merits as they mostly are: no assistance, family at hand."""
    assistance = weighted(rng, {"none": 93, "low_income": 1, "dibian": 2, "dibao": 3, "tekun": 1})
    poor = assistance != "none"
    means = [] if assistance == "tekun" else ["family"] if rng.random() < 0.3 else ["income", "family"]
    honour = weighted(rng, {"veteran": 90, "regular_pension": 6, "three_old": 4})
    return {
        "assistance": assistance,
        "support_preference": weighted(rng, {"home": 75, "institution": 25}),
        "means_of_support": means,
        "household_income": round(rng.uniform(200, 1500) if poor else rng.uniform(1200, 6000), 2),
        "housing_difficulty": rng.random() < (0.1 if poor else 0.01),
        "hardship_worker_family": rng.random() < 0.01,
        "living": weighted(rng, {"with_family": 50, "empty_nest": 30, "alone": 13, "left_behind": 7}),
        "special_family": rng.random() < 0.01,
        "cares_for_disabled_child": rng.random() < 0.01,
        "honours": [honour] if rng.random() < 0.05 else [],
        "destitute": rng.random() < 0.001,
    }


def realistic_person(rng: Random, age: int | None = None, as_of: date = date(2026, 11, 22)) -> Case:
    """A person such as most who ask in Quzhou, every fact known; of a given age where one is given."""
    years = typical_age(rng) if age is None else age
    born = years_after(as_of, -years) - timedelta(days=rng.randrange(365))
    home = weighted(rng, {"kecheng": 20, "qujiang": 16, "jiangshan": 22, "longyou": 16, "changshan": 13, "kaihua": 13})
    away = weighted(rng, {"hangzhou": 60, "elsewhere": 40})
    scheme = weighted(rng, {"resident": 62, "employee": 30, "civil_service": 6, "none": 2})
    facts: Facts = {fact: False for fact in BOOLS}
    facts |= {"birth_date": born.isoformat(), "sex": weighted(rng, {"male": 48, "female": 52})}
    facts |= {"hukou": away if rng.random() < 0.04 else home, "residence": away if rng.random() < 0.05 else home}
    facts["child_hukou"] = home if rng.random() < 0.8 else away
    facts |= care_needs(rng, years) | household(rng)
    facts |= {
        "pension_scheme": scheme,
        "contribution_years": rng.randint(15, 40),
        "retirement_age_reached": years >= 60,
    }
    facts["medical_insurance"] = "resident" if scheme in ("resident", "none") else "employee"
    facts["lives_with_child"] = facts["living"] == "with_family"
    facts["children_mostly_with_child"] = facts["family_dwelling"] = rng.random() < 0.7
    facts["last_assessment"] = last_assessment(rng, as_of).isoformat()
    return Case(facts, as_of)
