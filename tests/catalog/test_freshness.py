"""Benefits are checked, documents grow old, and the first page says what waits for whom."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from catalog.admin.to_do import to_do
from catalog.freshness.links import Visit
from catalog.freshness.reviews import checks, due_before, months_between, note_checks, stale_counts, troubled
from catalog.freshness.visits import keep
from catalog.loading import load_edition
from catalog.models import Benefit, BenefitReview, Document, Edition, Region
from catalog.publishing import clone, publish
from tests.catalog.conftest import Data
from tests.catalog.staffing import hire, signed_in
from tests.catalog.test_admin import address

TODAY = date(2026, 3, 15)
EVENING = datetime(2026, 3, 15, 19, 0, tzinfo=UTC) - timedelta(hours=12)


@pytest.fixture(autouse=True)
def today() -> Any:
    """One day for all."""
    with time_machine.travel(EVENING, tick=False):
        yield


@pytest.mark.parametrize(
    ("earlier", "later", "months"),
    [
        (date(2025, 3, 15), date(2026, 3, 15), 12),
        (date(2025, 3, 16), date(2026, 3, 15), 11),
        (date(2026, 1, 31), date(2026, 2, 28), 0),
        (date(2024, 2, 29), date(2025, 2, 28), 11),
        (date(2026, 3, 15), date(2026, 3, 15), 0),
    ],
)
def test_months_are_full_months(earlier: date, later: date, months: int) -> None:
    assert months_between(earlier, later) == months


@pytest.mark.parametrize("months", [1, 6, 12, 25])
def test_the_day_from_which_a_check_is_due_agrees_with_the_months(settings: Any, months: int) -> None:
    settings.REVIEW_MONTHS = months
    for start in (date(2024, 2, 29), date(2026, 3, 31), date(2026, 1, 1), date(2026, 12, 31)):
        last = due_before(start)
        assert months_between(last, start) >= months
        assert months_between(last + timedelta(1), start) < months


def page(edition: Edition) -> str:
    return reverse("admin:catalog_edition_reviews", args=[edition.pk])


def test_a_check_outlives_the_edition(published: Edition) -> None:
    person = User.objects.create_user("zhang", first_name="张三")
    benefit = Benefit.objects.get(code="quzhou-08")
    assert note_checks([benefit], person, date(2025, 3, 15), "对过原文") == 1
    assert note_checks([benefit], person, date(2025, 3, 15), "对过原文") == 0
    next_one = clone(published)
    for edition in (published, next_one):
        rows = {one.benefit.code: one for one in checks(edition, TODAY)}
        assert (rows["quzhou-08"].who, rows["quzhou-08"].months, rows["quzhou-08"].stale) == ("张三", 12, True)
        assert rows["quzhou-08"].note == "对过原文"
        assert (rows["quzhou-09"].day, rows["quzhou-09"].stale) == (None, True)
    assert stale_counts([published], date(2026, 3, 14)) == {published.pk: 1}
    assert stale_counts([published], TODAY) == {published.pk: 2}


def test_another_regions_check_of_the_same_code_does_not_count(published: Edition) -> None:
    other = Region.objects.get(slug="qujiang")
    BenefitReview.objects.create(region=other, benefit="quzhou-08", reviewed_on=TODAY)
    assert all(one.stale for one in checks(published, TODAY))


def test_publishing_is_no_check(draft: Edition) -> None:
    publish(draft)
    assert not BenefitReview.objects.exists()


def test_an_editor_ticks_what_was_checked(published: Edition) -> None:
    client = signed_in(hire("editor", ("editor", "quzhou")))
    said = client.get(page(published)).content.decode()
    assert "2 项待遇该核对了" in said
    chosen = Benefit.objects.get(code="quzhou-08")
    answer = client.post(page(published), {"benefits": [chosen.pk], "note": "对过"}, follow=True)
    assert "已登记：1 项待遇今天核对过。" in answer.content.decode()
    review = BenefitReview.objects.get()
    assert (review.benefit, review.reviewed_on, review.note) == ("quzhou-08", TODAY, "对过")
    assert review.reviewed_by == User.objects.get(username="editor")
    due = client.get(page(published), {"show": "due"}).content.decode()
    assert "quzhou-09" in due
    assert "quzhou-08" not in due
    client.post(page(published), {"benefits": [Benefit.objects.get(code="quzhou-09").pk]})
    assert "都核对过了，没有到期的。" in client.get(page(published), {"show": "due"}).content.decode()


def test_what_is_wrong_is_said_and_what_was_typed_is_kept(published: Edition, small: Data) -> None:
    client = signed_in(hire("editor", ("editor", "quzhou")))
    answer = client.post(page(published), {"note": "写了一半"})
    assert answer.status_code == 422
    assert "请先勾上核对过的待遇。" in answer.content.decode()
    assert 'value="写了一半"' in answer.content.decode()
    chosen = Benefit.objects.get(code="quzhou-08")
    answer = client.post(page(published), {"benefits": [chosen.pk], "note": "长" * 301})
    assert answer.status_code == 422
    assert f'id="benefit-{chosen.pk}"' in answer.content.decode()
    assert "checked" in answer.content.decode()
    for wrong in ("x", "99999"):
        assert client.post(page(published), {"benefits": [wrong]}).status_code == 422
    assert not BenefitReview.objects.exists()


def test_all_boxes_can_be_ticked_without_script(published: Edition) -> None:
    client = signed_in(hire("editor", ("editor", "quzhou")))
    assert client.get(page(published), {"tick": "all"}).content.decode().count("checked") == 2
    assert client.get(page(published)).content.decode().count("checked") == 0


def test_a_reader_sees_the_checks_and_notes_none(published: Edition) -> None:
    client = signed_in(hire("reader", ("reader", "quzhou")))
    said = client.get(page(published)).content.decode()
    assert "登记核对要有这个地区的编辑职责" in said
    assert 'type="checkbox"' not in said
    chosen = Benefit.objects.get(code="quzhou-08")
    assert client.post(page(published), {"benefits": [chosen.pk]}).status_code == 403
    assert not BenefitReview.objects.exists()


def test_the_page_asks_the_same_for_more_benefits(staff: Client, published: Edition, small: Data) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            staff.get(page(published))
        return len(asked)

    queries()
    few = queries()
    for copy in range(5):
        Benefit.objects.bulk_create(
            [Benefit(item=published.items.all()[0], code=f"quzhou-1{copy}", name=f"又一项{copy}")]
        )
    assert queries() == few


def test_the_list_of_benefits_notes_checks_too(published: Edition) -> None:
    client = signed_in(hire("editor", ("editor", "quzhou")))
    listed = address(Benefit, "changelist")
    due: Any = client.get(listed, {"check": "due"})
    assert due.context["cl"].result_count == 2
    rows = [one.pk for one in Benefit.objects.all()]
    client.post(listed, {"action": "checked_today", "_selected_action": rows})
    assert BenefitReview.objects.count() == 2
    due = client.get(listed, {"check": "due"})
    assert due.context["cl"].result_count == 0
    assert "2026年3月15日 editor" in client.get(listed).content.decode()
    reader = signed_in(hire("reader", ("reader", "quzhou")))
    reader.post(listed, {"action": "checked_today", "_selected_action": rows})
    assert BenefitReview.objects.count() == 2


def failed(document: Document, *days: int) -> None:
    for day in days:
        keep(document, Visit(False, 404, "网站回答说没有这一页，或者出错"), EVENING - timedelta(days=day))


def test_an_address_is_dead_when_it_failed_on_two_days(published: Edition) -> None:
    document = published.document
    Document.objects.filter(pk=document.pk).update(url="https://example.cn/1")
    document.refresh_from_db()

    def dead() -> bool:
        return troubled(Document.objects.all(), "dead", TODAY).exists()

    failed(document, 3)
    keep(document, Visit(False), EVENING - timedelta(days=3, hours=-1))
    assert not dead()
    failed(document, 2)
    assert dead()
    assert document.link.broken_since == EVENING - timedelta(days=3)
    keep(document, Visit(True, 200), EVENING - timedelta(days=1))
    assert not dead()
    failed(document, 0)
    assert not dead()
    failed(document, -1)
    assert dead()
    Document.objects.filter(pk=document.pk).update(url="https://example.cn/mended")
    assert not dead()


def test_documents_grow_old(published: Edition) -> None:
    for until, expired, expiring in (
        (date(2026, 3, 14), True, False),
        (date(2026, 3, 15), False, True),
        (date(2026, 6, 13), False, True),
        (date(2026, 6, 14), False, False),
        (None, False, False),
    ):
        Document.objects.update(valid_until=until)
        assert troubled(Document.objects.all(), "expired", TODAY).exists() == expired
        assert troubled(Document.objects.all(), "expiring", TODAY).exists() == expiring


def test_the_list_of_documents_shows_both(staff: Client, published: Edition) -> None:
    listed = address(Document, "changelist")
    document = published.document
    assert "没有填网址" in staff.get(listed).content.decode()
    Document.objects.filter(pk=document.pk).update(url="https://example.cn/1", valid_until=date(2026, 3, 1))
    document.refresh_from_db()
    assert "今天夜里查" in staff.get(listed).content.decode()
    failed(document, 2, 1)
    said = staff.get(listed).content.decode()
    assert "打不开：网站回答说没有这一页，或者出错（404），自 2026年3月13日" in said
    assert "2026年3月1日 已过期" in said
    assert "打不开" in staff.get(address(Document, "change", document.pk)).content.decode()
    for kind, count in (("dead", 1), ("expired", 1), ("expiring", 0)):
        shown: Any = staff.get(listed, {"trouble": kind})
        assert shown.context["cl"].result_count == count
    keep(document, Visit(True, 403, "网站不让自动查看；请用浏览器打开看一看"), timezone.now())
    assert "网站不让自动查看；请用浏览器打开看一看（403）" in staff.get(listed).content.decode()


def jobs(person: User) -> list[str]:
    return [one.text for one in to_do(User.objects.get(pk=person.pk), TODAY)]


def test_the_first_page_says_what_waits_for_whom(published: Edition, small: Data) -> None:
    editor, publisher = hire("editor", ("editor", "quzhou")), hire("publisher", ("publisher", "quzhou"))
    reader, elsewhere = hire("reader", ("reader", "qujiang")), hire("elsewhere", ("editor", "qujiang"))
    stale = "衢州市：2 项待遇超过 12 个月没有核对"
    draft = clone(published)
    assert jobs(editor) == [f"草稿还没有送审：{draft}", stale]
    assert jobs(publisher) == [stale]
    Edition.objects.filter(pk=draft.pk).update(submitted_at=timezone.now(), submitted_by=editor)
    assert jobs(editor) == [stale]
    assert jobs(publisher) == [f"等您审核发布：{draft}", stale]
    Edition.objects.filter(pk=draft.pk).update(submitted_by=publisher)
    assert jobs(publisher) == [stale]
    assert jobs(reader) == jobs(elsewhere) == []
    Document.objects.update(url="https://example.cn/1", valid_until=date(2026, 3, 1))
    for document in Document.objects.all():
        failed(document, 2, 1)
    said = ["2 份文件的网址打不开", "2 份文件已过有效期"]
    assert jobs(publisher) == [stale, *said]
    assert jobs(reader) == []
    note_checks(Benefit.objects.all(), editor, TODAY)
    Document.objects.update(url="", valid_until=date(2026, 5, 1))
    assert jobs(publisher) == ["2 份文件 90 天内到期"]


def test_every_job_leads_to_where_it_is_done(published: Edition) -> None:
    clone(published)
    Document.objects.update(url="https://example.cn/1", valid_until=date(2026, 3, 1))
    for document in Document.objects.all():
        failed(document, 2, 1)
    client = signed_in(hire("editor", ("editor", "quzhou")))
    first = client.get(reverse("admin:index"))
    found = to_do(User.objects.get(username="editor"), TODAY)
    assert len(found) == 4
    for job in found:
        assert job.text in first.content.decode()
        assert client.get(job.url).status_code == 200, job
        if "trouble" in job.url:
            assert client.get(job.url).context["cl"].result_count == 2


def test_nothing_to_do_is_said(words: None) -> None:
    person = hire("reader", ("reader", "quzhou"))
    assert "都处理好了" in signed_in(person).get(reverse("admin:index")).content.decode()
    person.roles.all().delete()
    assert "还没有职责" in signed_in(person).get(reverse("admin:index")).content.decode()


def test_the_first_page_asks_a_fixed_number_of_queries(staff: Client, published: Edition, small: Data) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            staff.get(reverse("admin:index"))
        return len(asked)

    queries()
    few = queries()
    for copy in range(12):
        small |= {"edition": f"quzhou-{copy}", "effective_from": f"2024-01-{copy + 1:02}"}
        load_edition(small)
    publish(load_edition(small | {"edition": "quzhou-next"}))
    assert queries() == few
    assert "另外还有 4 个草稿" in staff.get(reverse("admin:index")).content.decode()
