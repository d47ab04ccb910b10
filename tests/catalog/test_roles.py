"""Who may do what in which region, on every address of the admin."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.db import connection, transaction
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalog.loading import load_edition
from catalog.models import Benefit, Document, Edition, Fact, ItemDepartment, Region, Role, ServiceItem
from catalog.permissions import may, regions_of
from catalog.publishing import publish
from tests.catalog.conftest import LIST
from tests.catalog.staffing import EVERYBODY, Ground, client_of, ground, hire, signed_in, ways
from tests.catalog.test_admin import address, fields

REFUSED = {403, 404}
# A page, a way on, a fault of the form told in words, or a method that the page does not know.
ANSWERED = {200, 302, 400, 405, 409, 422}


@pytest.fixture
def district(words: None) -> Ground:
    """The district's draft among staff of all kinds."""
    User.objects.create_user("target")
    return ground()


def status(client: Client, method: str, path: str) -> int:
    """How an address answers; what it wrote is taken back."""
    with transaction.atomic():
        answer = getattr(client, method)(path)
        transaction.set_rollback(True)
    to_login = answer.status_code == 302 and "/login/" in answer.headers["Location"]
    return 401 if to_login else int(answer.status_code)


@pytest.mark.parametrize("who", EVERYBODY)
def test_every_address_is_open_to_whom_it_should_be(district: Ground, who: str) -> None:
    client, wrong = client_of(who), {}
    for way in ways(district):
        for method in ("get", "post"):
            got = status(client, method, way.path)
            if who == "anonymous":
                right = got == 401
            else:
                right = got in ANSWERED if way.open_to(who, method) else got in REFUSED
            if not right:
                wrong[f"{method} {way.name}"] = got
    assert wrong == {}


def test_the_table_has_both_answers_for_everybody_with_a_role(district: Ground) -> None:
    for who in ("reader", "editor", "publisher", "elsewhere", "of_the_city"):
        answers = {way.open_to(who, method) for way in ways(district) for method in ("get", "post")}
        assert answers == {True, False}, who


def test_a_refusal_is_said_in_words(district: Ground) -> None:
    page = client_of("reader").get(address(Edition, "delete", district.draft.pk))
    assert page.status_code == 403
    assert "没有做这件事的职责" in page.content.decode()


@pytest.mark.parametrize(
    "query", ["", "?_popup=1", "?_to_field=id", "?_popup=1&_to_field=id&_changelist_filters=q%3D1"]
)
def test_no_query_opens_another_regions_row(district: Ground, query: str) -> None:
    client = client_of("elsewhere")
    for model in (Edition, ServiceItem, Benefit):
        for page in ("change", "delete"):
            assert client.get(address(model, page, district.rows[model].pk) + query).status_code == 404


def labels(page: Any, name: str) -> set[str]:
    choices = page.context["adminform"].form.fields[name].choices
    return {str(label) for value, label in choices if value}


def test_only_drafts_and_regions_of_ones_own_can_be_chosen(district: Ground) -> None:
    elsewhere, editor = client_of("elsewhere"), client_of("editor")
    assert labels(elsewhere.get(address(ServiceItem, "add")), "edition") == set()
    assert labels(editor.get(address(ServiceItem, "add")), "edition") == {str(district.draft)}
    assert labels(elsewhere.get(address(Edition, "add")), "region") == {"上虞区"}
    assert labels(client_of("of_the_city").get(address(Region, "add")), "parent") == {"衢州市", "衢江区"}


def test_a_row_cannot_be_put_into_another_region(district: Ground) -> None:
    client = client_of("elsewhere")
    item = {"edition": district.draft.pk, "row": "99", "name": "新", "category": "新", "position": 1}
    counts = {
        "offices-TOTAL_FORMS": 0,
        "offices-INITIAL_FORMS": 0,
        "benefits-TOTAL_FORMS": 0,
        "benefits-INITIAL_FORMS": 0,
    }
    answer = client.post(address(ServiceItem, "add"), {**item, **counts})
    assert answer.status_code == 200
    assert "edition" in answer.context["adminform"].form.errors
    region = {"slug": "new", "name": "新", "position": 1}
    for parent in ({}, {"parent": district.draft.region.pk}):
        answer = client.post(address(Region, "add"), {**region, **parent})
        assert "parent" in answer.context["adminform"].form.errors
    assert not ServiceItem.objects.filter(row="99").exists()
    assert not Region.objects.filter(slug="new").exists()


