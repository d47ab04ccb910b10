"""A condition's value as a cell holds it, and back; what no cell can say in words stands as it is, marked."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from catalog.exchange.labels import NO, YES, Labels, Names
from catalog.wording import Unreadable

AS_IT_IS = "原样 "
SEPARATOR = "、"


def value_cell(names: Names, fact: str, relation: str, value: Any) -> str | int:
    """A value in words, a line each; a whole number as a number."""
    try:
        cell = _shown(names, fact, value)
        if _same(value_of(names, fact, relation, cell), value):
            return cell
    except (Unreadable, KeyError):
        pass
    return AS_IT_IS + json.dumps(value, ensure_ascii=False)


def _same(one: Any, other: Any) -> bool:
    return json.dumps(one) == json.dumps(other)


def _shown(names: Names, fact: str, value: Any) -> str | int:
    if isinstance(value, list):
        return "\n".join(_word(names, fact, one) for one in value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return _word(names, fact, value)


def _word(names: Names, fact: str, value: Any) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    return _labels(names, fact).of(value) if isinstance(value, str) else str(value)


def _labels(names: Names, fact: str) -> Labels[str]:
    return names.regions if names.wording.facts[fact].type == "region" else names.options[fact]


def value_of(names: Names, fact: str, relation: str, cell: Any) -> Any:
    """The value that a cell says; raises Unreadable with the mend."""
    match cell:
        case bool():
            cell = YES if cell else NO
        case int() if names.wording.facts[fact].type in ("integer", "money"):
            return cell
        case date():
            cell = cell.isoformat()
        case str() if cell.startswith(AS_IT_IS):
            return _as_it_is(cell)
    labels, text = _labels(names, fact), str(cell)
    codes = [code for line in text.split("\n") for code in _codes(labels, line)]
    return names.wording.stored(fact, relation, "\n".join(codes))


def _codes(labels: Labels[str], line: str) -> list[str]:
    """The codes of a line: of one name, or of several with 、 between them."""
    if labels.is_shared(line):
        raise Unreadable(_("不止一个叫“%(name)s”；写成%(all)s") % {"name": line, "all": _either(labels.like(line))})
    parts = [line] if labels.find(line) else line.split(SEPARATOR)
    found = [labels.find(one) for one in parts]
    return [one for one in found if one] if all(found) else [line]


def _either(names: list[str]) -> str:
    return _("或").join(f"“{one}”" for one in names)


def _as_it_is(cell: str) -> Any:
    try:
        return json.loads(cell.removeprefix(AS_IT_IS))
    except (ValueError, RecursionError):
        raise Unreadable(_("“原样”后面的内容读不了；删掉“原样”，按说明页重写这个值")) from None
