"""The first sheet of an annotated copy: every finding, with a link to its cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from attrs import frozen

from investtrack.findings import Finding, Grade
from investtrack.model.source import CellRef, column_letters
from investtrack_excel.annotate.marks import FILLS, LINK_COLOUR, position
from investtrack_ooxml.spreadsheet.addresses import address
from investtrack_ooxml.spreadsheet.cells import clean
from investtrack_ooxml.spreadsheet.sheet_outline import SheetOutline
from investtrack_ooxml.spreadsheet.styles import MAIN, Styles
from investtrack_ooxml.spreadsheet.workbook import Workbook
from investtrack_ooxml.xml import DECLARATION, escaped, quoted


TITLE = "校核清单"
LEGEND = "本表由 investtrack check 写出。点“单元格”去台账改；改的是副本，改好请把改动并入原件。深色格有问题，浅色格与之相关。"
_HEADS = (
    ("序号", 6), ("等级", 7), ("表", 13), ("单元格", 10), ("发现", 46), ("现值", 20), ("应为", 24), ("怎么改", 42),
    ("相关", 16), ("代码", 24),
)  # fmt: skip
_LETTERS = [column_letters(number) for number in range(len(_HEADS))]
_GRADE, _PLACE, _RELATED = 2, 4, 9  # columns
_CENTRED = frozenset({1, 2, 4})
# Excel allows 65,530 links a sheet.
_MOST_LINKS = 60_000


def free_title(taken: Collection[str]) -> str:
    """Return a name for the list that is not among the names *taken*."""
    names = {name.lower() for name in taken}
    number, title = 2, TITLE
    while title.lower() in names:
        title, number = f"{TITLE}({number})", number + 1
    return title


def first_row(notes: Sequence[str]) -> int:
    """Return the row of the first finding, below title, legend, counts, *notes* and heads."""
    return 5 + len(notes)


def list_sheet(  # noqa: PLR0913, PLR0917 - all that a list says
    workbook: Workbook,
    title: str,
    sheets: Mapping[str, tuple[str, SheetOutline]],
    file: str,
    findings: Sequence[Finding],
    notes: Sequence[str],
) -> bytes:
    """Return the list of *findings* about *file* as the part of a worksheet, and name its printed heads.

    Args:
        workbook: the copy, whose first sheet the list is.
        title: the list's name.
        sheets: the source's sheet name → its name and outline in the copy, of those that can be linked to.
        file: the source's name.
        findings: what was found, in order.
        notes: what the copy lacks.
    """
    looks = _Looks.of(workbook.styles)
    counts = Counter(finding.grade for finding in findings)
    counted = "　".join(f"{grade.label}{counts[grade]}条" for grade in Grade)
    heads, last = first_row(notes) - 1, _LETTERS[-1]
    rows = []
    links = []
    for row, text in enumerate([f"校核清单　{file}", LEGEND, counted, *notes], 1):
        style, height = (looks.title, ' ht="26" customHeight="1"') if row == 1 else (looks.line, "")
        rows.append(f'<row r="{row}"{height}>{_cell(row, 1, style, text)}</row>')
    cells = "".join(_cell(heads, n, looks.head, head) for n, (head, _) in enumerate(_HEADS, 1))
    rows.append(f'<row r="{heads}">{cells}</row>')
    for number, finding in enumerate(findings, 1):
        row = heads + number
        found = [] if number * 2 > _MOST_LINKS else _links(finding, sheets, file, row)
        links += found
        linked = {column for column, _ in found}
        cells = "".join(
            _cell(
                row, column, looks.of_cell(column, finding.grade, is_link=column in linked), value
            )
            for column, value in enumerate(_values(finding, number, file), 1)
        )
        height = f'ht="{_height(finding):g}" customHeight="1"'
        rows.append(f'<row r="{row}" {height}>{cells}</row>')
    end = heads + len(findings)
    quoted_title = title.replace("'", "''")
    if findings:
        area = f"'{quoted_title}'!$A${heads}:${last}${end}"
        workbook.define_name("_xlnm._FilterDatabase", area, 0, is_hidden=True)
    workbook.define_name("_xlnm.Print_Titles", f"'{quoted_title}'!${heads}:${heads}", 0)
    return _sheet(rows, [markup for _, markup in links], heads, last, end).encode()


@frozen
class _Looks:
    """The formats of the list's cells."""

    title: int
    line: int
    head: int
    wrapped: int
    centred: int
    link: int
    centred_link: int
    grades: Mapping[Grade, int]

    @classmethod
    def of(cls, styles: Styles) -> _Looks:
        wrapped = 'vertical="center" wrapText="1"'
        centred = f'horizontal="center" {wrapped}'
        link = f'<u/><color rgb="FF{LINK_COLOUR}"/>'
        line = "BFBFBF"
        return cls(
            title=styles.add_format(font='<b/><sz val="14"/>', alignment=wrapped),
            line=styles.add_format(alignment=wrapped),
            head=styles.add_format(font="<b/>", fill="D9D9D9", border=line, alignment=centred),
            wrapped=styles.add_format(border=line, alignment=wrapped),
            centred=styles.add_format(border=line, alignment=centred),
            link=styles.add_format(font=link, border=line, alignment=wrapped),
            centred_link=styles.add_format(font=link, border=line, alignment=centred),
            grades={
                grade: styles.add_format(fill=FILLS[grade], border=line, alignment=centred)
                for grade in Grade
            },
        )

    def of_cell(self, column: int, grade: Grade, *, is_link: bool) -> int:
        if column == _GRADE:
            return self.grades[grade]
        if is_link:
            return self.centred_link if column in _CENTRED else self.link
        return self.centred if column in _CENTRED else self.wrapped


