"""The simple mode: chosen by a plain link, and with fewer things on a page."""

import re

import pytest

from tests.interview.conftest import Visitor


def test_a_plain_link_leads_there_and_further_and_back(visitor: Visitor) -> None:
    assert 'href="/text-size/large/"' in visitor.text("/")
    visitor.get("/text-size/large/")
    assert 'class="large"' in visitor.text("/")
    assert 'href="/text-size/largest/"' in visitor.text("/")
    visitor.get("/text-size/largest/")
    largest = visitor.text("/")
    assert 'class="large largest"' in largest
    assert 'href="/text-size/large/"' in largest
    assert 'href="/text-size/usual/"' in largest
    visitor.get("/text-size/usual/")
    assert "large" not in re.findall(r"<html[^>]*>", visitor.text("/"))[0]


@pytest.mark.parametrize("size", ["huge", "usual"])
def test_what_is_no_larger_size_is_the_usual_one(visitor: Visitor, size: str) -> None:
    visitor.get("/text-size/large/")
    visitor.get(f"/text-size/{size}/")
    assert "large" not in re.findall(r"<html[^>]*>", visitor.text("/"))[0]


def test_a_forged_cookie_is_the_usual_size(visitor: Visitor) -> None:
    visitor.client.cookies["text"] = '"><script>'
    assert "script>" not in re.findall(r"<html[^>]*>", visitor.text("/"))[0]


def test_the_first_page_keeps_to_the_question(visitor: Visitor) -> None:
    usual = visitor.text("/")
    visitor.get("/text-size/large/")
    simple = visitor.text("/")
    for more in ("hero-picture", 'class="promises"', 'id="covered"'):
        assert more in usual
        assert more not in simple
    assert 'name="for"' in simple


def test_results_are_names_amounts_places_and_phones(visitor: Visitor) -> None:
    visitor.start().go_on()
    usual = visitor.text("/results/")
    visitor.get("/text-size/large/")
    simple = visitor.text("/results/")
    assert len(simple) < len(usual) / 2
    entries = re.findall(r'<article class="entry".*?</article>', simple, re.DOTALL)
    now = [one for one in entries if "到哪里办" in one]
    assert now
    assert all('href="tel:12345"' in one for one in now)
    assert "出处" not in "".join(entries)
    assert "<details" not in simple


def test_every_benefit_of_the_whole_page_is_named_but_what_is_not_met(visitor: Visitor) -> None:
    visitor.start().go_on()
    names = re.findall(r'class="entry-name" id="([^"]*)"', visitor.text("/results/"))
    visitor.get("/text-size/large/")
    assert re.findall(r'class="entry-name" id="([^"]*)"', visitor.text("/results/")) == names


@pytest.mark.parametrize("wish", ["whole=yes", "folded=no"])
def test_the_whole_page_is_one_link_away(visitor: Visitor, wish: str) -> None:
    visitor.start().go_on()
    visitor.get("/text-size/largest/")
    assert 'href="?whole=yes"' in visitor.text("/results/")
    assert "出处" in visitor.text(f"/results/?{wish}")
