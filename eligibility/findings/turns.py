"""What a fact would be, in the catalogue's own words: 户籍在拱墅区, 生活完全不能自理."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from catalog.answering import SOME, in_words
from catalog.rules import Fact, RegionTree
from catalog.rules.conditions import Condition

RELATIONS = {"choice": "one_of", "region": "within", "bool": "is"}


def said(condition: Condition, fact: Fact, regions: RegionTree) -> str:
    """A condition in the reader's language."""
    return condition.phrase(fact, regions).render(gettext)


def turned(fact: Fact, raw: Any, regions: RegionTree) -> str:
    """A fact with a JSON value, in words that stand after "if"."""
    if raw is None or isinstance(raw, dict):
        return _plainly(fact, raw, regions)
    if fact.type in RELATIONS:
        value = (raw,) if fact.type != "bool" else raw
        return said(Condition(fact.code, RELATIONS[fact.type], value), fact, regions)
    if fact.type == "choices" and raw:
        relation = "all_of" if len(raw) > 1 else "any_of"
        return said(Condition(fact.code, relation, tuple(raw)), fact, regions)
    return _plainly(fact, raw, regions)


def _plainly(fact: Fact, raw: Any, regions: RegionTree) -> str:
    return gettext("{name}：{answer}").format(name=gettext(fact.name), answer=in_words(fact, raw, regions))


def changed(before: Any, after: Any) -> bool:
    """Whether two JSON values say something different; what is not told and not known are the same."""
    return _set(before) != _set(after)


def _set(raw: Any) -> object:
    if isinstance(raw, dict):
        return (SOME, frozenset(raw[SOME]))
    return frozenset(raw) if isinstance(raw, list) else raw
