"""CSV out and in: safe to open, exact, and a source again."""

import csv
import io
import json
import re
import zipfile
from contextlib import suppress
from datetime import date
from decimal import Decimal
from fractions import Fraction

import attrs
import pytest
from attrs import evolve
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from made_ledgers import ledgers

from investtrack import Amount, Profile, Rate, SourceError, Unit, build_report
from investtrack.cli.main import main
from investtrack.metrics import DEFINITIONS
from investtrack.model.columns import columns
from investtrack.model.ledger import SHEETS
from investtrack.model.source import NOWHERE
from investtrack.tables import Table, TableColumn, ValueKind
from investtrack.values.cell import bare, guarded
from investtrack_csv.exporter import CsvExporter, CsvZipExporter
from investtrack_csv.importer import CsvImporter
from investtrack_csv.text import table_lines, table_rows
from investtrack_testing import (
    check_exporter,
    check_importer,
    hostile_ledger,
    sample_ledger,
    sample_report,
)


SLOW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def written(exporter, report):
    stream = io.BytesIO()
    exporter.export(report, stream)
    return stream.getvalue()


def rows_of(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def folder(tmp_path, **files):
    for name, text in files.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def test_the_exporters_keep_the_contract():
    check_exporter(CsvExporter(), states=[definition.id for definition in DEFINITIONS])
    check_exporter(CsvZipExporter())


def test_the_importer_keeps_the_contract(tmp_path):
    good = tmp_path / "台账.zip"
    good.write_bytes(written(CsvZipExporter(), sample_report()))
    dirty = (
        folder(tmp_path, 项目台账="项目名称,总投资（万元）\n甲,一千\n,5\n乙,1,多\n")
        / "项目台账.csv"
    )
    broken = tmp_path / "入库计划.csv"
    broken.write_bytes(b"\x81\xff\xff,")
    other = tmp_path / "校核清单.csv"
    other.write_text("等级\n")
    archive = tmp_path / "别的.zip"
    archive.write_bytes(b"PK\x03\x04 no zip")
    check_importer(CsvImporter(), [good, dirty, broken], [other, archive])


def test_a_file_opens_in_excel_as_utf8_and_runs_nothing():
    data = written(CsvExporter(), sample_report(hostile_ledger()))
    assert data.startswith(b"\xef\xbb\xbf")
    for row in rows_of(data):
        for cell in row:
            assert cell[:1] not in {"=", "@"}
            assert cell[:1] not in {"-", "+"} or cell[1:2].isdigit()


@given(st.text("'=+-@＝\t\r甲 ", max_size=6))
def test_guarding_text_is_undone_exactly(text):
    assert bare(guarded(text)) == text
    assert guarded(text)[:1] not in set("=+-@＝\t\r")


def test_the_default_table_is_the_figures():
    head, *rows = rows_of(written(CsvExporter(), sample_report()))
    assert {row[5] for row in rows if row[0] == "leaders.load"} == {"", "个数", "投资"}
    found = dict(zip(head, next(r for r in rows if r[0] == "fai.in_library.expected"), strict=True))
    assert (found["数值"], found["单位"], found["类型"]) == ("4500", "万元", "金额")


def test_no_cell_is_one_that_a_spreadsheet_takes_for_a_date():
    third = evolve(sample_ledger().targets[0], growth=Rate(Fraction(1, 300)))
    report = build_report(evolve(sample_ledger(), targets=(third,)))
    with zipfile.ZipFile(io.BytesIO(written(CsvZipExporter(), report))) as archive:
        cells = [
            c for name in archive.namelist() for row in rows_of(archive.read(name)) for c in row
        ]
    assert [cell for cell in cells if re.fullmatch(r"-?\d+/\d+", cell)] == []
    assert "1/3％" in cells
    assert "分数" not in rows_of(written(CsvExporter(), sample_report()))[0]


def _profile(**options):
    return Profile(options={"csv": options})


def test_another_table_is_chosen_by_an_option():
    head, *rows = rows_of(written(CsvExporter(), sample_report(profile=_profile(table="projects"))))
    assert head[:3] == ["序号", "项目编码", "项目名称"]
    assert [row[2] for row in rows] == ["河东大桥", "青山花园"]


def test_the_command_line_takes_options_and_refuses_what_is_none(tmp_path, capsys):
    source = tmp_path / "台账.zip"
    source.write_bytes(written(CsvZipExporter(), sample_report()))
    out = tmp_path / "项目.csv"
    call = ["export", str(source), "--to", "csv", "-o", str(out), "--option"]
    assert main([*call, "table=projects"]) == 0
    assert "河东大桥" in out.read_text(encoding="utf-8-sig")
    for wrong, said in (("tabel=projects", "没有选项“tabel”"), ("table", "NAME=VALUE"), ("table=x", "没有可用的表")):  # fmt: skip
        assert main([*call, wrong]) == 2
        assert said in capsys.readouterr().err


def test_the_options_of_exporters_are_listed(capsys):
    main(["plugins"])
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["csv", "table"] in [words[:2] for words in lines]
    main(["plugins", "--json"])
    exporters = {e["name"]: e for e in json.loads(capsys.readouterr().out)["exporters"]}
    assert exporters["csv"]["options"] == dict(CsvExporter.options)


def test_a_zip_whose_files_grow_beyond_what_they_began_with_is_written_anew(monkeypatch):
    report = build_report(sample_ledger())
    usual = zipfile.ZipFile(io.BytesIO(written(CsvZipExporter(), report)))
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 1_000)  # as two GiB are
    stream = io.BytesIO(b"what stood before")
    stream.seek(0, io.SEEK_END)
    CsvZipExporter().export(report, stream)
    wide = zipfile.ZipFile(stream)
    assert wide.testzip() is None
    assert {n: wide.read(n) for n in wide.namelist()} == {
        n: usual.read(n) for n in usual.namelist()
    }
    assert stream.getvalue().startswith(b"what stood beforePK")
    assert stream.getvalue().count(b"PK\x05\x06") == 1  # nothing of the first attempt is left


