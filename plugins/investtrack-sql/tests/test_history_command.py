"""The store through the hooks and the command line, as a clerk uses it."""

import json

import pytest
from attrs import evolve

from investtrack.cli.main import main
from investtrack.model.converter import ledger_from_json, ledger_to_json
from investtrack.model.ledger import Region
from investtrack_sql.exporter import StoreExporter
from investtrack_sql.importer import StoreImporter
from investtrack_testing import check_exporter, check_importer, sample_ledger


@pytest.fixture
def ledger(tmp_path):
    path = tmp_path / "台账.json"
    path.write_text(ledger_to_json(sample_ledger()), encoding="utf-8")
    return path


@pytest.fixture
def store(ledger, tmp_path, capsys):
    path = tmp_path / "库.sqlite"
    assert main(["history", "add", str(ledger), "--store", str(path), "--who", "张三"]) == 0
    capsys.readouterr()
    return path


def test_the_exporter_keeps_the_contract():
    check_exporter(StoreExporter())


def test_the_importer_keeps_the_contract(store, tmp_path):
    check_importer(StoreImporter(), [store])


def test_a_store_is_a_source_like_any_other(store, capsys):
    assert main(["metrics", str(store), "--json", "--only", "fai.in_library"]) in {0, 1}
    assert (
        json.loads(capsys.readouterr().out)["figures"]["fai.in_library.expected"]["value"] == "4500"
    )


def test_adding_twice_says_so(store, ledger, capsys):
    assert main(["history", "add", str(ledger), "--store", str(store)]) == 0
    assert "未重复存入" in capsys.readouterr().out


def test_versions_are_listed_and_one_is_taken_out(store, tmp_path, capsys):
    assert main(["history", "list", "--store", str(store), "--json"]) == 0
    (version,) = json.loads(capsys.readouterr().out)
    assert (version["region"], version["recorded_by"]) == ("样例县", "张三")
    out = tmp_path / "取出.json"
    assert (
        main(["history", "get", "--store", str(store), "-o", str(out), "--at", "2022-03-31"]) == 0
    )
    assert ledger_from_json(out.read_text(encoding="utf-8")) == sample_ledger()


def test_a_date_before_every_version_is_one_sentence(store, tmp_path, capsys):
    assert (
        main(
            [
                "history",
                "get",
                "--store",
                str(store),
                "-o",
                str(tmp_path / "x.json"),
                "--at",
                "2020-01-01",
            ]
        )
        == 2
    )
    assert "没有存入的版本" in capsys.readouterr().err
    assert not (tmp_path / "x.json").exists()


def test_changes_name_the_version_and_the_cell(store, ledger, capsys):
    first, *rest = sample_ledger().projects
    changed = evolve(sample_ledger(), projects=(evolve(first, year_plan=None), *rest))
    ledger.write_text(ledger_to_json(changed), encoding="utf-8")
    main(["history", "add", str(ledger), "--store", str(store), "--who", "李四"])
    capsys.readouterr()
    assert main(["history", "changes", "--store", str(store)]) == 0
    said = capsys.readouterr().out
    assert "李四" in said
    assert "年度计划投资" in said


def test_a_store_of_several_regions_asks_which(store, ledger, tmp_path, capsys):
    ledger.write_text(
        ledger_to_json(evolve(sample_ledger(), region=Region(name="邻县"))), encoding="utf-8"
    )
    main(["history", "add", str(ledger), "--store", str(store)])
    capsys.readouterr()
    assert main(["metrics", str(store)]) == 2
    assert "有几个地区" in capsys.readouterr().err
    assert (
        main(
            [
                "history",
                "get",
                "--store",
                str(store),
                "-o",
                str(tmp_path / "x.json"),
                "--region",
                "没有县",
            ]
        )
        == 2
    )
    assert "库中有：样例县、邻县" in capsys.readouterr().err
