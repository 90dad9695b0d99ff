"""A form's file: an xlsx or docx, or a sentence that says what to do instead."""

from __future__ import annotations

import re
from pathlib import Path

from investtrack.errors import SourceError
from investtrack.input_limits import bounded_bytes
from investtrack_ooxml.package import OLE, Package, is_encrypted, open_archive


SHEETS = (".xlsx", ".xlsm", ".xltx", ".xltm")
DOCUMENTS = (".docx", ".docm", ".dotx", ".dotm")
_ADVICE = {
    ".xls": "是 2003 版 xls 表，改写会丢格式；请用 Excel 或 WPS 打开，另存为 xlsx 再填",
    ".et": "是 WPS 的 et 表；请用 WPS 打开，另存为 xlsx 再填",
    ".ods": "是 ods 表；请用 Excel 或 WPS 打开，另存为 xlsx 再填",
    ".xlsb": "是二进制的 xlsb 表；请用 Excel 或 WPS 打开，另存为 xlsx 再填",
    ".doc": "是 2003 版 doc 文档；请用 Word 或 WPS 打开，另存为 docx 再填",
    ".wps": "是 WPS 的 wps 文档；请用 WPS 打开，另存为 docx 再填",
    ".odt": "是 odt 文档；请用 Word 或 WPS 打开，另存为 docx 再填",
    ".pdf": "是 PDF，没有可填的格子；请向发表单位要 Excel 或 Word 原表",
}


def open_form(path: Path) -> Package:
    """Open the form *path*; it is only read.

    Raises:
        SourceError: it is absent, of another format, locked, damaged, or a bomb.
    """
    suffix = path.suffix.lower()
    demand_file(path)
    data = bounded_bytes(path)
    is_old = data.startswith(OLE) and not is_encrypted(data)
    if is_old or (suffix in _ADVICE and not data.startswith(OLE)):
        raise SourceError(path, _ADVICE.get(suffix, _ADVICE[".xls"]))
    return open_archive(path, data)


def demand_file(path: Path) -> None:
    """Demand that the form *path* is there.

    Raises:
        SourceError: nothing is, or a folder.
    """
    if path.is_dir():
        raise SourceError(path, "这是一个文件夹，请给出要填的表")
    if not path.exists():
        raise SourceError(path, "没有这份表，请检查路径")


def is_workbook(package: Package) -> bool:
    """Whether *package* is a workbook.

    Raises:
        SourceError: it is neither a workbook nor a Word document.
    """
    name = package.main
    if re.search(r"xl/workbook[^/]*\.xml$", name):
        return True
    if name.endswith(".xml") and name.startswith("word/"):
        return False
    raise SourceError(package.path, "不是 Excel 工作簿，也不是 Word 文档")
