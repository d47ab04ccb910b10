"""A fault of every kind, planted in a small list, is found with a person it happens to and a way to its mend."""

import re
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalog.loading import load_edition
from catalog.models import Benefit, Edition, Fact, FactOption, FactStep, FloorPair, Question
from catalog.publishing import publish
from catalog.review.checking import Report, check
from catalog.review.findings import FORBIDDING, KINDS, Finding
from tests.catalog.conftest import Data

DAY = date(2026, 11, 23)
MOST_QUERIES = 48
Change = Callable[[Data], Any]


def care(data: Data) -> Data:
    """The benefit for care."""
    return data["items"][0]["benefits"][0]


def old(data: Data) -> Data:
    """The benefit for the very old."""
    return data["items"][1]["benefits"][0]


def pathway(data: Data, code: str, *conditions: Data, **award: Any) -> Data:
    """A pathway of the second benefit, the last so far."""
    row = {"code": code, "name": code.upper(), "conditions": list(conditions)}
    row["award"] = {"kind": "cash", "period": "month", "amount": "60", **award}
    old(data)["pathways"].append(row)
    return row


def aged(**limits: int) -> Data:
    return {"birth_date": limits}


def excluded(benefit: Data, *groups: str, mode: str = "higher") -> None:
    benefit["exclusive"] = [{"group": one, "mode": mode} for one in groups]


def ring(data: Data) -> None:
    excluded(care(data), "x", "y")
    excluded(old(data), "x", "y")


def gap(data: Data) -> None:
    old(data)["pathways"] = []
    pathway(data, "young", aged(age_under=60))
    pathway(data, "aged", aged(age_at_least=70))


def overlap(data: Data) -> None:
    old(data)["pathways"] = []
    pathway(data, "young", aged(age_under=70))
    pathway(data, "aged", aged(age_at_least=60))


def shadow(data: Data) -> None:
    old(data)["pathways"] = []
    pathway(data, "all", aged(age_at_least=60))
    pathway(data, "few", aged(age_at_least=80))


def late(data: Data) -> None:
    data["parameters"]["dibao_standard"]["values"][0]["from"] = "2024-01-01"


def carry(data: Data, benefit: Data, upper: str) -> None:
    benefit["carries_out"] = upper


def silent(data: Data) -> None:
    old(data)["pathways"][0]["award"].pop("amount")


# A change of the list; the kind that it plants; where it is told; what is said; what the witness says, if there
# can be one; what the page of the mend shows.
PLANTED: list[tuple[Change, str, str, str, str | None, str]] = [
    (
        lambda d: old(d)["conditions"].extend([aged(age_at_least=80), aged(age_under=70)]),
        *("empty", "第 9 行 高龄津贴", "“年满 80 周岁”、“未满 70 周岁”不能同时成立", None, "quzhou-09"),
    ),
    (
        lambda d: pathway(d, "none", {"years": {"below": 10}}),
        *("nobody", "NONE", "“缴费年数至少 15”、“缴费年数低于 10”不能同时成立", None, "NONE"),
    ),
    (shadow, "shadowed", "FEW", "符合它的人都先落到“ALL”里", "80 岁（1946-11-23 生）", "FEW"),
    (gap, "age_gap", "津贴", "中间断开了", "60 岁（1966-11-23 生）", "AGED"),
    (overlap, "age_overlap", "YOUNG", "“YOUNG”和“AGED”的年龄段有一截重叠", "60 岁", "YOUNG"),
    (lambda d: None, "not_asked", "缴费年数", "没有问题问“缴费年数”，“津贴”却要看它", "子女户籍地", "缴费年数"),
    (
        lambda d: care(d)["conditions"].pop(1) and care(d).update(renewal_from=None),
        *("not_used", "老人是哪一天出生的？", "没有一条规则用到", None, "是哪一天出生的"),
    ),
    (silent, "no_amount", "高龄", "没写金额，也没用话说明", "缴费年数：15", "高龄"),
    (
        lambda d: old(d)["pathways"][0]["award"].update(amount="2 * wage"),
        *("no_amount", "高龄", "金额用到的参数“最低工资”还没有数值", "缴费年数：15", "高龄"),
    ),
    (
        lambda d: carry(d, care(d), "quzhou-09") or carry(d, old(d), "quzhou-08"),
        *("carries_out_cycle", "护理补贴", "“护理补贴”、“津贴”互相落实", "60 岁", "quzhou-09"),
    ),
    (lambda d: None, "carries_out_missing", "护理补贴", "“province-1”不在生效的清单里", "60 岁", "province-1"),
    (ring, "exclusion_cycle", "护理补贴", "互斥组 x、y 把“护理补贴”、“津贴”绕成一圈", "60 岁", "x"),
    (
        lambda d: excluded(care(d), "care") or excluded(old(d), "care", mode="choose"),
        *("mixed_group", "津贴", "互斥组“care”有的就高、有的自选（另一项是“护理补贴”）", "60 岁", "care"),
    ),
    (lambda d: None, "unset_parameter", "最低工资", "“最低工资”没有数值", "残疾等级：二级", "最低工资"),
    (
        lambda d: old(d).update(gives="予以发放，60-69 周岁每人 500 元。"),
        *("plain", "津贴", "“能得到什么”里：“予以”是公文里的词；改成：给", None, "予以发放"),
    ),
    (late, "late_parameter", "低保标准", "“低保标准”从 2024-01-01 起才有数值", "60 岁", "2024"),
    (
        lambda d: care(d)["pathways"][0]["award"]["amount"]["values"].pop("2"),
        *("table", "经评估", "还缺 二级 这几档", None, "经评估"),
    ),
    (
        lambda d: old(d)["conditions"].append({"hukou": {"within": ["mars"]}}),
        *("value", "津贴", "没有 mars 这个地区", None, "quzhou-09"),
    ),
    (
        lambda d: old(d)["pathways"][0]["award"].update(amount="2 * moon"),
        *("fault", "高龄", "用了“moon”", None, "moon"),
    ),
]


