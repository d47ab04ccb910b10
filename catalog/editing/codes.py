"""Codes that people can read, made from Chinese names by their pinyin."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import count

LONGEST = 40
NAMELESS = "x"


def code_for(name: str, taken: Collection[str], separator: str = "-") -> str:
    """A code of at most 40 characters for a name, unlike those taken: 高龄津贴 is gao-ling-jin-tie, the next gets -2.

    With the separator "_" it can stand in sums, so it starts with a letter.
    """
    syllables = re.findall(r"[a-z0-9]+", _pinyin(name).lower()) or [NAMELESS]
    if separator == "_" and syllables[0][0].isdigit():
        syllables.insert(0, NAMELESS)
    plain = _within(syllables, separator, LONGEST)
    if plain not in taken:
        return plain
    for number in count(2):
        end = f"{separator}{number}"
        code = _within(syllables, separator, LONGEST - len(end)) + end
        if code not in taken:
            return code
    raise AssertionError("numbers do not end")


def _pinyin(name: str) -> str:
    # Its dictionaries take half a second and 50 MB, which processes that name nothing need not spend.
    from pypinyin import lazy_pinyin

    return " ".join(lazy_pinyin(name))


def _within(syllables: list[str], separator: str, room: int) -> str:
    code = syllables[0][:room]
    for one in syllables[1:]:
        if len(code) + len(separator) + len(one) > room:
            break
        code += separator + one
    return code
