"""Texts of the catalogue and the engine in the reader's language."""

from __future__ import annotations

import re

from django.utils.translation import gettext

from catalog.rules import Phrase

ROW = re.compile(r"\d+\*?")
ANNEX = re.compile(r"附件(\d+)")
POINT = re.compile(r"([一二三四五六七八九十]+)-(\d+)")


def shown(text: str | None) -> str:
    """A catalogue text in the reader's language."""
    return gettext(text) if text else ""


def phrase(words: Phrase | None) -> str:
    """A phrase in the reader's language."""
    return words.render(gettext) if words else ""


def row_in_words(row: str) -> str:
    """Where in its document an item stands: 第 9 行, 第二部分第 4 点 for 二-4, and an annex by its name."""
    if ROW.fullmatch(row):
        return gettext("第 {row} 行").format(row=row)
    if found := POINT.fullmatch(row):
        return gettext("第{part}部分第 {point} 点").format(part=found[1], point=found[2])
    if found := ANNEX.fullmatch(row):
        return gettext("附件 {number}").format(number=found[1])
    return row
