"""Decides everything for one person: the door to the rules."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from catalog.rules.answers import Answers, read_answer
from catalog.rules.cells import by_age
from catalog.rules.compiling import Compilation, Compiled, Masks
from catalog.rules.facts import Fact, Question
from catalog.rules.findings import Finding, Step
from catalog.rules.parameters import epochs
from catalog.rules.regions import RegionTree
from catalog.rules.rulebook import Rulebook
from catalog.rules.screening import Screening

KEPT = 4096
NOTHING: frozenset[str] = frozenset()


class Screener:
    """Some rulebooks compiled for a day, ready to screen people; make one and keep it."""

    def __init__(self, rulebooks: Sequence[Rulebook], as_of: date) -> None:
        self.compilation = Compilation(rulebooks, as_of)
        self.askable = (1 << len(self.compilation.variables)) - 1
        self.age_place = self._age_place()
        self.steps = tuple(self._steps(as_of))
        self.by_book = self._by_book()
        place = self.compilation.place
        self.consulting = tuple((code, fact.consults) for code, fact in self.facts.items() if fact.consults)
        self.asked = tuple(
            (question, tuple((code, place[code]) for code in question.facts if code in place))
            for question in self.questions
        )
        self.since, self.until = self._stretch(as_of)

    @property
    def rulebooks(self) -> tuple[Rulebook, ...]:
        """The editions that it screens with."""
        return self.compilation.rulebooks

    @property
    def facts(self) -> Mapping[str, Fact]:
        """Every fact by its code."""
        return self.compilation.facts

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions in the staff's order."""
        return self.compilation.questions

    @property
    def regions(self) -> RegionTree:
        """The tree of regions."""
        return self.compilation.regions

    def covers(self, day: date) -> bool:
        """Whether the figures it was compiled with are those of a day."""
        return self.since <= day < self.until

    def read(self, facts: Mapping[str, object], as_of: date) -> Answers:
        """Typed answers from JSON values, None left out; raises InvalidAnswer at the first fault."""
        return {
            code: read_answer(self.facts[code], raw, as_of, self.regions)
            for code, raw in facts.items()
            if raw is not None
        }

    def know(self, answers: Answers, as_of: date) -> list[int]:
        """The cells that some answers leave possible, for each variable."""
        masks = self.compilation.full[:]
        place, partitions = self.compilation.place, self.compilation.partitions
        for fact, value in answers.items():
            at = place.get(fact)
            if at is not None:
                masks[at] = partitions[at].known(value, as_of)
        return masks

    def screen(self, answers: Answers, as_of: date, regions: Collection[str] | None = None) -> Screening:
        """Everything that follows for a person on a day; `regions` narrows the catalogues."""
        return Screening(self, answers, as_of, regions)

    def finding(self, compiled: Compiled, masks: Masks, answered: Collection[str]) -> Finding:
        """One benefit decided in some cells; worked out once and kept."""
        key, known = compiled.key(masks), NOTHING
        if compiled.needs:
            known = frozenset(fact for fact in compiled.needs if fact in answered)
            key = (key, known)
        found = compiled.found.get(key)
        if found is None:
            if len(compiled.found) >= KEPT:
                compiled.found.clear()
            found = compiled.found[key] = Finding(self, compiled, masks, known)
        return found  # type: ignore[return-value]

    def _by_book(self) -> dict[str, list[Compiled]]:
        found: dict[str, list[Compiled]] = {book.edition: [] for book in self.rulebooks}
        for compiled in self.compilation.benefits:
            found[compiled.rulebook.edition].append(compiled)
        return found

    def _age_place(self) -> int | None:
        """The variable that ages are cells of: the date that conditions hold against an age."""
        for book in self.rulebooks:
            for _, benefit in book.benefits():
                for clause in (*benefit.clauses, *(one for way in benefit.pathways for one in way.clauses)):
                    for condition in clause.conditions():
                        if condition.relation.startswith("age_") and by_age([condition]):
                            return self.compilation.place[condition.fact]
        return None

    def _steps(self, as_of: date) -> Iterable[Step]:
        for place, code in enumerate(self.compilation.variables):
            fact, cells = self.facts[code], self.compilation.partitions[place]
            for step in fact.steps:
                value = read_answer(fact, step.sets, as_of, self.regions)
                begins = 0
                for option in step.only_from:
                    begins |= cells.known(option, as_of)
                yield Step(place, cells.known(value, as_of), begins or -1, step.code, step.text)

    def _stretch(self, as_of: date) -> tuple[date, date]:
        days = epochs([one for book in self.rulebooks for one in book.parameters.values()])
        return (
            max((day for day in days if day <= as_of), default=date.min),
            min((day for day in days if day > as_of), default=date.max),
        )