def found(report: Report, kind: str, where: str) -> Finding:
    """The one finding of a kind that is told at a row."""
    (one,) = (each for each in report.findings if each.kind == kind and where in f"{each.item} {each.row}")
    return one


def follow(staff: Client, page: str, finding: Finding) -> str:
    """The page that the finding's own link on the check leads to."""
    told = page[page.index(finding.message.replace("'", "&#x27;")) :]
    link = re.search(r'class="check-link"\s+href="([^"]+)"', told)
    assert link is not None
    answer = staff.get(link[1])
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(("change", "kind", "where", "says", "witness", "shows"), PLANTED)
def test_a_planted_fault_is_found_and_can_be_mended(
    staff: Client,
    words: None,
    small: Data,
    change: Change,
    kind: str,
    where: str,
    says: str,
    witness: str | None,
    shows: str,
) -> None:
    change(small)
    draft = load_edition(small)
    finding = found(check(draft, DAY), kind, where)
    assert says in finding.message
    assert witness in finding.witness if witness else not finding.witness
    assert (finding.weight == "problem") == (kind in FORBIDDING)
    page = staff.get(reverse("admin:catalog_edition_check", args=[draft.pk])).content.decode()
    assert finding.label in page
    assert shows in follow(staff, page, finding)


def test_every_kind_is_planted() -> None:
    elsewhere = {"clash", "no_source", "floor"}
    assert {kind for _, kind, *_ in PLANTED} | elsewhere == set(KINDS)


def test_an_option_that_is_gone_is_mended_where_it_is_written(staff: Client, draft: Edition) -> None:
    FactOption.objects.filter(fact__code="illness", code="b").delete()
    FactOption.objects.filter(fact__code="assistance", code="dibian").delete()
    values = [one for one in check(draft, DAY).findings if one.kind == "value"]
    assert {(one.target.model, one.target.name) for one in values if one.target} == {
        ("benefit", "护理补贴"),
        ("term", "经济困难"),
    }
    page = staff.get(reverse("admin:catalog_edition_check", args=[draft.pk])).content.decode()
    for one in values:
        assert ("dibian" if one.target and one.target.model == "term" else "b") in follow(staff, page, one)


def test_a_row_or_figure_without_a_source_is_found(draft: Edition) -> None:
    draft.items.update(row=" ")
    parameter = draft.parameters.get(code="dibao_standard")
    parameter.values.update(row="")
    found = [one for one in check(draft, DAY).problems if one.kind == "no_source"]
    assert {one.target.model for one in found if one.target} == {"serviceitem", "parameter"}


def other(data: Data) -> Edition:
    """The same list in force for the district."""
    there = deepcopy(data)
    there |= {"region": "qujiang", "edition": "qujiang-2023", "title": "衢江区清单"}
    for item in there["items"]:
        for benefit in item["benefits"]:
            benefit["code"] = benefit["code"].replace("quzhou", "qujiang")
            benefit.pop("carries_out", None)
    return publish(load_edition(there))


