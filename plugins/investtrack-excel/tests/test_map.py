"""``investtrack map``: the profile it writes loads, reads at least as much, and is there to be mended."""

import tomllib

import openpyxl
import pytest
from attrs import evolve
from excel_layouts import LAYOUTS
from excel_layouts.made import write

from investtrack.cli.main import main
from investtrack.model.converter import profile_from_toml
from investtrack.model.profile import Profile
from investtrack.model.source import NOWHERE
from investtrack.values.amount import Amount, Unit
from investtrack.values.period import Month
from investtrack_excel.importer import ExcelImporter
from investtrack_excel.mapfile import Mapped, profile_text


def wan(number):
    return Amount.of(str(number), Unit.WAN)


@pytest.fixture
def book(tmp_path):
    """Return a function that writes sheets (name → rows) to a workbook."""

    def run(name, **sheets):
        made = openpyxl.Workbook()
        made.remove(made.active)
        for title, rows in sheets.items():
            sheet = made.create_sheet(title)
            for row in rows:
                sheet.append(row)
        made.save(tmp_path / name)
        return tmp_path / name

    return run


def first_profile(*paths, profile=None):
    importer = ExcelImporter()
    books = []
    for path in paths:
        extract, readings = importer.recognise(path, profile or Profile())
        books.append(Mapped(path, readings, extract.findings))
    return profile_text(books, profile or Profile())


def bare(ledger):
    """Return the projects without where they came from."""
    return [evolve(project, origin=NOWHERE) for project in ledger.projects or ()]


DISPATCH = [
    ["2022年重点项目调度表"],
    ["截至2022年6月20日", "", "", "单位：万元"],
    ["序号", "项目名称", "建设性质", "总投资", "今年累计完成投资", "完成投资", "包保县级干部", "建设性质"],
    [1, "青山水厂", "续建", 9000, 1200, 300, "周明", ""],
    [2, "河东大桥", "新建", 6000, 800, 90, "吴启航", ""],
]  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS, ids=[layout.key for layout in LAYOUTS])
def test_the_written_profile_loads_and_reads_the_same(layout, tmp_path):
    path = write(layout, tmp_path)
    profile = profile_from_toml(first_profile(path))
    before, after = (ExcelImporter().extract(path, p) for p in (Profile(), profile))
    assert bare(after.ledger) == bare(before.ledger)
    assert [(t.label, t.scope, t.amounts) for t in after.ledger.totals] == [
        (t.label, t.scope, t.amounts) for t in before.ledger.totals
    ]
    assert "mapping-unmatched" not in {f.code for f in after.findings}


def test_it_says_how_sure_it_is_and_what_is_open(book):
    text = first_profile(book("调度表.xlsx", 调度=DISPATCH))
    assert '"项目名称" = "项目名称"  # B列，把握高：表头' in text
    # The month of a header that names none comes from the date line each time, so none is written down.
    assert '"今年累计完成投资" = "完成投资"  # E列，把握中：月份取自表上的截至日期' in text
    # 完成投资 may be of the month or to date: asked, with every choice.
    assert "# F列“完成投资”：把握低，可以是 年初以来累计完成投资 或 单月完成投资 或 自开始建设累计完成投资；选一行" in text  # fmt: skip
    assert '# "包保县级干部" = "包保领导"  # G列，把握低：不认识；相近的有：包保领导' in text
    # Two columns of one header: each by its letter.
    assert '"C列" = "建设阶段"' in text


def test_a_header_that_names_its_period_is_not_pinned(book):
    """Next month's workbook has the next month in it, and the same profile reads it."""
    head = ["序号", "项目名称", "总投资（万元）", "2022年1—6月完成投资（万元）", "责任领导"]
    june = book("调度表2022年6月.xlsx", 调度2022年6月=[head, [1, "青山水厂", 9000, 1200, "周明"]])
    profile = profile_from_toml(first_profile(june))
    assert profile.mapping[0].sheet == "调度*年*月"
    head[3] = "2022年1—7月完成投资（万元）"
    july = book("调度表2022年7月.xlsx", 调度2022年7月=[head, [1, "青山水厂", 9000, 1500, "周明"]])
    extract = ExcelImporter().extract(july, profile)
    assert extract.ledger.projects[0].actual == ((Month(2022, 7), wan(1500)),)
    assert "mapping-unmatched" not in {f.code for f in extract.findings}


