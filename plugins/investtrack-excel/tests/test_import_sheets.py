"""Sheets: which is read as what, which rows are records, what the other rows state."""

from datetime import date

import openpyxl
import pytest

from investtrack import build_report
from investtrack.errors import PeriodError
from investtrack.findings import Grade
from investtrack.model.converter import profile_from_toml
from investtrack.model.entry import EntryStatus, PaperRule, PaperState
from investtrack.model.profile import EntryProfile, Profile
from investtrack.model.project import ProjectLevel
from investtrack.values.amount import Amount, Unit
from investtrack.values.dates import DateSpan
from investtrack.values.period import Month, Period
from investtrack.values.rate import Rate
from investtrack_excel.importer import ExcelImporter


INFO = ("基本信息", [["项目", "值"], ["地区", "某县"], ["报告期", "2022年一季度"], ["截止日期", "2022年3月20日"]])  # fmt: skip
HEAD = ["项目编码", "项目名称", "责任单位", "总投资（万元）"]


def wan(number):
    return Amount.of(str(number), Unit.WAN)


@pytest.fixture
def read(tmp_path):
    """Return a function that writes sheets to a workbook and imports it."""

    def run(*sheets, profile=None, change=None):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in sheets:
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        if change:
            change(book)
        path = tmp_path / "台账.xlsx"
        book.save(path)
        return ExcelImporter().extract(path, profile or Profile())

    return run


def ledger(*rows, head=HEAD):
    return ("项目台账", [head, *rows])


def codes(extract, *grades):
    return [f.code for f in extract.findings if not grades or f.grade in grades]


def found(extract, code):
    return [f for f in extract.findings if f.code == code]


def named(extract, attribute="projects"):
    return [record.name for record in getattr(extract.ledger, attribute)]


# -- sheets ----------------------------------------------------------------------------------


def test_basic_facts_come_from_the_info_sheet(read):
    about = (*INFO[1], ["上级地区", "某市"], ["填报单位", "发改局"], ["金额单位", "亿元"])
    x = read(("基本信息", about), ledger(["A", "甲项目", "交通局", 1.5], head=["项目编码", "项目名称", "责任单位", "总投资"]))  # fmt: skip
    assert (x.ledger.region.name, x.ledger.region.parent) == ("某县", "某市")
    assert x.ledger.region.reporting_unit == "发改局"
    assert x.ledger.period == Period.quarter(2022, 1)
    assert x.ledger.as_of == date(2022, 3, 20)
    assert x.ledger.projects[0].total_investment == wan(15000)
    assert x.findings == ()


def test_basic_facts_that_cannot_be_read_are_said(read):
    about = [["报告期", "最近"], ["截止日期", "月底前"], ["金额单位", "美元"]]
    x = read(("基本信息", about), ledger(["A", "甲项目"]))
    assert codes(x, Grade.ERROR) == ["period-unreadable", "date-unreadable", "choice-unknown"]
    assert [f.place.cell for f in x.findings] == ["B1", "B2", "B3"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [("2022年三季度累计", "2022年7—9月 或 2022年1—9月"), (2022.1, "2022年1月 或 2022年10月"), ("2022年4月底", "期间，如 2022年一季度")],
)  # fmt: skip
def test_a_period_that_names_two_is_asked_about_and_none_is_put_in_its_place(
    read, written, expected
):
    x = read(
        ("基本信息", [["报告期", written], ["截止日期", "2022-09-20"]]), ledger(["A", "甲项目"])
    )
    (finding,) = x.findings
    assert (finding.code, finding.expected) == ("period-unreadable", expected)
    with pytest.raises(PeriodError, match=r"报告期读不懂.*--period"):
        build_report(x.ledger, findings=x.findings)
    given = build_report(x.ledger, period=Period(2022, 7, 9), findings=x.findings)
    assert given.period == Period(2022, 7, 9)


@pytest.mark.parametrize(
    ("written", "period"),
    [("2022年前三季度", (1, 9)), ("2022年4月份", (4, 4)), ("2022.4", (4, 4)), (2022.4, (4, 4)), ("二〇二二年一季度", (1, 3)), ("2022年前四个月", (1, 4)),
     ("2022年度", (1, 12))],
)  # fmt: skip
def test_every_spelling_of_the_report_period(read, written, period):
    x = read(("基本信息", [["报告期", written]]), ledger(["A", "甲项目"]))
    assert (x.ledger.period, x.findings) == (Period(2022, *period), ())


