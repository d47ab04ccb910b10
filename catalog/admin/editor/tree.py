"""Everything on a benefit's page beside its own words, from what is stored or from what was sent."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from catalog.admin.editor.cards import ExclusionRow, PathwayCard, fill_pathway
from catalog.admin.editor.clauses import ClauseRow, fill_clauses
from catalog.admin.editor.rows import Row
from catalog.admin.editor.shape import Shaped
from catalog.admin.editor.shelf import Shelf
from catalog.admin.editor.typed import Typed
from catalog.models import Benefit
from catalog.models.whole import WHOLE_BENEFITS

Json = dict[str, Any]


class Tree(Shaped):
    """The exclusions, common requirements and pathways of a page, with what is wrong in them."""

    def __init__(self, benefit: Benefit, shelf: Shelf, data: QueryDict | None, form: Any = None) -> None:
        whole = whole_benefit(benefit.pk) if benefit.pk else None
        super().__init__(shelf, filled(whole), data, form)
        self.instance = whole or benefit
        if data is None and whole is None:
            self.typed.put_all("clauses", [next(self.fresh)])
            self.typed.put_all("pathways", [next(self.fresh)])
        self._read(data, whole)

    @classmethod
    def of(cls, form: Any) -> Tree:
        """The tree of a benefit's form; the form gets its choices from the same fetch."""
        shelf = Shelf(form.edition)
        form.choose_from(shelf)
        return cls(form.instance, shelf, form.data if form.is_bound else None, form)

    def _read(self, data: QueryDict | None, whole: Benefit | None) -> None:
        typed, fresh = self.typed, self.fresh
        exclusions = {str(one.pk): one for one in whole.exclusions.all()} if whole else {}
        clauses = {str(one.pk): one for one in whole.clauses.all()} if whole else {}
        pathways = {str(one.pk): one for one in whole.pathways.all()} if whole else {}
        self.exclusions = [ExclusionRow(self.shelf, typed, one, exclusions) for one in typed.keys("exclusions")]
        self.clauses = [ClauseRow(self.shelf, typed, one, clauses, fresh) for one in typed.keys("clauses")]
        self.pathways = [
            PathwayCard(self.shelf, typed, one, pathways, fresh, data, self.instance, bool(self.command))
            for one in typed.keys("pathways")
        ]
        self._once()

    def _once(self) -> None:
        """Note what stands twice, or is still held by another row while this one is saved."""
        groups = Counter(one.group for one in self.exclusions if one.counts and one.group != ExclusionRow.NEW)
        kept = {one.instance.group: one.key for one in self.exclusions if one.instance and not one.leaving}
        for row in self.exclusions:
            if kept.get(row.group, row.key) != row.key:
                row.faults["group"] = _("另一行还写着这一组；先改那一行，保存后再改这一行。")
            if groups[row.group] > 1:
                row.faults["group"] = _("这一组选了两次；去掉一个。")
        codes = Counter(one.form["code"].value() for one in self.pathways if one.counts)
        held = {one.before["code"]: one.key for one in self.pathways if one.stored and not one.leaving}
        for card in self.pathways if self.sent else ():
            code = card.form["code"].value()
            if code and codes[code] > 1:
                card.form.add_error("code", _("这个情形代码已经有了。"))
            elif code and held.get(code, card.key) != card.key:
                card.form.add_error("code", _("另一种情形还用着这个代码；先改那一种，保存后再改这一种。"))

    @property
    def rows(self) -> list[Row]:
        """Its exclusions, requirements and pathways."""
        return [*self.exclusions, *self.clauses, *self.pathways]

    @property
    def common(self) -> str:
        """What all pathways ask, read back."""
        return self.shelf.wording.clauses(one.json for one in self.clauses if one.counts)

    @property
    def lines(self) -> list[str]:
        """The whole rule in plain sentences, from what is written so far."""
        clauses = [one.json for one in self.clauses if one.counts]
        pathways = [one.json for one in self.pathways if one.counts]
        return self.shelf.wording.benefit({"clauses": clauses, "pathways": pathways})


def whole_benefit(pk: int) -> Benefit:
    """A benefit with every row of its page, in a fixed number of queries."""
    return WHOLE_BENEFITS.select_related("renewal_from", "item__edition__region").get(pk=pk)


def filled(benefit: Benefit | None) -> Typed:
    """The fields of the page as a stored benefit fills them."""
    typed = Typed()
    if benefit is None:
        return typed
    typed.put_all("exclusions", [one.pk for one in benefit.exclusions.all()])
    for one in benefit.exclusions.all():
        typed.put(f"x{one.pk}-group", one.group)
        typed.put(f"x{one.pk}-mode", one.mode)
    fill_clauses(typed, "clauses", benefit.clauses.all())
    typed.put_all("pathways", [one.pk for one in benefit.pathways.all()])
    for pathway in benefit.pathways.all():
        fill_pathway(typed, pathway)
        fill_clauses(typed, f"p{pathway.pk}-clauses", pathway.clauses.all())
    return typed
