"""Writes a page: rows are met by their ids, and only what differs is written."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Model

from catalog.editing.codes import code_for
from catalog.models import Benefit, Clause, Condition, Exclusion, Pathway, PathwayAmount, Term

if TYPE_CHECKING:
    from catalog.admin.editor.cards import PathwayCard
    from catalog.admin.editor.clauses import ClauseRow
    from catalog.admin.editor.rows import ConditionRow, ConditionRows, Row
    from catalog.admin.editor.term_tree import TermTree
    from catalog.admin.editor.tree import Tree

Message = dict[str, dict[str, Any]]


def values_of(row: Model) -> dict[str, Any]:
    """The stored values of a row."""
    return {one.attname: getattr(row, one.attname) for one in row._meta.concrete_fields}


def differs(row: Model, old: Mapping[str, Any], attname: str) -> bool:
    """Whether a field of a row is not what it was."""
    return bool(getattr(row, attname) != old[attname])


class RowsSaving(ABC):
    """One save of a page's rows; `messages` says afterwards what it did, as the admin's log does."""

    def __init__(self) -> None:
        self.messages: list[Message] = []

    @abstractmethod
    def save(self) -> None:
        """Take out what leaves, then write what is new or differs."""

    def remove(self, rows: Iterable[Row]) -> None:
        """Take out the stored rows that leave."""
        for row in rows:
            if row.leaving and row.instance is not None and row.instance.pk is not None:
                self._note("deleted", row.instance)
                row.instance.delete()

    def conditions(self, row: ConditionRows, **owner: Any) -> None:
        """Write the conditions of their owner, a clause or a term; their places only where they differ."""
        self.remove(row.rows)
        groups = row.groups
        flat = [(one, number) for number, group in enumerate(groups, start=1) for one in group]
        same = _same_groups([one for one, _number in flat], groups)
        place = 0
        for at, (one, number) in enumerate(flat):
            place = 1 if at == 0 or flat[at - 1][1] != number else place + 1
            self._condition(one, None if same else (number, place), owner)

    def _condition(self, row: ConditionRow, stand: tuple[int, int] | None, owner: Mapping[str, Any]) -> None:
        condition = row.instance or Condition(**owner)
        old = values_of(condition)
        if row.fact is None or row.control is None:
            raise ValueError(f"{row.prefix} is saved before it is valid")
        if condition.fact_id != row.fact.pk:
            condition.fact = row.fact
        condition.relation, condition.value = row.relation, row.control.value
        if stand:
            condition.group, condition.position = stand
        self.write(condition, old)

    def write(self, row: Any, old: dict[str, Any]) -> None:
        """Write a row if it is new or differs, and note it."""
        if row.pk is None:
            row.save()
            self._note("added", row)
        elif fields := [str(one.verbose_name) for one in row._meta.concrete_fields if differs(row, old, one.attname)]:
            row.save()
            self._note("changed", row, fields)

    def _note(self, deed: str, row: Model, fields: Sequence[str] = ()) -> None:
        told: dict[str, Any] = {"name": str(row._meta.verbose_name), "object": str(row)}
        self.messages.append({deed: {**told, "fields": [*fields]} if fields else told})


class BenefitSaving(RowsSaving):
    """One save of a benefit's page."""

    def __init__(self, tree: Tree, benefit: Benefit) -> None:
        super().__init__()
        self.tree, self.benefit = tree, benefit

    def save(self) -> None:
        """Take out what leaves, then write what is new or differs."""
        tree = self.tree
        self.remove([*tree.exclusions, *tree.pathways])
        self._exclusions()
        self._clauses(tree.clauses, benefit=self.benefit)
        cards = [one for one in tree.pathways if one.counts]
        for card, position in zip(cards, positions([one.instance for one in cards]), strict=True):
            self._pathway(card, position)

    def _exclusions(self) -> None:
        rows = [one for one in self.tree.exclusions if one.counts]
        instances = [one.instance or Exclusion() for one in rows]
        before = [values_of(one) for one in instances]
        taken = {group for group, _name in self.tree.shelf.groups}
        for row, instance, old, position in zip(rows, instances, before, positions(instances), strict=True):
            new = row.group == row.NEW
            instance.benefit, instance.mode, instance.position = self.benefit, row.mode, position
            instance.group = code_for(self.benefit.name, taken) if new else row.group
            taken.add(instance.group)
            self.write(instance, old)

    def _clauses(self, rows: Sequence[ClauseRow], **owner: Any) -> None:
        self.remove(rows)
        kept = [one for one in rows if one.counts]
        instances = [one.instance or Clause(**owner) for one in kept]
        for row, clause, position in zip(kept, instances, positions(instances), strict=True):
            old = values_of(clause)
            clause.term, clause.position = row.term, position
            clause.words = "" if row.term and clause.pk is None else row.words
            self.write(clause, old)
            for one in row.rows if row.term else ():
                one.leaving = True
            self.conditions(row, clause=clause)

    def _pathway(self, card: PathwayCard, position: int) -> None:
        pathway = card.instance
        pathway.benefit, pathway.position = self.benefit, position
        if pathway.amount_by_id != (card.by.pk if card.by else None):
            pathway.amount_by = card.by
        pathway.amount = "" if card.by else card.amounts[0].source
        if not pathway.code:
            taken = {one.form["code"].value() or one.instance.code for one in self.tree.pathways}
            pathway.code = code_for(pathway.name, taken | set(self.benefit.pathways.values_list("code", flat=True)))
        self.write(pathway, card.before)
        self._amounts(card, pathway)
        self._clauses(card.clauses, pathway=pathway)

    def _amounts(self, card: PathwayCard, pathway: Pathway) -> None:
        stored = {one.option_id: one for one in pathway.amounts.all()} if card.before["id"] else {}
        wanted = {one.option.pk: one for one in card.amounts if one.option}
        for pk, row in stored.items():
            if pk not in wanted:
                row.delete()
        for place, (pk, amount) in enumerate(wanted.items(), start=1):
            row = stored.get(pk) or PathwayAmount(pathway=pathway, option=amount.option, position=place)
            old = values_of(row)
            row.amount = amount.source
            self.write(row, old)


class TermSaving(RowsSaving):
    """One save of a term's page."""

    def __init__(self, tree: TermTree, term: Term) -> None:
        super().__init__()
        self.tree, self.term = tree, term

    def save(self) -> None:
        """Take out what leaves, then write what is new or differs."""
        self.conditions(self.tree.row, term=self.term)


def positions(rows: Sequence[Any]) -> list[int]:
    """The place of each row in its order; stored ones keep theirs while they already stand so."""
    stored = [one for one in rows if one.pk is not None]
    in_order = sorted(stored, key=lambda one: (one.position, one.pk)) == stored and rows[: len(stored)] == stored
    if not in_order:
        return list(range(1, len(rows) + 1))
    last = stored[-1].position if stored else 0
    new = range(last + 1, last + 1 + len(rows) - len(stored))
    return [*(one.position for one in stored), *new]


def _same_groups(rows: Sequence[ConditionRow], groups: Sequence[Sequence[ConditionRow]]) -> bool:
    """Whether every condition already stands where the page has it."""
    if any(one.instance is None for one in rows):
        return False
    stored = [one.instance for one in rows]
    if sorted(stored, key=lambda one: (one.group, one.position, one.pk)) != stored:
        return False
    each = [{one.instance.group for one in group} for group in groups]
    return all(len(one) == 1 for one in each) and len(set.union(*each)) == len(groups) if each else True
