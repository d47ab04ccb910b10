"""Dates and numbers as people type them: full-width digits, spaces, 1941年3月2日 in one, 1,552.50 元."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Mapping
from decimal import Decimal

from catalog.rules import InvalidAnswer

WHOLE_DATE = re.compile(r"(\d{4})[年./\-,、 ]+(\d{1,2})[月./\-,、 ]+(\d{1,2}) *[日号]?|(\d{4})(\d{2})(\d{2})")
NUMBER = re.compile(r"-?\d+(\.\d*)?|-?\.\d+")
OTHER_CALENDARS = ("民国", "农历", "阴历", "康熙", "宣统")
TEN_THOUSAND = "万"


def tidy(text: str) -> str:
    """Half-width, without blanks at the ends and without characters that cannot be seen."""
    shown = "".join(one for one in unicodedata.normalize("NFKC", text) if unicodedata.category(one)[0] != "C")
    return shown.strip()


def day_of(parts: Mapping[str, str]) -> str | None:
    """The date typed in three inputs, as ISO text; None where nothing was typed.

    Raises InvalidAnswer with other_calendar, part_missing, bad_year, bad_month, bad_day or no_such_day,
    and `part`, the input to look at.
    """
    typed = {part: tidy(text) for part, text in parts.items()}
    if any(word in text for text in typed.values() for word in OTHER_CALENDARS):
        raise InvalidAnswer("other_calendar", part="year")
    if not (typed["month"] or typed["day"]) and (whole := WHOLE_DATE.fullmatch(typed["year"])):
        found = [one for one in whole.groups() if one]
        typed = dict(zip(typed, found, strict=True))
    if not any(typed.values()):
        return None
    return _day(*(_part(part, typed[part]) for part in ("year", "month", "day")))


def _part(part: str, text: str) -> int:
    digits = text.rstrip("年月日号 ").strip()
    if not digits:
        raise InvalidAnswer(f"no_{part}", part=part)
    if not re.fullmatch(r"\d{1,4}", digits) or (part == "year" and len(digits) != 4):
        raise InvalidAnswer(f"bad_{part}", part=part)
    return int(digits)


def _day(year: int, month: int, day: int) -> str:
    if not year:
        raise InvalidAnswer("bad_year", part="year")
    if not 1 <= month <= 12:
        raise InvalidAnswer("bad_month", part="month")
    if not 1 <= day <= 31:
        raise InvalidAnswer("bad_day", part="day")
    if day > monthrange(year, month)[1]:
        raise InvalidAnswer("no_such_day", part="day", year=year, month=month, day=day)
    return f"{year:04}-{month:02}-{day:02}"


def number_of(text: str, units: str) -> Decimal | None:
    """The number typed, without separators and unit words; None where nothing was typed.

    Raises InvalidAnswer with not_a_number.
    """
    plain = re.sub(r"[,\s¥￥_']", "", tidy(text)).removesuffix("钱")
    if not plain:
        return None
    plain = re.sub(f"({units})$", "", plain)
    factor = Decimal(10_000) if plain.endswith(TEN_THOUSAND) else Decimal(1)
    plain = plain.removesuffix(TEN_THOUSAND)
    if len(plain) > 40 or not NUMBER.fullmatch(plain):
        raise InvalidAnswer("not_a_number")
    return Decimal(plain) * factor
