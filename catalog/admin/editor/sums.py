"""Sums as a control holds them: terms of numbers and one name, from and to the expression language."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from catalog.rules.expressions import InvalidExpression, parse, plain

THOUSANDS = re.compile(r"^\d{1,3}(,\d{3})+(\.\d+)?$")
FIGURE = re.compile(r"^(\d+(?:\.\d+)?)(%?)$")
TIMES = re.compile(r"[×*xX✕]")


@dataclass(frozen=True)
class Term:
    """One part of a sum: plus or minus some numbers, multiplied with each other and with a name or none."""

    sign: str
    factors: tuple[Decimal, ...]
    name: str = ""

    @property
    def source(self) -> str:
        """The part in the expression language, without its sign."""
        return " * ".join([*map(plain, self.factors), *([self.name] if self.name else [])])


@dataclass(frozen=True)
class Sum:
    """Terms added up; with a floor, what comes out below nought is nought."""

    terms: tuple[Term, ...]
    floor: bool = False

    @property
    def source(self) -> str:
        """The sum in the expression language."""
        first, *others = self.terms
        body = ("-" if first.sign == "-" else "") + first.source
        body += "".join(f" {one.sign} {one.source}" for one in others)
        return f"max({body}, 0)" if self.floor else body


def held(source: str) -> Sum | None:
    """The control's content for an expression; None for one that it cannot hold."""
    try:
        tree = ast.parse(parse(source).source, mode="eval").body
    except InvalidExpression:
        return None
    inner = _above_nought(tree)
    terms = _terms(tree if inner is None else inner, "+")
    return Sum(terms, inner is not None) if terms else None


def factors(typed: str) -> tuple[Decimal, ...] | None:
    """The numbers that somebody typed, such as 1.5 × 500 or 80%; None where they cannot be read."""
    text = unicodedata.normalize("NFKC", typed).strip()
    return _figures(TIMES.split(text)) if text else ()


def _figures(parts: Iterable[str]) -> tuple[Decimal, ...] | None:
    numbers = []
    for one in (part.strip() for part in parts):
        found = FIGURE.match(one.replace(",", "") if THOUSANDS.match(one) else one)
        if found is None:
            return None
        numbers.append(Decimal(found[1]) / (100 if found[2] else 1))
    return tuple(numbers)


def _above_nought(node: ast.expr) -> ast.expr | None:
    match node:
        case ast.Call(func=ast.Name(id="max"), args=[ast.Constant(value=0), inner]):
            return inner
        case ast.Call(func=ast.Name(id="max"), args=[inner, ast.Constant(value=0)]):
            return inner
    return None


def _terms(node: ast.expr, sign: str) -> tuple[Term, ...] | None:
    match node:
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() as mark, right=right):
            turned = sign if isinstance(mark, ast.Add) else _other(sign)
            first, second = _terms(left, sign), _terms(right, turned)
            return first + second if first and second else None
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return _terms(inner, _other(sign))
    product = _product(node)
    if product is None:
        return None
    negative, numbers, name = product
    return (Term(_other(sign) if negative else sign, numbers, name),)


def _product(node: ast.expr) -> tuple[bool, tuple[Decimal, ...], str] | None:
    """Whether it is negative, its numbers, and its one name."""
    match node:
        case ast.Constant(value=number):
            return False, (Decimal(str(number)),), ""
        case ast.Name(id=name):
            return False, (), name
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            found = _product(inner)
            return (not found[0], *found[1:]) if found else None
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            first, second = _product(left), _product(right)
            if first is None or second is None or (first[2] and second[2]):
                return None
            return first[0] != second[0], first[1] + second[1], first[2] or second[2]
    return None


def _other(sign: str) -> str:
    return "-" if sign == "+" else "+"
