"""What the core and our own plugins offer keeps the contract: verbs, checks, the blank ledger, a picture."""

import pytest

from investtrack import ledger_to_json
from investtrack.plugin import load_plugins
from investtrack_testing import (
    check_check,
    check_command,
    check_picture,
    check_template,
    sample_ledger,
)


@pytest.fixture(scope="module")
def plugins():
    return load_plugins()


@pytest.fixture
def ledger(tmp_path):
    path = tmp_path / "台账.json"
    path.write_text(ledger_to_json(sample_ledger()), encoding="utf-8")
    return path


@pytest.mark.parametrize("verb", ["lights", "diagnose", "what-if", "responsibility"])
def test_a_verb_of_the_core(verb, plugins):
    check_command(plugins.commands[verb], plugins=plugins)


def test_verbs_of_the_core_that_read_several_files(ledger, tmp_path, plugins):
    for verb, arguments in (
        ("compare", [str(ledger), str(ledger)]),
        ("rollup", ["-o", str(tmp_path / "汇总")]),
    ):
        check_command(plugins.commands[verb], arguments, plugins=plugins)


def test_the_verb_that_proofreads_a_letter(tmp_path, plugins):
    letter = tmp_path / "来文.txt"
    letter.write_text("一季度计划完成投资0.53亿元。\n", encoding="utf-8")
    check_command(plugins.commands["audit"], [str(letter)], plugins=plugins)


@pytest.mark.parametrize("verb", ["calendar", "decompose", "map"])
def test_a_verb_of_a_plugin(verb, plugins):
    check_command(plugins.commands[verb], plugins=plugins)


def test_every_check(plugins):
    assert "near-names" in plugins.checks
    for check in plugins.checks.values():
        check_check(check)


def test_the_blank_ledger_is_read_back_as_nothing(plugins):
    check_template(plugins.template("excel"), read_by=plugins.importers["excel"])


def test_a_picture(plugins):
    check_picture(plugins.pictures["targets"])
