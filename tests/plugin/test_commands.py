"""A plugin's verb: offered by a hook, run with the command line's own reading and printing."""

import json
import subprocess
import sys
import types
from argparse import ArgumentParser, Namespace

import pytest

from investtrack.cli.main import main
from investtrack.model.converter import ledger_to_json
from investtrack.plugin import (
    Command,
    Host,
    Verb,
    collect,
    hookimpl,
    load_plugins,
    new_manager,
)
from investtrack.plugin.loading import discovery
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
    monkeypatch.setattr(discovery, "find_verbs", lambda: commands)
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
    assert "没有“cuont”这个命令，是不是：\n  investtrack count " in capsys.readouterr().err


class Lies(Count):
    name = "other"


@pytest.mark.parametrize(
    ("home", "why"),
    [("no_such_module:Count", "加载失败"), (f"{__name__}:Gone", "加载失败"), (f"{__name__}:Lies", "自称")],
)  # fmt: skip
def test_a_verb_that_cannot_be_imported_takes_nothing_else_down(home, why, monkeypatch):
    monkeypatch.setitem(sys.modules, __name__, types.SimpleNamespace(Count=Count, Lies=Lies))

    class Broken:
        @hookimpl
        def investtrack_commands(self):
            return (Verb("broken", "坏了", home), Verb("count", "数一数项目", f"{__name__}:Count"))

    manager = new_manager()
    manager.register(Broken(), "breaking")
    found = collect(manager)
    assert list(found.commands) == ["count"]
    ((plugin, _, reason),) = found.failures
    assert (plugin, "broken" in reason, why in reason) == ("breaking", True, True)


def test_calling_a_verb_that_cannot_be_imported_is_one_sentence(monkeypatch, capsys):
    verb = Verb("broken", "坏了", "no_such_module:Count")
    monkeypatch.setattr(discovery, "find_verbs", lambda: {"broken": verb})
    assert main(["broken"]) == 2
    assert "broken：这个命令加载失败" in capsys.readouterr().err


def test_every_verb_is_listed_as_its_command_names_itself():
    commands = load_plugins(("commands",)).commands
    listed = discovery.find_verbs()
    assert set(listed) == set(commands)
    assert {name: verb.label for name, verb in listed.items()} == {
        name: command.label for name, command in commands.items()
    }


def test_the_list_of_help_imports_no_verb():
    code = (
        "import sys; from investtrack.cli.main import main; main(['--help']); print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # fmt: skip
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "investtrack_word.plugin" in loaded
    assert not {"attr", "cattrs", "investtrack.report", "investtrack_word.commands"} & loaded


def test_the_help_of_a_verb_imports_nothing_that_computes_or_reads():
    code = """
import contextlib, io, sys
from investtrack.cli.main import main
from investtrack.plugin.loading.discovery import find_verbs
for verb in find_verbs():
    with contextlib.redirect_stdout(io.StringIO()) as said:
        assert main([verb, "--help"]) == 0, verb
    assert verb in said.getvalue()
    heavy = {"investtrack.report", "investtrack.metrics.rules", "investtrack.model.project", "cattrs", "lxml", "importlib.metadata"}
    assert not heavy & set(sys.modules), (verb, heavy & set(sys.modules))
"""
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
