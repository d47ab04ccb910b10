"""The summary in words: everything once, what to do about it, and nothing about who it is."""

import re
from dataclasses import replace

import pytest
from django.utils import translation

from eligibility.findings.results import Results
from eligibility.summaries.blocks import sentences
from eligibility.summaries.composing import compose
from eligibility.summaries.fitting import LINES, lines, shorter
from eligibility.summaries.shapes import Block, Summary
from tests.summaries.conftest import HEAVY, NOBODY, PLAIN, WAY_BACK, Find


def names(summary: Summary) -> list[str]:
    """The benefits in their order."""
    return [block.name for block in summary.blocks]


def rows(block: Block) -> dict[str, str]:
    """What is told of a benefit, by its label."""
    return {row.label: row.text for row in block.rows}


def named(summary: Summary, name: str) -> Block:
    """A benefit by its name."""
    return next(block for block in summary.blocks if block.name == name)


def entries(results: Results) -> int:
    """How many benefits a summary tells of."""
    sections = (*(group.entries for group in results.have), *results.choose, results.step, results.coming, results.open)
    return sum(map(len, sections))


@pytest.mark.parametrize("person", [HEAVY, PLAIN, NOBODY], ids=["heavy", "plain", "young"])
@pytest.mark.parametrize("form", ["full", "large"])
def test_every_benefit_has_its_block(find: Find, person: dict[str, object], form: str) -> None:
    results = find(person)
    summary = compose(results, form)
    assert len(summary.blocks) == entries(results)
    assert [block.number for block in summary.blocks] == list(range(1, len(summary.blocks) + 1))
    assert summary.left_out == ()
    assert summary.never == len(results.never)


def test_a_block_says_what_how_much_why_what_to_bring_and_where(find: Find) -> None:
    block = named(compose(find(HEAVY)), "高龄津贴")
    assert block.amount == "每月 60 元起"
    assert block.gives == "每月至少 60 元。各县（市、区）可以多发。"
    assert rows(block) == {
        "为什么": "户籍在衢州市，年满 80 周岁，未满 100 周岁",
        "带什么": "身份证、户口本、银行卡或存折",
        "到哪里": "到户籍所在的村（社区）或乡镇（街道）登记，也可以打 12345 热线问。",
    }
    assert block.source == "归衢州市民政局管，依据①第 11 行"


def test_an_office_that_can_be_reached_is_named_with_everything(find: Find) -> None:
    results = find(PLAIN)
    entry = results.have[0].entries[0]
    reached = replace(entry.departments[0], phone="0570-3020000", address="府山街道 1 号", hours="工作日 8:30 开门")
    entry.departments = [reached, *entry.departments[1:]]
    block = named(compose(results), entry.name)
    assert rows(block)["找谁"] == "衢州市人力资源和社会保障局 0570-3020000 府山街道 1 号 工作日 8:30 开门"
    assert block.source == "清单第 7 行"


def test_one_step_away_names_the_step(find: Find) -> None:
    block = named(compose(find(HEAVY)), "护理补贴")
    assert rows(block)["差一步"] == "向村（社区）或街道申请一次能力评估，由评估机构认定"
    assert "经能力评估认定（现在不符合）" in rows(block)["为什么"]


def test_what_a_birthday_brings(find: Find) -> None:
    block = named(compose(find(PLAIN)), "高龄津贴")
    assert rows(block) == {
        "哪天起": "2031年3月2日（满 80 周岁）",
        "到哪里": "到户籍所在的村（社区）或乡镇（街道）登记，也可以打 12345 热线问。",
    }


def test_what_is_open_says_what_to_find_out(find: Find) -> None:
    assert rows(named(compose(find(PLAIN)), "救助"))["先弄清"] == "离家在外，没有吃住（流浪或乞讨）"


def test_what_most_would_say_is_said_once(find: Find) -> None:
    summary = compose(find(HEAVY))
    alike = set(sentences(summary.alike))
    assert alike
    assert not alike & {one for block in summary.blocks for text in rows(block).values() for one in sentences(text)}


def test_days_that_come_round_alike_stand_once(find: Find) -> None:
    days = [(one.day, one.things) for one in compose(find(HEAVY)).dates]
    assert days == [("大约2026年到2030年，每年12月23日", ("要去办：免费评估、老年人家庭医生签约服务",))]


def test_each_birthday_says_what_it_brings(find: Find) -> None:
    last = compose(find(PLAIN)).dates[-1]
    assert last.day == "2031年3月2日"
    assert last.things[0] == "开始有：意外伤害保险、高龄津贴（满 80 周岁）"


def test_the_foot_says_when_from_what_and_that_it_is_guidance(find: Find) -> None:
    foot = " ".join(compose(find(PLAIN)).foot)
    for said in ("2026年11月23日测算", "衢政办发〔2023〕27号", "quzhou-2023", "供参考，以办理部门审核为准", "12345"):
        assert said in foot


def test_nobody_is_told_something(find: Find) -> None:
    summary = compose(find(NOBODY), "short")
    assert summary.sums == ("按您的回答，现在还没有能享受的待遇",)


@pytest.mark.parametrize("way_back", [None, WAY_BACK], ids=["not kept", "kept"])
@pytest.mark.parametrize("person", [HEAVY, PLAIN, NOBODY], ids=["heavy", "plain", "young"])
def test_a_single_page_leaves_out_what_matters_least(find: Find, person: dict[str, object], way_back: object) -> None:
    results = find(person)
    summary = compose(results, "short", way_back=way_back, heading=("330802-00123", "欧阳·㐂𠮷"))
    assert lines(summary) <= LINES
    assert len(summary.blocks) + len(summary.left_out) == entries(results)
    assert len({*names(summary), *summary.left_out}) <= entries(results)


def test_a_single_page_puts_money_first_and_keeps_a_step(find: Find) -> None:
    summary = compose(find(HEAVY), "short")
    assert names(summary)[:3] == ["基本生活保障", "最低生活保障金", "重度残疾人护理补贴"]
    assert "护理补贴" in names(summary)


def test_one_block_less_is_named(find: Find) -> None:
    summary = compose(find(PLAIN), "short")
    less = shorter(summary)
    assert len(less.blocks) == len(summary.blocks) - 1
    assert set(less.left_out) - set(summary.left_out) == set(names(summary)) - set(names(less))
    assert [block.number for block in less.blocks] == list(range(1, len(less.blocks) + 1))


def test_a_way_back_is_a_square_and_a_code(find: Find) -> None:
    kept = compose(find(PLAIN), way_back=WAY_BACK)
    assert kept.way_back == WAY_BACK
    assert kept.picture.startswith("<svg")
    by_code = compose(find(PLAIN), way_back=replace(WAY_BACK, url=""))
    assert by_code.picture == ""


def test_a_code_for_what_became_of_it(find: Find) -> None:
    assert compose(find(PLAIN), ticket="ABCDEFGH").ticket == "ABCD-EFGH"
    assert compose(find(PLAIN)).ticket == ""


def test_nothing_that_was_answered_but_the_reasons(find: Find) -> None:
    """No birth date, no income: only what a benefit hangs on."""
    text = repr(compose(find(HEAVY)))
    assert not re.search(r"1944|\b800\b", text)


def test_in_english(find: Find) -> None:
    with translation.override("en"):
        summary = compose(find(HEAVY))
    assert summary.language == "en"
    assert named(summary, "Old-age allowance (高龄津贴)").gives.startswith("At least 60 yuan a month.")
