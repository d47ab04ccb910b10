"""What two editions say otherwise, in words: nothing is passed over and nothing else is told."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from catalog.compile import compile_edition
from catalog.differences import Difference, Field, Section, differences, surroundings
from catalog.models import Edition
from catalog.rules import Rulebook

Json = dict[str, Any]


@pytest.fixture
def old(draft: Edition) -> Json:
    """The small list as it is frozen."""
    return compile_edition(draft.pk)


@pytest.fixture
def new(old: Json) -> Json:
    """The same, to be changed at will."""
    return deepcopy(old)


def benefit(book: Json, place: int = 0) -> Json:
    return book["items"][place]["benefits"][0]


def told(old: Json, new: Json) -> tuple[Field, ...]:
    (only,) = differences(old, new)
    assert only.kind == "changed"
    return only.fields


def section(old: Json, new: Json) -> Section:
    (only,) = surroundings(old, new)
    return only


def test_the_same_edition_differs_in_nothing(old: Json, new: Json) -> None:
    assert differences(old, new) == ()
    assert surroundings(old, new) == ()


def test_a_changed_condition_is_a_sentence_before_and_after(old: Json, new: Json) -> None:
    benefit(new)["clauses"][1]["any"][0][0]["value"] = 65
    assert told(old, new) == (("都要符合", "年满 60 周岁", "年满 65 周岁"),)


def test_a_condition_more_or_less_stands_alone(old: Json, new: Json) -> None:
    del benefit(new)["clauses"][0]
    assert told(old, new) == (("都要符合", "户籍在衢州市", ""),)
    assert told(new, old) == (("都要符合", "", "户籍在衢州市"),)
    way = benefit(old)["pathways"][1]["clauses"] = [
        {"words": None, "any": [[{"fact": "years", "relation": "at_least", "value": 3}]]}
    ]
    assert way
    benefit(new)["clauses"] = benefit(old)["clauses"]
    assert [one.label for one in told(old, new)] == ["情形“其他” · 还要符合"]
    assert told(old, new)[0].after == "不再要求别的"


def test_amounts_by_grade_differ_grade_by_grade(old: Json, new: Json) -> None:
    benefit(new)["pathways"][0]["award"]["amount"]["values"]["1"] = "600"
    assert told(old, new) == (("情形“经评估” · 残疾等级 一级", "500 元", "600 元"),)


def test_an_award_of_one_amount_is_told_whole(old: Json, new: Json) -> None:
    benefit(new, 1)["pathways"][0]["award"].update(amount="80", period="year")
    assert told(old, new) == (
        ("情形“高龄” · 得到", "发钱，每月(0和低保标准 - 月收入中的较大者) 元", "发钱，每年80 元"),
        ("用到的参数“低保标准”", "衢州市 自 2022-07-01 起 1035.50 元/月（衢民〔2022〕1号 9）", ""),
    )


def test_a_new_figure_is_told_and_at_every_benefit_that_uses_it(old: Json, new: Json) -> None:
    values = new["parameters"]["dibao_standard"]["values"]
    values.append({**values[0], "from": "2027-01-01", "value": "1100", "row": ""})
    line = "衢州市 自 2027-01-01 起 1100 元/月（衢民〔2022〕1号）"
    assert section(old, new) == Section(
        "参数", (Difference("dibao_standard", "低保标准", "changed", (Field("数值", "", line),)),)
    )
    assert [(one.code, one.fields) for one in differences(old, new)] == [
        (code, (("用到的参数“低保标准”", "", line),)) for code in ("quzhou-08", "quzhou-09")
    ]


def test_benefits_come_and_go_whole(old: Json, new: Json) -> None:
    gone = benefit(new)
    gone.update(code="quzhou-10", name="新补贴")
    assert [(one.code, one.name, one.kind) for one in differences(old, new)] == [
        ("quzhou-10", "新补贴", "added"),
        ("quzhou-08", "护理补贴", "removed"),
    ]
    added, removed = differences(old, new)
    assert not any(one.before for one in added.fields)
    assert not any(one.after for one in removed.fields)
    assert ("都要符合", "", "年满 60 周岁") in added.fields
    assert [one.kind for one in differences({}, new)] == ["added"] * 2


def test_pathways_come_go_and_change_places_and_names(old: Json, new: Json) -> None:
    benefit(new)["pathways"].reverse()
    assert told(old, new) == (("先后", "情形“经评估” → 情形“其他”", "情形“其他” → 情形“经评估”"),)
    benefit(new)["pathways"][1]["name"] = "经鉴定"
    assert ("情形“经鉴定” · 情形名称", "经评估", "经鉴定") in told(old, new)
    assert len(told(old, new)) == 2
    del benefit(new)["pathways"][0]
    assert ("情形“其他” · 得到", "减免，减去 50%", "") in told(old, new)


def test_two_pathways_of_one_name_are_told_apart(old: Json, new: Json) -> None:
    for book in (old, new):
        benefit(book)["pathways"][1]["name"] = "经评估"
    benefit(new)["pathways"][1]["note"] = "新"
    assert told(old, new) == (("情形“经评估（other）” · 备注", "看当地", "新"),)


def test_items_questions_and_facts_are_told(old: Json, new: Json) -> None:
    new["items"].reverse()
    new["questions"][0]["facts"].append("income")
    new["facts"]["grade"]["options"]["3"] = "三级"
    new["regions"]["jiangshan"] = {"name": "江山市", "gb": "", "parent": "quzhou", "complete": False}
    new["document"]["note"] = "又注"
    found = {one.title: one.differences for one in surroundings(old, new)}
    assert list(found) == ["版本", "项目", "情况", "问题", "地区"]
    assert found["项目"][0].fields == (("先后", "护理补贴 → 高龄津贴", "高龄津贴 → 护理补贴"),)
    assert found["情况"][0].fields == (("选项", "", "三级"),)
    assert found["问题"][0].fields == (("情况", "", "月收入"),)
    assert (found["地区"][0].kind, found["地区"][0].name) == ("added", "江山市")
    assert found["版本"][0].fields == (("文件 · 备注", "", "又注"),)


def test_a_rule_that_cannot_be_read_is_still_told(old: Json, new: Json) -> None:
    benefit(new)["pathways"][0]["award"]["amount"]["values"]["1"] = "很多 钱"
    benefit(new)["clauses"][1]["any"][0][0]["fact"] = "gone"
    assert told(old, new) == (
        ("都要符合", "年满 60 周岁", "（有误的条件：gone）"),
        ("情形“经评估” · 残疾等级 一级", "500 元", "很多 钱"),
    )


# What results name an edition by, and what only the reader of the JSON needs.
UNTOLD = {"schema", "edition", "region"}


def leaves(part: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every text and number of a book."""
    if isinstance(part, dict):
        for name, one in part.items():
            yield from leaves(one, (*path, name))
    elif isinstance(part, list):
        for place, one in enumerate(part):
            yield from leaves(one, (*path, place))
    elif isinstance(part, str | int) and not isinstance(part, bool):
        yield path


