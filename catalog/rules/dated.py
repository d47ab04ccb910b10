"""Parameters that have no figure yet, or none for some of an edition's days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from catalog.rules.compiling import Compiled
from catalog.rules.expressions import parse
from catalog.rules.notices import Notice
from catalog.rules.parameters import Parameter
from catalog.rules.phrases import Phrase
from catalog.rules.rulebook import Benefit, Pathway, Rulebook
from catalog.rules.search import Person, Search


def unset_on(rulebook: Rulebook, day: date) -> frozenset[str]:
    """The parameters without a figure on a day."""
    figures = rulebook.parameters.items()
    return frozenset(code for code, one in figures if one.on(day, rulebook.region, rulebook.regions) is None)


def dated(search: Search, rulebook: Rulebook) -> Iterator[Notice]:
    """Parameters that rules use: those without a figure, from a late day only, or without a source."""
    own = [one for one in search.compilation.benefits if one.rulebook is rulebook]
    for code, parameter in rulebook.parameters.items():
        users = [one for one in own if code in _names(one.benefit, rulebook)]
        if not users:
            continue
        codes = tuple(one.benefit.code for one in users)
        if any(not one.document.strip() or not one.row.strip() for one in parameter.values):
            yield Notice("no_source", rulebook.edition, subject=code, also=codes)
        if parameter.on(rulebook.effective_from, rulebook.region, rulebook.regions) is not None:
            continue
        first, person = _first_day(rulebook, parameter), _user(search, users, code)
        if first is None:
            yield Notice("unset_parameter", rulebook.edition, subject=code, person=person, also=codes)
        else:
            said = (Phrase(first.isoformat()),)
            yield Notice("late_parameter", rulebook.edition, subject=code, person=person, also=codes, said=said)


def _first_day(rulebook: Rulebook, parameter: Parameter) -> date | None:
    """The day from which a parameter has a figure for a rulebook's region."""
    line = rulebook.regions.line(rulebook.region)
    return min((one.start for one in parameter.values if one.region in line), default=None)


def _user(search: Search, users: list[Compiled], code: str) -> Person:
    """Somebody whose award or verdict needs a parameter."""
    for one in users:
        paid = _paid(one, code)
        person = search.find(lambda ends, paid=paid: ends[0] in paid, one.root)  # type: ignore[misc]
        if person is None:
            person = search.find(lambda ends: bool(ends[0]), one.root)
        if person is not None:
            return person
    return {}


def _paid(one: Compiled, code: str) -> set[int]:
    """The outcomes whose sum uses a parameter: a pathway has one for each of its sums, in their order."""
    sums = (sum_ for way in one.benefit.pathways for sum_ in dict.fromkeys(way.award.variants().values()))
    return {place for place, sum_ in enumerate(sums, 1) if sum_ is not None and code in sum_.names}


def _names(benefit: Benefit, rulebook: Rulebook) -> set[str]:
    """The names that a benefit's sums and limits use."""
    sums = {name for way in benefit.pathways for sum_ in way.award.expressions() for name in sum_.names}
    return sums | {name for way in benefit.pathways for name in _limits(benefit, way, rulebook)}


def _limits(benefit: Benefit, way: Pathway, rulebook: Rulebook) -> Iterator[str]:
    for clause in (*benefit.clauses, *way.clauses):
        for condition in clause.conditions():
            if rulebook.facts[condition.fact].type in ("money", "integer"):
                for value in condition.values:
                    yield from parse(str(value)).names
