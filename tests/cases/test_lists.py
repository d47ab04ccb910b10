"""The golden scenarios: what the lists promise people, row by row, boundary days included."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from catalog.rules import Rulebook, Screener
from eligibility.presenter import present

CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in sorted(Path(__file__).parent.glob("*.yaml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]
IN_AWARD = ("kind", "amount", "rate", "period")


@pytest.fixture(scope="module")
def screener(rulebooks: dict[str, Rulebook]) -> Screener:
    return Screener([*rulebooks.values()], date(2026, 11, 22))


def _shown(row: Mapping[str, Any], key: str) -> Any:
    if key in IN_AWARD:
        value = row["award"][key] if row["award"] else None
        return Decimal(str(value)) if isinstance(value, float) else value
    return sorted(row[key]) if key in ("missing", "choose_one_with") else row[key]


def _expected(key: str, value: Any) -> Any:
    if key in ("amount", "rate") and value is not None:
        return Decimal(str(value))
    return sorted(value) if key in ("missing", "choose_one_with") else value


@pytest.mark.parametrize("case", CASES)
def test_the_lists_keep_their_promise(screener: Screener, case: dict[str, Any]) -> None:
    as_of = date.fromisoformat(case["as_of"])
    answer = present(screener.screen(screener.read(case["facts"], as_of), as_of))
    rows: dict[str, Mapping[str, Any]] = {row["code"]: row for row in answer["benefits"]}
    for code, expect in case["expect"].items():
        wanted = {"verdict": expect} if isinstance(expect, str) else expect
        shown = {key: _shown(rows[code], key) for key in wanted}
        assert (code, shown) == (code, {key: _expected(key, value) for key, value in wanted.items()})
