"""Conditions: what one fact must be, and clauses: conditions of which one set must hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from catalog.rules.expressions import plain, yuan
from catalog.rules.facts import Fact
from catalog.rules.phrases import Listing, Phrase
from catalog.rules.regions import RegionTree

# What each relation says where its fact has no sentence of its own.
SAYS: Mapping[str, Mapping[str, str]] = {
    "date": {
        "age_at_least": "年满 {values} 周岁",
        "age_under": "未满 {values} 周岁",
        "on_or_after": "{name}在 {values} 当天或以后",
        "before": "{name}在 {values} 以前",
    },
    "bool": {"is": "{name}", "is_not": "不是：{name}"},
    "choice": {"one_of": "{name}：{values}", "none_of": "{name}不是{values}"},
    "choices": {
        "any_of": "{name}：{values}",
        "all_of": "{name}：{values}",
        "none_of": "{name}：不包括{values}",
    },
    "region": {"within": "{name}在{values}", "outside": "{name}不在{values}"},
    "integer": {
        "at_least": "{name}至少 {values}",
        "at_most": "{name}不超过 {values}",
        "above": "{name}超过 {values}",
        "below": "{name}低于 {values}",
        "one_of": "{name}：{values}",
    },
}
SAYS = {**SAYS, "money": SAYS["integer"]}


@dataclass(frozen=True)
class Condition:
    """One fact held against a value, through a relation that its type knows."""

    fact: str
    relation: str
    value: object

    @property
    def values(self) -> tuple[object, ...]:
        """What the condition names: the members of its list, or its one value."""
        if isinstance(self.value, list | tuple):
            return tuple(self.value)
        return (self.value,)

    def phrase(self, fact: Fact, regions: RegionTree) -> Phrase:
        """The condition in words: the fact's own sentence for the relation, or the general one."""
        says = self.relation if self.value is not False else "is_not"
        template = fact.says.get(says) or SAYS[fact.type][says]
        words = Listing(
            tuple(_word(one, fact, regions) for one in self.values), "和" if self.relation == "all_of" else "或"
        )
        return Phrase(template, {"name": fact.name, "values": words, "value": words})


def _word(value: object, fact: Fact, regions: RegionTree) -> object:
    if isinstance(value, str) and fact.type == "region":
        return regions[value].name
    if isinstance(value, str) and value in fact.options:
        return fact.options[value]
    if isinstance(value, Decimal):
        return yuan(value) if fact.type == "money" else plain(value)
    return str(value)


@dataclass(frozen=True)
class Clause:
    """Sets of conditions of which at least one must hold whole; its words say them in short."""

    any: tuple[tuple[Condition, ...], ...]
    words: str | None = None

    def conditions(self) -> Iterator[Condition]:
        """Every condition in it."""
        for together in self.any:
            yield from together