@pytest.mark.parametrize("name", ["项目台账", " 项目 台账 ", "重点项目", "项目清单"])
def test_a_sheet_is_known_by_its_name_or_a_synonym(read, name):
    assert named(read((name, ledger(["A", "甲项目"])[1]))) == ["甲项目"]


def test_an_absent_sheet_is_none_and_an_empty_one_is_empty(read):
    x = read(ledger())
    assert x.ledger.projects == ()
    assert x.ledger.entries is None


def test_a_sheet_of_unknown_name_is_named(read):
    x = read(ledger(["A", "甲项目"]), ("通讯录", [["姓名", "电话"], ["张三", "1"]]))
    (finding,) = found(x, "sheet-unknown")
    assert finding.grade is Grade.NOTE
    assert "通讯录" in finding.message


def test_an_offices_own_sheet_that_is_called_like_one_of_ours_is_named_too(read):
    x = read(ledger(["A", "甲项目"]), ("指标", [["指标", "完成"], ["工业", 1]]))
    (finding,) = found(x, "sheet-unknown")
    assert "指标" in finding.message


def test_a_single_column_that_is_called_like_one_that_is_reckoned_is_named(read):
    x = read(ledger(["A", "甲", "局", 5, 40, "红"], head=[*HEAD, "停工天数", "亮灯"]))
    assert [finding.found for finding in found(x, "column-unknown")] == ["停工天数", "亮灯"]


def test_a_workbook_without_any_known_sheet_says_what_it_has_and_what_is_expected(read):
    x = read(("通讯录", [["姓名", "电话"]]), ("花名册", [["姓名"]]))
    (finding,) = found(x, "no-known-sheet")
    assert finding.grade is Grade.ERROR
    assert finding.found == "通讯录、花名册"
    assert "项目台账" in finding.expected


def test_a_sheet_of_unknown_name_is_read_by_its_headers_where_they_leave_no_doubt(read):
    head = ["序号", "项目名称", "建设单位", "总投资（万元）", "年度计划投资（万元）"]
    x = read(("Sheet1", [["某县重点项目表"], head, [1, "甲项目", "甲公司", 500, 100]]))
    assert named(x) == ["甲项目"]
    assert codes(x) == ["sheet-recognised"]


ENTRY = ["项目名称", "总投资（万元）", "拟入库月份", "目前状态", "责任单位", "备注"]


@pytest.mark.parametrize(
    ("name", "title"),
    [("拟入库", ""), ("Sheet2", "青禾县2022年拟入库项目表"), ("附表2", "2022年1—3月青禾县计划入库项目情况表"), ("3.拟入库项目清单", "")],
)  # fmt: skip
def test_a_sheet_is_what_its_name_or_title_is_about_where_its_columns_fit(read, name, title):
    rows = [ENTRY, ["乙项目", 700, "3月", "资料收集", "交通局", ""]]
    x = read(("项目台账", [HEAD, ["A", "甲项目", "交通局", 500]]), (name, [[title], *rows] if title else rows))  # fmt: skip
    assert named(x) == ["甲项目"]
    assert [(e.name, e.status.value) for e in x.ledger.entries] == [("乙项目", "收集资料")]


def test_a_title_about_two_things_decides_nothing(read):
    rows = [["青禾县在库和拟入库项目表"], ["序号", "项目名称", "建设单位", "总投资（万元）", "年度计划投资（万元）"], [1, "甲项目", "甲公司", 500, 100]]  # fmt: skip
    x = read(("Sheet1", rows))
    assert named(x) == ["甲项目"]
    assert x.ledger.entries is None