def test_words_that_another_list_still_needs_are_a_problem(staff: Client, draft: Edition, small: Data) -> None:
    other(small)
    assert check(draft, DAY).problems == ()
    for item in draft.items.all():
        item.benefits.filter(code="quzhou-08").delete()
    FactOption.objects.filter(fact__code="illness", code="b").delete()
    clashes = [one for one in check(draft, DAY).problems if one.kind == "clash"]
    assert {one.target.name for one in clashes if one.target} == {"慢性病"}
    assert all("“衢江区清单”" in one.message and "没有 b 这个选项" in one.message for one in clashes)
    page = staff.get(reverse("admin:catalog_edition_check", args=[draft.pk])).content.decode()
    assert "慢性病" in follow(staff, page, clashes[0])


def test_a_step_that_cannot_be_is_a_problem_of_its_fact(draft: Edition) -> None:
    FactStep.objects.update(sets="maybe")
    (problem,) = check(draft, DAY).problems
    assert (problem.kind, problem.target and problem.target.name) == ("fault", "经过评估")


def test_a_floor_that_is_broken_is_a_notice_on_both_sides(staff: Client, draft: Edition, small: Data) -> None:
    there = deepcopy(small)
    old(there)["conditions"].append(aged(age_at_least=80))
    other(there)
    FloorPair.objects.create(upper="quzhou-09", lower="qujiang-09")
    finding = found(check(draft, DAY), "floor", "津贴")
    assert finding.weight == "notice"
    assert "衢江区“津贴”对照衢州市“津贴”" in finding.message
    assert "59 岁" in finding.witness
    page = staff.get(reverse("admin:catalog_edition_check", args=[draft.pk])).content.decode()
    assert "quzhou-09" in follow(staff, page, finding)
    publish(draft)
    lower = Benefit.objects.get(code="qujiang-09")
    district = found(check(lower.owner, DAY), "floor", "津贴")
    assert (district.target and district.target.pk, district.witness) == (lower.pk, finding.witness)


def in_order(draft: Edition) -> None:
    """Mend everything that a check of the small list has to tell."""
    question = Question.objects.get(code="rest")
    for fact in Fact.objects.exclude(questions__isnull=False):
        question.asked.create(fact=fact, position=9)
    wage = draft.parameters.get(code="wage")
    standard = draft.parameters.get(code="dibao_standard").values.get()
    standard.pk, standard.parameter = None, wage
    standard.save()
    for benefit in Benefit.objects.filter(item__edition=draft):
        benefit.carries_out = ""
        benefit.save()


def test_a_list_in_order_says_what_comes_next(staff: Client, draft: Edition) -> None:
    in_order(draft)
    assert check(draft, DAY).findings == ()
    address = reverse("admin:catalog_edition_check", args=[draft.pk])
    page = staff.get(address).content.decode()
    assert "没有发现问题" in page
    assert "接下来" in page
    publish(draft)
    page = staff.get(address).content.decode()
    assert "没有发现问题" in page
    assert "已经发布" in page


def test_findings_stand_in_the_lists_order(draft: Edition) -> None:
    rows = [one.item for one in check(draft, DAY).findings]
    assert rows == sorted(rows, key=["", "第 8* 行 护理补贴", "第 9 行 高龄津贴"].index)


def test_what_is_published_is_checked_as_it_was_frozen(published: Edition) -> None:
    before = [str(one) for one in check(published, DAY).findings]
    Fact.objects.filter(code="years").update(name="改名")
    assert [str(one) for one in check(published, DAY).findings] == before


def test_checking_asks_as_often_for_a_long_list(words: None, small: Data) -> None:
    def queries() -> int:
        draft = load_edition(small)
        with CaptureQueriesContext(connection) as asked:
            check(draft, DAY)
        return len(asked)

    queries()
    few = queries()
    small["items"] = [
        {**item, "row": f"{item['row']}-{copy}", "benefits": [{**one, "code": f"{one['code']}-{copy}"}]}
        for copy in range(5)
        for item in small["items"]
        for one in item["benefits"]
    ]
    assert queries() == few <= MOST_QUERIES


def test_only_who_may_read_the_region_sees_its_check(client: Client, draft: Edition) -> None:
    user = User.objects.create_user("reader", is_staff=True)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("admin:catalog_edition_check", args=[draft.pk])
    assert client.get(address).status_code == 403
    user.roles.create(region=draft.region, kind="reader")
    assert client.get(address).status_code == 200
