"""An uploaded workbook as a list's data, with every fault by its sheet, row and column."""

from __future__ import annotations

import logging
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from catalog.exchange.assembling import Assembly
from catalog.exchange.cells import Cell
from catalog.exchange.guarding import guard, guard_strings, refuse
from catalog.exchange.labels import Names
from catalog.exchange.layout import GLOSSARY, GUIDE, REQUIRED, SHEETS, Sheet
from catalog.exchange.rows import BookFaults, Row
from catalog.exchange.surveying import Survey, survey
from catalog.loading.faults import CatalogueError, Faults

MOST_ROWS, MOST_COLUMNS = 5000, 40
MOST_FAULTS = 200
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Reading:
    """A file's data, and what its sender should know about how it was read."""

    data: Any
    notices: tuple[str, ...] = ()


def read_workbook(content: bytes, names: Names) -> Reading:
    """The list in a workbook; raises CatalogueError with every fault found."""
    guard(content)
    try:
        return _read(content, names)
    except CatalogueError:
        raise
    # A file made to break a reader breaks it in ways that nobody can list; the sender learns that it is not readable.
    except Exception as fault:
        log.warning("workbook refused: %s", type(fault).__name__)
        raise refuse(_("文件读不了，里面可能坏了；用 Excel 或 WPS 打开，另存为新的工作簿再上传")) from None


def _read(content: bytes, names: Names) -> Reading:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        guard_strings(archive)
    book = load_workbook(BytesIO(content), read_only=True, data_only=False, keep_links=False)
    faults, notices = BookFaults(), []
    try:
        pages = {page.title.strip(): page for page in book.worksheets}
        if missing := [one.title for one in SHEETS if one.title not in pages]:
            raise refuse(_missing(missing))
        known = {GUIDE, GLOSSARY, *(one.title for one in SHEETS)}
        notices += [_("“%s”这一页不认识，没有读") % one for one in book.sheetnames if one.strip() not in known]
        rows = {}
        with zipfile.ZipFile(BytesIO(content)) as archive:
            for sheet in SHEETS:
                page: Any = pages[sheet.title]
                with archive.open(page._worksheet_path) as part:
                    found = survey(part)
                notices += _hidden(sheet, found, page.sheet_state)
                rows[sheet.key] = _rows(sheet, page, found, faults)
    finally:
        book.close()
    assembly = Assembly(rows, names, faults)
    data = assembly.data()
    faults.raise_any()
    return Reading(data, (*notices, *assembly.notices))


def _missing(titles: list[str]) -> str:
    if len(titles) == len(SHEETS):
        return _("这份表格不是从这里导出的格式；先下载空白表格，照着填")
    return _("缺少这几页：%s；从导出的文件里复制过来，页名不要改") % "、".join(titles)


def _hidden(sheet: Sheet, found: Survey, state: str) -> list[str]:
    told = []
    if state != "visible":
        told.append(_("“%s”这一页是隐藏的，也读了") % sheet.title)
    if found.hidden_rows:
        said = {"sheet": sheet.title, "count": len(found.hidden_rows), "first": found.hidden_rows[0]}
        told.append(_("“%(sheet)s”有 %(count)s 行是隐藏的（从第 %(first)s 行起），也读了") % said)
    if found.hidden_columns:
        told.append(_("“%s”有隐藏的列，也读了") % sheet.title)
    return told


def _rows(sheet: Sheet, page: Any, found: Survey, faults: BookFaults) -> list[Row]:
    if found.last_row > MOST_ROWS or found.last_column > MOST_COLUMNS:
        said = {"row": found.last_row, "column": get_column_letter(max(found.last_column, 1))}
        limits = {"rows": MOST_ROWS, "columns": get_column_letter(MOST_COLUMNS)}
        message = _("内容到了第 %(row)s 行、%(column)s 列，最多 %(rows)s 行、到 %(columns)s 列；删掉多余的内容")
        faults.add(sheet.title, message % {**said, **limits})
        return []
    for one in found.merged:
        faults.add(f"{sheet.title} {one}", _("单元格合并了；取消合并，每一格都写上内容"))
    page.reset_dimensions()
    lines = page.iter_rows(max_row=max(found.last_row, 1), max_col=max(found.last_column, 1))
    letters = _headings(sheet, next(lines, ()), faults)
    if letters is None:
        return []
    rows = []
    for number, line in enumerate(lines, start=2):
        cells = {key: Cell(line[at].value, line[at].data_type) for key, at in letters.items() if at < len(line)}
        if any(cell.value is not None and str(cell.value).strip() for cell in cells.values()):
            named = {key: get_column_letter(at + 1) for key, at in letters.items()}
            rows.append(Row(sheet, number, cells, named, faults))
    return rows


def _headings(sheet: Sheet, line: tuple[Any, ...], faults: Faults) -> Mapping[str, int] | None:
    """The columns by their keys, from 0; None, and faults, where the headings do not tell them."""
    expected = {one.heading: one.key for one in sheet.columns}
    found: dict[str, int] = {}
    count = len(faults.found)
    for at, cell in enumerate(line):
        heading = "".join(str(cell.value or "").split()).removesuffix(REQUIRED)
        said = {"sheet": sheet.title, "column": get_column_letter(at + 1)}
        where, key = _("%(sheet)s 第 1 行 %(column)s 列") % said, expected.get(heading)
        if heading and key is None:
            faults.add(where, _("不认识标题“%s”；改回原来的标题，或删掉这一列") % heading)
        elif key in found:
            faults.add(where, _("标题“%s”写了两次；删掉一列") % heading)
        elif key is not None:
            found[key] = at
    if lost := [one.heading for one in sheet.columns if one.key not in found]:
        where = _("%(sheet)s 第 1 行") % {"sheet": sheet.title}
        faults.add(where, _("缺少标题：%s；从导出的文件里复制第一行过来") % "、".join(lost))
    return None if len(faults.found) > count else found
