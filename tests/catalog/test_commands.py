"""load_catalogue and dump_catalogue, as people run them."""

from collections.abc import Callable
from copy import deepcopy
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from catalog.loading import read_yaml
from catalog.models import Edition, Fact
from catalog.publishing import clone, publish
from tests.catalog.conftest import FACTS, LIST, QUESTIONS, WORDS, Data

pytestmark = pytest.mark.django_db
Save = Callable[..., list[Path]]


def load(*paths: Path) -> list[str]:
    said = StringIO()
    call_command("load_catalogue", *paths, stdout=said)
    return said.getvalue().splitlines()


def dump(*args: str) -> str:
    said = StringIO()
    call_command("dump_catalogue", *args, stdout=said)
    return said.getvalue()


def state() -> list[tuple[Any, ...]]:
    return list(Edition.objects.order_by("pk").values_list("code", "version", "status", "published_at"))


def test_the_project_loads_and_the_second_time_nothing_happens() -> None:
    assert load()
    before = state()
    assert load() == []
    assert state() == before


def test_words_go_first_whatever_the_order(save_files: Save) -> None:
    load(*reversed(save_files(**WORDS, quzhou=LIST)))
    assert read_yaml(dump("quzhou")) == LIST
    assert read_yaml(dump("facts")) == FACTS
    assert read_yaml(dump("quzhou", "--edition", "quzhou-2023")) == LIST


def test_a_changed_list_supersedes(save_files: Save, small: Data) -> None:
    load(*save_files(**WORDS, quzhou=LIST))
    small["items"][0]["name"] = "改了名"
    paths = save_files(quzhou=small)
    assert len(load(*paths)) == 1
    assert [one[:3] for one in state()] == [("quzhou-2023", 1, "superseded"), ("quzhou-2023", 2, "published")]
    assert load(*paths) == []
    assert read_yaml(dump("quzhou")) == small


def test_a_comment_publishes_nothing(save_files: Save) -> None:
    paths = save_files(**WORDS, quzhou=LIST)
    load(*paths)
    paths[-1].write_text("# 说明\n" + paths[-1].read_text(encoding="utf-8"), encoding="utf-8")
    assert load(*paths) == []
    assert len(state()) == 1


def test_changed_words_reach_the_lists(save_files: Save) -> None:
    paths = save_files(**WORDS, quzhou=LIST)
    load(*paths)
    save_files(questions=[{**QUESTIONS[0], "title": "哪年生的？"}, *QUESTIONS[1:]])
    assert len(load(*paths)) == 2
    latest = Edition.objects.get(status="published")
    assert latest.rulebook["questions"][0]["title"] == "哪年生的？"


def test_words_alone_say_that_lists_stay(save_files: Save) -> None:
    paths = save_files(**WORDS, quzhou=LIST)
    load(*paths)
    save_files(questions=QUESTIONS[:1])
    assert "仍按原来的文字" in load(paths[3])[-1]
    assert len(state()) == 1


def test_what_staff_published_stays_until_the_file_is_named(
    save_files: Save, small: Data, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("catalog.management.commands.load_catalogue.FILES", tmp_path)
    save_files(**WORDS, quzhou=LIST)
    load()
    publish(clone(Edition.objects.get()))
    Fact.objects.filter(code="hukou").update(name="户口在哪")
    before = state()
    assert load() == []
    small["title"] = "新标题"
    paths = save_files(quzhou=small)
    assert "写明文件名" in load()[0]
    assert state() == before
    load(*paths)
    assert Edition.objects.get(status="published").title == "新标题"
    assert Fact.objects.get(code="hukou").name == "户口在哪"


def test_a_faulty_file_loads_nothing(save_files: Save, small: Data) -> None:
    small["items"][1]["benefits"][0]["conditions"] = [{"hukou": {"within": ["mars"]}}]
    with pytest.raises(CommandError) as caught:
        load(*save_files(**WORDS, quzhou=small))
    assert "quzhou.yaml: quzhou-09" in str(caught.value)
    assert "mars" in str(caught.value)
    assert "什么都没有载入" in str(caught.value)
    assert (Edition.objects.count(), Fact.objects.count()) == (0, 0)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", None])
def test_a_file_that_cannot_be_read(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "quzhou.yaml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CommandError, match=r"quzhou\.yaml"):
        load(path)


@pytest.mark.parametrize("text", ["", "[]", "7", "region: quzhou"])
def test_a_file_that_says_something_else(save_files: Save, text: str) -> None:
    with pytest.raises(CommandError, match=r"other\.yaml"):
        load(*save_files(other=text))


def test_no_such_region() -> None:
    with pytest.raises(CommandError, match="ningbo"):
        dump("ningbo")


def two_lists(small: Data, options: list[str]) -> dict[str, Data]:
    """The small list, and the same for the district, with a condition on some options."""
    made = {}
    for region in ("quzhou", "qujiang"):
        data = deepcopy(small) | {"region": region, "edition": f"{region}-2023"}
        for item in data["items"]:
            for benefit in item["benefits"]:
                benefit["code"] = benefit["code"].replace("quzhou", region)
        data["items"][0]["benefits"][0]["conditions"][3]["any"][1] = [{"illness": {"none_of": options}}]
        made[region] = data
    return made


def test_an_option_leaves_the_words_with_the_last_list_that_needs_it(save_files: Save, small: Data) -> None:
    load(*save_files(**WORDS, **two_lists(small, ["a", "b"])))
    before = state()
    facts = deepcopy(FACTS)
    facts["illness"]["options"] = {"a": "高血压"}
    without = two_lists(small, ["a"])
    with pytest.raises(CommandError, match="没有 b 这个选项"):
        load(*save_files(facts=facts, quzhou=without["quzhou"]))
    assert state() == before
    assert len(load(*save_files(facts=facts, **without))) == 3
