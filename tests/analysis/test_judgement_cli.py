"""The verbs: Chinese tables, JSON, exit status."""

import json
from pathlib import Path

import pytest

from investtrack.cli.main import main
from investtrack.model.converter import ledger_to_json
from investtrack_testing import sample_ledger


@pytest.fixture
def ledger(tmp_path):
    path = tmp_path / "台账.json"
    path.write_text(ledger_to_json(sample_ledger()), encoding="utf-8")
    return path


@pytest.fixture
def county(make, tmp_path):
    """甲 brings 6000 of 26000; the target is 24000."""
    from investtrack.model.entry import Entry, EntryStatus

    entry = Entry(
        name="甲", code="A1", total_investment=make.wan(60000), planned_on=make.day(2022, 3, 31),
        status=EntryStatus.COLLECTING, contribution=make.series(m3=6000),
    )  # fmt: skip
    report = make.report(
        projects=(make.project("老桥", planned=make.series(m3=20000), leaders=("王某",)),),
        entries=(entry,),
        targets=make.targets(24000),
    )
    path = tmp_path / "县.json"
    path.write_text(ledger_to_json(report.ledger), encoding="utf-8")
    return path


COMMON = ["--period", "2022Q1", "--as-of", "2022-03-20"]


def run(capsys, *arguments):
    status = main([*map(str, arguments)])
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def said(capsys, *arguments):
    status, out, err = run(capsys, *arguments, *COMMON)
    assert (status in {0, 1}, err) == (True, "")
    return out


def data(capsys, *arguments):
    return json.loads(said(capsys, *arguments, "--json"))


@pytest.mark.parametrize("verb", ["lights", "diagnose", "what-if", "responsibility"])
def test_each_verb_prints_text_and_one_json_document(capsys, ledger, verb):
    assert said(capsys, verb, ledger).strip()
    document = data(capsys, verb, ledger)
    assert (document["period"], document["as_of"]) == ("2022Q1", "2022-03-20")


@pytest.mark.parametrize("verb", ["lights", "diagnose", "what-if", "responsibility"])
def test_the_same_input_prints_the_same_bytes(capsys, ledger, verb):
    assert said(capsys, verb, ledger, "--json") == said(capsys, verb, ledger, "--json")


@pytest.mark.parametrize("verb", ["lights", "diagnose", "what-if", "responsibility"])
def test_a_missing_file_is_one_sentence_and_exit_2(capsys, verb):
    status, out, err = run(capsys, verb, "没有.json")
    assert (status, out) == (2, "")
    assert "没有.json" in err
    assert "Traceback" not in err


def test_a_ledger_with_errors_exits_with_1_as_other_verbs_do(capsys, make, tmp_path):
    twins = (make.project("甲", code="A1"), make.project("乙", code="A1"))
    path = tmp_path / "错.json"
    path.write_text(ledger_to_json(make.report(projects=twins).ledger), encoding="utf-8")
    expected = run(capsys, "metrics", path, *COMMON)[0]
    for verb in ("lights", "diagnose", "what-if", "responsibility"):
        assert run(capsys, verb, path, *COMMON)[0] == expected


def test_lights_by_a_shipped_set(capsys, ledger):
    assert "亮灯规则：银川" in said(capsys, "lights", ledger, "--rules", "yinchuan")
    status, _, err = run(capsys, "lights", ledger, "--rules", "没有", *COMMON)
    assert status == 2
    assert "可选：general" in err


def test_lights_leave_out_what_is_in_order_unless_asked(capsys, ledger):
    document = data(capsys, "lights", ledger)
    every = said(capsys, "lights", ledger, "--all")
    assert all(item["name"] in every for item in document["projects"])
    assert all(light["reason"] for item in document["projects"] for light in item["lights"])


def test_what_if_before_and_after(capsys, county):
    out = said(capsys, "what-if", county, "--without", "A1")
    assert "假设：甲落空" in out
    assert "缺口0.4亿元" in out
    assert "全部按计划入库也达不到目标" in out
    document = data(capsys, "what-if", county, "--without", "A1")
    assert (document["before"]["expected"], document["after"]["expected"]) == ("26000", "20000")
    assert (document["before"]["is_reached"], document["after"]["is_reached"]) == (True, False)
    changed = {item["id"]: item["difference"] for item in document["figures"]}
    assert changed["fai.period.expected"] == "-6000"
    assert document["breaking"]["size"] == 0


