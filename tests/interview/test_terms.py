"""Office words are explained on the page where they stand."""

import re

import pytest
from django.template import Context, Template
from django.test import Client

from catalog.models import Gloss
from tests.interview.conftest import Visitor

EXPLAINED = re.compile(r'<details class="help terms">.*?</details>', re.DOTALL)


def words(page: str) -> list[str]:
    (found,) = EXPLAINED.findall(page)
    return re.findall(r"<dfn>([^<]*)</dfn>", found)


def test_a_question_explains_the_words_in_it(visitor: Visitor) -> None:
    page = visitor.start().text("/ask/birth/")
    assert not EXPLAINED.search(page)
    visitor.go_on(until="assistance")
    page = visitor.text("/ask/assistance/")
    assert {"特困", "低保", "低保边缘"} <= set(words(page))
    assert "家里收入太低的，政府每月补钱" in page
    assert page.index("<dfn>低保边缘") < page.index('<button class="primary">')


def test_results_and_benefits_explain_theirs(visitor: Visitor, client: Client) -> None:
    visitor.start().go_on(until=None)
    assert "家庭医生" in words(visitor.text("/results/"))
    assert "低保" in words(client.get("/services/quzhou/quzhou-05/").content.decode())


@pytest.mark.django_db
def test_what_staff_write_is_no_markup(monkeypatch: pytest.MonkeyPatch) -> None:
    Gloss.objects.create(word="<b>词", meaning="<script>alert(1)</script>")
    monkeypatch.setattr("eligibility.templatetags.terms._watch.kept", None)
    drawn = Template("{% load terms %}{% terms %}<p>{{ text }}</p>{% endterms %}").render(Context({"text": "甲"}))
    assert drawn == "<p>甲</p>"
    drawn = Template("{% load terms %}{% terms %}<p>{{ text }}</p>{% endterms %}").render(Context({"text": "<b>词"}))
    assert "<script>" not in drawn
    monkeypatch.setattr("eligibility.templatetags.terms._watch.kept", None)
