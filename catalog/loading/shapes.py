"""What a catalogue file must look like, and the words for what does not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from catalog.loading.faults import Fault

Check = Callable[[Any, str], Iterator[Fault]]
# No database keeps them all, and nobody sees them: control characters and halves of a character.
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def control_character(data: Any) -> bool:
    """Whether a text, or one of a list, has a character that cannot be seen."""
    if isinstance(data, list):
        return any(control_character(one) for one in data)
    return isinstance(data, str) and UNSEEN.search(data) is not None


def text(data: Any, where: str) -> Iterator[Fault]:
    """Words, or a whole number that stands for itself."""
    if isinstance(data, bool) or not isinstance(data, str | int):
        yield Fault(where, _("这里要写文字，现在是“%s”") % (data,))
    elif control_character(data):
        yield Fault(where, _("里面有看不见的控制字符；删掉它们，重新写"))


def web_address(data: Any, where: str) -> Iterator[Fault]:
    """The address of a page."""
    if not isinstance(data, str) or not data.startswith(("http://", "https://")) or control_character(data):
        yield Fault(where, _("网址要以 http:// 或 https:// 开头，现在是“%s”") % (data,))


def flag(data: Any, where: str) -> Iterator[Fault]:
    """True or false."""
    if not isinstance(data, bool):
        yield Fault(where, _("这里只能写 true 或 false，现在是“%s”") % (data,))


def whole(data: Any, where: str) -> Iterator[Fault]:
    """A whole number."""
    if isinstance(data, bool) or not isinstance(data, int):
        yield Fault(where, _("这里要写整数，不加引号，现在是“%s”") % (data,))


def figure(data: Any, where: str) -> Iterator[Fault]:
    """A number, as the document has it."""
    before, _dot, after = str(data).partition(".")
    if not (before + after).isdecimal() or not before.isdecimal() or str(data).endswith("."):
        yield Fault(where, _("这里要写数字，例如 1035 或 0.5，现在是“%s”") % (data,))


def day(data: Any, where: str) -> Iterator[Fault]:
    """A date as 2023-07-01."""
    try:
        date.fromisoformat(str(data))
    except ValueError:
        yield Fault(where, _("日期要写成 2023-07-01 这样，现在是“%s”") % (data,))


def anything(data: Any, where: str) -> Iterator[Fault]:
    """Whatever the fact's type says; the rules check it."""
    values = data if isinstance(data, list) else [data]
    if any(isinstance(one, list | Mapping) for one in values):
        yield Fault(where, _("这里只能写一个值，或一列值"))
    elif control_character(values):
        yield Fault(where, _("里面有看不见的控制字符；删掉它们，重新写"))


def one_of(*allowed: str) -> Check:
    """One of some words."""

    def check(data: Any, where: str) -> Iterator[Fault]:
        if data not in allowed:
            yield Fault(where, _("“%(data)s”不行；只能写 %(allowed)s") % {"data": data, "allowed": "、".join(allowed)})

    return check


def list_of(inner: Check) -> Check:
    """A list, each member named by its row or code where it has one."""

    def check(data: Any, where: str) -> Iterator[Fault]:
        if not isinstance(data, list):
            yield Fault(where, _("这里要写成一列，每项前加“- ”"))
            return
        for place, one in enumerate(data, start=1):
            yield from inner(one, f"{where} › {_label(one, place)}".removeprefix(" › "))

    return check


def map_of(inner: Check) -> Check:
    """Entries by their codes."""

    def check(data: Any, where: str) -> Iterator[Fault]:
        if not isinstance(data, Mapping):
            yield Fault(where, _("这里要写成“代码: 内容”的样子"))
            return
        for code, one in data.items():
            yield from text(code, where)
            yield from inner(one, f"{where} › {code}".removeprefix(" › "))

    return check


def _label(data: Any, place: int) -> str:
    if isinstance(data, Mapping):
        if data.get("row") and "benefits" in data:
            return _("第 %s 行") % data["row"]
        if data.get("code"):
            return str(data["code"])
    return _("第 %s 项") % place


def shape(required: Mapping[str, Check], optional: Mapping[str, Check]) -> Check:
    """A mapping with known keys; an optional one may be empty."""
    known = {**required, **optional}

    def check(data: Any, where: str) -> Iterator[Fault]:
        if not isinstance(data, Mapping):
            yield Fault(where, _("这里要写成“名称: 内容”的样子，可写 %s") % "、".join(known))
            return
        for key in data:
            if key not in known:
                yield Fault(where, _("不认识“%(key)s”；可写 %(known)s") % {"key": key, "known": "、".join(known)})
        for key, inner in known.items():
            if data.get(key) in (None, ""):
                if key in required:
                    yield Fault(where, _("缺少“%s”；补上它") % key)
            else:
                yield from inner(data[key], f"{where} › {key}".removeprefix(" › "))

    return check


def condition(data: Any, where: str) -> Iterator[Fault]:
    """One fact, one relation, a value."""
    wrong = _("一个条件写成 {情况: {关系: 值}}，例如 {birth_date: {age_at_least: 60}}；两个关系分两条写")
    if not isinstance(data, Mapping) or len(data) != 1:
        yield Fault(where, wrong)
        return
    (held,) = data.values()
    if not isinstance(held, Mapping) or len(held) != 1:
        yield Fault(where, wrong)
        return
    (value,) = held.values()
    yield from anything(value, where)


ALTERNATIVES = list_of(list_of(condition))


def clause(data: Any, where: str) -> Iterator[Fault]:
    """A condition, a term, or alternatives."""
    if isinstance(data, Mapping) and "term" in data:
        yield from shape({"term": text}, {})(data, where)
    elif isinstance(data, Mapping) and "any" in data:
        yield from shape({"any": ALTERNATIVES}, {"words": text})(data, where)
        if not data["any"] or not all(data["any"]):
            yield Fault(where, _("有一组条件是空的；填上条件，或删掉这一组"))
    else:
        yield from condition(data, where)


def amount(data: Any, where: str) -> Iterator[Fault]:
    """A sum, or a table by a fact."""
    if isinstance(data, Mapping):
        yield from shape({"by": text, "values": map_of(text)}, {})(data, where)
    else:
        yield from text(data, where)
