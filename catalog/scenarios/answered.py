"""What the lists answer a scenario's person, as expectations are written."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from catalog.answering import in_words, typed
from catalog.models import Expectation
from catalog.rules import Answers, Fact, InvalidAnswer, RegionTree, Screener, Screening
from catalog.rules.dates import age_on
from catalog.rules.expressions import plain

Said = tuple[str, str]  # a fact's name, and what is answered


class UnreadableScenario(ValueError):
    """Answers that the words of the lists no longer know; the message says which and how to mend it."""


@dataclass(frozen=True)
class Told:
    """A verdict, and in yuan what is given where that is known."""

    verdict: str
    amount: str = ""

    @property
    def words(self) -> str:
        """The verdict in words."""
        verdict = str(Expectation.Verdict(self.verdict).label)
        said = {"verdict": verdict, "amount": self.amount}
        return _("%(verdict)s，%(amount)s 元") % said if self.amount else verdict


def answers_of(raws: Mapping[str, Any], screener: Screener, as_of: date) -> Answers:
    """Typed answers from JSON values; raises UnreadableScenario."""
    return {code: _typed(code, raw, screener, as_of) for code, raw in raws.items() if raw is not None}


def _typed(code: str, raw: Any, screener: Screener, as_of: date) -> Any:
    fact = screener.facts.get(code)
    if fact is None:
        raise UnreadableScenario(_("已经没有“%s”这个情况。在问答里打开，改好再存。") % code)
    try:
        return typed(fact, raw, as_of, screener.regions)
    except InvalidAnswer:
        said = {"fact": fact.name, "answer": raw}
        raise UnreadableScenario(_("“%(fact)s”不能再答“%(answer)s”。在问答里打开，改好再存。") % said) from None


def told(screening: Screening, benefits: Collection[str]) -> dict[str, Told]:
    """What is answered about some benefits; those that stand in no list are left out.

    A benefit whose list does not answer for the person cannot be had.
    """
    screener = screening.screener
    found = {
        benefit.code: Told("ineligible")
        for book in screener.rulebooks
        for _item, benefit in book.benefits()
        if benefit.code in benefits
    }
    for one in screening.compiled:
        if one.benefit.code in benefits:
            finding = screener.finding(one, screening.masks, screening.answers)
            award = finding.award(screening.answers) if finding.status == "eligible" else None
            found[one.benefit.code] = Told(finding.status, figure(award.amount if award else None))
    return found


@dataclass(frozen=True)
class Given:
    """A benefit that can be had now, and what is given."""

    benefit: str
    name: str
    told: Told


def given(screening: Screening) -> tuple[Given, ...]:
    """Every benefit that can be had now, in the lists' order."""
    eligible = [one.compiled.benefit for one in screening.findings if one.status == "eligible"]
    found = told(screening, {one.code for one in eligible})
    return tuple(Given(one.code, one.name, found[one.code]) for one in eligible)


def figure(amount: Decimal | None) -> str:
    """A sum as it is kept."""
    return "" if amount is None else plain(amount)


def person(raws: Mapping[str, Any], facts: Mapping[str, Fact], regions: RegionTree, as_of: date) -> list[Said]:
    """A person in words: each fact's name with what is answered; a date of birth with the age."""
    return [_said(code, raw, facts, regions, as_of) for code, raw in raws.items()]


def _said(code: str, raw: Any, facts: Mapping[str, Fact], regions: RegionTree, as_of: date) -> Said:
    fact = facts.get(code)
    if fact is None:
        return code, str(raw)
    try:
        words = in_words(fact, raw, regions)
    except (KeyError, ValueError, TypeError, AttributeError):
        return _(fact.name), str(raw)
    if fact.type == "date" and "age_at_least" in fact.says:
        age = age_on(date.fromisoformat(raw), as_of)
        words = _("%(day)s（%(age)s 岁）") % {"day": words, "age": age}
    return _(fact.name), words
