"""The shape of each catalogue file."""

from catalog.loading.shapes import (
    ALTERNATIVES,
    Check,
    amount,
    anything,
    clause,
    day,
    figure,
    flag,
    list_of,
    map_of,
    one_of,
    shape,
    text,
    web_address,
    whole,
)
from catalog.models import Exclusion, Fact, Pathway, Question

TEXTS = list_of(text)
AWARD = shape(
    {"kind": one_of(*Pathway.Kind.values)},
    {
        "period": one_of(*Pathway.Period.values),
        "amount": amount,
        "rate": figure,
        "at_least": flag,
        "formula": text,
    },
)
PATHWAY = shape(
    {"code": text, "name": text, "award": AWARD},
    {"note": text, "conditions": list_of(clause), "renewal_months": whole, "readings": TEXTS},
)
EXCLUSION = shape({"group": text, "mode": one_of(*Exclusion.Mode.values)}, {})
BENEFIT = shape(
    {"code": text, "name": text, "pathways": list_of(PATHWAY)},
    {
        "summary": text,
        "gives": text,
        "bring": TEXTS,
        "apply": text,
        "readings": TEXTS,
        "carries_out": text,
        "exclusive": list_of(EXCLUSION),
        "renewal_from": text,
        "conditions": list_of(clause),
    },
)
DOCUMENT = shape(
    {"number": text, "title": text},
    {"issuer": text, "issued": day, "url": web_address, "valid_until": day, "note": text},
)
ITEM = shape(
    {"row": text, "name": text, "category": text, "benefits": list_of(BENEFIT)},
    {"departments": TEXTS, "legal_basis": TEXTS},
)
VALUE = shape({"region": text, "from": day, "value": figure, "document": text, "row": text}, {})
EDITION: Check = shape(
    {
        "region": text,
        "edition": text,
        "title": text,
        "effective_from": day,
        "document": DOCUMENT,
        "items": list_of(ITEM),
    },
    {
        "parameters": map_of(shape({"name": text}, {"unit": text, "values": list_of(VALUE)})),
        "departments": map_of(shape({"name": text}, {"phone": text, "address": text, "hours": text})),
    },
)

STEP = shape({"code": text, "sets": anything, "text": text}, {"only_from": TEXTS})
CONSULTS = shape({"unknown": one_of(*Fact.Unknown.values)}, {"asked_from_age": whole, "unless": text})
FILES: dict[str, Check] = {
    "regions": map_of(shape({"name": text}, {"gb": text, "parent": text, "complete": flag})),
    "facts": map_of(
        shape(
            {"type": one_of(*Fact.Type.values), "name": text},
            {"consults": CONSULTS, "options": map_of(text), "says": map_of(text), "steps": list_of(STEP)},
        )
    ),
    "terms": map_of(shape({"name": text, "any": ALTERNATIVES}, {"reading": text})),
    "questions": list_of(
        shape(
            {"code": text, "section": text, "title": text, "facts": TEXTS},
            {"layout": one_of(*Question.Layout.values), "help": text, "why": text},
        )
    ),
    "glosses": map_of(text),
}
