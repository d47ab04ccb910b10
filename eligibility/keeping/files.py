"""The answers as a file to take along, and what comes of a file that is brought back, whatever it holds."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalog.answering import in_words, typed
from catalog.rules import InvalidAnswer, Screener
from eligibility.keeping.telling import lines
from eligibility.session import Interview
from eligibility.wording import AUDIENCES

KIND, VERSION = "yanglao-answers", 1
NAME = "answers.json"
LONGEST = 64 * 1024  # some hundred times what a whole interview takes
OLDEST = 30
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

SENTENCES: Mapping[str, Promise] = {
    "missing": _("请先选一个文件，再点按钮。"),
    "empty": _("这个文件是空的。请选原来存下的那个文件。"),
    "long": _("这个文件太大，不是从这里存下的。文件名一般是 answers.json。"),
    "unreadable": _("这个文件读不懂，可能改过，或者没有下载完。请选原来存下的那个文件。"),
    "other": _("这个文件不是从这里存下的。文件名一般是 answers.json。"),
    "newer": _("这个文件是别的版本的网站存的，这里读不了。请重新答一遍。"),
    "nothing": _("文件里的回答，现在一条也用不上了。请重新答一遍。"),
}


class BadFileError(ValueError):
    """A file that brings no answers; `kind` is a key of SENTENCES."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


@dataclass(frozen=True)
class Read:
    """What a file brought, and how much of it cannot be used any more."""

    interview: Interview
    dropped: int


def write(interview: Interview, screener: Screener, today: date) -> bytes:
    """The file: for people to read, and for the portal to read again."""
    told = {
        "file": KIND,
        "version": VERSION,
        "saved_on": today.isoformat(),
        "in_words": {line.name: line.answer for line in lines(interview, screener)},
        "for": interview.audience,
        "answers": interview.given,
        "last_done": interview.lasts,
    }
    return json.dumps(told, ensure_ascii=False, indent=2).encode()


def read(content: bytes, screener: Screener, today: date) -> Read:
    """The answers that a file holds, as far as today's lists ask for them; raises BadFileError."""
    held = _object(content)
    if held.get("file") != KIND or held.get("for") not in list(AUDIENCES):
        raise BadFileError("other")
    if held.get("version") != VERSION:
        raise BadFileError("newer")
    answers, lasts = held.get("answers"), held.get("last_done", {})
    if not isinstance(answers, dict) or not isinstance(lasts, dict):
        raise BadFileError("unreadable")
    given = {fact: raw for fact, raw in answers.items() if _usable(fact, raw, screener, today)}
    if not given:
        raise BadFileError("nothing")
    known = {benefit.code for book in screener.rulebooks for _item, benefit in book.benefits()}
    done = {benefit: day for benefit, day in lasts.items() if benefit in known and _is_past(day, today)}
    dropped = len(answers) - len(given) + len(lasts) - len(done)
    return Read(Interview(str(held["for"]), given, lasts=done), dropped)


def _object(content: bytes) -> dict[str, Any]:
    if len(content) > LONGEST:
        raise BadFileError("long")
    if not content.strip():
        raise BadFileError("empty")
    try:
        held = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise BadFileError("unreadable") from None
    if not isinstance(held, dict):
        raise BadFileError("other")
    return held


def _usable(code: str, raw: Any, screener: Screener, today: date) -> bool:
    """Whether an answer is one that today's pages could have taken; None says that somebody does not know."""
    fact = screener.facts.get(code)
    if fact is None:
        return False
    try:
        if raw is not None:
            typed(fact, raw, today, screener.regions)
            in_words(fact, raw, screener.regions)
    except (InvalidAnswer, KeyError, TypeError, ValueError, OverflowError):
        return False
    return True


def _is_past(day: Any, today: date) -> bool:
    if not isinstance(day, str) or not DAY.fullmatch(day):
        return False
    try:
        last = date.fromisoformat(day)
    except ValueError:
        return False
    return today.year - OLDEST <= last.year and last <= today
