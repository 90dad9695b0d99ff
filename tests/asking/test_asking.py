"""What an office's own workbook leaves unsaid is asked, answered by the data where they can, and found again next month."""

import io
from decimal import Decimal

import pytest
from attrs import evolve

from investtrack import Profile, profile_from_toml
from investtrack.asking import answer, find_questions, fits, layouts_of
from investtrack.cli.main import main
from investtrack.errors import ProfileError
from investtrack.model.assumptions import Assumptions, CumulatedFrom, LibraryMembers
from investtrack.plugin.loading.manager import load_plugins
from investtrack.plugin.sources.own_profiles import find_own_profile, sighting
from investtrack.reading.headers.region_line import read_region
from investtrack.report import build_report
from investtrack.values.amount import Unit
from investtrack.values.period import Month, Period


TITLE = (
    "河湾县2026年1-3月重点项目推进情况表,,,,,,,\n填报单位：河湾县发展和改革局,,,,,,,单位：万元\n"
)
HEADER = (
    "项目名称,总投资,年度计划投资,投资完成情况,投资完成情况,存在问题,开工时间,备注\n"
    ",,,1-3月完成投资,累计完成投资,,,\n"
)
ROWS = (
    "河东大桥,20000,6000,1500,9500,征拆滞后,2024年5月,\n"
    "新材料厂,30000,9000,2000,2000,,2026年2月,未入库\n"
    "老旧小区改造,5000,2000,500,1500,无,2025.3,\n"
)
NOTE = "注：1.数据截至3月31日；2.累计完成投资为开工以来累计。,,,,,,,\n"


@pytest.fixture
def plugins():
    return load_plugins(("importers", "checks"))


@pytest.fixture
def book(tmp_path):
    """A CSV file named as the standard sheet: the one reader of tables reads a workbook the same."""

    def write(text, folder="三月"):
        (tmp_path / folder).mkdir(exist_ok=True)
        path = tmp_path / folder / "项目台账.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def _questions(plugins, path, profile=Profile(), **more):  # noqa: B008 - frozen
    return find_questions(lambda tried: sighting(plugins, [path], tried), profile, **more)


def _keys(questions):
    return [question.key for question in questions]


def _report(plugins, path, profile):
    seen = sighting(plugins, [path], profile)
    return build_report(seen.ledger, profile=profile, findings=seen.findings)


def test_a_title_a_unit_and_a_note_leave_one_question(plugins, book):
    path = book(TITLE + HEADER + ROWS + NOTE)
    (question,) = _questions(plugins, path)
    assert question.key == "library"
    assert question.proposal == "all"
    assert "未入库的1个除外" in question.proposed
    report = _report(plugins, path, answer(Profile(), [question], {}))
    region = report.ledger.region
    assert (region.name, region.reporting_unit) == ("河湾县", "河湾县发展和改革局")
    assert (report.period, report.as_of.isoformat()) == (Period.quarter(2026, 1), "2026-03-31")
    # The one whose remark says 未入库 is out: 1500 + 500.
    assert report.figure("fai.period.completed").value.to(Unit.WAN) == Decimal(2000)
    # 接转在库: 20000 + 5000; left: 25000 − 9500 − 1500.
    assert report.figure("carryover.investment").value.to(Unit.WAN) == Decimal(25000)
    assert report.figure("remaining.investment").value.to(Unit.WAN) == Decimal(14000)
    assert report.figure("year_plan.investment").value.to(Unit.WAN) == Decimal(17000)
    codes = {finding.code for finding in report.findings}
    assert "library-assumed" in codes
    assert not codes & {"library-unknown", "entered-without-date", "column-doubtful"}


def test_the_wholes_need_no_library(plugins, book):
    report = _report(plugins, book(TITLE + HEADER + ROWS + NOTE), Profile())
    assert report.figure("fai.period.completed").is_absent
    assert report.figure("all_projects.count").value == 3
    assert report.figure("year_plan.completed").value.to(Unit.WAN) == Decimal(4000)


