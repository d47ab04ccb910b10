"""A self-service terminal: no way out, and nothing left for the next person."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from eligibility.pages.kiosk import OUT
from tests.interview.conftest import Visitor

PAGES = ("/", "/check/", "/results/?folded=no", "/services/", "/services/quzhou/", "/privacy", "/accessibility", "/no")


def kiosk(visitor: Visitor) -> Visitor:
    """At a kiosk."""
    assert visitor.client.get("/kiosk/").headers["Location"] == "/"
    return visitor


def test_one_address_makes_a_kiosk_and_one_ends_it(visitor: Visitor) -> None:
    assert 'class="kiosk"' not in visitor.text("/")
    kiosk(visitor)
    assert 'class="kiosk"' in visitor.text("/")
    assert "js/kiosk.js" in visitor.text("/")
    visitor.get("/kiosk/end/")
    assert 'class="kiosk"' not in visitor.text("/")


def test_nothing_leads_out(visitor: Visitor) -> None:
    visitor.start().go_on()
    benefit = re.search(r'href="(/services/[^"/]+/[^"/]+/)"', visitor.text("/results/?folded=no"))
    assert benefit
    pages = (*PAGES, benefit[1])
    assert any('href="tel:12345"' in visitor.text(path) for path in pages)
    kiosk(visitor)
    for path in pages:
        html = visitor.text(path)
        assert "12345" in html, path
        assert re.findall(r'<a [^>]*href="(?:[a-z]+:|//)[^"]*"', html) == [], path


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ('<a href="tel:12345">打 <b>12345</b></a>', '<span class="no-link">打 <b>12345</b></span>'),
        ('<a id="x" href="https://gov.cn/">文</a><a href="/b">', '<span class="no-link">文</span><a href="/b">'),
        ('<a href="//evil.test">x</a>', '<span class="no-link">x</span>'),
        ('<a href="/ask/a:b/">x</a>', '<a href="/ask/a:b/">x</a>'),
        ('<a href="#have">x</a>', '<a href="#have">x</a>'),
    ],
)
def test_links_out_become_words(html: str, left: str) -> None:
    assert OUT.sub(r'<span class="no-link">\1</span>', html) == left


def test_files_and_other_browsers_are_left_alone(visitor: Visitor) -> None:
    assert 'href="tel:12345"' in visitor.text("/")
    kiosk(visitor)
    assert "http" in visitor.text("/sitemap.xml")


@pytest.mark.parametrize("way", ["/leave/", "/clear/"])
def test_who_leaves_takes_answers_size_and_language_along(visitor: Visitor, way: str) -> None:
    kiosk(visitor).start().go_on(until="pension")
    visitor.get("/text-size/largest/")
    visitor.post("/i18n/setlang/", {"language": "en"})
    response = visitor.client.post(way)
    assert response.headers["Location"] == "/"
    assert not Session.objects.exclude(expire_date=None).filter(pk=visitor.client.cookies["session"].value)
    start = visitor.text("/")
    assert 'lang="zh-Hans" class="kiosk"' in start
    assert "接着上次的回答" not in start


def test_ten_idle_minutes_without_script(visitor: Visitor) -> None:
    kiosk(visitor).start()
    html = visitor.text("/ask/birth/")
    assert '<noscript><meta http-equiv="refresh" content="600; url=/kiosk/over/"></noscript>' in html
    assert visitor.client.get("/kiosk/over/").headers["Location"] == "/"
    assert Session.objects.count() == 0


def test_elsewhere_that_address_erases_nothing(visitor: Visitor) -> None:
    visitor.start()
    visitor.get("/kiosk/over/")
    assert Session.objects.count() == 1
    assert 'http-equiv="refresh"' not in visitor.text("/ask/birth/")


def test_the_time_limit_is_told_as_it_is(visitor: Visitor) -> None:
    for path in ("/", "/accessibility", "/results/x"):
        assert "3 分钟" not in Client().get(path).content.decode()
    assert "20 小时" in visitor.text("/")
    kiosk(visitor)
    assert "3 分钟" in visitor.text("/")
    assert "20 小时" not in visitor.text("/")
    assert "2 分钟" in visitor.text("/accessibility")
    assert "3 分钟" in visitor.text("/ask/birth/")
