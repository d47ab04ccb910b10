"""Many PDFs as one, a part at a time: what is written is let go of, so that a long file takes no more memory than a
short one.

Each part is a whole PDF. What its pages are made of gets numbers behind those of the parts before it and is written
as it is; its tree of pages becomes a branch of one tree. The tags for reading aloud are left behind: a file of many
people is made to be printed, and the tags would be most of it.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from io import BytesIO

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    PdfObject,
    TextStringObject,
)

HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
CATALOG, PAGES, INFO = 1, 2, 3
LEFT_BEHIND = {"/StructParents", "/StructParent"}


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has."""
    return len(PdfReader(BytesIO(pdf)).pages)


class Joined:
    """One file of many parts as far as it is written: its pages and bytes, and where each object begins."""

    def __init__(self, title: str, language: str) -> None:
        self.title, self.language = title, language
        self.size = self.pages = 0
        self.offsets = array("Q", [0] * (INFO + 1))
        self.branches = ArrayObject()

    def of(self, parts: Iterable[bytes]) -> Iterator[bytes]:
        """The bytes of the whole; the parts are read one after another."""
        yield self.counted(HEAD)
        for part in parts:
            yield from _Part(PdfReader(BytesIO(part)), self).objects()
        yield from self._end()

    def counted(self, content: bytes) -> bytes:
        """Some bytes of the file, from now on in it."""
        self.size += len(content)
        return content

    def number(self) -> int:
        """The number of an object to come."""
        self.offsets.append(0)
        return len(self.offsets) - 1

    def reference(self, number: int) -> IndirectObject:
        """What stands for an object of this file."""
        return IndirectObject(number, 0, self)

    def written(self, number: int, held: PdfObject) -> bytes:
        """An object under its number."""
        self.offsets[number] = self.size
        out = BytesIO()
        out.write(f"{number} 0 obj\n".encode())
        held.write_to_stream(out)
        out.write(b"\nendobj\n")
        return self.counted(out.getvalue())

    def _end(self) -> Iterator[bytes]:
        """What holds the parts together, and where everything is."""
        yield self.written(INFO, _dictionary(Title=TextStringObject(self.title)))
        pages = _dictionary(Type=NameObject("/Pages"), Kids=self.branches, Count=NumberObject(self.pages))
        yield self.written(PAGES, pages)
        shown = _dictionary(DisplayDocTitle=BooleanObject(True))
        yield self.written(
            CATALOG,
            _dictionary(
                Type=NameObject("/Catalog"),
                Pages=self.reference(PAGES),
                Lang=TextStringObject(self.language),
                ViewerPreferences=shown,
            ),
        )
        start, count = self.size, len(self.offsets)
        yield self.counted(f"xref\n0 {count}\n0000000000 65535 f \n".encode())
        yield self.counted("".join(f"{offset:010} 00000 n \n" for offset in self.offsets[1:]).encode())
        trailer = BytesIO()
        held = {"Size": NumberObject(count), "Root": self.reference(CATALOG), "Info": self.reference(INFO)}
        _dictionary(**held).write_to_stream(trailer)
        yield self.counted(b"trailer\n" + trailer.getvalue() + f"\nstartxref\n{start}\n%%EOF\n".encode())


class _Part:
    """One PDF on its way into the file."""

    def __init__(self, reader: PdfReader, file: Joined) -> None:
        self.reader, self.file = reader, file
        self.numbers: dict[int, int] = {}
        self.pending: list[int] = []

    def objects(self) -> Iterator[bytes]:
        """The tree of pages, and everything that hangs on it."""
        tree = self.reader.root_object.raw_get("/Pages")
        branch = self._moved(tree)
        self.file.branches.append(branch)
        self.file.pages += int(tree.get_object()["/Count"])
        while self.pending:
            old = self.pending.pop()
            held = self._moved(self.reader.get_object(old) or NullObject())
            if old == tree.idnum and isinstance(held, DictionaryObject):
                held[NameObject("/Parent")] = self.file.reference(PAGES)
            yield self.file.written(self.numbers[old], held)

    def _moved(self, held: PdfObject) -> PdfObject:
        """The same with the file's numbers; what it refers to follows."""
        if isinstance(held, IndirectObject):
            if held.idnum not in self.numbers:
                self.numbers[held.idnum] = self.file.number()
                self.pending.append(held.idnum)
            return self.file.reference(self.numbers[held.idnum])
        if isinstance(held, DictionaryObject):
            for key in LEFT_BEHIND & held.keys():
                del held[key]
            for key in held:
                held[NameObject(key)] = self._moved(held.raw_get(key))
        elif isinstance(held, ArrayObject):
            return ArrayObject(self._moved(one) for one in list.__iter__(held))
        return held


def _dictionary(**held: PdfObject) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{name}"): one for name, one in held.items()})
