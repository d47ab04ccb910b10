"""A pathway's card: its words, its requirements and what it gives; and the groups of benefits not had together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from catalog.admin.editor.clauses import ClauseRow
from catalog.admin.editor.pathway_form import PathwayForm
from catalog.admin.editor.reading import rest_of
from catalog.admin.editor.rows import Row
from catalog.admin.editor.saving import values_of
from catalog.admin.editor.shelf import Shelf
from catalog.admin.editor.sum_control import SumControl, written
from catalog.admin.editor.typed import Typed
from catalog.models import Benefit, Exclusion, FactOption, Pathway
from catalog.wording import Unreadable

Json = dict[str, Any]


class AmountRow:
    """The amount for one option, or the only amount; what is stored, and the sum or what is wrong."""

    def __init__(self, shelf: Shelf, prefix: str, typed: Typed, stored: str, option: FactOption | None = None) -> None:
        self.option, self.label = option, option.name if option else ""
        self.sum = SumControl(shelf, prefix, typed, stored, unit=_("元"), facts_too=True)
        self.source, self.fault = "", ""
        try:
            self.source = self.sum.read()
        except Unreadable as fault:
            self.fault = str(fault)
        if option is not None and not self.source and not self.fault:
            self.fault = _("请写上“%s”这一档的金额，没有就写 0。") % option.name


class PathwayCard(Row):
    """One way to qualify, with what it gives."""

    letter = "p"

    def __init__(
        self,
        shelf: Shelf,
        typed: Typed,
        key: str,
        known: Mapping[str, Pathway],
        fresh: Iterator[str],
        data: QueryDict | None,
        benefit: Benefit,
        quiet: bool,
    ) -> None:
        super().__init__(typed, key, known)
        self.shelf = shelf
        self.instance = self.instance or Pathway(benefit=benefit)
        self.before = values_of(self.instance)
        self.stored_amount = self.instance.amount
        self.form = PathwayForm(data, instance=self.instance, prefix=self.prefix)
        self.form.quiet = quiet
        clauses = {str(one.pk): one for one in self.instance.clauses.all()} if self.stored else {}
        self.list = f"{self.prefix}-clauses"
        self.clauses = [ClauseRow(shelf, typed, one, clauses, fresh) for one in typed.keys(self.list)]
        self.by = self._by(shelf, typed)
        self.amounts = self._amounts(shelf, typed)

    @property
    def stored(self) -> bool:
        """Whether it stands for a stored pathway."""
        return self.instance.pk is not None

    def _by(self, shelf: Shelf, typed: Typed) -> Any:
        chosen = shelf.facts.get(typed.one(f"{self.prefix}-by"))
        if chosen is not None and chosen.type != "choice":
            self.faults["by"] = _("只能按单选的情况分档，请另选一个。")
        return chosen

    def _amounts(self, shelf: Shelf, typed: Typed) -> list[AmountRow]:
        if self.by is None:
            return [AmountRow(shelf, f"{self.prefix}-amount", typed, self.stored_amount)]
        kept = {one.option_id: one.amount for one in self.instance.amounts.all()} if self.stored else {}
        return [
            AmountRow(shelf, f"{self.prefix}-o{one.pk}", typed, kept.get(one.pk, ""), one)
            for one in self.by.options.all()
        ]

    @cached_property
    def by_choices(self) -> list[tuple[str, str]]:
        """What the amount may go by."""
        return [(code, _("按“%s”分档") % name) for code, name in self.shelf.facts_of("choice")]

    @property
    def blank(self) -> bool:
        """Whether nothing is written on a new card."""
        written = any(one.counts for one in self.clauses) or any(one.source for one in self.amounts)
        return not self.key.isdecimal() and not self.form.has_changed() and not written and self.by is None

    @cached_property
    def name(self) -> str:
        """Its name as written, so far."""
        return str(self.form["name"].value() or "").strip()

    @property
    def json(self) -> Json:
        """The pathway as rules are compiled, from what is written so far."""
        clauses = [one.json for one in self.clauses if one.counts]
        return {"name": self.name or _("还没有名称"), "clauses": clauses, "award": self.award}

    @property
    def award(self) -> Json:
        """What it gives, from what is written so far."""
        self.form.is_valid()
        said = getattr(self.form, "cleaned_data", {}) if self.form.is_bound else {}
        given = {name: said.get(name, getattr(self.instance, name)) for name in ("kind", "period", "rate", "formula")}
        at_least = said.get("at_least", self.instance.at_least)
        amount: Any = self.amounts[0].source if self.by is None else self._table()
        return {**given, "at_least": at_least, "amount": amount or None}

    def _table(self) -> Json:
        values = {one.option.code: one.source or "0" for one in self.amounts if one.option}
        return {"by": self.by.code, "values": values}

    @property
    def own(self) -> str:
        """What it asks beside the common requirements, read back."""
        return self.shelf.wording.clauses(self.json["clauses"])

    @property
    def gives(self) -> str:
        """What it gives, read back."""
        return self.shelf.wording.award(self.award)

    @property
    def told_in_words(self) -> list[tuple[str, str]]:
        """What stands on the card beside its rule, for a page that is only read."""
        return rest_of(self.instance)

    def told(self) -> list[tuple[str, str]]:
        """What is wrong on the card."""
        if not self.counts:
            return []
        fields = [
            (self.form[name].auto_id, str(one))
            for name, faults in self.form.errors.items()
            for one in faults
            if name in self.form.fields
        ]
        inner = [one for clause in self.clauses for one in clause.told()]
        sums = [(one.sum.prefix, one.fault) for one in self.amounts if one.fault]
        return [*super().told(), *fields, *inner, *sums]


def fill_pathway(typed: Typed, row: Pathway) -> None:
    """Fill the fields of a stored pathway that are not its form's."""
    prefix = f"p{row.pk}"
    typed.put(f"{prefix}-by", row.amount_by.code if row.amount_by else "")
    if not row.amount_by:
        written(typed, f"{prefix}-amount", row.amount)
    for one in row.amounts.all():
        written(typed, f"{prefix}-o{one.option_id}", one.amount)


class ExclusionRow(Row):
    """A group of benefits that are not had together."""

    letter = "x"
    NEW = "new"

    def __init__(self, shelf: Shelf, typed: Typed, key: str, known: Mapping[str, Exclusion]) -> None:
        super().__init__(typed, key, known)
        self.group, self.mode = typed.one(f"{self.prefix}-group"), typed.one(f"{self.prefix}-mode")
        self.groups = [*shelf.groups, (self.NEW, _("新的一组（再到另一项待遇的页上选它）"))]
        self.modes = [(one.value, str(one.label)) for one in Exclusion.Mode]
        if self.group not in dict(self.groups):
            self.faults["group"] = _("请选和哪些待遇同一组，或勾“去掉”。")
        if self.mode not in dict(self.modes):
            self.faults["mode"] = _("请选怎么取。")

    @property
    def blank(self) -> bool:
        """Whether nothing is chosen in a new row."""
        return not self.key.isdecimal() and not self.group and not self.mode
