"""A term is written on one page, its conditions chosen as on a benefit's; nothing is typed but names and figures."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from catalog.compile import alternatives
from catalog.models import Condition, Edition, Parameter, Role, Term
from tests.catalog.editing import Clerk
from tests.catalog.test_editor_catalogue import stored

Edit = Callable[[], Clerk]
ROWS = "cterm-conditions"


@pytest.fixture
def edit(staff: Client, draft: Edition) -> Edit:
    """Open the page of the term 经济困难."""
    return lambda: Clerk(staff, Term.objects.get(code="hardship"))


def meaning(term: Term) -> Any:
    return alternatives(term.conditions.select_related("fact"))


def test_a_term_is_built_from_nothing(staff: Client, draft: Edition) -> None:
    clerk = Clerk(staff, model=Term).write(name="高龄或收入低")
    (first,) = clerk.given[ROWS]
    clerk.put(f"k{first}", fact="birth_date").press("read").put(f"k{first}", relation="age_at_least").press("read")
    assert "岁" in clerk.html
    clerk.put(f"k{first}", age=80)
    other = clerk.added(ROWS)
    clerk.put(f"k{other}", join="or", fact="income").press("read").put(f"k{other}", relation="at_most").press("read")
    clerk.put(f"k{other}", **{"limit-0-factors": "1.5", "limit-0-name": "dibao_standard"})
    third = clerk.added(ROWS)
    clerk.put(f"k{third}", join="and", fact="assistance").press("read")
    clerk.put(f"k{third}", relation="none_of").press("read").put(f"k{third}", options=["dibao"]).press("read")
    assert clerk.said("cterm").startswith("符合任一项：年满 80 周岁 / 月收入不超过 1.5 × 低保标准 元，并且")
    assert not Term.objects.filter(name="高龄或收入低").exists()
    clerk.saved()
    made = Term.objects.get(name="高龄或收入低")
    assert made.code == "gao_ling_huo_shou_ru_di"
    assert meaning(made) == [
        [{"fact": "birth_date", "relation": "age_at_least", "value": 80}],
        [
            {"fact": "income", "relation": "at_most", "value": "1.5 * dibao_standard"},
            {"fact": "assistance", "relation": "none_of", "value": ["dibao"]},
        ],
    ]


def test_an_untouched_save_writes_nothing(edit: Edit) -> None:
    before = stored()
    edit().saved()
    assert stored() == before


def test_only_what_differs_is_written_and_remembered(edit: Edit) -> None:
    row = Condition.objects.get(term__code="hardship", fact__code="income")
    before = stored()
    edit().put(f"k{row.pk}", **{"limit-0-factors": "2"}).saved()
    after = stored()
    assert {name for name in after if after[name] != before[name]} == {"Condition", "Condition history"}
    assert row.history.latest().value == "2 * dibao_standard"
    assert row.history.latest().history_user == User.objects.get(username="staff")


def test_the_sentence_alone_is_asked_for_while_it_is_edited(edit: Edit) -> None:
    row = Condition.objects.get(term__code="hardship", fact__code="income")
    clerk = edit().put(f"k{row.pk}", **{"limit-0-factors": "3"})
    said = clerk.press("say").html
    assert "月收入不超过 3 × 低保标准 元" in said
    assert "<form" not in said


def test_rows_leave_and_change_their_joins(edit: Edit) -> None:
    term = Term.objects.get(code="hardship")
    first, second, third = term.conditions.all()
    edit().put(f"k{first.pk}", remove="on").put(f"k{third.pk}", join="or").saved()
    assert [(one.pk, one.group) for one in term.conditions.all()] == [(second.pk, 1), (third.pk, 2)]


def test_a_term_without_conditions_is_refused_at_the_button(edit: Edit) -> None:
    clerk = edit()
    for key in clerk.given[ROWS]:
        clerk.put(f"k{key}", remove="on")
    assert clerk.refused() == [("cterm-add", "还没有条件；至少选一个情况，写上值。")]
    assert 'id="cterm-add-error"' in clerk.html
    assert Term.objects.get(code="hardship").conditions.exists()


FAULTS = [
    ("birth_date", "age_at_least", {"age": "八十"}, "age", "年龄写 1 到 130 的整数"),
    ("birth_date", "before", {"day": "1950年"}, "day", "请选一个日期"),
    ("assistance", "one_of", {}, "options", "至少勾一个选项。"),
    ("income", "at_most", {"limit-0-factors": "很少"}, "limit-0-factors", "“很少”看不懂"),
    ("assessed", "is", {"truth": ""}, "truth", "请选“是”或“否”。"),
]


@pytest.mark.parametrize(("fact", "relation", "value", "field", "message"), FAULTS)
def test_a_fault_stands_at_its_row_and_what_was_typed_stays(
    edit: Edit, fact: str, relation: str, value: dict[str, str], field: str, message: str
) -> None:
    clerk = edit()
    key = clerk.added(ROWS)
    clerk.put(f"k{key}", fact=fact).press("read").put(f"k{key}", relation=relation).press("read")
    clerk.put(f"k{key}", **value)
    ((place, text),) = clerk.refused()
    assert place == f"k{key}-value"
    assert message in text
    assert clerk.given.get(f"k{key}-{field}", [""]) == [value.get(field, "")]
    assert Condition.objects.filter(term__code="hardship").count() == 3


def test_a_term_may_name_parameters_of_every_edition(edit: Edit, draft: Edition) -> None:
    Parameter.objects.create(edition=draft, code="rent", name="租金标准")
    row = Condition.objects.get(term__code="hardship", fact__code="income")
    edit().put(f"k{row.pk}", **{"limit-0-name": "rent"}).saved()
    row.refresh_from_db()
    assert row.value == "1.5 * rent"


def test_who_may_only_read_reads_it_in_sentences(draft: Edition, client: Client) -> None:
    reader = User.objects.create_user("reader", password="x", is_staff=True)
    Role.objects.create(user=reader, region=draft.region, kind=Role.Kind.READER)
    client.force_login(reader, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(
        reverse("admin:catalog_term_change", args=[Term.objects.get(code="hardship").pk])
    ).content.decode()
    assert "月收入不超过 1.5 × 低保标准 元" in page
    assert "待遇“护理补贴”" in page
    assert "<select" not in page.split('id="content-main"')[1].split("</main>")[0]
