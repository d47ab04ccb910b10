"""The control of a condition's value, which follows its fact and relation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from catalog.admin.editor.shelf import Shelf
from catalog.admin.editor.sum_control import SumControl, written
from catalog.admin.editor.sums import factors
from catalog.admin.editor.typed import Typed
from catalog.models import Condition, Fact
from catalog.rules.conditions import SAYS
from catalog.rules.expressions import plain
from catalog.rules.values import VALUE_CHECKS
from catalog.wording import Unreadable

NOTHING = object()


def relations(fact: Fact) -> list[tuple[str, str]]:
    """The relations that a fact's type allows, in words."""
    return [(one, str(Condition.Relation(one).label)) for one in VALUE_CHECKS[fact.type]]


def kind_of(fact: Fact, relation: str) -> str:
    """Which control a value needs."""
    if fact.type == "date":
        return "age" if relation.startswith("age_") else "day"
    if fact.type in ("integer", "money"):
        return "figures" if relation == "one_of" else "limit"
    return {"bool": "truth", "region": "places"}.get(fact.type, "options")


def unit_of(fact: Fact, relation: str) -> str:
    """The unit that follows a number: what stands after it in the fact's own sentence."""
    sayings = {one.relation: one.text for one in fact.sayings.all()}
    said = sayings.get(relation) or SAYS[fact.type].get(relation, "")
    after = said.replace("{values}", "{value}").partition("{value}")[2].strip()
    return after or (_("元") if fact.type == "money" else "")


def fill(typed: Typed, prefix: str, kind: str, value: Any) -> None:
    """Fill a control's fields with a stored value."""
    if kind == "limit":
        written(typed, f"{prefix}-limit", str(value))
    elif kind in ("options", "places"):
        typed.put_all(f"{prefix}-{kind}", value if isinstance(value, list) else [value])
    elif kind == "figures":
        typed.put(f"{prefix}-figures", "、".join(map(str, value if isinstance(value, list) else [value])))
    elif kind == "truth":
        typed.put(f"{prefix}-truth", {True: "yes", False: "no"}.get(value, ""))
    else:
        typed.put(f"{prefix}-{kind}", value)


class ValueControl:
    """A value's control: its kind, what stands in it, and the value read from it or what is wrong."""

    def __init__(
        self, shelf: Shelf, prefix: str, typed: Typed, fact: Fact, relation: str, stored: Any = NOTHING
    ) -> None:
        self.shelf, self.prefix, self.fact, self.relation, self.stored = shelf, prefix, fact, relation, stored
        self.kind, self.unit = kind_of(fact, relation), unit_of(fact, relation)
        self.name = f"{prefix}-{self.kind}"
        self.text, self.texts = typed.one(self.name), typed.all(self.name)
        self.sum: SumControl | None = None
        if self.kind == "limit":
            kept = "" if stored is NOTHING else str(stored)
            self.sum = SumControl(shelf, self.name, typed, kept, unit=self.unit)
        self.value, self.fault = self._read()

    @property
    def template(self) -> str:
        """The template that draws it."""
        return f"admin/catalog/benefit/value_{self.kind}.html"

    def _read(self) -> tuple[Any, str]:
        readers: dict[str, Callable[[], Any]] = {
            "age": self._age,
            "day": self._day,
            "truth": self._truth,
            "limit": self._limit,
            "figures": self._figures,
            "options": self._options,
            "places": self._places,
        }
        try:
            value = readers[self.kind]()
        except Unreadable as fault:
            return None, str(fault)
        known, check = self.shelf.wording.facts[self.fact.code], VALUE_CHECKS[self.fact.type][self.relation]
        message = check(known, value, self.shelf.wording.regions, self.shelf.figures)
        return (None, message) if message else (value, "")

    def _age(self) -> int:
        if not self.text.isdecimal() or not 0 < int(self.text) <= 130:
            raise Unreadable(_("年龄写 1 到 130 的整数，例如 60。"))
        return int(self.text)

    def _day(self) -> str:
        try:
            return date.fromisoformat(self.text).isoformat()
        except ValueError:
            raise Unreadable(_("请选一个日期，例如 2023-07-01。")) from None

    def _truth(self) -> bool:
        if self.text not in ("yes", "no"):
            raise Unreadable(_("请选“是”或“否”。"))
        return self.text == "yes"

    def _limit(self) -> int | str:
        source = self.sum.read() if self.sum else ""
        if not source:
            raise Unreadable(_("请写上数字，或选一个参数。"))
        if self.stored is not NOTHING and source == str(self.stored):
            return self.stored
        return int(source) if self.fact.type == "integer" and source.isdecimal() else source

    def _figures(self) -> list[Any]:
        if isinstance(self.stored, list) and self.text == "、".join(map(str, self.stored)):
            return self.stored
        parts = self.text.replace("，", "、").replace(",", "、").replace(" ", "、").split("、")
        numbers = [factors(one) for one in parts if one]
        if not numbers or any(one is None or len(one) != 1 for one in numbers):
            raise Unreadable(_("写成数字，几个数之间用顿号隔开，例如 15、20。"))
        texts = [plain(one[0]) for one in numbers if one]
        return [int(one) if self.fact.type == "integer" and one.isdecimal() else one for one in texts]

    def _options(self) -> list[str]:
        return self._ticked(_("至少勾一个选项。"))

    def _places(self) -> list[str]:
        return self._ticked(_("至少勾一个地区。"))

    def _ticked(self, message: str) -> list[str]:
        ticked = list(dict.fromkeys(self.texts))
        if not ticked:
            raise Unreadable(message)
        if isinstance(self.stored, list) and sorted(self.stored) == sorted(ticked):
            return self.stored
        return ticked

    @property
    def options(self) -> list[dict[str, Any]]:
        """The boxes of a choice's options; one that is ticked but no longer there stands last."""
        known = self.shelf.wording.facts[self.fact.code].options
        lost = {one: _("（已经没有的选项）") for one in self.texts if one not in known}
        return [
            {"id": f"{self.name}-{place}", "value": code, "label": label, "checked": code in self.texts}
            for place, (code, label) in enumerate({**known, **lost}.items())
        ]

    @property
    def places(self) -> list[dict[str, Any]]:
        """The tree of regions with its ticks; a branch that holds one stands open."""
        lost = [{"slug": one, "name": _("（已经没有的地区）"), "nodes": []} for one in self.texts]
        lost = [one for one in lost if one["slug"] not in self.shelf.regions]
        return [self._node(one) for one in [*self.shelf.places, *lost]]

    def _node(self, node: dict[str, Any]) -> dict[str, Any]:
        nodes = [self._node(one) for one in node["nodes"]]
        return {
            "id": f"{self.name}-{node['slug']}",
            "value": node["slug"],
            "label": node["name"],
            "checked": node["slug"] in self.texts,
            "open": any(one["checked"] or one["open"] for one in nodes),
            "nodes": nodes,
        }

    @property
    def chosen_places(self) -> str:
        """The ticked regions by their names."""
        return "、".join(self.shelf.regions[one].name for one in self.texts if one in self.shelf.regions)
