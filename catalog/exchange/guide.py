"""The pages of a workbook that tell how to fill it: a guide, and the words that may be written."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.exchange.labels import Names
from catalog.rules.values import VALUE_CHECKS

GUIDE_LINES = (
    ("怎么填这份清单", ""),
    ("", "每页的第一行是标题，不要改；从第二行起，一行写一样东西。标着“必填”的格子不能空。"),
    ("先填哪页", "版本 → 部门、参数 → 项目 → 待遇 → 情形 → 条件。改已有的清单，只改要改的格子就行。"),
    ("版本", "只有一行：哪个地区、清单的标题、从哪天起生效、出自哪份文件。原文网址和有效期空着，就保留系统里已有的。"),
    ("参数", "会变的数字，例如低保标准。参数代码用在金额的算式里，只用小写字母、数字和下划线。"),
    ("参数数值", "参数在哪个地区、从哪天起是多少，写在哪份文件的第几行。"),
    ("部门", "办事的部门。电话、地址和办公时间会给居民看。"),
    ("项目", "清单里的一行。责任部门写“部门”页上的名称，一行写一个；单元格里换行按 Alt+Enter。"),
    ("待遇", "居民能得到的一样东西。“项目”写行号加名称，只写行号也行。"),
    ("情形", "谁能得到、得到多少，一种情况一行，最好的写在前面。金额写数字，或 1.3 * dibao_standard 这样的算式。"),
    ("条件", "“情形”空着，就是各种情形都要符合的条件。同一个要求号是同一条要求，各条要求都要符合。"),
    ("", "一条要求里：同一组的条件要同时符合；有几组的，符合一组就行。只有一个条件的，组空着。"),
    ("", "要求也可以选一个现成的用语，这时情况、关系和值都空着。"),
    ("值", "年龄写整数；日期写 2023-07-01；是或否写“是”“否”；选项和地区写名称，几个就一行一个。"),
    ("分档金额", "情形里写了“按哪个情况分档”的，每档一行。"),
    ("不能同享", "互斥组相同的待遇不同时发，例如 care-pay。"),
    ("灰色的代码", "系统靠它认出是哪一项，已有的不要改。新加的行空着，导入时自动编；参数代码要自己写。"),
    ("改名称", "待遇、情形、部门、参数改了名称，别的页上写着旧名称的地方也要改，可以用“全部替换”。"),
    ("写成文本", "不要用公式，不要合并单元格。行号这样的格子要是被 Excel 变成了日期，先把格式改成“文本”再写。"),
    ("导入以后", "先试读，逐格指出哪里不对，什么都不写入；确认以后才建一份新的草稿，已有的版本不会被改。"),
    ("词表", "最后一页列出可用的情况、关系和值，只供查看；改了也不会导入。"),
)
WRITTEN = {
    "date": "年龄写整数，例如 60；日期写 2023-07-01",
    "bool": "是\n否",
    "integer": "整数，或参数的算式",
    "money": "元数，例如 1035，或参数的算式，例如 1.5 * dibao_standard",
    "region": "地区的名称，一行一个（见右边“地区”一列）",
}


@dataclass(frozen=True)
class Glossary:
    """A table: headings, widths of its columns, and rows."""

    headings: tuple[str, ...]
    widths: tuple[int, ...]
    rows: list[tuple[str, ...]]


def glossary(names: Names) -> Glossary:
    """Each fact with the relations that go with it and the values that it may have."""
    rows: list[tuple[str, ...]] = []
    for code, fact in names.wording.facts.items():
        relations = "\n".join(names.relations.of(one) for one in VALUE_CHECKS[fact.type])
        values = "\n".join(names.options[code].of(one) for one in fact.options) or WRITTEN.get(fact.type, "")
        rows.append((names.facts[code], relations, values, code))
    return Glossary(("情况", "可用的关系", "可写的值", "情况代码"), (30, 20, 44, 22), rows or [("", "", "", "")])