def test_a_zip_has_the_same_members_whenever_it_is_written():
    with zipfile.ZipFile(io.BytesIO(written(CsvZipExporter(), sample_report()))) as archive:
        names = archive.namelist()
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert names[:4] == ["指标.csv", "指标构成.csv", "校核清单.csv", "基本信息.csv"]
    assert names[4:] == [f"{sheet.name}.csv" for sheet in SHEETS]


def contents(ledger):
    """Return a ledger without what a copy of it cannot have: the places its records stood in."""
    return evolve(
        ledger,
        sources=(),
        **{
            sheet.attribute: tuple(evolve(r, origin=NOWHERE) for r in found)
            for sheet in SHEETS
            if (found := getattr(ledger, sheet.attribute)) is not None
        },
    )


def as_read(record):
    """Return a record as every reader of tables gives it: no blanks in names, no numbering or dash for a text."""
    told = {}
    for column in columns(type(record)):
        text = getattr(record, column.key)
        if type(text) is str and column.key != "unit":
            text = re.sub("[-、一二]", "", text).strip()
            told[column.key] = (
                re.sub(r"\s+", "", text) or "甲"
                if column.required or column.key == "name"
                else text or None
            )
    return evolve(record, **told)


def says_noughts(record):
    """Whether a record would be a row of noughts: its text is 0 and it has nothing else."""
    values = attrs.asdict(
        record, recurse=False, filter=lambda field, value: field.name != "origin" and bool(value)
    )
    return bool(values) and all(value == "0" for value in values.values())


@SLOW
@given(ledgers)
def test_what_is_written_reads_back_as_it_was(tmp_path_factory, ledger):
    ledger = evolve(
        ledger,
        **{
            sheet.attribute: tuple(map(as_read, found))
            for sheet in SHEETS
            if (found := getattr(ledger, sheet.attribute)) is not None
        },
    )
    # A row of noughts alone is what formulas give that point to blank rows: it is read as none.
    assume(
        not any(
            says_noughts(record)
            for sheet in SHEETS
            for record in getattr(ledger, sheet.attribute) or ()
        )
    )
    report = build_report(ledger)
    place = tmp_path_factory.mktemp("csv") / "台账.zip"
    place.write_bytes(written(CsvZipExporter(), report))
    extract = CsvImporter().extract(place, Profile())
    assert {finding.code for finding in extract.findings} <= {"rate-suspicious", "row-name-only"}
    assert contents(extract.ledger) == contents(ledger)


def test_a_folder_of_files_is_one_ledger(tmp_path, capsys):
    data = written(CsvZipExporter(), sample_report())
    zipfile.ZipFile(io.BytesIO(data)).extractall(tmp_path / "台账")
    (tmp_path / "台账" / "指标说明.csv").write_text("随便", encoding="utf-8")
    (tmp_path / "台账.zip").write_bytes(data)
    for source in ("台账", "台账.zip"):
        assert main(["metrics", str(tmp_path / source), "--json"]) == 0
        printed = capsys.readouterr().out
        if source == "台账":
            first = printed
    assert printed == first


