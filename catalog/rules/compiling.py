"""From rulebooks to diagrams: the facts' cells, each benefit's outcomes and its decision diagram."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import product
from operator import itemgetter

from catalog.rules.awards import Award, AwardResult
from catalog.rules.cells import Partition, Truths, partition
from catalog.rules.conditions import Clause, Condition
from catalog.rules.diagram import Box, Diagram
from catalog.rules.errors import Problem, RulebookError, Subject
from catalog.rules.expressions import Expression, parse, yuan
from catalog.rules.facts import Fact, Question
from catalog.rules.phrases import Phrase
from catalog.rules.regions import RegionTree
from catalog.rules.rulebook import Benefit, Item, Pathway, Rulebook

Masks = Sequence[int]
Figures = Mapping[str, "Decimal | None"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way a benefit can end: a pathway and what it then gives.

    `result` is the award where it is the same for everybody; otherwise its sum needs the answers
    to the facts in `needs`.
    """

    pathway: Pathway
    result: AwardResult
    needs: frozenset[str] = frozenset()
    sum: Expression | None = None
    figures: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Told:
    """One condition ready to be told: the cells in which it holds, and its words."""

    fact: str
    place: int
    mask: int
    text: Phrase


@dataclass(frozen=True, slots=True)
class ToldClause:
    """A clause ready to be told: its sets, and the whole of it in words, its own where it is `worded`."""

    sets: tuple[tuple[Told, ...], ...]
    whole: Phrase
    worded: bool


@dataclass(eq=False, slots=True)
class Compiled:
    """A benefit ready to be decided: the diagram of its outcomes, and of each pathway alone."""

    item: Item
    benefit: Benefit
    rulebook: Rulebook
    outcomes: tuple[Outcome, ...]
    root: int
    fits: tuple[int, ...]
    boxes: tuple[tuple[int, Box], ...]
    support: tuple[int, ...]
    needs: tuple[str, ...]
    key: Callable[[Masks], object]
    found: dict[object, object] = field(default_factory=dict)
    told: tuple[tuple[ToldClause, ...], ...] | None = None


