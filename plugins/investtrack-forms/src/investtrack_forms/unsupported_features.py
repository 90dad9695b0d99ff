"""What filling cannot keep, or cannot follow, found in the form before anything is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import frozen

from investtrack.errors import SourceError
from investtrack.wording import some_text
from investtrack_ooxml.package import Package
from investtrack_ooxml.spreadsheet.references import names_cells_in_text
from investtrack_ooxml.spreadsheet.workbook import Workbook
from investtrack_ooxml.xml import local_name


@frozen
class UnsupportedFeature:
    """Something of the form that a filled copy would lack or hold wrongly.

    Attributes:
        text: what, and how to go on, in Chinese.
        refused: whether nothing is written unless the caller says so.
    """

    text: str
    refused: bool = False


_PARTS = (
    (
        re.compile(r"_xmlsignatures/.+\.xml"),
        UnsupportedFeature(
            "数字签名：填表后签名失效，会从结果里去掉；请填好后重新签名", refused=True
        ),
    ),
    (
        re.compile(r"xl/revisions/.+\.xml"),
        UnsupportedFeature(
            "共享工作簿的修订记录：插入行后记录会错位；请先在 Excel 里取消共享", refused=True
        ),
    ),
    (
        re.compile(r"xl/(?:xmlMaps|tables/tableSingleCells\d+)\.xml"),
        UnsupportedFeature("XML 映射：映射的单元格不随插入的行移动；请填好后核对"),
    ),
    (
        re.compile(r"xl/externalLinks/externalLink\d+\.xml"),
        UnsupportedFeature("指向别的工作簿的公式：原样保留，存的是那份工作簿上次的数"),
    ),
    (
        re.compile(r"xl/pivotTables/pivotTable\d+\.xml"),
        UnsupportedFeature("数据透视表：原样保留，打开时刷新才是新数"),
    ),
    (
        re.compile(r"xl/charts/chartEx\d+\.xml"),
        UnsupportedFeature("新式图表：原样保留，打开时才按新数重画"),
    ),
)
_LINK = re.compile(r'HYPERLINK\(\s*"#', re.IGNORECASE)
_MACROS = re.compile(r"(?:xl|word)/vbaProject\.bin")


def unsupported_features(
    package: Package, book: Workbook | None, *, moves_rows: bool
) -> list[UnsupportedFeature]:
    """Return what a filled copy of *package* would lack or hold wrongly.

    Args:
        package: the form.
        book: the form as a workbook, if it is one.
        moves_rows: whether rows are repeated in it.
    """
    names = list(package.names)
    found = [loss for pattern, loss in _PARTS if any(pattern.fullmatch(name) for name in names)]
    if any(_MACROS.fullmatch(name) for name in names):
        found.append(
            UnsupportedFeature(
                "宏：原样保留，没有运行"
                + ("；宏里写死的行号不随插入的行移动，请核对" if moves_rows else "")
            )
        )
    if book is not None and moves_rows:
        found += _shown_elsewhere(book)
        places = [
            f"{sheet.name}!{cell.get('r')}"
            for sheet, formula in book.formulas()
            if names_cells_in_text(formula.text or "") and (cell := formula.getparent()) is not None
        ]
        if places:
            shown = some_text(places, 5)
            found.append(
                UnsupportedFeature(
                    f"用文字或偏移找单元格的公式（INDIRECT、OFFSET、ADDRESS）：{shown} 不随插入的行移动，请核对"
                )
            )
    return found


def _shown_elsewhere(book: Workbook) -> Iterator[UnsupportedFeature]:
    """Yield the links in formulas, whose targets are text, and the small charts in cells, which are not repeated."""
    links = [
        f"{sheet.name}!{cell.get('r')}"
        for sheet, formula in book.formulas()
        if _LINK.search(formula.text or "") and (cell := formula.getparent()) is not None
    ]
    if links:
        yield UnsupportedFeature(
            f"HYPERLINK 公式：{some_text(links, 5)} 里写明的单元格不随插入的行移动，请核对"
        )
    charts = [
        f"{sheet.name}!{''.join(e.text or '' for e in spark if local_name(e) == 'sqref')}"
        for sheet in book.sheets
        for spark in book.package.tree(sheet.part).iter("{*}sparkline")
    ]
    if charts:
        yield UnsupportedFeature(
            f"迷你图：{some_text(charts, 5)} 随行移动，但不会给增加的行各画一个，请核对"
        )


def drop_signatures(package: Package) -> None:
    """Remove signatures, which a change has made untrue."""
    for name in [name for name in package.names if name.startswith("_xmlsignatures/")]:
        package.drop(name)


def demand_supported(
    path: Path, unsupported_features: Sequence[UnsupportedFeature], *, allow: bool
) -> None:
    """Refuse the form *path* where something of it would be lost, unless that is allowed.

    Raises:
        SourceError: it would.
    """
    refused = [loss.text for loss in unsupported_features if loss.refused]
    if refused and not allow:
        raise SourceError(
            path, f"填表会丢失原表的内容，没有写出：{'；'.join(refused)}。仍要填请加 --allow-losses"
        )
