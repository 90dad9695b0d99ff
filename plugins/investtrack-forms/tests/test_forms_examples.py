"""The example forms, filled from the bundled ledger: every total is the core's."""

import io
import json
import re
import shutil
import subprocess
import zipfile

import openpyxl
import pytest
from openxml_audit import OpenXmlValidator, ValidationSeverity

from investtrack import Unit
from investtrack.cli.main import main
from investtrack.values.amount import Amount
from investtrack_forms.examples import (
    DUTY,
    ENTRY,
    EXAMPLES,
    MONTHLY,
    RESUMPTION,
    TEN_DAYS,
    example_path,
)
from investtrack_forms.examples.make_forms import all_forms
from investtrack_forms.exporter import FormExporter
from investtrack_forms.fill import fill_form
from investtrack_testing import bare_ledger, check_exporter, hostile_ledger, sample_report


FORMS = [name for name in EXAMPLES if not name.endswith(".toml")]


def values(filled):
    return openpyxl.load_workbook(io.BytesIO(filled.data), data_only=True).worksheets[0]


def write_form(path, text):
    book = openpyxl.Workbook()
    book.active["A1"] = text
    book.save(path)


def wan(amounts):
    return float(Amount.total(amounts).to(Unit.WAN))


def test_the_packaged_forms_are_what_the_script_makes():
    made = all_forms()
    assert set(made) == set(EXAMPLES)
    assert {name: example_path(name).read_bytes() for name in EXAMPLES} == made


def test_it_keeps_every_promise_of_an_exporter():
    check_exporter(FormExporter(), write_template=write_form, another_process=True)


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("ledger", [bare_ledger, hostile_ledger])
def test_every_form_is_filled_from_a_bare_and_from_a_hostile_ledger(name, ledger):
    report = sample_report(ledger())
    first, second = (fill_form(report, example_path(name)) for _ in range(2))
    assert first.data == second.data
    assert first.data != example_path(name).read_bytes()


@pytest.mark.parametrize("name", FORMS)
def test_a_filled_form_is_valid_and_leaves_no_placeholder(name, county, tmp_path):
    filled = fill_form(county, example_path(name))
    path = tmp_path / name
    path.write_bytes(filled.data)
    if name.endswith(".xlsx"):
        texts = [
            str(c.value) for s in openpyxl.load_workbook(path) for row in s.iter_rows() for c in row
        ]
    else:
        texts = [zipfile.ZipFile(path).read("word/document.xml").decode()]
    assert [text for text in texts if "{{" in text or "{%" in text] == []
    assert faults_of(path) - faults_of(example_path(name)) == set()


def faults_of(path):
    """Return what the validator says; openpyxl, which made the forms, orders a font's parts in its own way."""
    found = OpenXmlValidator().validate(path).errors
    return {re.sub(r"\d+", "n", str(e)) for e in found if e.severity is ValidationSeverity.ERROR}


def test_the_ten_day_form_lists_the_slow_projects_worst_first(county):
    sheet = values(fill_form(county, example_path(TEN_DAYS)))
    slow = county.figures["progress.slow.list"].value
    names = [sheet.cell(row, 2).value for row in range(4, 4 + len(slow))]
    assert sorted(names) == sorted(row["name"] for row in slow)
    lags = [sheet.cell(row, 9).value for row in range(4, 4 + len(slow))]
    assert lags == sorted(lags, reverse=True)
    total = 4 + len(slow)
    assert sheet.cell(total, 1).value == "合　计"
    assert sheet.cell(total, 5).value == pytest.approx(
        wan(row["year_plan"] for row in slow), abs=1e-9
    )
    assert sheet.cell(total, 7).value == pytest.approx(wan(row["actual"] for row in slow), abs=1e-9)
    assert sheet["A1"].value == "云溪县2022年重点项目旬调度表（3月中旬）"


