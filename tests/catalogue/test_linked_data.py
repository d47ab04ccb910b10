"""Every benefit's page tells programs the same as people, in schema.org's words."""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client

from catalog.models import BenefitReview, Department, Document, Edition, Region
from eligibility.catalogue.linked_data import as_script_text
from eligibility.catalogue.shelf import Shelf
from tests.catalogue.conftest import Correct
from tests.catalogue.vocabulary import DATE, NUMBER, PROPERTIES, TEXT, URL

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def data_on(page: str) -> dict[str, Any]:
    """The one data block of a page."""
    (block,) = BLOCK.findall(page)
    return json.loads(block)


def faults(node: dict[str, Any], known: set[str], where: str = "") -> Iterator[str]:
    """What schema.org does not know of a node and all below it."""
    if "@type" not in node:
        if node.get("@id") not in known:
            yield f"{where}: points at nothing"
        return
    properties = PROPERTIES[node["@type"]]
    for name, value in node.items():
        if name.startswith("@"):
            continue
        place = f"{where}/{node['@type']}.{name}"
        if name not in properties:
            yield f"{place}: no such property"
            continue
        for one in value if isinstance(value, list) else [value]:
            yield from value_faults(one, properties[name], known, place)


def value_faults(one: Any, allowed: set[str], known: set[str], place: str) -> Iterator[str]:
    if isinstance(one, dict):
        if one.get("@type", next(iter(allowed))) not in allowed:
            yield f"{place}: holds a {one['@type']}"
        yield from faults(one, known, place)
    elif one in ("", None) or not any(is_a(one, kind) for kind in allowed):
        yield f"{place}: {one!r}"


def is_a(value: Any, kind: str) -> bool:
    match kind:
        case "Text":
            return isinstance(value, str)
        case "URL":
            return isinstance(value, str) and value.startswith(("http://", "https://"))
        case "Date":
            return isinstance(value, str) and bool(date.fromisoformat(value))
        case "Number":
            return isinstance(value, int | float) and not isinstance(value, bool)
    return False


def identities(node: Any) -> set[str]:
    """Everything that has both a type and a name to point at."""
    if isinstance(node, list):
        return set().union(*map(identities, node))
    if not isinstance(node, dict):
        return set()
    own = {node["@id"]} if "@id" in node and "@type" in node else set()
    return own.union(*map(identities, node.values()))


def test_every_page_holds_valid_data(reader: Client, shelf: Shelf) -> None:
    found = {}
    for listed in shelf.listed:
        data = data_on(reader.get(f"/services/{listed.region}/{listed.code}/").content.decode())
        assert data["@context"] == "https://schema.org"
        assert data["@type"] == "GovernmentService"
        assert data["identifier"] == listed.code
        found[listed.code] = list(faults(data, identities(data)))
    assert len(found) == 130
    assert {code: wrong for code, wrong in found.items() if wrong} == {}


def test_the_check_finds_what_is_wrong() -> None:
    wrong = {"@type": "Offer", "price": "free", "colour": "red", "priceCurrency": {"@type": "Audience"}}
    assert len(list(faults(wrong, set()))) == 3
    assert {TEXT, URL, DATE, NUMBER}.isdisjoint(PROPERTIES)


def test_offices_money_and_sources(reader: Client, correct: Correct) -> None:
    def fill(draft: Edition) -> None:
        office = Department.objects.get(edition=draft, code="minzheng")
        office.phone, office.address, office.hours = "0570-3080123", "荷花中路 12 号", "工作日 8:30—17:00"
        office.save()

    correct(fill)
    Document.objects.filter(number="衢政办发〔2023〕27号").update(url="https://www.qz.gov.cn/27.html")
    quzhou = Region.objects.get(slug="quzhou")
    for day in (date(2025, 1, 2), date(2026, 11, 1)):
        BenefitReview.objects.create(region=quzhou, benefit="quzhou-11-senior", reviewed_on=day)
    page = reader.get("/services/quzhou/quzhou-11-senior/").content.decode()
    data = data_on(page)
    assert list(faults(data, identities(data))) == []
    assert data["provider"][0]["telephone"] == "0570-3080123"
    assert data["provider"][0]["contactPoint"]["hoursAvailable"]["description"] == "工作日 8:30—17:00"
    assert data["serviceOutput"] == [
        {"@type": "MonetaryAmount", "name": "每月 60 元起", "currency": "CNY", "minValue": 60.0}
    ]
    assert data["subjectOf"][0]["legislationIdentifier"] == "衢政办发〔2023〕27号"
    assert data["subjectOf"][0]["url"] == "https://www.qz.gov.cn/27.html"
    assert data["mainEntityOfPage"]["lastReviewed"] == "2026-11-01"
    assert data["areaServed"]["containedInPlace"]["name"] == "浙江省"
    for said in (
        "0570-3080123",
        "荷花中路 12 号",
        "工作日 8:30—17:00",
        "2026年11月1日",
        "https://www.qz.gov.cn/27.html",
    ):
        assert said in BLOCK.sub("", page)


def test_what_is_free_costs_nothing(reader: Client) -> None:
    data = data_on(reader.get("/services/quzhou/quzhou-23-bus/").content.decode())
    assert {"@type": "Offer", "description": "免费", "price": 0, "priceCurrency": "CNY"} in data["offers"]
    assert {"@type": "Offer", "description": "半价"} in data["offers"]


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<!--<script>", "a & b"])
def test_no_text_ends_the_block(text: str) -> None:
    written = as_script_text({"name": text})
    assert not re.search(r"[<>&]", written)
    assert json.loads(written) == {"name": text}
