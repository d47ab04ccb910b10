"""Every completion of a person's unknown facts that can tell outcomes apart, by branching only on what a row reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, TypeVar

from .ground import LIST_OF, Elder, Outcome, Rule, years_after
from .people import BOOLS, CHOICE, CHOICES, PLACES
from .quzhou import birthdays_ahead

Key = tuple[str, str, int]
Branch = dict[Key, Any]
Found = TypeVar("Found")
TELLING: Mapping[str, tuple[Any, ...]] = {
    **dict.fromkeys(BOOLS, (False, True)),
    **{fact: tuple(options.split()) for fact, options in CHOICE.items()},
    "disability_type": ("multiple", "intellectual", "mental"),
    "household_income": (0, 1035, 1552.5, 1552.51),
    "contribution_years": (14, 15),
}
# Ages between which some row of a list tells.
TELLING_AGES: Mapping[str, tuple[int, ...]] = {
    "quzhou": (44, 60, 65, 70, 80, 100),
    "qujiang": (44, 60, 65, 80),
    "shangyu": (44, 60, 70, 80, 90),
    "dongyang": (44, 55, 60, 65, 70, 80, 100),
    "gongshu": (44, 55, 60, 70, 80, 90, 100),
}
# Places between which some row of a list tells; the parts of Shangyu are a 街道 and a 镇.
TELLING_PARTS = ("shangyu-baiguan", "shangyu-fenghui")
TELLING_PLACES: Mapping[str, tuple[str, ...]] = {
    "quzhou": ("elsewhere", "hangzhou", "qujiang"),
    "qujiang": ("elsewhere", "quzhou", "qujiang"),
    "shangyu": ("elsewhere", *TELLING_PARTS),
    "dongyang": ("elsewhere", "dongyang"),
    "gongshu": ("elsewhere", "hangzhou", "gongshu"),
}


class Unread(Exception):
    """A row read a fact that is open on this branch."""

    def __init__(self, key: Key, values: tuple[Any, ...]) -> None:
        super().__init__(key)
        self.key, self.values = key, values


class Ticks:
    """The open boxes of a fact of many choices, each decided when it is looked at."""

    def __init__(self, facts: Open, fact: str) -> None:
        self.facts, self.fact = facts, fact

    def __contains__(self, option: str) -> bool:
        return bool(self.facts.settle(self.fact, option, (False, True)))


class Open(dict[str, Any]):
    """Known facts, and for the others what the branch has settled; the focus is settled apart in each run.

    Shangyu, named itself, leaves open which of its parts it is (R12).
    """

    def __init__(self, known: Mapping[str, Any], region: str, focus: str = "", run: int = 0) -> None:
        self.in_part = {fact for fact in PLACES if known.get(fact) == "shangyu"}
        super().__init__({fact: value for fact, value in known.items() if fact not in self.in_part})
        self.region, self.focus, self.run = region, focus, run
        self.as_of, self.branch = date.min, Branch()
        self.focused = False

    def on(self, as_of: date, branch: Branch) -> Open:
        """The same facts on a branch, screened on a day."""
        self.as_of, self.branch, self.focused = as_of, branch, False
        return self

    def settle(self, fact: str, option: str, values: tuple[Any, ...]) -> Any:
        """The branch's value, or the signal that it has none."""
        self.focused |= fact == self.focus
        key = (fact, option, self.run if fact == self.focus else 0)
        if key not in self.branch:
            raise Unread(key, values)
        return self.branch[key]

    def __missing__(self, fact: str) -> Any:
        if fact in CHOICES:
            return Ticks(self, fact)
        if fact == "birth_date":
            births = tuple(years_after(self.as_of, -age).isoformat() for age in TELLING_AGES[self.region])
            return self.settle(fact, "", births)
        if fact in PLACES:
            return self.settle(fact, "", TELLING_PARTS if fact in self.in_part else TELLING_PLACES[self.region])
        return self.settle(fact, "", TELLING[fact])


def branches(run: Callable[[Branch], Found]) -> Iterator[tuple[Branch, Found]]:
    """Every branch with what it comes to."""
    waiting: list[Branch] = [{}]
    while waiting:
        branch = waiting.pop()
        try:
            yield branch, run(branch)
        except Unread as unread:
            waiting += [{**branch, unread.key: value} for value in unread.values]


def outcomes(rule: Rule, known: Mapping[str, Any], as_of: date, day: date | None = None) -> Iterator[Outcome]:
    """What a benefit can come to on a day, as_of unless told, as the unknown facts turn out."""
    facts = opened(rule, known)
    for _, found in branches(lambda branch: rule(Elder(facts.on(as_of, branch), day or as_of))):
        yield found


def opened(rule: Rule, known: Mapping[str, Any], focus: str = "", run: int = 0) -> Open:
    """What is known of a person, for a rule that tells between its own list's places."""
    return Open(known, LIST_OF[rule], focus, run)


def matters(rule: Rule, known: Mapping[str, Any], as_of: date, fact: str) -> bool:
    """Whether two completions that differ in this fact alone come to different outcomes."""
    facts, others = (opened(rule, known, fact, run) for run in (1, 2))

    def differs(branch: Branch) -> bool:
        outcome = rule(Elder(facts.on(as_of, branch), as_of))
        return facts.focused and outcome != rule(Elder(others.on(as_of, branch), as_of))

    return any(found for _, found in branches(differs))


def changing(rule: Rule, known: Mapping[str, Any], as_of: date) -> set[str]:
    """The unknown facts that can still change the outcome."""
    facts = opened(rule, known)
    ends = list(branches(lambda branch: rule(Elder(facts.on(as_of, branch), as_of))))
    if len({outcome for _, outcome in ends}) == 1:
        return set()
    read = {fact for branch, _ in ends for fact, _, _ in branch}
    return {fact for fact in read if matters(rule, known, as_of, fact)}


def verdict(rule: Rule, known: Mapping[str, Any], as_of: date) -> str:
    """Eligible or ineligible where every completion is, undetermined where two differ."""
    found: set[bool] = set()
    for outcome in outcomes(rule, known, as_of):
        found.add(outcome.eligible)
        if len(found) == 2:
            return "undetermined"
    return "eligible" if found == {True} else "ineligible"


def certain_from(rule: Rule, known: Mapping[str, Any], as_of: date) -> date | None:
    """The first birthday, five years ahead at most, from which every completion is eligible."""
    born = known.get("birth_date")
    for later in birthdays_ahead(date.fromisoformat(born), as_of) if born else ():
        if all(one.eligible for one in outcomes(rule, known, as_of, later)):
            return later
    return None