class Compilation:
    """Some rulebooks on one day: the variables, their cells, and every benefit compiled."""

    def __init__(self, rulebooks: Sequence[Rulebook], as_of: date) -> None:
        self.rulebooks = tuple(rulebooks)
        self.facts = _merged(rulebooks)
        self.questions = _questions(rulebooks)
        self.regions = RegionTree(
            {slug: one for book in _oldest_first(rulebooks) for slug, one in book.regions.items()}
        )
        self.figures = {book.edition: _figures(book, as_of) for book in rulebooks}
        self.variables = self._variables()
        self.place = {code: place for place, code in enumerate(self.variables)}
        self.unset: dict[tuple[str, Condition], int] = {}
        self._masks: dict[tuple[str, Condition], tuple[int, int]] = {}
        self._words: dict[tuple[str, Condition], Phrase] = {}
        self.partitions = self._partitions()
        self.full = [(1 << one.size) - 1 for one in self.partitions]
        self.diagram = Diagram([one.size for one in self.partitions])
        self.benefits = tuple(self._benefit(*one) for one in self._rows())

    def _rows(self) -> Iterator[tuple[Rulebook, Item, Benefit]]:
        for book in self.rulebooks:
            for item, benefit in book.benefits():
                yield book, item, benefit

    def _used(self) -> Iterator[tuple[Rulebook, Condition]]:
        for book, _, benefit in self._rows():
            for clause in (*benefit.clauses, *(one for way in benefit.pathways for one in way.clauses)):
                for condition in clause.conditions():
                    yield book, condition

    def _variables(self) -> list[str]:
        """The facts that can matter, in the order in which they are asked."""
        used = {condition.fact for _, condition in self._used()}
        for _, _, benefit in self._rows():
            for way in benefit.pathways:
                used |= {way.award.by} if way.award.by else set()
                used |= {name for sum_ in way.award.expressions() for name in sum_.names}
        asked = [fact for question in self.questions for fact in question.facts]
        return [code for code in dict.fromkeys([*asked, *self.facts]) if code in used and code in self.facts]

    def _partitions(self) -> list[Partition]:
        conditions: dict[str, list[Condition]] = {code: [] for code in self.variables}
        for book, condition in self._used():
            resolved = self.resolved(book, condition)
            if resolved is None:
                self.unset.setdefault((book.region, condition), len(self.unset))
            else:
                conditions[condition.fact].append(resolved)
        made: list[Partition] = []
        for code in self.variables:
            try:
                made.append(partition(self.facts[code], conditions[code], self.regions, _limit))
            except ValueError as fault:
                raise RulebookError([Problem(f"facts.{code}", str(fault), subject=Subject(fact=code))]) from None
        return [*made, *(Truths() for _ in self.unset)]

    def resolved(self, book: Rulebook, condition: Condition) -> Condition | None:
        """A condition with its limits as figures; None where a parameter has no value (R10)."""
        if self.facts[condition.fact].type not in ("money", "integer"):
            return condition
        limits = []
        for value in condition.values:
            sum_ = parse(str(value))
            given = {name: self.figures[book.edition][name] for name in sum_.names}
            known = {name: one for name, one in given.items() if one is not None}
            if len(known) < len(given):
                return None
            limits.append(sum_.exact(known))
        return Condition(condition.fact, condition.relation, tuple(limits))

    def mask_of(self, book: Rulebook, condition: Condition) -> tuple[int, int]:
        """The variable that a condition asks, and the cells of it in which it holds."""
        key = (book.edition, condition)
        if key not in self._masks:
            self._masks[key] = self._mask_of(book, condition)
        return self._masks[key]

    def words_of(self, book: Rulebook, condition: Condition) -> Phrase:
        """A condition in words, its limits as the figures of the day where they are known."""
        key = (book.edition, condition)
        if key not in self._words:
            resolved = self.resolved(book, condition) or condition
            self._words[key] = resolved.phrase(book.facts[condition.fact], book.regions)
        return self._words[key]

    def _mask_of(self, book: Rulebook, condition: Condition) -> tuple[int, int]:
        unset = self.unset.get((book.region, condition))
        if unset is not None and self.resolved(book, condition) is None:
            return len(self.variables) + unset, 2
        place = self.place[condition.fact]
        return place, self.partitions[place].mask(self.resolved(book, condition) or condition)

    def ways(self, book: Rulebook, clauses: Iterable[Clause]) -> list[Box]:
        """Every way through some clauses as a box of cells; ways that cannot be are left out."""
        boxes: list[Box] = []
        for chosen in product(*(clause.any for clause in clauses)):
            box: Box = {}
            for together in chosen:
                for condition in together:
                    place, mask = self.mask_of(book, condition)
                    box[place] = box.get(place, self.full[place]) & mask
            if all(box.values()):
                boxes.append(box)
        return boxes

    def _benefit(self, book: Rulebook, item: Item, benefit: Benefit) -> Compiled:
        outcomes: list[Outcome] = []
        ranked: list[tuple[int, Box]] = []
        fits: list[int] = []
        for way in benefit.pathways:
            boxes = self.ways(book, (*benefit.clauses, *way.clauses))
            fits.append(self.diagram.first_fit([(1, box) for box in boxes]))
            for cells, outcome in self._outcomes(book, way):
                outcomes.append(outcome)
                narrowed = [{**box, **self._met(box, cells)} for box in boxes]
                ranked += [(len(outcomes), box) for box in narrowed if all(box.values())]
        root = self.diagram.first_fit(ranked)
        bits = self.diagram.support[root] if root >= 0 else 0
        for fit in fits:
            bits |= self.diagram.support[fit] if fit >= 0 else 0
        needs = tuple(sorted({name for one in outcomes for name in one.needs}))
        support = tuple(place for place in range(len(self.partitions)) if bits >> place & 1)
        return Compiled(
            item, benefit, book, tuple(outcomes), root, tuple(fits), tuple(ranked), support, needs, _getter(support)
        )

    def _met(self, box: Box, cells: Box) -> Box:
        return {place: box.get(place, self.full[place]) & mask for place, mask in cells.items()}

    def _outcomes(self, book: Rulebook, way: Pathway) -> Iterator[tuple[Box, Outcome]]:
        """A pathway's outcomes, each with the cells of the fact its award goes by."""
        sums: dict[str | None, Expression | None] = dict(way.award.variants())
        by_sum: dict[Expression | None, list[str | None]] = {}
        for option, sum_ in sums.items():
            by_sum.setdefault(sum_, []).append(option)
        for sum_, options in by_sum.items():
            cells: Box = {}
            if way.award.by:
                place, mask = self.mask_of(book, Condition(way.award.by, "one_of", tuple(options)))
                cells = {place: mask}
            yield cells, self._outcome(book, way, sum_)

    def _outcome(self, book: Rulebook, way: Pathway, sum_: Expression | None) -> Outcome:
        award = way.award
        if sum_ is None:
            return Outcome(way, result_of(award, None))
        figures = self.figures[book.edition]
        given = {name: figures[name] for name in sum_.names if name in figures}
        known = {name: one for name, one in given.items() if one is not None}
        needs = sum_.names - set(given)
        if len(known) < len(given):
            return Outcome(way, result_of(award, None, sum_.words(lambda name: Phrase(_name_of(name, book)))))
        if needs:
            return Outcome(way, result_of(award, None), frozenset(needs), sum_, known)
        working = working_of(sum_, known, {}, book) if sum_.names else None
        return Outcome(way, result_of(award, sum_.value(known), working))