def test_a_reserve_list_of_too_few_columns_is_asked_about_never_counted_as_projects(read):
    rows = [["青禾县储备项目库"], ["序号", "项目名称", "总投资（万元）", "建设性质", "年度计划投资（万元）", "是否入库"], [1, "甲项目", 500, "新建", 100, "否"]]  # fmt: skip
    x = read(("Sheet4", rows))
    assert x.ledger.projects is None
    assert codes(x)[0] == "sheet-doubtful"
    assert found(x, "sheet-doubtful")[0].expected == "储备项目 或 项目台账"
    rows[1] = ["序号", "项目名称", "总投资（万元）", "建设性质", "申报渠道", "前期工作进展"]
    rows[2] = [1, "甲项目", 500, "新建", "专项债", "可研"]
    x = read(("Sheet4", rows))
    assert [r.name for r in x.ledger.reserves] == ["甲项目"]
    assert "column-unknown" not in codes(x)  # 建设性质 is known, only not kept of reserves


def test_other_sheets_know_the_words_of_the_project_ledger(read):
    head = ["项目名称", "计划复工时间", "实际复工时间", "包抓县级领导", "主管部门"]
    x = read(("复工复产", [head, ["甲项目", "2月15日", "", "张三", "交通局"]]))
    (row,) = x.ledger.resumptions
    assert (row.leaders, row.responsible_unit) == (("张三",), "交通局")


def test_too_few_headers_leave_doubt(read):
    x = read(("Sheet1", [["项目名称", "总投资（万元）"], ["甲项目", 500]]))
    assert x.ledger.projects is None
    assert codes(x) == ["sheet-unknown", "no-known-sheet"]


def test_a_second_list_of_the_same_projects_is_not_counted_twice(read):
    rows = [HEAD, ["A", "甲项目", "交通局", 500]]
    x = read(("项目台账", rows), ("重点项目", rows), ("打印用", rows))
    assert named(x) == ["甲项目"]
    assert codes(x) == ["sheet-spare", "sheet-spare"]
    assert found(x, "sheet-spare")[0].grade is Grade.WARNING
    x = read(("按乡镇", rows), ("按行业", rows))
    assert named(x) == ["甲项目"]
    assert codes(x) == ["sheet-recognised", "sheet-spare"]


def test_lists_of_several_towns_make_one(read):
    x = read(("城关镇", [HEAD, ["A", "甲项目", "甲局", 5]]), ("河东镇", [HEAD, ["B", "乙项目", "乙局", 6]]))  # fmt: skip
    assert named(x) == ["甲项目", "乙项目"]


def test_a_hidden_sheet_is_read_and_said(read):
    def hide(book):
        book["入库计划"].sheet_state = "hidden"

    x = read(
        ledger(["A", "甲"]), ("入库计划", [["项目名称", "入库状态"], ["乙", "前期"]]), change=hide
    )
    assert named(x, "entries") == ["乙"]
    assert codes(x) == ["sheet-hidden"]


def test_a_known_sheet_without_header_or_without_names_is_an_error(read):
    x = read(("项目台账", [["甲", 1], ["乙", 2]]))
    assert codes(x) == ["header-missing", "no-known-sheet"]
    x = read(("项目台账", [["项目编码", "总投资（万元）", "备注"], ["A", 5, ""]]))
    assert "没有“项目名称”列" in found(x, "header-missing")[0].message


# -- headers ---------------------------------------------------------------------------------


def test_titles_unit_and_date_lines_may_stand_above_the_header(read):
    rows = [["某县2022年项目表"], ["单位：亿元"], ["截至2022年3月20日"], [], ["项目名称", "总投资", "开工时间"], ["甲", 1.2, "3月5日"]]  # fmt: skip
    project = read(("项目台账", rows)).ledger.projects[0]
    assert project.total_investment == wan(12000)
    assert project.started_on == DateSpan.day(date(2022, 3, 5))  # the year of the title
    assert project.origin.row == 6
    assert project.origin.cell("total_investment").cell == "B6"


def test_the_unit_of_a_header_beats_the_unit_line(read):
    rows = [["单位：万元"], ["项目名称", "总投资（亿元）", "年度计划投资"], ["甲", 1, 2]]
    project = read(("项目台账", rows)).ledger.projects[0]
    assert project.total_investment == wan(10000)
    assert project.year_plan == wan(2)


