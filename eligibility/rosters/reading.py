"""A roster as people and faults: a row a resident, `resident_id` in front, facts by their codes or their names.

As contract/interfaces.md has it: an empty cell is unknown, `-` is none of the options, several are joined by `|`; other
columns travel along. A row with a fault is left out and told, with line and column; the others count.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from catalog.rules import Fact, InvalidAnswer, Screener, read_answer
from eligibility.rosters.cells import WrongCellError, answer, sentence, written
from eligibility.rosters.tables import Cell, Formula, Line, RosterError, read_table

IDS, NAMES = ("resident_id", "编号"), ("name", "姓名", "老人姓名")
LONGEST_ID, LONGEST_NAME = 40, 30
EXACT = 10**15  # whole numbers from here on have lost digits in Excel
NOT_USED = 10

__all__ = ["Fault", "Roster", "RosterError", "Row", "read_roster"]


@dataclass(frozen=True)
class Fault:
    """What is wrong with one cell: where, and what to write."""

    line: int
    column: str
    message: str


@dataclass(frozen=True)
class Row:
    """One resident: whose row it is, and what is known as JSON values."""

    line: int
    resident_id: str
    name: str
    facts: dict[str, Any]


@dataclass(frozen=True)
class Roster:
    """What a file says: everybody whose row can be read, the faults of the others, and what was left aside."""

    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notices: tuple[str, ...] = ()

    @property
    def faulty(self) -> int:
        """How many rows are left out."""
        return len({one.line for one in self.faults})


@dataclass(frozen=True)
class _Columns:
    """Where in a line what stands."""

    id: int
    name: int | None
    facts: Mapping[int, Fact]
    headings: list[str]


def read_roster(name: str, content: bytes, screener: Screener, as_of: date) -> Roster:
    """Everybody in an uploaded file; raises RosterError where it is not read at all."""
    table = read_table(name, content)
    if not table.lines:
        raise RosterError(_("文件里没有内容。第一行写标题，下面一行一位老人。"))
    columns, unused = _columns(table.lines[0][1], screener)
    if len(table.lines) == 1:
        raise RosterError(_("只有标题，没有老人。请从第二行起，一行写一位老人。"))
    found, seen = Roster(notices=(*table.notices, *_told(unused))), dict[str, int]()
    for line in table.lines[1:]:
        row, faults = _row(line, columns, screener, as_of, seen)
        found.faults.extend(faults)
        if not faults:
            found.rows.append(row)
    return found


def _told(unused: list[str]) -> tuple[str, ...]:
    """The columns that travel along unread."""
    if not unused:
        return ()
    listed = "、".join(unused[:NOT_USED]) + ("……" if len(unused) > NOT_USED else "")
    return (_("这些列没有用到：{columns}。要用的，看看标题写得对不对。").format(columns=listed),)


def _columns(line: list[Cell], screener: Screener) -> tuple[_Columns, list[str]]:
    """What each column holds, and the headings that nobody knows; raises RosterError where they do not tell it."""
    headings = ["" if cell is None else written(cell) for cell in line]
    by_name = {str(_(fact.name)): fact for fact in screener.facts.values()}
    by_name |= {fact.name: fact for fact in screener.facts.values()}
    known: dict[int, Fact] = {}
    ids, names, unused = [], [], []
    for at, heading in enumerate(headings):
        fact = screener.facts.get(heading) or by_name.get(heading)
        if heading in (*IDS, _("编号")):
            ids.append(at)
        elif heading in (*NAMES, _("姓名")):
            names.append(at)
        elif fact is not None:
            known[at] = fact
        elif heading:
            unused.append(heading[:20])
    if len(ids) != 1:
        raise RosterError(_("第一行里要有一列、也只能有一列叫“resident_id”或“编号”。"))
    codes = [fact.code for fact in known.values()]
    if twice := next((headings[at] for at, fact in known.items() if codes.count(fact.code) > 1), None):
        raise RosterError(_("“{column}”有两列。请删掉一列。").format(column=twice))
    if not known:
        raise RosterError(_("没有一列是老人的情况。请照空白表的标题写，例如“出生日期”“户籍地”。"))
    return _Columns(ids[0], names[0] if names else None, known, headings), unused


def _row(
    line: Line, columns: _Columns, screener: Screener, as_of: date, seen: dict[str, int]
) -> tuple[Row, list[Fault]]:
    number, cells = line
    faults = []
    resident = _cell(cells, columns.id)
    if wrong := _wrong_id(resident, number, seen):
        faults.append(Fault(number, columns.headings[columns.id], wrong))
    facts: dict[str, Any] = {}
    for at, fact in columns.facts.items():
        try:
            raw = answer(fact, _cell(cells, at), screener.regions)
            if raw is not None:
                read_answer(fact, raw, as_of, screener.regions)
                facts[fact.code] = raw
        except (InvalidAnswer, WrongCellError) as fault:
            faults.append(Fault(number, columns.headings[at], sentence(fault)))
    name = "" if columns.name is None else _name(_cell(cells, columns.name))
    return Row(number, "" if resident is None else written(resident), name, facts), faults


def _name(cell: Cell) -> str:
    """A name as it is written: no character of it becomes another."""
    text = "" if cell is None or isinstance(cell, Formula) else str(cell)
    seen = "".join(" " if unicodedata.category(one)[0] in "CZ" else one for one in text)
    return " ".join(seen.split())[:LONGEST_NAME]


def _cell(cells: list[Cell], at: int) -> Cell:
    return cells[at] if at < len(cells) else None


def _wrong_id(cell: Cell, number: int, seen: dict[str, int]) -> str:
    """What is wrong with a resident's number; nothing where it stands here for the first time."""
    text = "" if cell is None or isinstance(cell, Formula) else written(cell)
    if not text:
        return _("没有编号。请写上编号。")
    if len(text) > LONGEST_ID:
        return _("编号太长，最多 {most} 个字。").format(most=LONGEST_ID)
    if isinstance(cell, int | float) and abs(cell) >= EXACT:
        return _("Excel 把这个长编号当成了数，后几位已经变了。请把这一列设为“文本”，重新填。")
    if text in seen:
        return _("编号和第 {line} 行一样。请改成不同的编号。").format(line=seen[text])
    seen[text] = number
    return ""
