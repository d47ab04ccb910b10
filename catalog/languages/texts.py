"""What there is to translate: every text of the lists in force that a resident may read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalog.models import Edition
from catalog.rules.conditions import SAYS

CHINESE = re.compile(r"[\u3400-\u9fff]")
PLACES = re.compile(r"\{[a-z_]*\}")
# Which part of a rulebook belongs to which group; a part that is not here is not told to residents.
GROUPS: Mapping[str, tuple[Promise, tuple[str, ...]]] = {
    "questions": (_("问题和选项"), ("questions", "facts")),
    "items": (_("待遇"), ("items", "parameters", "title", "document")),
    "places": (_("地方和部门"), ("regions", "departments")),
    "sentences": (_("理由的句子"), ()),
}
# What is quoted as it is printed.
QUOTED = {"row", "number"}


@dataclass(frozen=True)
class Text:
    """A Chinese text, and the group that it belongs to."""

    source: str
    group: str


def texts() -> list[Text]:
    """Every text once, in the order of the lists."""
    books = [edition.rulebook for edition in Edition.objects.published().order_by("region", "effective_from")]
    found: dict[str, str] = {}
    for group, (_label, parts) in GROUPS.items():
        for book in books:
            for part in parts:
                for source in _within(book.get(part), part):
                    found.setdefault(source, group)
    for sentences in SAYS.values():
        for source in sentences.values():
            found.setdefault(source, "sentences")
    return [Text(source, group) for source, group in found.items() if CHINESE.search(source)]


def _within(part: Any, name: str) -> Iterator[str]:
    if isinstance(part, str) and name not in QUOTED:
        yield part
    elif isinstance(part, Mapping):
        for inner, value in part.items():
            yield from _within(value, inner)
    elif isinstance(part, Iterable) and not isinstance(part, str):
        for value in part:
            yield from _within(value, name)


def lost_places(source: str, text: str) -> list[str]:
    """The places for figures and names that a translation must keep and does not, or has too many."""
    return sorted(set(PLACES.findall(source)) ^ set(PLACES.findall(text)))
