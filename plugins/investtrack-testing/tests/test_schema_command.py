"""``investtrack schema``: three schemas, printed or written to a new file."""

import json

import pytest

from investtrack.cli.main import main
from investtrack_testing import check_command, ledger_schema, profile_schema, report_schema
from investtrack_testing.schema_command import PrintSchema


@pytest.mark.parametrize(("of", "schema"), [("profile", profile_schema), ("ledger", ledger_schema), ("report", report_schema)])  # fmt: skip
def test_it_prints_the_schema(of, schema, capsys, monkeypatch):
    monkeypatch.setenv("INVESTTRACK_WITHOUT", "demo-county")
    assert main(["schema", of]) == 0
    assert json.loads(capsys.readouterr().out) == schema()


def test_it_writes_a_new_file_and_says_how_an_editor_finds_it(tmp_path, capsys):
    target = tmp_path / "profile.schema.json"
    assert main(["schema", "-o", str(target)]) == 0
    assert json.loads(target.read_text(encoding="utf-8")) == profile_schema()
    assert "#:schema ./profile.schema.json" in capsys.readouterr().out
    assert main(["schema", "-o", str(target)]) == 2
    assert "已经存在" in capsys.readouterr().err
    assert main(["schema", "-o", str(tmp_path / "none" / "x.json")]) == 2
    assert "无法写入" in capsys.readouterr().err


def test_it_keeps_the_contract_of_a_verb(tmp_path):
    check_command(PrintSchema(), ["profile"])
