"""Files of residents, as Excel, WPS and programs write them."""

from io import BytesIO
from typing import Any

from openpyxl import Workbook

HEAD = ("resident_id", "name", "birth_date", "hukou", "disability_grade", "honours", "dementia", "household_income")
ROW = ("QZ0001", "王桂英", "1941-03-02", "kecheng", "none", "veteran|martyr_family", "true", "1552.50")


def csv(*rows: tuple[str, ...], head: tuple[str, ...] = HEAD, encoding: str = "utf-8", separator: str = ",") -> bytes:
    """A text file."""
    return "\r\n".join(separator.join(row) for row in (head, *rows)).encode(encoding)


def workbook(*rows: tuple[Any, ...], head: tuple[str, ...] = HEAD) -> bytes:
    """A workbook of one page."""
    book, out = Workbook(), BytesIO()
    page = book.active
    assert page is not None
    for row in (head, *rows):
        page.append(row)
    book.save(out)
    return out.getvalue()
