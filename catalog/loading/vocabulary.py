"""The files of regions, facts, terms, questions and explained words to their rows.

What a file says anew is written; what it said before already is left as it is, because staff may have edited it since;
what it no longer says is taken out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db import models, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from catalog.loading.conditions import condition_rows, stored_value
from catalog.loading.faults import CatalogueError, Faults
from catalog.loading.forms import FILES
from catalog.loading.limits import within_limits
from catalog.models import (
    Condition,
    Fact,
    FactOption,
    FactSaying,
    FactStep,
    Gloss,
    Question,
    QuestionFact,
    Region,
    Term,
)

VOCABULARY = tuple(FILES)
Data = Mapping[str, Any]
Write = Callable[[str, Any, int, Faults], None]


@transaction.atomic
def load_vocabulary(name: str, data: Any, before: Any = None) -> int:
    """Write what a file says otherwise than before; answers how many entries changed."""
    if faults := tuple(FILES[name](data, "")):
        raise CatalogueError(faults)
    entries, old, found = _by_code(data), _by_code(before or {}), Faults()
    changed = [code for code in entries if entries[code] != old.get(code) or list(old) != list(entries)]
    gone = [code for code in old if code not in entries]
    if name == "regions":
        _regions_first(entries)
    for place, code in enumerate(entries, start=1):
        if code in changed:
            WRITERS[name](code, entries[code], place, found)
    for code in gone:
        _remove(name, code, found)
    found.raise_any()
    return len(changed) + len(gone)


def _by_code(data: Any) -> dict[str, Any]:
    if isinstance(data, list):
        return {str(one["code"]): one for one in data}
    return dict(data)


MODELS: Mapping[str, type[models.Model]] = {
    "regions": Region,
    "facts": Fact,
    "terms": Term,
    "questions": Question,
    "glosses": Gloss,
}
KEYS = {"regions": "slug", "glosses": "word"}


def _remove(name: str, code: str, faults: Faults) -> None:
    row = MODELS[name]._default_manager.filter(**{KEYS.get(name, "code"): code}).first()
    try:
        with transaction.atomic():
            if row is not None:
                row.delete()
    except ProtectedError:
        faults.add(code, _("文件里没有它了，但还有条件、问题或版本用着；先改掉那些，或在文件里留着它"))


def _save(row: models.Model, **values: Any) -> Any:
    """Write a row if it differs, so that its history tells only changes."""
    if row.pk is None or any(getattr(row, name) != value for name, value in values.items()):
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
    return row


def _regions_first(entries: Mapping[str, Data]) -> None:
    """Every region before its parent is looked up: a file may name them in any order."""
    known = set(Region.objects.values_list("slug", flat=True))
    for slug, one in entries.items():
        if slug not in known:
            Region.objects.create(slug=slug, name=one["name"])


def _region(slug: str, data: Data, place: int, faults: Faults) -> None:
    parent = Region.objects.filter(slug=data["parent"]).first() if data.get("parent") else None
    if data.get("parent") and parent is None:
        faults.add(slug, _("上级“%s”不在表里；先加上它") % data["parent"])
    _save(
        Region.objects.get(slug=slug),
        name=data["name"],
        gb=str(data.get("gb") or ""),
        parent=parent,
        complete=bool(data.get("complete")),
        position=place,
    )


def _fact(code: str, data: Data, place: int, faults: Faults) -> None:
    consults = data.get("consults") or {}
    unless = Fact.objects.filter(code=consults["unless"]).first() if consults.get("unless") else None
    if consults.get("unless") and unless is None:
        faults.add(code, _("没有“%s”这个情况；把它写在前面") % consults["unless"])
    fact = _save(
        Fact.objects.filter(code=code).first() or Fact(code=code),
        type=data["type"],
        name=data["name"],
        consults_unknown=consults.get("unknown") or "",
        consults_from_age=consults.get("asked_from_age"),
        consults_unless=unless,
        position=place,
    )
    options = {one: {"name": str(name)} for one, name in (data.get("options") or {}).items()}
    sayings = {one: {"text": text} for one, text in (data.get("says") or {}).items()}
    steps = {one["code"]: _step(fact, one) for one in data.get("steps") or []}
    _children(FactOption, fact, "code", options, faults)
    _children(FactSaying, fact, "relation", sayings, faults)
    _children(FactStep, fact, "code", steps, faults)


def _step(fact: Fact, data: Data) -> Data:
    only_from = [str(one) for one in data.get("only_from") or []]
    return {"sets": stored_value(fact, data["sets"]), "text": data["text"], "only_from": only_from}


def _children(model: type[models.Model], fact: Fact, key: str, wanted: Mapping[str, Data], faults: Faults) -> None:
    rows = {getattr(row, key): row for row in model._default_manager.filter(fact=fact)}
    for place, (code, values) in enumerate(wanted.items(), start=1):
        _save(rows.get(code) or model(**{"fact": fact, key: code}), **values, position=place)
    for code in rows.keys() - wanted.keys():
        try:
            with transaction.atomic():
                rows[code].delete()
        except ProtectedError:
            faults.add(f"{fact.code} › {code}", _("文件里没有这一档了，但还有标准用着它；先改掉标准"))


def _term(code: str, data: Data, place: int, faults: Faults) -> None:
    term = _save(
        Term.objects.filter(code=code).first() or Term(code=code),
        name=data["name"],
        reading=data.get("reading") or "",
        position=place,
    )
    facts = {one.code: one for one in Fact.objects.all()}
    rows = condition_rows(data["any"], facts, code, faults, term=term)
    term.conditions.all().delete()
    Condition.objects.bulk_create(rows)


def _question(code: str, data: Data, place: int, faults: Faults) -> None:
    question = _save(
        Question.objects.filter(code=code).first() or Question(code=code),
        section=data["section"],
        layout=data.get("layout") or Question.Layout.FIELDS,
        title=data["title"],
        help=data.get("help") or "",
        why=data.get("why") or "",
        position=place,
    )
    facts = {one.code: one for one in Fact.objects.filter(code__in=data["facts"])}
    for fact in data["facts"]:
        if fact not in facts:
            faults.add(code, _("没有“%s”这个情况；先在 facts.yaml 里加上它") % fact)
    if [one.fact.code for one in question.asked.select_related("fact")] != data["facts"]:
        question.asked.all().delete()
        QuestionFact.objects.bulk_create(
            QuestionFact(question=question, fact=facts[fact], position=at)
            for at, fact in enumerate(data["facts"], start=1)
            if fact in facts
        )


def _gloss(word: str, meaning: object, place: int, faults: Faults) -> None:
    before = len(faults.found)
    within_limits(Gloss(word=word, meaning=str(meaning)), word, faults)
    if len(faults.found) == before:
        row = Gloss.objects.filter(word=word).first() or Gloss(word=word)
        _save(row, meaning=str(meaning), position=place)


WRITERS: Mapping[str, Write] = {
    "regions": _region,
    "facts": _fact,
    "terms": _term,
    "questions": _question,
    "glosses": _gloss,
}
