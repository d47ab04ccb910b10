"""A cell as an answer: what codes say, and what people write instead of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext

from catalog.rules import Fact, InvalidAnswer, RegionTree
from eligibility.answers import message_for
from eligibility.rosters.tables import Cell, Formula
from eligibility.typed import day_of, number_of, tidy

TRUTHS = {"true": True, "是": True, "1": True, "false": False, "否": False, "0": False}
NOTHING = "-"
SEVERAL = re.compile(r"[|、；;]")
UNITS = "元|年|岁|个月|月"
NAMED = 12  # so many options are listed in a fault
MIDNIGHT = " 00:00:00"


class WrongCellError(ValueError):
    """A cell that is no answer; the message says what to write."""


def answer(fact: Fact, cell: Cell, regions: RegionTree) -> Any:
    """The JSON value that a cell gives to a fact, still to be held against the fact; None where it is empty.

    Raises WrongCellError, and InvalidAnswer with a code of eligibility.answers.
    """
    if isinstance(cell, Formula):
        raise WrongCellError(gettext("这一格是公式。请改成算好的值。"))
    if cell is None or not (text := written(cell)):
        return None
    if fact.type == "date" and isinstance(cell, date):
        return (cell.date() if isinstance(cell, datetime) else cell).isoformat()
    return READERS[fact.type](fact, text, regions)


def written(cell: Cell) -> str:
    """A cell as text: a whole number without a point, a day as it is written."""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return tidy(str(cell)).removesuffix(MIDNIGHT)


def sentence(fault: Exception) -> str:
    """What is wrong with a cell, and what to write instead."""
    return message_for(fault) if isinstance(fault, InvalidAnswer) else str(fault)


def _date(fact: Fact, text: str, regions: RegionTree) -> str | None:
    try:
        return day_of({"year": text, "month": "", "day": ""})
    except InvalidAnswer as fault:
        if fault.code in ("other_calendar", "no_such_day"):
            raise
        raise WrongCellError(gettext("请写成年、月、日，例如 1941-03-02。")) from None


def _bool(fact: Fact, text: str, regions: RegionTree) -> bool:
    if text.lower() not in TRUTHS:
        raise WrongCellError(gettext("请写“是”或“否”。不知道的空着。"))
    return TRUTHS[text.lower()]


def _choice(fact: Fact, text: str, regions: RegionTree) -> str:
    if text in fact.options:
        return text
    named = [code for code, label in fact.options.items() if text in (label, gettext(label))]
    if len(named) == 1:
        return named[0]
    words = gettext("没有“{text}”这个选项。可以写：{options}。")
    listed = gettext("、").join([gettext(label) for label in fact.options.values()][:NAMED])
    raise WrongCellError(words.format(text=text[:20], options=listed))


def _choices(fact: Fact, text: str, regions: RegionTree) -> list[str]:
    if text == NOTHING:
        return []
    return list(dict.fromkeys(_choice(fact, one.strip(), regions) for one in SEVERAL.split(text) if one.strip()))


def _region(fact: Fact, text: str, regions: RegionTree) -> str:
    if text in regions:
        return text
    named = [slug for slug, region in regions.items() if text in (region.name, gettext(region.name))]
    if len(named) == 1:
        return named[0]
    words = gettext("没有“{text}”这个地区。请写县（市、区）的全名，例如“柯城区”。")
    raise WrongCellError(words.format(text=text[:20]))


def _number(fact: Fact, text: str, regions: RegionTree) -> int | float | None:
    found = number_of(text, UNITS)
    if found is None:
        return None
    whole = found == found.to_integral_value() and found.adjusted() < 18
    return int(found) if whole else float(found)


READERS: Mapping[str, Callable[[Fact, str, RegionTree], Any]] = {
    "date": _date,
    "bool": _bool,
    "choice": _choice,
    "choices": _choices,
    "region": _region,
    "integer": _number,
    "money": _number,
}
