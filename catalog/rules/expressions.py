"""Small sums over parameters and facts, such as `max(0, dibao_standard - household_income)`."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, DivisionByZero, InvalidOperation

from catalog.rules.phrases import Listing, Phrase

CENT = Decimal("0.01")
_SIGNS: Mapping[type[ast.operator], tuple[str, int, Callable[[Decimal, Decimal], Decimal]]] = {
    ast.Add: ("+", 1, operator.add),
    ast.Sub: ("-", 1, operator.sub),
    ast.Mult: ("×", 2, operator.mul),
    ast.Div: ("÷", 2, operator.truediv),
}
_CALLS: Mapping[str, Callable[..., Decimal]] = {"max": max, "min": min}


class InvalidExpression(ValueError):
    """A sum that cannot be read; the message says where."""


@dataclass(frozen=True)
class Expression:
    """A sum, its source text, and the names that it needs values for."""

    source: str
    names: frozenset[str]
    _tree: ast.expr = field(compare=False, repr=False)

    def value(self, given: Mapping[str, Decimal]) -> Decimal:
        """The sum in yuan, rounded to the cent; KeyError names what has no value."""
        return _value(self._tree, given).quantize(CENT, ROUND_HALF_UP)

    def exact(self, given: Mapping[str, Decimal]) -> Decimal:
        """The sum unrounded, for limits that an answer is held against."""
        return _value(self._tree, given)

    @property
    def tree(self) -> ast.expr:
        """What it is made of: numbers, names, + - * / and calls of max and min."""
        return self._tree

    def words(self, label: Callable[[str], Phrase]) -> Phrase:
        """The sum as people write it, with each name in words."""
        return _words(self._tree, label)[0]


def parse(source: str | int | float | Decimal) -> Expression:
    """Reads a sum; raises InvalidExpression for anything but numbers, names, + - * / max min."""
    text = str(source).strip()
    try:
        tree = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise InvalidExpression(f"“{text}” 不是算式") from None
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} - set(_CALLS)
    _check(tree, text)
    return Expression(text, frozenset(names), tree)


def plain(amount: Decimal) -> str:
    """A number as people write it: 60, 1552.5, 1345.50 without its idle zeros."""
    text = format(amount, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def yuan(amount: Decimal) -> str:
    """A sum of money as people write it: 60 or, with fen, 1345.50."""
    return plain(amount) if amount == amount.to_integral_value() else format(amount.quantize(CENT, ROUND_HALF_UP), "f")


def _check(node: ast.expr, text: str) -> None:
    match node:
        case ast.Constant(value=int() | float()) if not isinstance(node.value, bool):
            return
        case ast.Name():
            return
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            _check(inner, text)
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in _SIGNS:
            _check(left, text)
            _check(right, text)
        case ast.Call(func=ast.Name(id=name), args=parts, keywords=[]) if name in _CALLS and parts:
            for part in parts:
                _check(part, text)
        case _:
            raise InvalidExpression(f"“{text}” 里有看不懂的部分；只能用数字、参数、情况和 + - * / max min")


def _value(node: ast.expr, given: Mapping[str, Decimal]) -> Decimal:
    match node:
        case ast.Constant(value=number):
            return Decimal(str(number))
        case ast.Name(id=name):
            return given[name]
        case ast.UnaryOp(operand=inner):
            return -_value(inner, given)
        case ast.BinOp(left=left, op=sign, right=right):
            try:
                return _SIGNS[type(sign)][2](_value(left, given), _value(right, given))
            except (DivisionByZero, InvalidOperation):
                raise InvalidExpression("除数为零") from None
        case ast.Call(func=ast.Name(id=name), args=parts):
            return _CALLS[name](*(_value(part, given) for part in parts))
    raise InvalidExpression("看不懂的算式")


def _words(node: ast.expr, label: Callable[[str], Phrase]) -> tuple[Phrase, int]:
    """The words of a part, and how tightly its sign binds."""
    match node:
        case ast.Constant(value=number):
            return Phrase(plain(Decimal(str(number)))), 3
        case ast.Name(id=name):
            return label(name), 3
        case ast.UnaryOp(operand=inner):
            return Phrase("-{sum}", {"sum": _words(inner, label)[0]}), 2
        case ast.BinOp(left=left, op=sign, right=right):
            mark, rank, _ = _SIGNS[type(sign)]
            first, second = _words(left, label), _words(right, label)
            before = _bracketed(first[0], first[1] < rank)
            after = _bracketed(second[0], second[1] <= rank and second[1] < 3)
            return Phrase("{first} {sign} {second}", {"first": before, "sign": mark, "second": after}), rank
        case ast.Call(func=ast.Name(id=name), args=parts):
            values = {"values": Listing(tuple(_words(one, label)[0] for one in parts), "和")}
            return Phrase("({values}中的较大者)", values) if name == "max" else Phrase(
                "({values}中的较小者)", values
            ), 3
    raise InvalidExpression("看不懂的算式")


def _bracketed(words: Phrase, needed: bool) -> Phrase:
    return Phrase("({sum})", {"sum": words}) if needed else words