def test_what_if_says_which_sentences_of_the_report_change(capsys, county):
    document = data(capsys, "what-if", county, "--without", "A1")
    pairs = [(item["before"], item["after"]) for item in document["sentences"]]
    (excess,) = [pair for pair in pairs if "超额0.2亿元" in pair[0]]
    assert "缺口0.4亿元" in excess[1]
    assert all(old != new for old, new in pairs)
    assert "汇报里要改的话" in said(capsys, "what-if", county, "--without", "A1")
    assert data(capsys, "what-if", county)["sentences"] == []


def test_what_if_without_suppositions_says_what_the_target_hangs_on(capsys, county):
    out = said(capsys, "what-if", county)
    assert "最少1个项目落空就完不成目标，这样的组合有1组：" in out
    assert "通用值，未按本县情况校准" in out
    document = data(capsys, "what-if", county)
    assert document["breaking"]["sets"] == [["甲"]]
    assert document["forecast"]["chance"] == {"low": "0.5", "high": "0.5"}
    assert document["figures"] == []


def test_suppositions_are_applied_in_the_order_given(capsys, county):
    document = data(
        capsys, "what-if", county, "--share", "甲=50%", "--delay", "甲=1", "--enter", "甲=3月"
    )
    assert document["changes"] == ["甲只完成50％", "甲推迟1个月", "甲在2022年3月入库"]


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--without", "乙", "没有项目"),
        ("--delay", "甲", "写法不对"),
        ("--enter", "老桥=4月", "不在入库计划"),
    ],
)
def test_a_supposition_that_cannot_be_exits_with_2(capsys, county, option, value, words):
    status, out, err = run(capsys, "what-if", county, option, value, *COMMON)
    assert (status, out) == (2, "")
    assert words in err


def test_diagnose_shows_cells_and_needs(capsys, ledger):
    out = said(capsys, "diagnose", ledger, "--cells", "--needs")
    assert "一、进度" in out
    assert "四、任务" in out
    document = data(capsys, "diagnose", ledger, "--needs")
    assert document["unsaid"] or document["conclusions"]
    assert "needs" in document


def test_responsibility_of_a_small_county(capsys, county):
    document = data(capsys, "responsibility", county)
    assert [item["name"] for item in document["leaders"]] == ["王某"]
    assert [item["name"] for item in document["uncovered"]] == ["甲"]
    assert document["unvisited"] is None
    assert "没有“督导记录”表，无法判断" in said(capsys, "responsibility", county)


EXAMPLE = Path(__file__).parents[2] / "examples" / "云溪县2022年一季度台账.xlsx"


def test_the_bundled_example(capsys):
    """By hand: 甲 = 磷酸铁 brings 9800万元; 80289 − 9800 = 70489, the target is 77000."""
    pytest.importorskip("investtrack_excel", reason="needs the Excel importer")
    status, out, err = run(
        capsys, "what-if", EXAMPLE, "--without", "2111-529927-04-01-379502", "--json"
    )
    assert (status, err) == (0, "")
    document = json.loads(out)
    assert document["after"]["excess"] == "-6511"
    status, out, _ = run(capsys, "diagnose", EXAMPLE, "--json")
    document = json.loads(out)
    assert {item["kind"] for item in document["conclusions"]} >= {
        "concentration",
        "slow",
        "stopped",
    }
    assert all(item["cells"] for item in document["conclusions"])
    assert all(item["cells"] for item in document["tasks"])


def test_the_table_and_the_sentence_say_one_need(capsys):
    # 33.53亿元 over 10 months is 3.3527: both round it up, so that it is enough
    pytest.importorskip("investtrack_excel", reason="needs the Excel importer")
    _, said, _ = run(capsys, "diagnose", EXAMPLE)
    assert "月均需完成3.36亿元" in said
    assert "3.36亿元  0.12亿元" in said


def test_a_part_that_cannot_be_computed_is_named_with_its_reason(capsys, make, tmp_path):
    """Nobody states what was done since construction began: 二、存量 stands there, and why it is empty."""
    report = make.report(projects=(make.project("老桥", leaders=("王某",), cumulative=None),))
    path = tmp_path / "县.json"
    path.write_text(ledger_to_json(report.ledger), encoding="utf-8")
    told = said(capsys, "diagnose", path)
    assert "二、存量（接转在库项目）\n无法计算（所选1条记录都没有同时填" in told
    told = said(capsys, "responsibility", path)
    assert "未解决问题：没有“问题清单”表，无法判断" in told
