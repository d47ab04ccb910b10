"""Who changed what and when: on an object's page and on the edition's, in words, deletions too."""

from django.test import Client
from django.urls import reverse

from catalog.models import Benefit, Clause, Condition, Edition, Fact, Parameter
from tests.catalog.test_admin import address, fields, main


def change(staff: Client, row: Benefit | Fact | Parameter | Clause, **more: object) -> None:
    path = address(type(row), "change", row.pk)
    answer = staff.post(path, {**fields(staff.get(path)), **more})  # type: ignore[arg-type]
    assert answer.status_code == 302, answer.context["errors"]


def told(staff: Client, path: str) -> str:
    answer = staff.get(path)
    assert answer.status_code == 200
    assert "style=" not in main(answer)  # type: ignore[arg-type]
    return " ".join(answer.content.decode().split())


def test_a_change_is_told_with_who_and_before_and_now(staff: Client, draft: Edition) -> None:
    fact = Fact.objects.get(code="illness")
    change(staff, fact, name="慢病", **{"options-0-name": "血压高"})
    page = told(staff, address(Fact, "history", fact.pk))
    assert "<td>staff</td> <td> 修改情况“慢病”" in page
    assert "名称：<del>慢性病</del> → <ins>慢病</ins>" in page
    assert "修改选项“血压高”" in page
    assert "名称：<del>高血压</del> → <ins>血压高</ins>" in page


def test_a_deleted_row_is_told_on_its_owners_page(staff: Client, draft: Edition) -> None:
    parameter = Parameter.objects.get(code="dibao_standard")
    change(staff, parameter, **{"values-0-DELETE": "on"})
    assert "删除参数的数值“衢州市 2022年7月1日”" in told(staff, address(Parameter, "history", parameter.pk))


def test_a_condition_is_told_in_words_on_the_benefits_page(staff: Client, draft: Edition) -> None:
    condition = Condition.objects.get(fact__code="illness", clause__isnull=False)
    condition.value = ["a"]
    condition.save()
    Condition.objects.get(fact__code="assessed", clause__isnull=False).delete()
    benefit = Benefit.objects.get(code="quzhou-08")
    page = told(staff, address(Benefit, "history", benefit.pk))
    assert "值：<del>高血压、糖尿病</del> → <ins>高血压</ins>" in page
    assert "删除条件“经过评估 是 是”" in page
    assert "[" not in page[page.index("history-lines") : page.index("</table>")]


def test_the_edition_tells_of_everything_in_it_newest_first(staff: Client, draft: Edition) -> None:
    url = reverse("admin:catalog_edition_changes", args=[draft.pk])
    assert "新增版本“衢州市清单”" in told(staff, url)
    benefit = Benefit.objects.get(code="quzhou-08")
    change(staff, benefit, gives="每月多发钱")
    change(staff, Parameter.objects.get(code="wage"), unit="元/时")
    page = told(staff, url)
    assert page.index("元/时") < page.index("每月多发钱")
    assert f'<a href="{address(Benefit, "change", benefit.pk)}">' in page
    for _round in range(60):
        benefit.position += 1
        benefit.save()
    assert 'aria-current="page">1<' in told(staff, url)
    assert "元/时" not in told(staff, url)
    assert "元/时" in told(staff, f"{url}?p=2")


def test_an_old_version_is_taken_back_in_the_place_of_what_was_shown(staff: Client, draft: Edition) -> None:
    fact = Fact.objects.get(code="illness")
    change(staff, fact, name="慢病")
    path = reverse("admin:catalog_fact_simple_history", args=[fact.pk, fact.history.earliest().pk])
    assert path in told(staff, address(Fact, "history", fact.pk))
    shown = staff.get(path)
    assert 'name="revision"' in shown.content.decode()
    sent = {one.html_name: one.value() for one in shown.context["adminform"].form if one.value() is not None}
    Fact.objects.filter(pk=fact.pk).update(position=50)
    refused = staff.post(path, sent)
    assert refused.status_code == 409
    fact.refresh_from_db()
    assert fact.name == "慢病"
    again = {**sent, "revision": refused.context["revision"].value()}
    assert staff.post(path, again).status_code == 302
    fact.refresh_from_db()
    assert fact.name == "慢性病"
