"""Why a benefit is, is not or may be for somebody: the conditions of one pathway, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalog.rules.compiling import Compilation, Compiled, Masks, Told, ToldClause
from catalog.rules.conditions import Clause
from catalog.rules.phrases import Listing, Phrase
from catalog.rules.rulebook import Rulebook

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
    compiled, masks = finding.compiled, finding.masks
    if compiled.told is None:
        compiled.told = _told(finding.screener.compilation, compiled)
    if finding.pathway:
        clauses = compiled.told[compiled.benefit.pathways.index(finding.pathway)]
    else:
        clauses = min(compiled.told, key=lambda way: _distance(way, masks))
    return tuple(one for clause in clauses for one in _clause_reasons(clause, masks))


def _told(compilation: Compilation, compiled: Compiled) -> tuple[tuple[ToldClause, ...], ...]:
    """Each pathway's clauses, the benefit's own first, ready to be told."""
    book, benefit = compiled.rulebook, compiled.benefit
    common = tuple(_told_clause(compilation, book, clause) for clause in benefit.clauses)
    return tuple(
        (*common, *(_told_clause(compilation, book, clause) for clause in way.clauses)) for way in benefit.pathways
    )


def _told_clause(compilation: Compilation, book: Rulebook, clause: Clause) -> ToldClause:
    sets = tuple(
        tuple(Told(one.fact, *compilation.mask_of(book, one), compilation.words_of(book, one)) for one in together)
        for together in clause.any
    )
    return ToldClause(sets, _whole(clause, sets), clause.words is not None)


def _whole(clause: Clause, sets: Sequence[Sequence[Told]]) -> Phrase:
    """A clause in its own words, or its sets one after the other."""
    if clause.words:
        return Phrase(clause.words)
    said = tuple(
        Phrase("{values}", {"values": Listing(tuple(one.text for one in together), "并且")})
        if len(together) > 1
        else together[0].text
        for together in sets
    )
    return Phrase("{values}", {"values": Listing(said, "，或者")}) if len(said) > 1 else said[0]


def _distance(clauses: Sequence[ToldClause], masks: Masks) -> tuple[int, int]:
    """How far a pathway is from fitting: the clauses that fail, then those that are open."""
    met = [_clause_met(clause, masks) for clause in clauses]
    return met.count(False), met.count(None)


def _met(one: Told, masks: Masks) -> Met:
    """Whether a condition holds in all, none or some of the cells."""
    cells = masks[one.place]
    if not cells & one.mask:
        return False
    return True if not cells & ~one.mask else None


def _together_met(together: Sequence[Told], masks: Masks) -> Met:
    met = [_met(one, masks) for one in together]
    return False if False in met else None if None in met else True


def _clause_met(clause: ToldClause, masks: Masks) -> Met:
    met = [_together_met(together, masks) for together in clause.sets]
    return True if True in met else None if None in met else False


def _clause_reasons(clause: ToldClause, masks: Masks) -> list[Reason]:
    """A met clause by the set that meets it; any other as a whole, by the fact that decides."""
    met = _clause_met(clause, masks)
    if len(clause.sets) == 1 and (met or not clause.worded):
        return [Reason(one.fact, _met(one, masks), one.text) for one in clause.sets[0]]
    if met:
        together = next(one for one in clause.sets if _together_met(one, masks))
        return [Reason(one.fact, True, one.text) for one in together]
    every = [one for together in clause.sets for one in together]
    deciding = next((one for one in every if _met(one, masks) is met), every[0])
    return [Reason(deciding.fact, met, clause.whole)]
