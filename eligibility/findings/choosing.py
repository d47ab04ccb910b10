"""Benefits of which one is to be chosen: what each comes to, what taking it gives up, and how to change over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from django.utils.translation import gettext

from catalog.rules import Department
from catalog.rules.expressions import yuan
from eligibility.findings.comparing import yearly
from eligibility.findings.entries import Entry

Range = tuple[Decimal, "Decimal | None"]  # at least, and at most where that is known
NOTHING: Range = (Decimal(0), Decimal(0))


@dataclass(frozen=True)
class Option:
    """One of the benefits to choose among."""

    entry: Entry
    name: str  # with the place whose list it stands in, where others bear the same name
    year: str  # what it comes to in a year; empty where that is not known
    gives_up: tuple[str, ...]
    along: tuple[str, ...]  # what can be had besides
    stop_at: tuple[Department, ...]  # where what is given up is stopped
    best: bool


@dataclass(frozen=True)
class Choice:
    """Benefits of which one is to be chosen."""

    options: tuple[Option, ...]
    advice: str


def choices(groups: Iterable[Sequence[Entry]]) -> list[Choice]:
    """What is to be known to choose, group by group."""
    return [_choice(group) for group in groups]


def _choice(group: Sequence[Entry]) -> Choice:
    worth = [_with(one, group) for one in group]
    best = _best(worth)
    options = tuple(_option(one, group, place == best) for place, one in enumerate(group))
    return Choice(options, _advice(group, worth, best))


def _option(one: Entry, group: Sequence[Entry], best: bool) -> Option:
    rivals = [other for other in group if excludes(one, other)]
    own = yearly(one.verdict.award)
    return Option(
        entry=one,
        name=_called(one, group),
        year=_year(own, bool(one.verdict.award and one.verdict.award.at_least)),
        gives_up=tuple(_called(other, group) for other in rivals),
        along=tuple(_called(other, group) for other in group if other is not one and other not in rivals),
        stop_at=tuple(dict.fromkeys(office for other in rivals for office in other.departments)),
        best=best,
    )


def _called(one: Entry, group: Sequence[Entry]) -> str:
    if sum(other.name == one.name for other in group) < 2:
        return one.name
    place = one.verdict.rulebook.regions[one.region].name
    return gettext("{place}的{name}").format(place=gettext(place), name=one.name)


def excludes(one: Entry, other: Entry) -> bool:
    """Whether two are not had together."""
    codes = (one.verdict.benefit.code, other.verdict.benefit.code)
    return codes[0] in other.verdict.choose_one_with or codes[1] in one.verdict.choose_one_with


def _year(amount: Decimal | None, at_least: bool) -> str:
    if amount is None:
        return ""
    words = gettext("一年至少 {amount} 元") if at_least else gettext("一年 {amount} 元")
    return words.format(amount=yuan(amount))


def value(entry: Entry) -> Range:
    """What a benefit comes to in a year."""
    award = entry.verdict.award
    amount = yearly(award)
    if award is None or amount is None:
        return Decimal(0), None
    return amount, None if award.at_least else amount


def _with(one: Entry, group: Sequence[Entry]) -> Range:
    """What a year comes to where one is taken, with the best of what can be had along with it."""
    along = [other for other in group if other is not one and not excludes(one, other)]
    together = [chosen for size in range(len(along) + 1) for chosen in combinations(along, size) if _goes(chosen)]
    sums = [_sum((one, *chosen)) for chosen in together]
    most = [high for _low, high in sums]
    return max(low for low, _high in sums), None if None in most else max(high for high in most if high is not None)


def _goes(chosen: Sequence[Entry]) -> bool:
    return not any(excludes(*pair) for pair in combinations(chosen, 2))


def _sum(chosen: Iterable[Entry]) -> Range:
    low, high = NOTHING
    for one in chosen:
        least, most = value(one)
        low, high = low + least, None if high is None or most is None else high + most
    return low, high


def _best(worth: Sequence[Range]) -> int | None:
    """The place of the one that certainly comes to more than each other; None where nobody can say."""
    for place, (low, _high) in enumerate(worth):
        others = [high for other, (_low, high) in enumerate(worth) if other != place]
        if all(high is not None and low > high for high in others):
            return place
    return None


def _advice(group: Sequence[Entry], worth: Sequence[Range], best: int | None) -> str:
    """Which is worth more, as far as that is certain."""
    if best is None:
        exact = all(low == high for low, high in worth)
        alike = exact and len(set(worth)) == 1
        return gettext("几项的钱一样多。") if alike else gettext("有的金额要由办理部门定，请先问清楚，再比一比。")
    next_best = max(high for place, (_low, high) in enumerate(worth) if place != best and high is not None)
    low, high = worth[best]
    words = gettext("选“{name}”合算：一年多 {year} 元，合每月 {month} 元。")
    if high is None:
        words = gettext("选“{name}”合算：一年至少多 {year} 元，合每月 {month} 元。")
    return words.format(
        name=_called(group[best], group), year=yuan(low - next_best), month=yuan((low - next_best) / 12)
    )
