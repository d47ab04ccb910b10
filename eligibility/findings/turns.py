"""What a fact would be, in the catalogue's own words: 户籍在拱墅区, 生活完全不能自理."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, cast

from django.utils.translation import gettext

from catalog.answering import SOME, in_words, place_in_words
from catalog.rules import Fact, Listing, Phrase, RegionTree, Screener
from catalog.rules.cases import Case, between
from catalog.rules.conditions import SAYS, Condition

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
    if fact.type == "choices" and not raw:
        return gettext("{name}都没有").format(name=gettext(fact.name))
    if fact.type == "choices":
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


def turning(screener: Screener, code: str, cases: Sequence[Case]) -> str:
    """Ways in which a fact may turn out, in words that stand after "if"."""
    fact, regions = screener.facts[code], screener.regions
    if fact.type == "region":
        names = _wide({cast(str, one) for case in cases for one in case.values}, regions)
        template = fact.says.get("within") or SAYS["region"]["within"]
        return Phrase(template, {"name": fact.name, "values": Listing(tuple(names))}).render(gettext)
    if fact.type == "choice":
        return said(Condition(fact.code, "one_of", tuple(case.values[0] for case in cases)), fact, regions)
    if fact.type == "bool":
        return gettext("不管是不是") if len(cases) > 1 else turned(fact, cases[0].values[0], regions)
    if fact.type == "choices":
        return _options(fact, [cast("frozenset[str]", case.values[0]) for case in cases], regions)
    stretches = (_stretch(screener, fact, *ends) for ends in _joined(cases))
    return gettext("，或者").join(stretches)


def _wide(places: set[str], regions: RegionTree) -> Iterator[str]:
    """The names of the fewest regions that make up some places."""
    left = set(places)
    for slug, region in regions.items():
        inside = {place for place in regions.places() if regions.within(place, slug)}
        if inside & left and inside <= places:
            left -= inside
            yield gettext(region.name)
    yield from (place_in_words(slug, regions) for slug in regions.places() if slug in left)


def _options(fact: Fact, sets: list[frozenset[str]], regions: RegionTree) -> str:
    """Sets of options by the least of them: any of these, both of those, none."""
    least = [one for one in sets if not any(other < one for other in sets)]
    if frozenset() in least:
        return turned(fact, [], regions)
    single = tuple(option for option in fact.options if frozenset({option}) in least)
    parts = [Condition(fact.code, "any_of", single)] if single else []
    parts += [Condition(fact.code, "all_of", tuple(sorted(one))) for one in least if len(one) > 1]
    return gettext("，或者").join(said(one, fact, regions) for one in parts)


def _joined(cases: Iterable[Case]) -> Iterator[tuple[int, int | None]]:
    """Stretches of a scale, those that meet as one."""
    found: list[tuple[int, int | None]] = []
    for case in sorted(cases, key=lambda one: one.low):
        if found and found[-1][1] == case.low:
            found[-1] = (found[-1][0], case.high)
        else:
            found.append((case.low, case.high))
    yield from found


def _stretch(screener: Screener, fact: Fact, low: int, high: int | None) -> str:
    ends = between(screener, fact.code, low, high)
    return gettext("，").join(said(one, fact, screener.regions) for one in ends) if ends else gettext("不管是多少")
