"""What the kit reads of files: the text that a reader would see, and what a spreadsheet would run."""

import io

import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from investtrack.wording import figure_text
from investtrack_testing import mutations, probe_report, sample_ledger, text_reader
from investtrack_testing.dirty import dirty_files
from investtrack_testing.samples import filled_keys
from investtrack_testing.texts import formula_cells


def test_a_word_documents_text_is_its_paragraphs_its_tables_and_its_head():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "眉头"
    paragraph = document.add_paragraph("第一")
    paragraph.add_run("段").bold = True
    document.add_table(1, 2).cell(0, 1).text = "表中"
    stream = io.BytesIO()
    document.save(stream)
    lines = text_reader(".docx")(stream.getvalue()).split("\n")
    assert lines[0] == "第一段"
    assert {"表中", "眉头"} <= set(lines)


def test_a_workbooks_text_is_its_cells_its_formulas_and_its_comments():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "汇总"
    sheet["A1"], sheet["B2"], sheet["C3"] = "合计", 12.5, "=SUM(B2:B2)"
    sheet["A4"] = "=1+1"
    sheet["A4"].data_type = "s"  # text that looks like a formula
    sheet["A1"].comment = openpyxl.comments.Comment("待核实", "某人")
    stream = io.BytesIO()
    book.save(stream)
    text = text_reader(".xlsx")(stream.getvalue())
    assert text.split("\n") == [
        "汇总!A1: 合计",
        "汇总!B2: 12.5",
        "汇总!C3:  〔=SUM(B2:B2)〕",
        "汇总!A4: =1+1",
        "批注 A1: 待核实",
    ]
    assert formula_cells(stream.getvalue(), ".xlsx") == ["=SUM(B2:B2)"]


@pytest.mark.parametrize(
    ("suffix", "data", "text"),
    [
        (".csv", '\ufeff甲,"乙,\n丙"\n', "甲\n乙,\n丙"),
        (".json", '{"甲": ["=1", {"乙": 2}], "丙": null}', "甲\n=1\n乙\n2\n丙"),
        (".html", "<p>甲&lt;b&gt;</p><script>x()</script><p>乙</p>", "\n甲<b>\n乙"),
        (".txt", "\ufeff甲\n", "甲\n"),
    ],
)
def test_other_texts(suffix, data, text):
    assert text_reader(suffix)(data.encode()) == text


def test_nothing_is_claimed_of_what_the_kit_cannot_read():
    assert text_reader(".parquet") is None
    assert text_reader(".XLSX") is not None


def test_what_a_table_would_run():
    table = '名称,金额\n=1+1,-5\n"\t=2",+3.5％\n@甲,"-1,200"\n'
    assert formula_cells(table.encode(), ".csv") == ["=1+1", "\t=2", "@甲"]


@given(st.text(min_size=1, max_size=30))
def test_any_cell_of_a_table_is_read_back(text):
    import csv

    made = io.StringIO()
    csv.writer(made).writerow([text, "尾"])
    read = text_reader(".csv")(made.getvalue().encode("utf-8", "surrogatepass"))
    assert read == f"{text}\n尾".replace("\r\n", "\r\n")


def test_every_value_of_the_sample_has_a_cell():
    for _, record in sample_ledger().records():
        keys = list(filled_keys(record))
        assert len(keys) > 1
        assert all(record.origin.has(key) for key in keys)
    bridge = sample_ledger().projects[0]
    assert bridge.origin.cell("actual.2022-02").cell == "E2"  # where it has always been


def test_a_probe_gives_every_figure_a_value_of_its_own():
    report = probe_report([])
    ids = [figure.id for figure in report.figures.values()]
    probed = probe_report(ids)
    texts = [figure_text(figure) for figure in probed.figures.values()]
    assert not any(figure.is_absent for figure in probed.figures.values())
    assert len(set(texts)) == len(texts)


def test_dirty_files_are_the_same_every_time(tmp_path):
    one, two = tmp_path / "a", tmp_path / "b"
    one.mkdir()
    two.mkdir()
    first, second = dirty_files(".xlsx", one), dirty_files(".xlsx", two)
    assert len(first) > 30
    assert [p.name for p in first] == [p.name for p in second]
    assert [p.read_bytes() for p in first if p.is_file()] == [
        p.read_bytes() for p in second if p.is_file()
    ]
    assert not first[-1].exists()
    assert first[-2].is_dir()


def test_damage_to_an_archive_reaches_inside_it(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["项目名称", "总投资"])
    stream = io.BytesIO()
    book.save(stream)
    done = [what for what, _ in mutations(stream.getvalue(), 120)]
    assert any("sheet1.xml" in what for what in done)
    assert any(what.startswith("without ") for what in done)
    assert any(what.startswith("flipped") for what in done)
