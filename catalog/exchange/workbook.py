"""Cells to an Excel file that a clerk can read and edit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any
from unicodedata import east_asian_width

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from catalog.exchange.cells import fits, written
from catalog.exchange.guide import GUIDE_LINES, glossary
from catalog.exchange.labels import Names
from catalog.exchange.layout import GLOSSARY, GUIDE, SHEETS, Column, Sheet
from catalog.exchange.tables import Cells, Data, Held, Tables
from catalog.loading.faults import Fault, Faults

LINE_HEIGHT, HIGHEST = 15, 409
LAST_OFFERED = 3000  # drop-downs reach this far down
TRIGGERS = ("=", "+", "-", "@", "\t", "\r")
AnyCell = Cell | MergedCell
LINE = Side(style="thin", color="FFD0D7DE")
HEAD = {"font": Font(bold=True, color="FFFFFFFF"), "fill": PatternFill("solid", fgColor="FF264B5D")}
OPTIONAL = {"font": Font(bold=True, color="FF1F2933"), "fill": PatternFill("solid", fgColor="FFDCE6EB")}
GREY = {"font": Font(color="FF6B7280"), "fill": PatternFill("solid", fgColor="FFF3F4F6")}
BODY = Alignment(vertical="top", wrap_text=True)
MENUS_OF_SHEETS = {"parameters": ("参数", "A"), "benefits": ("待遇", "B")}


def workbook_of(data: Data, names: Names) -> bytes:
    """A list as an Excel file, or an empty form; raises CatalogueError for a text too long for a cell."""
    book = Workbook()
    book.remove(book.worksheets[0])
    _guide(book.create_sheet(GUIDE))
    rows = Tables(data, names).rows()
    faults = Faults()
    for sheet in SHEETS:
        _too_long(sheet, rows[sheet.key], faults)
    faults.raise_any()
    menus = _menus(names)
    for sheet in SHEETS:
        _fill(book.create_sheet(sheet.title), sheet, rows[sheet.key], menus)
    _glossary(book.create_sheet(GLOSSARY), names)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _too_long(sheet: Sheet, rows: Sequence[Cells], faults: Faults) -> None:
    for number, row in enumerate(rows, start=2):
        for key, held in row.items():
            if isinstance(held, str) and not fits(written(held)):
                said = {"sheet": sheet.title, "row": number, "column": sheet[key].heading}
                where = _("%(sheet)s 第 %(row)s 行 %(column)s") % said
                faults.found.append(Fault(where, _("文字太长，Excel 的一格放不下；改用 YAML 导出，或先缩短它")))


def _fill(page: Worksheet, sheet: Sheet, rows: Sequence[Cells], menus: Mapping[str, str]) -> None:
    for at, column in enumerate(sheet.columns, start=1):
        letter = get_column_letter(at)
        page.column_dimensions[letter].width = column.width
        page.column_dimensions[letter].number_format = "@"
        _head(page.cell(1, at), column.title, HEAD if column.required else OPTIONAL)
        if column.menu:
            page.add_data_validation(_offer(column, menus[column.menu], f"{letter}2:{letter}{LAST_OFFERED}"))
        for number, row in enumerate(rows, start=2):
            _body(page.cell(number, at), row.get(column.key, ""), column)
    widths = {one.key: one.width for one in sheet.columns}
    for number, row in enumerate(rows, start=2):
        page.row_dimensions[number].height = _height((str(held), widths[key]) for key, held in row.items())
    page.freeze_panes = "B2"
    page.row_dimensions[1].height = 32
    _for_paper(page)


def _height(cells: Iterable[tuple[str, int]]) -> float:
    """A height that shows every line of a row; not every program finds it by itself."""
    lines = [sum(max(1, -(-_breadth(line) // max(width - 2, 1))) for line in text.split("\n")) for text, width in cells]
    return min(LINE_HEIGHT * max(lines, default=1) + 3, HIGHEST)


def _breadth(line: str) -> int:
    """How many columns of letters a line takes: a Chinese character takes two."""
    return sum(2 if east_asian_width(one) in "WFA" else 1 for one in line)


def _for_paper(page: Worksheet) -> None:
    page.print_title_rows = "1:1"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _head(cell: AnyCell, text: str, style: Mapping[str, Any]) -> None:
    put(cell, text)
    cell.font, cell.fill = style["font"], style["fill"]
    cell.alignment = Alignment(vertical="center", wrap_text=True)


def _body(cell: AnyCell, held: Held, column: Column) -> None:
    put(cell, held)
    cell.alignment = BODY
    cell.border = Border(bottom=LINE)
    if column.grey:
        cell.font, cell.fill = GREY["font"], GREY["fill"]


def put(cell: AnyCell, held: Held) -> None:
    """Write a text that stays text, whatever it begins with, or a whole number."""
    cell.number_format = "@"
    if isinstance(held, int):
        cell.value, cell.number_format = held, "0"
    elif held:
        cell.value = written(held)
        cell.data_type = "s"
        cell.quotePrefix = held.startswith(TRIGGERS)


def _offer(column: Column, source: str, cells: str) -> DataValidation:
    closed = column.menu not in MENUS_OF_SHEETS
    offer = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=closed, sqref=cells)
    offer.errorTitle, offer.error = "只能从列表里选", f"“{column.heading}”请从下拉列表里选一个。"
    return offer


def _menus(names: Names) -> dict[str, str]:
    """Where each drop-down finds its list."""
    own = MENUS_OF_SHEETS.items()
    menus = {name: f"'{title}'!${column}$2:${column}${LAST_OFFERED}" for name, (title, column) in own}
    for at, (name, _heading, listed) in enumerate(_lists(names), start=len(glossary(names).headings) + 2):
        letter = get_column_letter(at)
        menus[name] = f"'{GLOSSARY}'!${letter}$2:${letter}${len(listed) + 1}"
    return menus


def _lists(names: Names) -> list[tuple[str, str, list[str]]]:
    headings = {
        "facts": "情况",
        "relations": "关系",
        "regions": "地区",
        "terms": "用语",
        "kinds": "标准的种类",
        "periods": "周期",
        "modes": "怎么取",
        "yes_no": "是或否",
    }
    return [(name, headings[name], listed or [""]) for name, listed in names.menus().items()]


def _glossary(page: Worksheet, names: Names) -> None:
    """What may be written where: each fact with its relations and values, then the closed lists."""
    words = glossary(names)
    columns = [*zip(words.headings, words.widths, zip(*words.rows, strict=True), strict=True), ("", 4, ())]
    columns += [(heading, 22, tuple(listed)) for _name, heading, listed in _lists(names)]
    for at, (heading, width, held) in enumerate(columns, start=1):
        page.column_dimensions[get_column_letter(at)].width = width
        if heading:
            _head(page.cell(1, at), heading, OPTIONAL)
        for number, one in enumerate(held, start=2):
            put(page.cell(number, at), one)
            page.cell(number, at).alignment = BODY
    for number, row in enumerate(words.rows, start=2):
        page.row_dimensions[number].height = _height(zip(row, words.widths, strict=True))
    page.freeze_panes = "B2"
    _for_paper(page)


def _guide(page: Worksheet) -> None:
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 18, 92
    page.sheet_view.showGridLines = False
    for number, (heading, text) in enumerate(GUIDE_LINES, start=1):
        put(page.cell(number, 1), heading)
        put(page.cell(number, 2), text)
        page.cell(number, 1).font = Font(bold=True, size=16 if number == 1 else 11)
        for column in (1, 2):
            page.cell(number, column).alignment = BODY
        page.row_dimensions[number].height = max(_height([(text, 92)]), 30 if number == 1 else 0)
    page.cell(1, 1).alignment = Alignment(vertical="top", wrap_text=False)
    _for_paper(page)
