"""Inputs beyond each limit, one a surface: small files that claim to be large, or hold no more than the limit and one."""

import io
import json
import os
import struct
import zipfile
from pathlib import Path

import docx
import openpyxl
import xlwt

from investtrack.input_limits import CELL_TEXT, CELLS, COLUMNS, MERGES, PACKED, PARTS, SETTINGS


ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "云溪县2022年一季度台账.xlsx"
FORM = ROOT / "plugins/investtrack-forms/src/investtrack_forms/forms/旬调度表.xlsx"
WORD_FORM = FORM.with_name("复工情况通报.docx")

LEDGERS = ("甲.xlsx", "甲.xls", "甲.et", "甲.ods", "项目台账.csv", "甲.json")
DOCUMENTS = ("汇报.docx", "汇报.txt", "汇报.md")


def call(verb, path, out):
    """Return the arguments that give the file at *path* to *verb*."""
    ledger = str(EXAMPLE)
    return {
        "check": ["check", path],
        "audit": ["audit", path],
        "verify": ["verify", path, ledger],
        "fill": ["fill", path, ledger, "-o", f"{out}{path.suffix}"],
        "template": ["export", ledger, "--to", "word", "-o", f"{out}.docx", "--template", path],
        "profile": ["check", ledger, "--profile", path],
    }[verb]


def sparse(path, most=PACKED):
    """Make a file of one byte more than *most*; nothing of it lies on the disk."""
    with path.open("wb") as stream:
        stream.truncate(most + 1)


def base(suffix):
    """Return a small file of the kind of *suffix*, as a package."""
    if suffix == ".docx":
        out = io.BytesIO()
        docx.Document().save(out)
        return out.getvalue()
    if suffix == ".ods":
        return ods("<table:table-row><table:table-cell/></table:table-row>")
    return EXAMPLE.read_bytes()


def ods(rows):
    out = io.BytesIO()
    name = "urn:oasis:names:tc:opendocument:xmlns"
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{name}:office:1.0" xmlns:table="{name}:table:1.0" '
            f'xmlns:text="{name}:text:1.0"><office:body><office:spreadsheet><table:table table:name="项目台账">'
            f"{rows}</table:table></office:spreadsheet></office:body></office:document-content>",
        )
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return out.getvalue()


def with_parts(data, more):
    """Return the package *data* with *more* parts added."""
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        for name, content in more:
            archive.writestr(name, content)
    return out.getvalue()


def claiming(data, size):
    """Return the package *data* with its last part said to unpack to *size* bytes."""
    at = data.rindex(b"PK\x01\x02") + 24
    return data[:at] + struct.pack("<I", size) + data[at + 4 :]


def many_parts(path):
    path.write_bytes(with_parts(base(path.suffix), ((f"x/{n}", b"") for n in range(PARTS))))


def unpacking_to_much(path):
    path.write_bytes(claiming(with_parts(base(path.suffix), [("x", b"x")]), (1 << 30) + 1))


def growing_much(path):
    path.write_bytes(claiming(with_parts(base(path.suffix), [("x", b"x")]), 60 << 20))


def far_corner(path):
    if path.suffix == ".csv":
        path.write_text("项目名称,总投资\n" + "," * 30_000 + "\n" * 1_000, encoding="utf-8")
    elif path.suffix == ".ods":
        path.write_bytes(
            ods(
                f'<table:table-row table:number-rows-repeated="{CELLS}"><table:table-cell office:value="1"><text:p>1</text:p>'
                '</table:table-cell><table:table-cell office:value="1"><text:p>1</text:p></table:table-cell></table:table-row>'
            )
        )
    else:
        made = openpyxl.Workbook()
        made.active.title = "项目台账"
        made.active["A1"] = "项目名称"
        made.active.cell(1_048_576, 16_384, "大桥")
        made.save(path)


def many_columns(path):
    if path.suffix == ".csv":
        heads = "".join(f",列{number}" for number in range(COLUMNS))
        path.write_text(f"项目名称{heads}\n大桥{',1' * COLUMNS}\n", encoding="utf-8")
    else:
        cell = '<table:table-cell office:value="1"><text:p>1</text:p></table:table-cell>'
        path.write_bytes(ods(f"<table:table-row>{cell * (COLUMNS + 1)}</table:table-row>"))


def much_merged(path):
    if path.suffix == ".xls":
        path.write_bytes(xls_merged(MERGES + 1))
    else:
        made = openpyxl.Workbook()
        made.active.title = "项目台账"
        made.active["A1"] = "项目名称"
        out = io.BytesIO()
        made.save(out)
        mark = '<mergeCell ref="A1:B1"/>'
        merged = f"</sheetData><mergeCells>{mark * (MERGES + 1)}</mergeCells>"
        path.write_bytes(
            changed(out.getvalue(), "xl/worksheets/sheet1.xml", "</sheetData>", merged)
        )


