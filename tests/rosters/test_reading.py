"""Rosters: every way in which they are written, and every fault by its line and column."""

import re
from datetime import date, datetime

import pytest

from eligibility.rosters import RosterError, tables
from tests.rosters.conftest import Read
from tests.rosters.rosters import HEAD, ROW, csv, workbook

FACTS = {
    "birth_date": "1941-03-02",
    "hukou": "kecheng",
    "disability_grade": "none",
    "honours": ["veteran", "martyr_family"],
    "dementia": True,
    "household_income": 1552.5,
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_file_in_every_encoding_that_excel_and_wps_write(read: Read, encoding: str) -> None:
    (row,) = read(csv(ROW, encoding=encoding)).rows
    assert (row.line, row.resident_id, row.name, row.facts) == (2, "QZ0001", "王桂英", FACTS)


@pytest.mark.parametrize("separator", ["\t", ";"])
def test_other_separators(read: Read, separator: str) -> None:
    assert read(csv(ROW, separator=separator)).rows[0].facts == FACTS


def test_a_workbook_with_its_own_dates_numbers_and_truths(read: Read) -> None:
    row = ("QZ0001", "王桂英", datetime(1941, 3, 2), "kecheng", "none", "veteran|martyr_family", True, 1552.5)
    (found,) = read(workbook(row), "list.xlsx").rows
    assert found.facts == FACTS
    (found,) = read(workbook((7, *row[1:2], date(1941, 3, 2), *row[3:])), "list.xlsx").rows
    assert (found.resident_id, found.facts) == ("7", FACTS)


def test_headings_and_values_as_people_write_them(read: Read) -> None:
    head = ("编号", "姓名", "出生日期", "户籍地", "性别", "认知障碍（失智）")
    row = ("１号", "欧阳·㐂𠮷", "1941年3月2日", "柯城区", "女", "")
    (found,) = read(csv(row, head=head)).rows
    assert (found.resident_id, found.name) == ("1号", "欧阳·㐂𠮷")
    assert found.facts == {"birth_date": "1941-03-02", "hukou": "kecheng", "sex": "female"}


def test_no_character_of_a_name_becomes_another(read: Read) -> None:
    assert read(csv(("1", "﨑\u2f00Ⅱ", *ROW[2:]))).rows[0].name == "﨑\u2f00Ⅱ"


@pytest.mark.parametrize(("written", "truth"), [("是", True), ("1", True), ("TRUE", True), ("否", False), ("0", False)])
def test_truths(read: Read, written: str, truth: bool) -> None:
    assert read(csv((*ROW[:6], written, ""))).rows[0].facts["dementia"] is truth


def test_an_empty_cell_is_unknown_and_a_dash_is_none_of_them(read: Read) -> None:
    (row,) = read(csv(("1", "", "", "", "", "-", "", ""))).rows
    assert row.facts == {"honours": []}


def test_short_rows_and_empty_rows_do_no_harm(read: Read) -> None:
    found = read(csv(("1",), ("",) * len(HEAD), ("2", "", "1941-03-02")))
    assert [(row.line, row.resident_id) for row in found.rows] == [(2, "1"), (4, "2")]


def test_a_column_that_nobody_knows_is_told_and_left_aside(read: Read) -> None:
    found = read(csv((*ROW, "13800000000"), head=(*HEAD, "电话")))
    assert found.rows[0].facts == FACTS
    assert found.notices == ("这些列没有用到：电话。要用的，看看标题写得对不对。",)


@pytest.mark.parametrize(
    ("column", "cell", "says"),
    [
        (0, "", "没有编号"),
        (0, "x" * 41, "编号太长"),
        (2, "1941-02-30", "1941 年 2 月没有 30 日"),
        (2, "昨天", "1941-03-02"),
        (2, "1941年", "1941-03-02"),
        (2, "农历1941-3-2", "公历"),
        (2, "2030-01-01", "请检查年份"),
        (3, "亚特兰蒂斯", "没有“亚特兰蒂斯”这个地区"),
        (4, "很重", "可以写："),
        (5, "veteran|飞行员", "没有“飞行员”这个选项"),
        (6, "也许", "“是”或“否”"),
        (7, "-5", "0 或更大"),
        (7, "很多", "请填数字"),
        (7, "1.234", "两位小数"),
    ],
)
def test_each_fault_is_told_by_line_and_column(read: Read, column: int, cell: str, says: str) -> None:
    row = list(ROW)
    row[column] = cell
    found = read(csv(("QZ0000", *ROW[1:]), tuple(row)))
    (fault,) = found.faults
    assert (fault.line, fault.column) == (3, HEAD[column])
    assert says in fault.message
    assert [one.resident_id for one in found.rows] == ["QZ0000"]


def test_all_faults_of_a_row_are_told_and_the_row_counts_once(read: Read) -> None:
    found = read(csv(("1", "", "昨天", "nowhere", *ROW[4:])))
    assert [one.column for one in found.faults] == ["birth_date", "hukou"]
    assert (found.faulty, found.rows) == (1, [])


def test_the_same_number_twice(read: Read) -> None:
    found = read(csv(ROW, ROW))
    assert [one.message for one in found.faults] == ["编号和第 2 行一样。请改成不同的编号。"]


def test_a_long_number_that_excel_has_spoiled(read: Read) -> None:
    found = read(workbook((330802194103021234, *ROW[1:])), "list.xlsx")
    assert "设为“文本”" in found.faults[0].message


def test_a_formula_is_no_answer(read: Read) -> None:
    found = read(workbook((*ROW[:7], "=1+1")), "list.xlsx")
    assert [(one.column, one.message) for one in found.faults] == [
        ("household_income", "这一格是公式。请改成算好的值。")
    ]


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "list.csv", "文件是空的"),
        (b"\r\n\r\n", "list.csv", "没有内容"),
        (csv(), "list.csv", "只有标题"),
        (csv(ROW, head=("id", *HEAD[1:])), "list.csv", "“resident_id”或“编号”"),
        (csv(ROW, head=(*HEAD[:3], "birth_date", *HEAD[4:])), "list.csv", "“birth_date”有两列"),
        (csv(("1", "x"), head=("编号", "姓名")), "list.csv", "没有一列是老人的情况"),
        (b'resident_id,hukou\r\n"1,kecheng', "list.csv", "引号没有配对"),
        (b"\xff\xff\xff\xff", "list.csv", "文字读不出来"),
        (b"x" * (2 * 1024 * 1024), "list.csv", "最多 1.5 MB"),
        (b"%PDF-1.7", "list.pdf", "只能上传 .csv 或 .xlsx"),
        (b"PK\x03\x04 broken", "list.xlsx", "打不开"),
        (b"not a workbook", "list.xlsx", "这不是 Excel 工作簿"),
    ],
)
def test_files_that_are_not_read_at_all(read: Read, content: bytes, name: str, says: str) -> None:
    with pytest.raises(RosterError, match=re.escape(says)):
        read(content, name)


def test_five_thousand_people_and_no_more(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 3)
    rows = [(str(number), *ROW[1:]) for number in range(4)]
    assert len(read(csv(*rows[:3])).rows) == 3
    for content, name in ((csv(*rows), "list.csv"), (workbook(*rows), "list.xlsx")):
        with pytest.raises(RosterError, match="最多 3 人"):
            read(content, name)
