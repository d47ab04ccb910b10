"""What people wonder about most: more help needed, a move, the next birthdays; each with what it would change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.answering import day_in_words
from catalog.rules import Fact, RegionTree, Screening
from catalog.rules.dates import age_on
from catalog.rules.expressions import yuan
from catalog.trying.trials import BrokenDraft
from eligibility import replay
from eligibility.findings.comparing import Difference, What, compare
from eligibility.findings.turns import turned
from eligibility.occasion import Occasion
from eligibility.results.what_if.changes import Change
from eligibility.session import Interview

# The fact that gets worse with the years; its options stand from the best to the worst.
WORSENS = "self_care"
ASSESSED = "care_assessed"  # that an office found so
BIRTHDAYS = 3
COUNTED: tuple[tuple[tuple[What, ...], Promise], ...] = (
    (("gained",), _("多 {count} 项")),
    (("lost",), _("少 {count} 项")),
    (("more", "less", "other"), _("变 {count} 项")),
    (("perhaps", "unsure", "settled"), _("要再问 {count} 项")),
)


@dataclass(frozen=True)
class Suggestion:
    """One change, in words, and what it would bring."""

    change: Change
    words: str
    brings: str


@dataclass(frozen=True)
class Suggestions:
    """Changes of one kind."""

    label: Promise
    each: tuple[Suggestion, ...]


def suggestions(interview: Interview, screening: Screening, now: Occasion) -> tuple[Suggestions, ...]:
    """The changes of each kind that change something."""
    facts = screening.screener.facts
    known = replay.answered(interview, now.screener)
    own = [facts[code] for code, rule in screening.screener.consulting if rule.unknown == "any"]
    regions = screening.screener.regions
    kinds: tuple[tuple[Promise, Iterable[tuple[Change, str]]], ...] = (
        (_("更要人照顾了"), _worse(facts, known, regions)),
        (_("去办一件事"), _steps(facts, known, regions)),
        (_("搬到有清单的地方"), _moves(own, known, screening)),
        (_("再过几年"), _birthdays(screening)),
    )
    found = (Suggestions(label, tuple(_changing(changes, interview, screening, now))) for label, changes in kinds)
    return tuple(one for one in found if one.each)


def _worse(facts: Mapping[str, Fact], known: Mapping[str, Any], regions: RegionTree) -> Iterator[tuple[Change, str]]:
    """Each grade beyond the one answered, as an assessment finds it; all but the best where none was answered."""
    fact = facts.get(WORSENS)
    options = list(fact.options) if fact else []
    at = options.index(known[WORSENS]) if known.get(WORSENS) in options else 0
    for option in options[at + 1 :]:
        answers = {WORSENS: option, **({ASSESSED: True} if ASSESSED in facts else {})}
        yield Change(answers), gettext("，").join(turned(facts[code], raw, regions) for code, raw in answers.items())


def _steps(facts: Mapping[str, Fact], known: Mapping[str, Any], regions: RegionTree) -> Iterator[tuple[Change, str]]:
    """What somebody could go and do."""
    for code, fact in facts.items():
        for step in fact.steps:
            if known.get(code) != step.sets and (not step.only_from or known.get(code) in step.only_from):
                yield Change({code: step.sets}), turned(fact, step.sets, regions)


def _moves(own: Iterable[Fact], known: Mapping[str, Any], screening: Screening) -> Iterator[tuple[Change, str]]:
    """Each of the person's places, and all of them, in each region with a list."""
    regions = screening.screener.regions
    facts = tuple(own)
    for region in dict.fromkeys(book.region for book in screening.screener.rulebooks):
        away = [fact for fact in facts if not _lies(known.get(fact.code), region, screening)]
        for moved in (*((fact,) for fact in away), *((tuple(away),) if len(away) > 1 else ())):
            words = gettext("，").join(turned(fact, region, regions) for fact in moved)
            yield Change({fact.code: region for fact in moved}), words


def _lies(place: Any, region: str, screening: Screening) -> bool:
    return place is not None and screening.screener.regions.within(place, region)


def _birthdays(screening: Screening) -> Iterator[tuple[Change, str]]:
    """The next days on which age alone changes something."""
    days = {one.upcoming for one in screening.verdicts} | {
        one.next_award.day for one in screening.verdicts if one.next_award
    }
    for day in sorted(day for day in days if day and day > screening.as_of)[:BIRTHDAYS]:
        yield Change(day=day), _birthday(day, screening.birth)


def _birthday(day: date, birth: date | None) -> str:
    words = day_in_words(day)
    return gettext("{day}，满 {age} 周岁").format(day=words, age=age_on(birth, day)) if birth else words


def _changing(
    changes: Iterable[tuple[Change, str]], interview: Interview, screening: Screening, now: Occasion
) -> Iterator[Suggestion]:
    for change, words in changes:
        try:
            brings = _brings(screening, after(interview, change, now))
        except BrokenDraft:  # staff try a draft that cannot be used on that day
            continue
        if brings:
            yield Suggestion(change, words, brings)


def after(interview: Interview, change: Change, now: Occasion) -> Screening:
    """What would follow; raises BrokenDraft where a draft is tried that cannot be used on the day."""
    then = now.on(change.day) if change.day else now
    return replay.supposed(interview, change.answers, then.screener, then.as_of)


def _brings(before: Screening, then: Screening) -> str:
    """What a change would bring, in a few words; nothing where it changes nothing."""
    found = compare(before, then)
    change = then.totals.monthly_cash - before.totals.monthly_cash
    said = []
    if change:
        sum_ = gettext("每月多 {amount} 元") if change > 0 else gettext("每月少 {amount} 元")
        said.append(sum_.format(amount=yuan(abs(change))))
    for kinds, words in COUNTED:
        count = _count(found, kinds)
        if count:
            said.append(str(words).format(count=count))
    return gettext("，").join(said)


def _count(found: Iterable[Difference], kinds: tuple[str, ...]) -> int:
    return sum(one.what in kinds for one in found)