def test_an_editor_adds_and_writes_what_is_theirs(district: Ground) -> None:
    client = client_of("editor")
    path = address(ServiceItem, "change", district.rows[ServiceItem].pk)
    assert client.post(path, {**fields(client.get(path)), "name": "改过"}).status_code == 302
    assert ServiceItem.objects.get(pk=district.rows[ServiceItem].pk).name == "改过"
    region = {"slug": "street", "name": "街道", "position": 1, "parent": district.draft.region.pk}
    assert client.post(address(Region, "add"), region).status_code == 302


def test_a_readers_page_says_why_it_cannot_be_written(district: Ground) -> None:
    page = client_of("reader").get(address(Benefit, "change", district.rows[Benefit].pk)).content.decode()
    assert "您可以查看，不能修改" in page
    assert 'name="_save"' not in page
    assert "R1<br>R7" in page


def act(client: Client, model: type[Model], action: str, rows: Any, **more: Any) -> list[str]:
    sent = {"action": action, "_selected_action": [one.pk for one in rows], **more}
    asked: Any = client.post(address(model, "changelist"), {**sent, "post": ""})
    shown = {"revision": asked.context["revision"]} if asked.context and "revision" in asked.context else {}
    answer: Any = client.post(address(model, "changelist"), {**sent, **shown})
    assert answer.status_code in {200, 302}
    return [str(one) for one in get_messages(answer.wsgi_request)]


@pytest.mark.parametrize("who", ["without_role", "reader", "publisher", "elsewhere"])
def test_no_list_action_deletes_for_others(district: Ground, who: str) -> None:
    client = client_of(who)
    for model in (ServiceItem, Benefit, Edition):
        path = address(model, "changelist")
        sent = {"action": "delete_selected", "_selected_action": [district.rows[model].pk], "post": "yes"}
        client.post(path, sent)
        client.post(path, {**sent, "select_across": "1"})
        assert model._default_manager.filter(pk=district.rows[model].pk).exists()


def test_a_list_action_refuses_rows_that_one_may_only_read(district: Ground) -> None:
    person = signed_in(hire("both", ("editor", "shangyu"), ("reader", "qujiang")))
    for more in ({}, {"select_across": "1"}):
        said = act(person, ServiceItem, "delete_selected", [district.rows[ServiceItem]], post="yes", **more)
        assert "选中的有些不归您管，什么都没有做；请只选您负责的地区。" in said
    assert ServiceItem.objects.filter(pk=district.rows[ServiceItem].pk).exists()


def test_an_editors_list_action_deletes(district: Ground) -> None:
    client = client_of("editor")
    act(client, Document, "delete_selected", [Document.objects.create(number="废")], post="yes")
    act(client, ServiceItem, "delete_selected", [district.rows[ServiceItem]], post="yes")
    assert not Document.objects.filter(number="废").exists()
    assert not ServiceItem.objects.filter(pk=district.rows[ServiceItem].pk).exists()


def test_an_editor_throws_a_draft_away_and_nothing_that_is_published(district: Ground) -> None:
    client = client_of("editor")
    old = publish(load_edition(LIST | {"region": "qujiang", "edition": "qujiang-old"}))
    page = client.get(address(Edition, "delete", district.draft.pk))
    assert page.status_code == 200
    sent = {"post": "yes", "revision": page.context["revision"]}
    assert client.post(address(Edition, "delete", district.draft.pk), sent).status_code == 302
    assert not Edition.objects.filter(pk=district.draft.pk).exists()
    assert client.post(address(Edition, "delete", old.pk), sent).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [old.pk], "post": "yes"}
    client.post(address(Edition, "changelist"), chosen)
    assert Edition.objects.filter(pk=old.pk).exists()


def test_lists_and_their_filters_show_what_one_may_read(district: Ground) -> None:
    for who, rows in (("elsewhere", 0), ("reader", 2), ("superuser", 2)):
        page: Any = client_of(who).get(address(ServiceItem, "changelist"))
        assert page.context["cl"].result_count == rows
        assert ("衢江区清单" in page.content.decode()) == bool(rows)