def test_since_when_is_asked_and_the_values_propose_it(plugins, book):
    path = book(TITLE + HEADER + ROWS)
    library, cumulative, *rest = _questions(plugins, path)
    assert (library.key, cumulative.key, rest) == ("library", "cumulative", [])
    assert cumulative.proposal == "since-start"
    assert "2个项目" in cumulative.why  # 9500 > 1500, 1500 > 500
    alike = ROWS.replace("9500", "1500").replace("500,1500,无", "500,500,无")
    (_, again) = _questions(plugins, book(TITLE + HEADER + alike))
    assert again.proposal == "this-year"


def test_an_answer_is_read_as_a_header_would_be(plugins, book):
    path = book((TITLE + HEADER + ROWS).replace(",1-3月完成投资", ",1-2月完成投资"))
    said = Assumptions(cumulative=CumulatedFrom.JANUARY)
    seen = sighting(plugins, [path], evolve(Profile(), assume=said))
    assert [str(end) for end, _ in seen.ledger.projects[0].actual] == ["2026-02", "2026-03"]
    said = Assumptions(cumulative=CumulatedFrom.START)
    seen = sighting(plugins, [path], evolve(Profile(), assume=said))
    assert [str(end) for end, _ in seen.ledger.projects[0].actual] == ["2026-02"]
    assert seen.ledger.projects[0].cumulative.to(Unit.WAN) == Decimal(9500)


def test_period_is_asked_by_the_months_of_the_data_else_openly(plugins, book):
    dated = "单位：万元,,\n项目名称,总投资,2026年1—4月完成投资\n甲,900,30\n"
    (library, period) = _questions(plugins, book(dated))
    assert (period.proposal, [c.value for c in period.choices]) == (
        "to-date",
        ["to-date", "quarter"],
    )
    assert _keys(_questions(plugins, book(dated), has_period=True)) == ["library"]
    profile = answer(Profile(), [library, period], {"period": "quarter"})
    assert _report(plugins, book(dated), profile).period == Period.quarter(2026, 2)
    silent = "单位：万元,,\n项目名称,总投资,今年累计完成投资\n甲,900,30\n"
    path = book(silent)
    questions = _questions(plugins, path)
    assert _keys(questions) == ["library", "period"]
    with pytest.raises(ProfileError, match="没有回答"):
        answer(Profile(), questions, {})
    with pytest.raises(ProfileError, match="不是报告期"):
        answer(Profile(), questions, {"period": "不久"})
    report = _report(plugins, path, answer(Profile(), questions, {"period": "2026年1—4月"}))
    assert report.figure("fai.period.completed").value.to(Unit.WAN) == Decimal(30)


def test_units_are_asked_where_nothing_names_one(plugins, book):
    path = book("项目名称,总投资,2026年1—3月完成投资\n甲,2.5,0.3\n乙,1.2,0.1\n丙,12,0.6\n")
    units = next(q for q in _questions(plugins, path) if q.key == "units")
    assert units.proposal == "亿元"
    profile = answer(Profile(), _questions(plugins, path), {})
    assert _report(plugins, path, profile).figure("all_projects.investment").value.to(
        Unit.WAN
    ) == Decimal(157000)
    assert "units" not in _keys(_questions(plugins, path, profile))


def test_who_set_a_target_is_asked(plugins, tmp_path):
    path = tmp_path / "目标任务.csv"
    path.write_text(
        "指标,期间,目标值,单位\n固定资产投资,2026年一季度,50000,万元\n", encoding="utf-8"
    )
    (tmp_path / "基本信息.csv").write_text("项目,值\n报告期,2026年一季度\n", encoding="utf-8")
    (question,) = _questions(plugins, path)
    assert question.key == "target"
    profile = answer(Profile(), [question], {"target": "市"})
    report = _report(plugins, path, profile)
    assert report.figure("fai.period.assigned").value.to(Unit.WAN) == Decimal(50000)
    assert "level-assumed" in {finding.code for finding in report.findings}


def test_coded_projects_are_those_in_the_library(plugins, book):
    text = (
        "单位：万元,,,\n项目名称,总投资,纳统编码,2026年1—3月完成投资\n甲,900,A1001,30\n乙,800,,20\n"
    )
    library = _questions(plugins, book(text))[0]
    assert library.proposal == "coded"
    profile = answer(Profile(), [library], {})
    completed = _report(plugins, book(text), profile).figure("fai.period.completed")
    assert completed.value.to(Unit.WAN) == Decimal(30)
    none = answer(Profile(), [library], {"library": "none"})
    assert _report(plugins, book(text), none).figure("fai.period.completed").value.to(Unit.WAN) == 0
    unknown = answer(Profile(), [library], {"library": "unknown"})
    assert unknown.assume.library is None


