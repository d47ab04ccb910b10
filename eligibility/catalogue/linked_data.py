"""A benefit as schema.org's GovernmentService, for search engines and other programs."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import orjson
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.rules import Department, Document, Region, RegionTree
from eligibility.catalogue.needs import NEEDS
from eligibility.catalogue.services import Page
from eligibility.catalogue.telling import Amount
from eligibility.findings.texts import shown

Json = dict[str, Any]
# Inside a script element these would end it, or open a comment; JSON has another spelling for each.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def as_script_text(data: Mapping[str, Any]) -> SafeString:
    """JSON that can stand inside a script element."""
    return SafeString(orjson.dumps(data).decode().translate(ESCAPES))


def government_service(page: Page, address: str) -> Json:
    """A benefit in schema.org's words; `address` is its page's own."""
    listed, book = page.listed, page.listed.book
    same_area = {"@id": f"{address}#area"}
    area = {**same_area, **_area(book.region, book.regions)}
    return {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "@id": f"{address}#service",
        "identifier": listed.code,
        "name": page.name,
        **_given(alternateName=page.item if page.item != page.name else ""),
        "description": " ".join(part for part in (page.summary, page.gives) if part),
        "url": address,
        "serviceType": [str(NEEDS[need].label) for need in listed.needs],
        "category": shown(listed.item.category),
        "areaServed": area,
        "jurisdiction": same_area,
        "audience": {"@type": "Audience", "audienceType": _("老年人"), "geographicArea": same_area},
        "provider": [_office(one) for one in page.departments],
        **_given(serviceOutput=_outputs(page), offers=_offers(page)),
        "availableChannel": _channel(page),
        "subjectOf": [_document(book.document, page), *({"@type": "Legislation", "name": one} for one in _basis(page))],
        "mainEntityOfPage": {
            "@type": "WebPage",
            "@id": address,
            "inLanguage": "zh-Hans" if get_language() == "zh-hans" else get_language(),
            **_given(lastReviewed=page.checked_on.isoformat() if page.checked_on else ""),
        },
    }


def _given(**values: Any) -> Json:
    """The properties that have a value."""
    return {name: value for name, value in values.items() if value}


def _area(slug: str, regions: RegionTree) -> Json:
    region: Region = regions[slug]
    around = {"containedInPlace": _area(region.parent, regions)} if region.parent in regions and region.parent else {}
    code = {"@type": "PropertyValue", "propertyID": "GB/T 2260", "value": region.gb} if region.gb else None
    return {"@type": "AdministrativeArea", "name": shown(region.name), **_given(identifier=code), **around}


def _office(department: Department) -> Json:
    return {
        "@type": "GovernmentOrganization",
        "name": shown(department.name),
        **_given(telephone=department.phone, address=department.address, contactPoint=_contact(department)),
    }


def _contact(department: Department) -> Json:
    """The hours at which an office answers."""
    if not department.hours:
        return {}
    hours = {"@type": "OpeningHoursSpecification", "description": department.hours}
    return {
        "@type": "ContactPoint",
        "contactType": _("办理咨询"),
        **_given(telephone=department.phone),
        "hoursAvailable": hours,
    }


def _amounts(page: Page) -> list[Amount]:
    """The amounts of all pathways, each once."""
    found = {(one.label, one.words): one for way in page.ways for one in way.amounts}
    return list(found.values())


def _outputs(page: Page) -> list[Json]:
    """The money that is given; `minValue` where the list promises no less."""
    return [
        {
            "@type": "MonetaryAmount",
            "name": "：".join(part for part in (one.label, one.words) if part),
            "currency": "CNY",
            "minValue" if one.result.at_least else "value": _number(one.result.amount),
        }
        for one in _amounts(page)
        if one.result.kind == "cash" and one.result.amount is not None
    ]


def _offers(page: Page) -> list[Json]:
    """What is taken off a price: free is a price of nought, a share is told in words."""
    return [
        {"@type": "Offer", "description": one.words, **({"price": 0, "priceCurrency": "CNY"} if _free(one) else {})}
        for one in _amounts(page)
        if one.result.rate is not None
    ]


def _free(amount: Amount) -> bool:
    return amount.result.rate == 1


def _number(amount: Decimal | None) -> float:
    return float(amount or 0)


def _channel(page: Page) -> Json:
    phone = next((one.phone for one in page.departments if one.phone), "12345")
    return {
        "@type": "ServiceChannel",
        **_given(description=page.apply),
        "servicePhone": {"@type": "ContactPoint", "telephone": phone},
    }


def _document(document: Document, page: Page) -> Json:
    issuer = {"@type": "GovernmentOrganization", "name": shown(document.issuer)} if document.issuer else None
    return {
        "@type": "Legislation",
        "name": shown(document.title) or document.number,
        "legislationIdentifier": document.number,
        **_given(legislationDate=document.issued, legislationPassedBy=issuer, url=page.address),
    }


def _basis(page: Page) -> list[str]:
    return [shown(one) for one in page.listed.item.legal_basis]
