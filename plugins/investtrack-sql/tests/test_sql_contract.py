"""The history store keeps the contract of plugins."""

import pytest

from investtrack import ledger_to_json
from investtrack_sql import plugin
from investtrack_testing import (
    check_command,
    check_exporter,
    check_importer,
    check_plugin,
    exported,
    sample_ledger,
)


@pytest.fixture(scope="module")
def offered():
    return check_plugin(plugin, "sql")


def test_the_store_as_an_export_and_as_a_source(offered, tmp_path):
    exporter = offered.exporters["history"]
    check_exporter(exporter)
    store = tmp_path / f"库{exporter.suffix}"
    store.write_bytes(exported(exporter))
    check_importer(offered.importers["history"], [store], [tmp_path / "a.xlsx"])


def test_the_verb(offered, tmp_path):
    ledger, store = tmp_path / "台账.json", str(tmp_path / "库.sqlite")
    ledger.write_text(ledger_to_json(sample_ledger()), encoding="utf-8")
    history = offered.commands["history"]
    check_command(history, ["add", str(ledger), "--store", store, "--who", "张三"])
    for step in ("list", "changes"):
        check_command(history, [step, "--store", store])
    check_command(history, ["get", "--store", store, "-o", str(tmp_path / "取出.json")])
    check_command(history, ["list", "--store", str(tmp_path / "没有.sqlite")])
