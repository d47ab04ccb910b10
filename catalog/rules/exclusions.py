"""Benefits that are not paid together, and what the rest comes to (R20, R41)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from catalog.rules.screening import Verdict


@dataclass(frozen=True, slots=True)
class Totals:
    """The monthly cash in yuan; at least that, where a part is a minimum or not known."""

    monthly_cash: Decimal
    at_least: bool


def settle(verdicts: Iterable[Verdict]) -> None:
    """Marks which eligible benefits give way to others, and which are for the person to choose."""
    groups: dict[tuple[str, str], list[Verdict]] = {}
    for verdict in verdicts:
        if verdict.status == "eligible":
            for group in verdict.benefit.exclusive:
                groups.setdefault((group.mode, group.group), []).append(verdict)
    for (mode, _), members in sorted(groups.items(), key=lambda one: one[0][0] != "higher"):
        standing = [one for one in members if one.superseded_by is None]
        if len(standing) < 2:
            continue
        if mode == "higher" and all(_amount(one) is not None for one in standing):
            _keep_highest(standing)
        else:
            _let_choose(standing)


def _amount(verdict: Verdict) -> Decimal | None:
    return verdict.award.amount if verdict.award else None


def _keep_highest(members: Sequence[Verdict]) -> None:
    """The highest stays; of equals, the first of the list (R20)."""
    kept = max(members, key=lambda one: _amount(one) or Decimal(0))
    for one in members:
        if one is not kept:
            one.superseded_by = kept.benefit.code


def _let_choose(members: Sequence[Verdict]) -> None:
    for one in members:
        others = tuple(other.benefit.code for other in members if other is not one)
        one.choose_one_with = tuple(dict.fromkeys((*one.choose_one_with, *others)))


def totals(verdicts: Iterable[Verdict]) -> Totals:
    """The monthly cash of what stands; of those to choose among, the highest."""
    paid = [
        one
        for one in verdicts
        if one.award and one.award.kind == "cash" and one.award.period == "month" and one.superseded_by is None
    ]
    total, at_least, done = Decimal(0), False, set[str]()
    for one in paid:
        if one.benefit.code in done:
            continue
        group = [other for other in paid if other is one or other.benefit.code in one.choose_one_with]
        done |= {other.benefit.code for other in group}
        known = [other for other in group if _amount(other) is not None]
        at_least = at_least or len(known) < len(group)
        if known:
            best = max(known, key=lambda other: _amount(other) or Decimal(0))
            total += _amount(best) or Decimal(0)
            at_least = at_least or bool(best.award and best.award.at_least)
    return Totals(total, at_least)
