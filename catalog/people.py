"""People in words: the answers of a witness as staff read them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from catalog.rules import Fact, RegionTree, Value
from catalog.rules.dates import age_on
from catalog.rules.expressions import yuan


def person_in_words(person: Mapping[str, Value], facts: Mapping[str, Fact], regions: RegionTree, as_of: date) -> str:
    """Each answer as "name：value"; facts that make no difference are not among them."""
    said = [f"{facts[code].name}：{_value(facts[code], value, regions, as_of)}" for code, value in person.items()]
    return "；".join(said) or _("任何人")


def _value(fact: Fact, value: Value, regions: RegionTree, as_of: date) -> str:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, date):
        aged = any(relation.startswith("age_") for relation in fact.says)
        return f"{value}" + (_("（%s 周岁）") % age_on(value, as_of) if aged else "")
    if isinstance(value, frozenset):
        return "、".join(fact.options.get(one, one) for one in sorted(value)) or _("都没有")
    if fact.type == "region" and value in regions:
        return regions[str(value)].name
    if isinstance(value, Decimal):
        return _("%s 元") % yuan(value)
    return fact.options.get(str(value), str(value))
