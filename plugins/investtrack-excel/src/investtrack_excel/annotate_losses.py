"""What of a workbook openpyxl does not carry into a copy, found in the archive before anything is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    import zipfile

    from openpyxl import Workbook

# Parts of the archive that are always dropped, and what a clerk calls them.
_DROPPED = (
    (re.compile(r"xl/vbaProject\.bin"), "宏"),
    (re.compile(r"xl/charts/chartEx\d+\.xml"), "新式图表"),
    (re.compile(r"xl/(?:cellimages\.xml|richData/.+)"), "单元格内图片"),
    (re.compile(r"xl/diagrams/data\d+\.xml"), "SmartArt 图形"),
    (re.compile(r"xl/embeddings/.+"), "嵌入的文档"),
    (re.compile(r"xl/(?:ctrlProps|activeX)/[^/]+\.xml"), "表单控件"),
    (re.compile(r"xl/slicers/.+\.xml"), "切片器"),
    (re.compile(r"xl/timelines/.+\.xml"), "日程表"),
    (re.compile(r"xl/threadedComments/.+\.xml"), "批注的回复"),
    (re.compile(r"xl/(?:connections|queryTables/.+)\.xml"), "外部数据连接"),
    (re.compile(r"_xmlsignatures/.+\.xml"), "数字签名"),
)
_ONCE = frozenset({"宏", "单元格内图片", "批注的回复", "外部数据连接", "数字签名"})
_SHAPE = re.compile(rb"<(?:\w+:)?(?:sp|cxnSp|grpSp)[ >]")
_PICTURE = re.compile(rb"<(?:\w+:)?pic[ >]")
# What openpyxl warns of while it reads, by a word of its message.
_WARNED = (
    ("Conditional Formatting extension", "新式条件格式"),
    ("Data Validation extension", "引用他表的下拉选项"),
    ("Sparkline", "迷你图"),
    ("conditional formatting rule", "读不懂的条件格式"),
    ("outside the limits for dates", "超出范围的日期（成了错误值）"),
    ("part of a merged range but has a comment", "合并单元格里的批注"),
    ("Slicer", "切片器"),
    ("header or footer", "页眉页脚"),
    ("Print area", "打印区域"),
    ("Defined names", "引用出错的名称"),
)
# Already said by what the archive holds.
_KNOWN = ("DrawingML", "Unable to read chart", "image", "default style", "extLst")


def losses(archive: zipfile.ZipFile, book: Workbook, warned: Iterable[str]) -> list[str]:
    """Return what the copy lacks, such as ``图片2个``.

    Args:
        archive: the source.
        book: the source as openpyxl holds it.
        warned: what openpyxl warned of while it read.
    """
    names = archive.namelist()
    found: list[str] = []
    for pattern, label in _DROPPED:
        if number := sum(pattern.fullmatch(name) is not None for name in names):
            found.append(label if label in _ONCE else f"{label}{number}个")
    found += _uncounted(archive, book, names)
    for message in warned:
        label = next((said for word, said in _WARNED if word in message), "")
        if not label and not any(word in message for word in _KNOWN):
            label = f"其他内容（{' '.join(message.split())}）"
        if label and not any(item.startswith(label) for item in found):
            found.append(label)
    return found


def charts_kept(book: Workbook) -> int:
    """Return how many charts the copy keeps, redrawn by openpyxl."""
    return _held([*book.worksheets, *book.chartsheets], "_charts")


def _uncounted(archive: zipfile.ZipFile, book: Workbook, names: Sequence[str]) -> list[str]:
    """Return what was read less often than the archive holds it."""
    drawings = b"".join(
        archive.read(name) for name in names if re.fullmatch(r"xl/drawings/drawing\d+\.xml", name)
    )
    sheets = [*book.worksheets, *book.chartsheets]
    counts = (
        ("图形和文本框", len(_SHAPE.findall(drawings)), 0),
        ("图片", len(_PICTURE.findall(drawings)), _held(sheets, "_images")),
        ("图表", _parts(r"xl/charts/chart\d+\.xml", names), _held(sheets, "_charts")),
        (
            "数据透视表",
            _parts(r"xl/pivotTables/pivotTable\d+\.xml", names),
            _held(sheets, "_pivots"),
        ),
    )
    return [f"{label}{there - here}个" for label, there, here in counts if there > here]


def _parts(pattern: str, names: Sequence[str]) -> int:
    return sum(re.fullmatch(pattern, name) is not None for name in names)


def _held(sheets: Sequence[object], attribute: str) -> int:
    return sum(len(getattr(sheet, attribute, ())) for sheet in sheets)
