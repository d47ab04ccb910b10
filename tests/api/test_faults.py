"""Every fault of a body is answered at its field, all of them at once, and never with a 500."""

import json
from typing import Any

import pytest

from eligibility.api.requests import SHOWN
from tests.api.conftest import NEXT, SCREENINGS, Ask

DAY = "2026-11-22"
VALUES = [
    ("birth_date", "2026-11-23", "今天以后"),
    ("birth_date", "1896-11-21", "131 岁以上"),
    ("birth_date", "1941-02-29", "没有的日子"),
    ("birth_date", "1941-3-2", ""),
    ("birth_date", "19410302", ""),
    ("birth_date", "1941-W10-7", ""),
    ("birth_date", "1941-03-02T00:00:00", ""),
    ("birth_date", "１９４１-03-02", ""),
    ("birth_date", 19410302, ""),
    ("birth_date", True, ""),
    ("birth_date", "", ""),
    ("birth_date", ["1941-03-02"], ""),
    ("last_assessment", "2157-01-01", ""),
    ("last_assessment", "1896-11-21", ""),
    ("hukou", "atlantis", ""),
    ("hukou", "Quzhou", ""),
    ("hukou", 330800, ""),
    ("hukou", [], ""),
    ("assistance", "rich", ""),
    ("assistance", ["dibao"], ""),
    ("disability_grade", 1, ""),
    ("dementia", "true", ""),
    ("dementia", 1, ""),
    ("dementia", 0, ""),
    ("means_of_support", "labour", ""),
    ("means_of_support", ["labour", "labour"], ""),
    ("means_of_support", ["labour", 1], ""),
    ("means_of_support", ["labour", None], ""),
    ("means_of_support", {"labour": True}, ""),
    ("means_of_support", ["theft"], ""),
    ("household_income", -0.01, ""),
    ("household_income", 1552.505, ""),
    ("household_income", "1552.50", ""),
    ("household_income", True, ""),
    ("household_income", 10**9, ""),
    ("household_income", float("nan"), ""),
    ("household_income", float("inf"), ""),
    ("household_income", float("-inf"), ""),
    ("contribution_years", -1, ""),
    ("contribution_years", 15.5, ""),
    ("contribution_years", "15", ""),
    ("contribution_years", False, ""),
    ("contribution_years", 10**30, ""),
]


def fields(response: Any, status: int = 422) -> list[str]:
    """The fields at fault, after a look at the shape of the answer."""
    assert response.status_code == status, response.content.decode()
    assert response.headers["Content-Type"] == "application/json"
    answer = json.loads(response.content)
    assert answer.keys() == {"errors"}
    for one in answer["errors"]:
        assert one.keys() == {"field", "message"}
        assert len(one["message"]) > 5
        assert "{" not in one["message"].replace("{}", "")
    return [one["field"] for one in answer["errors"]]


