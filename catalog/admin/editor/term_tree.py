"""The conditions of a term, from what is stored or from what was sent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from catalog.admin.editor.rows import ConditionRows, Row, fill_conditions
from catalog.admin.editor.shape import Shaped
from catalog.admin.editor.shelf import Shelf
from catalog.admin.editor.typed import Typed
from catalog.models import Term
from catalog.models.whole import whole_terms


class TermRow(ConditionRows):
    """The conditions that a term stands for."""

    KEY = "term"

    def __init__(self, shelf: Shelf, typed: Typed, stored: Term | None, fresh: Iterator[str]) -> None:
        super().__init__(shelf, typed, self.KEY, {self.KEY: stored} if stored else {}, fresh)
        if not self.written:
            self.faults["add"] = _("还没有条件；至少选一个情况，写上值。")

    @property
    def sentence(self) -> str:
        """What the term stands for, read back."""
        return self.shelf.wording.clause({"words": None, "any": self.alternatives}) if self.written else ""


class TermTree(Shaped):
    """The rows of a term's page, with what is wrong in them."""

    def __init__(self, term: Term, shelf: Shelf, data: QueryDict | None, form: Any = None) -> None:
        stored = whole_terms().filter(pk=term.pk).first() if term.pk else None
        super().__init__(shelf, filled(stored), data, form)
        self.row = TermRow(shelf, self.typed, stored, self.fresh)

    @property
    def rows(self) -> list[Row]:
        """The rows that may be wrong."""
        return [self.row]


def filled(term: Term | None) -> Typed:
    """The fields of the page as a stored term fills them."""
    typed = Typed()
    if term is not None:
        fill_conditions(typed, f"{TermRow.letter}{TermRow.KEY}", term.conditions.all())
    return typed
