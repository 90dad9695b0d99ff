"""Files: written whole or not at all; sources found, merged, never written."""

from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

from investtrack import ExportError, SourceError
from investtrack.findings import Grade
from investtrack.model.converter import ledger_to_json
from investtrack.model.ledger import SHEETS
from investtrack.model.profile import Profile
from investtrack.plugin import Extract, load_plugins
from investtrack.plugin.built_in.json_export import JsonExporter
from investtrack.plugin.built_in.json_files import JsonImporter
from investtrack.plugin.files import writing
from investtrack.plugin.sources.files import find_sources, read_sources
from investtrack.plugin.sources.merge import merge
from investtrack.plugin.unreadable import is_written
from investtrack_csv.findings import FindingsExporter
from investtrack_testing import check_exporter, check_importer, sample_ledger


def test_a_failed_export_leaves_the_old_file_whole(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("old")
    with pytest.raises(RuntimeError), writing(path) as stream:
        stream.write(b"half of the n")
        raise RuntimeError
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_an_export_replaces_the_old_file(tmp_path):
    path = tmp_path / "new" / "a.txt"
    with writing(path) as stream:
        stream.write(b"one")
    with writing(path) as stream:
        stream.write(b"two")
    assert path.read_bytes() == b"two"


def test_a_folder_is_no_file_to_write(tmp_path):
    with pytest.raises(ExportError, match="文件夹"), writing(tmp_path):
        pass


def test_a_folder_gives_its_ledgers_and_not_the_lock_files(tmp_path):
    for name in ("b.json", "a.json", "~$a.json", ".hidden.json", "c.txt"):
        (tmp_path / name).write_text("{}")
    assert [p.name for p in find_sources(load_plugins(), [tmp_path])] == ["a.json", "b.json"]


def test_what_may_hold_a_ledger_and_is_not_read_is_said(tmp_path):
    """An archive, another program's workbook, a CSV named as no sheet, and the folders below that hold ledgers."""
    plugins = load_plugins()
    ledger = ledger_to_json(sample_ledger())
    for name in (
        "台账.json",
        "工业科/台账.json",
        "报告/说明.txt",
        "报告/云溪县指标与台账.xlsx",
        ".旧/台账.json",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(ledger, encoding="utf-8")
    said = ("各乡镇.rar", "台账.xlsb", "项目.csv", "各乡镇.zip")
    for name in (
        *said,
        "云溪县校核清单.csv",
        "说明.txt",
        "汇报.docx",
        "照片.jpg",
        "~$台账.xlsb",
        ".台账.rar",
    ):
        (tmp_path / name).write_bytes(b"")
    found = read_sources(plugins, [tmp_path], Profile()).findings
    assert [(each.code, each.place.file) for each in found] == [
        ("file-left", "台账.xlsb"), ("file-left", "各乡镇.rar"), ("file-left", "各乡镇.zip"),
        ("folder-left", "工业科"), ("file-left", "项目.csv"),
    ]  # fmt: skip
    assert all(each.mend and each.grade is Grade.NOTE for each in found)
    assert "解压" in found[1].mend
    assert found[3].message == "子文件夹“工业科”里的1个文件没有读取"
    # what is named one by one is what was meant
    assert read_sources(plugins, [tmp_path / "台账.json"], Profile()).findings == ()


def test_what_exporters_write_is_no_ledger_that_was_left():
    stems = {exporter.stem for exporter in load_plugins().exporters.values()}
    assert [stem for stem in stems if not is_written(Path(f"云溪县2022年一季度{stem}.xlsx"))] == [
        ""
    ]


def test_a_folder_without_ledgers_is_said(tmp_path):
    with pytest.raises(SourceError, match="没有可读取的台账"):
        find_sources(load_plugins(), [tmp_path])


def test_two_sources_make_one_ledger():
    whole = sample_ledger()
    rest = {
        sheet.attribute: None for sheet in SHEETS if sheet.attribute not in {"projects", "entries"}
    }
    one = evolve(whole, entries=None, projects=whole.projects[:1], sources=("a",))
    two = evolve(whole, **rest, projects=whole.projects[1:], sources=("b",))
    merged = merge([Extract(one), Extract(two)])
    assert merged.ledger.projects == whole.projects
    assert merged.ledger.targets == whole.targets
    assert merged.ledger.entries == whole.entries
    assert merged.ledger.sources == ("a", "b")
    assert merged.findings == ()


def test_sources_that_disagree_on_the_date_are_a_finding():
    one = evolve(sample_ledger(), sources=("a.xlsx",))
    two = evolve(one, as_of=date(2022, 3, 25), sources=("b.xlsx",))
    merged = merge([Extract(one), Extract(two)])
    (finding,) = [f for f in merged.findings if f.code == "sources-disagree"]
    assert (finding.code, finding.place.file, finding.found) == (
        "sources-disagree",
        "b.xlsx",
        "2022-03-25",
    )
    assert merged.ledger.as_of == date(2022, 3, 20)


@pytest.mark.parametrize("exporter", [JsonExporter(), FindingsExporter()], ids=lambda e: e.name)
def test_built_in_exporters_keep_the_contract(exporter):
    check_exporter(exporter)


def test_the_json_importer_keeps_the_contract(tmp_path):
    from investtrack import ledger_to_json

    good, bad = tmp_path / "a.json", tmp_path / "b.json"
    good.write_text(ledger_to_json(sample_ledger()), encoding="utf-8")
    bad.write_text('{"projects": [{"name": 3}]}', encoding="utf-8")
    check_importer(JsonImporter(), [good, bad], foreign=[tmp_path / "a.xlsx"])
    assert JsonImporter().extract(good, None).ledger == sample_ledger()


def test_two_versions_of_one_ledger_are_said_before_their_doubled_totals_mislead():
    ledger = sample_ledger()
    newer = evolve(ledger, sources=("新.json",))
    found = merge([Extract(evolve(ledger, sources=("旧.json",))), Extract(newer)]).findings
    (twice,) = [finding for finding in found if finding.code == "source-twice"]
    assert twice.place.file == "新.json"
    assert "旧.json" in twice.message


def test_files_that_share_a_project_or_two_are_two_ledgers():
    ledger = sample_ledger()
    few = evolve(ledger, entries=None, projects=(ledger.projects or ())[:2], sources=("另.json",))
    only = {sheet.attribute: None for sheet in SHEETS if sheet.attribute != "projects"}
    found = merge([Extract(ledger), Extract(evolve(few, **only))]).findings
    assert "source-twice" not in {finding.code for finding in found}
