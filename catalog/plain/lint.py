"""Whether a Chinese text is plain: short sentences, common characters, no office words, dates and figures in full."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

HERE = Path(__file__).parent
LONGEST, MEAN, MOST_SENTENCES = 40, 20, 3
STAND_IN = "某"
PLACEHOLDERS = re.compile(r"%\([a-z_]+\)[sd]|%[sd]|\{[a-z_]*\}")
# What stands for a value in a text counts as a short word; it is neither common nor rare.
PLACEHOLDER = STAND_IN * 4
MARKUP = re.compile(r"<[^>]+>|https?://\S+")
CHINESE = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
COUNTED = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]|[A-Za-z0-9./@_-]+")
SENTENCE_ENDS = re.compile(r"[。！？!?]")
TELEPHONE = re.compile(r"\b0\d{2,3}-\d{7,8}\b")
DAY = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}")
SPAN = re.compile(r"\d+\s*[-–—~～]+\s*\d+")
SIGN_OF_MONEY = re.compile(r"[¥￥]\s*\d+")
SAYS = {
    "office": gettext_lazy("“%(word)s”是公文里的词；改成：%(instead)s"),
    "error": gettext_lazy("“%(word)s”没告诉人怎么办；%(instead)s"),
}


@dataclass(frozen=True, slots=True)
class Hard:
    """What makes a text hard to read, and what to write in its place."""

    kind: str
    message: str


def hard_in(text: str) -> list[Hard]:
    """Everything in a text that is hard to read; texts without Chinese are not looked at."""
    if not CHINESE.search(text):
        return []
    left = passed_over(PLACEHOLDERS.sub(PLACEHOLDER, MARKUP.sub("", text.replace("%%", "%"))))
    return [*_sentences(left), *_characters(left), *_words(left), *_figures(left)]


def advice(field: str, text: str) -> str:
    """What staff are told of a field's text, with what to write in its place; nothing where it is plain."""
    why = _("；").join(one.message for one in hard_in(text))
    return _("“%(field)s”里：%(why)s。") % {"field": field, "why": why} if why else ""


def lengths(text: str) -> list[int]:
    """How many characters each sentence of a text has."""
    left = PLACEHOLDERS.sub(PLACEHOLDER, MARKUP.sub("", text))
    return [count for part in left.split("\n") for one in SENTENCE_ENDS.split(part) if (count := _count(one))]


def passed_over(text: str) -> str:
    """A text without the phrases that may stand as they are."""
    return _without(text, sorted(exceptions(), key=len, reverse=True))


def _count(sentence: str) -> int:
    return len(COUNTED.findall(sentence)) if CHINESE.search(sentence) else 0


def _sentences(text: str) -> Iterator[Hard]:
    for paragraph in text.split("\n"):
        found = [one.strip() for one in SENTENCE_ENDS.split(paragraph) if _count(one)]
        if len(found) > MOST_SENTENCES:
            many = {"count": len(found), "most": MOST_SENTENCES}
            yield Hard("paragraph", _("一段里有 %(count)s 句，最多 %(most)s 句；分成两段") % many)
        for one in found:
            if (count := _count(one)) > LONGEST:
                said = {"count": count, "most": LONGEST, "start": one[:12]}
                yield Hard("long", _("“%(start)s……”这句有 %(count)s 个字，最多 %(most)s 个；拆成两句") % said)


def _characters(text: str) -> Iterator[Hard]:
    for one in dict.fromkeys(CHINESE.findall(text)):
        if one not in common_characters():
            yield Hard("rare", _("“%s”不是常用字；换一个常见的字，或者在后面注音") % one)


def _words(text: str) -> Iterator[Hard]:
    for kind, words in hard_words().items():
        left = text
        for word, (instead, within) in words.items():
            if word in _without(left, within):
                yield Hard(kind, str(SAYS[kind]) % {"word": word, "instead": instead})
                left = _without(left, (word,))


def _without(text: str, phrases: Iterable[str]) -> str:
    for phrase in phrases:
        text = text.replace(phrase, STAND_IN * len(phrase))
    return text


def _figures(text: str) -> Iterator[Hard]:
    left = TELEPHONE.sub("", text)
    for one in DAY.findall(left):
        yield Hard("date", _("“%s”是缩写的日期；写成 2026年3月5日 这样") % one)
    for one in SPAN.findall(DAY.sub("", left)):
        yield Hard("span", _("“%s”用了横线；写成“60 到 69”这样") % one)
    for one in SIGN_OF_MONEY.findall(left):
        yield Hard("money", _("“%s”用了符号；写成“100 元”这样") % one)


@cache
def common_characters() -> frozenset[str]:
    """The 3,500 characters that everybody who reads has learnt."""
    lines = (HERE / "common_characters.txt").read_text(encoding="utf-8").splitlines()
    return frozenset("".join(line for line in lines if not line.startswith("#")))


@cache
def hard_words() -> Mapping[str, Mapping[str, tuple[str, tuple[str, ...]]]]:
    """The words to be avoided by kind, the longest first: each with what to write instead and what may hold it."""
    kinds = _read("words.yaml")
    return {
        kind: {word: _entry(words[word]) for word in sorted(words, key=len, reverse=True)}
        for kind, words in kinds.items()
    }


def _entry(said: Any) -> tuple[str, tuple[str, ...]]:
    return (said["instead"], tuple(said["within"])) if isinstance(said, dict) else (said, ())


@cache
def exceptions() -> Mapping[str, str]:
    """The phrases that may stand as they are, each with its reason."""
    return dict(_read("exceptions.yaml")["phrases"])


def _read(name: str) -> Any:
    return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
