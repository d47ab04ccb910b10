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
CASES = Path(__file__).parent
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
CODES = {
    "quzhou": """
01-living 01-care 02 03-institution 03-housing 04 05 06 07 08 09-living 09-care 10 11-senior 11-longevity 12 13 14 15 16
17 18 19 20 21 22-advice 22-aid 22-notary 23-parks 23-scenic 23-culture 23-sports 23-medical 23-bus 24 25-basic
25-hypertension 25-diabetes 25-mental 25-tb 25-special 25-hardship 25-disability
""",
    "qujiang": """
meal clean gp-basic gp-hypertension gp-diabetes gp-mental gp-tb gp-special gp-hardship gp-disability
""",
    "shangyu": "voucher 96345 centre health health-visit adapt",
    "dongyang": """
01 02 03 04 05 06-aid 06-notary 07 08-luzhai 08-hengdian 09-senior 09-longevity 10 11 12 13 14 15 16 17 18 19 20 21
22-living 22-care 23 24 25 26 27 28
""",
    "gongshu": """
01 02 03 04 05 06 07-aid 07-notary 08 09-culture 09-sports 10 11-senior 11-longevity 12 13 14 15 16 17 18 19 20 21 22
23 24-living 24-care 25-premium 25-aid 26 27 28 29 30 meal guard homecare institution-care
""",
}
ROWS = {
    "quzhou": "1 2 3 4 5 6 7 8* 9 10 11 12 13 14 15 16* 17* 18 19 20 21 22 23* 24 25*",
    "qujiang": "附件1 附件2 附件3",
    "shangyu": "二-4 二-3 二-1 附件3 二-6",
    "dongyang": " ".join(str(row) for row in range(1, 29)),
    "gongshu": " ".join(f"{row}*" if row in {10, 13} else str(row) for row in range(1, 31)) + " 二-14 二-9 二-6 二-6",
}
# Any grade of disability, by R18, R31 or R36: the same people, told by each row.
TOLD_TWICE = {"disabled"}
# R44: the only benefits that are cash, all of it by the month.
CASH = {
    "quzhou": "01-living 05 06 07 09-living 09-care 11-senior 11-longevity 13 14",
    "dongyang": "01 02 09-senior 09-longevity 11 14 16 22-living 22-care",
    "gongshu": "01 02 11-senior 11-longevity 14 17 19 24-living 24-care institution-care",
}
# R1: the benefits without a floor of 60, and the age of the youngest who can have them.
YOUNGER = {
    **dict.fromkeys(("quzhou-06", "dongyang-01", "gongshu-01", "gongshu-03"), 0),
    "dongyang-08-hengdian": 55,
    "gongshu-30": 55,
}
LEAST_CASES = {"quzhou": 60, "qujiang": 25, "shangyu": 25, "dongyang": 60, "gongshu": 60}
Row = dict[str, Any]
each_list = pytest.mark.parametrize("region", CODES)


@cache
def file(name: str) -> Any:
    return yaml.safe_load((FILES / f"{name}.yaml").read_text(encoding="utf-8"))


@cache
def cases(region: str) -> list[Row]:
    return list(yaml.safe_load((CASES / f"{region}.yaml").read_text(encoding="utf-8")))


def codes(region: str, told: Mapping[str, str] = CODES) -> list[str]:
    return [f"{region}-{code}" for code in told.get(region, "").split()]


def items() -> Iterator[tuple[str, Row]]:
    for region in CODES:
        for item in file(region)["items"]:
            yield region, item


def benefits(region: str = "") -> Iterator[tuple[Row, Row]]:
    for of, item in items():
        if region in ("", of):
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


@each_list
def test_a_list_has_these_rows_and_these_benefits(region: str) -> None:
    assert [benefit["code"] for _, benefit in benefits(region)] == codes(region)
    assert [item["row"] for item in file(region)["items"]] == ROWS[region].split()


OF_THE_CITY = {"兜底保障", "社会保障", "服务供给", "健康支持"}
OF_THE_PROVINCE = {"物质帮助", "照护服务", "医疗服务", "关爱服务", "照护服务、物质帮助"}
# As each list names them; Qujiang's and Shangyu's texts name none, and have the city's.
CATEGORIES = {
    **dict.fromkeys(("quzhou", "qujiang", "shangyu"), OF_THE_CITY),
    **dict.fromkeys(("dongyang", "gongshu"), OF_THE_PROVINCE),
}


def test_the_lists_hold_130_benefits() -> None:
    assert len({benefit["code"] for _, benefit in benefits()}) == 130


def test_a_row_names_its_departments_and_where_the_list_has_it_its_legal_basis() -> None:
    for region, item in items():
        where = (region, item["row"])
        assert item["departments"], where
        assert set(item["departments"]) <= set(file(region)["departments"]), where
        # Gongshu's text cites no document by name.
        assert bool(item.get("legal_basis")) == (region != "gongshu"), where
        assert item["category"] in CATEGORIES[region], where


@each_list
def test_a_list_cites_its_document(region: str) -> None:
    document = file(region)["document"]
    assert document["number"], region
    assert document["title"], region
    assert ("征求意见稿" in document.get("note", "")) == (region == "qujiang")