def test_the_entry_form_adds_up_to_the_planned_entries(county):
    filled = fill_form(county, example_path(ENTRY))
    sheet = values(filled)
    count = county.figures["entry.planned.count"].value
    assert sheet.cell(6 + count, 1).value == "合　计"
    assert sheet.cell(6 + count, 3).value == float(
        county.figures["entry.planned.investment"].value.to(Unit.WAN)
    )
    assert [sheet.cell(row, 1).value for row in range(6, 6 + count)] == list(range(1, count + 1))
    assert sheet.cell(6, 4).number_format == "yyyy\\.mm\\.dd"
    assert sheet.cell(6, 4).is_date
    formulas = openpyxl.load_workbook(io.BytesIO(filled.data)).worksheets[0]
    assert formulas.cell(6 + count, 3).value == f"=SUM(C6:C{5 + count})"
    heights = [formulas.row_dimensions[row].height for row in range(6, 6 + count)]
    assert heights[0] == 30
    assert min(heights) == 30  # those with three papers to name have grown
    assert max(heights) > 30
    assert formulas.print_title_rows == "$4:$5"
    assert formulas.print_area == f"'入库进度表'!$A$1:$R${8 + count}"


def test_the_monthly_form_is_subtotalled_by_industry(county):
    filled = fill_form(county, example_path(MONTHLY))
    sheet = values(filled)
    formulas = openpyxl.load_workbook(io.BytesIO(filled.data)).worksheets[0]
    key = {"国家", "省级重大", "市级重大"}
    behind = {id(r) for s in county.figures["fai.period.completed"].sections for r in s.records}
    chosen = [
        p for p in county.ledger.projects if id(p) in behind and p.level and p.level.value in key
    ]
    rows = list(sheet.iter_rows(min_row=5, values_only=True))
    heads = [
        row[1] for row in rows if row[0] and re.fullmatch("[一二三四五六七八九十]+", str(row[0]))
    ]
    subtotals = [row for row in rows if row[0] and str(row[0]).startswith("小")]
    assert heads == list(dict.fromkeys(sorted(p.industry for p in chosen)))
    for head, subtotal in zip(heads, subtotals, strict=True):
        members = [p for p in chosen if p.industry == head]
        assert subtotal[0] == f"小　计（{len(members)}个）"
        assert subtotal[4] == pytest.approx(wan(p.total_investment for p in members), abs=1e-9)
        done = [f[1] for p in members if (f := county.facts.actual_ytd(p))]
        assert subtotal[7] == pytest.approx(wan(done), abs=1e-9)
    assert rows[0][0] == f"合　计（{len(chosen)}个）"
    assert rows[0][4] == pytest.approx(wan(p.total_investment for p in chosen), abs=1e-9)
    assert formulas["E5"].value.startswith("=SUBTOTAL(9,E7:E")
    assert str(formulas["E3"].value) == "投资情况"
    assert "E3:I3" in {str(area) for area in formulas.merged_cells.ranges}
    assert formulas["A7"].comment is None  # the markers are gone
    # 复核情况 keeps its choices on every row of a project, and on none between
    (choices,) = formulas.data_validations.dataValidation
    marked = {cell for area in str(choices.sqref).split() for cell in _rows(area)}
    numbered = {number for number, row in enumerate(rows, 5) if isinstance(row[0], (int, float))}
    assert marked == numbered


def _rows(area):
    first, _, last = area.partition(":")
    return range(int(first[1:]), int((last or first)[1:]) + 1)


def test_the_duty_form_says_which_figure_is_absent(county):
    filled = fill_form(county, example_path(DUTY))
    sheet = values(filled)
    assert [entry.what for entry in filled.absent] == ["gdp.period.actual"]
    assert sheet["E10"].value == "【待补】"
    assert sheet["D4"].value == float(county.figures["fai.period.planned"].value.to(Unit.YI))
    assert sheet["F7"].value == float(county.figures["resumption.rate"].value.fraction)
    assert sheet["D6"].value, sheet["E6"].value == (11, 3)
    assert sheet["F6"].value == pytest.approx(3 / 11)
    assert sheet["A22"].value.startswith(
        "责任领导"
    )  # eight rows were ready, seven targets moved nothing


