"""Figures that rest on cells in error are marked wherever they are read; those that do not are not."""

import io
import json
import zipfile

import pytest
from attrs import evolve

from investtrack import Amount, Unit, build_report
from investtrack.cli.main import main
from investtrack.plugin import load_plugins
from investtrack.tables import TABLE_NAMES
from investtrack_testing import sample_ledger


def marked(change):
    ledger = change(sample_ledger())
    return build_report(ledger)


def first_project(**changes):
    def change(ledger):
        first, *others = ledger.projects
        return evolve(ledger, projects=(evolve(first, **changes), *others))

    return change


NEGATIVE = first_project(total_investment=Amount.of(-5, Unit.YI))


def test_a_clean_ledger_marks_nothing():
    report = build_report(sample_ledger())
    assert not report.has_errors
    assert report.errors_by_figure == {}
    assert report.cautions == ()


def test_an_error_marks_the_figures_that_read_its_cell_and_no_others():
    report = marked(NEGATIVE)
    touched = report.errors_by_figure
    assert "carryover.investment" in touched
    assert "fai.period.completed" not in touched
    assert "entry.planned.count" not in touched
    assert all(finding.grade == "error" for found in touched.values() for finding in found)
    assert f"涉及指标{len(touched)}项" in report.cautions[0]


def test_an_error_in_what_a_row_is_marks_all_that_the_row_gives():
    def twice(ledger):
        first, second, *others = ledger.projects
        return evolve(ledger, projects=(first, evolve(second, code=first.code or "A1"), *others))

    def coded(ledger):
        first, *others = ledger.projects
        return twice(evolve(ledger, projects=(evolve(first, code=first.code or "A1"), *others)))

    touched = marked(coded).errors_by_figure
    assert "fai.period.completed" in touched
    assert "carryover.investment" in touched


def written(report, name):
    stream = io.BytesIO()
    load_plugins().exporter(name).export(report, stream)
    return stream.getvalue()


def parts(data, *suffixes):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "".join(
            archive.read(name).decode() for name in archive.namelist() if name.endswith(suffixes)
        )


def test_every_output_marks_what_is_in_doubt():
    report = marked(NEGATIVE)
    clean = build_report(sample_ledger())
    where = str(report.errors[0].place)
    document = parts(written(report, "word"), "document.xml", "comments.xml")
    assert "※台账有错误未改，这个数可能不准" in document
    assert "校核提示：台账还有" in document
    assert where in document
    book = parts(written(report, "excel"), "sharedStrings.xml", "sheet1.xml")
    assert f"※{report.cautions[0]}" in book
    assert "※台账有1条错误未改，可能不准" in book
    page = written(report, "html").decode()
    assert json.dumps(report.cautions, ensure_ascii=False, separators=(",", ":")) in page
    assert f'"errors":["{where}' in page
    data = json.loads(written(report, "json"))["figures"]
    assert data["carryover.investment"]["errors"] == 1
    assert "errors" not in data["fai.period.completed"]
    for name, sign in (
        ("word", "※"),
        ("excel", "※本稿"),
        ("html", '"errors"'),
        ("json", '"errors"'),
    ):
        other = written(clean, name)
        text = parts(other, ".xml") if other[:2] == b"PK" else other.decode()
        assert sign not in text, name


def test_tables_say_how_many_errors_stand_behind_a_figure():
    assert "figures" in TABLE_NAMES
    rows = {row["id"]: row for row in marked(NEGATIVE).to_rows() if row["position"] is None}
    assert rows["carryover.investment"]["errors"] == 1
    assert rows["fai.period.completed"]["errors"] == 0


@pytest.fixture
def ledger_file(tmp_path):
    def write(report):
        path = tmp_path / "台账.json"
        path.write_bytes(written(report, "json"))
        return str(path)

    return write


def test_report_says_how_many_errors_are_not_mended_and_what_they_touch(
    ledger_file, tmp_path, capsys
):
    assert main(["report", ledger_file(marked(NEGATIVE)), "-o", str(tmp_path / "稿")]) == 1
    assert "本稿有1条错误未改，涉及" in capsys.readouterr().out
    assert main(["metrics", ledger_file(marked(NEGATIVE))]) == 1
    assert "※台账有1条错误未改" in capsys.readouterr().out


def test_old_data_are_said_before_anything_else(ledger_file, tmp_path, capsys):
    path = ledger_file(build_report(sample_ledger()))
    main(["report", path, "--as-of", "2022-09-30", "-o", str(tmp_path / "稿")])
    said = capsys.readouterr()
    assert said.err.startswith("注意：完成投资只报到")
    document = next((tmp_path / "稿").glob("*工作汇报.docx")).read_bytes()
    assert "数据提示：" in parts(document, "document.xml")
