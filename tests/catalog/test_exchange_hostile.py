"""Files that are broken, bloated or dressed up are refused in words, in little time and memory."""

import struct
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.exchange.files import read_file
from catalog.exchange.guarding import MOST_BYTES, MOST_UNPACKED, OLD_OFFICE, guard
from catalog.exchange.labels import Names
from catalog.exchange.reading import read_workbook
from catalog.loading import CatalogueError
from tests.catalog.books import SHEET, book_of, faults, parts, read, zipped
from tests.catalog.conftest import LIST

MEGABYTE = 1024 * 1024
BENEFITS = SHEET.format(7)
EMPTY_ROW = '<row r="{0}" spans="1:10" s="5" customFormat="1" ht="15" hidden="0"/>'
ENTITY = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'


@pytest.fixture
def good(words: None) -> dict[str, bytes]:
    """The parts of a right workbook."""
    return parts(book_of(LIST))


def message(content: bytes) -> str:
    (fault,) = faults(content)
    return fault.message


def test_the_right_workbook_is_read(good: dict[str, bytes]) -> None:
    assert read(zipped(good)).data == LIST
    assert "待遇".encode() in good["xl/workbook.xml"]
    assert "护理补贴".encode() in good[BENEFITS]


def bomb(good: dict[str, bytes]) -> bytes:
    return zipped({**good, "xl/media/image1.png": b"\0" * (MOST_UNPACKED + 1)})


def steep(good: dict[str, bytes]) -> bytes:
    return zipped({**good, BENEFITS: good[BENEFITS].replace(b"</sheetData>", b" " * 8 * MEGABYTE + b"</sheetData>")})


def with_part(name: str) -> Callable[[dict[str, bytes]], bytes]:
    return lambda good: zipped({**good, name: b"<x/>"})


def with_head(part: str, head: bytes) -> Callable[[dict[str, bytes]], bytes]:
    """A part with a document type before it."""

    def change(good: dict[str, bytes]) -> bytes:
        body = good[part].removeprefix(b"<?xml version='1.0' encoding='UTF-8'?>")
        return zipped({**good, part: b'<?xml version="1.0"?>' + head + body.replace("护理补贴".encode(), b"&e;", 1)})

    return change


def protected(good: dict[str, bytes]) -> bytes:
    content = bytearray(zipped(good))
    for start in (b"PK\x03\x04", b"PK\x01\x02"):
        at = content.find(start) + (6 if start == b"PK\x03\x04" else 8)
        content[at] |= 1
    return bytes(content)


def lying(good: dict[str, bytes]) -> bytes:
    """A part that says it is small and is not."""
    content = bytearray(zipped({**good, BENEFITS: good[BENEFITS] + b" " * 30 * MEGABYTE}))
    with zipfile.ZipFile(BytesIO(content)) as archive:
        size = archive.getinfo(BENEFITS).file_size
    return bytes(content.replace(struct.pack("<L", size), struct.pack("<L", 400)))


def many_parts(good: dict[str, bytes]) -> bytes:
    return zipped({**good, **{f"docProps/{at}.xml": b"" for at in range(600)}})


def doubled(good: dict[str, bytes]) -> bytes:
    out = BytesIO(zipped(good))
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("xl/workbook.xml", good["xl/workbook.xml"])
    return out.getvalue()


def many_texts(good: dict[str, bytes]) -> bytes:
    return zipped({**good, "xl/sharedStrings.xml": b"<sst>" + b"<si><t>1</t></si>" * 100_001 + b"</sst>"})


