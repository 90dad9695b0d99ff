"""Makes template.docx: GB/T 9704-2012 layout, named styles, the sentences of ``prose``.

Run ``python -m investtrack_word.template.make_template`` after changing a sentence or a style. A test holds
the committed file against what this makes.
"""

from __future__ import annotations

import io
import json
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from investtrack.model.ledger import Ledger
from investtrack.report import build_report
from investtrack.values.period import Period
from investtrack_ooxml.document.opening import open_document
from investtrack_word.report.context import Names
from investtrack_word.report.kinds import ReportKind
from investtrack_word.report.packing import written
from investtrack_word.template import prose_of_regions
from investtrack_word.template.prose import (
    ADDRESSEE,
    ANNEXES,
    ATTACHMENT,
    BODY,
    H1,
    H2,
    SIGNATURE,
    TABLE,
    TABLES,
    TITLE,
)
from investtrack_word.template.prose_of_the_year import OUTLINES
from investtrack_word.template.source import PACKAGED, name_of, read


if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document as WordDocument
    from docx.section import Section
    from docx.text.parfmt import ParagraphFormat
    from lxml.etree import _Element


_SIZE_2, _SIZE_3, _SIZE_4 = 20, 16, 14
"""Points of 2号 (from), 3号 and 4号."""


_BASES = ("Header", "Footer", "HeaderChar", "FooterChar")
LINE = Pt(28.95)  # 225 mm of text height in 22 lines
SMALL = "表格文字"
UNIT = "表格单位"
ANNEX = "附件"
TABLE_TITLE = "表题"
_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
}
# name: face, size, first-line indent in characters, alignment
_STYLES: dict[str, tuple[str, float, int, str]] = {
    TITLE: ("方正小标宋简体", 22, 0, "center"),
    H1: ("黑体", 16, 2, "left"),
    H2: ("楷体", 16, 2, "left"),
    BODY: ("仿宋", 16, 2, "both"),
    ADDRESSEE: ("仿宋", 16, 0, "both"),
    ATTACHMENT: ("仿宋", 16, 2, "left"),
    SIGNATURE: ("仿宋", 16, 0, "right"),
    ANNEX: ("黑体", 16, 0, "left"),
    SMALL: ("仿宋", 10.5, 0, "left"),
    UNIT: ("仿宋", 10.5, 0, "right"),
    "页码": ("宋体", 14, 0, "left"),
}

_OF_REGIONS: dict[str, tuple[str, float, int, str]] = {TABLE_TITLE: ("黑体", 14, 0, "center")}


def build(kind: ReportKind = ReportKind.FIRST_QUARTER, *, of_region: bool = False) -> bytes:
    """Return the template of *kind*, a county's or that of a region rolled up, as bytes, the same every time."""
    document = Document()
    _defaults(document)
    for name, traits in (_STYLES | _OF_REGIONS if of_region else _STYLES).items():
        _style(document, name, *traits)
    _page(document.sections[0])
    _footer(document)
    for style, text in (prose_of_regions.OUTLINES if of_region else OUTLINES)[kind]:
        if style == TABLE:
            title, unit, columns = TABLES[text]
            heading = document.add_paragraph(title, style=TABLE_TITLE)
            heading.paragraph_format.keep_with_next = True
            _table(document, text, columns, unit)
            document.add_paragraph("", style=SMALL)
        else:
            document.add_paragraph(text, style=style)
    _keep_together(document)
    section = document.add_section(WD_SECTION.NEW_PAGE)
    _page(section)
    document.add_paragraph("{%p if has_annex %}", style=BODY)
    document.add_paragraph("附件{% set table = 0 %}", style=ANNEX)
    document.add_paragraph("{{ region }}{{ cumulated_label }}重点项目有关情况表", style=TITLE)
    document.add_paragraph("{%p endif %}", style=BODY)
    for name, title, columns in ANNEXES:
        _annex(document, name, title, columns)
    _lines(document)
    properties = document.core_properties
    properties.created = properties.modified = datetime.fromisoformat("2000-01-01")  # a fixed mark
    properties.author = properties.last_modified_by = properties.comments = ""
    out = io.BytesIO()
    document.save(out)
    return written(out.getvalue(), {})


