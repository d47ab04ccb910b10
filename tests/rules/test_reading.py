"""A rulebook that cannot be used names every fault, with its place and its mend."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from catalog.rules import Rulebook, RulebookError
from tests.rules.worlds import benefit_row, book, pathway_row


def _with(clause: Any = None, amount: Any = None, **changes: Any) -> dict[str, Any]:
    ways = [{"words": None, "any": [[clause]]}] if clause else []
    data = deepcopy(book([benefit_row(0, [], [pathway_row(0, ways, amount)])]))
    data["items"][0]["benefits"][0].update(changes)
    return data


def _condition(fact: str, relation: str, value: Any) -> dict[str, Any]:
    return {"fact": fact, "relation": relation, "value": value}


@pytest.mark.parametrize(
    ("data", "where", "says"),
    [
        (_with(_condition("nobody", "is", True)), "b0 / w0", "没有的情况“nobody”"),
        (_with(_condition("ill", "within", ["city"])), "b0 / w0", "不能用“within”"),
        (_with(_condition("ill", "is", "yes")), "b0 / w0", "只能是“是”或“否”"),
        (_with(_condition("kind", "one_of", ["z"])), "b0 / w0", "没有 z 这个选项"),
        (_with(_condition("kind", "one_of", [])), "b0 / w0", "至少选一个选项"),
        (_with(_condition("hukou", "within", ["mars"])), "b0 / w0", "没有 mars 这个地区"),
        (_with(_condition("income", "at_most", "2 * nothing")), "b0 / w0", "没有 nothing 这个参数"),
        (_with(_condition("income", "at_most", "import os")), "b0 / w0", "不是算式"),
        (_with(_condition("birth_date", "age_at_least", 200)), "b0 / w0", "年龄要是 1 到 130 的整数"),
        (_with(amount="limit.real"), "b0 / w0", "看不懂的部分"),
        (_with(amount="limit * shoe_size"), "b0 / w0", "既不是参数"),
        (_with(amount={"by": "kind", "values": {"a": "1"}}), "b0 / w0", "还缺 乙、丙"),
        (_with(amount={"by": "ill", "values": {"a": "1"}}), "b0 / w0", "不是单选"),
        (_with(pathways=[]), "b0", "没有一种情形"),
        (_with(renewal_from="ill"), "b0", "不是日期型"),
        (_with(exclusive=[{"group": "g", "mode": "lower"}]), "b0", "互斥方式"),
    ],
)
def test_each_fault_is_named(data: dict[str, Any], where: str, says: str) -> None:
    with pytest.raises(RulebookError) as caught:
        Rulebook.from_json(data)
    assert [problem.where for problem in caught.value.problems] == [where]
    assert says in caught.value.problems[0].message


def test_all_faults_are_named_at_once() -> None:
    data = _with(_condition("nobody", "is", True), amount="?")
    data["region"] = "mars"
    with pytest.raises(RulebookError) as caught:
        Rulebook.from_json(data)
    assert len(caught.value.problems) == 3


def test_the_json_is_kept_as_it_was() -> None:
    data = _with(_condition("ill", "is", True), amount="50")
    assert Rulebook.from_json(data).to_json() == data
