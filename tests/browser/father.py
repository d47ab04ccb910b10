"""The father whom tests/browser/test_way.py asks everything, and his results without asking him anew."""

import json

from playwright.sync_api import Page

from eligibility.keeping.files import KIND, NAME, VERSION

ANSWERS = {
    "birth_date": "1951-03-02",
    "hukou": "kecheng",
    "residence": "kecheng",
    "pension_scheme": "employee",
    "contribution_years": 20,
    "retirement_age_reached": True,
    "assistance": "dibao",
    "means_of_support": [],
    "support_preference": "home",
    "housing_difficulty": True,
    "disability_grade": "2",
    "household_income": 20.0,
    "self_care": "total",
    "care_assessed": False,
    "family_carer": True,
    "care_setting": "home",
    "chronic_conditions": [],
    "special_family": False,
    "destitute": False,
    "honours": [],
}
FILE = {"file": KIND, "version": VERSION, "for": "father", "answers": ANSWERS}


def screened(page: Page, address: str) -> None:
    """Bring his answers as the file that he took along, and see his results."""
    page.goto(f"{address}/back/file/")
    content = json.dumps(FILE).encode()
    page.get_by_label("选文件").set_input_files({"name": NAME, "mimeType": "application/json", "buffer": content})
    page.get_by_role("button", name="看结果").click()
    page.wait_for_url("**/results/")