def test_a_column_that_tells_is_never_overruled(plugins, book):
    text = (
        "单位：万元,,,\n项目名称,总投资,是否入库,2026年1—3月完成投资\n甲,900,否,30\n乙,800,是,20\n"
    )
    said = evolve(Profile(), assume=Assumptions(library=LibraryMembers.ALL))
    assert "library" not in _keys(_questions(plugins, book(text)))
    completed = _report(plugins, book(text), said).figure("fai.period.completed")
    assert completed.value.to(Unit.WAN) == Decimal(20)


def test_a_period_answered_once_is_not_taken_for_later_data():
    said = Assumptions(period="2026Q1")
    assert said.period_at(Month(2026, 3)) == Period.quarter(2026, 1)
    assert said.period_at(None) == Period.quarter(2026, 1)
    assert said.period_at(Month(2026, 4)) is None
    assert said.period_at(Month(2027, 2)) is None
    assert Assumptions(period="to-date").period_at(Month(2026, 4)) == Period.year_to_date(2026, 4)
    assert Assumptions(period="quarter").period_at(Month(2026, 4)) == Period.quarter(2026, 2)


def test_wrong_assumptions_are_refused_by_name():
    with pytest.raises(ProfileError) as caught:
        profile_from_toml('[assume]\nperiod = "不久"\nlibrary = "some"\nmonths = 13')
    assert "library" in str(caught.value)
    with pytest.raises(ProfileError, match="months"):
        profile_from_toml("[assume]\nmonths = 13")
    with pytest.raises(ProfileError, match="period"):
        profile_from_toml('[assume]\nperiod = "不久"')


@pytest.mark.parametrize(
    ("line", "name", "parent"),
    [
        ("2026年河湾县重点项目表", "河湾县", None),
        ("填报单位:江北市河湾县发改局", "河湾县", "江北市"),
        ("填报单位(盖章):河湾县财政局", "河湾县", None),
        ("凉水彝族自治县2026年项目清单", "凉水彝族自治县", None),
        ("江右省徐北州市项目汇总表", "徐北州市", "江右省"),
        ("青山区重点项目表", "青山区", None),
        ("吉县重点项目表", "吉县", None),
        ("县级重点项目建设情况调度表", None, None),
        ("全县重点项目表", None, None),
        ("市区重点项目表", None, None),
        ("开发区项目表", None, None),
        ("城区项目月报表", None, None),
        ("某市高新区重点项目表", None, None),
        ("填报单位:市发改局", None, None),
        ("河湾县近年来投资不断增长", None, None),  # no title of a table
    ],
)
def test_whose_table_it_is(line, name, parent):
    found = read_region([line])
    assert (found.name, found.parent) == (name, parent)


def test_title_and_unit_that_differ_name_no_region():
    assert read_region(["河湾县重点项目表", "填报单位:青山区发改局"]).name is None


# -- the file of answers ---------------------------------------------------------------------------


def test_next_month_finds_the_answers_by_itself(book, capsys, tmp_path):
    path = book(TITLE + HEADER + ROWS + NOTE)
    answers = path.parent / "本县.toml"
    assert main(["ask", str(path), "-o", str(answers), "--defaults"]) == 0
    assert "有数的指标" in capsys.readouterr().out
    april = (TITLE + HEADER + ROWS + NOTE).replace("1-3月", "1-4月").replace("3月31日", "4月30日")
    path.write_text(april.replace("1500,9500", "1900,9900"), encoding="utf-8")
    assert main(["metrics", str(path)]) == 0
    said = capsys.readouterr()
    assert "2026年1—4月" in said.out
    assert "0.24亿元" in said.out  # 1900 + 500
    assert "本县.toml" in said.err
    assert main(["metrics", str(path), "--profile", "default"]) in {0, 1}
    assert "0.24亿元" not in capsys.readouterr().out
    other = book("单位：万元,,\n项目名称,总投资,2026年1—3月完成投资\n甲,900,30\n", "三月")
    assert find_own_profile(load_plugins(("importers",)), [other]) is None


