"""What is published is checked, frozen and never changes."""

from collections.abc import Mapping
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from catalog.compile import compile_edition
from catalog.loading import edition_data, load_edition
from catalog.models import (
    Benefit,
    Clause,
    Condition,
    Edition,
    Fact,
    ParameterValue,
    Pathway,
    PublishedEdition,
    ServiceItem,
)
from catalog.publishing import clone, publish
from catalog.review.checking import check
from catalog.rules import Rulebook, RulebookError, Screener
from tests.catalog.conftest import LIST, TERMS, Data


def test_the_rulebook_is_what_the_rules_read(draft: Edition) -> None:
    source = compile_edition(draft.pk)
    rulebook = Rulebook.from_json(source)
    assert (rulebook.region, rulebook.edition, rulebook.effective_from) == ("quzhou", "quzhou-2023", date(2023, 7, 1))
    benefit = source["items"][0]["benefits"][0]
    assert [len(one["any"]) for one in benefit["clauses"]] == [1, 1, 2, 2]
    assert benefit["clauses"][2]["words"] == "经济困难"
    assert benefit["clauses"][2]["any"][0] == [
        {"fact": "assistance", "relation": "one_of", "value": TERMS["hardship"]["any"][0][0]["assistance"]["one_of"]}
    ]
    assert [len(way["clauses"]) for way in benefit["pathways"]] == [1, 0]
    assert benefit["pathways"][0]["award"]["amount"]["values"] == {"none": "0", "1": "500", "2": "0.5 * wage"}
    assert benefit["pathways"][1]["award"] == {
        **{"kind": "discount", "period": None, "rate": "0.5", "at_least": True},
        **{"amount": None, "formula": None},
    }
    assert list(source["facts"]["grade"]["options"]) == ["none", "1", "2"]
    assert source["facts"]["child_hukou"]["consults"] == {"unknown": "none", "asked_from_age": 55, "unless": "hukou"}


def test_compiling_asks_as_often_for_a_long_list(words: None, small: Data) -> None:
    def queries() -> int:
        pk = load_edition(small).pk
        with CaptureQueriesContext(connection) as asked:
            compile_edition(pk)
        return len(asked)

    few = queries()
    small["items"] = [
        {
            **item,
            "row": f"{item['row']}-{copy}",
            "benefits": [{**one, "code": f"{one['code']}-{copy}"} for one in item["benefits"]],
        }
        for copy in range(5)
        for item in small["items"]
    ]
    assert queries() == few <= 30


def test_publishing_freezes(draft: Edition) -> None:
    edition = publish(draft)
    assert edition.published_at is not None
    assert edition.rulebook == {**compile_edition(draft.pk), "published": edition.published_at.isoformat()}
    assert list(edition.rulebook["facts"]) == list(compile_edition(draft.pk)["facts"])
    assert (edition.status, edition.published_by) == ("published", None)
    assert Rulebook.from_json(edition.rulebook).published == edition.published_at.isoformat()
    Fact.objects.filter(code="hukou").update(name="改名")
    assert Edition.objects.get(pk=edition.pk).rulebook["facts"]["hukou"]["name"] == "户籍地"
    Screener([Rulebook.from_json(edition.rulebook)], date(2026, 11, 23))


def test_nothing_published_can_be_written(published: Edition) -> None:
    rows = [
        ServiceItem.objects.first(),
        Benefit.objects.first(),
        Pathway.objects.first(),
        *Clause.objects.all(),
        Condition.objects.filter(clause__isnull=False).first(),
        ParameterValue.objects.first(),
        Edition.objects.get(pk=published.pk),
    ]
    for row in rows:
        for write in (row.save, row.delete):
            with pytest.raises(PublishedEdition, match="已发布，请复制为新版本"):
                write()
    with pytest.raises(PublishedEdition):
        ServiceItem(edition=published, row="99", name="新", category="新").save()
    with pytest.raises(PublishedEdition):
        publish(published)
    assert edition_data(Edition.objects.whole().get(pk=published.pk)) == LIST


def test_a_clone_is_the_next_version(published: Edition) -> None:
    draft = clone(published)
    assert (draft.status, draft.version, draft.label) == ("draft", 2, "quzhou-2023-v2")
    assert edition_data(Edition.objects.whole().get(pk=draft.pk)) == LIST
    Benefit.objects.get(item__edition=draft, code="quzhou-09").delete()
    after = publish(draft)
    published.refresh_from_db()
    assert (published.status, published.superseded_by) == ("superseded", after)
    assert Rulebook.from_json(after.rulebook).edition == "quzhou-2023-v2"


