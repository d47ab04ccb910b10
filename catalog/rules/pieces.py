"""Sums over one figure as straight pieces: where a sum can bend, and so where it can fall behind another."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from catalog.rules.expressions import Expression

# From where on a piece holds, its slope, and its height at nought.
Piece = tuple[Fraction, Fraction, Fraction]
Lines = Callable[[Fraction, Fraction, Fraction, Fraction], tuple[Fraction, Fraction]]
NOUGHT = Fraction(0)


class NotStraight(ValueError):
    """A sum that multiplies or divides by what it is a sum over."""


def bends(sum_: Expression, name: str, given: Mapping[str, Decimal], low: Fraction, high: Fraction) -> list[Fraction]:
    """The points between two ends at which a sum over one name may bend; raises NotStraight."""
    return [start for start, _, _ in _pieces(sum_.tree, name, given, low, high)]


def _pieces(node: ast.expr, name: str, given: Mapping[str, Decimal], low: Fraction, high: Fraction) -> list[Piece]:
    def below(part: ast.expr) -> list[Piece]:
        return _pieces(part, name, given, low, high)

    match node:
        case ast.Constant(value=number):
            return [(low, NOUGHT, Fraction(str(number)))]
        case ast.Name(id=code):
            return [(low, Fraction(1), NOUGHT)] if code == name else [(low, NOUGHT, Fraction(given[code]))]
        case ast.UnaryOp(operand=inner):
            return [(start, -slope, -height) for start, slope, height in below(inner)]
        case ast.BinOp(left=left, op=sign, right=right):
            return _merged(below(left), below(right), _LINES[type(sign)])
        case ast.Call(func=ast.Name(id=code), args=[first, *rest]):
            found = below(first)
            for part in rest:
                found = _bent(found, below(part), high, code == "max")
            return found
    raise NotStraight


def _merged(first: list[Piece], second: list[Piece], lines: Lines) -> list[Piece]:
    return [(start, *lines(*one, *other)) for start, one, other in _together(first, second)]


def _together(
    first: list[Piece], second: list[Piece]
) -> Iterable[tuple[Fraction, tuple[Fraction, Fraction], tuple[Fraction, Fraction]]]:
    """Two sums over the stretches on which both are straight."""
    for start in sorted({one[0] for one in (*first, *second)}):
        yield start, _at(first, start), _at(second, start)


def _at(pieces: list[Piece], point: Fraction) -> tuple[Fraction, Fraction]:
    _, slope, height = [one for one in pieces if one[0] <= point][-1]
    return slope, height


def _bent(first: list[Piece], second: list[Piece], high: Fraction, larger: bool) -> list[Piece]:
    """The larger or smaller of two sums, cut where they cross."""
    found: list[Piece] = []
    stretches = list(_together(first, second))
    for (start, one, other), end in zip(stretches, [*(each[0] for each in stretches[1:]), high], strict=True):
        points = [start, end]
        if one[0] != other[0]:
            crossing = (other[1] - one[1]) / (one[0] - other[0])
            points = [start, crossing, end] if start < crossing < end else points
        for point, until in pairwise(points):
            middle = (point + until) / 2
            above = one[0] * middle + one[1] >= other[0] * middle + other[1]
            found.append((point, *(one if above == larger else other)))
    return found


def _times(slope: Fraction, height: Fraction, other: Fraction, far: Fraction) -> tuple[Fraction, Fraction]:
    if slope and other:
        raise NotStraight
    return slope * far + other * height, height * far


def _over(slope: Fraction, height: Fraction, other: Fraction, far: Fraction) -> tuple[Fraction, Fraction]:
    if other or not far:
        raise NotStraight
    return slope / far, height / far


_LINES: Mapping[type[ast.operator], Lines] = {
    ast.Add: lambda slope, height, other, far: (slope + other, height + far),
    ast.Sub: lambda slope, height, other, far: (slope - other, height - far),
    ast.Mult: _times,
    ast.Div: _over,
}