def _keep_together(document: WordDocument) -> None:
    """Keep the signature on a page with text of the body: GB/T 9704 knows no page that has none."""
    *before, _ = document.paragraphs
    for paragraph in reversed(before):
        if paragraph.style is not None and paragraph.style.name in {H1, H2}:
            break
        paragraph.paragraph_format.keep_with_next = True


def _defaults(document: WordDocument) -> None:
    styles = document.styles.element
    fonts = (
        styles.find(qn("w:docDefaults"))
        .find(qn("w:rPrDefault"))
        .find(qn("w:rPr"))
        .find(qn("w:rFonts"))
    )
    _faces(fonts, "仿宋")
    for tag in ("w:sz", "w:szCs"):
        size = (
            styles.find(qn("w:docDefaults"))
            .find(qn("w:rPrDefault"))
            .find(qn("w:rPr"))
            .find(qn(tag))
        )
        if size is not None:
            size.set(qn("w:val"), "32")
    document.styles["Normal"].font.size = Pt(16)
    language = (
        styles.find(qn("w:docDefaults"))
        .find(qn("w:rPrDefault"))
        .find(qn("w:rPr"))
        .find(qn("w:lang"))
    )
    language.set(qn("w:eastAsia"), "zh-CN")
    for style in document.styles:
        properties = style.element.find(qn("w:rPr"))
        fonts = properties.find(qn("w:rFonts")) if properties is not None else None
        if fonts is not None:
            _faces(fonts, "仿宋")
    _drop_unused(document)
    document.settings.odd_and_even_pages_header_footer = True


def _drop_unused(document: WordDocument) -> None:
    styles, part = document.styles.element, document.part
    # The library's own template has 160 styles; unused, they cost every report its time and size.
    for style in list(styles):
        if (
            style.get(qn("w:default")) != "1"
            and style.get(qn("w:styleId"))
            not in {
                "TableGrid",
                *_BASES,
            }
            and style.tag == qn("w:style")
        ):
            styles.remove(style)
    part = document.part
    for key, relation in list(part.rels.items()):
        if relation.reltype.endswith(("/stylesWithEffects", "/customXml", "/numbering")):
            del part.rels[key]
    for key, relation in list(part.package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            del part.package.rels[key]


def _faces(fonts: _Element, face: str) -> None:
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), face)


def _style(  # noqa: PLR0913, PLR0917 - the traits of a style, in the order of the table
    document: WordDocument, name: str, face: str, size: float, indent: int, align: str
) -> None:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = None
    style.quick_style = True
    style.font.size = Pt(size)
    style.font.color.rgb = RGBColor(0, 0, 0)
    _faces(style.element.get_or_add_rPr().get_or_add_rFonts(), face)
    if size == _SIZE_3:  # 28 characters in 156 mm are 15.79 pt each
        spacing = OxmlElement("w:spacing")
        spacing.set(qn("w:val"), "-4")
        style.element.get_or_add_rPr().insert_element_before(spacing, "w:sz", "w:szCs", "w:lang")
    form = style.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.widow_control = False
    form.keep_with_next = name in {TITLE, H1, H2}
    if size >= _SIZE_4:  # text, not tables
        form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        form.line_spacing = LINE if size < _SIZE_2 else Pt(36)  # the title
        if size >= _SIZE_2:  # its lines would take two of the grid's each
            _free(form, "w:snapToGrid")
    else:
        _free(form, "w:autoSpaceDE", "w:autoSpaceDN", "w:snapToGrid")  # a date takes no more room
        form.space_before = form.space_after = Pt(2)
    form.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY if align == "both" else _ALIGN[align]
    if name == SIGNATURE:  # four characters are left free to the right of the date
        form.right_indent = Pt(size * 4)
        form.element.get_or_add_pPr().get_or_add_ind().set(qn("w:rightChars"), "400")
    if indent:
        form.first_line_indent = Pt(size * indent)
        form.element.get_or_add_pPr().get_or_add_ind().set(
            qn("w:firstLineChars"), str(indent * 100)
        )


def _free(form: ParagraphFormat, *tags: str) -> None:
    for tag in tags:
        free = OxmlElement(tag)
        free.set(qn("w:val"), "0")
        form.element.get_or_add_pPr().insert_element_before(
            free, "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl"
        )


def _page(section: Section) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)


