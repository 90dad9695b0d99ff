"""Checks that plugins offer run with the core's, replace what they know better, and may fail."""

import json

import pytest

from investtrack.checks.links import lost_references, unknown_project
from investtrack.cli import session
from investtrack.cli.main import main
from investtrack.findings import Finding, Grade
from investtrack.model.converter import ledger_to_json
from investtrack.plugin import Check, collect, hookimpl, new_manager
from investtrack.report import build_report
from investtrack_testing import sample_ledger


class Knowing(Check):
    name = "knowing"
    label = "更懂"

    def run(self, facts):
        for sheet, record in lost_references(facts):
            yield unknown_project(sheet, record, facts.ledger.projects[:1])


class Failing(Check):
    name = "failing"
    label = "会出错的"

    def run(self, facts):
        place = facts.ledger.projects[0].origin.cell("name")
        yield Finding("county-rule", Grade.NOTE, "出错以前的发现", place)
        raise RuntimeError("不行")


class Careless(Check):
    name = "careless"
    label = "乱说的"

    def run(self, facts):
        return ["不是发现"]


def found(*checks):
    return build_report(sample_ledger(), checks=checks).findings


def test_a_check_takes_the_place_of_the_cores_finding():
    before = [f for f in found() if f.code == "project-unknown"]
    after = [f for f in found(Knowing()) if f.code == "project-unknown"]
    assert before
    assert [f.place for f in after] == [f.place for f in before]
    assert all("是否就是“河东大桥”？" in f.mend for f in after)
    assert all("aliases" in f.mend for f in after)
    assert not any("是否" in f.mend for f in before)


def test_a_check_that_fails_is_named_and_the_rest_goes_on():
    findings = found(Failing(), Careless(), Knowing())
    failed = [f for f in findings if f.code == "check-failed"]
    assert [f.found for f in failed] == [
        "RuntimeError: 不行",
        "TypeError: str is no Finding",
    ]
    assert "会出错的" in failed[0].message
    assert [f.message for f in findings if f.code == "county-rule"] == ["出错以前的发现"]
    assert any("是否就是" in f.mend for f in findings)
    assert len(findings) == len(found()) + 3


class Offers:
    @hookimpl
    def investtrack_checks(self):
        return (Knowing(), Failing())


@pytest.fixture
def ledger(tmp_path, monkeypatch):
    manager = new_manager()
    manager.register(Offers(), "county")
    offered = collect(manager)
    assert offered.failures == ()
    assert list(offered.checks) == ["failing", "knowing"]
    loaded = session.load_plugins()

    def with_checks(kinds, **_):
        from attrs import evolve

        return evolve(loaded, checks=offered.checks)

    monkeypatch.setattr(session, "load_plugins", with_checks)
    path = tmp_path / "台账.json"
    path.write_text(ledger_to_json(sample_ledger()), encoding="utf-8")
    return path


def test_offered_checks_run_in_check(ledger, capsys):
    main(["check", str(ledger), "--json"])
    codes = [f["code"] for f in json.loads(capsys.readouterr().out)]
    assert {"county-rule", "check-failed"} <= set(codes)


def test_offered_checks_run_in_report(ledger, tmp_path, capsys):
    main(["report", str(ledger), "-o", str(tmp_path / "out")])
    (listed,) = (tmp_path / "out").glob("*校核清单.csv")
    assert "county-rule" in listed.read_text(encoding="utf-8-sig")


def test_two_checks_of_one_name_are_a_failure_of_the_second():
    manager = new_manager()
    manager.register(Offers(), "a-county")
    manager.register(Offers(), "b-county")
    reasons = [failure.reason for failure in collect(manager).failures]
    assert reasons == [
        "校核插件“knowing”与 a-county 的重名，未启用",
        "校核插件“failing”与 a-county 的重名，未启用",
    ]