@pytest.mark.parametrize(("fact", "value", "why"), VALUES, ids=[f"{fact}={value!r:.24}" for fact, value, _ in VALUES])
def test_a_value_outside_its_type(ask: Ask, fact: str, value: object, why: str) -> None:
    for path in (SCREENINGS, NEXT):
        assert fields(ask({"as_of": DAY, "facts": {fact: value}}, path)) == [f"facts.{fact}"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('{"facts": {"household_income": 1e400}}', ["facts.household_income"]),
        ('{"facts": {"household_income": 1e-400}}', ["facts.household_income"]),
        ('{"facts": {"household_income": 1e999999999999999999999}}', ["facts.household_income"]),
        ('{"facts": {"household_income": ' + "9" * 5000 + "}}", ["facts.household_income"]),
        ('{"facts": {"contribution_years": -' + "9" * 5000 + "}}", ["facts.contribution_years"]),
        ('{"facts": {}, "facts": {}}', ["facts"]),
        ('{"facts": {"sex": "male", "sex": "female"}}', ["facts.sex"]),
        ('{"facts": {"sex": "male", "sex": "male", "sex": null}}', ["facts.sex"]),
        ('{"facts": {"self_care": "partial", "self\\u005fcare": "total"}}', ["facts.self_care"]),
        ('{"facts": {"\\ud800": 1}}', ["facts.?"]),
        ('{"facts": {"": 1}, "": 2}', ["", "facts."]),
        ('{"facts": {"__proto__": {}, "__class__": 1}}', ["facts.__proto__", "facts.__class__"]),
        ("{}", ["facts"]),
        ("[]", [""]),
        ("null", [""]),
        ('"facts"', [""]),
        ("3", [""]),
        ('{"facts": null}', ["facts"]),
        ('{"facts": []}', ["facts"]),
        ('{"facts": "birth_date"}', ["facts"]),
        ('{"facts": {}, "status": "eligible", "owner": 1}', ["status", "owner"]),
        ('{"facts": {}, "declined": []}', ["declined"]),
        ('{"facts": {}, "as_of": "22.11.2026"}', ["as_of"]),
        ('{"facts": {}, "as_of": "2026-W47-7"}', ["as_of"]),
        ('{"facts": {}, "as_of": 20261122}', ["as_of"]),
        ('{"facts": {}, "as_of": NaN}', ["as_of"]),
        ('{"facts": {}, "as_of": "1949-09-30"}', ["as_of"]),
        ('{"facts": {}, "as_of": "2101-01-01"}', ["as_of"]),
        ('{"facts": {}, "as_of": "9999-12-31"}', ["as_of"]),
        ('{"facts": {}, "as_of": "0001-01-01"}', ["as_of"]),
        ('{"facts": {}, "regions": "quzhou"}', ["regions"]),
        ('{"facts": {}, "regions": {}}', ["regions"]),
        ('{"facts": {}, "regions": []}', ["regions"]),
        ('{"facts": {}, "regions": ["quzhou", "atlantis", 7, "quzhou"]}', ["regions.1", "regions.2", "regions.3"]),
    ],
)
def test_faults_of_the_body(ask: Ask, body: str, expected: list[str]) -> None:
    assert fields(ask(body)) == expected


@pytest.mark.parametrize(
    ("declined", "expected"),
    [
        ("household_income", ["declined"]),
        ({"household_income": True}, ["declined"]),
        (["shoe_size"], ["declined.0"]),
        (["sex", "sex", None, []], ["declined.1", "declined.2", "declined.3"]),
    ],
)
def test_faults_of_what_was_declined(ask: Ask, declined: object, expected: list[str]) -> None:
    assert fields(ask({"facts": {}, "declined": declined}, NEXT)) == expected


def test_every_fault_at_once(ask: Ask) -> None:
    body = {
        "as_of": DAY,
        "facts": {"birth_date": "2030-01-01", "self_care": "very", "shoe_size": 43, "sex": None, "dementia": "no"},
        "regions": ["atlantis"],
        "lang": "en",
    }
    expected = {"facts.birth_date", "facts.self_care", "facts.shoe_size", "facts.dementia", "regions.0", "lang"}
    found = fields(ask(body))
    assert set(found) == expected
    assert len(found) == len(expected)


def test_a_faulty_day_hides_no_fault_and_invents_none(ask: Ask) -> None:
    body = {"as_of": "soon", "facts": {"birth_date": "2030-01-01", "hukou": "atlantis"}}
    assert fields(ask(body)) == ["as_of", "facts.hukou"]


@pytest.mark.parametrize("birth", ["2026-11-22", "1896-11-22"])
def test_the_first_and_the_last_birth_date(ask: Ask, birth: str) -> None:
    assert ask({"as_of": DAY, "facts": {"birth_date": birth}}).status_code == 200


@pytest.mark.parametrize("as_of", ["1949-10-01", "2100-12-31"])
def test_the_first_and_the_last_day(ask: Ask, as_of: str) -> None:
    for path in (SCREENINGS, NEXT):
        assert ask({"as_of": as_of, "facts": {}}, path).status_code == 200


@pytest.mark.parametrize("number", ["0", "0.5", "1552.50", "1.5525e3", "1e2", "-0", "-0.0", "100000000"])
def test_money_as_it_may_be_written(ask: Ask, number: str) -> None:
    assert ask(f'{{"facts": {{"household_income": {number}}}}}').status_code == 200


def test_a_whole_number_may_have_an_idle_zero(ask: Ask) -> None:
    assert ask('{"facts": {"contribution_years": 15.0}}').status_code == 200


def test_a_name_comes_back_short(ask: Ask) -> None:
    assert fields(ask({"facts": {"x" * 5000: 1}})) == ["facts." + "x" * SHOWN]


def test_nothing_of_a_value_comes_back(ask: Ask) -> None:
    body = {"facts": {"hukou": "marker-one", "self_care": "marker-two"}, "as_of": "marker-three"}
    assert b"marker" not in ask(body).content
