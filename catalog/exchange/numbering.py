"""Codes of the rows of a workbook: each once, and one made for each new row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import count

from django.utils.translation import gettext as _

from catalog.editing.codes import code_for
from catalog.exchange.rows import Row


class Numbering:
    """Gives codes; `notices` tell which."""

    def __init__(self) -> None:
        self.notices: list[str] = []

    def once(self, rows: Sequence[Row], key: str = "code") -> list[Row]:
        """The rows, with a fault at each whose code an earlier one has."""
        seen: set[str] = set()
        for row in rows:
            if row[key] and row[key] in seen:
                row.fault(key, _("代码“%s”前面已经用过；每行用一个自己的代码，新加的行可以空着") % row[key])
            seen.add(row[key])
        return list(rows)

    def by_name(self, rows: Sequence[Row], what: str) -> list[tuple[str, Row]]:
        """Rows with their codes; one that has none is given one made from its name."""
        rows = self.once(rows)
        taken: set[str] = {row["code"] for row in rows if row["code"]}
        found = []
        for row in rows:
            code = row["code"] or ""
            if _needs_one(row):
                code = self._note(what, row, code_for(row["name"] or "", taken))
                taken.add(code)
            found.append((code, row))
        return found

    def by_number(self, rows: Sequence[Row], numbers: Iterable[str], region: str) -> list[str]:
        """The codes of benefits; one that has none is given one made from its item's number."""
        rows = self.once(rows)
        taken: set[str] = {row["code"] for row in rows if row["code"]}
        codes: list[str] = []
        for row, number in zip(rows, numbers, strict=True):
            code = row["code"] or ""
            if _needs_one(row):
                digits = re.sub(r"[^0-9]", "", number)
                stem = f"{region or 'benefit'}-{digits.zfill(2) if digits else len(codes) + 1}"
                tries = (stem if at == 1 else f"{stem}-{at}" for at in count(1))
                code = self._note(_("待遇"), row, next(one for one in tries if one not in taken))
                taken.add(code)
            codes.append(code)
        return codes

    def _note(self, what: str, row: Row, code: str) -> str:
        said = {"what": what, "name": row["name"] or "", "code": code}
        self.notices.append(_("新的%(what)s“%(name)s”的代码定为 %(code)s") % said)
        return code


def _needs_one(row: Row) -> bool:
    return not row["code"] and "code" not in row.broken
