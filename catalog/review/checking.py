"""Everything that is wrong or odd in an edition, each finding with its row, its mend and a person it happens to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from catalog.compile import compile_edition
from catalog.models import Edition
from catalog.people import person_in_words
from catalog.review.beside import neighbours
from catalog.review.findings import Finding, Saying, Target, weight_of
from catalog.review.floors import Floor, floors_in, pairs_among
from catalog.review.mends import Mends
from catalog.review.plainness import hard_texts
from catalog.rules import Problem, Rulebook, RulebookError, Screener
from catalog.rules.checks import examine
from catalog.rules.compiling import Compilation
from catalog.rules.notices import Notice

__all__ = ["Finding", "Report", "Target", "check"]


@dataclass(frozen=True)
class Report:
    """What a check found: problems forbid publishing, notices do not."""

    rulebook: dict[str, Any]
    findings: tuple[Finding, ...]

    @property
    def problems(self) -> tuple[Finding, ...]:
        """What forbids publishing."""
        return tuple(one for one in self.findings if one.weight == "problem")

    @property
    def notices(self) -> tuple[Finding, ...]:
        """What staff should look at."""
        return tuple(one for one in self.findings if one.weight == "notice")


def check(edition: Edition, as_of: date) -> Report:
    """Everything found in an edition, beside the lists of the other regions that are in force on a day."""
    source = compile_edition(edition.pk) if edition.is_draft else edition.rulebook
    checked = _Check(edition, source, as_of)
    found = sorted(checked.findings(), key=lambda one: checked.mends.place(one.item))
    return Report(source, tuple(found))


class _Check:
    def __init__(self, edition: Edition, source: dict[str, Any], as_of: date) -> None:
        self.source, self.as_of = source, as_of
        self.mends = Mends(edition, source)

    def findings(self) -> Iterator[Finding]:
        """What is found; nothing more where the rules cannot be read at all."""
        try:
            rulebook = Rulebook.from_json(self.source)
            alone = Screener([rulebook], self.as_of).compilation
        except RulebookError as fault:
            yield from (self.problem(one) for one in fault.problems)
            return
        together = alone
        try:
            together = Screener([*neighbours(rulebook, self.as_of), rulebook], self.as_of).compilation
        except RulebookError as fault:
            yield from (self.problem(one, "clash") for one in fault.problems)
        names = {one.benefit.code: one.benefit.name for one in together.benefits}
        say = Saying(rulebook, names)
        for notice in examine(rulebook, self.as_of, alone, together):
            yield self.notice(notice, say, together)
        yield from self.floors(rulebook, together)
        yield from hard_texts(self.source, self.mends)

    def problem(self, fault: Problem, kind: str = "") -> Finding:
        """A fault that the rules name."""
        kind = kind or fault.kind
        target = self.mends.word(fault.subject) if kind == "clash" else self.mends.of(fault.subject)
        item, row = self.mends.rows(fault.subject.benefit, fault.subject.pathway, fault.subject.item)
        return Finding(kind, "problem", fault.where, fault.message, item, row, "", target)

    def notice(self, notice: Notice, say: Saying, together: Compilation) -> Finding:
        """A notice in words."""
        witness = person_in_words(notice.person, together.facts, together.regions, self.as_of) if notice.person else ""
        target, where = self.mends.of_notice(notice), self.mends.where(notice)
        item, row = self.mends.rows(notice.benefit, notice.pathway) if notice.benefit else ("", target.name)
        return Finding(notice.kind, weight_of(notice), where, say.message(notice), item, row, witness, target)

    def floors(self, rulebook: Rulebook, together: Compilation) -> Iterator[Finding]:
        """The floors that its benefits fall below, or that others fall below its benefits."""
        own = {benefit.code for _item, benefit in rulebook.benefits()}
        pairs = [one for one in pairs_among(together.rulebooks) if {one.upper, one.lower} & own]
        for floor in floors_in(together, self.as_of, pairs):
            if floor.verdict in ("refuted", "open"):
                yield self.floor(floor, floor.lower.code if floor.lower.code in own else floor.upper.code)

    def floor(self, floor: Floor, code: str) -> Finding:
        """A floor that is not proved, at the benefit of this list."""
        item, row = self.mends.rows(code)
        pair = {
            "lower": f"{floor.lower.region}“{floor.lower.name}”",
            "upper": f"{floor.upper.region}“{floor.upper.name}”",
            "why": floor.message,
        }
        message = _("%(lower)s对照%(upper)s：%(why)s") % pair
        return Finding("floor", "notice", code, message, item, row, floor.witness, self.mends.benefit(code))
