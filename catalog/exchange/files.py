"""An uploaded file, by what it is: a list as a workbook or as YAML, or the words that lists are read with."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.utils.translation import gettext as _

from catalog.exchange.guarding import MOST_BYTES, OLD_OFFICE, ZIP, refuse, too_big
from catalog.exchange.labels import Names
from catalog.exchange.reading import Reading, read_workbook
from catalog.loading import VOCABULARY, read_yaml

LIST = "list"
BYTE_ORDER_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
# Reading YAML takes seconds for each 100 kB; the longest list has 55.
MOST_YAML = 300 * 1024


def read_file(name: str, content: bytes, kind: str = LIST) -> Reading:
    """The data of an uploaded list, or of a file of words; raises CatalogueError with every fault."""
    if not content:
        raise refuse(_("文件是空的；重新导出或重新保存一次，再上传"))
    if len(content) > MOST_BYTES:
        raise refuse(too_big(len(content)))
    ending = PurePath(name).suffix.lower()
    if ending in (".yaml", ".yml"):
        return Reading(_yaml(content, kind))
    if kind != LIST:
        raise refuse(_("词汇只能用 YAML 导入；上传扩展名是 .yaml 的文件"))
    if ending == ".xlsx":
        return read_workbook(content, Names())
    raise refuse(_wrong_ending(ending))


def _wrong_ending(ending: str) -> str:
    match ending:
        case ".csv" | ".txt" | ".tsv":
            return _("CSV 或文本只有一张表，放不下一份清单；下载空白表格，填好后上传 .xlsx")
        case ".xlsm" | ".xlsb" | ".xltm":
            return _("里面有宏或是二进制格式；另存为“Excel 工作簿（.xlsx）”再上传")
        case ".xls" | ".et" | ".ods" | ".xltx":
            return _("这种表格格式读不了；用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”再上传")
    return _("只能上传 .xlsx 或 .yaml 文件；看看是不是选错了文件")


def _yaml(content: bytes, kind: str) -> Any:
    if content.startswith((ZIP, OLD_OFFICE)):
        raise refuse(_("内容是表格，不是 YAML；把扩展名改回 .xlsx 再上传"))
    if len(content) > MOST_YAML:
        raise refuse(_("YAML 文件最多 300 KB；看看是不是选错了文件"))
    data = read_yaml(_decoded(content))
    if kind == LIST and isinstance(data, dict) and "items" not in data and _looks_like_words(data):
        raise refuse(_("这像是词汇文件，不是清单；在“词汇”下面上传"))
    return data


def _looks_like_words(data: dict[str, Any]) -> bool:
    return bool(data) and all(isinstance(one, dict) and "name" in one for one in data.values())


def _decoded(content: bytes) -> str:
    for encoding in (BYTE_ORDER_MARKS.get(content[:2]), "utf-8-sig", "gb18030"):
        try:
            if encoding:
                return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise refuse(_("文字编码读不出来；用记事本打开，另存为 UTF-8 再上传"))


def is_words(kind: str) -> bool:
    """Whether a kind of file is one of the vocabulary's."""
    return kind in VOCABULARY
