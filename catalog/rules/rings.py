"""Benefits tied in a ring: exclusion groups that bite their own tail, and lists that carry out each other."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from catalog.rules.compiling import Compiled
from catalog.rules.notices import Notice, about
from catalog.rules.rulebook import Rulebook
from catalog.rules.search import Search

Groups = Mapping[str, Sequence[str]]


def exclusions(search: Search, rulebook: Rulebook) -> Iterator[Notice]:
    """Groups that are taken in two ways at once, and groups that tie benefits in a ring."""
    benefits = search.compilation.benefits
    yield from _mixed(search, rulebook)
    groups = {one.benefit.code: tuple(group.group for group in one.benefit.exclusive) for one in benefits}
    for tied in _knots(groups):
        found = _ring_of(search, [one for one in benefits if one.benefit.code in tied], rulebook)
        if found is not None:
            yield found


def _mixed(search: Search, rulebook: Rulebook) -> Iterator[Notice]:
    """Benefits whose group says choose where another of its benefits says the higher stays."""
    first: dict[str, tuple[str, Compiled]] = {}
    own = [one for one in search.compilation.benefits if one.rulebook is rulebook]
    for one in (*(other for other in search.compilation.benefits if other.rulebook is not rulebook), *own):
        for group in one.benefit.exclusive:
            mode, other = first.setdefault(group.group, (group.mode, one))
            if mode != group.mode and one.rulebook is rulebook:
                person = search.find(lambda ends: all(ends), other.root, one.root)
                notice = about("mixed_group", one, subject=group.group, person=person)
                yield _also(notice, (other.benefit.code,))


def _ring_of(search: Search, tied: Sequence[Compiled], rulebook: Rulebook) -> Notice | None:
    """A ring among some benefits: one that somebody meets, if there is such a person."""
    codes = [one.benefit.code for one in tied]
    own = [one.benefit.code for one in tied if one.rulebook is rulebook]
    groups = {one.benefit.code: tuple(group.group for group in one.benefit.exclusive) for one in tied}

    def met(ends: Sequence[int]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        had = {code: groups[code] for code, end in zip(codes, ends, strict=True) if end}
        return ring(had, [code for code in own if code in had])

    found = search.meet(lambda ends: bool(met(ends)[0]), *(one.root for one in tied))
    around, between = met(found[1]) if found else ring(groups, own)
    if not around:
        return None
    start = next(one for one in tied if one.benefit.code == around[0])
    notice = about("exclusion_cycle", start, subject="、".join(between), person=found[0] if found else None)
    return _also(notice, around[1:])


def _also(notice: Notice, codes: tuple[str, ...]) -> Notice:
    return Notice(notice.kind, notice.rulebook, notice.benefit, "", notice.subject, notice.person, codes)


def _knots(groups: Groups) -> list[frozenset[str]]:
    """The benefits on rings, those that hang together in one set each."""
    alive = {code: set(names) for code, names in groups.items()}
    while loose := _loose(alive):
        for code, name in loose:
            alive[code].discard(name)
    parts: list[tuple[set[str], set[str]]] = []
    for code, names in alive.items():
        if names:
            joined = [one for one in parts if one[1] & names]
            parts = [one for one in parts if one not in joined]
            parts.append(({code}.union(*(one[0] for one in joined)), names.union(*(one[1] for one in joined))))
    return [frozenset(codes) for codes, _ in parts]


def _loose(alive: Mapping[str, set[str]]) -> list[tuple[str, str]]:
    """The ties that are on no ring: the only one of their benefit, or of their group."""
    names = [name for tied in alive.values() for name in tied]
    return [(code, name) for code, tied in alive.items() for name in tied if len(tied) == 1 or names.count(name) == 1]


def ring(groups: Groups, own: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A shortest ring through one of some benefits: its benefits and its groups in turn; empty if there is none."""
    members: dict[str, list[str]] = {}
    for code, names in groups.items():
        for name in names:
            members.setdefault(name, []).append(code)
    for code in own:
        for first, last in combinations(groups[code], 2):
            way = _way(groups, members, code, first, last)
            if way:
                return (code, *way[1::2]), way[::2]
    return (), ()


def _way(groups: Groups, members: Groups, past: str, first: str, last: str) -> tuple[str, ...]:
    """From group to group through benefits, in turn, without passing one of them."""
    waiting: deque[tuple[str, ...]] = deque([(first,)])
    seen = {first}
    while waiting:
        way = waiting.popleft()
        for code in members[way[-1]]:
            for name in groups[code] if code != past else ():
                if name == last:
                    return (*way, code, name)
                if name not in seen:
                    seen.add(name)
                    waiting.append((*way, code, name))
    return ()


def carrying_out(search: Search, rulebook: Rulebook) -> Iterator[Notice]:
    """Benefits that carry out each other in a ring, and those that carry out what stands in no list."""
    benefits = {one.benefit.code: one for one in search.compilation.benefits}
    onward = {code: one.benefit.carries_out for code, one in benefits.items()}
    told: set[str] = set()
    for code, one in benefits.items():
        upper = onward[code]
        if one.rulebook is not rulebook or upper is None:
            continue
        if upper not in benefits:
            person = search.find(lambda ends: bool(ends[0]), one.root)
            yield about("carries_out_missing", one, subject=upper, person=person)
        elif code not in told and (around := _around(code, onward)):
            told |= set(around)
            person = search.find(lambda ends: all(ends), *(benefits[each].root for each in around))
            yield _also(about("carries_out_cycle", one, person=person), around[1:])


def _around(start: str, onward: Mapping[str, str | None]) -> tuple[str, ...]:
    """The ring that leads from a benefit back to itself, if one does."""
    steps: list[str] = [start]
    step = onward[start]
    while step is not None and step not in steps:
        steps.append(step)
        step = onward.get(step)
    return tuple(steps) if step == start else ()
