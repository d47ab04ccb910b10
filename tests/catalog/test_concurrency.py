"""Two editors on one thing: whoever comes second is told, and nothing is overwritten unseen."""

import random
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from catalog.editing.families import digest
from catalog.models import (
    Benefit,
    Clause,
    Department,
    Edition,
    Fact,
    FactOption,
    Parameter,
    Question,
    ServiceItem,
    Term,
)
from tests.catalog.test_admin import address, fields, main

PAIRS = 100
# For each kind of page: a field that takes any text, and the rows on it with one.
PAGES: list[tuple[type[Model], str, str, str]] = [
    (ServiceItem, "name", "offices", "position"),
    (Benefit, "gives", "", ""),
    (Parameter, "unit", "values", "row"),
    (Fact, "name", "options", "name"),
    (Question, "help", "asked", "position"),
    (Department, "address", "", ""),
    (Term, "name", "", ""),
]


def login(name: str) -> Client:
    client = Client()
    user, _ = User.objects.get_or_create(username=name, is_staff=True, is_superuser=True)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def anna(db: None) -> Client:
    """The first of two editors."""
    return login("anna")


@pytest.fixture
def boli(db: None) -> Client:
    """The second of two editors."""
    return login("boli")


def read(client: Client, row: Model) -> dict[str, Any]:
    """What a browser would send back from a row's page."""
    return fields(client.get(address(type(row), "change", row.pk)))  # type: ignore[arg-type]


def save(client: Client, row: Model, sent: dict[str, Any]) -> Any:
    return client.post(address(type(row), "change", row.pk), sent)


def altered(chance: random.Random, sent: dict[str, Any], page: tuple[type[Model], str, str, str], who: str) -> Any:
    """A page as somebody changes it: its field, one of its rows, or nothing; and what was written."""
    _model, name, prefix, inner = page
    rows = int(sent.get(f"{prefix}-INITIAL_FORMS", 0))
    what = chance.choice(["field", "field", "row", "nothing"] if rows else ["field", "field", "nothing"])
    if what == "nothing":
        return sent, None
    key = name if what == "field" else f"{prefix}-{chance.randrange(rows)}-{inner}"
    text = str(chance.randrange(10**6)) if inner == "position" and what == "row" else f"{who}{chance.randrange(10**6)}"
    return {**sent, key: text}, (key, text)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page[0].__name__)
