"""Why a benefit is, is not or may be for somebody: the conditions of one pathway, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalog.rules.conditions import Clause, Condition
from catalog.rules.phrases import Listing, Phrase
from catalog.rules.rulebook import Pathway

if TYPE_CHECKING:
    from catalog.rules.findings import Finding

Met = bool | None


@dataclass(frozen=True, slots=True)
class Reason:
    """One condition, in words, and whether it is met; None where that is open."""

    fact: str
    met: Met
    text: Phrase


def reasons(finding: Finding) -> tuple[Reason, ...]:
    """The conditions of the pathway that fits, or of the one nearest to fitting."""
    way = finding.pathway or _nearest(finding)
    return tuple(one for clause in _clauses(finding, way) for one in _clause_reasons(finding, clause))


def _clauses(finding: Finding, way: Pathway) -> tuple[Clause, ...]:
    return (*finding.compiled.benefit.clauses, *way.clauses)


def _nearest(finding: Finding) -> Pathway:
    """The pathway with the fewest clauses failing, then the fewest open; the better on a tie."""

    def distance(way: Pathway) -> tuple[int, int]:
        met = [_clause_met(finding, clause) for clause in _clauses(finding, way)]
        return met.count(False), met.count(None)

    return min(finding.compiled.benefit.pathways, key=distance)


def condition_met(finding: Finding, condition: Condition) -> Met:
    """Whether a condition holds in all, none or some of the cells."""
    place, mask = finding.screener.compilation.mask_of(finding.compiled.rulebook, condition)
    cells = finding.masks[place]
    if not cells & mask:
        return False
    return True if not cells & ~mask else None


def _together_met(finding: Finding, together: Sequence[Condition]) -> Met:
    met = [condition_met(finding, one) for one in together]
    return False if False in met else None if None in met else True


def _clause_met(finding: Finding, clause: Clause) -> Met:
    met = [_together_met(finding, together) for together in clause.any]
    return True if True in met else None if None in met else False


def _clause_reasons(finding: Finding, clause: Clause) -> list[Reason]:
    """A met clause by the set that meets it; any other as a whole, by the fact that decides."""
    if len(clause.any) == 1 and (clause.words is None or _clause_met(finding, clause)):
        return [_reason(finding, condition) for condition in clause.any[0]]
    met = _clause_met(finding, clause)
    if met:
        together = next(one for one in clause.any if _together_met(finding, one))
        return [_reason(finding, condition) for condition in together]
    open_first = sorted(clause.conditions(), key=lambda one: condition_met(finding, one) is not met)
    return [Reason(open_first[0].fact, met, _whole(finding, clause))]


def _reason(finding: Finding, condition: Condition) -> Reason:
    return Reason(condition.fact, condition_met(finding, condition), _phrase(finding, condition))


def _phrase(finding: Finding, condition: Condition) -> Phrase:
    return finding.screener.compilation.words_of(finding.compiled.rulebook, condition)


def _whole(finding: Finding, clause: Clause) -> Phrase:
    """A clause in its own words, or its sets one after the other."""
    if clause.words:
        return Phrase(clause.words)
    sets = tuple(
        Phrase("{values}", {"values": Listing(tuple(_phrase(finding, one) for one in together), "并且")})
        if len(together) > 1
        else _phrase(finding, together[0])
        for together in clause.any
    )
    return Phrase("{values}", {"values": Listing(sets, "，或者")}) if len(sets) > 1 else sets[0]
