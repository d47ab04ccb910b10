"""The pages of editions, items, facts, questions, terms, figures and places, as staff use them."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db.models import Model
from django.test import Client

from catalog.editing.uses import uses_of_options
from catalog.loading import load_edition
from catalog.models import (
    Benefit,
    Clause,
    Condition,
    Department,
    Document,
    Edition,
    Fact,
    FactStep,
    Parameter,
    ParameterValue,
    Question,
    Region,
    Role,
    ServiceItem,
    Term,
)
from catalog.publishing import publish
from tests.catalog.conftest import Data
from tests.catalog.test_admin import address, fields


def page(staff: Client, model: type[Model], name: str, *args: Any, **query: Any) -> str:
    answer = staff.get(address(model, name, *args), query)
    assert answer.status_code == 200
    return re.sub(r"[ \n]+", " ", answer.content.decode())


def add(staff: Client, model: type[Model], **sent: Any) -> Any:
    """Fill in the page of a new row, and save it."""
    path = address(model, "add")
    return staff.post(path, {**fields(staff.get(path)), **sent})  # type: ignore[arg-type]


def change(staff: Client, row: Any, **sent: Any) -> Any:
    path = address(type(row), "change", row.pk)
    return staff.post(path, {**fields(staff.get(path)), **sent})  # type: ignore[arg-type]


def test_an_edition_shows_what_is_in_it_and_what_to_do(staff: Client, draft: Edition) -> None:
    shown = page(staff, Edition, "change", draft.pk)
    assert "2 个项目，2 项待遇" in shown
    assert "草稿，居民还看不到。" in shown
    assert "到“检查”页看有没有问题" in shown
    benefit = Benefit.objects.get(code="quzhou-08")
    assert f'<a href="{address(Benefit, "change", benefit.pk)}">护理补贴</a> （2）' in shown
    assert f'href="{address(Benefit, "add")}?item={benefit.item_id}"' in shown
    for model in (ServiceItem, Department, Parameter):
        assert f'href="{address(model, "add")}?edition={draft.pk}"' in shown
    publish(draft)
    shown = page(staff, Edition, "change", draft.pk)
    assert "自 2023年7月1日 起生效" in shown
    assert "先“复制为新版本”" in shown
    assert "?item=" not in shown


def test_an_editions_page_asks_no_more_for_a_longer_list(
    staff: Client, draft: Edition, small: Data, django_assert_max_num_queries: Any
) -> None:
    small["edition"], small["items"] = (
        "long",
        [{**one, "row": f"{one['row']}{n}"} for one in small["items"] for n in "ab"],
    )
    for item in small["items"]:
        for benefit in item["benefits"]:
            benefit["code"] += f"-{item['row'][-1]}"
    longer = load_edition(small)
    with django_assert_max_num_queries(30):
        page(staff, Edition, "change", draft.pk)
    with django_assert_max_num_queries(30):
        page(staff, Edition, "change", longer.pk)


def test_a_new_item_is_typed_into_its_edition(staff: Client, draft: Edition) -> None:
    shown = page(staff, ServiceItem, "add", edition=draft.pk)
    assert f'<option value="{draft.pk}" selected>' in shown
    assert '<option value="护理"></option>' in shown
    office = Department.objects.get(code="minzheng")
    rows = {"offices-0-department": office.pk, "offices-0-position": 1}
    sent = {"edition": draft.pk, "row": "10", "name": "助餐", "category": "新类别", "position": 10, **rows}
    assert add(staff, ServiceItem, **sent).status_code == 302
    item = ServiceItem.objects.get(row="10")
    assert [one.department for one in item.offices.all()] == [office]
    shown = page(staff, ServiceItem, "change", item.pk)
    assert f'href="{address(Benefit, "add")}?item={item.pk}"' in shown
    assert f'<option value="{item.pk}" selected>' in page(staff, Benefit, "add", item=item.pk)


CODES: list[tuple[type[Model], dict[str, Any], str, str]] = [
    (Fact, {"name": "是否独居", "type": "bool"}, "code", "shi_fou_du_ju"),
    (Question, {"title": "{who}是一个人住吗？", "section": "住房"}, "code", "shi-yi-ge-ren-zhu-ma"),
    (Department, {"name": "市民政局"}, "code", "shi-min-zheng-ju"),
    (Parameter, {"name": "低保标准"}, "code", "di_bao_biao_zhun"),
    (Region, {"name": "柯城区"}, "slug", "ke-cheng-qu"),
]


@pytest.mark.parametrize(("model", "sent", "field", "code"), CODES)
def test_a_code_is_made_from_the_name(
    staff: Client, draft: Edition, model: type[Model], sent: dict[str, Any], field: str, code: str
) -> None:
    more = {"edition": draft.pk} if model in (Department, Parameter) else {}
    for expected in (code, f"{code}{'_' if '_' in code else '-'}2"):
        answer = add(staff, model, **sent, **more)
        assert answer.status_code == 302, answer.context["errors"]
        assert model._default_manager.filter(**{field: expected}).exists()


def test_a_figure_is_not_called_like_a_fact(staff: Client, draft: Edition) -> None:
    add(staff, Fact, name="工资", type="money")
    add(staff, Parameter, name="工资", edition=draft.pk)
    assert Fact.objects.get(name="工资").code == "gong_zi"
    assert Parameter.objects.get(name="工资").code == "gong_zi_2"


def test_options_get_codes_of_their_own(staff: Client, draft: Edition) -> None:
    rows = {f"options-{place}-name": name for place, name in enumerate(["独居", "独居", "和家人住"])}
    assert add(staff, Fact, name="居住方式", type="choice", **rows).status_code == 302
    fact = Fact.objects.get(name="居住方式")
    assert [one.code for one in fact.options.all()] == ["du_ju", "du_ju_2", "he_jia_ren_zhu"]


def test_a_facts_rows_have_the_controls_of_its_type(staff: Client, draft: Edition) -> None:
    shown = page(staff, Fact, "change", Fact.objects.get(code="assessed").pk)
    assert 'name="options-0-name"' not in shown
    assert '<option value="否">否</option>' in shown
    assert '<option value="is_not"' in shown
    assert '<option value="age_at_least"' not in shown
    shown = page(staff, Fact, "change", Fact.objects.get(code="illness").pk)
    assert 'type="checkbox" name="steps-0-sets" value="a"' in shown
    assert '<option value="all_of"' in shown
    shown = page(staff, Fact, "change", Fact.objects.get(code="hukou").pk)
    assert '<option value="qujiang">　　衢江区</option>' in shown


@pytest.mark.parametrize(
    ("code", "sets", "kept"),
    [
        ("assessed", "否", False),
        ("grade", "1", "1"),
        ("illness", ["a", "b"], ["a", "b"]),
        ("hukou", ["qujiang"], ["qujiang"]),
    ],
)
def test_a_step_is_chosen(staff: Client, draft: Edition, code: str, sets: Any, kept: Any) -> None:
    fact = Fact.objects.get(code=code)
    FactStep.objects.filter(fact=fact).delete()
    assert change(staff, fact, **{"steps-0-text": "去办", "steps-0-sets": sets}).status_code == 302
    step = fact.steps.get()
    assert (step.sets, step.code) == (kept, "qu_ban")
    assert change(staff, fact).status_code == 302
    assert fact.steps.get().sets == kept


def test_a_step_may_be_for_some_alone(staff: Client, draft: Edition) -> None:
    fact = Fact.objects.get(code="grade")
    step = {"steps-0-text": "去办", "steps-0-sets": "1", "steps-0-only_from": ["none", "2"]}
    assert change(staff, fact, **step).status_code == 302
    assert fact.steps.get().only_from == ["none", "2"]
    assert change(staff, fact).status_code == 302
    assert fact.steps.get().only_from == ["none", "2"]
    assert "steps-0-only_from" not in page(staff, Fact, "change", Fact.objects.get(code="assessed").pk)
    uses = uses_of_options(fact)["2"]
    assert fact.steps.get() in [one.row for one in uses]


def test_a_fact_says_where_it_is_used_and_is_not_deleted(staff: Client, draft: Edition) -> None:
    fact = Fact.objects.get(code="assessed")
    benefit = Benefit.objects.get(code="quzhou-08")
    shown = page(staff, Fact, "change", fact.pk)
    assert f'<a href="{address(Benefit, "change", benefit.pk)}">待遇“护理补贴”（quzhou-2023）</a>' in shown
    assert "问题“有下面的情况吗？”" in shown
    shown = page(staff, Fact, "delete", fact.pk)
    assert "还在使用，不能删除" in shown
    assert "待遇“护理补贴”（quzhou-2023）" in shown
    staff.post(address(Fact, "delete", fact.pk), {"post": "yes", "revision": ""})
    sent = {"action": "delete_selected", "_selected_action": [fact.pk], "post": "yes"}
    staff.post(address(Fact, "changelist"), sent)
    assert Fact.objects.filter(pk=fact.pk).exists()


def test_a_figure_in_a_sum_is_in_use(staff: Client, draft: Edition) -> None:
    assert "待遇“津贴”" in page(staff, Fact, "change", Fact.objects.get(code="income").pk)


def test_a_facts_type_stays_once_a_rule_uses_it(staff: Client, draft: Edition) -> None:
    fact = Fact.objects.get(code="assessed")
    assert "类型不能再改" in page(staff, Fact, "change", fact.pk)
    assert change(staff, fact, type="money").status_code == 302
    fact.refresh_from_db()
    assert fact.type == "bool"
    add(staff, Fact, name="没人用", type="bool")
    free = Fact.objects.get(name="没人用")
    assert "类型不能再改" not in page(staff, Fact, "change", free.pk)
    assert change(staff, free, type="money").status_code == 302
    free.refresh_from_db()
    assert free.type == "money"


def test_a_code_stays_once_it_is_published(staff: Client, draft: Edition) -> None:
    fact = Fact.objects.get(code="assessed")
    assert 'name="code"' in page(staff, Fact, "change", fact.pk)
    publish(draft)
    assert 'name="code"' not in page(staff, Fact, "change", fact.pk)
    assert change(staff, fact, code="other", name="评估过").status_code == 302
    fact.refresh_from_db()
    assert (fact.code, fact.name) == ("assessed", "评估过")


def test_an_option_in_use_is_not_deleted(staff: Client, draft: Edition) -> None:
    fact = Fact.objects.get(code="illness")
    answer = change(staff, fact, **{"options-0-DELETE": "on"})
    assert answer.status_code == 200
    assert "选项“高血压”正在使用，不能删除：待遇“护理补贴”（quzhou-2023）" in answer.content.decode()
    assert fact.options.count() == 2
    Condition.objects.filter(fact=fact).delete()
    assert change(staff, fact, **{"options-0-DELETE": "on"}).status_code == 302
    assert fact.options.count() == 1


def test_a_question_shows_how_it_reads_and_where_it_stands(staff: Client, draft: Edition) -> None:
    shown = page(staff, Question, "change", Question.objects.get(code="birth").pk)
    assert "您是哪一天出生的？" in shown
    assert "您父亲是哪一天出生的？" in shown
    assert "排在第 1 题，共 2 题。" in shown
    assert "后一题：" in shown
    assert '<option value="其他"></option>' in shown


def test_a_question_asks_several_facts_in_order(staff: Client, draft: Edition) -> None:
    years, income = Fact.objects.get(code="years"), Fact.objects.get(code="income")
    rows = {"asked-0-fact": years.pk, "asked-0-position": 2}
    assert add(staff, Question, title="{who}的收入？", section="收入", **rows).status_code == 302
    question = Question.objects.get(section="收入")
    assert change(staff, question, **{"asked-1-fact": income.pk, "asked-1-position": 1}).status_code == 302
    assert [one.fact for one in question.asked.all()] == [income, years]
    assert "月收入、缴费年数" in page(staff, Question, "changelist")


def test_a_term_says_which_benefits_use_it(staff: Client, draft: Edition) -> None:
    term = Term.objects.get()
    assert "待遇“护理补贴”" in page(staff, Term, "change", term.pk)
    assert "还在使用，不能删除" in page(staff, Term, "delete", term.pk)
    Clause.objects.filter(term=term).delete()
    assert "还没有用到。" in page(staff, Term, "change", term.pk)


def test_a_parameter_shows_its_gaps(staff: Client, draft: Edition) -> None:
    parameter = Parameter.objects.get(code="dibao_standard")
    value = parameter.values.get()
    assert "缺：" not in page(staff, Parameter, "change", parameter.pk)
    ParameterValue.objects.create(
        parameter=parameter,
        region=Region.objects.get(slug="qujiang"),
        effective_from="2024-01-01",
        value="900",
        document=value.document,
        row="1",
    )
    shown = page(staff, Parameter, "change", parameter.pk)
    assert '<td>衢江区</td> <td>2023年7月1日</td> <td> 2023年12月31日 </td> <td colspan="2">缺：' in shown
    assert "900 元/月" in shown
    assert "数值（元/月）" in shown
    assert "　　衢江区</option>" in shown


def test_regions_are_listed_as_a_tree(staff: Client, words: None) -> None:
    Region.objects.filter(slug="qujiang").update(position=0)
    shown = page(staff, Region, "changelist")
    assert shown.index(">浙江省<") < shown.index(">　　衢州市<") < shown.index(">　　　　衢江区<")


EMPTY = [(ServiceItem, "照着文件"), (Fact, "还没有情况"), (Document, "还没有文件"), (Parameter, "还没有参数")]


@pytest.mark.parametrize(("model", "said"), EMPTY)
def test_an_empty_list_says_what_to_do(staff: Client, model: type[Model], said: str) -> None:
    assert said in page(staff, model, "changelist")
    assert "没有找到。换个词" in page(staff, model, "changelist", q="没有这样的东西")


def test_documents_have_an_address_and_an_end(staff: Client, draft: Edition) -> None:
    document = Document.objects.get(number="衢政办发〔2023〕27号")
    sent = {"url": "www.qz.gov.cn/27", "valid_until": "2028-06-30"}
    assert change(staff, document, **sent).status_code == 302
    document.refresh_from_db()
    assert (document.url, str(document.valid_until)) == ("https://www.qz.gov.cn/27", "2028-06-30")


def test_a_reader_sees_a_step_in_words(draft: Edition, client: Client) -> None:
    FactStep.objects.create(fact=Fact.objects.get(code="grade"), code="go", text="去办", sets="1", only_from=["none"])
    reader = User.objects.create_user("reader", is_staff=True)
    Role.objects.create(user=reader, region=draft.region, kind=Role.Kind.READER)
    client.force_login(reader, backend="django.contrib.auth.backends.ModelBackend")
    shown = page(client, Fact, "change", Fact.objects.get(code="grade").pk)
    assert re.search(r'field-becomes">\s*<p>一级</p>', shown)
    assert re.search(r'field-begins">\s*<p>没有</p>', shown)
