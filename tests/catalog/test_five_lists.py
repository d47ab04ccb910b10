"""The project's five lists: nothing stands against them, and their floors are as the documents say."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from catalog import in_force
from catalog.models import Edition, FloorPair
from catalog.publishing import clone
from catalog.review.checking import check
from catalog.review.floors import Floor, floors_on
from tests.real_lists import put_in_force

DAY = date(2026, 11, 23)
PROOF = "admin:catalog_floorpair_proof"


@pytest.fixture(scope="module")
def five(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The project's lists, in force."""
    with django_db_blocker.unblock(), transaction.atomic():
        put_in_force()
        yield
        transaction.set_rollback(True)
    in_force.recheck()


def by_lower(found: tuple[Floor, ...]) -> dict[str, Floor]:
    return {one.pair.lower: one for one in found}


# What a check has to tell of each list: figures that the documents do not give, and the floors.
TOLD = {
    "quzhou": ["unset_parameter", "floor", "floor"],
    "qujiang": ["floor", "floor"],
    "shangyu": [],
    "dongyang": [],
    "gongshu": ["unset_parameter", "unset_parameter"],
}


@pytest.mark.parametrize("region", list(TOLD))
def test_nothing_stands_against_a_list_and_nothing_false_is_told(five: None, db: None, region: str) -> None:
    published = Edition.objects.get(region__slug=region)
    for edition in (published, clone(published)):
        for day in (edition.effective_from, DAY):
            assert [one.kind for one in check(edition, day).findings] == TOLD[region]


def test_a_whole_list_is_checked_in_few_queries(five: None, db: None) -> None:
    draft = clone(Edition.objects.get(region__slug="quzhou"))
    check(draft, DAY)
    with CaptureQueriesContext(connection) as asked:
        check(draft, DAY)
    assert len(asked) <= 35


def test_two_of_qujiangs_packages_fall_below_the_citys(five: None, db: None) -> None:
    found = by_lower(floors_on(DAY))
    assert {code for code, one in found.items() if one.verdict == "refuted"} == {
        "qujiang-gp-diabetes",
        "qujiang-gp-mental",
    }
    assert {one.verdict for one in found.values()} == {"refuted", "proved"}
    assert len(found) == 10
    assert found["qujiang-gp-diabetes"].witness == "65 岁（1961-11-23 生），常住地：衢江区，慢性病：其他类型糖尿病"
    assert "居住方式：住在养老机构" in found["qujiang-gp-mental"].witness


def test_the_floors_of_past_days_are_those_of_their_lists(five: None, db: None) -> None:
    assert floors_on(date(2020, 1, 1)) == ()
    assert len(floors_on(date(2023, 7, 1))) == 10


def test_a_draft_is_tried_in_the_place_of_its_regions_list(five: None, db: None) -> None:
    draft = clone(Edition.objects.get(region__slug="qujiang"))
    for code in ("qujiang-gp-diabetes", "qujiang-gp-mental"):
        draft.items.get(benefits__code=code).benefits.get(code=code).clauses.order_by("-position")[0].delete()
    found = by_lower(floors_on(DAY, draft))
    assert {one.verdict for one in found.values()} == {"proved"}
    assert by_lower(floors_on(DAY))["qujiang-gp-diabetes"].verdict == "refuted"


def test_the_page_shows_every_pair_and_takes_a_day_and_a_draft(five: None, staff: Client) -> None:
    FloorPair.objects.create(upper="quzhou-16", lower="nowhere", note="核一核")
    page = staff.get(reverse(PROOF)).content.decode()
    assert page.count("不低于底线") == 9
    assert page.count("floor-refuted") == 3
    assert "其他类型糖尿病" in page
    assert "核一核" in page
    assert "还没有可对照的待遇" not in page
    draft = clone(Edition.objects.get(region__slug="qujiang"))
    with_draft = staff.get(reverse(PROOF), {"day": "2026-11-23", "draft": draft.pk}).content.decode()
    assert f"换上草稿“{draft.title}”" in with_draft
    wrong = staff.get(reverse(PROOF), {"day": "soon"}).content.decode()
    assert "请填日期，例如" in wrong
    draft.items.first().benefits.first().pathways.all().delete()  # type: ignore[union-attr]
    broken = staff.get(reverse(PROOF), {"draft": draft.pk}).content.decode()
    assert reverse("admin:catalog_edition_check", args=[draft.pk]) in broken


def test_both_benefits_are_chosen_by_name(five: None, staff: Client) -> None:
    page = staff.get(reverse("admin:catalog_floorpair_add")).content.decode()
    assert '<optgroup label="衢江区">' in page
    assert "助餐服务 › 助餐服务" in page
    sent = {"upper": "quzhou-16", "lower": "qujiang-meal", "note": ""}
    assert staff.post(reverse("admin:catalog_floorpair_add"), sent).status_code == 302
    pair = FloorPair.objects.get()
    assert (pair.upper, pair.lower) == ("quzhou-16", "qujiang-meal")
    listed = staff.get(reverse("admin:catalog_floorpair_changelist")).content.decode()
    assert "衢州市 助餐服务" in listed
    assert reverse(PROOF) in listed
    refused = staff.post(reverse("admin:catalog_floorpair_add"), {**sent, "lower": "quzhou-16"}).content.decode()
    assert "两项不能是同一项" in refused
    unknown = staff.post(reverse("admin:catalog_floorpair_add"), {**sent, "lower": "nowhere"})
    assert unknown.status_code == 200
