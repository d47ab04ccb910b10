"""What stands in a cell, as the text, number or date that a list keeps."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from catalog.models.fields import with_plain_breaks
from catalog.wording import YES_OR_NO, Unreadable

MOST_CHARACTERS = 32767
EXACT = 10**15
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's value with Excel's letter for its type: f a formula, e an error."""

    value: Any
    type: str = "s"


def written(text: str) -> str:
    """A text as a cell stores it: control characters escaped as the format asks, line breaks plain."""
    return ILLEGAL.sub(lambda found: f"_x{ord(found[0]):04X}_", with_plain_breaks(text))


def fits(text: str) -> bool:
    """Whether a cell can hold a text; Excel counts characters outside the BMP twice."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2 <= MOST_CHARACTERS


def as_text(cell: Cell) -> str:
    """The text of a cell; a number as it is written; blanks alone are nothing."""
    match cell:
        case Cell(type="f"):
            raise Unreadable(_("这一格是公式，不能读；复制它，再用“选择性粘贴—数值”粘贴回来"))
        case Cell(type="e"):
            raise Unreadable(_("这一格是 Excel 的错误值“%s”；改成文字或数字") % cell.value)
        case Cell(value=date() | time() | timedelta()):
            said = str(cell.value).removesuffix(" 00:00:00")
            raise Unreadable(_("Excel 把这一格变成了日期或时间（%s）；把单元格格式改成“文本”，再重新写") % said)
        case Cell(value=str(text)):
            plain = with_plain_breaks(ESCAPED.sub(lambda found: chr(int(found[1], 16)), text))
            return plain if plain.strip() else ""
        case Cell(value=bool()):
            return str(cell.value).upper()
        case Cell(value=int() | float()):
            return _number(cell.value)
    return ""


def _number(value: float) -> str:
    if not math.isfinite(value) or abs(value) >= EXACT:
        raise Unreadable(_("数字太长，Excel 会改掉后面几位；把单元格格式改成“文本”，再重新写"))
    return format(Decimal(repr(value)).normalize(), "f")


def as_lines(cell: Cell) -> list[str]:
    """The lines of a cell, without empty ones."""
    return [line for line in as_text(cell).split("\n") if line.strip()]


def as_day(cell: Cell) -> str:
    """A date, as Excel's own or as text, in the form 2023-07-01."""
    if isinstance(cell.value, datetime) and cell.value.time() == time():
        return cell.value.date().isoformat()
    if isinstance(cell.value, date) and not isinstance(cell.value, datetime):
        return cell.value.isoformat()
    text = _narrow(as_text(cell))
    found = DAY.fullmatch(text)
    try:
        return date(*map(int, found.groups())).isoformat() if found else _refuse_day(text)
    except ValueError:
        return _refuse_day(text)


def _refuse_day(text: str) -> str:
    if text:
        raise Unreadable(_("日期要写成 2023-07-01 这样，现在是“%s”") % text)
    return ""


def as_figure(cell: Cell) -> str:
    """A number as the document has it."""
    text = _narrow(as_text(cell))
    if text and not re.fullmatch(r"[0-9]+(\.[0-9]+)?", text):
        raise Unreadable(_("这里要写数字，例如 1035 或 0.5，不写单位，现在是“%s”") % text)
    return text


def as_whole(cell: Cell) -> int | None:
    """A whole number, or nothing."""
    text = _narrow(as_text(cell))
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,6}", text):
        raise Unreadable(_("这里要写整数，例如 1 或 12，现在是“%s”") % text)
    return int(text)


def as_flag(cell: Cell) -> bool:
    """Yes or no; nothing is no."""
    text = as_text(cell).strip().lower()
    if text and text not in YES_OR_NO:
        raise Unreadable(_("这里只能写“是”或“否”，现在是“%s”") % text)
    return YES_OR_NO.get(text, False)


def as_value(cell: Cell) -> Any:
    """A condition's value: a date, a truth or a whole number as such, all else as text."""
    match cell:
        case Cell(type="s" | "b" | "n", value=bool() | int()):
            as_text(cell)
            return cell.value
        case Cell(type="n", value=float(number)) if number.is_integer() and abs(number) < EXACT:
            return int(number)
        case Cell(value=date()):
            return date.fromisoformat(as_day(cell)) if as_day(cell) else ""
    return as_text(cell)


def _narrow(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()
