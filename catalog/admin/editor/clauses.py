"""The requirements of a benefit or a pathway: each a shared term, or conditions of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from catalog.admin.editor.rows import ConditionRows, Row, fill_conditions
from catalog.admin.editor.shelf import Shelf
from catalog.admin.editor.typed import Typed
from catalog.models import Clause


class ClauseRow(ConditionRows):
    """One requirement: a shared term, or conditions of its own."""

    def __init__(self, shelf: Shelf, typed: Typed, key: str, known: Mapping[str, Clause], fresh: Iterator[str]) -> None:
        chosen = typed.one(f"{self.letter}{key}-term")
        self.term = shelf.terms.get(chosen)
        super().__init__(shelf, typed, key, known, fresh)
        if chosen and self.term is None:
            self.faults["term"] = _("没有这个用语了；请另选一个。")
        self.words = typed.one(f"{self.prefix}-words")
        if len(self.words) > 200:
            self.faults["words"] = _("太长了，最多写 200 个字。")
        if self.term is None and not self.written:
            self.faults["term"] = self.faults["term"] or _("这条要求还是空的；选一个用语，或写上条件，或勾“去掉”。")

    def first_keys(self, typed: Typed, fresh: Iterator[str]) -> list[str]:
        """None where a term is chosen."""
        return [] if self.term else super().first_keys(typed, fresh)

    @property
    def blank(self) -> bool:
        """Whether nothing is written in a new requirement."""
        return not self.key.isdecimal() and self.term is None and not self.words and not self.written

    @property
    def json(self) -> dict[str, Any]:
        """The requirement as rules are compiled."""
        if self.term:
            return {"words": self.term.name, "any": self.shelf.meanings_of_terms[self.term.code]}
        return {"words": self.words or None, "any": self.alternatives}

    @property
    def sentence(self) -> str:
        """The requirement read back."""
        return self.shelf.wording.clause(self.json) if self.term or self.written else ""

    def told(self) -> list[tuple[str, str]]:
        """What is wrong in it; conditions beside a term are not used."""
        return Row.told(self) if self.term else super().told()


def fill_clauses(typed: Typed, name: str, clauses: Iterable[Clause]) -> None:
    """Fill the fields of stored requirements."""
    rows = list(clauses)
    typed.put_all(name, [one.pk for one in rows])
    for clause in rows:
        prefix = f"c{clause.pk}"
        typed.put(f"{prefix}-term", clause.term.code if clause.term else "")
        typed.put(f"{prefix}-words", clause.words)
        fill_conditions(typed, prefix, clause.conditions.all())
