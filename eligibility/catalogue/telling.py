"""A benefit's rule in the reader's language: who can have it, and how much, without knowing anybody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from catalog.rules import AwardResult, Pathway, Phrase
from catalog.rules.compiling import Compilation, Compiled, result_of, working_of
from catalog.rules.conditions import Clause, Condition
from catalog.rules.expressions import Expression, InvalidExpression, parse
from catalog.rules.parameters import Parameter, ParameterValue
from eligibility.findings.amounts import amount_of
from eligibility.findings.texts import phrase, shown


@dataclass(frozen=True)
class Told:
    """Something that must be so, and the ways of which one is enough."""

    text: str
    ways: tuple[str, ...] = ()
    named: bool = True

    @property
    def brief(self) -> str:
        """It in as few words as there are: its own name, else the ways."""
        return self.text if self.named else _("，或者").join(self.ways)


@dataclass(frozen=True)
class Amount:
    """What is given, in words; `label` is the answer it goes by, where it goes by one."""

    label: str
    words: str
    working: str
    result: AwardResult


@dataclass(frozen=True)
class Way:
    """One pathway: who takes it and what it gives."""

    name: str
    conditions: tuple[Told, ...]
    amounts: tuple[Amount, ...]
    by: str
    formula: str
    note: str
    renewal_months: int | None

    @property
    def told(self) -> bool:
        """Whether there is anything to say of it beside its conditions."""
        amounts = any(one.words or one.working for one in self.amounts)
        return bool(amounts or self.formula or self.note or self.renewal_months)

    @property
    def brief(self) -> str:
        """What it gives in as few words as there are: the amount, by what it goes, or how it is worked out."""
        told = [f"{one.label} {one.words}".strip() for one in self.amounts if one.words]
        known = any(one.result.amount is not None or one.result.rate is not None for one in self.amounts)
        return _("，").join(told) if known or not self.formula else self.formula


@dataclass(frozen=True)
class Figure:
    """A parameter that the amounts or limits lean on, with its value of the day where it has one."""

    parameter: Parameter
    value: ParameterValue | None

    @property
    def name(self) -> str:
        """Its name."""
        return shown(self.parameter.name)

    @property
    def unit(self) -> str:
        """Its unit."""
        return shown(self.parameter.unit)


class Teller:
    """Tells one benefit with the figures of a day."""

    def __init__(self, compilation: Compilation, compiled: Compiled) -> None:
        self.compilation, self.book, self.benefit = compilation, compiled.rulebook, compiled.benefit
        figures = compilation.figures[self.book.edition]
        self.known = {code: figure for code, figure in figures.items() if figure is not None}

    def common(self) -> tuple[Told, ...]:
        """What everybody must meet."""
        return tuple(self._clauses(self.benefit.clauses))

    def ways(self) -> tuple[Way, ...]:
        """The pathways, best first."""
        return tuple(self._way(way) for way in self.benefit.pathways)

    def figures(self, day: date) -> tuple[Figure, ...]:
        """The parameters that the benefit leans on."""
        names = {name for sum_ in self._sums() for name in sum_.names}
        return tuple(
            Figure(one, one.dated(day, self.book.region, self.book.regions))
            for code, one in self.book.parameters.items()
            if code in names
        )

    def _sums(self) -> Iterator[Expression]:
        for way in self.benefit.pathways:
            yield from way.award.expressions()
        for clause in (*self.benefit.clauses, *(one for way in self.benefit.pathways for one in way.clauses)):
            for condition in clause.conditions():
                if self.book.facts[condition.fact].type in ("money", "integer"):
                    yield from (parse(str(value)) for value in condition.values)

    def _way(self, way: Pathway) -> Way:
        by = self.book.facts[way.award.by].name if way.award.by else None
        return Way(
            name=shown(way.name),
            conditions=tuple(self._clauses(way.clauses)),
            amounts=tuple(self._amounts(way)),
            by=shown(by),
            formula=shown(way.award.formula),
            note=shown(way.note),
            renewal_months=way.renewal_months,
        )

    def _amounts(self, way: Pathway) -> Iterator[Amount]:
        options = self.book.facts[way.award.by].options if way.award.by else {}
        for option, sum_ in way.award.variants().items():
            value, working = self._value(sum_)
            result = result_of(way.award, value)
            # What the list says of a sum that hangs on more than its figures says it better than the sum itself.
            said = sum_ is not None and value is None and not way.award.by and way.award.formula
            words, how = ("", None) if said else (amount_of(result), working)
            yield Amount(shown(options.get(option or "")), words, phrase(how), result)

    def _value(self, sum_: Expression | None) -> tuple[Decimal | None, Phrase | None]:
        """A sum in yuan and how it comes about; its words alone where it hangs on answers or on what is not known."""
        if sum_ is None:
            return None, None
        if sum_.names <= self.known.keys():
            plain = not sum_.names or sum_.source in sum_.names
            return sum_.value(self.known), None if plain else working_of(sum_, self.known, {}, self.book)
        return None, sum_.words(lambda name: Phrase(self._name(name)))

    def _name(self, code: str) -> str:
        return self.book.parameters[code].name if code in self.book.parameters else self.book.facts[code].name

    def _clauses(self, clauses: Iterable[Clause]) -> Iterator[Told]:
        for clause in clauses:
            ways = tuple(_("，并且").join(map(self._condition, together)) for together in clause.any)
            if len(clause.any) == 1 and not clause.words:
                yield from (Told(self._condition(one)) for one in clause.any[0])
            elif clause.words:
                yield Told(shown(clause.words), ways if ways != (shown(clause.words),) else ())
            else:
                yield Told(_("下面有一条符合就行："), ways, named=False)

    def _condition(self, condition: Condition) -> str:
        try:
            return phrase(self.compilation.words_of(self.book, condition))
        except InvalidExpression:
            return shown(self.book.facts[condition.fact].name)


def in_few_words(ways: Iterable[Way]) -> str:
    """What a benefit gives at a glance: its one amount, or nothing where the pathways differ."""
    words = list(dict.fromkeys(amount.words for way in ways for amount in way.amounts))
    return words[0] if len(words) == 1 else ""
