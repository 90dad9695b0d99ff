"""The command line as a clerk meets it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from investtrack import Ledger, ledger_to_json
from investtrack.cli.main import main
from investtrack.plugin import load_plugins
from investtrack_testing import sample_ledger


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "台账.json"
    path.write_text(ledger_to_json(sample_ledger()), encoding="utf-8")
    return path


def test_metrics_prints_one_json_document_and_nothing_else(source, capsys):
    assert main(["metrics", str(source), "--json"]) == 0
    out, err = capsys.readouterr()
    data = json.loads(out)
    assert err == ""
    assert (data["region"], data["period"], data["as_of"]) == ("样例县", "2022Q1", "2022-03-20")
    expected = data["figures"]["fai.period.expected"]
    assert expected == {
        "title": "本期预计完成固定资产投资",
        "kind": "money",
        "value": "5300",  # 1500 + 3000 + 800
        "unit": "万元",
        "text": "0.53亿元",
        "missing": 0,
        "reason": None,
    }
    rate = data["figures"]["fai.excess_rate"]
    assert (rate["value"], rate["text"]) == ("0.06", "6％")  # (5300 − 5000) ÷ 5000


def test_absent_values_are_null_with_a_reason(source, capsys):
    main(["metrics", str(source), "--json", "--only", "gdp."])
    figures = json.loads(capsys.readouterr().out)["figures"]
    assert set(figures) >= {"gdp.year.growth_target", "gdp.period.target"}
    assert all(name.startswith("gdp.") for name in figures)
    assert figures["gdp.period.target"]["value"] is None
    assert "地区生产总值" in figures["gdp.period.target"]["reason"]


def test_as_of_moves_what_has_happened(source, capsys):
    main(["metrics", str(source), "--json", "--only", "resumption.", "--as-of", "2022-02-08"])
    figures = json.loads(capsys.readouterr().out)["figures"]
    assert figures["resumption.resumed.count"]["value"] == 0  # resumed on 9 February
    assert figures["resumption.due.count"]["value"] == 0


@pytest.mark.parametrize(
    ("written", "period"),
    [("4月", "2022M04-04"), ("2022年4月份", "2022M04-04"), ("前四个月", "2022M01-04"), ("前三季度", "2022M01-09"), ("全年", "2022"), ("二〇二二年一季度", "2022Q1")],
)  # fmt: skip
def test_a_period_is_given_in_every_spelling(written, period, source, capsys):
    main(["metrics", str(source), "--json", "--only", "gdp.", "--period", written])
    assert json.loads(capsys.readouterr().out)["period"] == period


def test_explain_names_every_cell(source, capsys):
    assert main(["explain", str(source), "fai.in_library.expected", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [(c["record"], c["amount"], c["cells"][0]["cell"]) for c in data["contributions"]] == [
        ("河东大桥", "1500", "D2"),
        ("青山花园", "3000", "D3"),
    ]
    assert main(["explain", str(source), "fai.in_library.expected"]) == 0
    assert "样例台账.xlsx｜项目台账!D3" in capsys.readouterr().out


def test_an_alias_explains_its_figure(source, capsys):
    assert main(["explain", str(source), "issues.by_category", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["id"] == "issues.open.by_category"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["metrics", "没有.xlsx"], "没有这个文件"),
        (["metrics"], "缺少参数"),
        (["fly", "x"], "没有“fly”这个命令"),
        (["export", "{source}", "--to", "pdf", "-o", "a.pdf"], "没有可用的导出插件：pdf"),
        (["explain", "{source}", "fai.nothing"], "没有编号为 fai.nothing 的指标"),
        (["metrics", "{source}", "--profile", "没有.toml"], "没有这个文件，请检查路径"),
        (["metrics", "{source}", "--profile", "nowhere"], "没有可用的县区配置"),
        (["metrics", "{source}", "--as-of", "明天"], "不是日期"),
        (["metrics", "{source}", "--period", "某日"], "不是报告期"),
        (["metrics", "{source}", "--period", "三季度累计"], "可指7—9月 或 1—9月"),
        (["export", "{source}", "--to", "json", "-o", "x.csv"], "写出的是 .json 文件"),
        (
            ["export", "{source}", "--to", "json", "-o", "x.json", "--template", "t.docx"],
            "不用模板",
        ),
    ],
)
def test_a_call_that_cannot_be_used_says_so_in_one_message_and_exits_2(
    arguments, said, source, capsys
):
    arguments = [argument.replace("{source}", str(source)) for argument in arguments]
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert "Traceback" not in err


def test_check_exits_1_with_error_findings_and_lists_them(tmp_path, capsys):
    from attrs import evolve

    from investtrack import Amount, Unit

    ledger = sample_ledger()
    slipped = evolve(ledger.projects[0], cumulative=Amount.of(84_500_000, Unit.WAN))
    path = tmp_path / "a.json"
    path.write_text(
        ledger_to_json(evolve(ledger, projects=(slipped, *ledger.projects[1:]))), encoding="utf-8"
    )
    assert main(["check", str(path), "--json"]) == 1
    findings = json.loads(capsys.readouterr().out)
    slip = next(finding for finding in findings if finding["code"] == "unit-slip")
    assert slip["grade"] == "error"
    assert slip["expected"] == "约8450万元"
    assert slip["mend"]
    assert main(["check", str(path)]) == 1
    assert "怎么改" in capsys.readouterr().out


def test_report_writes_every_file_whole(source, tmp_path, capsys):
    out = tmp_path / "out"
    assert main(["report", str(source), "-o", str(out)]) == 0
    assert sorted(path.suffix for path in out.iterdir()) == [".csv", ".docx", ".docx", ".xlsx"]
    before = {path: path.read_bytes() for path in out.iterdir()}
    assert main(["report", str(source), "-o", str(out)]) == 0
    assert {path: path.read_bytes() for path in out.iterdir()} == before
    assert "已写出" in capsys.readouterr().out


def test_the_help_of_template_names_what_is_installed(capsys):
    assert main(["template", "--help"]) == 0
    offered = load_plugins(("templates",)).templates
    shown = capsys.readouterr().out
    assert offered
    assert all(name in shown and each.label in shown for name, each in offered.items())


def test_plugins_are_listed(capsys):
    assert main(["plugins", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert {item["name"] for item in data["exporters"]} >= {"excel", "word", "json", "findings"}


def _modules(code: str) -> set[str]:
    script = f"{code}\nimport sys; print(' '.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split("\n")[-2].split())


HEAVY = {
    "openpyxl",
    "docx",
    "docxtpl",
    "xlsxwriter",
    "python_calamine",
    "lxml",
    "jinja2",
    "pandas",
    "numpy",
}


@pytest.mark.parametrize(
    "code",
    [
        "import investtrack",
        "from investtrack.cli.main import main\nmain(['plugins', '--help'])",
        "from investtrack.cli.main import main\nmain(['plugins'])",
    ],
)
def test_a_light_start_loads_no_heavy_library(code):
    assert not _modules(code) & HEAVY


def test_python_m_investtrack_runs():
    done = subprocess.run(
        [sys.executable, "-m", "investtrack", "--version"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("investtrack ")


def test_the_bundled_example_is_found():
    from investtrack.cli.demo import example_path

    assert Path(example_path()).is_file()


def test_a_ledger_without_a_known_sheet_is_refused_by_compare_too(source, tmp_path, capsys):
    empty = tmp_path / "空.json"
    empty.write_text(ledger_to_json(Ledger()), encoding="utf-8")
    assert main(["compare", str(empty), str(source)]) == 2
    said = capsys.readouterr().err
    assert "空.json" in said
    assert "没有可用的记录" in said


def test_a_fault_of_the_program_is_one_sentence(source, capsys, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError("by nought")

    monkeypatch.setattr("investtrack.cli.running.metrics.figures_data", broken)
    assert main(["metrics", str(source), "--json"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "程序出错（ZeroDivisionError：by nought，test_cli.py 第" in shown.err
    assert "Traceback" not in shown.err
    monkeypatch.setenv("INVESTTRACK_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        main(["metrics", str(source), "--json"])