def test_the_profile_gives_the_unit_where_the_ledger_names_none(read):
    rows = [["项目名称", "总投资"], ["甲", 3]]
    x = read(("项目台账", rows), profile=Profile(unit=Unit.YI))
    assert x.ledger.projects[0].total_investment == wan(30000)


def merge(*ranges, sheet="项目台账"):
    def change(book):
        for cells in ranges:
            book[sheet].merge_cells(cells)

    return change


def test_a_header_of_two_rows_with_merged_groups(read):
    rows = [
        ["项目表", None, None, None, None, None],
        ["序号", "项目名称", "投资（万元）", None, "2022年1—2月（万元）", None],
        [None, None, "总投资", "年度计划投资", "计划完成投资", "完成投资"],
        [1, "甲", 100, 50, 8, 7],
    ]
    for change in (None, merge("A1:F1", "A2:A3", "B2:B3", "C2:D2", "E2:F2")):
        x = read(INFO, ("项目台账", rows), change=change)
        (project,) = x.ledger.projects
        assert (project.total_investment, project.year_plan) == (wan(100), wan(50))
        assert project.origin.row == 4
        assert codes(x, Grade.ERROR) == []


def test_columns_of_unknown_meaning_are_named_and_the_number_column_is_not(read):
    x = read(ledger(["A", "甲", "局", 5, 1, "西街"], head=[*HEAD, "序号", "风水"]))
    (finding,) = x.findings
    assert (finding.code, finding.place.cell) == ("column-unknown", "F1")


def test_of_two_columns_that_mean_the_same_the_first_is_read(read):
    x = read(ledger(["A", "甲", "局", 5, 6], head=[*HEAD, "计划总投资（万元）"]))
    assert x.ledger.projects[0].total_investment == wan(5)
    assert codes(x) == ["header-duplicate"]


LED = ["项目名称", "责任单位", "市领导", "总投资（万元）", "县领导"]


def test_of_two_columns_of_leaders_both_are_read(read):
    rows = [
        ["甲", "局", "王一", 5, "李二、张三"],
        ["乙", "局", None, 5, "李二"],
        ["丙", "局", "李二", 5, "李二"],
    ]
    x = read(ledger(*rows, head=LED))
    assert [p.leaders for p in x.ledger.projects] == [
        ("王一", "李二", "张三"),
        ("李二",),
        ("李二",),
    ]
    assert codes(x) == ["columns-joined"]
    (cells,) = {tuple(c.cell for c in x.ledger.projects[0].origin.cells("leaders"))}
    assert cells == ("C2", "E2")


def test_a_profile_leaves_one_column_of_leaders_out(read):
    told = profile_from_toml(
        '[[mapping]]\nsheet = "项目台账"\n[mapping.columns]\n"市领导" = "不读"\n'
    )
    x = read(ledger(["甲", "局", "王一", 5, "李二"], head=LED), profile=told)
    assert x.ledger.projects[0].leaders == ("李二",)
    assert "columns-joined" not in codes(x)


def test_a_column_left_out_by_the_profile_leaves_its_double_to_be_read(read):
    told = profile_from_toml(
        '[[mapping]]\nsheet = "项目台账"\n[mapping.columns]\n"总投资（万元）" = "不读"\n'
    )
    x = read(ledger(["A", "甲", "局", 5, 6], head=[*HEAD, "计划总投资（亿元）"]), profile=told)
    assert x.ledger.projects[0].total_investment == wan(60000)


FUNDED = ["项目名称", "责任单位", "总投资（万元）", "资金来源", "金额"]
FUNDS = (["甲", "局", 900, "中央", 300], [None, None, None, "债券", 200], [None, None, None, "自筹", 400], ["乙", "局", 5, "自筹", 5])  # fmt: skip


@pytest.mark.parametrize("cells", [(), ("A2:A4",), ("A2:A4", "B2:B4", "C2:C4")])
def test_a_project_over_several_rows_by_source_of_funds_is_one_project(read, cells):
    x = read(ledger(*FUNDS, head=FUNDED), change=merge(*cells))
    assert [(p.name, p.total_investment) for p in x.ledger.projects] == [
        ("甲", wan(900)),
        ("乙", wan(5)),
    ]
    assert codes(x, Grade.WARNING) + codes(x, Grade.ERROR) == []
    (note,) = [f for f in x.findings if f.code == "row-continued"]
    assert note.place.cell == "A3"
    assert "第3—4行" in note.message


