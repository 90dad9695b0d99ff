"""Makes the Word example form, 复工情况通报, part by part."""

from __future__ import annotations

from pathlib import Path

from investtrack_ooxml.package import new_package


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HEADS = ("序号", "项目名称", "项目级别", "计划复工", "实际复工", "包保领导", "未复工原因")
_WIDTHS = (700, 3000, 1200, 1300, 1300, 1200, 1800)
_ASKED = (
    "{{ 序号 }}", "{{ 项目名称 }}", "{{ 项目级别 }}", "{{ 计划复工时间|m月d日 }}", "{{ 实际复工时间|m月d日 }}", "{{ 包保领导 }}",
    "{{ 未复工原因 }}",
)  # fmt: skip
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def resumption() -> bytes:
    """Return the form: a sentence of figures, and a table grouped by stage with a row for each resumption."""
    body = [
        _paragraph([("{{ 地区 }}重大项目复工复产情况通报", True)], "center", 36),
        _paragraph(
            [
                ("截至{{ 截止日期|m月d日 }}，全县计划复工", False), ("{{ resumption.planned.count }}", True),
                ("个，已复工{{ resumption.resumed", False), (".count }}", True),
                ("个，复工率{{ resumption.rate|1|百分数 }}；逾期未复工{{ resumption.overdue.count }}个。", False),
            ],
            "left", 28,
        ),
        _table(),
        _paragraph([("合计{{ 个数() }}个项目。", False)], "left", 24),
    ]  # fmt: skip
    page = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="900" w:bottom="1440" w:left="900" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>'
    document = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{_W}"><w:body>'
        f"{''.join(body)}{page}</w:body></w:document>"
    )
    parts = {"[Content_Types].xml": _TYPES, "_rels/.rels": _RELS, "word/document.xml": document}
    return new_package(
        Path("form.docx"), {name: text.encode() for name, text in parts.items()}
    ).to_bytes()


def _run(text: str, size: int, *, bold: bool) -> str:
    mark = "<w:b/>" if bold else ""
    fonts = '<w:rFonts w:ascii="仿宋" w:eastAsia="仿宋" w:hAnsi="仿宋"/>'
    return f'<w:r><w:rPr>{fonts}{mark}<w:sz w:val="{size}"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _paragraph(runs: list[tuple[str, bool]], align: str, size: int) -> str:
    inside = "".join(_run(text, size, bold=bold) for text, bold in runs)
    return f'<w:p><w:pPr><w:spacing w:before="60" w:after="60"/><w:jc w:val="{align}"/></w:pPr>{inside}</w:p>'


def _table() -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in _WIDTHS)
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    rows = [
        _row([_cell(head, width, bold=True, fill="DDDDDD") for head, width in zip(_HEADS, _WIDTHS, strict=True)], head=True),
        _row([_cell("{% 组 %}{{ 组序号 }}、{{ 组 }}项目（{{ 个数() }}个）", sum(_WIDTHS), bold=True, span=len(_WIDTHS))]),
        _row([_cell(("{% 明细 复工复产；分组 建设阶段；排序 建设阶段，计划复工时间 %}" if not i else "") + text, width)
              for i, (text, width) in enumerate(zip(_ASKED, _WIDTHS, strict=True))]),
    ]  # fmt: skip
    return f'<w:tbl><w:tblPr><w:tblW w:w="{sum(_WIDTHS)}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'


def _row(cells: list[str], *, head: bool = False) -> str:
    repeated = "<w:trPr><w:tblHeader/></w:trPr>" if head else ""
    return f"<w:tr>{repeated}{''.join(cells)}</w:tr>"


def _cell(text: str, width: int, *, bold: bool = False, fill: str = "", span: int = 1) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    wide = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{wide}{shade}<w:vAlign w:val="center"/></w:tcPr>{_paragraph([(text, bold)], "center", 21)}</w:tc>'
