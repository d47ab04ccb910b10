"""The unknown facts in words: what each would decide, what it is worth, and what hangs on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from catalog.rules import Screening, Verdict
from catalog.rules.expressions import yuan
from eligibility.findings.comparing import Difference
from eligibility.findings.texts import phrase, shown
from eligibility.findings.turns import turning
from eligibility.findings.worth import Turn, Worth, worths
from eligibility.presenter import amount_words, sections

# More names than these are not read but counted.
MOST_NAMES = 5
CLEAR = ("more", "less", "other")


@dataclass(frozen=True)
class Way:
    """A way in which a fact may turn out."""

    words: str
    sum: str  # what it does to the monthly sum; empty where nothing
    have: str  # what is had then, with how much
    clear: str  # what is had anyhow, with how much it is then
    open: str  # what is decided by something else too
    nothing: bool  # whether nothing of it is had


@dataclass(frozen=True)
class Unknown:
    """An unknown fact."""

    fact: str
    name: str
    question: str  # the question that asks it; empty where none does
    worth: str  # what it can bring, in short
    ways: tuple[Way, ...]
    together: str  # the other facts that have to be known too


def unknowns(screening: Screening) -> tuple[Unknown, ...]:
    """The unknown facts that decide something, the worthiest first."""
    visible = {one.benefit.code for verdicts in sections(screening).values() for one in verdicts}
    return tuple(_unknown(screening, one, visible) for one in worths(screening))


def _unknown(screening: Screening, found: Worth, visible: set[str]) -> Unknown:
    screener = screening.screener
    still = {one.benefit.code: one for turn in found.turns for one in turn.still_open}
    others = {fact for one in still.values() for fact in one.missing if fact != found.fact}
    return Unknown(
        fact=found.fact,
        name=shown(screener.facts[found.fact].name),
        question=next((one.code for one in screener.questions if found.fact in one.facts), ""),
        worth=_worth(found),
        ways=tuple(_way(screening, found, turn, visible) for turn in _told(found)),
        together=_named([shown(screener.facts[code].name) for code in screener.facts if code in others]),
    )


def _worth(found: Worth) -> str:
    if found.most > 0:
        return gettext("最多每月多 {amount} 元").format(amount=yuan(found.most))
    if found.possible > 0:
        return gettext("加上别的情况，可能每月多 {amount} 元").format(amount=yuan(found.possible))
    return ""


def _told(found: Worth) -> list[Turn]:
    """The turns worth telling, the best first; of many sets of options those of one, and the best."""
    best = max(found.turns, key=lambda turn: turn.most)
    simple = [turn for turn in found.turns if turn is best or _simple(turn)]
    return sorted(simple, key=lambda turn: (-turn.most, not turn.differences and not turn.still_open))


def _simple(turn: Turn) -> bool:
    values = [case.values[0] for case in turn.cases]
    return any(not isinstance(value, frozenset) or len(value) < 2 for value in values)


def _way(screening: Screening, found: Worth, turn: Turn, visible: set[str]) -> Way:
    have = tuple(_had(one) for one in turn.differences if one.what == "gained")
    clear = tuple(_had(one) for one in turn.differences if one.what in CLEAR)
    still = tuple(shown(one.benefit.name) for one in turn.still_open if one.benefit.code in visible)
    return Way(
        words=_if(screening, found, turn),
        sum=_sum(turn.most, turn.varies),
        have=_named(have),
        clear=_named(clear),
        open=_named(still),
        nothing=not (have or clear or still),
    )


def _if(screening: Screening, found: Worth, turn: Turn) -> str:
    if len(found.turns) == 1:
        return gettext("不管怎样")
    return gettext("如果{turn}").format(turn=turning(screening.screener, found.fact, turn.cases))


def _named(names: Sequence[str]) -> str:
    """Names one after the other; of many the first, and how many there are."""
    said = gettext("、").join(dict.fromkeys(names[:MOST_NAMES]))
    if len(names) <= MOST_NAMES:
        return said
    return gettext("{names}等 {count} 项").format(names=said, count=len(names))


def _sum(most: Decimal, varies: bool) -> str:
    if most < 0:
        return gettext("每月少 {amount} 元").format(amount=yuan(-most))
    if not most:
        return ""
    words = gettext("每月最多多 {amount} 元，看具体是多少") if varies else gettext("每月多 {amount} 元")
    return words.format(amount=yuan(most))


def _had(one: Difference) -> str:
    """A benefit that is had then, with how much where that is known."""
    verdict = one.verdict
    name = shown(verdict.benefit.name)
    given = verdict.award
    if given is None or (given.amount is None and given.rate is None) or _varies(verdict):
        return name
    return gettext("{name}（{gives}）").format(name=name, gives=phrase(amount_words(given)))


def _varies(verdict: Verdict) -> bool:
    """Whether the amount hangs on an answer's very number."""
    return any(outcome.needs for outcome in verdict.finding.outcomes)
