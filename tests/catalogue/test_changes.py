"""What each edition changed, for people and as Atom."""

import re
from datetime import date
from xml.etree import ElementTree

from django.test import Client

from catalog.models import Benefit, Edition, Pathway
from eligibility.catalogue import history
from tests.catalogue.conftest import Correct
from tests.catalogue.test_pages import read

DATED = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d|Z)")
ATOM = "{http://www.w3.org/2005/Atom}"


def raise_allowance(draft: Edition) -> None:
    """80 yuan in the place of 60, parks no more."""
    Pathway.objects.filter(benefit__item__edition=draft, benefit__code="quzhou-11-senior").update(amount="80")
    Benefit.objects.get(item__edition=draft, code="quzhou-23-parks").delete()


def raise_again(draft: Edition) -> None:
    """100 yuan."""
    Pathway.objects.filter(benefit__item__edition=draft, benefit__code="quzhou-11-senior").update(amount="100")


def test_the_first_publish_of_each_region(reader: Client) -> None:
    page = read(reader, "/services/changes/")
    for name, count in (("衢州市", 43), ("东阳市", 32), ("上虞区", 6)):
        assert f"{name}：第一次发布，共 {count} 项" in page


def test_a_planted_change_is_told(reader: Client, correct: Correct) -> None:
    correct(raise_allowance)
    page = read(reader, "/services/changes/")
    assert "衢州市：取消 1 项，改动 1 项" in page
    assert "取消 公园免费" in page
    assert re.search(r"原来：[^现]*60 元.*?现在：[^原]*80 元", page)
    assert page.index("取消 1 项") < page.index("第一次发布")


def test_a_change_from_a_coming_day(reader: Client, correct: Correct) -> None:
    correct(raise_allowance)
    correct(raise_again, date(2099, 1, 1))
    page = read(reader, "/services/changes/")
    assert "将从2099年1月1日起" in page
    assert re.search(r"原来：[^现]*80 元.*?现在：[^原]*100 元", page)


def test_an_edition_is_held_against_what_it_replaced(correct: Correct) -> None:
    later = correct(raise_again, date(2099, 1, 1))
    sooner = correct(raise_allowance, date(2098, 1, 1))
    found = {release.pk: history.before(release) for release in history.releases()}
    first = next(one for one in history.releases() if one.label == "quzhou-2023")
    assert found[later.pk] == first
    assert found[sooner.pk] == first
    assert found[first.pk] is None


def test_the_feed_is_atom(reader: Client, correct: Correct) -> None:
    correct(raise_allowance)
    correct(raise_again, date(2099, 1, 1))
    response = reader.get("/services/changes.atom")
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(response.content)
    assert feed.tag == f"{ATOM}feed"
    # RFC 4287: what a feed and each entry must have, once.
    for tag in ("id", "title", "updated"):
        assert len(feed.findall(f"{ATOM}{tag}")) == 1
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    assert any(link.get("rel") == "self" for link in feed.findall(f"{ATOM}link"))
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 7
    for entry in entries:
        for tag in ("id", "title", "updated"):
            assert len(entry.findall(f"{ATOM}{tag}")) == 1
        assert re.fullmatch(
            r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d|Z)", entry.findtext(f"{ATOM}updated")
        )
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == 7
    assert entries[0].findtext(f"{ATOM}title") == "衢州市：改动 1 项（将从2099年1月1日起）"
    assert "100 元" in (entries[0].findtext(f"{ATOM}summary") or "")
    assert "公园免费" in (entries[1].findtext(f"{ATOM}summary") or "")


def test_an_entry_leads_to_its_place(reader: Client, correct: Correct) -> None:
    correct(raise_allowance)
    feed = ElementTree.fromstring(reader.get("/services/changes.atom").content)
    address = feed.find(f"{ATOM}entry/{ATOM}link").get("href")
    anchor = address.split("#")[1]
    assert f'id="{anchor}"' in reader.get("/services/changes/").content.decode()
