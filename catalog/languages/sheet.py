"""A language as a spreadsheet: out to a translator, and in again once every row is right."""

from __future__ import annotations

import zipfile
from io import BytesIO

from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils.exceptions import InvalidFileException

from catalog.exchange.guarding import guard, guard_strings, refuse
from catalog.exchange.workbook import put
from catalog.languages.texts import GROUPS, texts
from catalog.languages.writing import fault_of, rows
from catalog.loading.faults import CatalogueError, Fault
from catalog.models import Language

WIDTHS = {"A": 14, "B": 60, "C": 60, "D": 60}
HEADS = ("种类", "中文", "英文", "译文")
SOURCE, TEXT = 1, 3
MOST_ROWS = 20_000


def workbook(language: Language) -> bytes:
    """Every text, with its English for orientation and its translation as far as there is one."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = language.code[:30]
    for column, width in WIDTHS.items():
        page.column_dimensions[column].width = width
    for at, head in enumerate(HEADS, start=1):
        put(page.cell(1, at), head)
        page.cell(1, at).font = Font(bold=True)
    for number, row in enumerate(rows(language), start=2):
        cells = (str(GROUPS[row.group][0]), row.source, english(row.source), row.text)
        for at, text in enumerate(cells, start=1):
            put(page.cell(number, at), text)
            page.cell(number, at).alignment = Alignment(vertical="top", wrap_text=True)
    page.freeze_panes = "A2"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def english(source: str) -> str:
    """A text in English, for a translator who does not read Chinese."""
    with override("en"):
        return _(source)


def read(content: bytes) -> dict[str, str]:
    """The translations of a workbook by their Chinese; raises CatalogueError with the row of each fault."""
    guard(content)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            guard_strings(archive)
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
        lines = [
            [str(cell or "").strip() for cell in line]
            for line in book.worksheets[0].iter_rows(max_col=len(HEADS), max_row=MOST_ROWS, values_only=True)
        ]
    except (InvalidFileException, KeyError, ValueError, OSError, IndexError):
        raise refuse(_("文件打不开；重新下载一份，把译文填进去再上传")) from None
    if not lines or tuple(lines[0]) != HEADS:
        raise refuse(_("第一行要是：%(heads)s；请用从这里下载的表格") % {"heads": "、".join(HEADS)})
    return _checked(lines[1:])


def _checked(lines: list[list[str]]) -> dict[str, str]:
    known = {one.source for one in texts()}
    faults, found = [], {}
    for number, line in enumerate(lines, start=2):
        source, text = line[SOURCE], line[TEXT]
        if not any(line):
            continue
        fault = _("“中文”这一列被改过，目录里没有这句话；请照下载的表格改回去") if source not in known else ""
        if fault := fault or fault_of(source, text):
            faults.append(Fault(_("第 %(row)s 行") % {"row": number}, fault))
        found[source] = text
    if faults:
        raise CatalogueError(faults)
    return found
