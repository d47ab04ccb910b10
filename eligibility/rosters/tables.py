"""An uploaded file as lines of cells: CSV in the encodings that Excel and WPS write, or a plain workbook."""

from __future__ import annotations

import csv
import logging
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO, StringIO
from pathlib import PurePath
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from catalog.exchange.guarding import MOST_BYTES, OLD_OFFICE, ZIP, guard, guard_strings, too_big
from catalog.exchange.surveying import survey
from catalog.loading.faults import CatalogueError

MOST_ROWS, MOST_COLUMNS = 5000, 200
ENCODINGS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
FORMULA = "f"
logger = logging.getLogger("rosters")


class RosterError(ValueError):
    """A file that is not read at all; the message says why, and what to do."""


@dataclass(frozen=True)
class Formula:
    """A cell that Excel works out."""


Cell = object  # a text, a number, a truth, a date, a Formula, or None
Line = tuple[int, list[Cell]]


@dataclass(frozen=True)
class Table:
    """The lines of a file with their numbers, the first of them the headings."""

    lines: list[Line]
    notices: tuple[str, ...] = ()


def read_table(name: str, content: bytes) -> Table:
    """The cells of an uploaded file; raises RosterError."""
    if not content:
        raise RosterError(_("文件是空的。请重新导出或重新保存一次，再上传。"))
    if len(content) > MOST_BYTES:
        raise RosterError(too_big(len(content)))
    ending = PurePath(name).suffix.lower()
    if ending == ".xlsx" or content.startswith((ZIP, OLD_OFFICE)):
        return _workbook(content)
    if ending in (".csv", ".txt"):
        return Table(_limited(_csv_lines(_decoded(content))))
    raise RosterError(_("只能上传 .csv 或 .xlsx 文件。请用 Excel 或 WPS 另存为其中一种，再上传。"))


def _decoded(content: bytes) -> str:
    for encoding in (ENCODINGS.get(content[:2]), "utf-8-sig", "gb18030"):
        try:
            if encoding and "\x00" not in (text := content.decode(encoding)):
                return text
        except UnicodeDecodeError:
            continue
    raise RosterError(_("文字读不出来。请用记事本打开，另存为 UTF-8，再上传。"))


def _csv_lines(text: str) -> Iterator[Line]:
    head = text.split("\n", 1)[0]
    reader = csv.reader(StringIO(text, newline=""), delimiter=max(",\t;", key=head.count), strict=True)
    try:
        for cells in reader:
            yield reader.line_num, list(cells)
    except csv.Error:
        words = _("第 {line} 行读不了，多半是引号没有配对。请用 Excel 打开，改好再保存。")
        raise RosterError(words.format(line=reader.line_num)) from None


def _limited(lines: Iterator[Line]) -> list[Line]:
    """The lines that have something in them; raises RosterError where they are too many."""
    found: list[Line] = []
    for number, cells in lines:
        if any(cell is not None and str(cell).strip() for cell in cells):
            found.append((number, cells))
        if len(found) > MOST_ROWS + 1:
            raise RosterError(_("一次最多 {most} 人。请分成几份上传。").format(most=MOST_ROWS))
        if len(cells) > MOST_COLUMNS:
            raise RosterError(_("一行最多 {most} 列。请删掉多余的列。").format(most=MOST_COLUMNS))
    return found


def _workbook(content: bytes) -> Table:
    try:
        guard(content)
        return _sheet(content)
    except RosterError:
        raise
    except CatalogueError as error:
        raise RosterError(str(error)) from None
    # A file made to break a reader breaks it in ways that nobody can list.
    except Exception as fault:
        logger.warning("workbook refused: %s", type(fault).__name__)
        raise RosterError(_("文件读不了，里面可能坏了。请用 Excel 或 WPS 打开，另存为新的工作簿。")) from None


def _sheet(content: bytes) -> Table:
    """The first page that can be seen."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        guard_strings(archive)
    book = load_workbook(BytesIO(content), read_only=True, data_only=False, keep_links=False)
    try:
        seen: list[Any] = [page for page in book.worksheets if page.sheet_state == "visible"]
        if not seen:
            raise RosterError(_("工作簿里没有表格。请看看是不是选错了文件。"))
        page = seen[0]
        with zipfile.ZipFile(BytesIO(content)) as archive, archive.open(page._worksheet_path) as part:
            found = survey(part)
        if found.merged:
            words = _("有合并的单元格：{where}。请取消合并，每一格都写上内容。")
            raise RosterError(words.format(where=found.merged[0]))
        if found.last_row > 2 * MOST_ROWS:
            raise RosterError(_("一次最多 {most} 人。请分成几份上传。").format(most=MOST_ROWS))
        page.reset_dimensions()
        rows = page.iter_rows(max_row=max(found.last_row, 1), max_col=min(max(found.last_column, 1), MOST_COLUMNS + 1))
        lines = _limited((number, [_value(cell) for cell in row]) for number, row in enumerate(rows, start=1))
    finally:
        book.close()
    notice = _("只读了第一页“{page}”，别的页没有读。").format(page=page.title)
    return Table(lines, (notice,) if len(seen) > 1 else ())


def _value(cell: Any) -> Cell:
    return Formula() if cell.data_type == FORMULA else cell.value
