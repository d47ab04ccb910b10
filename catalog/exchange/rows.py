"""A row of a workbook's page, read cell by cell; each fault names its sheet, row and column."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from catalog.exchange.cells import Cell, as_day, as_figure, as_flag, as_lines, as_text, as_value, as_whole
from catalog.exchange.labels import Key, Labels
from catalog.exchange.layout import SHEETS, Column, Sheet
from catalog.loading.faults import Fault, Faults
from catalog.loading.shapes import control_character
from catalog.wording import Unreadable

READERS: Mapping[str, Callable[[Cell], Any]] = {
    "text": as_text,
    "sum": as_text,
    "lines": as_lines,
    "day": as_day,
    "figure": as_figure,
    "whole": as_whole,
    "flag": as_flag,
    "value": as_value,
}
NOTHING = Cell(None, "n")


class BookFaults(Faults):
    """Faults of a workbook, told in the order of its pages, rows and columns however they are found."""

    def __init__(self) -> None:
        super().__init__()
        self._order: dict[Fault, tuple[int, int, int]] = {}

    def add_at(self, sheet: Sheet, row: int, column: int, fault: Fault) -> None:
        """Note a fault of a cell."""
        self._order[fault] = (SHEETS.index(sheet), row, column)
        self.found.append(fault)

    def raise_any(self) -> None:
        """Raise CatalogueError if there is one."""
        self.found.sort(key=lambda one: self._order.get(one, (-1, 0, 0)))
        super().raise_any()


class Row:
    """One row: its cells by the keys of their columns, read as the columns say."""

    def __init__(
        self, sheet: Sheet, number: int, cells: Mapping[str, Cell], letters: Mapping[str, str], faults: BookFaults
    ) -> None:
        self.sheet, self.number = sheet, number
        self._letters, self._faults = letters, faults
        self.broken: set[str] = set()
        self._values = {one.key: self._read(one, cells.get(one.key, NOTHING)) for one in sheet.columns}

    def __getitem__(self, key: str) -> Any:
        return self._values[key]

    def where(self, key: str) -> str:
        """The place of a cell as Excel names it."""
        said = {"sheet": self.sheet.title, "row": self.number, "column": self._letters.get(key, "?")}
        return _("%(sheet)s 第 %(row)s 行 %(column)s 列") % said

    def fault(self, key: str, message: str) -> None:
        """Note what is wrong in a cell; one fault a cell is enough."""
        if key not in self.broken:
            self.broken.add(key)
            columns = list(self._letters)
            at = columns.index(key) if key in self._letters else len(columns)
            self._faults.add_at(self.sheet, self.number, at, Fault(self.where(key), message))

    def _read(self, column: Column, cell: Cell) -> Any:
        try:
            value = READERS[column.kind](cell)
            if value in ("", None, []):
                if column.required:
                    self.fault(column.key, _("“%s”不能空着；补上它") % column.heading)
                return value
            if control_character(value):
                raise Unreadable(_("里面有看不见的控制字符；删掉这一格，重新写"))
            return _within_limits(column, value)
        except Unreadable as fault:
            self.fault(column.key, str(fault))
            return None

    def refer(self, key: str, labels: Labels[Key]) -> Key | None:
        """The thing that a cell names; None, and a fault, where there is none of the name."""
        text = self[key]
        if not text:
            return None
        found = labels.find(text)
        if found is None:
            self.fault(key, unknown(self.sheet[key].heading, text, labels))
        return found


def _within_limits(column: Column, value: Any) -> Any:
    if column.field is None:
        return value
    try:
        column.field.clean(value, None)
    except ValidationError as fault:
        raise Unreadable("；".join(fault.messages)) from None
    return value


def unknown(what: str, text: str, labels: Labels[Any]) -> str:
    """That nothing has a name, and what was perhaps meant."""
    meant = _("或").join(f"“{one}”" for one in labels.like(text))
    said = {"what": what, "text": text.strip(), "meant": meant}
    if labels.is_shared(text):
        return _("%(what)s叫“%(text)s”的不止一个；写成%(meant)s") % said
    if meant:
        return _("没有叫“%(text)s”的%(what)s；是不是%(meant)s？") % said
    return _("没有叫“%(text)s”的%(what)s；改成已有的名称，或先加上它") % said
