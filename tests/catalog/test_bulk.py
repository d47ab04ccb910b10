"""One field of many rows at once: shown first, then all or nothing, and only in drafts."""

from typing import Any

import pytest
from django.db.models import Model
from django.test import Client

from catalog.loading import load_edition
from catalog.models import Benefit, Department, Edition, Parameter, ParameterValue, Pathway, ServiceItem
from catalog.publishing import publish
from tests.catalog.conftest import Data
from tests.catalog.test_admin import address, main


def post(staff: Client, model: type[Model], rows: Any, **sent: Any) -> Any:
    chosen = {"action": "bulk_edit", "_selected_action": [one.pk for one in rows]}
    answer = staff.post(address(model, "changelist"), {**chosen, **sent})
    if answer.status_code == 200:
        assert "style=" not in main(answer)  # type: ignore[arg-type]
    return answer


def apply(staff: Client, model: type[Model], rows: Any, **sent: Any) -> Any:
    shown = post(staff, model, rows, typed="1", **sent)
    return shown, post(staff, model, rows, typed="1", apply="1", revision=shown.context["revision"], **sent)


def lines(answer: Any) -> list[tuple[str, str, str]]:
    return [(one.before, one.after, one.fault or one.left) for one in answer.context["lines"]]


def test_a_field_is_chosen_then_its_value_then_it_is_shown_and_written(staff: Client, draft: Edition) -> None:
    items = ServiceItem.objects.all()
    first = post(staff, ServiceItem, items)
    assert "类别：都改成同一个" in first.content.decode()
    second = post(staff, ServiceItem, items, what="category:set")
    assert "<datalist" in second.content.decode()
    assert "请填写这一项" not in second.content.decode()
    shown = post(staff, ServiceItem, items, what="category:set", typed="1", value="津贴")
    assert lines(shown) == [("护理", "津贴", ""), ("津贴", "津贴", "")]
    assert "会改 1 条" in shown.content.decode()
    assert set(items.values_list("category", flat=True)) == {"护理", "津贴"}
    _, done = apply(staff, ServiceItem, items, what="category:set", value="津贴")
    assert done.status_code == 302
    assert set(items.values_list("category", flat=True)) == {"津贴"}
    changed = ServiceItem.objects.get(row="8*")
    assert str(changed.history.latest().history_user) == "staff"
    assert ServiceItem.objects.get(row="9").history.count() == 0


def test_words_are_replaced_in_lines_and_texts(staff: Client, draft: Edition) -> None:
    benefits = Benefit.objects.all()
    apply(staff, Benefit, benefits, what="bring:replace", old="身份证", new="居民身份证")
    assert Benefit.objects.get(code="quzhou-08").bring == ["居民身份证"]
    apply(staff, Benefit, benefits, what="apply:replace", old="到社区", new="到村（社区）")
    assert Benefit.objects.get(code="quzhou-08").apply == "到村（社区）"
    apply(staff, Department, Department.objects.all(), what="phone:replace", old="0570-", new="")
    assert Department.objects.get(code="minzheng").phone == "12345"


@pytest.mark.parametrize(
    ("model", "what", "value", "kept"),
    [
        (Pathway, "renewal_months", "6", {"6"}),
        (Department, "hours", "工作日 9:00—17:00", {"工作日 9:00—17:00"}),
        (Benefit, "bring", "身份证\r\n户口本", {"['身份证', '户口本']"}),
    ],
)
def test_every_field_has_its_own_control(
    staff: Client, draft: Edition, model: type[Model], what: str, value: str, kept: set[str]
) -> None:
    rows = model._default_manager.all()
    assert apply(staff, model, rows, what=f"{what}:set", value=value)[1].status_code == 302
    assert {str(getattr(one, what)) for one in model._default_manager.all()} == kept


def test_the_values_of_parameters(staff: Client, draft: Edition) -> None:
    _, done = apply(staff, Parameter, Parameter.objects.all(), what="row:set", value="第三条")
    assert done.status_code == 302
    assert ParameterValue.objects.get().row == "第三条"
    wrong = post(staff, Parameter, Parameter.objects.all(), what="value:set", typed="1", value="很多")
    assert "写成数字" in lines(wrong)[0][2]
    assert "照这样改" not in wrong.content.decode()


def test_departments_by_name_in_their_order(staff: Client, draft: Edition) -> None:
    items = ServiceItem.objects.all()
    _, done = apply(staff, ServiceItem, items, what="departments:set", value=["市民政局"])
    assert done.status_code == 302
    for item in items:
        assert [one.department.name for one in item.offices.all()] == ["市民政局"]


def test_published_rows_are_listed_and_left(staff: Client, draft: Edition, small: Data) -> None:
    publish(draft)
    small["edition"] = "second"
    second = load_edition(small)
    offices = Department.objects.all()
    shown, done = apply(staff, Department, offices, what="hours:set", value="全天")
    assert [left for _before, _after, left in lines(shown)].count("已发布，不动") == 2
    assert done.status_code == 302
    assert {one.hours for one in Department.objects.filter(edition=second)} == {"全天"}
    assert {one.hours for one in Department.objects.filter(edition=draft)} == {""}


def test_a_row_that_cannot_become_so_keeps_all_from_being_written(staff: Client, draft: Edition, small: Data) -> None:
    small["edition"], small["departments"] = "second", {"weijian": {"name": "另一个局"}}
    for item in small["items"]:
        item.pop("departments", None)
    load_edition(small)
    items = ServiceItem.objects.all()
    shown, refused = apply(staff, ServiceItem, items, what="departments:set", value=["市民政局"])
    assert "这个版本里没有部门“市民政局”" in shown.content.decode()
    assert refused.status_code == 200
    assert ServiceItem.objects.filter(edition=draft, row="9").get().offices.count() == 0


def test_rows_that_others_changed_are_shown_again(staff: Client, draft: Edition) -> None:
    offices = Department.objects.all()
    sent = {"what": "hours:set", "value": "全天", "typed": "1"}
    shown = post(staff, Department, offices, **sent)
    Department.objects.filter(code="minzheng").update(hours="上午")
    again = post(staff, Department, offices, apply="1", revision=shown.context["revision"], **sent)
    assert again.status_code == 409
    assert ("上午", "全天", "") in lines(again)
    assert set(offices.values_list("hours", flat=True)) == {"上午", ""}
    assert post(staff, Department, offices, apply="1", revision=again.context["revision"], **sent).status_code == 302
    assert set(offices.values_list("hours", flat=True)) == {"全天"}
