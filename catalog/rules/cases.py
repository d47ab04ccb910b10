"""How an unknown fact may turn out: the cases that no rule tells apart, each with values that lie in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction
from typing import cast

from catalog.rules.answers import MOST, Value
from catalog.rules.cells import Places
from catalog.rules.compiling import Outcome
from catalog.rules.conditions import Condition
from catalog.rules.pieces import NotStraight, bends
from catalog.rules.scales import AGES, CENTS, DAYS, Scale, Steps
from catalog.rules.screener import Screener
from catalog.rules.screening import Screening

LOWEST, BELOW = 0, 1
AGE, DAY, NUMBER = ("age_at_least", "age_under"), ("on_or_after", "before"), ("at_least", "below")


@dataclass(frozen=True, slots=True)
class Case:
    """Values of a fact that decide alike; of places all there are, of a scale its ends and where a sum bends."""

    values: tuple[Value, ...]
    low: int = 0
    high: int | None = None  # on a scale: where the next case begins


def cases(screening: Screening, fact: str) -> tuple[Case, ...]:
    """Every way in which a fact may turn out, within what is known of it already."""
    place = screening.screener.compilation.place.get(fact)
    if place is None:
        return ()
    partition = screening.screener.compilation.partitions[place]
    if isinstance(partition, Places):
        return tuple(_places(screening, fact, partition))
    cells = (cell for cell in range(partition.size) if screening.masks[place] >> cell & 1)
    if isinstance(partition, Steps):
        return tuple(_stretch(screening, fact, partition, cell) for cell in cells)
    return tuple(Case((partition.sample(cell, screening.as_of),)) for cell in cells)


def between(screener: Screener, fact: str, low: int, high: int | None) -> tuple[Condition, ...]:
    """The conditions that hold in a stretch of a scale and nowhere else."""
    scale = cast(Steps, screener.compilation.partitions[screener.compilation.place[fact]]).scale
    found = [(LOWEST, low)] if low else []
    found += [(BELOW, high)] if high is not None else []
    if scale is CENTS:
        return tuple(Condition(fact, *_yuan(end, number)) for end, number in found)
    relations = AGE if scale is AGES else DAY if scale is DAYS else NUMBER
    return tuple(Condition(fact, relations[end], _named(scale, number)) for end, number in found)


def _named(scale: Scale, number: int) -> object:
    """A place on a scale as a condition names it."""
    if scale is DAYS:
        return date.fromordinal(number).isoformat()
    return number if scale is AGES else Decimal(number)


def _yuan(end: int, cents: int) -> tuple[str, Decimal]:
    """An end in yuan; one a fen above a sum that a rule names is told from that sum: more than 1552.50."""
    above = cents % 10 == 1
    relation = ("above" if above else "at_least", "at_most" if above else "below")[end]
    return relation, Decimal(cents - above) / 100


def _places(screening: Screening, fact: str, partition: Places) -> Iterator[Case]:
    """The places that lie in the same cell and bring in the same lists."""
    screener, regions = screening.screener, screening.screener.regions
    told = screening.answers.get(fact)
    alike: dict[object, list[str]] = {}
    for slug in regions.meant(cast(str, told)) if told else regions.places():
        books = screener.screen({**screening.answers, fact: slug}, screening.as_of).catalogues
        alike.setdefault((partition.place_cell[slug], tuple(book.edition for book in books)), []).append(slug)
    for slugs in alike.values():
        yield Case(tuple(slugs))


def _stretch(screening: Screening, fact: str, partition: Steps, cell: int) -> Case:
    lows = [0, *partition.points]
    low, high = lows[cell], lows[cell + 1] if cell + 1 < len(lows) else None
    sample = partition.sample(cell, screening.as_of)
    numbers = _numbers(screening, fact, partition, 1 << cell, low, high)
    write = partition.scale.write
    return Case((sample, *(write(number, screening.as_of) for number in numbers)), low, high)


def _numbers(screening: Screening, fact: str, partition: Steps, mask: int, low: int, high: int | None) -> list[int]:
    """The places on a scale at which a sum over the fact is largest or least in a stretch: its ends and its bends."""
    unit = 100 if partition.scale is CENTS else 1
    last = (MOST * unit + 1 if high is None else high) - 1
    found: set[int] = set()
    for outcome in _hanging(screening, fact, mask):
        found |= {low, last}
        found |= {point for point in _bends(outcome, screening, fact, (low, last), unit) if low <= point <= last}
    return sorted(found)


def _hanging(screening: Screening, fact: str, mask: int) -> Iterator[Outcome]:
    """The outcomes whose sum needs the fact and nothing else that is unknown."""
    place = screening.screener.compilation.place[fact]
    for finding in screening.findings:
        if fact in finding.compiled.needs:
            for outcome in finding.given(place, mask).outcomes:
                if fact in outcome.needs and outcome.needs <= {*screening.answers, fact}:
                    yield outcome


def _bends(outcome: Outcome, screening: Screening, fact: str, ends: tuple[int, int], unit: int) -> Iterator[int]:
    """Where an outcome's sum may bend, on both sides of each point; nowhere known where it is no straight sum."""
    answers = screening.answers
    given = {name: Decimal(str(answers[name])) for name in outcome.needs if name != fact}
    low, last = (Fraction(end, unit) for end in ends)
    if outcome.sum is None:
        return
    try:
        points = bends(outcome.sum, fact, {**outcome.figures, **given}, low, last)
    except NotStraight:
        return
    for point in points:
        exact = Decimal(point.numerator * unit) / Decimal(point.denominator)
        yield int(exact.to_integral_value(ROUND_FLOOR))
        yield int(exact.to_integral_value(ROUND_CEILING))
