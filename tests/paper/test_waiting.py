"""A resident waits for a PDF: the page says how far it is, only the same browser fetches it, and it is gone in time."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from eligibility import session
from eligibility.models import Paper
from eligibility.occasion import occasion
from eligibility.paper.waiting import asked
from eligibility.session import box
from eligibility.summaries import making
from eligibility.summaries.forgetting import forget
from tests.api.conftest import lists_in_force
from tests.interview.conftest import Visitor

published = pytest.fixture(scope="module", name="published")(lists_in_force)
PDF = b"%PDF-1.7 some pages"


@pytest.fixture
def visitor(published: None, db: None, monkeypatch: pytest.MonkeyPatch) -> Visitor:
    monkeypatch.setattr(making, "rung", lambda *args, **options: True)
    found = Visitor().start("mother")
    found.go_on()
    return found


def ask(visitor: Visitor) -> HttpResponse:
    """Press the button."""
    request = RequestFactory().post("/")
    request.session = visitor.client.session
    interview = session.load(request)
    assert interview is not None
    return asked(request, interview, occasion(request), "short")


def ready(paper: Paper) -> Paper:
    """What a worker does."""
    paper.pieces.create(number=0, content=box().encrypt(PDF[:7]))
    paper.pieces.create(number=1, content=box().encrypt(PDF[7:]))
    paper.state, paper.pages, paper.size = Paper.State.READY, 1, len(PDF)
    paper.save()
    return paper


def test_the_way_from_the_button_to_the_file(visitor: Visitor) -> None:
    address = ask(visitor).headers["Location"]
    paper = Paper.objects.get()
    assert address == f"/papers/{paper.pk}/"
    page = visitor.get(address)
    assert "正在做告知单" in page.content.decode()
    assert page.headers["Cache-Control"] == "no-store, private"
    ready(paper)
    page = visitor.get(address)
    assert "告知单做好了" in page.content.decode()
    assert "Refresh" not in page.headers
    file = visitor.get(f"{address}file/")
    assert b"".join(file.streaming_content) == PDF  # type: ignore[attr-defined]
    assert file.headers["Content-Type"] == "application/pdf"
    assert file.headers["Content-Length"] == str(len(PDF))
    assert file.headers["Cache-Control"] == "no-store, private"
    assert "attachment" in file.headers["Content-Disposition"]


def test_the_page_looks_again_by_itself_and_can_be_told_not_to(visitor: Visitor) -> None:
    address = ask(visitor).headers["Location"]
    assert visitor.get(address).headers["Refresh"] == f"2; url={address}?again=yes"
    assert visitor.get(f"{address}?again=yes").headers["Refresh"].startswith("5;")
    page = visitor.get(f"{address}?still=yes")
    assert "Refresh" not in page.headers
    assert "看看做好了没有" in page.content.decode()


def test_nobody_else_sees_or_fetches_it(visitor: Visitor) -> None:
    address = ask(visitor).headers["Location"]
    ready(Paper.objects.get())
    other = Visitor().start("father")
    for path in (address, f"{address}file/"):
        for stranger in (other, Visitor()):
            page = stranger.get(path)
            assert page.status_code == 404
            assert "已经删掉了" in page.content.decode()


def test_after_an_hour_it_is_gone_and_the_page_says_so(visitor: Visitor) -> None:
    address = ask(visitor).headers["Location"]
    paper = ready(Paper.objects.get())
    assert paper.expires_at - paper.created_at == timedelta(hours=1)
    Paper.objects.update(expires_at=timezone.now())
    page = visitor.get(address)
    assert page.status_code == 404
    assert "只留 1 小时" in page.content.decode()
    assert "您的回答还在" in page.content.decode()
    assert visitor.get(f"{address}file/").status_code == 404
    assert forget(timezone.now()) == 1
    assert forget(timezone.now()) == 0
    assert not Paper.objects.exists()


def test_a_file_that_is_not_ready_leads_to_where_it_is_waited_for(visitor: Visitor) -> None:
    address = ask(visitor).headers["Location"]
    assert visitor.get(f"{address}file/").headers["Location"] == address


def test_a_file_under_a_key_that_is_gone_counts_as_gone(visitor: Visitor) -> None:
    address = ask(visitor).headers["Location"]
    ready(Paper.objects.get()).pieces.update(content=b"under another key")
    assert visitor.get(f"{address}file/").status_code == 404


def test_what_could_not_be_made_says_what_to_do(visitor: Visitor) -> None:
    address = ask(visitor).headers["Location"]
    Paper.objects.update(state=Paper.State.FAILED)
    page = visitor.get(address)
    assert "没有做成" in page.content.decode()
    assert "/results/" in page.content.decode()
    assert "Refresh" not in page.headers


def test_too_many_at_once_are_told_to_wait(visitor: Visitor) -> None:
    for _ in range(making.OF_ONE):
        ask(visitor)
    page = ask(visitor)
    assert page.status_code == 503
    assert page.headers["Retry-After"] == "60"
    assert "请等 1 分钟" in page.content.decode()


def test_clearing_erases_the_papers_too(visitor: Visitor) -> None:
    ready_address = ask(visitor).headers["Location"]
    ready(Paper.objects.get())
    visitor.post("/clear/")
    assert not Paper.objects.exists()
    assert visitor.get(ready_address).status_code == 404


def test_an_unknown_paper_is_a_kind_404(visitor: Visitor) -> None:
    assert visitor.get(f"/papers/{uuid4()}/").status_code == 404
