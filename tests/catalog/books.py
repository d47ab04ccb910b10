"""Workbooks for tests: opened, changed cell by cell, and put together part by part."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from catalog.exchange.labels import Names
from catalog.exchange.reading import Reading, read_workbook
from catalog.exchange.workbook import workbook_of
from catalog.loading import CatalogueError, Fault

Data = dict[str, Any]
Change = Callable[[Workbook], object]
SHEET = "xl/worksheets/sheet{}.xml"


def book_of(data: Data) -> bytes:
    return workbook_of(data, Names())


def changed(data: Data, change: Change) -> bytes:
    """A list's workbook after somebody worked on it."""
    book = load_workbook(BytesIO(book_of(data)))
    change(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def read(content: bytes) -> Reading:
    return read_workbook(content, Names())


def faults(content: bytes) -> tuple[Fault, ...]:
    with pytest.raises(CatalogueError) as caught:
        read(content)
    return caught.value.faults


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(files: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def column(book: Workbook, sheet: str, heading: str) -> str:
    """The letter of a column by its heading."""
    for cell in book[sheet][1]:
        if str(cell.value).removesuffix("（必填）") == heading:
            return str(cell.column_letter)
    raise AssertionError(heading)


def put(sheet: str, heading: str, row: int, value: object) -> Change:
    """Writes one cell as Excel would."""

    def change(book: Workbook) -> None:
        book[sheet][f"{column(book, sheet, heading)}{row}"].value = value

    return change
