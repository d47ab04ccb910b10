"""What a summary is made of: plain words, in the order in which they are read."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from eligibility.keeping import WayBack

FULL, LARGE, SHORT = FORMS = ("full", "large", "short")
NAMED_WIDTH = 50
# How wide letters are on the average, in Chinese characters.
SPACE, LETTER, DIGIT, CAPITAL = 0.22, 0.51, 0.555, 0.6


def width(text: str) -> float:
    """About how wide a text is, in Chinese characters."""
    return sum(map(_width, text))


def _width(one: str) -> float:
    if unicodedata.east_asian_width(one) in "WFA":
        return 1
    if one == " ":
        return SPACE
    return DIGIT if one.isdigit() else CAPITAL if one.isupper() else LETTER


@dataclass(frozen=True)
class Row:
    """One thing to know of a benefit, under its label."""

    label: str
    text: str


@dataclass(frozen=True)
class Block:
    """One benefit."""

    number: int
    name: str
    item: str
    amount: str
    gives: str
    rows: tuple[Row, ...]
    source: str


@dataclass(frozen=True)
class Part:
    """Blocks of which the same holds."""

    code: str
    title: str
    lead: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Coming:
    """What there is to do, or what begins, on a day."""

    day: str
    things: tuple[str, ...]


@dataclass(frozen=True)
class Summary:
    """What one person is told on paper."""

    form: str
    language: str
    heading: tuple[str, ...]  # whose it is in a pile of papers: a number, a name; nothing for a resident's own
    title: str
    sums: tuple[str, ...]
    trial: bool
    way_back: WayBack | None
    picture: SafeString  # the way back as a square for a phone's camera
    ticket: str  # the code with which somebody says later what became of it
    alike: str  # what would stand in most blocks, said once
    parts: tuple[Part, ...]
    dates: tuple[Coming, ...]
    guessed: bool  # whether some of the days are counted from a last date that nobody told
    never: int  # how many do not fit the person
    left_out: tuple[str, ...]  # the names of what a single page has no room for, what matters most in front
    sources: tuple[str, ...]
    foot: tuple[str, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Every block of every part."""
        return tuple(block for part in self.parts for block in part.blocks)

    @property
    def by_letters(self) -> bool:
        """Whether it is written in letters: then labels have no common width, and run on into the text."""
        return not self.language.startswith("zh")

    @property
    def left_out_words(self) -> str:
        """Names of what is left out, as many as two lines hold."""
        names: list[str] = []
        for name in self.left_out:
            if names and sum(width(one) + 1 for one in (*names, name)) > NAMED_WIDTH:
                return gettext("{names}等").format(names=gettext("、").join(names))
            names.append(name)
        return gettext("、").join(names)