def test_columns_beyond_the_form_are_written_where_one_is_filled():
    def head(ledger):
        data = written(CsvZipExporter(), build_report(ledger))
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return rows_of(archive.read("项目台账.csv"))[0]

    plain = sample_ledger()
    placed = evolve(
        plain,
        projects=(evolve(plain.projects[0], town="东镇", is_started=False), *plain.projects[1:]),
    )
    assert set(head(placed)) - set(head(plain)) == {"所在乡镇", "是否开工"}


def test_gbk_tabs_units_and_years_are_read(tmp_path):
    text = "项目名称\t总投资(亿元)\t年度计划投资\t开工时间\n甲桥\t1.2\t1,500\t3月5日\n合计\t1.2\t1500\n"
    (tmp_path / "项目台账.csv").write_bytes(text.encode("gb18030"))
    folder(tmp_path, 基本信息="项,值\n报告期,2022年一季度\n金额单位,元\n")
    extract = CsvImporter().extract(tmp_path / "项目台账.csv", Profile())
    (bridge,) = extract.ledger.projects
    assert bridge.total_investment == Amount.of(12000, Unit.WAN)  # 1.2亿元
    assert bridge.year_plan == Amount.of(1500, Unit.YUAN)
    assert bridge.started_on.first == date(2022, 3, 5)
    assert bridge.origin.cell("total_investment").cell == "B2"
    (total,) = extract.ledger.totals
    assert total.scope == (2,)
    assert extract.findings == ()


def test_every_fault_is_found_with_its_cell_in_one_pass(tmp_path):
    text = (
        "项目名称,总投资（万元）,是否入库,入库时间,建设阶段,总投资,怪列\n"
        "甲,一千,也许,待定,在拆,1,x\n"
        ",5,,,,,\n"
        "乙、丙,7,是,2022-13-01,续建,,,多,余\n"
    )
    extract = CsvImporter().extract(folder(tmp_path, 项目台账=text) / "项目台账.csv", Profile())
    assert {(f.code, f.place.cell) for f in extract.findings} == {
        ("header-duplicate", "F1"), ("column-unknown", "G1"),
        ("amount-unreadable", "B2"), ("choice-unknown", "C2"), ("date-undetermined", "D2"), ("choice-unknown", "E2"),
        ("name-missing", "A3"), ("row-too-long", "第4行"), ("date-unreadable", "D4"),
    }  # fmt: skip
    assert dict(extract.ledger.projects[0].origin.texts)["total_investment"] == "一千"


def test_one_file_takes_region_and_period_from_the_file_beside_it(tmp_path, capsys):
    about = "项,值\n地区,甲县\n报告期,2022年一季度\n截止日期,2022-03-20\n金额单位,两\n"
    source = folder(
        tmp_path, 基本信息=about, 项目台账="项目名称,总投资\n甲,1\n", 入库计划="项目名称\n乙\n"
    )
    ledger = CsvImporter().extract(source / "项目台账.csv", Profile()).ledger
    assert (ledger.region.name, ledger.period.code, ledger.as_of) == ("甲县", "2022Q1", date(2022, 3, 20))  # fmt: skip
    for asked in (source, source / "项目台账.csv"):
        assert main(["check", str(asked), "--json"]) == 1
        found = [f for f in json.loads(capsys.readouterr().out) if f["sheet"] == "基本信息"]
        assert [(f["file"], f["cell"], f["found"]) for f in found] == [("基本信息.csv", "B5", "两")]


