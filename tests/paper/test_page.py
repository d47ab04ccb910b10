"""The page of the paper: which form, what is on it, who gets a PDF, and that nothing of it stays behind."""

import re
from dataclasses import asdict

import pytest
from django.contrib.auth.models import User
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from catalog.trying import trials
from catalog.trying.trials import Trial
from eligibility import session
from eligibility.keeping import storing
from eligibility.keeping.ways import hold_on
from eligibility.models import Paper
from eligibility.summaries import making
from tests.api.conftest import lists_in_force
from tests.interview.conftest import Visitor

published = pytest.fixture(scope="module", name="published")(lists_in_force)

FORMS = {"full": "完整版", "large": "大字版", "short": "一页版"}


@pytest.fixture
def visitor(published: None, db: None, monkeypatch: pytest.MonkeyPatch) -> Visitor:
    """Somebody who has not begun, where no worker listens."""
    monkeypatch.setattr(making, "rung", lambda *args, **options: True)
    return Visitor()


@pytest.fixture
def answered(visitor: Visitor) -> Visitor:
    """Somebody who answered everything for his mother."""
    visitor.start("mother").go_on()
    return visitor


def keep(visitor: Visitor) -> None:
    """Have the answers kept for a week."""
    request = RequestFactory().get("/")
    request.session = visitor.client.session
    interview = session.load(request)
    assert interview is not None
    hold_on(request, storing.keep(interview, "192.0.2.7", timezone.now()))
    request.session.save()


@pytest.mark.parametrize("form", FORMS)
def test_each_form(answered: Visitor, form: str) -> None:
    html = answered.text(f"/summary/?form={form}")
    assert f'<article class="summary {form}' in html
    assert f'<strong aria-current="true">{FORMS[form]}</strong>' in html
    assert html.count('<a href="?form=') == len(FORMS) - 1
    assert f'name="form" value="{form}"' in html
    for said in ("您母亲能享受的待遇", "衢政办发〔2023〕27号", "供参考，以办理部门审核为准"):
        assert said in html


@pytest.mark.parametrize("asked", ["", "?form=", "?form=<b>", "?form=Full"])
def test_another_form_is_the_full_one(answered: Visitor, asked: str) -> None:
    assert '<article class="summary full"' in answered.text(f"/summary/{asked}")


def test_who_reads_large_type_prints_it(answered: Visitor) -> None:
    answered.get("/text-size/large/")
    assert '<article class="summary large"' in answered.text("/summary/")
    assert '<article class="summary short"' in answered.text("/summary/?form=short")


def test_the_results_lead_to_it(answered: Visitor) -> None:
    assert f'href="{reverse("paper:summary")}"' in answered.text("/results/")
    answered.get("/text-size/large/")
    assert f'href="{reverse("paper:summary")}"' in answered.text("/results/")


@pytest.mark.parametrize("path", ["/summary/", "/summary/pdf/"])
def test_without_answers_there_is_no_paper(visitor: Visitor, path: str) -> None:
    response = visitor.get(path) if path == "/summary/" else visitor.post(path)
    assert response.status_code == 302
    assert not Paper.objects.exists()


def test_while_a_question_is_open_there_is_no_paper(visitor: Visitor) -> None:
    visitor.start("mother").go_on(until="hukou")
    assert visitor.get("/summary/").status_code == 302
    visitor.post("/summary/pdf/", {"form": "full"})
    assert not Paper.objects.exists()


def test_answers_that_cannot_be_read_lead_back(answered: Visitor) -> None:
    held = answered.client.session
    held[session.KEY] = "nothing"
    held.save()
    assert answered.get("/summary/").headers["Location"] == reverse("interview:check")


def test_nothing_of_it_is_kept_on_the_way(answered: Visitor) -> None:
    assert answered.get("/summary/").headers["Cache-Control"] == "no-store, private"


def test_a_link_makes_no_pdf(answered: Visitor) -> None:
    assert answered.get("/summary/pdf/").status_code == 405


@pytest.mark.parametrize("form", FORMS)
def test_a_press_has_the_pdf_made(answered: Visitor, form: str) -> None:
    response = answered.post("/summary/pdf/", {"form": form})
    paper = Paper.objects.get()
    assert response.headers["Location"] == reverse("paper:waiting", args=[paper.pk])
    assert paper.form == form


def test_the_way_back_stands_on_it_once_the_answers_are_kept(answered: Visitor) -> None:
    assert "<svg" not in answered.text("/summary/")
    keep(answered)
    html = answered.text("/summary/")
    assert '<div class="summary-code"><svg' in html
    assert re.search(r"<strong>\d{4} \d{4} \d{4}</strong>", html)
    answered.post("/summary/pdf/", {"form": "short"})
    known = bytes(Paper.objects.get().parts.get().known or b"")
    assert known.startswith(b"gAAAA")


def test_a_trial_is_looked_at_and_goes_no_further(visitor: Visitor) -> None:
    editor = User.objects.create_superuser("editor")
    visitor.client.force_login(editor)
    held = visitor.client.session
    held[trials.KEY] = asdict(Trial(editor.pk, "2026-11-23"))
    held.save()
    answered = visitor.start("mother")
    answered.go_on()
    html = answered.text("/summary/")
    assert "工作人员试用，不是正式结果。" in html
    assert reverse("paper:pdf") not in html
    answered.post("/summary/pdf/", {"form": "full"})
    assert not Paper.objects.exists()


def test_in_english(answered: Visitor) -> None:
    Client.post(answered.client, "/i18n/setlang/", {"language": "en"})
    html = answered.text("/summary/")
    assert '<html lang="en"' in html
    assert "Old-age allowance" in html
