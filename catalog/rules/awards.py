"""What a pathway gives: money, a share taken off, a service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, get_args

from catalog.rules.expressions import Expression
from catalog.rules.phrases import Phrase

Kind = Literal["cash", "discount", "service", "in_kind", "insurance", "priority"]
Period = Literal["month", "year", "once", "day"]
KINDS: tuple[str, ...] = get_args(Kind)
PERIODS: tuple[str, ...] = get_args(Period)


@dataclass(frozen=True)
class Award:
    """An award as the list promises it; `rate` is the share taken off (R43)."""

    kind: Kind
    period: Period | None = None
    rate: Decimal | None = None
    at_least: bool = False
    amount: Expression | None = None
    by: str | None = None
    table: Mapping[str, Expression] = field(default_factory=dict)
    formula: str | None = None

    def variants(self) -> Mapping[str | None, Expression | None]:
        """The sum for each value of the fact it goes by, or the one sum under None."""
        return {option: sum_ for option, sum_ in self.table.items()} if self.by else {None: self.amount}

    def expressions(self) -> tuple[Expression, ...]:
        """Every sum in it."""
        return tuple(sum_ for sum_ in self.variants().values() if sum_ is not None)


@dataclass(frozen=True, slots=True)
class AwardResult:
    """An award as it falls to one person: amounts in yuan, None where not known."""

    kind: Kind
    period: Period | None
    rate: Decimal | None
    at_least: bool
    amount: Decimal | None
    formula: str | None
    working: Phrase | None = None
