"""Scenarios at exact boundaries, and the lists of a day with a draft among them, on a small list."""

from datetime import date
from typing import Any

import pytest

from catalog.loading import load_edition
from catalog.models import Condition, Edition, Pathway
from catalog.publishing import publish
from catalog.rules import RulebookError
from catalog.rules.dates import age_on
from catalog.scenarios import failing, propose, without_identity
from catalog.trying.preview import screener_with
from tests.catalog.conftest import Data

TODAY = date(2026, 11, 23)


def age_benefit(**changes: Any) -> Data:
    """A list with one benefit that goes by age, income and years."""
    conditions = [
        {"hukou": {"within": ["quzhou"]}},
        {"birth_date": {"age_at_least": 80}},
        {"income": {"at_most": "1.5 * dibao_standard"}},
        {"years": {"at_least": 15}},
        {"grade": {"one_of": ["1", "2"]}},
    ]
    award = {"kind": "cash", "period": "month", "amount": "60"}
    benefit = {"code": "old", "name": "津贴", "conditions": conditions}
    benefit["pathways"] = [{"code": "only", "name": "高龄", "award": award}]
    return {"items": [{"row": "1", "name": "津贴", "category": "津贴", "benefits": [benefit]}], **changes}


def test_each_boundary_has_somebody_on_both_sides(words: None, small: Data) -> None:
    draft = load_edition({**small, **age_benefit()})
    found = {one.name.removeprefix("津贴："): one for one in propose(draft, TODAY)}
    told = {name: (one.told.verdict, one.told.amount) for name, one in found.items()}
    have, miss = ("eligible", "60"), ("ineligible", "")
    assert told == {
        "满 80 岁当天": have,
        "差一天满 80 岁": miss,
        "月收入正好 1553.25 元": have,
        "月收入多 1 元（1554.25 元）": miss,
        "月收入少 1 元（1552.25 元）": have,
        "缴费年数正好 15": have,
        "缴费年数只有 14": miss,
        "户籍地在衢州市其他地方": have,
        "户籍地在浙江省其他地方": miss,
        "残疾等级：一级": have,
        "残疾等级：二级": have,
        "残疾等级：没有": miss,
    }
    assert found["满 80 岁当天"].answers["birth_date"] == "1946-11-23"
    assert found["差一天满 80 岁"].answers["birth_date"] == "1946-11-24"
    assert found["月收入正好 1553.25 元"].answers["income"] == 1553.25
    differing = {
        fact for fact, raw in found["满 80 岁当天"].answers.items() if found["差一天满 80 岁"].answers[fact] != raw
    }
    assert differing == {"birth_date"}


@pytest.mark.parametrize(("day", "late"), [(date(2027, 2, 28), "1948-03-01"), (date(2028, 2, 28), "1949-03-01")])
def test_the_day_before_a_birthday_around_29_february(words: None, small: Data, day: date, late: str) -> None:
    items = age_benefit()["items"]
    items[0]["benefits"][0]["conditions"] = [{"birth_date": {"age_at_least": 79}}]
    draft = load_edition({**small, "items": items})
    found = {one.name: one for one in propose(draft, day)}
    assert found["津贴：满 79 岁当天"].told.verdict == "eligible"
    assert found["津贴：差一天满 79 岁"].told.verdict == "ineligible"
    assert found["津贴：差一天满 79 岁"].answers["birth_date"] == late


def test_a_draft_that_cannot_be_used_raises_its_problems(draft: Edition) -> None:
    Condition.objects.filter(fact__code="years").update(value="nonsense")
    with pytest.raises(RulebookError):
        failing(draft)


def test_the_lists_of_a_day_with_a_draft_among_them(draft: Edition, small: Data) -> None:
    published = publish(draft)
    second = load_edition(small)
    assert screener_with(second, TODAY).rulebooks[0].edition == "quzhou-2023-v2"
    assert screener_with(published, TODAY).rulebooks[0].edition == "quzhou-2023"
    assert screener_with(second, TODAY) is screener_with(second, TODAY)
    before = screener_with(second, TODAY)
    Pathway.objects.filter(benefit__item__edition=second).update(name="改过")
    assert screener_with(second, TODAY) is not before
    district = load_edition({**small, **age_benefit(region="qujiang", edition="qujiang-1")})
    assert [book.region for book in screener_with(district, TODAY).rulebooks] == ["quzhou", "qujiang"]
    assert [book.region for book in screener_with(district, date(2020, 1, 1)).rulebooks] == ["qujiang"]


def test_dates_that_rules_tell_apart_stay_in_their_cell(words: None, small: Data) -> None:
    items = age_benefit()["items"]
    items[0]["benefits"][0]["conditions"] = [{"birth_date": {"before": "1946-06-01"}}]
    screener = screener_with(load_edition({**small, "items": items}), TODAY)
    for born in ("1945-11-24", "1946-05-31", "1946-06-01", "1946-11-23"):
        kept = without_identity({"birth_date": born}, screener, TODAY)["birth_date"]
        assert kept != born
        assert (kept < "1946-06-01") == (born < "1946-06-01")
        assert age_on(date.fromisoformat(kept), TODAY) == 80
