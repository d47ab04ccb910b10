"""Staff find, read and edit everything; what is published they can only read."""

import re
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.db import connection
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalog.loading import edition_data, load_edition
from catalog.models import (
    Benefit,
    Department,
    Document,
    Edition,
    Fact,
    FloorPair,
    Gloss,
    Language,
    Parameter,
    Pathway,
    Question,
    Region,
    Scenario,
    ServiceItem,
    Term,
)
from catalog.publishing import publish
from tests.catalog.conftest import LIST, Data
from tests.catalog.posting import sent

WORDS: list[type[Model]] = [Region, Document, Fact, Term, Question, Gloss]
PARTS: list[type[Model]] = [Edition, ServiceItem, Benefit, Department, Parameter]
MOST_QUERIES = 50


def address(model: type[Model], page: str, *args: Any) -> str:
    return reverse(f"admin:catalog_{model._meta.model_name}_{page}", args=args)


def get(staff: Client, path: str, **query: str) -> tuple[HttpResponse, int]:
    with CaptureQueriesContext(connection) as asked:
        answer = staff.get(path, query)
    return answer, len(asked)


def main(answer: HttpResponse) -> str:
    """A page as far as the strict Content-Security-Policy must not break it: without data blocks for scripts."""
    return re.sub(r'<script[^>]* type="application/json"[^>]*>', "", answer.content.decode())


def fields(answer: HttpResponse) -> dict[str, Any]:
    """What a browser would send back from an untouched page: a value, or a list where a name has several."""
    html = answer.content.decode()
    form = re.search(r'<form[^>]* id="(\w+_form)"', html)
    assert form, html
    return {name: values[0] if len(values) == 1 else values for name, values in sent(html, form[1]).items()}


def test_every_model_is_there() -> None:
    registered = {model for model in admin.site._registry if model._meta.app_label == "catalog"}
    assert registered == {*WORDS, *PARTS, Pathway, Scenario, FloorPair, Language}


@pytest.mark.parametrize("model", [*WORDS, *PARTS])
def test_every_page_opens_on_few_queries(staff: Client, draft: Edition, model: type[Model]) -> None:
    pages = [address(model, "changelist"), address(model, "add")]
    pages += [address(model, "change", one.pk) for one in model._default_manager.all()[:5]]
    pages.append(address(model, "history", model._default_manager.all()[0].pk))
    for page in pages:
        answer, queries = get(staff, page)
        assert answer.status_code == 200, page
        assert queries <= MOST_QUERIES, page
        assert not re.search(r"<style|<script(?![^>]* src=)|\sstyle=|\son[a-z]+=", main(answer)), page


@pytest.mark.parametrize("model", [*WORDS, *PARTS])
def test_a_longer_list_asks_no_more(staff: Client, draft: Edition, small: Data, model: type[Model]) -> None:
    def queries() -> int:
        return get(staff, address(model, "changelist"))[1]

    queries()
    few = queries()
    for copy in range(4):
        small["edition"] = f"quzhou-{copy}"
        load_edition(small)
    assert queries() == few


SEARCHES = [
    (ServiceItem, "护理补贴"),
    (ServiceItem, "市民政局"),
    (Benefit, "quzhou-09"),
    (Pathway, "经评估"),
    (Question, "哪一天"),
    (Fact, "低保边缘"),
    (Term, "R6"),
    (Gloss, "比低保"),
    (Parameter, "dibao"),
    (Document, "27号"),
    (Department, "12345"),
    (Region, "330800"),
    (Edition, "衢政办发"),
]


@pytest.mark.parametrize(("model", "said"), SEARCHES)
def test_search_finds_it(staff: Client, draft: Edition, model: type[Model], said: str) -> None:
    answer, _ = get(staff, address(model, "changelist"), q=said)
    assert answer.context["cl"].result_count == 1  # type: ignore[attr-defined]


def test_lists_are_filtered(staff: Client, draft: Edition) -> None:
    for query in (
        {"item__category": "护理"},
        {"item__edition__id__exact": str(draft.pk), "q": "quzhou-09"},
        {"item__edition__region__id__exact": str(draft.region_id), "q": "quzhou-08"},
    ):
        answer, _ = get(staff, address(Benefit, "changelist"), **query)
        assert answer.context["cl"].result_count == 1  # type: ignore[attr-defined]