def test_a_districts_benefit_carries_out_one_of_the_citys() -> None:
    carried = {benefit["code"]: benefit["carries_out"] for _, benefit in benefits() if "carries_out" in benefit}
    doctors = {code: code.replace("qujiang-gp", "quzhou-25") for code in codes("qujiang")[2:]}
    assert carried == {"qujiang-meal": "quzhou-16", "qujiang-clean": "quzhou-17", **doctors}
    assert set(carried.values()) <= set(codes("quzhou"))


def test_lists_share_a_scheme_paid_once() -> None:
    groups: dict[str, list[str]] = {}
    for _, benefit in benefits():
        for group in benefit.get("exclusive", []):
            groups.setdefault(group["group"] + " " + group["mode"], []).append(benefit["code"])
    assert groups == {
        "employee-pension choose": ["quzhou-06", "dongyang-01", "gongshu-01"],
        "resident-pension choose": ["quzhou-07", "dongyang-02", "gongshu-02"],
        "disability-living choose": ["quzhou-09-living", "dongyang-22-living", "gongshu-24-living"],
        "care-pay higher": ["quzhou-09-care", "quzhou-13"],
        "disability-care choose": ["quzhou-09-care", "dongyang-22-care", "gongshu-24-care"],
    }


def test_what_is_due_again_is_counted_from_the_last_assessment() -> None:
    counted = {benefit["code"]: benefit["renewal_from"] for _, benefit in benefits() if "renewal_from" in benefit}
    assert counted == dict.fromkeys(("quzhou-12", "dongyang-03", "gongshu-05"), "last_assessment")


def test_a_benefit_cites_the_readings_that_it_rests_on() -> None:
    for _, benefit in benefits():
        readings = benefit["readings"]
        assert readings == sorted(set(readings), key=lambda one: int(one[1:])), benefit["code"]
        assert all(READING.fullmatch(one) for one in readings), benefit["code"]
        assert {"R1", "R11", "R12"} <= set(readings), benefit["code"]
        for way in benefit["pathways"]:
            terms = [row["term"] for row in benefit["conditions"] + way.get("conditions", []) if "term" in row]
            told = {file("terms")[term]["reading"] for term in terms if term not in TOLD_TWICE}
            assert told <= set(readings), benefit["code"]


def test_the_money_of_a_benefit_cites_where_it_is_money() -> None:
    for _, benefit in benefits():
        if any(way["award"]["kind"] == "cash" for way in benefit["pathways"]):
            assert "R44" in benefit["readings"], benefit["code"]
        if any("rate" in way["award"] for way in benefit["pathways"]):
            assert "R43" in benefit["readings"], benefit["code"]


@each_list
def test_only_these_benefits_are_cash_and_all_of_it_by_the_month(region: str) -> None:
    cash = [
        benefit["code"]
        for _, benefit in benefits(region)
        if any(way["award"]["kind"] == "cash" for way in benefit["pathways"])
    ]
    assert cash == codes(region, CASH)
    for _, benefit in benefits(region):
        for way in benefit["pathways"]:
            assert way["award"]["kind"] != "cash" or way["award"]["period"] == "month", benefit["code"]


def youngest(row: Row) -> int:
    """The least age at which a clause of a benefit can hold."""
    sets = file("terms")[row["term"]]["any"] if "term" in row else row.get("any", [[row]])
    return min(
        max((test.get("birth_date", {}).get("age_at_least", 0) for test in together), default=0) for together in sets
    )


def test_every_benefit_has_its_age_floor() -> None:
    for _, benefit in benefits():
        floor = max(youngest(row) for row in benefit["conditions"])
        assert floor == YOUNGER.get(benefit["code"], max(floor, 60)), benefit["code"]


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
        named = set(re.findall(r"\d{5,}", benefit["apply"] + benefit["gives"]))
        assert named <= {"12345", "96345"}, benefit["code"]  # 96345 is in Shangyu's notice, point two, 3
        assert "96345" not in named or benefit["code"] == "shangyu-96345"


@each_list
def test_the_cases_cover_every_benefit(region: str) -> None:
    assert len(cases(region)) >= LEAST_CASES[region]
    assert len({case["name"] for case in cases(region)}) == len(cases(region))
    assert set(codes(region)) <= {code for case in cases(region) for code in case["expect"]}


@each_list
def test_a_case_cites_its_row_and_reading(region: str) -> None:
    for case in cases(region):
        assert set(case) == {"name", "source", "as_of", "facts", "expect"}, case["name"]
        assert re.match(r"(第 .* 行|二-\d+|附件\d).*，R\d", case["source"]), case["name"]


@each_list
def test_a_case_speaks_of_facts_and_outcomes_that_exist(region: str) -> None:
    pathways = {benefit["code"]: {way["code"] for way in benefit["pathways"]} for _, benefit in benefits()}
    for case in cases(region):
        assert set(case["facts"]) <= set(file("facts")), case["name"]
        for code, expected in case["expect"].items():
            told = expected if isinstance(expected, dict) else {"verdict": expected}
            assert set(told) <= EXPECTED, case["name"]
            assert told["verdict"] in {"eligible", "ineligible", "undetermined"}, case["name"]
            assert told.get("pathway") in pathways[code] | {None}, case["name"]
            assert set(told.get("missing", ())) <= set(file("facts")), case["name"]
