"""Two editions compared: what they say otherwise, who is answered otherwise, and how many of a sample."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from catalog.compile import compile_edition
from catalog.differences import Difference, Section, differences, surroundings
from catalog.models import Edition
from catalog.people import person_in_words
from catalog.review.counting import Counted, Reach, Whole, reach
from catalog.rules import Problem, Rulebook, RulebookError, Screener, Value
from catalog.rules.changes import Change, changes
from catalog.wording import award_in_words


@dataclass(frozen=True)
class Witness:
    """Somebody in words, with what they are answered before and after."""

    person: str
    before: str
    after: str


@dataclass(frozen=True)
class Effect:
    """What a new edition does to one benefit: a witness on each side, and how many of the sample."""

    code: str
    name: str
    gains: Witness | None
    loses: Witness | None
    differs: Witness | None
    reach: Reach


@dataclass(frozen=True)
class Comparison:
    """Everything that differs; `effects` are known where both editions can be decided with."""

    texts: tuple[Difference, ...]
    sections: tuple[Section, ...]
    effects: tuple[Effect, ...] = ()
    whole: Whole | None = None
    estimated: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def same(self) -> bool:
        """Whether nothing differs at all."""
        return not (self.texts or self.sections or self.effects or self.problems)

    @property
    def sides(self) -> dict[str, int]:
        """How many benefits somebody gains, loses, or has otherwise."""
        return {
            side: sum(getattr(one, side) is not None for one in self.effects) for side in ("gains", "loses", "differs")
        }


def predecessor(edition: Edition, as_of: date) -> Edition | None:
    """What is in force for the edition's region on a day, itself aside; the first to come where nothing is yet."""
    others = Edition.objects.published().filter(region=edition.region).exclude(pk=edition.pk).latest_first()
    if edition.published_at is not None:
        others = others.filter(published_at__lt=edition.published_at)
    return others.filter(effective_from__lte=as_of).first() or others.last()


def compare(old: Edition | None, new: Edition, as_of: date) -> Comparison:
    """What differs from one edition to another, with the figures of a day; None is no edition at all."""
    before, after = _source(old) if old else {}, _source(new)
    texts, sections = differences(before, after), surroundings(before, after)
    if old is None:
        return Comparison(texts, sections)
    try:
        sides = _Sides(Rulebook.from_json(before), Rulebook.from_json(after), as_of)
        counted = sides.counted
    except RulebookError as fault:
        return Comparison(texts, sections, problems=fault.problems)
    return Comparison(texts, sections, sides.effects(), counted.whole, counted.estimated)


def _source(edition: Edition) -> dict[str, Any]:
    return compile_edition(edition.pk) if edition.is_draft else edition.rulebook


class _Sides:
    """Two editions ready to answer the same person."""

    def __init__(self, old: Rulebook, new: Rulebook, as_of: date) -> None:
        self.old, self.new, self.as_of = old, new, as_of
        self.before, self.after = Screener([old], as_of), Screener([new], as_of)
        self.facts = {**old.facts, **new.facts}

    @cached_property
    def counted(self) -> Counted:
        """How many of the invented residents are answered otherwise."""
        return reach(self.before, self.after, self.as_of, self.changed)

    @cached_property
    def changed(self) -> dict[str, Change]:
        """The benefits that somebody is answered otherwise about."""
        return {one.benefit: one for one in changes(self.old, self.new, self.as_of) if one.any}

    def effects(self) -> tuple[Effect, ...]:
        """Every benefit that somebody is answered otherwise about, in the new order."""
        names = {benefit.code: benefit.name for book in (self.old, self.new) for _item, benefit in book.benefits()}
        found = self.changed
        order = [benefit.code for _item, benefit in self.new.benefits()]
        codes = [*(code for code in order if code in found), *(code for code in found if code not in order)]
        return tuple(self._effect(found[code], names[code]) for code in codes)

    def _effect(self, change: Change, name: str) -> Effect:
        sides = (change.gains, change.loses, change.differs)
        gains, loses, differs = (self._witness(change.benefit, person) for person in sides)
        return Effect(change.benefit, name, gains, loses, differs, self.counted.by_benefit[change.benefit])

    def _witness(self, code: str, person: Mapping[str, Value] | None) -> Witness | None:
        if person is None:
            return None
        whole = {**{fact: self._nothing(fact) for fact in self._counted(code)}, **person}
        answers = (self._answer(screener, code, whole) for screener in (self.before, self.after))
        return Witness(person_in_words(whole, self.facts, self.new.regions, self.as_of), *answers)

    def _nothing(self, fact: str) -> Value:
        return Decimal(0) if self.facts[fact].type == "money" else 0

    def _counted(self, code: str) -> set[str]:
        """The facts that the benefit's sums are worked out from."""
        both = (*self.before.compilation.benefits, *self.after.compilation.benefits)
        return {fact for one in both if one.benefit.code == code for fact in one.needs}

    def _answer(self, screener: Screener, code: str, person: Mapping[str, Value]) -> str:
        known = {fact: value for fact, value in person.items() if fact in screener.facts}
        verdicts = screener.screen(known, self.as_of).verdicts
        verdict = next((one for one in verdicts if one.benefit.code == code), None)
        if verdict is None or verdict.status == "ineligible":
            return _("不能享受")
        if verdict.status == "undetermined" or verdict.pathway is None:
            return _("还不能确定")
        award = verdict.award
        how = f"（{award.formula}）" if award and award.formula and award.amount is not None else ""
        return f"{verdict.pathway.name}：{award_in_words(award) if award else ''}{how}"