def test_the_rule_reads_as_a_sentence(staff: Client, draft: Edition) -> None:
    page = get(staff, address(Benefit, "change", Benefit.objects.get(code="quzhou-08").pk))[0].content.decode()
    assert (
        "都要符合：户籍在衢州市；年满 60 周岁；"
        "经济困难（符合任一项：属于低保家庭或低保边缘家庭 / "
        "月收入不超过 1.5 × 低保标准 元，并且残疾等级：一级或二级）；"
    ) in page
    assert "情形 1【经评估】还要符合：经能力评估认定。得到：发钱，每月按残疾等级分：没有 0 元；一级 500 元；" in page
    assert "情形 2【其他】得到：减免，减去 50%。" in page
    page = get(staff, address(Term, "change", Term.objects.get().pk))[0].content.decode()
    assert "属于低保家庭或低保边缘家庭 / 月收入不超过" in page


@pytest.mark.parametrize("model", PARTS)
def test_what_is_published_is_read_only(staff: Client, published: Edition, model: type[Model]) -> None:
    rows = model._default_manager.all()
    for row in rows:
        answer, _ = get(staff, address(model, "change", row.pk))
        assert "已发布，请复制为新版本" in answer.content.decode()
        assert 'name="_save"' not in answer.content.decode()
        assert staff.post(address(model, "change", row.pk), {"name": "x"}).status_code == 403
        assert staff.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    staff.post(
        address(model, "changelist"),
        {"action": "delete_selected", "_selected_action": [row.pk for row in rows], "post": "yes"},
    )
    assert edition_data(Edition.objects.whole().get(pk=published.pk)) == LIST


def test_what_is_read_only_is_readable(staff: Client, published: Edition) -> None:
    page = get(staff, address(Benefit, "change", Benefit.objects.get(code="quzhou-08").pk))[0].content.decode()
    assert "R1<br>R7" in page


@pytest.mark.parametrize("model", [*WORDS, *PARTS])
def test_saving_an_untouched_page_changes_nothing(staff: Client, draft: Edition, model: type[Model]) -> None:
    before = Edition.objects.whole().get(pk=draft.pk)
    for row in model._default_manager.all():
        path = address(model, "change", row.pk)
        answer = staff.post(path, fields(get(staff, path)[0]))
        assert answer.status_code == 302, answer.context["errors"]  # type: ignore[index]
    assert edition_data(Edition.objects.whole().get(pk=draft.pk)) == edition_data(before) == LIST


def test_an_edit_is_kept_with_its_history(staff: Client, draft: Edition) -> None:
    benefit = Benefit.objects.get(code="quzhou-09")
    path = address(Benefit, "change", benefit.pk)
    given = {**fields(get(staff, path)[0]), "gives": "第一行\r\n第二行", "bring": "身份证\r\n\r\n 户口本 "}
    assert staff.post(path, given).status_code == 302
    benefit.refresh_from_db()
    assert (benefit.gives, benefit.bring) == ("第一行\n第二行", ["身份证", "户口本"])
    assert benefit.history.latest().history_user == User.objects.get(username="staff")


def test_a_step_is_written_in_words(staff: Client, draft: Edition) -> None:
    path = address(Fact, "change", Fact.objects.get(code="assistance").pk)
    given = fields(get(staff, path)[0])
    given |= {"steps-TOTAL_FORMS": 1, "steps-0-code": "go", "steps-0-text": "去申请", "steps-0-position": 1}
    assert (
        "没有“富人”这一项，请从列出的里面选。" in staff.post(path, {**given, "steps-0-sets": "富人"}).content.decode()
    )
    assert staff.post(path, {**given, "steps-0-sets": "dibao"}).status_code == 302
    assert Fact.objects.get(code="assistance").steps.get().sets == "dibao"


def act(client: Client, action: str, *editions: Edition) -> list[str]:
    client.get(address(Edition, "changelist"))
    sent = {"action": action, "_selected_action": [one.pk for one in editions]}
    return [str(one) for one in get_messages(client.post(address(Edition, "changelist"), sent).wsgi_request)]


def test_a_selected_edition_is_copied(staff: Client, published: Edition) -> None:
    assert act(staff, "clone_editions", published) == ["已复制为草稿 quzhou-2023-v2。"]
    copy = Edition.objects.whole().get(version=2)
    assert edition_data(copy) == LIST
    assert copy.based_on == published


def test_a_new_part_goes_into_a_draft_only(staff: Client, published: Edition, small: Data) -> None:
    draft = load_edition(small)
    choices = get(staff, address(ServiceItem, "add"))[0].context["adminform"].form.fields["edition"].choices  # type: ignore[attr-defined]
    assert [str(label) for value, label in choices if value] == [str(draft)]
    publish(draft)
    sent = {"edition": draft.pk, "row": "99", "name": "新", "category": "新", "position": 1}
    assert staff.post(address(ServiceItem, "add"), sent).status_code == 200
    assert not ServiceItem.objects.filter(row="99").exists()
