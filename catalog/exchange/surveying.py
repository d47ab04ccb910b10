"""One pass over a page's XML for what openpyxl's streaming reader does not tell: how far it reaches, what is merged."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import IO
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from defusedxml import sax
from openpyxl.utils.cell import coordinate_to_tuple


@dataclass
class Survey:
    """What a page holds: its last cell with content, its merged ranges, its hidden rows and columns."""

    last_row: int = 0
    last_column: int = 0
    merged: list[str] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: int = 0


class _Surveyor(ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.found = Survey()
        self._row = self._column = 0
        self._hidden = False

    def startElement(self, name: str, attrs: AttributesImpl) -> None:
        match name.rpartition(":")[2]:
            case "row":
                self._row = int(attrs["r"]) if "r" in attrs else self._row + 1
                self._column = 0
                self._hidden = attrs.get("hidden") in ("1", "true")
            case "c":
                self._column = coordinate_to_tuple(attrs["r"])[1] if "r" in attrs else self._column + 1
            case "v" | "is" | "f":
                self._content()
            case "mergeCell":
                self.found.merged.append(attrs.get("ref", ""))
            case "col" if attrs.get("hidden") in ("1", "true"):
                self.found.hidden_columns += 1

    def _content(self) -> None:
        found = self.found
        found.last_row = max(found.last_row, self._row)
        found.last_column = max(found.last_column, self._column)
        if self._hidden and found.hidden_rows[-1:] != [self._row]:
            found.hidden_rows.append(self._row)


def survey(page: IO[bytes]) -> Survey:
    """Read a page once; raises defusedxml's exceptions for entities and document types."""
    surveyor = _Surveyor()
    sax.parse(page, surveyor, forbid_dtd=True)
    return surveyor.found