def _cell(row: int, column: int, style: int, value: str | int) -> str:
    start = f'<c r="{_LETTERS[column - 1]}{row}" s="{style}"'
    if isinstance(value, int):
        return f"{start}><v>{value}</v></c>"
    if not value:
        return f"{start}/>"
    return f'{start} t="inlineStr"><is><t xml:space="preserve">{_text(value)}</t></is></c>'


@lru_cache(maxsize=4096)  # what is expected and how to fix it is the same in many lines
def _text(value: str) -> str:
    return escaped(clean(value))


def _links(
    finding: Finding, sheets: Mapping[str, tuple[str, SheetOutline]], file: str, row: int
) -> list[tuple[int, str]]:
    """Return the links in a line of the list: column and markup."""
    places = [(_PLACE, finding.place)]
    if others := _others(finding):
        places.append((_RELATED, _own(others, file)))
    found = []
    for column, place in places:
        if place.file != file or place.sheet not in sheets:
            continue  # nothing to go to
        name, outline = sheets[place.sheet]
        to = address(*(position(outline, place.cell) or (1, 1)))
        location = quoted("'" + name.replace("'", "''") + f"'!{to}")
        markup = f'<hyperlink ref="{_LETTERS[column - 1]}{row}" location="{location}"/>'
        found.append((column, markup))
    return found


def _sheet(rows: Sequence[str], links: Sequence[str], heads: int, last: str, end: int) -> str:
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
        for n, (_, width) in enumerate(_HEADS, 1)
    )
    merged = "".join(f'<mergeCell ref="A{row}:{last}{row}"/>' for row in range(1, heads))
    below = f"A{heads + 1}"
    return "".join(
        (
            f'{DECLARATION}<worksheet xmlns="{MAIN}"><sheetPr><tabColor rgb="FFC00000"/>',
            f'<pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:{last}{end}"/>',
            f'<sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="{heads}" topLeftCell="{below}" ',
            'activePane="bottomLeft" state="frozen"/>',
            f'<selection pane="bottomLeft" activeCell="{below}" sqref="{below}"/></sheetView></sheetViews>',
            f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>',
            *rows,
            "</sheetData>",
            f'<autoFilter ref="A{heads}:{last}{end}"/>' if end > heads else "",
            f'<mergeCells count="{heads - 1}">{merged}</mergeCells>',
            f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else "",
            '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>',
            '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>',
        )
    )


def _values(finding: Finding, number: int, file: str) -> list[str | int]:
    place = finding.place
    where = place.sheet if place.file == file or not place.file else f"{place.file} {place.sheet}"
    related = ""
    others = _others(finding)
    if others:
        shown = _own(others, file)
        more = f"等{len(others)}格" if len(others) > 1 else ""
        where_to = f"{shown.sheet}!{shown.cell}" if shown.file == file else str(shown)
        related = f"{where_to}{more}"
    return [
        number, finding.grade.label, where.strip(), place.cell or "（整表）" if place.sheet else "（整个文件）",
        finding.message, finding.found, finding.expected, finding.mend, related, finding.code,
    ]  # fmt: skip


def _others(finding: Finding) -> tuple[CellRef, ...]:
    return tuple(cell for cell in finding.related if cell != finding.place)


def _own(cells: Sequence[CellRef], file: str) -> CellRef:
    return next((cell for cell in cells if cell.file == file), cells[0])


def _height(finding: Finding) -> float:
    """Return the height of a row whose texts wrap, in points: Office does not fit it on opening."""
    texts = ((finding.message, 46), (finding.found, 20), (finding.expected, 24), (finding.mend, 42))
    lines = max(
        sum(-(-(2 * len(part) + 1) // width) for part in text.split("\n")) for text, width in texts
    )
    return min(15.0 * max(1, lines) + 3, 180.0)
