"""What is wrong, or odd, in a list that can be used: each with a person it happens to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from catalog.rules.bands import NOBODY, bands
from catalog.rules.compiling import Compilation, Compiled
from catalog.rules.conditions import Clause
from catalog.rules.dated import dated, unset_on
from catalog.rules.notices import Kind, Notice, about
from catalog.rules.phrases import Listing, Phrase
from catalog.rules.rings import carrying_out, exclusions
from catalog.rules.rulebook import Pathway, Rulebook
from catalog.rules.search import Person, Search, Wanted

__all__ = ["Kind", "Notice", "examine", "notices"]


def notices(rulebook: Rulebook, as_of: date, others: Sequence[Rulebook] = ()) -> tuple[Notice, ...]:
    """Everything found in a rulebook; `others` are those in force beside it, in the same vocabulary."""
    alone = Compilation([rulebook], as_of)
    return examine(rulebook, as_of, alone, Compilation([*others, rulebook], as_of) if others else alone)


def examine(rulebook: Rulebook, as_of: date, alone: Compilation, together: Compilation) -> tuple[Notice, ...]:
    """The same of a rulebook that is compiled already, alone and together with the others."""
    search = Search(alone, as_of, rulebook.region)
    beside = Search(together, as_of, rulebook.region)
    found: list[Notice] = []
    for one in alone.benefits:
        found += [*_taken_by_nobody(search, one), *bands(search, one), *_silent(search, one)]
    return (
        *found,
        *_unasked(search, rulebook),
        *_unused(rulebook, together),
        *exclusions(beside, rulebook),
        *carrying_out(beside, rulebook),
        *dated(search, rulebook),
    )


def _taken_by_nobody(search: Search, one: Compiled) -> Iterator[Notice]:
    """Benefits and pathways that nobody fits, and pathways that better ones always shadow."""
    if one.root == NOBODY:
        said = _contradiction(search.compilation, one, one.benefit.pathways[0])
        yield Notice("empty", one.rulebook.edition, one.benefit.code, said=said)
        return
    for way, fit in zip(one.benefit.pathways, one.fits, strict=True):
        if fit == NOBODY:
            said = _contradiction(search.compilation, one, way)
            yield Notice("nobody", one.rulebook.edition, one.benefit.code, way.code, said=said)
        elif search.find(_ends_in(_outcomes(one, way)), one.root) is None:
            found = search.meet(lambda ends: ends[0] == 1, fit, one.root)
            yield _shadow(one, way, *found) if found else about("shadowed", one, way.code)


def _outcomes(one: Compiled, way: Pathway) -> set[int]:
    return {place for place, outcome in enumerate(one.outcomes, 1) if outcome.pathway is way}


def _shadow(one: Compiled, way: Pathway, person: Person, ends: tuple[int, ...]) -> Notice:
    """A shadowed pathway with somebody who fits it, and the pathway that they take."""
    takes = (one.outcomes[ends[1] - 1].pathway.code,) if ends[1] else ()
    return Notice("shadowed", one.rulebook.edition, one.benefit.code, way.code, person=person, also=takes)


def _ends_in(outcomes: set[int]) -> Wanted:
    return lambda ends: ends[0] in outcomes


def _contradiction(compilation: Compilation, one: Compiled, way: Pathway) -> tuple[Phrase, ...]:
    """The fewest requirements of a pathway that nobody can meet together, in words."""
    clauses = [*one.benefit.clauses, *way.clauses]
    for clause in tuple(clauses):
        rest = [other for other in clauses if other is not clause]
        if not compilation.ways(one.rulebook, rest):
            clauses = rest
    return tuple(_said(compilation, one.rulebook, clause) for clause in clauses)


def _said(compilation: Compilation, book: Rulebook, clause: Clause) -> Phrase:
    """A clause in words: its own, or those of its conditions."""
    if clause.words:
        return Phrase(clause.words)
    sets = tuple(
        Phrase("{all}", {"all": Listing(tuple(compilation.words_of(book, each) for each in together), "且")})
        for together in clause.any
    )
    return sets[0] if len(sets) == 1 else Phrase("{any}", {"any": Listing(sets)})


def _silent(search: Search, one: Compiled) -> Iterator[Notice]:
    """Awards with neither a figure nor words for it, and rows without a source."""
    unset = unset_on(one.rulebook, search.as_of)
    for way in one.benefit.pathways:
        award = way.award
        missing = sorted({name for sum_ in award.expressions() for name in sum_.names & unset})
        bare = award.kind in ("cash", "discount") and not award.expressions() and award.rate is None
        if not award.formula and (bare or missing):
            person = search.find(_ends_in(_outcomes(one, way)), one.root)
            yield about("no_amount", one, way.code, "、".join(missing), person)
    if not one.rulebook.document.number.strip() or not one.item.row.strip():
        yield about("no_source", one, person=search.find(lambda ends: bool(ends[0]), one.root))


def _unasked(search: Search, rulebook: Rulebook) -> Iterator[Notice]:
    """Facts that no question asks, with somebody for whom one decides."""
    asked = {fact for question in rulebook.questions for fact in question.facts}
    for place, fact in enumerate(search.compilation.variables):
        if fact in asked:
            continue
        users = [one for one in search.compilation.benefits if place in one.support or fact in one.needs]
        found = (_hanging_on(search, one, place) for one in users)
        person = next((one for one in found if one is not None), {})
        codes = tuple(one.benefit.code for one in users)
        yield Notice("not_asked", rulebook.edition, subject=fact, person=person, also=codes)


def _hanging_on(search: Search, one: Compiled, place: int) -> Person | None:
    """Somebody whose outcome hangs on one fact, without that fact."""
    at = [search.given(one.root, place, cell) for cell in range(search.compilation.partitions[place].size)]
    for first, second in pairwise(at):
        person = search.find(lambda ends: ends[0] != ends[1], first, second)
        if person is not None:
            return person
    return None


def _unused(rulebook: Rulebook, together: Compilation) -> Iterator[Notice]:
    """Questions of which no rule uses a fact."""
    used = set(together.variables)
    for question in rulebook.questions:
        if not used & set(question.facts):
            yield Notice("not_used", rulebook.edition, subject=question.code)
