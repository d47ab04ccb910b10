"""Every fault of a file is named: where, what is wrong, what to do."""

from collections.abc import Callable
from typing import Any

import pytest

from catalog.loading import CatalogueError, load_edition, load_vocabulary, read_yaml
from catalog.models import Document, Edition, Fact, Region
from tests.catalog.conftest import FACTS, REGIONS, TERMS, Data

Change = Callable[[Data], object]


def benefit(data: Data) -> Data:
    found: Data = data["items"][0]["benefits"][0]
    return found


def award(data: Data) -> Data:
    found: Data = benefit(data)["pathways"][0]["award"]
    return found


WRONG: list[tuple[str, Change, str, str]] = [
    ("region", lambda d: d.update(region="ningbo"), "region", "regions.yaml"),
    ("date", lambda d: d.update(effective_from="2023年7月"), "effective_from", "2023-07-01"),
    ("missing", lambda d: d.pop("title"), "", "缺少“title”"),
    ("unknown key", lambda d: benefit(d).update(summery="x"), "quzhou-08", "不认识“summery”"),
    ("department", lambda d: d["items"][0]["departments"].append("gongan"), "第 8* 行", "“gongan”"),
    ("fact", lambda d: benefit(d)["conditions"].append({"height": {"at_least": 1}}), "quzhou-08", "“height”"),
    ("term", lambda d: benefit(d)["conditions"].append({"term": "rich"}), "quzhou-08", "terms.yaml"),
    ("relation", lambda d: benefit(d)["conditions"].append({"income": {"over": 1}}), "quzhou-08", "“over”"),
    (
        "two relations",
        lambda d: benefit(d)["conditions"].append({"birth_date": {"age_at_least": 60, "age_under": 80}}),
        "quzhou-08 › conditions › 第 5 项",
        "两个关系分两条写",
    ),
    ("empty group", lambda d: benefit(d)["conditions"].append({"any": [[]]}), "conditions › 第 5 项", "空的"),
    ("renewal", lambda d: benefit(d).update(renewal_from="moon"), "quzhou-08", "“moon”"),
    ("option", lambda d: award(d)["amount"]["values"].update({"9": "1"}), "quzhou-08 › assessed", "“9”"),
    ("kind", lambda d: award(d).update(kind="gold"), "assessed › award › kind", "cash"),
    ("rate", lambda d: award(d).update(rate="half"), "award › rate", "0.5"),
    ("flag", lambda d: award(d).update(at_least="yes"), "award › at_least", "true"),
    ("months", lambda d: benefit(d)["pathways"][0].update(renewal_months="12"), "renewal_months", "整数"),
    ("list", lambda d: benefit(d).update(bring="身份证"), "bring", "“- ”"),
    ("figure", lambda d: d["parameters"]["dibao_standard"]["values"][0].update(value="千元"), "value", "数字"),
    ("place", lambda d: d["parameters"]["dibao_standard"]["values"][0].update(region="x"), "dibao_standard", "“x”"),
    ("source", lambda d: d["parameters"]["dibao_standard"]["values"][0].pop("row"), "values › 第 1 项", "“row”"),
]


@pytest.mark.parametrize(("change", "where", "message"), [one[1:] for one in WRONG], ids=[one[0] for one in WRONG])
def test_a_fault_of_a_list(words: None, small: Data, change: Change, where: str, message: str) -> None:
    change(small)
    documents = Document.objects.count()
    with pytest.raises(CatalogueError) as caught:
        load_edition(small)
    (fault,) = caught.value.faults
    assert where in fault.where
    assert message in fault.message
    assert (Edition.objects.count(), Document.objects.count()) == (0, documents)


def test_every_fault_is_named_at_once(words: None, small: Data) -> None:
    benefit(small)["conditions"] += [{"height": {"at_least": 1}}, {"term": "rich"}]
    small["items"][1]["departments"] = ["gongan"]
    with pytest.raises(CatalogueError) as caught:
        load_edition(small)
    assert len(caught.value.faults) == 3
    assert str(caught.value.of("quzhou.yaml")).count("quzhou.yaml: ") == 3


TEXTS = [
    ("a: [1", "第 1 行", "缩进"),
    ("a: 1\na: 2", "第 2 行", "“a”写了两次"),
    ("a: &x [1]\nb: *x", "第 2 行", "写全"),
    ("a: !!python/object:os.system 1", "第 1 行", "YAML"),
    ("? [a]\n: 1", "第 1 行", "一个词"),
]


@pytest.mark.parametrize(("text", "where", "message"), TEXTS)
def test_text_that_cannot_be_read(text: str, where: str, message: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        read_yaml(text)
    (fault,) = caught.value.faults
    assert fault.where == where
    assert message in fault.message


def test_yaml_traps_stay_text() -> None:
    assert read_yaml("{a: no, b: 2023-07-01, c: 012, d: 0.50, e: 1, f: true, g: }") == {
        **{"a": "no", "b": "2023-07-01", "c": "012", "d": "0.50"},
        **{"e": 1, "f": True, "g": None},
    }


@pytest.mark.parametrize(
    ("name", "data", "where", "message"),
    [
        ("regions", {"a": {"name": "甲", "parent": "b"}}, "a", "“b”"),
        ("facts", {"a": {"type": "colour", "name": "甲"}}, "a › type", "choice"),
        ("facts", {"a": {"type": "region", "name": "甲", "consults": {"unknown": "all"}}}, "a › consults", "any"),
        ("terms", {"a": {"name": "甲", "any": [[{"b": {"is": True}}]]}}, "a", "“b”"),
        ("questions", [{"code": "a", "section": "甲", "title": "乙", "facts": ["b"]}], "a", "“b”"),
        ("questions", {"a": 1}, "", "一列"),
    ],
)
@pytest.mark.django_db
def test_a_fault_of_the_words(name: str, data: Any, where: str, message: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        load_vocabulary(name, data)
    assert where in caught.value.faults[0].where
    assert message in caught.value.faults[0].message


def test_words_in_use_are_not_taken_out(draft: Edition) -> None:
    fewer = {code: one for code, one in FACTS.items() if code != "years"}
    with pytest.raises(CatalogueError, match="years"):
        load_vocabulary("facts", fewer, FACTS)
    assert Fact.objects.filter(code="years").exists()


def test_an_option_in_use_is_not_taken_out(draft: Edition) -> None:
    fewer = {**FACTS, "grade": {**FACTS["grade"], "options": {"none": "没有", "1": "一级"}}}
    with pytest.raises(CatalogueError, match="grade › 2"):
        load_vocabulary("facts", fewer, FACTS)


def test_only_what_the_file_changed_is_written(words: None) -> None:
    Region.objects.filter(slug="zhejiang").update(name="工作人员改的")
    changed = {**REGIONS, "quzhou": {**REGIONS["quzhou"], "name": "衢州"}}
    assert load_vocabulary("regions", changed, REGIONS) == 1
    assert set(Region.objects.values_list("name", flat=True)) == {"工作人员改的", "衢州", "衢江区"}
    assert Region.objects.get(slug="quzhou").history.count() > 1


def test_what_nobody_uses_is_taken_out(words: None) -> None:
    assert load_vocabulary("terms", {}, TERMS) == 1
