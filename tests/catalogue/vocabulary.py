"""The part of schema.org that the pages use: for each type its properties and what they may hold.

Taken from the vocabulary's own data/schema.ttl (snapshot of 2026-08-20), domains and ranges followed up to the types
that are used here.
"""

TEXT, URL, DATE, NUMBER = "Text", "URL", "Date", "Number"
PROPERTIES: dict[str, dict[str, set[str]]] = {
    "GovernmentService": {
        "identifier": {TEXT},
        "name": {TEXT},
        "alternateName": {TEXT},
        "description": {TEXT},
        "url": {URL},
        "serviceType": {TEXT},
        "category": {TEXT},
        "areaServed": {"AdministrativeArea"},
        "jurisdiction": {"AdministrativeArea"},
        "audience": {"Audience"},
        "provider": {"GovernmentOrganization"},
        "serviceOutput": {"MonetaryAmount"},
        "offers": {"Offer"},
        "availableChannel": {"ServiceChannel"},
        "subjectOf": {"Legislation"},
        "mainEntityOfPage": {"WebPage"},
    },
    "AdministrativeArea": {"name": {TEXT}, "identifier": {"PropertyValue"}, "containedInPlace": {"AdministrativeArea"}},
    "PropertyValue": {"propertyID": {TEXT}, "value": {TEXT}},
    "Audience": {"audienceType": {TEXT}, "geographicArea": {"AdministrativeArea"}},
    "GovernmentOrganization": {
        "name": {TEXT},
        "telephone": {TEXT},
        "address": {TEXT},
        "contactPoint": {"ContactPoint"},
    },
    "ContactPoint": {"contactType": {TEXT}, "telephone": {TEXT}, "hoursAvailable": {"OpeningHoursSpecification"}},
    "OpeningHoursSpecification": {"description": {TEXT}},
    "MonetaryAmount": {"name": {TEXT}, "currency": {TEXT}, "value": {NUMBER}, "minValue": {NUMBER}},
    "Offer": {"description": {TEXT}, "price": {NUMBER}, "priceCurrency": {TEXT}},
    "ServiceChannel": {"description": {TEXT}, "servicePhone": {"ContactPoint"}},
    "Legislation": {
        "name": {TEXT},
        "legislationIdentifier": {TEXT},
        "legislationDate": {DATE},
        "legislationPassedBy": {"GovernmentOrganization"},
        "url": {URL},
    },
    "WebPage": {"inLanguage": {TEXT}, "lastReviewed": {DATE}},
}
