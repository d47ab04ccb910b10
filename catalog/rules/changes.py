"""What differs between two editions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from catalog.rules.compiling import Compilation, Compiled, Outcome
from catalog.rules.rulebook import Rulebook
from catalog.rules.search import Person, Search


@dataclass(frozen=True)
class Change:
    """What a new edition does to one benefit, each with somebody it happens to."""

    benefit: str
    before: bool
    after: bool
    gains: Person | None = None
    loses: Person | None = None
    differs: Person | None = None

    @property
    def any(self) -> bool:
        """Whether anybody is answered differently."""
        return (self.gains, self.loses, self.differs) != (None, None, None) or self.before != self.after


def changes(old: Rulebook, new: Rulebook, as_of: date) -> tuple[Change, ...]:
    """Every benefit of two editions with who gains it, who loses it, and who has it otherwise than before."""
    compilation = Compilation([old, new], as_of)
    search = Search(compilation, as_of)
    before, after = (_by_code(compilation, book) for book in (old, new))
    return tuple(_change(search, code, before.get(code), after.get(code)) for code in {**before, **after})


def _by_code(compilation: Compilation, book: Rulebook) -> Mapping[str, Compiled]:
    return {one.benefit.code: one for one in compilation.benefits if one.rulebook is book}


def _change(search: Search, code: str, old: Compiled | None, new: Compiled | None) -> Change:
    if old is None or new is None:
        one = old or new
        person = search.find(lambda ends: bool(ends[0]), one.root) if one else None
        return Change(code, bool(old), bool(new), person if new else None, person if old else None)
    gains = search.find(lambda ends: not ends[0] and bool(ends[1]), old.root, new.root)
    loses = search.find(lambda ends: bool(ends[0]) and not ends[1], old.root, new.root)
    differs = search.find(
        lambda ends: all(ends) and not _same(old.outcomes[ends[0] - 1], new.outcomes[ends[1] - 1]), old.root, new.root
    )
    return Change(code, True, True, gains, loses, differs)


def _same(old: Outcome, new: Outcome) -> bool:
    return (old.pathway.code, old.result, old.sum, old.figures) == (new.pathway.code, new.result, new.sum, new.figures)