def test_parts_of_a_project_that_states_its_sum_are_not_added_again(read):
    head = ["项目名称", "总投资（万元）", "资金来源", "责任单位"]
    x = read(
        ledger(
            ["甲", 900, "合 计", "局"],
            [None, 500, "中央", None],
            [None, 400, "自筹", None],
            head=head,
        )
    )
    assert [(p.name, p.total_investment) for p in x.ledger.projects] == [("甲", wan(900))]
    assert codes(x, Grade.WARNING) + codes(x, Grade.ERROR) == []
    assert "row-continued" in codes(x)


def test_words_of_a_further_row_that_are_not_read_are_said(read):
    rows = (["甲", "局", 900, "中央", 300], [None, "院", None, "债券", 200])
    x = read(ledger(*rows, head=FUNDED), change=merge("A2:A3"))
    assert [p.responsible_unit for p in x.ledger.projects] == ["局"]
    assert [(f.grade, f.place.cell) for f in x.findings if f.code == "row-continued"] == [
        (Grade.WARNING, "B3"), (Grade.NOTE, "A3"),
    ]  # fmt: skip


@pytest.mark.parametrize("cells", [(), ("A2:A3",)])
def test_a_further_row_with_an_amount_of_its_own_is_never_passed_over(read, cells):
    rows = (["甲", "局", 900, "中央", 300], [None, None, 100, "债券", 200])
    x = read(ledger(*rows, head=FUNDED), change=merge(*cells))
    total = sum(p.total_investment.yuan for p in x.ledger.projects)
    # merged, the second row is read too; without a name it is an error
    assert total == (wan(1000) if cells else wan(900)).yuan
    assert ("name-missing" in codes(x, Grade.ERROR)) is not bool(cells)


def test_ytd_columns_make_a_series_in_order_of_months(read):
    head = ["项目名称", "2022年1—3月计划完成投资（万元）", "1-2月计划完成投资（万元）", "2022年1—2月完成投资（亿元）"]  # fmt: skip
    (project,) = read(INFO, ledger(["甲", 30, 20, 0.001], head=head)).ledger.projects
    assert project.planned == ((Month(2022, 2), wan(20)), (Month(2022, 3), wan(30)))
    assert project.actual == ((Month(2022, 2), wan(10)),)
    assert project.origin.cell("planned.2022-03").cell == "B2"


# -- cells -----------------------------------------------------------------------------------


def test_what_cannot_be_read_is_unknown_kept_and_said_with_its_cell(read):
    head = ["项目名称", "总投资（万元）", "开工时间", "建设阶段", "是否入库", "竣工时间"]
    x = read(INFO, ledger(["甲", "待核实", "春节过后", "扫尾", "大概", "待定"], head=head))
    (project,) = x.ledger.projects
    assert project.total_investment is project.started_on is project.stage is None
    assert dict(project.origin.texts) == {
        "total_investment": "待核实", "started_on": "春节过后", "stage": "扫尾", "is_in_library": "大概",
        "finished_on": "待定",
    }  # fmt: skip
    assert {f.place.cell: f.code for f in x.findings} == {
        "B2": "amount-unreadable", "C2": "date-unreadable", "D2": "choice-unknown", "E2": "choice-unknown",
        "F2": "date-undetermined",
    }  # fmt: skip
    assert all(f.message and f.found and f.expected and f.mend for f in x.findings)


def test_error_cells_and_uncomputed_formulas_are_unknown_and_said(read, tmp_path):
    import xlsxwriter

    path = tmp_path / "公式.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("项目台账")
        sheet.write_row(
            0,
            0,
            ["项目名称", "总投资（万元）", "年度计划投资（万元）", "2022年1—2月完成投资（万元）"],
        )
        sheet.write_row(1, 0, ["甲", None])
        sheet.write_formula(1, 1, "=1/0", None, "#DIV/0!")
        sheet.write_formula(1, 2, "=SUM(1,2)", None, "")
        sheet.write_formula(1, 3, "=1+1", None, 2)
    x = ExcelImporter().extract(path, Profile())
    assert {f.place.cell: f.code for f in x.findings} == {"B2": "cell-error", "C2": "formula-uncomputed"}  # fmt: skip
    (project,) = x.ledger.projects
    assert project.total_investment is project.year_plan is None
    assert project.actual == ((Month(2022, 2), wan(2)),)


