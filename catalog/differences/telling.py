"""Two tellings of one thing held against each other: each a set of labelled words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any, Literal, NamedTuple

from django.db import models
from django.utils.translation import gettext as _

Json = Mapping[str, Any]
Kind = Literal["added", "removed", "changed"]
# A thing in words: each label with its words, or with a list of them that is held line against line.
Told = dict[str, "str | list[str]"]
Tell = Callable[["Json | None", "Json | None"], tuple[Told, Told]]


class Field(NamedTuple):
    """One field that is said otherwise: its label, and its words before and after; empty where there were none."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Difference:
    """One thing that two editions say otherwise: its code and name, and each field before and after."""

    code: str
    name: str
    kind: Kind
    fields: tuple[Field, ...]


def label(model: type[models.Model], field: str) -> str:
    """A field's name as the editor's pages have it."""
    return str(model._meta.get_field(field).verbose_name)  # type: ignore[union-attr]


def matched(old: Mapping[str, Json], new: Mapping[str, Json], tell: Tell) -> tuple[Difference, ...]:
    """The things of two sets, matched by their codes, that are new, gone or told otherwise; in the new order."""
    found = []
    for code in {**new, **old}:
        before, after = old.get(code), new.get(code)
        kind: Kind = "removed" if after is None else "added" if before is None else "changed"
        fields = tuple(fields_of(*tell(before, after)))
        if fields or kind != "changed":
            found.append(Difference(code, _name(after or before or {}, code), kind, fields))
    return tuple(found)


def _name(row: Json, code: str) -> str:
    return str(row.get("name") or code)


def one_by_one(tell_old: Callable[[Json], Told], tell_new: Callable[[Json], Told]) -> Tell:
    """Tells each of two things without regard to the other."""

    def tell(before: Json | None, after: Json | None) -> tuple[Told, Told]:
        return tell_old(before) if before is not None else {}, tell_new(after) if after is not None else {}

    return tell


def fields_of(before: Told, after: Told) -> Iterator[Field]:
    """The fields of two tellings that differ, a field for each line that does."""
    for name in {**after, **before}:
        old, new = _lines(before.get(name)), _lines(after.get(name))
        for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if tag != "equal":
                yield from (Field(name, *pair) for pair in zip_longest(old[i:j], new[k:m], fillvalue=""))


def _lines(words: str | list[str] | None) -> list[str]:
    lines = words if isinstance(words, list) else [words or ""]
    return [one for one in lines if one]


def reordered(old: Iterable[str], new: Iterable[str], names: Mapping[str, str]) -> Iterator[Field]:
    """The stretch in which the things that both have stand in another order."""
    kept, others = list(old), list(new)
    before, after = [one for one in kept if one in others], [one for one in others if one in kept]
    places = [place for place, pair in enumerate(zip(before, after, strict=True)) if pair[0] != pair[1]]
    if places:
        yield Field(_("先后"), *(_stretch(one[places[0] : places[-1] + 1], names) for one in (before, after)))


def _stretch(codes: Sequence[str], names: Mapping[str, str]) -> str:
    return " → ".join(names.get(code, code) for code in codes)
