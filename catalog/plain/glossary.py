"""Office words explained where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalog.models import Gloss


@dataclass(frozen=True, slots=True)
class Explained:
    """A word and what it means, in the reader's language."""

    word: str
    meaning: str


Words = tuple[tuple[str, str], ...]


def words() -> Words:
    """Every word and its meaning, in Chinese."""
    return tuple(Gloss.objects.values_list("word", "meaning"))


def explained(texts: Iterable[str], among: Words | None = None) -> list[Explained]:
    """The words in need of an explanation that stand in a page's texts, in the order in which they are first read.

    The longest word that fits counts: in 低保边缘家庭 it is 低保边缘 that is explained, not 低保. `among` are the words
    where they are at hand already.
    """
    known = {_key(_(word)): Explained(_(word), _(meaning)) for word, meaning in (words() if among is None else among)}
    if not known:
        return []
    found = _pattern(tuple(known)).findall("\n".join(texts))
    return [known[word] for word in dict.fromkeys(_key(one) for one in found)]


def _key(word: str) -> str:
    return word.casefold()


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    # Between letters a word is a part of another one; between Chinese characters nothing tells.
    return re.compile(rf"(?<![a-z])({'|'.join(map(re.escape, longest_first))})(?=s?(?![a-z]))", re.IGNORECASE)
