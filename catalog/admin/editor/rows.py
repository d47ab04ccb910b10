"""The rows of a rule: conditions, each a fact held against a value, joined by words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.admin.editor.controls import NOTHING, ValueControl, fill, kind_of, relations
from catalog.admin.editor.shelf import Shelf
from catalog.admin.editor.typed import Typed
from catalog.models import Clause, Condition, Term
from catalog.rules.values import VALUE_CHECKS

JOINS = [("and", gettext_lazy("而且")), ("or", gettext_lazy("或者"))]
LOST = gettext_lazy("这一行已不在这里，可能被别人删掉了；请勾“去掉”，还需要的话重新加一行。")


class Row:
    """A row of the page: its key, the stored row that it stands for, and what is wrong at its fields."""

    letter = ""

    def __init__(self, typed: Typed, key: str, known: Mapping[str, Any]) -> None:
        self.key, self.prefix = key, f"{self.letter}{key}"
        self.instance: Any = known.get(key)
        self.leaving = bool(typed.one(f"{self.prefix}-remove"))
        self.faults: defaultdict[str, str] = defaultdict(str)
        if key.isdecimal() and self.instance is None:
            self.faults["remove"] = str(LOST)

    @property
    def blank(self) -> bool:
        """Whether nothing is written in a new row."""
        return False

    @property
    def counts(self) -> bool:
        """Whether it is part of the rule as written."""
        return not self.leaving and not self.blank

    def told(self) -> list[tuple[str, str]]:
        """What is wrong: the id of the field, and the words."""
        if not self.counts:
            return []
        return [(f"{self.prefix}-{field}", text) for field, text in self.faults.items() if text]


class ConditionRow(Row):
    """One fact held against a value."""

    letter = "k"

    def __init__(self, shelf: Shelf, typed: Typed, key: str, known: Mapping[str, Condition]) -> None:
        super().__init__(typed, key, known)
        self.join = "or" if typed.one(f"{self.prefix}-join") == "or" else "and"
        self.fact = shelf.facts.get(typed.one(f"{self.prefix}-fact"))
        self.relations = relations(self.fact) if self.fact else []
        self.relation = self._relation(typed)
        self.control: ValueControl | None = None
        if self.fact is None:
            self.faults["fact"] = _("请选一个情况，或勾“去掉”。")
        elif not self.relation:
            self.faults["relation"] = _("请选一种关系。")
        else:
            self.control = ValueControl(shelf, self.prefix, typed, self.fact, self.relation, self._stored())
            if self.control.fault:
                self.faults["value"] = self.control.fault

    def _relation(self, typed: Typed) -> str:
        chosen = typed.one(f"{self.prefix}-relation")
        known = [one for one, _label in self.relations]
        if chosen in known or not known:
            return chosen if known else ""
        return known[0] if len(known) == 1 else ""

    def _stored(self) -> Any:
        row = self.instance
        if (
            row is None
            or self.fact is None
            or row.fact_id != self.fact.pk
            or row.relation not in VALUE_CHECKS[self.fact.type]
        ):
            return NOTHING
        return row.value if kind_of(self.fact, row.relation) == kind_of(self.fact, self.relation) else NOTHING

    @property
    def blank(self) -> bool:
        """Whether no fact is chosen in a new row."""
        return not self.key.isdecimal() and self.fact is None

    @property
    def joins(self) -> list[tuple[str, str]]:
        """The words that join it to the row before."""
        return [(one, str(label)) for one, label in JOINS]

    @property
    def json(self) -> dict[str, Any]:
        """The condition as rules are compiled; None for a value not written yet."""
        value = self.control.value if self.control else None
        return {"fact": self.fact.code if self.fact else "", "relation": self.relation, "value": value}


class ConditionRows(Row):
    """Conditions joined by words: those joined by "and" must hold together, one such group is enough."""

    letter = "c"

    def __init__(
        self, shelf: Shelf, typed: Typed, key: str, known: Mapping[str, Clause | Term], fresh: Iterator[str]
    ) -> None:
        super().__init__(typed, key, known)
        self.shelf = shelf
        self.list = f"{self.prefix}-conditions"
        rows = {str(one.pk): one for one in self.instance.conditions.all()} if self.instance else {}
        keys = typed.keys(self.list) or self.first_keys(typed, fresh)
        self.rows = [ConditionRow(shelf, typed, one, rows) for one in keys]

    def first_keys(self, typed: Typed, fresh: Iterator[str]) -> list[str]:
        """The keys of the conditions where the page has none yet: one to begin with."""
        return [next(fresh)]

    @property
    def written(self) -> list[ConditionRow]:
        """The conditions that are part of the rule."""
        return [one for one in self.rows if one.counts]

    @property
    def groups(self) -> list[list[ConditionRow]]:
        """The conditions as alternatives: one group is enough."""
        found: list[list[ConditionRow]] = []
        for one in self.written:
            if not found or one.join == "or":
                found.append([])
            found[-1].append(one)
        return found

    @property
    def alternatives(self) -> list[list[dict[str, Any]]]:
        """The groups as rules are compiled."""
        return [[one.json for one in group] for group in self.groups]

    def told(self) -> list[tuple[str, str]]:
        """What is wrong with it and with its conditions."""
        return [*super().told(), *(one for row in self.rows for one in row.told())] if self.counts else []


def fill_conditions(typed: Typed, prefix: str, conditions: Iterable[Condition]) -> None:
    """Fill the fields of stored conditions."""
    rows = list(conditions)
    if rows:
        typed.put_all(f"{prefix}-conditions", [one.pk for one in rows])
    group = rows[0].group if rows else 0
    for one in rows:
        typed.put(f"k{one.pk}-join", "and" if one.group == group else "or")
        group = one.group
        _fill_condition(typed, one)


def _fill_condition(typed: Typed, row: Condition) -> None:
    typed.put(f"k{row.pk}-fact", row.fact.code)
    typed.put(f"k{row.pk}-relation", row.relation)
    if row.relation in VALUE_CHECKS[row.fact.type]:
        fill(typed, f"k{row.pk}", kind_of(row.fact, row.relation), row.value)