def _lines(document: WordDocument) -> None:
    """Give every section a grid of lines only: LibreOffice gives two cells of one of characters to a wide character."""
    for section in document.element.body.iter(qn("w:sectPr")):
        grid = section.find(qn("w:docGrid"))
        if grid is None:
            grid = OxmlElement("w:docGrid")
            section.append(grid)
        grid.set(qn("w:type"), "lines")
        grid.set(qn("w:linePitch"), "579")  # 28.95 pt: 22 lines


def _footer(document: WordDocument) -> None:
    section = document.sections[0]
    for footer, align in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.style = document.styles["页码"]
        paragraph.alignment = _ALIGN[align]
        form = paragraph.paragraph_format
        form.right_indent, form.left_indent = (Pt(14), None) if align == "right" else (None, Pt(14))
        paragraph.add_run("— ")
        for kind, text in (("begin", ""), (None, "PAGE"), ("end", "")):
            paragraph.add_run()
            if kind:
                mark = OxmlElement("w:fldChar")
                mark.set(qn("w:fldCharType"), kind)
            else:
                mark = OxmlElement("w:instrText")
                mark.set(qn("xml:space"), "preserve")
                mark.text = f" {text} "
            footer.part.element.p_lst[0].r_lst[-1].append(mark)
        paragraph.add_run(" —")


def _annex(
    document: WordDocument, name: str, title: str, columns: Sequence[tuple[str, str, float, str]]
) -> None:
    document.add_paragraph(f"{{%p if annex.{name}.rows %}}", style=BODY)
    number = "{% set table = table + 1 %}附表{{ table }}"  # those without rows are not printed
    heading = document.add_paragraph(f"{number}　{title}", style=H2)
    heading.paragraph_format.keep_with_next = True
    _table(document, name, columns, "万元" if any(end == "right" for *_, end in columns) else "")
    document.add_paragraph(
        f"{{% if annex.{name}.more %}}其余{{{{ annex.{name}.more }}}}个见{{{{ rest_in }}}}。{{% endif %}}",
        style=SMALL,
    )
    document.add_paragraph("{%p endif %}", style=BODY)


def _table(
    document: WordDocument, name: str, columns: Sequence[tuple[str, str, float, str]], unit: str
) -> None:
    if unit:
        document.add_paragraph(f"单位：{unit}", style=UNIT).paragraph_format.keep_with_next = True
    table = document.add_table(rows=4, cols=len(columns))
    table.style = document.styles["Table Grid"]
    table.autofit = False
    written = document.element.body.tbl_lst[-1]
    written.tblPr.insert_element_before(_margins(), "w:tblLook")
    for index, (label, key, width, align) in enumerate(columns):
        table.columns[index].width = Mm(width)
        for row in table.rows:
            row.cells[index].width = Mm(width)
        _write(table.cell(0, index), label, "center", bold=True)
        _write(table.cell(2, index), f"{{{{ row.{key} }}}}", align)
    _write(table.cell(1, 0), f"{{%tr for row in annex.{name}.rows %}}", "left")
    _write(table.cell(3, 0), "{%tr endfor %}", "left")
    head = written.tr_lst[0].get_or_add_trPr()
    head.append(OxmlElement("w:tblHeader"))
    for row in written.tr_lst:
        row.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))


def _margins() -> _Element:
    """Return narrow margins of cells, so that a date stands on one line."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "57")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    return margins


def _write(cell: _Element, text: str, align: str, *, bold: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = SMALL
    paragraph.alignment = _ALIGN[align]
    paragraph.add_run(text).bold = bold or None


def parsed(data: bytes) -> str:
    """Return the tags of the template, parsed ahead, as JSON: rendering then needs no parser.

    Raises:
        ValueError: a tag of the template is wrong.
    """
    # Any report will do: what a tag may name does not depend on what a ledger states.
    report = build_report(Ledger(), period=Period.quarter(2022, 1), as_of=date(2022, 3, 31))
    names = Names(report)
    trees, faults = read(open_document(Path(PACKAGED), data), names)
    if faults:
        raise ValueError("\n".join(faults))
    return json.dumps(trees, ensure_ascii=False, separators=(",", ":")) + "\n"


def main() -> None:
    """Write the templates, and their tags parsed."""
    for kind in ReportKind:
        for of_region in (False, True):
            data, name = build(kind, of_region=of_region), name_of(kind, of_region=of_region)
            Path(__file__).with_name(f"{name}.docx").write_bytes(data)
            Path(__file__).with_name(f"{name}.json").write_text(parsed(data), encoding="utf-8")


if __name__ == "__main__":
    main()