def test_answers_typed_one_by_one(book, capsys, monkeypatch):
    path = book(TITLE + HEADER + ROWS)
    out = path.parent / "本县.toml"
    monkeypatch.setattr(
        "sys.stdin", io.StringIO("9\n2\n\n")
    )  # none such, then 都不在库, then as proposed
    assert main(["ask", str(path), "-o", str(out)]) == 0
    said = capsys.readouterr().out
    assert "1/2" in said
    assert "请填上面的序号" in said
    profile = profile_from_toml(out.read_text(encoding="utf-8"))
    assert profile.assume.library is LibraryMembers.NONE
    assert profile.assume.cumulative is CumulatedFrom.START
    assert profile.assume.layout


def test_input_that_ends_early_writes_nothing(book, capsys, monkeypatch):
    path = book(TITLE + HEADER + ROWS)
    monkeypatch.setattr("sys.stdin", io.StringIO("1\n"))
    assert main(["ask", str(path), "-o", str(path.parent / "本县.toml")]) == 2
    assert "--defaults" in capsys.readouterr().err
    assert not (path.parent / "本县.toml").exists()


def test_a_file_that_is_there_is_kept(book, capsys):
    path = book(TITLE + HEADER + ROWS)
    out = path.parent / "本县.toml"
    out.write_text("name = 'mine'\n", encoding="utf-8")
    assert main(["ask", str(path), "-o", str(out), "--defaults"]) == 2
    assert "没有覆盖" in capsys.readouterr().err
    assert out.read_text(encoding="utf-8") == "name = 'mine'\n"
    assert main(["ask", str(path), "-o", str(path.parent / "答.txt"), "--defaults"]) == 2


def test_a_profile_that_is_widened_keeps_the_rest(book):
    path = book(TITLE + HEADER + ROWS)
    own = path.parent / "旧.toml"
    own.write_text('name = "mine"\n[entry]\nthreshold = "600"\n', encoding="utf-8")
    out = path.parent / "新.toml"
    call = ["ask", str(path), "--profile", str(own), "-o", str(out), "--defaults"]
    assert main(call) == 0
    profile = profile_from_toml(out.read_text(encoding="utf-8"))
    assert profile.name == "mine"
    assert profile.entry.threshold.to(Unit.WAN) == Decimal(600)
    assert profile.assume.library is LibraryMembers.ALL


def test_a_doubtful_amount_becomes_a_mapping(plugins, book, tmp_path):
    path = book("河湾县2026年1-3月项目表,,\n单位：万元,,\n项目名称,总投资,完成投资\n甲,900,30\n")
    columns = [q for q in _questions(plugins, path) if q.key.startswith("column:")]
    if not columns:
        pytest.fail("a bare 完成投资 is no longer doubtful: test another header")
    (question,) = columns
    profile = answer(Profile(), _questions(plugins, path), {question.key: "自开始建设累计完成投资"})
    seen = sighting(plugins, [path], profile)
    assert seen.ledger.projects[0].cumulative.to(Unit.WAN) == Decimal(30)
    out = path.parent / "本县.toml"
    assert main(["ask", str(path), "-o", str(out), "--defaults"]) == 0
    assert profile_from_toml(out.read_text(encoding="utf-8")).mapping[0].columns == {"C列": "不读"}


def test_layouts_differ_by_headers_not_by_digits(plugins, book):
    first = sighting(plugins, [book(TITLE + HEADER + ROWS)], Profile())
    profile = evolve(Profile(), assume=Assumptions(layout=layouts_of(first.columns)))
    april = (TITLE + HEADER + ROWS).replace("1-3月", "1-4月")
    assert fits(profile, sighting(plugins, [book(april)], Profile()).columns)
    wider = HEADER.replace("备注", "备注,责任单位")
    assert not fits(profile, sighting(plugins, [book(TITLE + wider + ROWS)], Profile()).columns)
    assert not fits(profile, [])


def test_report_offers_to_ask(book, capsys, tmp_path):
    path = book(TITLE + HEADER + ROWS)
    main(["report", str(path), "-o", str(tmp_path / "out")])
    said = capsys.readouterr().out
    assert "investtrack ask" in said
    assert "哪些项目在库、有的列是什么意思" in said
