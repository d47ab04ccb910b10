"""The sums of a workbook: each can be worked out from numbers, this list's parameters and facts."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from catalog.exchange.rows import Row
from catalog.rules.expressions import InvalidExpression, parse


class Sums:
    """Reads sums; names that are neither of the parameters nor of the facts are faults."""

    def __init__(self, parameters: Iterable[str], facts: Iterable[str]) -> None:
        self._parameters, self._facts = frozenset(parameters), frozenset(facts)

    def read(self, row: Row, key: str) -> str:
        """The sum in a cell, as it is written."""
        text = str(row[key] or "")
        try:
            names = parse(text).names if text else frozenset()
        except InvalidExpression as fault:
            row.fault(key, _("%s；写数字，或用参数代码的算式，例如 1.3 * dibao_standard") % fault)
        else:
            self.known(row, key, names - self._facts)
        return text

    def known(self, row: Row, key: str, figures: Iterable[str]) -> None:
        """Note which names of a sum are no parameters of this list."""
        unknown = sorted(set(figures) - self._parameters)
        if unknown:
            row.fault(key, _("没有参数“%s”；改成“参数”页上的代码，或在那里加上它") % "、".join(unknown))
