"""Translations written down: how far a language is, a page's worth saved, a whole table taken in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from catalog.languages.texts import lost_places, texts
from catalog.models import Language, Translation

LONGEST = 4000


@dataclass(frozen=True)
class Row:
    """A text with what it is in a language, as far as somebody said."""

    key: str
    source: str
    group: str
    text: str


@dataclass(frozen=True)
class Progress:
    """How many of the texts a language has."""

    done: int
    all: int


@dataclass(frozen=True)
class Change:
    """What a save did."""

    new: int
    changed: int
    removed: int


def key_of(source: str) -> str:
    """What stands for a text where it is too long to be named."""
    return sha256(source.encode()).hexdigest()


def rows(language: Language) -> list[Row]:
    """Every text of the lists in force, with its translation."""
    known = dict(language.translations.values_list("source_digest", "text"))
    found = [(key_of(one.source), one) for one in texts()]
    return [Row(key, one.source, one.group, known.get(key, "")) for key, one in found]


def progress(language: Language) -> Progress:
    """How far a language is."""
    every = rows(language)
    return Progress(sum(bool(row.text) for row in every), len(every))


def fault_of(source: str, text: str) -> str:
    """What is wrong with a translation, in words; nothing where nothing is."""
    if len(text) > LONGEST:
        return _("译文太长，最多 %(most)s 个字。") % {"most": LONGEST}
    lost = lost_places(source, text)
    if text and lost:
        return _("花括号里的词要照抄，一个不多、一个不少：%(places)s。") % {"places": "、".join(lost)}
    return ""


def save(language: Language, written: Mapping[str, str]) -> Change:
    """Takes in translations by their Chinese; an empty one is removed. All of them must be free of faults."""
    wanted = {source: text.strip() for source, text in written.items()}
    with transaction.atomic():
        Language.objects.select_for_update().get(pk=language.pk)
        held = language.translations.filter(source_digest__in=[key_of(source) for source in wanted])
        known = {one.source: one for one in held}
        new = [_translation(language, source, text) for source, text in wanted.items() if text and source not in known]
        changed = list(_changed(known.values(), wanted))
        gone = [one for one in known.values() if not wanted[one.source]]
        bulk_create_with_history(new, Translation)
        bulk_update_with_history(changed, Translation, ["text"])
        for one in gone:
            one.delete()
    return Change(len(new), len(changed), len(gone))


def _translation(language: Language, source: str, text: str) -> Translation:
    return Translation(language=language, source=source, source_digest=key_of(source), text=text)


def _changed(known: Iterable[Translation], wanted: Mapping[str, str]) -> Iterable[Translation]:
    for one in known:
        text = wanted[one.source]
        if text and text != one.text:
            one.text = text
            yield one
