"""YAML that a policy officer can read: plain blocks, Chinese as it is, the order kept."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml
from django.utils.translation import gettext as _

from catalog.loading.faults import CatalogueError, Fault

WIDTH = 4096  # a text stays on its line, so that changes show line by line
# Only true, false, null and whole numbers are more than text: a date stays as it is written, and so does "no".
PLAIN_TYPES = (
    ("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf")),
    ("tag:yaml.org,2002:null", re.compile(r"^(?:~|null|)$"), ["~", "n", ""]),
    ("tag:yaml.org,2002:int", re.compile(r"^(?:0|[1-9][0-9]*)$"), list("0123456789")),
)
ROW_STARTS = re.compile(r"^(?=(?:parameters|departments|items):|  - row:)", re.MULTILINE)
FIRST_ROW = re.compile(r"^(items:\n)\n", re.MULTILINE)
ENTRY_STARTS = re.compile(r"\n(?=[^\s#])")


class _Reader(yaml.SafeLoader):
    yaml_implicit_resolvers: dict[str, list[Any]] = {}

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.MarkedYAMLError(
                problem=_("不能用 * 引用别处；把内容写全"), problem_mark=self.peek_event().start_mark
            )
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.MarkedYAMLError(problem=_("冒号前只能是一个词"), problem_mark=key.start_mark)
            if key.value in seen:
                raise yaml.MarkedYAMLError(problem=_("“%s”写了两次；删掉一个") % key.value, problem_mark=key.start_mark)
            seen.add(key.value)
        return {str(key.value): self.construct_object(value, deep=True) for key, value in node.value}


class _Writer(yaml.SafeDumper):
    yaml_implicit_resolvers = yaml.SafeDumper.yaml_implicit_resolvers

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless=False)


class Flow(dict[str, Any]):
    """A mapping written on one line."""


class FlowList(list[Any]):
    """A list written on one line."""


def _text(writer: yaml.SafeDumper, data: str) -> yaml.Node:
    style = "|" if "\n" in data else None
    if style is None and not _can_stand_bare(writer, data):
        style = '"'
    return writer.represent_scalar("tag:yaml.org,2002:str", data, style=style)


def _can_stand_bare(writer: Any, data: str) -> bool:
    if writer.resolve(yaml.ScalarNode, data, (True, False)) != "tag:yaml.org,2002:str":
        return False
    found = writer.analyze_scalar(data)
    return bool(found.allow_flow_plain and found.allow_block_plain)


for _tag, _pattern, _first in PLAIN_TYPES:
    _Reader.add_implicit_resolver(_tag, _pattern, _first)
_Reader.add_constructor("tag:yaml.org,2002:map", _Reader.construct_mapping)
_Writer.add_representer(str, _text)
_Writer.add_representer(
    Flow, lambda writer, data: writer.represent_mapping("tag:yaml.org,2002:map", data.items(), flow_style=True)
)
_Writer.add_representer(
    FlowList, lambda writer, data: writer.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=True)
)


def read_yaml(text: str) -> Any:
    """The data of a file; raises CatalogueError with the line of what cannot be read."""
    try:
        return yaml.load(text, _Reader)  # noqa: S506 - a SafeLoader
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 1
        raise CatalogueError([Fault(_("第 %s 行") % line, _problem(fault))]) from None
    except (yaml.YAMLError, RecursionError, ValueError) as fault:
        raise CatalogueError([Fault("", _("不是 YAML 文件：%s") % fault)]) from None


def _problem(fault: yaml.MarkedYAMLError) -> str:
    problem = fault.problem or ""
    if problem.isascii():
        return _("这里不是 YAML（%s）；看看缩进、冒号后的空格和引号") % problem
    return problem


def write_yaml(data: Mapping[str, Any] | Sequence[Any]) -> str:
    """Data as a file: blank lines between the parts, a row or an entry each."""
    text = yaml.dump(
        data, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=WIDTH, indent=2, default_flow_style=False
    )
    if isinstance(data, Mapping) and "items" in data:
        return FIRST_ROW.sub(r"\1", ROW_STARTS.sub("\n", text))
    if isinstance(data, Mapping) and all(isinstance(one, Flow) for one in data.values()):
        return text
    return ENTRY_STARTS.sub("\n\n", text)