def test_sheets_that_differ_by_number_alone_keep_their_names(book):
    rows = [["序号", "项目名称", "总投资（万元）", "责任领导", "责任单位"]]
    path = book("批次.xlsx", 第1批=[*rows, [1, "甲厂", 100, "周明", "住建局"]], 第2批=[*rows, [1, "乙厂", 200, "吴航", "住建局"]])  # fmt: skip
    profile = profile_from_toml(first_profile(path))
    assert [mapping.sheet for mapping in profile.mapping] == ["第1批", "第2批"]
    assert [p.name for p in ExcelImporter().extract(path, profile).ledger.projects] == ["甲厂", "乙厂"]  # fmt: skip


def test_a_name_of_wildcards_and_quotes_means_itself(book):
    rows = [["序号", "项目名称", '总"投资"说明', "总投资（万元）", "责任领导", "责任单位"], [1, "甲厂", "略", 100, "周明", "住建局"]]  # fmt: skip
    path = book("a.xlsx", **{"重点!【x】": rows, "表(1)": [["项目名称"], ["无关"]]})
    text = first_profile(path)
    assert tomllib.loads(text)["mapping"][0]["sheet"] == "重点!【x】"
    assert bare(ExcelImporter().extract(path, profile_from_toml(text)).ledger)


def test_edit_and_run_again(book, tmp_path, capsys):
    """What was asked is answered in the file; the next run reads it and asks no more."""
    path, target = book("调度表.xlsx", 调度=DISPATCH), tmp_path / "profile.toml"
    assert main(["map", str(path), "-o", str(target)]) == 1
    text = target.read_text(encoding="utf-8")
    for answer in ('"完成投资" = "不读"', '"包保县级干部" = "包保领导"'):
        assert f"# {answer}" in text
        text = text.replace(f"# {answer}", answer)
    text = text.replace('# "H列" = "建设阶段"\n', "").replace('# "H列" = "不读"', '"H列" = "不读"')
    target.write_text("[entry]\nthreshold = '600'\n\n" + text.partition("\n")[2].partition("\n")[2], encoding="utf-8")  # fmt: skip
    again = tmp_path / "again.toml"
    assert main(["map", str(path), "--profile", str(target), "-o", str(again)]) == 0
    written = again.read_text(encoding="utf-8")
    assert profile_from_toml(written).entry.threshold == wan(600)
    assert written.count("由 investtrack map 写出") == written.count("# —— ") == 1
    capsys.readouterr()
    main(["check", str(path), "--profile", str(again), "--columns"])
    shown = capsys.readouterr().out
    assert "要问" not in shown
    assert "不认识" not in shown
    extract = ExcelImporter().extract(path, profile_from_toml(again.read_text(encoding="utf-8")))
    assert [p.leaders for p in extract.ledger.projects] == [("周明",), ("吴启航",)]


def test_what_a_profile_says_of_whole_sheets_stays_said(book):
    text = """
    [[mapping]]
    sheet = "调度"
    header_rows = [3]
    unit = "亿元"
    year = 2022
    month = 5
    [[mapping]]
    sheet = "说明"
    skip = true
    [[mapping]]
    file = "别的*.xlsx"
    sheet = "表"
    [mapping.columns]
    "甲" = "不读"
    """
    told = profile_from_toml(text)
    path = book("调度表.xlsx", 调度=DISPATCH, 说明=[["略"]])
    again = profile_from_toml(first_profile(path, profile=told))
    (mapping, *others) = again.mapping
    assert (mapping.header_rows, mapping.unit, mapping.year, mapping.month) == ((3,), Unit.YI, 2022, 5)  # fmt: skip
    assert others == list(told.mapping[1:])
    (project, _) = ExcelImporter().extract(path, again).ledger.projects
    assert project.actual == ((Month(2022, 5), wan(12_000_000)),)  # 1200亿元