def test_a_subtotal_that_could_not_be_computed_is_a_warning(read):
    x = read(ledger(["A", "甲", "局", 5], [None, "合计", None, "=SUM(D2:D2)"]))
    (finding,) = x.findings
    assert (finding.code, finding.grade, finding.place.cell) == ("formula-uncomputed", Grade.WARNING, "D3")  # fmt: skip
    assert x.ledger.totals == ()


def test_an_error_written_as_text_is_an_error_cell(read):
    x = read(ledger(["A", "甲", "局", "#N/A"]))
    assert codes(x, Grade.ERROR) == ["cell-error"]


def test_a_small_growth_may_be_a_fraction_and_is_not_guessed(read):
    head = ["指标", "期间", "目标值", "单位", "同比增速（％）"]
    x = read(INFO, ("目标任务", [head, ["固定资产投资", "一季度", 12, "亿元", 0.055]]))
    (target,) = x.ledger.targets
    assert target.growth == Rate.percent("0.055")
    assert codes(x) == ["rate-suspicious"]


def test_targets_are_in_their_own_unit_and_per_cent_is_growth(read):
    head = ["指标", "期间", "下达层级", "目标值", "单位", "同比增速（％）", "上年同期"]
    rows = [["固定资产投资", "2022年一季度", "省级", 12.5, "亿元", "8%", 11], ["地区生产总值", "2022年", "市", 7, "％", None, None]]  # fmt: skip
    first, second = read(INFO, ("目标任务", [head, *rows])).ledger.targets
    assert (first.amount, first.base, first.growth) == (wan(125000), wan(110000), Rate.percent(8))
    assert (second.amount, second.growth) == (None, Rate.percent(7))
    assert second.period == Period.full_year(2022)


def test_a_number_2022_1_may_be_october(read):
    x = read(INFO, ledger(["甲", 2022.1], head=["项目名称", "开工时间"]))
    assert x.ledger.projects[0].started_on == DateSpan.month(2022, 1)
    assert codes(x) == ["date-ambiguous"]


def test_marks_before_a_name_tell_the_level_where_no_column_does(read):
    head = ["项目名称", "项目级别"]
    x = read(ledger(["★甲", None], ["■ 乙", None], ["★丙", "县级"], ["丁", None], head=head))
    assert named(x) == ["甲", "乙", "丙", "丁"]
    assert [p.level for p in x.ledger.projects] == [ProjectLevel.PROVINCIAL, ProjectLevel.CITY, ProjectLevel.COUNTY, None]  # fmt: skip


def test_entered_with_a_code_states_both(read):
    (project,) = read(
        ledger(["甲", "已纳统，520101202200018"], head=["项目名称", "是否纳统"])
    ).ledger.projects
    assert project.is_in_library is True
    assert project.library_code == "520101202200018"


def test_papers_are_the_columns_that_hold_marks(read):
    head = ["项目名称", "入库状态", "立项", "消防手续", "联系电话", "施工许可", "专家意见", "备注"]
    rule = PaperRule(all_of=("专家意见",))
    x = read(
        ("入库计划", [head, ["甲", "收集资料", "√", "×", "138", None, None, ""], ["乙", "前期", None, "不需要", "139", None, None, ""]]),
        profile=Profile(entry=EntryProfile(rules=(rule,))),
    )  # fmt: skip
    first, second = x.ledger.entries
    assert first.status is EntryStatus.COLLECTING
    assert first.papers == {"立项": PaperState.HELD, "消防手续": PaperState.LACKING, "施工许可": None, "专家意见": None}  # fmt: skip
    assert second.papers["消防手续"] is PaperState.NOT_NEEDED
    assert [f.found for f in x.findings] == ["联系电话"]
    assert first.origin.cell("papers.消防手续").cell == "D2"


