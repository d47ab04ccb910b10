"""What the API answers, held against contract/interfaces.md on Quzhou's list."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from catalog.rules.expressions import yuan
from tests.api.conftest import NEXT, Ask

OLDER = {"birth_date": "1941-03-02", "hukou": "quzhou", "residence": "quzhou"}
DAY = "2026-11-22"
ROW = {
    "code", "item", "name", "region", "verdict", "pathway", "award", "possible_award", "missing", "reasons",
    "upcoming", "next_award", "steps", "renewal_months", "next_due", "superseded_by", "choose_one_with",
    "carries_out", "source", "readings",
}  # fmt: skip


def screened(ask: Ask, facts: dict[str, Any], **more: Any) -> dict[str, Any]:
    response = ask({"as_of": DAY, "facts": facts, **more})
    assert response.status_code == 200, response.content.decode()
    return response.json()


def benefit(answer: dict[str, Any], code: str) -> dict[str, Any]:
    return next(one for one in answer["benefits"] if one["code"] == code)


def test_an_answer_has_every_part_of_the_contract(ask: Ask) -> None:
    answer = screened(ask, OLDER)
    assert answer.keys() == {"as_of", "catalogues", "benefits", "totals"}
    assert answer["as_of"] == DAY
    city = {"region": "quzhou", "edition": "quzhou-2023", "effective_from": "2023-07-01"}
    assert city in answer["catalogues"]
    assert answer["totals"].keys() == {"monthly_cash", "at_least"}
    assert [one.keys() for one in answer["benefits"]] == [ROW] * len(answer["benefits"])
    assert sum(one["region"] == "quzhou" for one in answer["benefits"]) == 43


def test_the_old_age_allowance_of_somebody_of_85(ask: Ask) -> None:
    row = benefit(screened(ask, OLDER), "quzhou-11-senior")
    assert row["verdict"] == "eligible"
    assert row["pathway"]
    assert row["award"]["kind"] == "cash"
    assert row["award"]["period"] == "month"
    assert isinstance(row["award"]["amount"], float)
    assert row["source"] == {"document": "衢政办发〔2023〕27号", "row": "11"}
    assert {"fact": "hukou", "met": True, "text": "户籍在衢州市"} in row["reasons"]


def test_what_is_unknown_stays_open_and_is_named(ask: Ask) -> None:
    answer = screened(ask, {"birth_date": None})
    assert {one["verdict"] for one in answer["benefits"]} == {"undetermined"}
    assert "birth_date" in benefit(answer, "quzhou-11-senior")["missing"]
    assert answer == screened(ask, {})


def test_the_day_is_today_in_china_where_absent(ask: Ask, time_machine: Any) -> None:
    time_machine.move_to("2026-11-22T16:30:00Z", tick=False)
    assert ask({"facts": {}}).json()["as_of"] == "2026-11-23"
    assert ask({"facts": {}, "as_of": None}).json()["as_of"] == "2026-11-23"


def test_before_any_list_is_in_force_nothing_is_promised(ask: Ask) -> None:
    response = ask({"as_of": "2001-01-01", "facts": {"birth_date": "1930-01-01", "sex": "male"}})
    assert response.status_code == 200, response.content.decode()
    assert response.json()["benefits"] == []


def test_regions_narrow_the_catalogues(ask: Ask) -> None:
    assert {one["region"] for one in screened(ask, OLDER, regions=["quzhou"])["benefits"]} == {"quzhou"}
    assert screened(ask, OLDER, regions=["elsewhere"])["benefits"] == []


def test_two_decimals_are_kept_exactly(ask: Ask) -> None:
    """1552.50 yuan, 150 % of the dibao standard, is the last income with the living subsidy (R18)."""
    facts = {**OLDER, "disability_grade": "1", "assistance": "none"}
    within = benefit(screened(ask, {**facts, "household_income": 1552.5}), "quzhou-09-living")
    beyond = benefit(screened(ask, {**facts, "household_income": 1552.51}), "quzhou-09-living")
    assert (within["verdict"], beyond["verdict"]) == ("eligible", "ineligible")


def test_the_next_question_until_there_is_none(ask: Ask) -> None:
    first = ask({"as_of": DAY, "facts": {}}, NEXT).json()
    assert first.keys() == {"question", "undetermined"}
    assert first["question"].keys() == {"code", "title", "facts"}
    assert [one["fact"] for one in first["question"]["facts"]] == ["birth_date"]
    assert "{" not in first["question"]["title"]
    young = ask({"as_of": DAY, "facts": {"birth_date": "2000-01-01", "hukou": "elsewhere"}}, NEXT).json()
    assert young["undetermined"] >= 0


def test_an_interview_over_the_api_ends(ask: Ask) -> None:
    """Choosing the first value each time, or declining what has none, comes to an end."""
    facts: dict[str, Any] = {"birth_date": "1951-03-02", "hukou": "kaihua", "residence": "kaihua"}
    declined: list[str] = []
    for _ in range(40):
        asked = ask({"as_of": DAY, "facts": facts, "declined": declined}, NEXT).json()
        if asked["question"] is None:
            break
        for one in asked["question"]["facts"]:
            assert one["fact"] not in {*facts, *declined}
            if one["choices"] and one["type"] == "choice":
                facts[one["fact"]] = one["choices"][0]
            else:
                declined.append(one["fact"])
    assert asked["question"] is None
    assert not declined or asked["undetermined"] >= 0
    assert ask({"as_of": DAY, "facts": facts, "declined": declined}).status_code == 422


def test_facts_and_regions(visitor: Client) -> None:
    answer = visitor.get("/api/v1/facts").json()
    facts = {one["fact"]: one for one in answer["facts"]}
    assert len(facts) == 35
    assert facts["self_care"]["choices"] == ["independent", "partial", "substantial", "total"]
    assert facts["self_care"]["labels"].keys() == set(facts["self_care"]["choices"])
    assert facts["birth_date"] == {
        "fact": "birth_date", "type": "date", "name": "出生日期", "choices": None, "labels": {},
    }  # fmt: skip
    regions = {one["region"]: one for one in answer["regions"]}
    assert regions["kecheng"]["parent"] == "quzhou"
    assert regions["shangyu"]["complete"] is True
    assert facts["hukou"]["choices"] == list(regions)


def test_catalogues_and_one_in_full(visitor: Client) -> None:
    entries = visitor.get("/api/v1/catalogues").json()["catalogues"]
    entry = next(one for one in entries if one["region"] == "quzhou")
    assert (entry["edition"], entry["benefits"]) == ("quzhou-2023", 43)
    assert entry["document"]["number"] == "衢政办发〔2023〕27号"
    full = visitor.get("/api/v1/catalogues/quzhou").json()
    assert len(full["items"]) == 25
    rows = [one for item in full["items"] for one in item["benefits"]]
    assert len(rows) == 43
    assert all(one["pathways"] for one in rows)
    texts = [
        criterion["text"]
        for one in rows
        for clause in (*one["clauses"], *(clause for way in one["pathways"] for clause in way["clauses"]))
        for together in clause["any"]
        for criterion in together
    ]
    assert all(texts)
    assert {one["code"] for one in full["figures"]} >= {"dibao_standard", "minimum_wage"}


def test_a_catalogue_is_that_of_the_day(visitor: Client) -> None:
    assert visitor.get("/api/v1/catalogues/quzhou?as_of=2023-07-01").status_code == 200
    early = visitor.get("/api/v1/catalogues/quzhou?as_of=2023-06-30")
    assert early.status_code == 404
    assert [one["field"] for one in early.json()["errors"]] == ["region"]
    assert visitor.get("/api/v1/catalogues?as_of=2001-01-01").json()["catalogues"] == []


@pytest.mark.parametrize("region", ["elsewhere", "atlantis", "QUZHOU", "%00", "..%2fquzhou"])
def test_a_region_without_a_catalogue_is_not_found(visitor: Client, region: str) -> None:
    response = visitor.get(f"/api/v1/catalogues/{region}")
    assert response.status_code == 404
    assert response.json()["errors"]


def test_english_where_it_is_preferred(ask: Ask) -> None:
    chinese = ask({"facts": {"shoe_size": 43}})
    english = ask({"facts": {"shoe_size": 43}}, headers={"accept-language": "en"})
    assert chinese.headers["Content-Language"] == "zh-hans"
    assert english.headers["Content-Language"] == "en"
    assert "没有" in chinese.json()["errors"][0]["message"]
    assert english.json()["errors"][0]["message"].isascii()


@pytest.mark.parametrize("known", [{}, {"hukou": "quzhou", "residence": "quzhou"}], ids=["open", "certain"])
def test_nobody_is_answered_with_the_income_of_somebody_before(ask: Ask, known: dict[str, Any]) -> None:
    """People in the same cells share what is kept of an answer, but never a sum of their own."""
    facts = {"birth_date": "1951-03-02", "assistance": "dibao", **known}
    for income in (1200, 1300.5, 35.25, 999.75):
        row = benefit(screened(ask, {**facts, "household_income": income}), "quzhou-05")
        award = row["award"] or row["possible_award"]
        assert award["amount"] == max(0, 1035 - income)
        assert f" {yuan(Decimal(str(income)))} " in award["working"]