def other(path: tuple[Any, ...], value: Any) -> Any:
    """Another value that could stand there."""
    known = {"relation": "one_of" if value != "one_of" else "none_of", "kind": "service" if value == "cash" else "cash"}
    known |= {
        "mode": "choose" if value == "higher" else "higher",
        "layout": "fields" if value == "checklist" else "checklist",
    }
    known |= {"unknown": "any" if value == "none" else "none", "type": "bool" if value != "bool" else "date"}
    known |= {"period": "once" if value != "once" else "day", "rate": "0.25", "unless": "residence"}
    if path[-1] in known:
        return known[path[-1]]
    return value + 1 if isinstance(value, int) else f"{value}9"


@pytest.mark.parametrize("book", ["small", "real"])
def test_no_changed_text_or_number_is_passed_over(book: str, old: Json, rulebooks: dict[str, Rulebook]) -> None:
    """Every text and number of the small list and some of a real one, changed one at a time."""
    source: Json = old if book == "small" else dict(rulebooks["qujiang"].to_json())
    passed = []
    for path in list(leaves(source))[:: 1 if book == "small" else 29]:
        if path[0] in UNTOLD or (path[0] == "facts" and "steps" in path and path[-1] == "code"):
            continue
        new = deepcopy(source)
        place: Any = new
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = other(path, place[path[-1]])
        if not differences(source, new) and not surroundings(source, new):
            passed.append(path)
    assert passed == []
