"""Refuses uploads that are no plain Excel workbook, before anything in them is opened."""

from __future__ import annotations

import zipfile
from io import BytesIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.loading.faults import CatalogueError, Fault

MEGABYTE = 1024 * 1024
MOST_BYTES = 3 * MEGABYTE // 2  # the front server takes 2 MB a request
MOST_UNPACKED = 48 * MEGABYTE
MOST_PARTS = 500
MOST_STRINGS = 100_000
STEEPEST = 100
SMALL_PART = MEGABYTE
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
ZIP = b"PK\x03\x04"
# What a workbook with more than cells has in it, and how its owner gets rid of it.
FOREIGN = {
    "xl/vbaProject": gettext_lazy("里面有宏；另存为“Excel 工作簿（.xlsx）”，宏就去掉了"),
    "xl/externalLinks/": gettext_lazy("里面有指向别的工作簿的链接；在“数据—编辑链接”里断开，再保存"),
    "xl/embeddings/": gettext_lazy("里面嵌了别的文件；删掉嵌入的文件，再保存"),
    "xl/activeX/": gettext_lazy("里面有 ActiveX 控件；删掉控件，再保存"),
    "xl/queryTables/": gettext_lazy("里面有外部数据查询；在“数据—查询和连接”里删掉，再保存"),
    "xl/connections.xml": gettext_lazy("里面有外部数据连接；在“数据—查询和连接”里删掉，再保存"),
}


def refuse(message: str) -> CatalogueError:
    """The error for a file that is not read at all."""
    return CatalogueError([Fault("", message)])


def guard(content: bytes) -> None:
    """Raise CatalogueError, in words, for a file that is not a plain workbook of reasonable size."""
    if len(content) > MOST_BYTES:
        raise refuse(too_big(len(content)))
    if content.startswith(OLD_OFFICE):
        raise refuse(
            _("文件加了密码；在 Excel 里去掉密码，再保存")
            if ENCRYPTED in content
            else _("这是旧格式（.xls 或 .et）的表格；打开它，另存为“Excel 工作簿（.xlsx）”再上传")
        )
    if not content.startswith(ZIP):
        raise refuse(_("这不是 Excel 工作簿，可能只是改了扩展名；用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”"))
    _guard_parts(_parts(content))


def _parts(content: bytes) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise refuse(_("文件不完整，打不开；重新导出或重新保存一次，再上传")) from None


def guard_strings(archive: zipfile.ZipFile) -> None:
    """Refuse more texts than a list can have, before they are read one by one."""
    name = "xl/sharedStrings.xml"
    if name in archive.namelist() and archive.read(name).count(b"<si") > MOST_STRINGS:
        raise refuse(_("文件展开以后太大；多半是成片的空白格带着格式，删掉它们再保存"))


def too_big(size: int) -> str:
    """That a file is too big, and why it may be."""
    said = {"size": f"{size / MEGABYTE:.1f}", "most": f"{MOST_BYTES / MEGABYTE:.1f}"}
    return _("文件有 %(size)s MB，最多 %(most)s MB；删掉图片和空白行的格式，再保存") % said


def _guard_parts(parts: list[zipfile.ZipInfo]) -> None:
    names = [one.filename for one in parts]
    if any(one.flag_bits & 1 for one in parts):
        raise refuse(_("文件加了密码；在 Excel 里去掉密码，再保存"))
    if len(parts) > MOST_PARTS or len(set(names)) < len(names):
        raise refuse(_("文件里的部分太多或有重复，不像 Excel 存的；用 Excel 或 WPS 打开，另存为新的工作簿"))
    if sum(one.file_size for one in parts) > MOST_UNPACKED or any(_is_bomb(one) for one in parts):
        raise refuse(_("文件展开以后太大；多半是成片的空白格带着格式，删掉它们再保存"))
    for start, message in FOREIGN.items():
        if any(name.lower().startswith(start.lower()) for name in names):
            raise refuse(str(message))
    if "xl/workbook.xml" not in names:
        raise refuse(_("这不是 .xlsx 工作簿；用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”再上传"))


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > SMALL_PART and part.file_size > STEEPEST * max(part.compress_size, 1)
