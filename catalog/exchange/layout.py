"""The pages of a list's workbook: their names, headings and what a cell of each column may hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.db import models

from catalog.models import (
    Benefit,
    Clause,
    Department,
    Document,
    Edition,
    Exclusion,
    Parameter,
    ParameterValue,
    Pathway,
    PathwayAmount,
    ServiceItem,
)

Kind = Literal["text", "lines", "day", "figure", "whole", "flag", "sum", "value"]
REQUIRED = "（必填）"


@dataclass(frozen=True)
class Column:
    """One column: its key, its heading, how its cells are read, and what they must satisfy.

    `field` is the model field whose limits a cell must keep; `menu` names the list offered in Excel's drop-down.
    """

    key: str
    heading: str
    kind: Kind = "text"
    width: int = 16
    required: bool = False
    field: models.Field | None = None
    menu: str = ""
    grey: bool = False

    @property
    def title(self) -> str:
        """The heading as it stands in the workbook."""
        return self.heading + (REQUIRED if self.required else "")


@dataclass(frozen=True)
class Sheet:
    """One page of the workbook; a row is one thing."""

    key: str
    title: str
    columns: tuple[Column, ...]

    def __getitem__(self, key: str) -> Column:
        return next(one for one in self.columns if one.key == key)


def _field(model: type[models.Model], name: str) -> models.Field:
    return model._meta.get_field(name)  # type: ignore[return-value]


EDITION = Sheet(
    "edition",
    "版本",
    (
        Column("region", "地区", width=12, required=True, menu="regions"),
        Column("title", "标题", width=36, required=True, field=_field(Edition, "title")),
        Column("effective_from", "生效日期", "day", 14, required=True),
        Column("number", "文号", width=22, required=True, field=_field(Document, "number")),
        Column("document_title", "文件标题", width=36, required=True, field=_field(Document, "title")),
        Column("issuer", "发文机关", width=22, field=_field(Document, "issuer")),
        Column("issued", "发文日期", "day", 14),
        Column("url", "原文网址", width=24, field=_field(Document, "url")),
        Column("valid_until", "有效期至", "day", 14),
        Column("note", "文件备注", width=30),
        Column("code", "版本代码", width=16, grey=True, field=_field(Edition, "code")),
    ),
)
PARAMETERS = Sheet(
    "parameters",
    "参数",
    (
        Column("name", "参数名称", width=28, required=True, field=_field(Parameter, "name")),
        Column("unit", "单位", width=12, field=_field(Parameter, "unit")),
        Column("code", "参数代码", width=22, required=True, grey=True, field=_field(Parameter, "code")),
    ),
)
VALUES = Sheet(
    "values",
    "参数数值",
    (
        Column("parameter", "参数", width=28, required=True, menu="parameters"),
        Column("region", "地区", width=12, required=True, menu="regions"),
        Column("from", "起始日期", "day", 14, required=True),
        Column("value", "数值", "figure", 12, required=True, field=_field(ParameterValue, "value")),
        Column("document", "文号", width=26, required=True, field=_field(Document, "number")),
        Column("row", "行", width=10, required=True, field=_field(ParameterValue, "row")),
    ),
)
DEPARTMENTS = Sheet(
    "departments",
    "部门",
    (
        Column("name", "部门名称", width=30, required=True, field=_field(Department, "name")),
        Column("phone", "电话", width=18, field=_field(Department, "phone")),
        Column("address", "地址", width=30, field=_field(Department, "address")),
        Column("hours", "办公时间", width=26, field=_field(Department, "hours")),
        Column("code", "部门代码", width=14, grey=True, field=_field(Department, "code")),
    ),
)
ITEMS = Sheet(
    "items",
    "项目",
    (
        Column("row", "行号", width=10, required=True, field=_field(ServiceItem, "row")),
        Column("name", "项目名称", width=32, required=True, field=_field(ServiceItem, "name")),
        Column("category", "类别", width=14, required=True, field=_field(ServiceItem, "category")),
        Column("departments", "责任部门", "lines", 26),
        Column("legal_basis", "依据", "lines", 60, field=_field(ServiceItem, "legal_basis")),
    ),
)
BENEFITS = Sheet(
    "benefits",
    "待遇",
    (
        Column("item", "项目", width=28, required=True),
        Column("name", "待遇名称", width=24, required=True, field=_field(Benefit, "name")),
        Column("summary", "一句话说明", width=36),
        Column("gives", "能得到什么", width=44),
        Column("bring", "要带什么", "lines", 24, field=_field(Benefit, "bring")),
        Column("apply", "怎么办理", width=44),
        Column("readings", "读法", "lines", 10, field=_field(Benefit, "readings")),
        Column("carries_out", "落实的上级待遇", width=18, field=_field(Benefit, "carries_out")),
        Column("renewal_from", "续办从哪天算", width=16, menu="facts"),
        Column("code", "待遇代码", width=22, grey=True, field=_field(Benefit, "code")),
    ),
)
PATHWAYS = Sheet(
    "pathways",
    "情形",
    (
        Column("benefit", "待遇", width=24, required=True, menu="benefits"),
        Column("name", "情形名称", width=28, required=True, field=_field(Pathway, "name")),
        Column("kind", "标准的种类", width=14, required=True, menu="kinds"),
        Column("period", "周期", width=9, menu="periods"),
        Column("amount", "金额（元）", "sum", 24, field=_field(Pathway, "amount")),
        Column("at_least", "是最低数", "flag", 11, menu="yes_no"),
        Column("amount_by", "按哪个情况分档", width=18, menu="facts"),
        Column("rate", "减免比例", "figure", 11, field=_field(Pathway, "rate")),
        Column("formula", "怎么算", width=44),
        Column("renewal_months", "几个月续办一次", "whole", 16, field=_field(Pathway, "renewal_months")),
        Column("note", "备注", width=30),
        Column("readings", "读法", "lines", 10, field=_field(Pathway, "readings")),
        Column("code", "情形代码", width=18, grey=True, field=_field(Pathway, "code")),
    ),
)
CONDITIONS = Sheet(
    "conditions",
    "条件",
    (
        Column("benefit", "待遇", width=24, required=True, menu="benefits"),
        Column("pathway", "情形", width=24),
        Column("clause", "要求", "whole", 12, required=True),
        Column("term", "用语", width=30, menu="terms"),
        Column("words", "合起来怎么说", width=24, field=_field(Clause, "words")),
        Column("group", "组", "whole", 7),
        Column("fact", "情况", width=24, menu="facts"),
        Column("relation", "关系", width=18, menu="relations"),
        Column("value", "值", "value", 34),
    ),
)
AMOUNTS = Sheet(
    "amounts",
    "分档金额",
    (
        Column("benefit", "待遇", width=24, required=True, menu="benefits"),
        Column("pathway", "情形", width=28, required=True),
        Column("option", "档", width=28, required=True),
        Column("amount", "金额（元）", "sum", 28, required=True, field=_field(PathwayAmount, "amount")),
    ),
)
EXCLUSIONS = Sheet(
    "exclusions",
    "不能同享",
    (
        Column("benefit", "待遇", width=24, required=True, menu="benefits"),
        Column("group", "互斥组", width=22, required=True, field=_field(Exclusion, "group")),
        Column("mode", "怎么取", width=26, required=True, menu="modes"),
    ),
)
SHEETS = (EDITION, PARAMETERS, VALUES, DEPARTMENTS, ITEMS, BENEFITS, PATHWAYS, CONDITIONS, AMOUNTS, EXCLUSIONS)
GUIDE, GLOSSARY = "说明", "词表"