def result_of(award: Award, amount: Decimal | None, working: Phrase | None = None) -> AwardResult:
    """An award with its amount."""
    return AwardResult(award.kind, award.period, award.rate, award.at_least, amount, award.formula, working)


def working_of(
    sum_: Expression, figures: Mapping[str, Decimal], answers: Mapping[str, Decimal], book: Rulebook
) -> Phrase:
    """How a sum comes about, in words and figures."""

    def label(name: str) -> Phrase:
        amount = figures[name] if name in figures else answers[name]
        return Phrase("{name} {amount} 元", {"name": _name_of(name, book), "amount": yuan(amount)})

    total = yuan(sum_.value({**figures, **answers}))
    return Phrase("{sum} = {amount} 元", {"sum": sum_.words(label), "amount": total})


def _name_of(name: str, book: Rulebook) -> str:
    return book.parameters[name].name if name in book.parameters else book.facts[name].name


def _getter(places: tuple[int, ...]) -> Callable[[Masks], object]:
    if not places:
        return lambda masks: ()
    return itemgetter(*places)


def _limit(value: object) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(str(value))


def _oldest_first(rulebooks: Iterable[Rulebook]) -> list[Rulebook]:
    """In the order in which their words were settled: as published, a draft last."""
    return sorted(rulebooks, key=lambda one: (one.published or "draft", one.effective_from))


def _merged(rulebooks: Iterable[Rulebook]) -> dict[str, Fact]:
    """Every fact in the words of whichever edition was published last."""
    facts: dict[str, Fact] = {}
    for book in _oldest_first(rulebooks):
        facts.update(book.facts)
    return facts


def _questions(rulebooks: Iterable[Rulebook]) -> tuple[Question, ...]:
    """The questions of the edition published last, then what only older ones ask."""
    found: dict[str, Question] = {}
    asked: set[str] = set()
    for book in reversed(_oldest_first(rulebooks)):
        for question in book.questions:
            known = found.get(question.code)
            left = tuple(fact for fact in question.facts if fact not in asked)
            if known is not None and left:
                found[question.code] = replace(known, facts=(*known.facts, *left))
            elif known is None and (left or not question.facts):
                found[question.code] = replace(question, facts=left)
            asked.update(left)
    return tuple(found.values())


def _figures(book: Rulebook, as_of: date) -> Figures:
    return {code: one.on(as_of, book.region, book.regions) for code, one in book.parameters.items()}
