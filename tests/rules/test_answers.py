"""What each type of fact accepts, and the name of every fault."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from catalog.rules import Fact, InvalidAnswer, Region, RegionTree, read_answer

AS_OF = date(2026, 11, 23)
REGIONS = RegionTree({"quzhou": Region("quzhou", "衢州市")})
OPTIONS = {"a": "甲", "b": "乙"}


def _read(kind: Any, raw: object) -> object:
    return read_answer(Fact("birth_date", kind, "情况", OPTIONS), raw, AS_OF, REGIONS)


def test_only_a_birth_must_have_been() -> None:
    other = Fact("expiry", "date", "证件到期")
    assert read_answer(other, "2027-01-31", AS_OF, REGIONS) == date(2027, 1, 31)
    with pytest.raises(InvalidAnswer, match="date_in_future"):
        read_answer(other, "2157-01-01", AS_OF, REGIONS)


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        ("date", "1941-03-02", date(1941, 3, 2)),
        ("date", "1896-11-23", date(1896, 11, 23)),
        ("date", "2026-11-23", AS_OF),
        ("bool", True, True),
        ("choice", "a", "a"),
        ("choices", [], frozenset()),
        ("choices", ["b", "a"], frozenset("ab")),
        ("integer", 0, 0),
        ("money", 1552.51, Decimal("1552.51")),
        ("money", 1552.5, Decimal("1552.5")),
        ("money", 0, Decimal(0)),
        ("region", "quzhou", "quzhou"),
    ],
)
def test_good_answers(kind: str, raw: object, value: object) -> None:
    assert _read(kind, raw) == value


@pytest.mark.parametrize(
    ("kind", "raw", "code"),
    [
        ("date", "2026-11-24", "date_in_future"),
        ("date", "1896-11-22", "too_long_ago"),
        ("date", "2023-02-31", "not_date"),
        ("date", "19410302", "not_date"),
        ("date", 19410302, "not_date"),
        ("date", "1941-W10-3", "not_date"),
        ("date", "１９４１-03-02", "not_date"),
        ("bool", 1, "not_true_or_false"),
        ("bool", "true", "not_true_or_false"),
        ("choice", "c", "not_a_choice"),
        ("choice", ["a"], "not_a_choice"),
        ("choices", "a", "not_choices"),
        ("choices", ["a", "a"], "not_a_choice"),
        ("choices", ["a", 1], "not_choices"),
        ("integer", 1.5, "not_whole"),
        ("integer", True, "not_whole"),
        ("integer", -1, "negative"),
        ("money", "100", "not_a_number"),
        ("money", float("nan"), "not_a_number"),
        ("money", float("inf"), "not_a_number"),
        ("money", -0.01, "negative"),
        ("money", 0.001, "too_many_decimals"),
        ("money", 10**12, "too_large"),
        ("region", "atlantis", "unknown_region"),
        ("region", None, "unknown_region"),
    ],
)
def test_faults_have_names(kind: str, raw: object, code: str) -> None:
    with pytest.raises(InvalidAnswer) as caught:
        _read(kind, raw)
    assert caught.value.code == code
