"""Answers as JSON values, as pages, scenarios and the API keep them: read, and said in words."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django.utils.translation import gettext

from catalog.rules import Among, Fact, RegionTree, Value, read_answer

SOME = "some"  # {"some": [...]}: these of a fact's options for certain, the others unknown


def typed(fact: Fact, raw: Any, as_of: date, regions: RegionTree) -> Value:
    """The typed value of a JSON value that is known; raises InvalidAnswer."""
    if isinstance(raw, dict):
        certain = read_answer(fact, raw[SOME], as_of, regions)
        return Among(cast("frozenset[str]", certain))
    return read_answer(fact, raw, as_of, regions)


def day_in_words(day: date) -> str:
    """A date as people write it."""
    return gettext("{year}年{month}月{day}日").format(year=day.year, month=day.month, day=day.day)


def place_in_words(slug: str, regions: RegionTree) -> str:
    """A region as a choice: one that has parts stands for the rest of them (R12)."""
    region = regions[slug]
    if not regions.parts(slug):
        return gettext(region.name)
    rest = gettext("{place}，说不清是哪一处") if region.complete else gettext("{place}其他地方")
    return rest.format(place=gettext(region.name))


def in_words(fact: Fact, raw: Any, regions: RegionTree) -> str:
    """What an answer says, from its JSON value."""
    if raw is None:
        return gettext("不清楚")
    if isinstance(raw, dict):
        return gettext("{options}；其他的不清楚").format(options=_options(fact, raw[SOME]))
    if fact.type == "choices":
        return _options(fact, raw) if raw else gettext("都没有")
    words = {
        "bool": lambda: gettext("是") if raw else gettext("否"),
        "choice": lambda: gettext(fact.options[raw]),
        "date": lambda: day_in_words(date.fromisoformat(raw)),
        "region": lambda: place_in_words(raw, regions),
        "money": lambda: gettext("{amount} 元").format(amount=f"{raw:g}" if raw == int(raw) else f"{raw:.2f}"),
        "integer": lambda: str(raw),
    }
    return words[fact.type]()


def _options(fact: Fact, options: list[str]) -> str:
    return gettext("、").join(gettext(fact.options[option]) for option in options)
