"""A benefit is written on one page, without script and without code; only what differs is written."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from catalog.compile import benefit as compiled
from catalog.compile import terms_in_full
from catalog.models import (
    Benefit,
    Clause,
    Condition,
    Edition,
    Exclusion,
    Fact,
    FactOption,
    Parameter,
    Pathway,
    PathwayAmount,
    ServiceItem,
)
from catalog.models.whole import WHOLE_BENEFITS
from tests.catalog.editing import Clerk
from tests.catalog.test_editor_catalogue import stored

Edit = Callable[[str], Clerk]


@pytest.fixture
def edit(staff: Client, draft: Edition) -> Edit:
    """Open the page of a benefit of the draft."""
    return lambda code: Clerk(staff, Benefit.objects.get(code=code))


def rule(code: str) -> dict[str, Any]:
    return compiled(WHOLE_BENEFITS.get(code=code), terms_in_full())


def condition(fact: str, **known: Any) -> Condition:
    return Condition.objects.get(clause__isnull=False, fact__code=fact, **known)


def test_a_benefit_is_built_from_nothing(staff: Client, draft: Edition) -> None:
    item = ServiceItem.objects.get(row="9")
    clerk = Clerk(staff, query=f"?item={item.pk}").write(
        name="节日慰问", summary="过节有慰问金", bring="身份证\r\n户口本"
    )
    (clause,), (card,) = clerk.given["clauses"], clerk.given["pathways"]
    (first,) = clerk.given[f"c{clause}-conditions"]
    clerk.put(f"k{first}", fact="hukou").press("read").put(f"k{first}", relation="within").press("read")
    clerk.put(f"k{first}", places=["quzhou"])
    ages = clerk.added("clauses")
    (age,) = clerk.given[f"c{ages}-conditions"]
    clerk.put(f"k{age}", fact="birth_date").press("read").put(f"k{age}", relation="age_at_least").press("read")
    clerk.put(f"k{age}", age=80)
    grades = clerk.added(f"p{card}-clauses")
    (grade,) = clerk.given[f"c{grades}-conditions"]
    clerk.put(f"k{grade}", fact="grade").press("read").put(f"k{grade}", relation="one_of").press("read")
    clerk.put(f"k{grade}", options=["1", "2"])
    other = clerk.added(f"c{grades}-conditions")
    clerk.put(f"k{other}", join="or", fact="assessed").press("read").put(f"k{other}", truth="no")
    clerk.put(f"p{card}", name="困难老人", kind="cash", period="year", **{"amount-0-factors": "1.5 × 2"})
    clerk.put(f"p{card}", **{"amount-0-name": "dibao_standard"}).press("read")
    assert "都要符合：户籍在衢州市；年满 80 周岁。" in clerk.said()
    assert "得到：发钱，每年1.5 × 2 × 低保标准 元。" in clerk.said()
    assert Benefit.objects.count() == 2
    clerk.saved()
    made = Benefit.objects.get(name="节日慰问")
    assert (made.code, made.bring, made.item) == ("quzhou-jie-ri-wei-wen", ["身份证", "户口本"], item)
    assert rule(made.code)["clauses"] == [
        {"words": None, "any": [[{"fact": "hukou", "relation": "within", "value": ["quzhou"]}]]},
        {"words": None, "any": [[{"fact": "birth_date", "relation": "age_at_least", "value": 80}]]},
    ]
    (way,) = rule(made.code)["pathways"]
    assert way["code"] == "kun-nan-lao-ren"
    assert way["award"]["amount"] == "1.5 * 2 * dibao_standard"
    assert way["clauses"][0]["any"] == [
        [{"fact": "grade", "relation": "one_of", "value": ["1", "2"]}],
        [{"fact": "assessed", "relation": "is", "value": False}],
    ]


VALUES = [
    ("hukou", "outside", {"places": ["zhejiang"]}, ["zhejiang"]),
    ("assistance", "none_of", {"options": ["dibao"]}, ["dibao"]),
    ("illness", "all_of", {"options": ["a", "b"]}, ["a", "b"]),
    ("assessed", "is", {"truth": "yes"}, True),
    ("birth_date", "before", {"day": "1950-01-01"}, "1950-01-01"),
    ("birth_date", "age_under", {"age": "70"}, 70),
    ("income", "at_most", {"limit-0-factors": "1.5", "limit-0-name": "dibao_standard"}, "1.5 * dibao_standard"),
    ("income", "below", {"limit-0-factors": "1500.50"}, "1500.5"),
    ("years", "at_most", {"limit-0-factors": "15"}, 15),
    ("years", "one_of", {"figures": "15、20"}, [15, 20]),
]


@pytest.mark.parametrize(("fact", "relation", "value", "kept"), VALUES)
def test_each_kind_of_value_has_its_control(
    edit: Edit, fact: str, relation: str, value: dict[str, Any], kept: object
) -> None:
    row = condition("years")
    clerk = edit("quzhou-09").put(f"k{row.pk}", fact=fact).press("read").put(f"k{row.pk}", relation=relation)
    clerk.press("read").put(f"k{row.pk}", **value).saved()
    row.refresh_from_db()
    assert (row.fact.code, row.relation, row.value) == (fact, relation, kept)
    assert type(row.value) is type(kept)


WRONG = [
    ("hukou", "within", {}, "至少勾一个地区。"),
    ("hukou", "within", {"places": ["mars"]}, "没有 mars 这个地区"),
    ("assistance", "one_of", {}, "至少勾一个选项。"),
    ("assistance", "one_of", {"options": ["rich"]}, "没有 rich 这个选项"),
    ("assessed", "is", {}, "请选“是”或“否”。"),
    ("birth_date", "age_at_least", {"age": "八十"}, "年龄写 1 到 130 的整数"),
    ("birth_date", "age_at_least", {"age": "131"}, "年龄写 1 到 130 的整数"),
    ("birth_date", "before", {"day": "1950-02-30"}, "请选一个日期"),
    ("income", "at_most", {"limit-0-factors": ""}, "请写上数字，或选一个参数。"),
    ("income", "at_most", {"limit-0-factors": "很少"}, "“很少”看不懂"),
    ("income", "at_most", {"limit-0-factors": "1", "limit-0-name": "years"}, "参数已经没有了"),
    ("years", "one_of", {"figures": "十五"}, "写成数字，几个数之间用顿号隔开"),
]


@pytest.mark.parametrize(("fact", "relation", "value", "message"), WRONG)
def test_a_fault_stands_at_its_row_and_nothing_typed_is_lost(
    edit: Edit, fact: str, relation: str, value: dict[str, Any], message: str
) -> None:
    row, before = condition("years"), stored()
    clerk = edit("quzhou-09").put(f"k{row.pk}", fact=fact, relation=relation, **value).write(name="改过的名称")
    ((where, text),) = clerk.refused()
    assert message in text
    assert where == f"k{row.pk}-value"
    assert f'id="{where}-error">{text}' in clerk.html.replace("&quot;", '"')
    assert f'aria-describedby="{where}-error"' in clerk.html
    assert f'<a href="#{where}">' in clerk.html
    assert clerk.given["name"] == ["改过的名称"]
    for name, typed in value.items():
        assert clerk.given[f"k{row.pk}-{name}"] == (typed if isinstance(typed, list) else [typed])
    assert stored() == before


def test_without_the_button_the_right_control_comes_with_the_fault(edit: Edit) -> None:
    row = condition("years")
    clerk = edit("quzhou-09").put(f"k{row.pk}", fact="grade")
    assert clerk.refused() == [(f"k{row.pk}-relation", "请选一种关系。")]
    clerk.put(f"k{row.pk}", relation="one_of")
    assert clerk.refused() == [(f"k{row.pk}-value", "至少勾一个选项。")]
    assert f'name="k{row.pk}-options"' in clerk.html


def test_what_is_written_is_checked_too(edit: Edit) -> None:
    way = Pathway.objects.get(code="other")
    clerk = edit("quzhou-08").put(f"p{way.pk}", name="", rate="150", renewal_months="很久", code="有 空格")
    told = dict(clerk.refused())
    assert set(told) == {f"id_p{way.pk}-{name}" for name in ("name", "rate", "renewal_months", "code")}
    for where in told:
        assert f'id="{where}_error"' in clerk.html
        assert (
            f'{where}_error"'
            in clerk.html.split(f'id="{where}"')[0].rsplit("<", 1)[1] + clerk.html.split(f'id="{where}"')[1][:200]
        )
    assert clerk.given[f"p{way.pk}-rate"] == ["150"]


def test_an_award_by_grades_wants_every_grade(edit: Edit) -> None:
    way = Pathway.objects.get(code="old")
    clerk = edit("quzhou-09").put(f"p{way.pk}", by="grade").press("read")
    options = {one.code: one.pk for one in FactOption.objects.filter(fact__code="grade")}
    clerk.put(f"p{way.pk}-o{options['1']}-0", factors="500").put(
        f"p{way.pk}-o{options['2']}-0", factors="0.5", name="wage"
    )
    assert clerk.refused() == [(f"p{way.pk}-o{options['none']}", "请写上“没有”这一档的金额，没有就写 0。")]
    clerk.put(f"p{way.pk}-o{options['none']}-0", factors="0").saved()
    assert rule("quzhou-09")["pathways"][0]["award"]["amount"] == {
        "by": "grade",
        "values": {"none": "0", "1": "500", "2": "0.5 * wage"},
    }
    edit("quzhou-09").put(f"p{way.pk}", by="").put(f"p{way.pk}-amount-0", factors="60").saved()
    assert rule("quzhou-09")["pathways"][0]["award"]["amount"] == "60"
    assert not PathwayAmount.objects.filter(pathway=way).exists()


def test_a_sum_of_parts_keeps_its_floor(edit: Edit) -> None:
    way = Pathway.objects.get(code="old")
    clerk = edit("quzhou-09")
    assert clerk.given[f"p{way.pk}-amount-floor"] == ["on"]
    assert clerk.given[f"p{way.pk}-amount-1-sign"] == ["-"]
    clerk.press(f"part:p{way.pk}-amount").put(f"p{way.pk}-amount-2", sign="+", factors="12.5").saved()
    way.refresh_from_db()
    assert way.amount == "max(dibao_standard - income + 12.5, 0)"


def test_a_sum_that_the_control_cannot_hold_is_told_and_kept(edit: Edit) -> None:
    way = Pathway.objects.get(code="old")
    Pathway.objects.filter(pk=way.pk).update(amount="min(income, wage) / 2")
    clerk = edit("quzhou-09")
    assert "现在是：(月收入和最低工资中的较小者) ÷ 2。" in clerk.html
    clerk.write(summary="改了别的").saved()
    way.refresh_from_db()
    assert way.amount == "min(income, wage) / 2"
    edit("quzhou-09").put(f"p{way.pk}-amount-0", factors="100").saved()
    way.refresh_from_db()
    assert way.amount == "100"


def test_only_what_differs_is_written(edit: Edit) -> None:
    row, before = condition("years"), stored()
    edit("quzhou-09").put(f"k{row.pk}", **{"limit-0-factors": "16"}).saved()
    after = stored()
    assert {name for name in after if after[name] != before[name]} == {"Condition", "Condition history"}
    assert {one.id for one in Condition.history.all()} == {row.pk}
    record, *earlier = row.history.all()
    assert {one.value for one in earlier} <= {15}
    assert (record.value, record.history_user.username) == (16, "staff")
    assert "条件" in LogEntry.objects.latest("id").get_change_message()


def test_rows_move_join_and_leave(edit: Edit) -> None:
    benefit = Benefit.objects.get(code="quzhou-08")
    place, age, term, mixed = benefit.clauses.all()
    clerk = (
        edit("quzhou-08").press(f"down:clauses:{place.pk}").press(f"up:pathways:{Pathway.objects.get(code='other').pk}")
    )
    grade, illness = mixed.conditions.all()
    clerk.put(f"k{illness.pk}", join="and").put(f"c{term.pk}", remove="on").press("read")
    assert clerk.said(f"c{term.pk}") == "保存后去掉。"
    assert "经济困难" not in clerk.said()
    assert Clause.objects.filter(pk=term.pk).exists()
    clerk.saved()
    assert list(benefit.clauses.all()) == [age, place, mixed]
    assert [one.code for one in benefit.pathways.all()] == ["other", "assessed"]
    assert [(one.pk, one.group) for one in mixed.conditions.all()] == [(grade.pk, 1), (illness.pk, 1)]
    assert term.history.latest().history_type == "-"


def test_a_new_row_with_a_tick_goes_at_once(edit: Edit) -> None:
    clerk = edit("quzhou-09")
    key = clerk.added("clauses")
    clerk.put(f"c{key}", remove="on").press("read")
    assert key not in clerk.given["clauses"]


def test_blank_new_rows_are_not_saved(edit: Edit) -> None:
    before, clerk = stored(), edit("quzhou-08")
    for name in ("exclusions", "clauses", "pathways"):
        clerk.added(name)
    clerk.added(f"p{Pathway.objects.get(code='other').pk}-clauses")
    clerk.added(f"c{condition('assessed').clause_id}-conditions")
    clerk.saved()
    assert stored() == before


def test_an_emptied_row_is_told(edit: Edit) -> None:
    row = condition("years")
    assert edit("quzhou-09").put(f"k{row.pk}", fact="").refused() == [(f"k{row.pk}-fact", "请选一个情况，或勾“去掉”。")]
    told = edit("quzhou-09").put(f"k{row.pk}", remove="on").refused()
    assert told == [(f"c{row.clause_id}-term", "这条要求还是空的；选一个用语，或写上条件，或勾“去掉”。")]


def test_a_term_takes_the_place_of_conditions(edit: Edit) -> None:
    row = condition("years")
    clerk = edit("quzhou-09").put(f"c{row.clause_id}", term="hardship").press("read")
    assert clerk.said(f"c{row.clause_id}").startswith("经济困难（符合任一项：")
    assert clerk.given[f"k{row.pk}-fact"] == ["years"]
    clerk.saved()
    assert not Condition.objects.filter(pk=row.pk).exists()
    assert Clause.objects.get(pk=row.clause_id).term.code == "hardship"  # type: ignore[union-attr]


def test_exclusions_are_chosen_by_their_members(edit: Edit) -> None:
    clerk = edit("quzhou-09")
    key = clerk.added("exclusions")
    assert '<option value="care" >护理补贴</option>' in clerk.html
    assert clerk.put(f"x{key}", group="care").refused() == [(f"x{key}-mode", "请选怎么取。")]
    clerk.put(f"x{key}", mode="choose")
    new = clerk.added("exclusions")
    clerk.put(f"x{new}", group="new", mode="higher").saved()
    rows = Exclusion.objects.filter(benefit__code="quzhou-09")
    assert [(one.group, one.mode) for one in rows] == [("care", "choose"), ("jin-tie", "higher")]


def test_a_new_parameter_is_there_after_an_update(edit: Edit, draft: Edition) -> None:
    clerk = edit("quzhou-09")
    Parameter.objects.create(edition=draft, code="rent", name="租金标准")
    Fact.objects.create(code="rents", type="bool", name="租房住")
    assert "租金标准" not in clerk.html
    clerk.press("read")
    assert "× 租金标准</option>" in clerk.html
    assert "租房住</option>" in clerk.html
