"""People of whom a summary is made, over the real catalogue, published once for the whole folder."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from catalog.answering import typed
from catalog.in_force import screener_on
from eligibility.findings.results import Results, results_of
from eligibility.keeping import WayBack
from tests.api.conftest import lists_in_force

published = pytest.fixture(scope="package", name="published")(lists_in_force)

TODAY = date(2026, 11, 23)
# Somebody of 81 in Qujiang to whom almost everything happened.
HEAVY: dict[str, Any] = {
    "birth_date": "1944-12-20",
    "sex": "female",
    "hukou": "qujiang",
    "residence": "qujiang",
    "assistance": "dibao",
    "means_of_support": [],
    "support_preference": "home",
    "housing_difficulty": True,
    "hardship_worker_family": True,
    "disability_grade": "1",
    "disability_type": "physical",
    "self_care": "total",
    "care_assessed": False,
    "dementia": True,
    "care_setting": "home",
    "chronic_conditions": ["hypertension", "type2_diabetes"],
    "serious_illness": True,
    "living": "alone",
    "special_family": True,
    "family_carer": True,
    "cares_for_disabled_child": True,
    "honours": ["veteran", "martyr_family"],
    "pension_scheme": "resident",
    "contribution_years": 15,
    "medical_insurance": "resident",
    "household_income": 800,
}
# A man of 75 in Kecheng without assistance, disability or illness.
PLAIN: dict[str, Any] = {
    "birth_date": "1951-03-02",
    "sex": "male",
    "hukou": "kecheng",
    "residence": "kecheng",
    "pension_scheme": "resident",
    "contribution_years": 15,
    "assistance": "none",
    "means_of_support": ["income", "family"],
    "disability_grade": "none",
    "self_care": "independent",
    "care_assessed": False,
    "chronic_conditions": [],
    "living": "with_family",
    "household_income": 3000,
}
NOBODY: dict[str, Any] = {"birth_date": "1986-03-02", "hukou": "kecheng", "residence": "kecheng"}
WAY_BACK = WayBack("https://yanglao.example/back/Zm9yIGEgd2VlayBvbmx5IQ/", "0425 3199 8807", date(2026, 11, 30))

Find = Callable[..., Results]


@pytest.fixture
def find(published: None, db: None) -> Find:
    """What is found for somebody."""

    def found(person: dict[str, Any], audience: str = "mother") -> Results:
        screener = screener_on(TODAY)
        facts = {code: typed(screener.facts[code], raw, TODAY, screener.regions) for code, raw in person.items()}
        return results_of(screener.screen(facts, TODAY), audience, {})

    return found