REFUSED: list[tuple[str, Callable[[dict[str, bytes]], bytes], str]] = [
    ("bomb", bomb, "展开以后太大"),
    ("steep", steep, "展开以后太大"),
    ("lying sizes", lying, "读不了"),
    ("many parts", many_parts, "部分太多"),
    ("many texts", many_texts, "展开以后太大"),
    ("doubled parts", doubled, "有重复"),
    ("macro", with_part("xl/vbaProject.bin"), "宏"),
    ("external link", with_part("xl/externalLinks/externalLink1.xml"), "链接"),
    ("embedded", with_part("xl/embeddings/oleObject1.bin"), "嵌"),
    ("query", with_part("xl/connections.xml"), "外部数据"),
    ("external entity in a sheet", with_head(BENEFITS, ENTITY), "读不了"),
    ("laughs in a sheet", with_head(BENEFITS, LAUGHS), "读不了"),
    ("entity in the styles", with_head("xl/styles.xml", LAUGHS.replace(b">]>", b">]>")), "读不了"),
    ("password in the zip", protected, "密码"),
    ("password", lambda good: OLD_OFFICE + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le"), "去掉密码"),
    ("old", lambda good: OLD_OFFICE + b"\0" * 512, "旧格式"),
    ("truncated", lambda good: zipped(good)[:-200], "不完整"),
    ("text", lambda good: "待遇,金额\n津贴,60".encode(), "不是 Excel 工作簿"),
    ("a page of the web", lambda good: b"<html><table></table></html>", "不是 Excel 工作簿"),
    ("a letter", lambda good: zipped({"word/document.xml": b"<x/>", "[Content_Types].xml": b"<x/>"}), "不是 .xlsx"),
    ("a zip of text", lambda good: zipped({"xl/workbook.xml": b"hello"}), "读不了"),
    ("a sheet of text", lambda good: zipped({**good, BENEFITS: b"hello"}), "读不了"),
    ("a sheet gone", lambda good: zipped({k: v for k, v in good.items() if k != BENEFITS}), "读不了"),
    ("a far cell", lambda good: zipped({**good, BENEFITS: good[BENEFITS].replace(b'r="B3"', b'r="ZZZZ3"')}), "读不了"),
    ("too big", lambda good: zipped(good) + b"\0" * MOST_BYTES, "最多 1.5 MB"),
]


@pytest.mark.parametrize(("make", "said"), [one[1:] for one in REFUSED], ids=[one[0] for one in REFUSED])
def test_a_hostile_workbook(good: dict[str, bytes], make: Callable[[dict[str, bytes]], bytes], said: str) -> None:
    content = make(good)
    tracemalloc.start()
    started = time.perf_counter()
    try:
        assert said in message(content)
        taken, peak = time.perf_counter() - started, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 24 * MEGABYTE
    assert taken < 20


@pytest.mark.parametrize("count", [100_000])
def test_formatted_empty_rows_cost_little(good: dict[str, bytes], count: int) -> None:
    rows = "".join(EMPTY_ROW.format(at) for at in range(10, count)).encode()
    content = zipped({**good, BENEFITS: good[BENEFITS].replace(b"</sheetData>", rows + b"</sheetData>")})
    started = time.perf_counter()
    if len(content) <= MOST_BYTES:
        assert read(content).data == LIST
    else:
        assert "空白行的格式" in message(content)
    assert time.perf_counter() - started < 30


def test_a_lying_size_of_a_page_changes_nothing(good: dict[str, bytes]) -> None:
    start, end = good[BENEFITS].index(b"<dimension"), good[BENEFITS].index(b"<sheetViews")
    for said in (b'<dimension ref="A1:XFD1048576"/>', b'<dimension ref="A1"/>', b""):
        page = good[BENEFITS][:start] + said + good[BENEFITS][end:]
        assert read(zipped({**good, BENEFITS: page})).data == LIST


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 10**6), flip=st.integers(1, 255), part=st.integers(0, 30))
def test_damage_is_told_and_never_raises_otherwise(good: dict[str, bytes], at: int, flip: int, part: int) -> None:
    names = sorted(good)
    name = names[part % len(names)]
    body = bytearray(good[name])
    body[at % len(body)] ^= flip
    whole = bytearray(zipped(good))
    whole[at % len(whole)] ^= flip
    for content in (zipped({**good, name: bytes(body)}), bytes(whole)):
        with suppress(CatalogueError):
            assert read_workbook(content, Names()).data.keys() <= LIST.keys()


NAMES = [
    ("清单.csv", b"a,b", "CSV"),
    ("list.xlsm", b"PK\x03\x04", "宏"),
    ("list.xls", OLD_OFFICE, "另存为"),
    ("list.ods", b"PK\x03\x04", "另存为"),
    ("list.pdf", b"%PDF", "只能上传"),
    ("list", b"x", "只能上传"),
    ("list.xlsx", b"", "空的"),
    ("list.yaml", b"PK\x03\x04", "改回 .xlsx"),
    ("list.yaml", b"\xff\xfe\x00\xd8", "文字编码"),
    ("list.yaml", b"a: 1\n" * 300_000, "300 KB"),
    ("list.yaml", b"a: *x", "写全"),
    ("list.yaml", b"a: !!python/object/apply:os.system [id]", "YAML"),
    ("list.yaml", b"[" * 5000, "YAML"),
    ("list.yaml", b"a: " + b"9" * 5000, "YAML"),
    ("facts.yaml", "sex: {name: 性别, type: bool}".encode(), "词汇"),
]


@pytest.mark.parametrize(("name", "content", "said"), NAMES)
def test_a_file_of_another_kind(words: None, name: str, content: bytes, said: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        read_file(name, content)
    assert said in caught.value.faults[0].message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_yaml_in_every_encoding_of_the_office(words: None, encoding: str) -> None:
    assert read_file("清单.YAML", "title: 㐂𠮷清单\nitems: []".encode(encoding)).data["title"] == "㐂𠮷清单"


def test_a_hyperlink_of_a_cell_is_no_external_link(good: dict[str, bytes]) -> None:
    rels = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"'
        b' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"'
        b' Target="https://example.com/" TargetMode="External"/></Relationships>'
    )
    content = zipped({**good, "xl/worksheets/_rels/sheet2.xml.rels": rels})
    guard(content)
    assert read(content).data == LIST