def xls_merged(number):
    """Return an old workbook whose records, as full as they may be, claim together more than *number* merged ranges."""
    made = xlwt.Workbook()
    sheet = made.add_sheet("项目台账")
    sheet.write(0, 0, "项目名称")
    most, claimed = 1_027, 0xFFFF
    sheet.merged_ranges.extend([(0, 0, 1, 1)] * most * (number // claimed + 1))
    out = io.BytesIO()
    made.save(out)
    head = struct.pack("<HH", 0xE5, most * 8 + 2)
    return out.getvalue().replace(head + struct.pack("<H", most), head + struct.pack("<H", claimed))


def long_text(path):
    text = "长" * (CELL_TEXT + 1)
    if path.suffix == ".csv":
        path.write_text(f"项目名称,备注\n大桥,{text}\n", encoding="utf-8")
    elif path.suffix == ".json":
        path.write_text(json.dumps({"projects": [{"name": text}]}), encoding="utf-8")
    elif path.suffix == ".ods":
        cells = "".join(f'<table:table-cell office:value-type="string"><text:p>{each}</text:p></table:table-cell>' for each in ("项目名称", text))  # fmt: skip
        path.write_bytes(ods(f"<table:table-row>{cells}</table:table-row>"))
    elif path.suffix == ".txt":
        path.write_text(f"一、总体情况\n{text}\n", encoding="utf-8")
    elif path.suffix == ".docx":
        made = docx.Document()
        made.add_paragraph("一、总体情况")
        made.add_paragraph(text)
        made.save(str(path))
    else:
        made = openpyxl.Workbook()
        made.active.title = "项目台账"
        for row in (("项目名称", "备注"), ("大桥", "LONG")):
            made.active.append(row)
        out = io.BytesIO()
        made.save(out)
        path.write_bytes(changed(out.getvalue(), "xl/worksheets/sheet1.xml", "LONG", text))


def changed(data, part, old, new):
    """Return the package *data* with *old* in *part* replaced by *new*, which no program would write there."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for each in source.infolist():
            content = source.read(each)
            if each.filename == part:
                content = content.replace(old.encode(), new.encode("ascii", "xmlcharrefreplace"))
            target.writestr(each.filename, content)
    return out.getvalue()


def many_digits(path):
    rows = (("项目名称", "总投资"), ("大桥", "12345678901234567890123"))
    if path.suffix == ".csv":
        path.write_text("".join(f"{','.join(row)}\n" for row in rows), encoding="utf-8")
    elif path.suffix == ".xls":
        made = xlwt.Workbook()
        sheet = made.add_sheet("项目台账")
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                sheet.write(at, column, text)
        made.save(str(path))
    else:
        made = openpyxl.Workbook()
        made.active.title = "项目台账"
        for row in rows:
            made.active.append(row)
        made.save(path)


def nested(path):
    deep = 100_000
    if path.suffix == ".toml":
        path.write_text("a=" + "[" * deep + "]" * deep, encoding="utf-8")
    elif path.suffix == ".json":
        path.write_text('{"ledger": ' + "[" * deep + "]" * deep + "}", encoding="utf-8")
    else:
        part, mark, inner = {
            ".docx": ("word/document.xml", "<w:body>", "<w:p>"),
            ".xlsx": ("xl/worksheets/sheet1.xml", "<sheetData>", "<row>"),
        }[path.suffix]
        more = inner * 1_000 + inner.replace("<", "</") * 1_000
        path.write_bytes(changed(base(path.suffix), part, mark, mark + more))


ARCHIVES = [("check", "甲.xlsx"), ("check", "甲.ods"), ("audit", "汇报.docx"), ("verify", "汇报.docx"), ("fill", "表.xlsx"), ("fill", "表.docx"), ("template", "模板.docx")]  # fmt: skip

CASES = [
    *(("PACKED", sparse, "check", name) for name in LEDGERS),
    *(("PACKED", sparse, "audit", name) for name in DOCUMENTS),
    ("PACKED", sparse, "verify", "汇报.docx"),
    ("PACKED", sparse, "fill", "表.xlsx"),
    ("PACKED", sparse, "fill", "表.docx"),
    ("PACKED", sparse, "template", "模板.docx"),
    ("SETTINGS", lambda path: sparse(path, SETTINGS), "profile", "本县.toml"),
    *(("UNPACKED", unpacking_to_much, *each) for each in ARCHIVES),
    *(("RATIO", growing_much, *each) for each in ARCHIVES),
    *(("PARTS", many_parts, *each) for each in ARCHIVES),
    *(("CELLS", far_corner, "check", name) for name in ("甲.xlsx", "甲.ods", "项目台账.csv")),
    *(("COLUMNS", many_columns, "check", name) for name in ("甲.ods", "项目台账.csv")),
    *(("MERGES", much_merged, "check", name) for name in ("甲.xlsx", "甲.xls")),
    *(
        ("CELL_TEXT", long_text, "check", name)
        for name in ("甲.xlsx", "甲.ods", "项目台账.csv", "甲.json")
    ),
    *(("CELL_TEXT", long_text, "audit", name) for name in ("汇报.docx", "汇报.txt")),
    ("CELL_TEXT", long_text, "verify", "汇报.docx"),
    *(("digits", many_digits, "check", name) for name in ("甲.xlsx", "甲.xls", "项目台账.csv")),
    ("NESTING", nested, "profile", "本县.toml"),
    ("NESTING", nested, "check", "甲.json"),
    ("NESTING", nested, "verify", "汇报.docx"),
    ("NESTING", nested, "fill", "表.docx"),
    ("NESTING", nested, "fill", "表.xlsx"),
    ("NESTING", nested, "template", "模板.docx"),
]


def row_of(limit, verb, name, said):
    """Return the row of the table in docs/security.md: what is given to which verb, the limit, and what is said."""
    named = f"`{limit}`" if limit.isupper() else "15 digits"
    return f"| {name} | {verb} | {named} | {said} |"


def said_of(text, folder):
    """Return what a clerk reads of *text*: its sentence, or the finding of the cell."""
    lines = [line.replace(f"{folder}{os.sep}", "") for line in text.splitlines()]
    of_cell = next((at for at, line in enumerate(lines) if "!B2" in line), None)
    if of_cell is None:
        assert len(lines) == 1, text
        return lines[0].partition("：")[2]
    return "；".join(
        line.strip() for line in (lines[of_cell].partition("!B2")[2], lines[of_cell + 1])
    )