PROBLEMS = [
    (lambda d: d["items"][1]["benefits"][0].update(code="quzhou-08"), "待遇代码", "两次"),
    (lambda d: d["items"][1]["benefits"][0]["conditions"].append({"hukou": {"within": ["mars"]}}), "quzhou-09", "mars"),
    (lambda d: d["items"][1]["benefits"][0]["conditions"].append({"hukou": {"at_least": 3}}), "quzhou-09", "户籍地"),
    (
        lambda d: d["items"][1]["benefits"][0]["conditions"].append({"birth_date": {"age_at_least": 200}}),
        "quzhou-09",
        "130",
    ),
    (
        lambda d: d["items"][1]["benefits"][0]["pathways"][0]["award"].update(amount="2 * moon"),
        "quzhou-09 / old",
        "moon",
    ),
    (lambda d: d["items"][1]["benefits"][0]["pathways"][0]["award"].update(amount="2 * wage"), "第 9 行", "怎么算"),
    (
        lambda d: d["items"][1]["benefits"][0].update(exclusive=[{"group": "care", "mode": "choose"}]),
        "第 9 行",
        "改成一样",
    ),
    (
        lambda d: d["items"][0]["benefits"][0]["pathways"][0]["award"]["amount"]["values"].pop("2"),
        "quzhou-08 / assessed",
        "二级",
    ),
]


@pytest.mark.parametrize(("change", "where", "message"), PROBLEMS)
def test_a_problem_forbids_publishing(words: None, small: Data, change: object, where: str, message: str) -> None:
    change(small)  # type: ignore[operator]
    draft = load_edition(small)
    with pytest.raises(RulebookError) as caught:
        publish(draft)
    assert any(where in one.where and message in one.message for one in caught.value.problems)
    draft.refresh_from_db()
    assert draft.is_draft


def test_a_figure_not_yet_known_is_a_notice(draft: Edition) -> None:
    report = check(draft, draft.effective_from)
    assert report.problems == ()
    assert [one.where for one in report.notices if one.kind == "unset_parameter"] == ["parameters › wage"]


def test_faults_are_told_in_words(draft: Edition) -> None:
    item = draft.items.first()
    assert item is not None
    with pytest.raises(ValidationError, match="这个待遇代码已经有了"):
        Benefit(item=item, code="quzhou-08", name="x").full_clean()
    pathway = Pathway.objects.first()
    assert pathway is not None
    pathway.amount, pathway.amount_by = "5", Fact.objects.get(code="grade")
    with pytest.raises(ValidationError, match="金额和分档只能有一样"):
        pathway.full_clean()
    with pytest.raises(ValidationError, match="只选一个"):
        Clause().full_clean()


@pytest.mark.parametrize(
    "broken",
    [
        lambda: Clause.objects.bulk_create([Clause()]),
        lambda: Edition.objects.update(status="published"),
        lambda: Edition.objects.update(frozen="{}"),
        lambda: ParameterValue.objects.update(value="很多"),
        lambda: Pathway.objects.update(rate="half"),
        lambda: Fact.objects.filter(code="income").update(consults_unknown="any"),
    ],
)
def test_the_database_refuses_too(draft: Edition, broken: object) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        broken()  # type: ignore[operator]


def without(source: Mapping[str, Any]) -> dict[str, Any]:
    return {name: part for name, part in source.items() if name not in ("edition", "effective_from", "published")}


def test_publishing_is_lossless_on_every_real_list(db: None) -> None:
    call_command("load_catalogue", stdout=StringIO())
    editions = list(Edition.objects.published())
    assert len(editions) == 5
    for edition in editions:
        draft = clone(edition)
        compiled = compile_edition(draft.pk)
        again = publish(draft, effective_from=date(2026, 11, 23))
        assert again.rulebook == {
            **compiled,
            "effective_from": "2026-11-23",
            "published": again.published_at.isoformat(),  # type: ignore[union-attr]
        }
        assert without(again.rulebook) == without(edition.rulebook)
        assert list(again.rulebook["facts"]) == list(edition.rulebook["facts"])
        assert (again.rulebook["edition"], edition.rulebook["edition"]) == (f"{edition.code}-v2", edition.code)


def test_a_draft_is_thrown_away_whole(published: Edition) -> None:
    draft = clone(published)
    again = clone(draft)
    assert (draft.based_on, again.based_on) == (published, published)
    for one in (draft, again):
        one.delete()
    assert list(Edition.objects.all()) == [published]
    assert set(ServiceItem.objects.values_list("edition", flat=True)) == {published.pk}
