"""Every fault of a workbook is named by its sheet, row and column, with the mend."""

from datetime import datetime, time
from typing import Any

import pytest
from openpyxl import Workbook

from tests.catalog.books import Change, changed, faults, put
from tests.catalog.conftest import Data

LONG = "长" * 130
CELLS: list[tuple[str, str, str, int, object, str, str]] = [
    ("no region", "版本", "地区", 2, "宁波市", "版本 第 2 行 A 列", "没有叫“宁波市”的地区"),
    ("a like region", "版本", "地区", 2, "衢州", "版本 第 2 行 A 列", "是不是“衢州市”"),
    ("empty", "版本", "标题", 2, None, "版本 第 2 行 B 列", "“标题”不能空着"),
    ("a day", "版本", "生效日期", 2, "明年春天", "版本 第 2 行 C 列", "2023-07-01"),
    ("no such day", "版本", "生效日期", 2, "2023-02-30", "版本 第 2 行 C 列", "2023-02-30"),
    ("a serial number", "版本", "生效日期", 2, 45108, "版本 第 2 行 C 列", "45108"),
    ("an address", "版本", "原文网址", 2, "不知道", "版本 第 2 行 H 列", "https://www.example.com"),
    ("a code", "参数", "参数代码", 2, "低保", "参数 第 2 行 C 列", "小写字母"),
    ("a code twice", "参数", "参数代码", 3, "dibao_standard", "参数 第 3 行 C 列", "前面已经用过"),
    ("a parameter", "参数数值", "参数", 2, "低保", "参数数值 第 2 行 A 列", "是不是“低保标准”"),
    ("a figure", "参数数值", "数值", 2, "约一千", "参数数值 第 2 行 D 列", "约一千"),
    ("a rounded figure", "参数数值", "行", 2, 1.10101e17, "参数数值 第 2 行 F 列", "数字太长"),
    ("a department", "项目", "责任部门", 2, "市民政局\n市公安局", "项目 第 2 行 D 列", "市公安局"),
    ("a department twice", "项目", "责任部门", 2, "市民政局\n市民政局", "项目 第 2 行 D 列", "写了两次"),
    ("a row number as a date", "项目", "行号", 2, datetime(2026, 1, 2), "项目 第 2 行 A 列", "变成了日期"),
    ("an hour", "部门", "办公时间", 2, time(8, 30), "部门 第 2 行 D 列", "变成了日期或时间"),
    ("a name too long", "待遇", "待遇名称", 3, LONG, "待遇 第 3 行 B 列", "120"),
    ("an item", "待遇", "项目", 3, "10 别的", "待遇 第 3 行 A 列", "没有叫“10 别的”的项目"),
    ("a date's fact", "待遇", "续办从哪天算", 2, "生日", "待遇 第 2 行 I 列", "没有叫“生日”"),
    ("a kind", "情形", "标准的种类", 2, "发钱", "情形 第 2 行 C 列", "发钱"),
    ("yes or no", "情形", "是最低数", 2, "也许", "情形 第 2 行 F 列", "“是”或“否”"),
    ("a sum", "情形", "金额（元）", 4, "大约 100", "情形 第 4 行 E 列", "不是算式"),
    ("a sum of strangers", "情形", "金额（元）", 4, "1.3 * gdp", "情形 第 4 行 E 列", "没有参数“gdp”"),
    ("a sum and a table", "情形", "金额（元）", 2, "100", "情形 第 2 行 E 列", "又写金额又分档"),
    ("a rate", "情形", "减免比例", 3, "半价", "情形 第 3 行 H 列", "半价"),
    ("months", "情形", "几个月续办一次", 2, "每年", "情形 第 2 行 J 列", "整数"),
    ("a pathway", "条件", "情形", 7, "从没有过", "条件 第 7 行 B 列", "没有叫“从没有过”的情形"),
    ("a requirement", "条件", "要求", 2, "一", "条件 第 2 行 C 列", "整数"),
    ("a fact", "条件", "情况", 2, "户口", "条件 第 2 行 G 列", "没有叫“户口”的情况"),
    ("a relation", "条件", "关系", 2, "大概在", "条件 第 2 行 H 列", "没有叫“大概在”的关系"),
    ("a wrong relation", "条件", "关系", 2, "年满（岁）", "条件 第 2 行 H 列", "不能用这种关系"),
    ("a value", "条件", "值", 2, "宁波市", "条件 第 2 行 I 列", "宁波市"),
    ("an age", "条件", "值", 3, "六十", "条件 第 3 行 I 列", "1 到 130"),
    ("no value", "条件", "值", 3, None, "条件 第 3 行 I 列", "缺了“值”"),
    ("a term", "条件", "用语", 4, "很穷", "条件 第 4 行 D 列", "没有叫“很穷”的用语"),
    ("a term and a condition", "条件", "值", 4, "1", "条件 第 4 行 I 列", "这一格就空着"),
    ("an option", "分档金额", "档", 2, "十级", "分档金额 第 2 行 C 列", "没有叫“十级”的档"),
    ("an option twice", "分档金额", "档", 3, "没有", "分档金额 第 3 行 C 列", "前面已经写过"),
    ("no table", "分档金额", "情形", 2, "其他", "分档金额 第 2 行 B 列", "没有写“按哪个情况分档”"),
    ("a way to choose", "不能同享", "怎么取", 2, "随便", "不能同享 第 2 行 C 列", "随便"),
    ("a formula", "待遇", "能得到什么", 2, "=A1&B1", "待遇 第 2 行 D 列", "公式"),
    ("an error value", "待遇", "能得到什么", 2, "#REF!", "待遇 第 2 行 D 列", "#REF!"),
    ("a control character", "待遇", "能得到什么", 2, "看_x0000_不见", "待遇 第 2 行 D 列", "控制字符"),
    ("as it is not", "条件", "值", 2, "原样 {", "条件 第 2 行 I 列", "原样"),
]


