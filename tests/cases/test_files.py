"""The catalogue's files, held against themselves: every word that one uses, another defines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

FILES = Path(__file__).resolve().parents[2] / "catalog" / "files"
CASES = Path(__file__).parent / "quzhou.yaml"
READING = re.compile(r"R([1-9]|[1-3]\d|4[0-4])")
RELATIONS: Mapping[str, tuple[str, ...]] = {
    "date": ("age_at_least", "age_under", "on_or_after", "before"),
    "bool": ("is",),
    "choice": ("one_of", "none_of"),
    "choices": ("any_of", "all_of", "none_of"),
    "region": ("within", "outside"),
    "integer": ("at_least", "at_most", "above", "below", "one_of"),
    "money": ("at_least", "at_most", "above", "below", "one_of"),
}
EXPECTED = {
    "verdict", "kind", "amount", "rate", "period", "pathway", "superseded_by", "choose_one_with",
    "missing", "upcoming", "next_due", "renewal_months",
}  # fmt: skip
QUZHOU = """
01-living 01-care 02 03-institution 03-housing 04 05 06 07 08 09-living 09-care 10 11-senior 11-longevity 12 13 14 15 16
17 18 19 20 21 22-advice 22-aid 22-notary 23-parks 23-scenic 23-culture 23-sports 23-medical 23-bus 24 25-basic
25-hypertension 25-diabetes 25-mental 25-tb 25-special 25-hardship 25-disability
"""
CODES = [f"quzhou-{code}" for code in re.findall(r"\S+", QUZHOU)]
Row = dict[str, Any]


@cache
def file(name: str) -> Any:
    return yaml.safe_load((FILES / f"{name}.yaml").read_text())


@cache
def cases() -> list[Row]:
    return list(yaml.safe_load(CASES.read_text()))


def benefits() -> Iterator[tuple[Row, Row]]:
    for item in file("quzhou")["items"]:
        for benefit in item["benefits"]:
            yield item, benefit


def conditions(rows: list[Row]) -> Iterator[tuple[str, str, Any]]:
    """Every condition of a list of clauses, terms written out."""
    for row in rows:
        if "term" in row or "any" in row:
            sets = file("terms")[row["term"]]["any"] if "term" in row else row["any"]
            for together in sets:
                yield from conditions(together)
        else:
            ((fact, test),) = row.items()
            ((relation, value),) = test.items()
            yield fact, relation, value


def all_conditions() -> Iterator[tuple[str, str, str, Any]]:
    for _, benefit in benefits():
        for way in (benefit, *benefit["pathways"]):
            for condition in conditions(way.get("conditions", [])):
                yield (benefit["code"], *condition)
    for code, term in file("terms").items():
        for together in term["any"]:
            for condition in conditions(together):
                yield (code, *condition)


def test_quzhou_lists_25_rows_and_these_43_benefits() -> None:
    assert [benefit["code"] for _, benefit in benefits()] == CODES
    assert [item["row"].rstrip("*") for item in file("quzhou")["items"]] == [str(row) for row in range(1, 26)]
    assert [item["row"] for item in file("quzhou")["items"] if "*" in item["row"]] == ["8*", "16*", "17*", "23*", "25*"]


def test_a_row_names_its_department_and_its_legal_basis() -> None:
    departments = file("quzhou")["departments"]
    for item in file("quzhou")["items"]:
        assert item["departments"], item["row"]
        assert set(item["departments"]) <= set(departments), item["row"]
        assert item["legal_basis"], item["row"]
        assert item["category"] in {"兜底保障", "社会保障", "服务供给", "健康支持"}, item["row"]


def test_a_benefit_cites_the_readings_that_it_rests_on() -> None:
    for _, benefit in benefits():
        readings = benefit["readings"]
        assert readings == sorted(set(readings), key=lambda one: int(one[1:])), benefit["code"]
        assert all(READING.fullmatch(one) for one in readings), benefit["code"]
        assert {"R1", "R11", "R12"} <= set(readings), benefit["code"]
        for way in benefit["pathways"]:
            terms = [row["term"] for row in benefit["conditions"] + way.get("conditions", []) if "term" in row]
            # Row 9 takes any grade by R18, row 25 by R31: the same people, told twice.
            told = {file("terms")[term]["reading"] for term in terms if term != "disabled"}
            assert told <= set(readings), benefit["code"]


def test_the_money_of_a_benefit_cites_where_it_is_money() -> None:
    for _, benefit in benefits():
        if any(way["award"]["kind"] == "cash" for way in benefit["pathways"]):
            assert "R44" in benefit["readings"], benefit["code"]
        if any("rate" in way["award"] for way in benefit["pathways"]):
            assert "R43" in benefit["readings"], benefit["code"]


def test_every_benefit_but_the_employee_pension_has_an_age_floor() -> None:
    for _, benefit in benefits():
        tests = [row["birth_date"] for row in benefit["conditions"] if "birth_date" in row]
        floors = [test["age_at_least"] for test in tests if "age_at_least" in test]
        assert len(floors) == (0 if benefit["code"] == "quzhou-06" else 1), benefit["code"]
        assert min(floors, default=60) >= 60, benefit["code"]


def test_every_condition_asks_a_fact_what_its_type_can_answer() -> None:
    facts, regions = file("facts"), file("regions")
    for where, code, relation, value in all_conditions():
        fact = facts[code]
        assert relation in RELATIONS[fact["type"]], (where, code)
        assert ("is" if relation == "is" and value is True else relation) in fact["says"], (where, code)
        known = regions if fact["type"] == "region" else fact.get("options", {})
        if fact["type"] in {"choice", "choices", "region"}:
            assert value, (where, code)
            assert set(value) <= set(known), (where, code)


def test_every_fact_can_say_each_relation_of_its_type() -> None:
    for code, fact in file("facts").items():
        wanted = set(RELATIONS[fact["type"]]) | ({"is_not"} if fact["type"] == "bool" else set())
        lacking = wanted - set(fact["says"])
        assert not lacking or code == "last_assessment", (code, lacking)
        assert ("options" in fact) == (fact["type"] in {"choice", "choices"}), code


def test_an_amount_by_a_choice_names_every_option() -> None:
    for _, benefit in benefits():
        for way in benefit["pathways"]:
            amount = way["award"].get("amount")
            if isinstance(amount, dict):
                assert list(amount["values"]) == list(file("facts")[amount["by"]]["options"]), benefit["code"]
            if amount is None and way["award"]["kind"] == "cash":
                assert way["award"]["formula"], benefit["code"]


def test_every_fact_but_the_last_assessment_is_asked_once() -> None:
    asked = [fact for question in file("questions") for fact in question["facts"]]
    assert sorted(asked) == sorted(set(file("facts")) - {"last_assessment"})


def test_every_question_tells_where_to_look_and_why_it_is_asked() -> None:
    for question in file("questions"):
        assert question["layout"] in {"fields", "checklist"}, question["code"]
        assert "{who}" in question["title"], question["code"]
        assert question["title"].endswith("？"), question["code"]
        assert question["help"], question["code"]
        assert question["why"], question["code"]


def test_a_checklist_holds_what_can_be_ticked() -> None:
    for question in file("questions"):
        if question["layout"] == "checklist":
            assert {file("facts")[fact]["type"] for fact in question["facts"]} <= {"bool", "choices"}, question["code"]


def test_every_region_stands_below_one_of_the_list() -> None:
    regions = file("regions")
    assert all(region.get("parent", "quzhou") in regions for region in regions.values())


@pytest.mark.parametrize("key", ["summary", "gives", "apply"])
def test_the_texts_are_short_sentences(key: str) -> None:
    for _, benefit in benefits():
        for sentence in re.split("[。；]", benefit[key]):
            assert len(sentence) <= 40, (benefit["code"], sentence)


def test_the_texts_name_no_telephone_but_the_city_hotline() -> None:
    for _, benefit in benefits():
        assert set(re.findall(r"\d{5,}", benefit["apply"] + benefit["gives"])) <= {"12345"}, benefit["code"]


def test_the_cases_cover_every_benefit() -> None:
    assert len(cases()) >= 60
    assert len({case["name"] for case in cases()}) == len(cases())
    assert {code for case in cases() for code in case["expect"]} == set(CODES)


def test_a_case_cites_its_row_and_reading() -> None:
    for case in cases():
        assert set(case) == {"name", "source", "as_of", "facts", "expect"}, case["name"]
        assert re.match(r"第 .* 行，R\d", case["source"]), case["name"]


def test_a_case_speaks_of_facts_and_outcomes_that_exist() -> None:
    pathways = {benefit["code"]: {way["code"] for way in benefit["pathways"]} for _, benefit in benefits()}
    for case in cases():
        assert set(case["facts"]) <= set(file("facts")), case["name"]
        for code, expected in case["expect"].items():
            told = expected if isinstance(expected, dict) else {"verdict": expected}
            assert set(told) <= EXPECTED, case["name"]
            assert told["verdict"] in {"eligible", "ineligible", "undetermined"}, case["name"]
            assert told.get("pathway") in pathways[code] | {None}, case["name"]
            assert set(told.get("missing", ())) <= set(file("facts")), case["name"]