def test_the_search_for_choices_finds_what_one_may_read(district: Ground) -> None:
    query = {"app_label": "catalog", "model_name": "serviceitem", "field_name": "edition", "term": "清单"}
    for who, found in (("elsewhere", 0), ("reader", 1), ("of_the_city", 1)):
        answer = client_of(who).get(reverse("admin:autocomplete"), query)
        assert len(answer.json()["results"]) == found
    assert client_of("without_role").get(reverse("admin:autocomplete"), query).status_code == 403
    people = {"app_label": "catalog", "model_name": "role", "field_name": "user"}
    assert client_of("editor").get(reverse("admin:autocomplete"), people).status_code == 403


def old_version(row: Any) -> str:
    return address(type(row), "simple_history", row.pk, row.history.earliest().pk)


def test_an_old_version_is_taken_back_by_who_may_write_it(district: Ground) -> None:
    row: Any = district.rows[Document]
    before = row.title
    row.title = "错了"
    row.save()
    assert client_of("reader").post(old_version(row), {"number": row.number}).status_code == 403
    assert 'name="_save"' not in client_of("publisher").get(old_version(row)).content.decode()
    client = client_of("editor")
    form = client.get(old_version(row)).context["adminform"].form
    sent = {one.html_name: one.value() for one in form if one.value() is not None}
    assert client.post(old_version(row), sent).status_code == 302
    row.refresh_from_db()
    assert row.title == before


def test_an_old_version_of_what_is_published_is_only_shown(district: Ground) -> None:
    publish(district.draft)
    client = client_of("superuser")
    for model in (Edition, ServiceItem, Benefit):
        row: Any = district.rows[model]
        page = client.get(old_version(row))
        assert page.status_code == 200
        assert 'name="_save"' not in page.content.decode()
        assert client.post(old_version(row), {"name": "x"}).status_code == 403
        assert client.get(address(model, "history", row.pk)).status_code == 200


def test_the_history_of_what_is_gone_stays_with_its_region(district: Ground) -> None:
    row = district.rows[Benefit]
    path = address(Benefit, "history", row.pk)
    ItemDepartment.objects.all().delete()
    district.draft.delete()
    assert client_of("superuser").get(path).status_code == 200
    assert client_of("elsewhere").get(path).status_code == 403


def test_history_says_who(district: Ground) -> None:
    client = client_of("editor")
    path = address(Fact, "change", district.rows[Fact].pk)
    assert client.post(path, {**fields(client.get(path)), "name": "改过"}).status_code == 302
    page = client.get(address(Fact, "history", district.rows[Fact].pk)).content.decode()
    assert [re.findall(rf">\s*{who}\s*<", page) != [] for who in ("editor", "系统")] == [True, True]


def test_roles_cost_a_fixed_number_of_queries(district: Ground) -> None:
    client, superuser = client_of("editor"), client_of("superuser")
    for model in (ServiceItem, Benefit, Region):
        for page in (address(model, "changelist"), address(model, "change", district.rows[model].pk)):
            with CaptureQueriesContext(connection) as asked:
                client.get(page)
            with CaptureQueriesContext(connection) as without:
                superuser.get(page)
            roles = [one for one in asked if 'FROM "catalog_role"' in one["sql"]]
            assert len(roles) == 1, page
            # Two for the roles, two that Django asks about the log of sign-ins.
            assert len(asked) <= len(without) + 4, page


def test_roles_reach_down_and_no_further(district: Ground) -> None:
    person = hire("of_the_city", ("editor", "quzhou"), ("publisher", "qujiang"))
    by_slug = {one.slug: one for one in Region.objects.all()}
    assert regions_of(person, "edit") == {by_slug["quzhou"].pk, by_slug["qujiang"].pk}
    assert [slug for slug, one in by_slug.items() if may(person, "publish", one)] == ["qujiang"]
    assert not may(person, "read", by_slug["zhejiang"])
    person.is_active = False
    assert not may(person, "read")


def test_a_role_that_is_taken_away_is_gone_at_the_next_request(district: Ground) -> None:
    client = client_of("editor")
    path = address(Edition, "change", district.draft.pk)
    assert client.get(path).status_code == 200
    Role.objects.all().delete()
    assert client.get(path).status_code in REFUSED