def test_of_100_pairs_none_is_overwritten_unseen(
    draft: Edition, anna: Client, boli: Client, page: tuple[type[Model], str, str, str]
) -> None:
    chance = random.Random(page[0].__name__)
    refused = accepted = 0
    for _pair in range(PAIRS // len(PAGES) + 1):
        row = chance.choice(list(page[0]._default_manager.all()))
        hers, her_change = altered(chance, read(anna, row), page, "甲")
        his, his_change = altered(chance, read(boli, row), page, "乙")
        before = digest(row)
        assert save(anna, row, hers).status_code == 302
        after = digest(row)
        assert (before != after) == (her_change is not None)
        answer = save(boli, row, his)
        if before == after:
            accepted += 1
            assert answer.status_code == 302
            continue
        refused += 1
        assert answer.status_code == 409
        assert digest(row) == after, "a refused save has written"
        shown = answer.content.decode()
        assert "anna" in shown
        assert her_change[1] in shown
        again = fields(answer)
        assert all(
            str(again[key]) == str(text) for key, text in his.items() if key not in {"revision", "csrfmiddlewaretoken"}
        )
        assert save(boli, row, again).status_code == 302
        kept = read(boli, row)
        if his_change:
            assert str(kept[his_change[0]]) == his_change[1]
        # Pressing once more is knowing: the page as he saw it stands, her field only where he had not another there.
        assert str(kept[her_change[0]]) == str(his[her_change[0]])
    assert refused
    assert accepted


def test_the_first_is_told_by_name_field_before_and_now(draft: Edition, anna: Client, boli: Client) -> None:
    office = Department.objects.get(code="minzheng")
    hers, his = read(anna, office), read(boli, office)
    assert save(anna, office, {**hers, "phone": "0570-99999"}).status_code == 302
    answer = save(boli, office, {**his, "address": "府前路 1 号"})
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "这一页打开以后别人改过，所以没有保存。" in shown
    assert "anna" in shown
    assert "电话：<del>0570-12345</del> → <ins>0570-99999</ins>" in shown
    assert 'value="府前路 1 号"' in shown
    assert f'href="{address(Department, "change", office.pk)}" target="_blank"' in shown
    office.refresh_from_db()
    assert (office.phone, office.address) == ("0570-99999", "")
    assert "style=" not in main(answer)


def test_a_row_that_was_taken_away_comes_back_only_knowingly(draft: Edition, anna: Client, boli: Client) -> None:
    fact = Fact.objects.get(code="illness")
    hers, his = read(anna, fact), read(boli, fact)
    # She deletes an option and adds one; he renames the deleted one.
    hers |= {"options-0-DELETE": "on", "options-TOTAL_FORMS": 3}
    hers |= {"options-2-name": "痛风", "options-2-code": "c", "options-2-position": 9}
    Clause.objects.filter(conditions__fact=fact).delete()
    assert save(anna, fact, hers).status_code == 302
    answer = save(boli, fact, {**his, "options-0-name": "高血压病"})
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "删除选项“高血压”" in shown
    assert "新增选项“痛风”" in shown
    assert set(fact.options.values_list("name", flat=True)) == {"糖尿病", "痛风"}
    assert save(boli, fact, fields(answer)).status_code == 302
    assert set(fact.options.values_list("name", flat=True)) == {"糖尿病", "痛风", "高血压病"}


def test_a_page_without_its_revision_is_refused(draft: Edition, anna: Client) -> None:
    office = Department.objects.get(code="minzheng")
    sent = {**read(anna, office), "phone": "1"}
    for wrong in ("", "x", "..", f"{'9' * 400}.{'9' * 40}"):
        assert save(anna, office, {**sent, "revision": wrong}).status_code == 409
    del sent["revision"]
    assert save(anna, office, sent).status_code == 409
    office.refresh_from_db()
    assert office.phone == "0570-12345"


def test_what_was_deleted_meanwhile_is_said_and_what_was_typed_stays(
    draft: Edition, anna: Client, boli: Client
) -> None:
    item = ServiceItem.objects.get(row="9")
    his = read(boli, item)
    path = address(ServiceItem, "delete", item.pk)
    shown = anna.get(path).context["revision"]
    assert anna.post(path, {"post": "yes", "revision": shown}).status_code == 302
    answer = save(boli, item, {**his, "name": "我改好的名字"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "已经被删除了" in page
    assert "anna 删除了“9 高龄津贴”" in page
    assert "我改好的名字" in page


def test_what_was_published_meanwhile_is_said_and_what_was_typed_stays(draft: Edition, boli: Client) -> None:
    from catalog.publishing import publish

    office = Department.objects.get(code="minzheng")
    his = read(boli, office)
    publish(draft)
    answer = save(boli, office, {**his, "address": "府前路 1 号"})
    assert answer.status_code == 409
    assert "已发布，请复制为新版本" in answer.content.decode()
    assert "府前路 1 号" in answer.content.decode()


def test_a_deletion_counts_for_what_was_shown(draft: Edition, anna: Client, boli: Client) -> None:
    item = ServiceItem.objects.get(row="9")
    path = address(ServiceItem, "delete", item.pk)
    shown = boli.get(path).context["revision"]
    save(anna, item, {**read(anna, item), "name": "改过名"})
    answer = boli.post(path, {"post": "yes", "revision": shown})
    assert answer.status_code == 409
    assert "项目名称：<del>高龄津贴</del> → <ins>改过名</ins>" in answer.content.decode()
    assert ServiceItem.objects.filter(pk=item.pk).exists()
    assert boli.post(path, {"post": "yes", "revision": answer.context["revision"]}).status_code == 302
    assert not ServiceItem.objects.filter(pk=item.pk).exists()


def test_a_deletion_of_several_counts_for_what_was_shown(draft: Edition, anna: Client, boli: Client) -> None:
    path, items = address(ServiceItem, "changelist"), list(ServiceItem.objects.all())
    sent = {"action": "delete_selected", "_selected_action": [one.pk for one in items]}
    shown = boli.post(path, sent).context["revision"]
    save(anna, items[0], {**read(anna, items[0]), "name": "改过名"})
    answer = boli.post(path, {**sent, "post": "yes", "revision": shown})
    assert answer.status_code == 409
    assert "刚被别人改过" in answer.content.decode()
    assert ServiceItem.objects.count() == len(items)
    boli.post(path, {**sent, "post": "yes", "revision": answer.context["revision"]})
    assert not ServiceItem.objects.exists()


def test_the_same_code_twice_is_told_at_its_field(draft: Edition, anna: Client) -> None:
    sent = {"edition": draft.pk, "code": "minzheng", "name": "又一个", "position": 1}
    answer = anna.post(reverse("admin:catalog_department_add"), sent)
    assert answer.status_code == 200
    assert "已经有这个部门代码" in answer.content.decode()
    assert FactOption.objects.filter(name="又一个").count() == 0