def test_columns_are_described_as_they_were_read(tmp_path, capsys):
    source = folder(tmp_path, 入库计划="项目名称,立项,名称,项目全称\n甲,√,子,y\n") / "入库计划.csv"
    assert main(["check", str(source), "--columns", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["columns"]
    assert [(c["column"], c["state"], c["field"]) for c in found] == [
        ("A", "已读取", "name"), ("B", "已读取", "papers.立项"), ("C", "不认识", ""), ("D", "认得，不读", ""),
    ]  # fmt: skip


def test_a_file_without_a_header_or_readable_text_says_so(tmp_path):
    extract = CsvImporter().extract(
        folder(tmp_path, 入库计划="随便\n写写\n") / "入库计划.csv", Profile()
    )
    assert [finding.code for finding in extract.findings] == ["header-missing"]
    assert extract.ledger.entries is None
    (tmp_path / "入库计划.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SourceError, match="编码"):
        CsvImporter().extract(tmp_path / "入库计划.csv", Profile())


def test_a_target_in_yi_reads_back_in_yi(tmp_path):
    ledger = sample_ledger()
    target = evolve(ledger.targets[1], unit="亿元", amount=Amount.of("3.5", Unit.YI))
    report = build_report(evolve(ledger, targets=(target,)))
    (tmp_path / "甲.zip").write_bytes(written(CsvZipExporter(), report))
    (read,) = CsvImporter().extract(tmp_path / "甲.zip", Profile()).ledger.targets
    assert read.amount == Amount.of("3.5", Unit.YI)


def test_a_quote_without_its_end_swallows_no_rows_in_silence(tmp_path):
    text = '项目名称,总投资,备注\n甲,1,"两\n行"\n乙,2,"没有收尾\n丙,3,\n丁,4,\n'
    place = folder(tmp_path, 项目台账=text) / "项目台账.csv"
    with pytest.raises(SourceError, match=r"第4行有一个引号没有配对，它以下的2行"):
        CsvImporter().extract(place, Profile())
    place.write_text(text.replace('"没有收尾', '"收尾了"'), encoding="utf-8")
    assert [p.name for p in CsvImporter().extract(place, Profile()).ledger.projects] == list("甲乙丙丁")  # fmt: skip


def test_what_spreadsheets_write_above_and_around_cells_is_no_part_of_them(tmp_path):
    text = 'sep=;\n青禾县项目进展表\n单位：亿元\n项目编码;项目名称;总投资\n="0012";甲;="1.5"\n'
    place = folder(tmp_path, 项目台账=text) / "项目台账.csv"
    (project,) = CsvImporter().extract(place, Profile()).ledger.projects
    assert (project.code, project.total_investment) == ("0012", Amount.of("1.5", Unit.YI))
    assert project.origin.cell("total_investment").cell == "C5"


@pytest.mark.parametrize(
    "rows",
    [
        'A1,甲,1000,"说明\r\nA2,乙,2000,x\r\nA3,丙,3000,"无"\r\nA4,丁,4000,y\r\n',
        'A1,甲,1000,"说明\r\nA2,乙,2000,x\r\nA3,丙,3000,无"\r\nA4,丁,4000,y\r\n',
        'A1,"甲,1000,x\r\nA2,乙",2000,x\r\nA3,丙,3000,y\r\n',
        'A1,"甲,1000,"说明\r\n二"\r\nA2,乙,2000,x\r\n',
    ],
)
def test_a_quote_that_a_later_cell_closes_swallows_no_rows_in_silence(tmp_path, rows):
    text = f"项目编码,项目名称,总投资（万元）,备注\r\n{rows}"
    with pytest.raises(SourceError, match=r"第2行有一个引号没有配对"):
        CsvImporter().extract(folder(tmp_path, 项目台账=text) / "项目台账.csv", Profile())


def test_a_quote_amid_a_text_or_a_note_is_no_fault(tmp_path):
    rows = 'A1,"甲"园,1000,他说"好，行"\r\n"注：甲，乙"为快报\r\n'
    text = f"项目编码,项目名称,总投资（万元）,备注\r\n{rows}"
    read = CsvImporter().extract(folder(tmp_path, 项目台账=text) / "项目台账.csv", Profile())
    assert [p.name for p in read.ledger.projects] == ["甲园"]


def test_a_text_of_several_lines_with_commas_is_one_cell(tmp_path):
    rows = 'A1,甲,1000,"一, 二, 三, 四\r\n五, 六, 七, 八"\r\nA2,"乙\r\n园",2000,x\r\n'
    text = f"项目编码,项目名称,总投资（万元）,备注\r\n{rows}"
    read = CsvImporter().extract(folder(tmp_path, 项目台账=text) / "项目台账.csv", Profile())
    assert [p.name for p in read.ledger.projects] == ["甲", "乙园"]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
def test_a_title_with_chinese_commas_does_not_choose_the_delimiter(tmp_path, encoding):
    text = "青禾县台账，2022年，一季度\r\n单位：亿元\r\n项目名称,总投资,备注\r\n甲㎡,1.5,①\r\n"
    (tmp_path / "项目台账.csv").write_bytes(text.encode(encoding))
    (project,) = CsvImporter().extract(tmp_path / "项目台账.csv", Profile()).ledger.projects
    assert (project.name, project.total_investment) == ("甲㎡", Amount.of("1.5", Unit.YI))


def test_a_code_that_a_spreadsheet_wrote_with_an_exponent_is_lost_not_a_duplicate(tmp_path):
    rows = "5.20101E+17,甲,1,x\n5.20101E+17,乙,2,x\n"
    place = folder(tmp_path, 项目台账=f"项目编码,项目名称,总投资（万元）,备注\n{rows}")
    read = CsvImporter().extract(place / "项目台账.csv", Profile())
    report = build_report(read.ledger, findings=read.findings, as_of=date(2022, 3, 31))
    said = [f.code for f in report.findings if "code" in f.code]
    assert said == ["code-digits-lost", "code-digits-lost"]


def test_what_was_not_written_so_is_found_when_it_is_read_back(tmp_path):
    exporter, report, path = CsvZipExporter(), sample_report(), tmp_path / "全部.zip"
    path.write_bytes(written(exporter, report))
    assert list(exporter.read_back(report, path)) == []
    assert list(CsvZipExporter().read_back(report, path)) == []  # compared in full
    other = evolve(report, ledger=evolve(report.ledger))
    assert list(exporter.read_back(other, path)) == []
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data.replace("河东大桥".encode(), "河西大桥".encode()))
    assert exporter.read_back(report, path)


def test_many_rows_of_mixed_values_are_the_cells_that_each_is_alone():
    kinds = {
        ValueKind.TEXT: ["甲", "=1+1", None, "甲"],
        ValueKind.CHOICE: ["a", "b", None, "a"],
        ValueKind.NUMBER: [Decimal("1.50"), Decimal("1.5"), None, Decimal("1E+6")],
        ValueKind.INTEGER: [1, None, 20, 1],
        ValueKind.FLAG: [True, False, None, True],
        ValueKind.DATE: [date(2022, 3, 1), None, date(2022, 3, 1), None],
        ValueKind.TEXTS: [["甲", "乙"], [], None, ["=1"]],
    }
    words = {ValueKind.CHOICE: {"a": "甲级"}}
    made = [TableColumn(kind.value, kind.value, kind, "", words.get(kind, {})) for kind in kinds]
    rows = list(zip(*(values * 2_000 for values in kinds.values()), strict=True))
    table = Table("mixed", "混合", tuple(made), lambda: iter(rows))
    _, *found = map(list, table_rows(table))
    alone = [
        [list(table_rows(Table("one", "一", (column,), lambda v=v: iter([(v,)]))))[1][0] for column, v in zip(made, row, strict=True)]
        for row in rows[:4]
    ]  # fmt: skip
    assert found == alone * 2_000
    assert alone[0] == ["甲", "甲级", "1.5", "1", "是", "2022-03-01", "甲、乙"]
    assert alone[1][:3] == ["'=1+1", "b", "1.5"]


CELLS = st.sampled_from(["", "甲", '乙"丙', "丁,戊", "=1", "己\r\n庚", " 辛", "壬'"])


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=6))
def test_lines_are_what_the_csv_module_writes(rows):
    made = tuple(TableColumn(name, name) for name in ("a", "b,b", "c"))
    table = Table("some", "若干", made, lambda: iter(rows))
    wanted = io.StringIO(newline="")
    csv.writer(wanted, lineterminator="\r\n").writerows(table_rows(table))
    assert b"".join(table_lines(table)).decode() == wanted.getvalue()


def test_a_zip_with_any_byte_of_it_changed_is_read_or_refused_in_one_sentence(tmp_path):
    path = tmp_path / "甲县.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("项目台账.csv", "项目名称,总投资（万元）\n甲大桥,500\n")
    whole = path.read_bytes()
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        if CsvImporter().identify(path):
            with suppress(SourceError):
                CsvImporter().extract(path, Profile())


@pytest.mark.parametrize("columns", [16_384, 16_385])
def test_a_line_has_as_many_columns_as_a_sheet_of_excel(tmp_path, columns):
    path = tmp_path / "项目台账.csv"
    path.write_text("项目名称" + ",," * 20 + "\n" + "大桥" + "," * (columns - 1) + "\n", encoding="utf-8")  # fmt: skip
    if columns == 16_384:
        assert [each.name for each in CsvImporter().extract(path, Profile()).ledger.projects] == ["大桥"]  # fmt: skip
    else:
        with pytest.raises(SourceError, match="第2行有16,385列，一张表最多16,384列"):
            CsvImporter().extract(path, Profile())