# -- rows ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "label",
    ["合计", "合  计", "小计", "总计", "共计", "合计37个", "小计（在库项目）", "某市合计14个", "一、工业项目", "（一）工业项目82个", "其中：在建项目（9项）"],
)  # fmt: skip
def test_a_subtotal_is_never_a_project(read, label):
    for row in ([None, label, None, 500], [label, None, None, 500]):
        x = read(ledger(["A-001", "甲项目", "局", 200], row, ["A-002", "乙项目", "局", 300]))
        assert named(x) == ["甲项目", "乙项目"]
        assert [total.amounts for total in x.ledger.totals] == [(("total_investment", wan(500)),)]


@pytest.mark.parametrize("name", ["合计大厦建设项目", "注塑机生产线项目", "一、二期厂房扩建工程", "其中村道路改造", "中小计算机厂房项目", "说明书印刷厂"])  # fmt: skip
def test_a_project_whose_name_looks_like_a_subtotal_is_a_project(read, name):
    x = read(ledger(["2022-001", name, "局", 200]))
    assert named(x) == [name]


def test_a_lone_numeral_before_a_name_is_a_group_where_projects_are_numbered(read):
    head = ["序号", "项目名称", "总投资（万元）"]
    numbered = read(ledger(["一", "工业", 500], [1, "甲", 200], [2, "乙", 300], head=head))
    assert named(numbered) == ["甲", "乙"]
    assert numbered.ledger.totals[0].scope == (3, 4)
    assert named(read(ledger(["一", "甲", 200], ["二", "乙", 300], head=head))) == ["甲", "乙"]


def test_a_text_that_numbers_its_points_is_no_group_row(read):
    x = read(
        ("问题清单", [["项目名称", "问题描述", "状态"], ["甲", "一、缺资金；二、缺用地", "未解决"]])
    )
    assert len(x.ledger.issues) == 1
    x = read(("问题清单", [["问题描述", "状态"], ["一、缺资金；二、缺用地", "未解决"]]))
    assert len(x.ledger.issues) == 1


def test_subtotals_below_cover_the_rows_since_the_last_and_the_total_covers_all(read):
    x = read(ledger(["A", "甲", "", 1], ["B", "乙", "", 2], [None, "小计", None, 3], ["C", "丙", "", 4], [None, "小计", None, 4], [None, "合计3个", None, 7]))  # fmt: skip
    assert [(t.label, t.scope) for t in x.ledger.totals] == [("小计", (2, 3)), ("小计", (5,)), ("合计3个", (2, 3, 5))]  # fmt: skip
    assert x.ledger.totals[-1].count == 3


def test_totals_and_groups_above_cover_what_follows(read):
    x = read(
        ledger(
            ["合计", "3个", None, 7],
            ["一、工业（2个）", None, None, 3],
            ["（一）新建", None, None, 1],
            ["A-001", "甲", "", 1],
            ["（二）续建", None, None, 2],
            ["A-002", "乙", "", 2],
            ["二、农业", None, None, 4],
            ["A-003", "丙", "", 4],
        )
    )
    assert {t.label: t.scope for t in x.ledger.totals} == {
        "合计": (5, 7, 9), "一、工业(2个)": (5, 7), "(一)新建": (5,), "(二)续建": (7,), "二、农业": (9,),
    }  # fmt: skip
    assert [t.count for t in x.ledger.totals][:2] == [3, 2]


def test_notes_signatures_and_repeated_headers_are_no_records(read):
    x = read(ledger(["A", "甲", "局", 5], HEAD, ["B", "乙", "局", 6], ["注：以上为初步数"], ["1、总投资含税"], ["填表人：张三", None, "联系电话：1234"], ["备注", "数据截至3月"], ["主管领导：", None, "经办：", None], [None, "分管领导：", None, None]))  # fmt: skip
    assert named(x) == ["甲", "乙"]
    assert x.findings == ()


def test_a_row_with_data_and_no_name_is_said_and_a_row_of_zeros_is_not(read):
    x = read(ledger(["A", None, "局", 5], [None, None, None, 0], [None, " ", "", None]))
    assert named(x) == []
    (finding,) = x.findings
    assert (finding.code, finding.place.cell) == ("name-missing", "B2")


