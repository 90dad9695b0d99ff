"""An Office file as its parts: opened with care, written as the same bytes every time."""

from __future__ import annotations

import posixpath
import re
import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import define, field, frozen

from investtrack.errors import SourceError
from investtrack.plugin.archives import put


if TYPE_CHECKING:
    from lxml.etree import _Element

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHEETS = (".xlsx", ".xlsm", ".xltx", ".xltm")
DOCUMENTS = (".docx", ".docm", ".dotx", ".dotm")
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_REL = "http://schemas.openxmlformats.org/package/2006/relationships"
_DECLARED = {"xml_declaration": True, "encoding": "UTF-8", "standalone": True}
_MOST_BYTES = 400_000_000
_MOST_PARTS = 5000
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


@frozen
class Relation:
    """A link from one part to another.

    Attributes:
        type: last word of its type, such as ``worksheet``.
        target: the part it leads to; empty where it leads outside.
    """

    type: str
    target: str


@define(eq=False)
class Package:
    """The parts of an Office file, by name, in order.

    Attributes:
        path: the file.
        parts: name → bytes.
        trees: parts that were parsed; those that were changed are written from their tree.
    """

    path: Path
    parts: dict[str, bytes]
    trees: dict[str, _Element] = field(factory=dict)
    _as_read: dict[str, bytes] = field(factory=dict, init=False)

    def tree(self, part: str) -> _Element:
        """Return the parsed part; changes of it are written.

        Raises:
            SourceError: it is damaged.
        """
        from lxml import etree

        if part not in self.trees:
            try:
                parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
                self.trees[part] = etree.fromstring(self.parts[part], parser)
                self._as_read[part] = etree.tostring(self.trees[part])
            except (KeyError, etree.XMLSyntaxError) as error:
                raise SourceError(
                    self.path, f"文件内部的 {part} 损坏；请用 Office 或 WPS 打开，另存一份再试"
                ) from error
        return self.trees[part]

    def relations(self, part: str) -> dict[str, Relation]:
        """Return id → relation of *part*."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels not in self.parts:
            return {}
        found: dict[str, Relation] = {}
        for element in self.tree(rels):
            target = element.get("Target", "")
            inside = element.get("TargetMode") != "External"
            full = (
                target.lstrip("/")
                if target.startswith("/")
                else posixpath.normpath(posixpath.join(folder, target))
            )
            kind = element.get("Type", "").rpartition("/")[2]
            found[element.get("Id", "")] = Relation(kind, full if inside else "")
        return found

    def related(self, part: str, kind: str) -> list[str]:
        """Return the parts that *part* leads to by relations of *kind*."""
        return [
            item.target
            for item in self.relations(part).values()
            if item.type == kind and item.target in self.parts
        ]

    def drop(self, part: str) -> None:
        """Remove *part* with every relation to it and its content type."""
        self.parts.pop(part, None)
        self.trees.pop(part, None)
        folder, name = posixpath.split(part)
        self.parts.pop(posixpath.join(folder, "_rels", f"{name}.rels"), None)
        for rels in [name for name in self.parts if name.endswith(".rels")]:
            owner = posixpath.normpath(posixpath.join(posixpath.dirname(rels), ".."))
            for element in list(self.tree(rels)):
                target = element.get("Target", "")
                full = (
                    target.lstrip("/")
                    if target.startswith("/")
                    else posixpath.normpath(posixpath.join(owner, target))
                )
                if full == part and element.get("TargetMode") != "External":
                    self.tree(rels).remove(element)
        types = self.tree("[Content_Types].xml")
        for element in list(types):
            if element.get("PartName") == f"/{part}":
                types.remove(element)

    @property
    def main(self) -> str:
        """The part that is the workbook or document."""
        return next(iter(self.related("", "officeDocument")), "")

    def to_bytes(self) -> bytes:
        """Return the file; the same parts give the same bytes."""
        from lxml import etree

        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self.parts.items():
                tree, written = self.trees.get(name), data
                if tree is not None and etree.tostring(tree) != self._as_read[name]:
                    written = etree.tostring(tree, **_DECLARED)
                put(archive, name, written)
        return out.getvalue()


def open_package(path: Path) -> Package:
    """Open the form *path*; it is only read.

    Raises:
        SourceError: it is absent, of another format, locked, damaged, or a bomb.
    """
    suffix = path.suffix.lower()
    demand_file(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(path, f"读不了这份表（{error.strerror or error}）") from error
    if data.startswith(OLE):
        locked = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0" in data
        raise SourceError(
            path,
            "有打开密码；请先在 Office 或 WPS 里取消密码"
            if locked
            else _ADVICE.get(suffix, _ADVICE[".xls"]),
        )
    if suffix in _ADVICE:
        raise SourceError(path, _ADVICE[suffix])
    if not data:
        raise SourceError(path, "是空文件")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = [item.filename for item in archive.infolist() if not item.is_dir()]
            size = sum(item.file_size for item in archive.infolist())
            if size > _MOST_BYTES or len(names) > _MOST_PARTS or len(set(names)) < len(names):
                raise SourceError(
                    path,
                    "解开后太大或内部有重名的部分，不像正常的表；请用 Office 或 WPS 另存一份再试",
                )
            parts = {name: archive.read(name) for name in names}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise SourceError(
            path, "不是完好的 xlsx 或 docx 文件；请用 Office 或 WPS 打开，另存一份再试"
        ) from error
    package = Package(path, parts)
    if b"purl.oclc.org/ooxml" in parts.get("_rels/.rels", b""):
        raise SourceError(
            path, "是“严格 Open XML”格式；请用 Excel 或 Word 另存为普通的 xlsx 或 docx 再填"
        )
    if "[Content_Types].xml" not in parts or not package.main:
        raise SourceError(path, "不是 xlsx 或 docx 文件；请给 Excel 或 Word 表")
    return package


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