def test_a_file_mended_by_hand_is_not_overwritten(book, tmp_path, capsys):
    path, target = book("调度表.xlsx", 调度=DISPATCH), tmp_path / "profile.toml"
    target.write_text("# mine\n", encoding="utf-8")
    assert main(["map", str(path), "-o", str(target)]) == 2
    assert "没有覆盖" in capsys.readouterr().err
    assert target.read_text(encoding="utf-8") == "# mine\n"
    assert main(["map", str(path), "-o", str(target), "--force"]) == 1
    assert "[[mapping]]" in target.read_text(encoding="utf-8")


def test_a_sheet_without_a_header_over_its_names_shows_its_other_columns(book, tmp_path, capsys):
    rows = [["序号", "", "总投资（万元）", "建设阶段", "责任领导", "责任单位"]]
    rows += [
        [1, "青山水厂扩建", 9000, "续建", "周明", "住建局"],
        [2, "河东大桥", 6000, "新建", "吴航", "交通局"],
    ]
    path, target = book("调度表.xlsx", 调度=rows), tmp_path / "p.toml"
    assert main(["map", str(path), "-o", str(target)]) == 1
    text = target.read_text(encoding="utf-8")
    assert '# "B列" = "项目名称"' in text
    capsys.readouterr()
    main(["check", str(path), "--columns"])
    shown = capsys.readouterr().out
    assert "整张表没有读取：没有项目名称列" in shown
    assert "认出，表未读" in shown
    mended = "\n".join(line.removeprefix("# ") for line in text.splitlines() if line.startswith(("# [", "# file", "# sheet", "# standard", '# "B')))  # fmt: skip
    assert len(ExcelImporter().extract(path, profile_from_toml(mended)).ledger.projects) == 2


# -- what a mapping may say ------------------------------------------------------------------------


def with_mapping(path, text):
    return ExcelImporter().extract(path, profile_from_toml(text))


def test_a_mapping_gives_unit_year_month_and_header_rows(book):
    rows = [
        ["项目名称 总投资 责任领导 责任单位", "说明"],
        ["名称及内容", "规模", "累计", "领导"],
        ["青山水厂", 1.5, 0.3, "周明"],
    ]
    path = book("表.xlsx", 表一=rows)
    extract = with_mapping(
        path,
        """
        [[mapping]]
        sheet = "表一"
        standard = "项目台账"
        header_rows = [2]
        unit = "亿元"
        year = 2022
        month = 6
        [mapping.columns]
        "名称及内容" = "项目名称"
        "规模" = "总投资"
        "累计" = "完成投资"
        "领导" = "包保领导"
        """,
    )
    (project,) = extract.ledger.projects
    # 1.5亿元 = 15000万元, 0.3亿元 = 3000万元 by the end of June.
    assert project.total_investment == wan(15000)
    assert project.actual == ((Month(2022, 6), wan(3000)),)
    assert project.leaders == ("周明",)


def test_a_mapping_may_leave_a_sheet_or_a_column_out(book):
    rows = [
        ["项目名称", "总投资（万元）", "责任领导", "责任单位"],
        ["青山水厂", 9000, "周明", "住建局"],
    ]
    path = book("表.xlsx", 一=rows, 二=[rows[0], ["河东大桥", 1, "", ""]])
    extract = with_mapping(path, '[[mapping]]\nsheet = "二"\nskip = true\n[[mapping]]\nsheet = "一"\n[mapping.columns]\n"责任领导" = "不读"\n')  # fmt: skip
    assert [(p.name, p.leaders) for p in extract.ledger.projects] == [("青山水厂", ())]


def test_a_mapping_of_a_column_that_is_not_there_is_said(book):
    rows = [
        ["项目名称", "总投资（万元）", "责任领导", "责任单位"],
        ["青山水厂", 9000, "周明", "住建局"],
    ]
    extract = with_mapping(
        book("表.xlsx", 一=rows), '[[mapping]]\nsheet = "一"\n[mapping.columns]\n"工期" = "不读"\n'
    )
    assert [f.message for f in extract.findings if f.code == "mapping-unmatched"] == ["配置里写的“工期”列，“一”表没有"]  # fmt: skip