def test_labels_merged_downward_fill_the_rows_below_and_amounts_never(read):
    rows = (["A", "甲", "交通局", 900], ["B", "乙", None, None], ["C", "丙", None, 5])
    x = read(ledger(*rows), change=merge("C2:C4", "D2:D3"))
    first, second, third = x.ledger.projects
    assert [p.responsible_unit for p in x.ledger.projects] == ["交通局"] * 3
    assert (first.total_investment, second.total_investment, third.total_investment) == (wan(900), None, wan(5))  # fmt: skip
    assert third.origin.cell("responsible_unit").cell == "C2"
    assert first.origin.moved == ()


def test_hidden_rows_are_read_and_said_a_run_at_once(read):
    def hide(book):
        for row in (2, 3, 5):
            book["项目台账"].row_dimensions[row].hidden = True

    x = read(ledger(*(["A", f"项目{n}", "局", 5] for n in range(5))), change=hide)
    assert len(x.ledger.projects) == 5
    assert [f.message for f in x.findings] == [
        "第2—3行是隐藏行，已照常读取",
        "第5行是隐藏行，已照常读取",
    ]


def test_every_sheet_row_and_cell_is_known_of_every_value(read):
    (project,) = read(("项目台账", [["表"], HEAD, ["A", "甲", "局", 5]])).ledger.projects
    place = project.origin.cell("total_investment")
    assert (place.file, place.sheet, place.cell) == ("台账.xlsx", "项目台账", "D3")
    assert project.origin.sheet.headers["total_investment"] == "总投资（万元）"


def test_a_table_that_does_not_begin_in_a1_keeps_its_addresses(read):
    rows = [[], [], [None, None, "项目名称", "总投资（万元）"], [None, None, "甲", 5]]
    (project,) = read(("项目台账", rows)).ledger.projects
    assert project.origin.cell("total_investment").cell == "D4"


def test_a_row_with_a_name_and_nothing_else_may_be_a_group(read):
    extract = read(INFO, ledger(["", "青山镇", "", ""], ["A1", "甲厂", "住建局", 100]))
    assert named(extract) == ["青山镇", "甲厂"]
    (finding,) = found(extract, "row-name-only")
    assert (finding.place.cell, finding.grade) == ("B2", Grade.WARNING)


def test_an_amount_merged_over_rows_counts_once_and_is_said(read):
    def merge(book):
        book["项目台账"].merge_cells("D2:D3")

    extract = read(
        INFO, ledger(["A1", "甲厂", "住建局", 100], ["A2", "乙厂", "住建局", None]), change=merge
    )
    assert [p.total_investment for p in extract.ledger.projects] == [wan(100), None]
    (finding,) = found(extract, "amount-merged")
    assert (finding.place.cell, finding.found) == ("D2", "100")


def test_dashes_say_nothing_and_none_is_no_unit(read):
    extract = read(INFO, ledger(["A1", "甲厂", "—", 100], ["A2", "乙厂", "无", 5]))
    assert [p.responsible_unit for p in extract.ledger.projects] == [None, None]


def test_a_further_ledger_with_another_unit_is_no_printed_page(read):
    head = ["项目编码", "项目名称", "责任单位", "总投资"]
    rows = [
        ["单位：万元"],
        head,
        ["A1", "甲厂", "住建局", 100],
        [],
        ["单位：亿元"],
        head,
        ["A2", "乙厂", "住建局", 1.5],
    ]
    extract = read(INFO, ("项目台账", rows))
    # 1.5亿元 = 15000万元
    assert [p.total_investment for p in extract.ledger.projects] == [wan(100), wan(15000)]


def test_a_number_that_only_counts_the_rows_is_no_code(read):
    head = ["项目编号", "项目名称", "责任单位", "总投资（万元）"]
    extract = read(INFO, ledger([1, "甲厂", "住建局", 100], [2, "乙厂", "住建局", 5], head=head))
    assert [p.code for p in extract.ledger.projects] == [None, None]
    extract = read(INFO, ledger(["X-1", "甲厂", "住建局", 100], head=head))
    assert [p.code for p in extract.ledger.projects] == ["X-1"]