def test_the_word_form_groups_resumptions_by_stage(county):
    filled = fill_form(county, example_path(RESUMPTION))
    written = [entry for entry in filled.entries if entry.what.startswith("resumptions.name")]
    assert len(written) == county.figures["resumption.planned.count"].value
    said = [entry.written for entry in filled.entries if entry.what == "resumption.rate"]
    assert said == ["90.0％"]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="没有安装 LibreOffice，跳过重算的测试")
def test_an_independent_engine_comes_to_the_same_numbers(county, tmp_path):
    """What is stored beside the formulas is taken away first, so that LibreOffice must work it out."""
    ours = {}
    for name in (TEN_DAYS, ENTRY, MONTHLY, DUTY):
        filled = fill_form(county, example_path(name))
        ours[name] = values(filled)
        (tmp_path / name).write_bytes(without_results(filled.data))
    profile = f"-env:UserInstallation=file://{tmp_path}/office"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(tmp_path / "again"),
    ]
    subprocess.run(
        [*command, *map(str, tmp_path.glob("*.xlsx"))], check=True, capture_output=True, timeout=180
    )
    compared = 0
    for name, sheet in ours.items():
        theirs = openpyxl.load_workbook(tmp_path / "again" / name, data_only=True).worksheets[0]
        formulas = openpyxl.load_workbook(tmp_path / name).worksheets[0]
        for row in formulas.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                mine, other = sheet[cell.coordinate].value, theirs[cell.coordinate].value
                where = f"{name} {cell.coordinate} {cell.value}"
                if isinstance(mine, (int, float)):
                    assert other == pytest.approx(mine, rel=1e-12), where
                else:
                    assert (other or None) == (mine or None), where
                compared += 1
    assert compared > 100


def without_results(data):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                part = re.sub(
                    rb"(<c\b[^>]*?)(?: t=\"\w+\")?([^>]*>)(<f[^>]*>[^<]*</f>)<v>[^<]*</v>",
                    rb"\1\2\3",
                    part,
                )
                assert not re.search(rb"</f><v>", part)
            target.writestr(name, part)
    return out.getvalue()


def test_the_exporter_takes_the_suffix_of_the_form_and_says_what_is_absent(
    tmp_path, ledger_path, capsys
):
    call = ["export", str(ledger_path), "--to", "form", "--template", str(example_path(DUTY)), "-o"]
    assert main([*call, str(tmp_path / "责任.docx")]) == 2
    assert "写出的是 .xlsx 文件" in capsys.readouterr().err
    assert main([*call, str(tmp_path / "责任.xlsx")]) in {0, 1}
    assert "目标责任制表!E10 的指标 gdp.period.actual 没有数" in capsys.readouterr().out
    assert (tmp_path / "责任.xlsx").exists()
    word = ["export", str(ledger_path), "--to", "form", "--template", str(example_path(RESUMPTION))]
    assert main([*word, "-o", str(tmp_path / "复工.docx")]) in {0, 1}
    assert zipfile.is_zipfile(tmp_path / "复工.docx")


def test_the_verb_lists_every_cell_with_its_sources(tmp_path, ledger_path, capsys):
    call = ["fill", str(example_path(MONTHLY)), str(ledger_path)]
    assert main([*call, "--explain"]) == 0
    said = capsys.readouterr().out
    assert "检查无误，没有写出" in said
    assert re.search(r"重点项目月报表!E5 +合计\(总投资\) .* 等42格", said)
    assert (
        main(
            [*call, "-o", str(tmp_path / "月.xlsx"), "--trace", str(tmp_path / "月.json"), "--json"]
        )
        == 0
    )
    printed = json.loads(capsys.readouterr().out)
    traced = json.loads((tmp_path / "月.json").read_text("utf-8"))
    assert printed == traced
    total = next(item for item in traced["cells"] if item["place"] == "重点项目月报表!E5")
    assert total["formula"].startswith("SUBTOTAL(9,E7:E")
    assert len(total["cells"]) == 42
    assert total["cells"][0]["sheet"] == "项目台账"


def test_a_form_that_asks_for_nothing_says_so(tmp_path):
    write_form(tmp_path / "表.xlsx", "寻常")
    assert "没有填任何格" in fill_form(sample_report(), tmp_path / "表.xlsx").notes[0]
