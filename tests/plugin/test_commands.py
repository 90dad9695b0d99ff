"""A plugin's verb: offered by a hook, run with the command line's own reading and printing."""

import json
from argparse import ArgumentParser, Namespace

import pytest

from investtrack.cli import host
from investtrack.cli.main import main
from investtrack.model.converter import ledger_to_json
from investtrack.plugin import Command, Host, collect, hookimpl, new_manager
from investtrack_testing import sample_ledger


class Count(Command):
    name = "count"
    label = "数一数项目"

    def arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true")

    def run(self, options: Namespace, host: Host) -> int:
        number = len(host.report(options).ledger.projects or ())
        if options.json:
            host.print_json({"projects": number})
        else:
            host.print_table([["项目", str(number)]])
        return 1 if number == 0 else 0


class Offers:
    @hookimpl
    def investtrack_commands(self):
        return (Count(),)


@pytest.fixture
def offered(monkeypatch):
    manager = new_manager()
    manager.register(Offers(), "counting")
    commands = dict(collect(manager).commands)
    monkeypatch.setattr(host, "plugin_commands", lambda: commands)
    return commands


@pytest.fixture
def ledger(tmp_path):
    path = tmp_path / "台账.json"
    path.write_text(ledger_to_json(sample_ledger()), encoding="utf-8")
    return path


def test_a_command_is_offered_by_its_name(offered):
    assert list(offered) == ["count"]


def test_a_plugins_verb_reads_with_the_command_lines_own_arguments(offered, ledger, capsys):
    number = len(sample_ledger().projects)
    assert main(["count", str(ledger)]) == 0
    assert capsys.readouterr().out == f"项目  {number}\n"
    assert main(["count", str(ledger), "--json", "--as-of", "2022-03-20"]) == 0
    assert json.loads(capsys.readouterr().out) == {"projects": number}


def test_help_names_a_plugins_verb(offered, capsys):
    assert main(["--help"]) == 0
    assert "数一数项目" in capsys.readouterr().out


def test_bad_input_is_one_sentence_from_a_plugins_verb_too(offered, tmp_path, capsys):
    assert main(["count", str(tmp_path / "没有.json")]) == 2
    said = capsys.readouterr().err
    assert "没有" in said
    assert "Traceback" not in said


def test_an_unknown_verb_is_refused(offered, capsys):
    assert main(["cuont"]) == 2
    assert "不能是" in capsys.readouterr().err