@pytest.mark.parametrize(
    ("sheet", "heading", "row", "value", "where", "message"), [one[1:] for one in CELLS], ids=[one[0] for one in CELLS]
)
def test_a_cell(
    words: None, small: Data, sheet: str, heading: str, row: int, value: object, where: str, message: str
) -> None:
    def change(book: Workbook) -> None:
        put(sheet, heading, row, value)(book)
        if value == "#REF!":
            book[sheet]["D2"].data_type = "e"

    found = [one for one in faults(changed(small, change)) if one.where == where]
    assert len(found) == 1
    assert message in found[0].message


def test_every_fault_is_named_at_once(words: None, small: Data) -> None:
    def spoil(book: Any) -> None:
        put("版本", "地区", 2, "宁波市")(book)
        put("条件", "值", 3, "六十")(book)
        put("条件", "值", 2, "宁波市")(book)
        put("情形", "金额（元）", 4, "大约 100")(book)
        put("项目", "责任部门", 2, "市公安局")(book)

    assert [one.where for one in faults(changed(small, spoil))] == [
        "版本 第 2 行 A 列",
        "项目 第 2 行 D 列",
        "情形 第 4 行 E 列",
        "条件 第 2 行 I 列",
        "条件 第 3 行 I 列",
    ]


def rename(book: Any) -> None:
    book["待遇"]["B3"] = "老年津贴"


def test_a_name_changed_in_one_place_is_asked_for_in_the_others(words: None, small: Data) -> None:
    found = faults(changed(small, rename))
    assert [one.where for one in found] == ["情形 第 4 行 A 列", "条件 第 8 行 A 列", "条件 第 9 行 A 列"]
    assert "没有叫“津贴”的待遇；是不是“老年津贴”？" in found[0].message


def same_name(book: Any) -> None:
    book["待遇"]["B3"] = "护理补贴"


def test_a_name_that_two_have_is_asked_for_with_its_code(words: None, small: Data) -> None:
    first = faults(changed(small, same_name))[0]
    assert "“护理补贴”的不止一个；写成“护理补贴 [quzhou-08]”或“护理补贴 [quzhou-09]”" in first.message


def twice(sheet: str) -> Change:
    """Says a page's first row again."""
    return lambda book: book[sheet].append([one.value for one in book[sheet][2]])


WHOLE: list[tuple[str, Change, str, str]] = [
    ("sheet gone", lambda book: book.remove(book["条件"]), "", "缺少这几页：条件"),
    ("another table", lambda book: [book.remove(one) for one in book.worksheets[:11]], "", "先下载空白表格"),
    ("heading gone", lambda book: put("待遇", "怎么办理", 1, None)(book), "待遇 第 1 行", "缺少标题：怎么办理"),
    ("heading changed", lambda book: put("待遇", "怎么办理", 1, "办法")(book), "待遇 第 1 行 F 列", "不认识标题“办法”"),
    ("heading twice", lambda book: put("待遇", "怎么办理", 1, "读法")(book), "待遇 第 1 行 G 列", "写了两次"),
    ("merged", lambda book: book["待遇"].merge_cells("C2:C3"), "待遇 C2:C3", "取消合并"),
    (
        "two editions",
        twice("版本"),
        "版本 第 3 行 A 列",
        "一行",
    ),
    ("no edition", lambda book: book["版本"].delete_rows(2), "版本 第 2 行", "还没有内容"),
    ("no items", lambda book: book["项目"].delete_rows(2, 5), "项目 第 2 行", "一个项目也没有"),
    ("no benefits", lambda book: book["待遇"].delete_rows(2, 5), "待遇 第 2 行", "一项待遇也没有"),
    ("an item without", lambda book: book["项目"].append(["10", "新", "类"]), "项目 第 4 行 B 列", "还没有待遇"),
    ("a benefit without", lambda book: book["待遇"].append(["9", "新"]), "待遇 第 4 行 B 列", "还没有情形"),
    ("a far row", lambda book: book["待遇"].cell(900_000, 2, "远"), "待遇", "第 900000 行"),
    ("a far column", lambda book: book["待遇"].cell(2, 16_384, "远"), "待遇", "XFD 列"),
    (
        "an empty requirement",
        lambda book: book["条件"].append(["津贴", None, 9]),
        "条件 第 10 行 G 列",
        "这条要求是空的",
    ),
    (
        "two values a day",
        twice("参数数值"),
        "参数数值 第 3 行 C 列",
        "已经有数值了",
    ),
    (
        "a group twice",
        twice("不能同享"),
        "第 3 行 B 列",
        "已经在这一组",
    ),
]


@pytest.mark.parametrize(("change", "where", "message"), [one[1:] for one in WHOLE], ids=[one[0] for one in WHOLE])
def test_a_page(words: None, small: Data, change: Change, where: str, message: str) -> None:
    found = faults(changed(small, change))
    assert any(where in one.where and message in one.message for one in found), found
