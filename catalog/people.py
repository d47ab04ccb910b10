"""People in plain words: what is known of a witness, an example, somebody in a screening."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from catalog.rules import Among, Fact, RegionTree, Value
from catalog.rules.dates import age_on
from catalog.rules.expressions import yuan


def person_in_words(person: Mapping[str, Value], facts: Mapping[str, Fact], regions: RegionTree, as_of: date) -> str:
    """Each fact by its name with its answer, 78 岁（1948-11-22 生），户籍地：衢江区; anybody, where nothing is said."""
    said = [_said(facts[code], value, regions, as_of) for code, value in person.items()]
    return _("，").join(said) if said else _("任何人")


def _said(fact: Fact, value: Value, regions: RegionTree, as_of: date) -> str:
    if isinstance(value, date) and any(relation.startswith("age_") for relation in fact.says):
        return _("%(age)s 岁（%(day)s 生）") % {"age": age_on(value, as_of), "day": value.isoformat()}
    return _("%(fact)s：%(answer)s") % {"fact": _(fact.name), "answer": answer_in_words(fact, value, regions)}


def answer_in_words(fact: Fact, value: Value, regions: RegionTree) -> str:
    """What an answer says."""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, Among):
        return _("%s；其他的不清楚") % _options(fact, value.certain)
    if isinstance(value, frozenset):
        return _options(fact, value) if value else _("都没有")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return _("%s 元") % yuan(value)
    if fact.type == "region":
        return _place(str(value), regions)
    return _(fact.options.get(str(value), str(value)))


def _options(fact: Fact, options: frozenset[str]) -> str:
    return _("、").join(_(name) for option, name in fact.options.items() if option in options)


def _place(slug: str, regions: RegionTree) -> str:
    """A region; one that has parts stands for the rest of them."""
    region = regions[slug]
    if not regions.parts(slug):
        return _(region.name)
    return (_("%s，说不清是哪一处") if region.complete else _("%s其他地方")) % _(region.name)
