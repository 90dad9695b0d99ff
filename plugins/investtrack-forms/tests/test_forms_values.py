"""Values in cells: units, number formats, dates, rates, text that stays text, conditions, derived values."""

import io
import re
import zipfile
from datetime import date

import openpyxl
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import Alignment

from investtrack import (
    Amount,
    DateSpan,
    Ledger,
    Period,
    Profile,
    Project,
    RoundingPolicy,
    Unit,
    build_report,
)
from investtrack.model.columns import columns
from investtrack.model.ledger import SHEET_BY_ATTRIBUTE, SHEETS
from investtrack.values.numerals import chinese_numeral
from investtrack.values.period import Month
from investtrack_forms.examples import EXAMPLES
from investtrack_forms.expressions.conditions import parse_condition
from investtrack_forms.expressions.derived import DERIVED
from investtrack_forms.expressions.fields import names_of
from investtrack_forms.expressions.rendered import span_text, with_places
from investtrack_forms.expressions.report_context import ReportContext
from investtrack_forms.fill import fill_form
from investtrack_forms.guide import guide
from investtrack_ooxml.runs import replaced
from investtrack_testing import hostile_ledger, sample_ledger, sample_report


@pytest.fixture
def cell(fill, report_of):
    """Return the cell that one placeholder gives in a cell of some number format."""

    def make(text, number_format="General", report=None, **options):
        book = openpyxl.Workbook()
        book.active["A1"] = text
        book.active["A1"].number_format = number_format
        _, filled = fill(book, report or report_of(), **options)
        return filled.active["A1"]

    return make


@pytest.mark.parametrize(
    ("text", "own", "value", "number_format"),
    [
        # 全年目标 30000万元 = 3亿元
        ("{{ fai.year.target }}", "#,##0.00", 30000, "#,##0.00"),
        ("{{ fai.year.target|亿元 }}", "General", 3, "General"),
        ("{{ fai.year.target|亿元|2 }}", "General", 3, "0.00"),
        ("{{ fai.year.target|元|1 }}", "#,##0.00", 300000000, "#,##0.0"),
        ("{{ 全年固定资产投资目标 }}", "0", 30000, "0"),
        ("{{ fai.year.target|文本|1 }}", "0", "30000.0", "0"),
        ("{{ fai.year.target }}", "@", "30000", "@"),
        ("{{ fai.year.target|语句 }}", "General", "3亿元", "General"),
        ("全年{{ fai.year.target|亿元|1 }}亿元", "General", "全年3.0亿元", "General"),
        # 复工 1/2
        ("{{ resumption.rate }}", "0.0%", 0.5, "0.0%"),
        ("{{ resumption.rate }}", "General", 50, "0.00"),
        ("{{ resumption.rate|百分数|1 }}", "General", 0.5, "0.0%"),
        ("达{{ resumption.rate|百分数 }}", "General", "达50％", "General"),
        ("{{ resumption.planned.count }}", "General", 2, "General"),
        ("{{ resumption.planned.by_stage[续建] }}", "General", 2, "General"),
        ("{{ fai.plan.ytd[1—3月] }}", "General", 5300, "General"),  # 1500 + 3000 + 800
        ("{{ fai.plan.ytd[期末] }}", "General", 5300, "General"),
        ("{{ 截止日期 }}", "General", "2022年3月20日", "General"),
        ("{{ as_of|yyyy.mm.dd }}", "General", "2022.03.20", "General"),
        ("{{ 年份 }}", "General", 2022, "General"),
        ("｛｛ 旬 ｝｝", "General", "中旬", "General"),
        ("{{ gdp.period.actual }}", "0.00", "【待补】", "0.00"),
        ("{{ gdp.period.actual|空 }}", "0.00", None, "0.00"),
        ("{{ gdp.period.actual|缺=另报 }}", "0.00", "另报", "0.00"),
    ],
)  # fmt: skip
def test_a_figure_takes_the_cells_own_format(cell, text, own, value, number_format):
    found = cell(text, own)
    assert (found.value, found.number_format) == (value, number_format)


def test_dates_are_dates_where_the_form_has_a_date_format(cell):
    found = cell("{{ 截止日期 }}", "yyyy/m/d")
    assert found.is_date
    assert found.value.isoformat() == "2022-03-20T00:00:00"
    assert cell("{{ 截止日期|日期 }}").number_format == "yyyy\\-mm\\-dd"


@pytest.mark.parametrize("number", [22, 27, 31, 58])
def test_dates_are_dates_in_the_formats_that_excel_in_china_has_built_in(
    tmp_path, report_of, number
):
    # Such a format has a number and no code in the file (31 shows 2022年3月20日); openpyxl writes none.
    book = openpyxl.Workbook()
    book.active["A1"] = "{{ 截止日期 }}"
    book.active["A1"].number_format = "0.00001"
    book.save(tmp_path / "own.xlsx")
    form = tmp_path / "form.xlsx"
    with zipfile.ZipFile(tmp_path / "own.xlsx") as own, zipfile.ZipFile(form, "w") as made:
        for name in own.namelist():
            part = re.sub(rb"<numFmts.*?</numFmts>", b"", own.read(name))
            made.writestr(name, part.replace(b'numFmtId="164"', b'numFmtId="%d"' % number))
    filled = fill_form(report_of(), form).data
    with zipfile.ZipFile(io.BytesIO(filled)) as made:
        sheet, styles = (
            made.read(f"xl/{part}.xml").decode() for part in ("worksheets/sheet1", "styles")
        )
    style, value = re.search(r'<c r="A1" s="(\d+)"[^>]*><v>([^<]*)</v>', sheet).groups()
    formats = re.findall(r'<xf numFmtId="(\d+)"', styles.partition("<cellXfs")[2])
    assert (formats[int(style)], float(value)) == (str(number), 44640)


def test_the_form_may_set_its_unit_and_what_stands_for_absent_figures(fill, report_of):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["A2"] = "{{ fai.year.target }}", "{{ gdp.period.actual }}"
    book.active["B9"] = "{% 设置；单位 亿元；缺数 空 %}"
    _, filled = fill(book, report_of())
    assert [filled.active[at].value for at in ("A1", "A2", "B9")] == [3, None, None]
    _, filled = fill(book, report_of(), absent="—")
    assert filled.active["A2"].value == "—"


def test_text_is_text_whatever_it_begins_with(fill):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"] = "{% 明细 项目台账 %}{{ 项目名称 }}", "见{{ 项目名称 }}"
    _, filled = fill(book, sample_report(hostile_ledger()))
    cell = filled.active["A1"]
    assert (cell.value, cell.data_type) == ('=HYPERLINK("x","点我")', "s")
    assert filled.active["B2"].value == "见<b>&{{ 7*7 }}{% raw %}"


def test_a_date_in_words_is_written_and_an_amount_in_words_is_only_told(fill, report_of):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"] = "{% 明细 项目台账 %}{{ 入库时间 }}", "{{ 总投资 }}"
    project = sample_ledger().projects[0]
    origin = evolve(project.origin, texts=(("entered_on", "待定"), ("total_investment", "约1亿")))
    unsure = evolve(project, entered_on=None, total_investment=None, origin=origin)
    filled, made = fill(book, report_of(projects=(unsure,)))
    assert (made.active["A1"].value, made.active["B1"].value) == ("待定", None)
    assert [entry.reason for entry in filled.unfilled] == ["台账写的是“待定”", "台账写的是“约1亿”"]


@pytest.mark.parametrize(
    ("condition", "names"),
    [
        ("总投资>=2亿元", ["河东大桥", "青山花园"]),
        ("总投资 > 20000", ["青山花园"]),
        ("总投资≥2亿元 且 非 是否房地产", ["河东大桥"]),
        ("是否房地产=是 或 项目级别=省级重大", ["河东大桥", "青山花园"]),
        ("项目名称 含 花园", ["青山花园"]),
        ("责任单位 属于 交通局、水务局", ["河东大桥"]),
        ("入库时间<2020年", ["青山花园"]),
        ("入库时间=2020年6月", ["河东大桥"]),
        ("停工起始时间<=截止日期", ["青山花园"]),
        ("包保领导 为空", ["青山花园"]),
        ("包保领导 不为空 且 (总投资<1 或 总投资>1)", ["河东大桥"]),
        ("投资完成率>5％", ["河东大桥"]),  # 450/6000 = 7.5％, 200/12000 = 1.67％
        ("建设阶段 != 续建", []),
        ("剩余投资<=1.98个亿", ["河东大桥", "青山花园"]),
        ("剩余投资<=1亿9800万元", ["河东大桥", "青山花园"]),
        ("剩余投资<=一万九千八百万元", ["河东大桥", "青山花园"]),
        ("剩余投资<=1.98亿元", ["河东大桥", "青山花园"]),  # 11550, 50000 − 30200 = 19800
    ],
)  # fmt: skip
def test_conditions_choose_records(condition, names):
    report = sample_report()
    test = parse_condition(condition, "projects").test
    assert [p.name for p in report.ledger.projects if test(ReportContext(report), p)] == names


@pytest.mark.parametrize(
    ("written", "count"),
    [("'“两重”项目'", 1), ("“两重”", 0), ('"甲“两重”"', 1), ("“水利”", 1), ("水利", 1)],
)
def test_quotation_marks_of_a_name_are_the_names_own(projects, written, count):
    report = sample_report(
        evolve(
            sample_ledger(),
            projects=projects(("一", "“两重”项目", 1), ("二", "甲“两重”", 2), ("三", "水利", 3)),
        )
    )
    test = parse_condition(f"行业={written}", "projects").test
    found = [test(ReportContext(report), project) for project in report.ledger.projects]
    assert found.count(True) == count


def test_a_record_that_does_not_say_is_left_out_and_counted(fill, report_of, projects):
    book = openpyxl.Workbook()
    book.active["A1"] = "{% 明细 项目台账；条件 总投资<100 或 行业=农业 %}{{ 项目名称 }}"
    filled, made = fill(
        book,
        report_of(projects=projects(("甲", "工业", None), ("乙", "农业", None), ("丙", "工业", 5))),
    )
    assert [made.active[f"A{row}"].value for row in (1, 2, 3)] == ["乙", "丙", None]
    assert filled.notes == ("“项目台账”有1条缺少条件“总投资<100 或 行业=农业”要看的内容，没有列入",)


def test_a_limit_is_told_and_totals_are_of_what_is_listed(fill, report_of, projects):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"] = (
        "{% 明细 项目台账；排序 -总投资；最多 2 %}{{ 项目名称 }}",
        "{{ 总投资 }}",
    )
    book.active["B2"] = "{{ 合计(总投资) }}"
    filled, made = fill(
        book, report_of(projects=projects(("甲", "", 1), ("乙", "", 5), ("丙", "", 3)))
    )
    assert [made.active[f"A{row}"].value for row in (1, 2)] == ["乙", "丙"]
    assert [entry.written for entry in filled.entries][-1] == "8"
    assert "只列前2条" in filled.notes[0]


def test_records_of_a_figure_add_up_to_it(fill, report_of):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"] = (
        "{% 明细 项目台账；指标 fai.in_library.expected %}{{ 项目名称 }}",
        "{{ 计划完成投资 }}",
    )
    book.active["B2"], book.active["C2"] = (
        "{{ 合计(计划完成投资) }}",
        "{{ fai.in_library.expected }}",
    )
    filled, made = fill(book, report_of())
    said = {entry.place: entry.written for entry in filled.entries}
    assert said["Sheet!B3"] == said["Sheet!C3"] == "4500"
    assert made.active["B3"].value == "=SUBTOTAL(9,B1:B2)"


def test_sheets_the_ledger_lacks_leave_the_form_sensible(fill, report_of):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"] = "{% 明细 招商引资 %}{{ 序号 }}", "{{ 项目名称 }}"
    book.active["B2"] = "=SUM(C1:C1)"
    filled, made = fill(book, report_of(promotions=None))
    assert [made.active[at].value for at in ("A1", "B1", "B2")] == [None, "无", "=SUM(C1:C1)"]
    assert filled.notes == ("台账没有“招商引资”表",)


def test_a_record_may_take_two_rows(fill, report_of):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A2"], sheet["B2"], sheet["B3"] = (
        "{% 明细 项目台账；每条行数 2 %}{{ 序号 }}",
        "{{ 项目名称 }}",
        "{{ 总投资 }}",
    )
    sheet["C3"] = "=B3+1"
    sheet.merge_cells("A2:A3")
    sheet["B4"] = "=SUM(B2:B3)"
    _, made = fill(book, report_of())
    assert [made.active[f"B{row}"].value for row in range(2, 7)] == [
        "河东大桥",
        20000,
        "青山花园",
        50000,
        "=SUM(B2:B5)",
    ]
    assert {str(area) for area in made.active.merged_cells.ranges} == {"A2:A3", "A4:A5"}
    assert [made.active[f"C{row}"].value for row in (3, 5)] == ["=B3+1", "=B5+1"]


def test_values_the_core_derives(fill, report_of):
    asked = (
        "剩余投资",
        "累计完成投资",
        "投资完成率",
        "本月完成投资",
        "停工天数",
        "存在问题",
        "是否在库",
        "落后序时进度",
        "亮灯",
    )
    book = openpyxl.Workbook()
    for column, name in enumerate(asked, 1):
        book.active.cell(
            1,
            column,
            ("{% 明细 项目台账；排序 -总投资 %}" if column == 1 else "") + f"{{{{ {name} }}}}",
        )
    _, made = fill(book, report_of())
    # 青山花园: 50000 − 30200; 200/12000; 停工 1月10日—3月20日 69天; 2月序时 1/6 － 1.67％
    row = [made.active.cell(1, column).value for column in range(1, len(asked) + 1)]
    assert row[:2] == [19800, 30200]
    assert row[2] == pytest.approx(100 / 60)
    assert row[3:7] == [200, 69, "资金未到位", "是"]
    assert row[7] == pytest.approx(100 * 2 / 12 - 100 / 60)
    assert row[8] == ReportContext(report_of()).board.subjects[1].word


def test_the_month_of_who_reported_none_before_is_blank_with_a_reason(fill):
    def reported(name, *months):
        series = tuple((Month(2022, end), Amount.of(number, Unit.WAN)) for end, number in months)
        return Project(name=name, is_in_library=True, actual=series)

    ledger = Ledger(
        period=Period(2022, 1, 6),
        as_of=date(2022, 6, 20),
        projects=(reported("甲", (3, 300)), reported("乙", (2, 100), (3, 300)), reported("丙", (3, 40), (5, 100))),
    )  # fmt: skip
    book = openpyxl.Workbook()
    book.active["A1"] = "{% 明细 项目台账 %}{{ 项目名称 }}"
    book.active["B1"] = "{{ 本月完成投资 }}"
    filled, made = fill(book, build_report(ledger))
    assert [made.active[f"B{row}"].value for row in (1, 2, 3)] == [None, 200, None]
    assert [entry.reason for entry in filled.entries if entry.place.startswith("Sheet!B")] == [
        "算不出来：没有1—2月完成投资", "", "算不出来：没有1—4月完成投资",
    ]  # fmt: skip


def test_records_of_another_sheet_know_their_project(fill, report_of):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"] = "{% 明细 问题清单 %}{{ 项目名称 }}", "{{ 项目.总投资 }}"
    book.active["C1"] = "{{ 逾期天数 }}"
    filled, made = fill(book, report_of())
    assert [made.active[at].value for at in ("A1", "B1", "C1")] == [
        "青山花园",
        50000,
        20,
    ]  # 2月28日—3月20日
    assert str(filled.entries[1].cells[0]) == "样例台账.xlsx｜项目台账!C3"


def test_every_field_and_derived_value_of_every_sheet_can_be_asked(fill, report_of):
    for sheet in SHEETS:
        names = [key if key != "papers" else "papers[立项]" for key in names_of(sheet.attribute)]
        book = openpyxl.Workbook()
        for column, name in enumerate(names, 1):
            book.active.cell(
                1,
                column,
                ("{% 明细 " + sheet.name + " %}" if column == 1 else "") + f"{{{{ {name} }}}}",
            )
        filled, _ = fill(book, report_of())
        records = getattr(report_of().ledger, sheet.attribute)
        assert len(filled.entries) == len(names) * len(records)


def test_the_county_rounds_text_by_its_own_rule(fill):
    display = evolve(Profile().display, rounding=RoundingPolicy.GBT8170)
    profile = evolve(Profile(), display=display)
    report = build_report(sample_ledger(), profile=profile)
    book = openpyxl.Workbook()
    book.active["A1"] = (
        "{{ fai.period.assigned|亿元|0 }}、{{ fai.period.assigned|万元|0 }}"  # 0.5亿元：逢五取偶
    )
    _, made = fill(book, report)
    assert made.active["A1"].value == "0、5000"


@pytest.mark.parametrize(
    ("own", "places", "made"),
    [("General", 2, "0.00"), ("#,##0.00", 1, "#,##0.0"), ("#,##0.00", 2, ""), ("0.0%", 0, "0%"),
     ("#,##0;[Red]-#,##0", 2, "#,##0.00;[Red]-#,##0.00"), ('0.00"万元"', 1, '0.0"万元"')],
)  # fmt: skip
def test_decimals_are_set_within_the_forms_own_format(own, places, made):
    assert with_places(own, places) == made


def test_spans_are_written_by_pattern_only_as_far_as_they_are_known():
    assert span_text(DateSpan.month(2022, 3), "yyyy.m") == "2022.3"
    assert span_text(DateSpan.month(2022, 3), "yyyy.m.d") == "2022年3月"
    assert (
        span_text(DateSpan(DateSpan.month(2022, 1).first, DateSpan.month(2022, 3).last), "yyyy.m")
        == "2022年一季度"
    )


def test_ordinals_are_chinese():
    assert [chinese_numeral(n) for n in (1, 10, 11, 20, 35, 100)] == [
        "一",
        "十",
        "十一",
        "二十",
        "三十五",
        "一百",
    ]


@given(
    texts=st.lists(st.text(alphabet="甲乙丙", max_size=5), min_size=1, max_size=6),
    data=st.data(),
)
def test_replacing_in_runs_is_replacing_in_their_text(texts, data):
    whole = "".join(texts)
    edges = sorted(data.draw(st.sets(st.integers(0, len(whole)), max_size=6)))
    spans = [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False) if a < b]
    words = [f"[{n}]" for n in range(len(spans))]
    expected, at = "", 0
    for (first, last), word in zip(spans, words, strict=True):
        expected, at = expected + whole[at:first] + word, last
    changed = replaced(texts, spans, words)
    assert "".join(changed) == expected + whole[at:]
    assert len(changed) == len(texts)


def test_the_examples_are_named():
    assert len(EXAMPLES) == 6


def test_no_derived_value_hides_a_column_unless_it_takes_it_in():
    """存在问题 and 是否开工 fall back to the row's own cell; any other clash would hide what a ledger says."""
    for records, items in DERIVED.items():
        known = columns(SHEET_BY_ATTRIBUTE[records].record)
        names = {column.key for column in known} | {column.label for column in known}
        clashes = {item.label for item in items if {item.key, item.label} & names}
        assert clashes == ({"存在问题", "是否开工"} if records == "projects" else set())


def test_a_row_says_its_problem_itself_where_no_issue_is_listed(fill, report_of):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"] = "{% 明细 项目台账 %}{{ 存在问题 }}", "{{ 是否开工 }}"
    told = evolve(sample_ledger().projects[0], problem="缺砂石", is_started=True)
    filled, made = fill(book, report_of(projects=(told,)))
    assert (made.active["A1"].value, made.active["B1"].value) == ("缺砂石", "是")
    assert filled.entries[0].what == "projects.open_issues"


def test_rows_grow_for_their_texts_where_the_form_says_so(fill, report_of, projects):
    def made(clause, height=20):
        book = openpyxl.Workbook()
        sheet = book.active
        sheet["A1"], sheet["B1"] = "{% 明细 项目台账" + clause + " %}{{ 项目名称 }}", "{{ 行业 }}"
        sheet["A1"].alignment = Alignment(wrap_text=True)
        sheet.column_dimensions["A"].width, sheet.row_dimensions[1].height = 11, height
        rows = projects(("短", "不折行的很长很长很长很长的行业", 1), ("二十个汉字" * 4, "", 1))
        _, filled = fill(book, report_of(projects=rows))
        return [filled.active.row_dimensions[row].height for row in (1, 2)]

    assert made("") == [20, 20]
    # 40 half-width characters in a column of 10 take four lines of 11 points
    # a row nobody gave a height is fitted, as Office itself would
    assert made("", None) == [None, pytest.approx(4 * 11 * 1.3 + 4, abs=0.1)]
    assert made("；行高 自动") == [20, pytest.approx(4 * 11 * 1.3 + 4, abs=0.1)]


def test_cells_that_say_the_same_are_merged_within_a_group(fill, report_of, projects):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = "{% 明细 项目台账；分组 行业；合并 责任单位；排序 责任单位 %}{{ 序号 }}"
    sheet["B1"], sheet["C1"] = "{{ 责任单位 }}", "{{ 总投资 }}"
    sheet["A2"], sheet["C2"] = "{% 小计 %}小计", "{{ 合计(总投资) }}"
    rows = projects(
        ("甲", "工业", 1),
        ("乙", "工业", 2),
        ("丙", "工业", 3),
        ("丁", "交通", 4),
        ("戊", "交通", 5),
    )
    units = ("一局", "一局", "二局", "二局", None)
    made = tuple(evolve(p, responsible_unit=u) for p, u in zip(rows, units, strict=True))
    _, filled = fill(book, report_of(projects=made))
    # 二局 of 工业 and of 交通 stay apart, and a blank is merged with nothing
    assert {str(area) for area in filled.active.merged_cells.ranges} == {"B1:B2"}
    assert [filled.active[f"B{row}"].value for row in range(1, 7)] == [
        "一局",
        None,
        "二局",
        None,
        "二局",
        None,
    ]
    assert filled.active["C4"].value == "=SUBTOTAL(9,C1:C3)"


@pytest.mark.parametrize(
    "name", ["2022年1—3月计划完成投资（万元）", "1-3月计划完成投资", "2022年3月计划完成投资"]
)
def test_a_header_of_the_ledger_serves_as_a_placeholder(fill, report_of, name):
    book = openpyxl.Workbook()
    book.active["A1"] = f"{{% 明细 项目台账 %}}{{{{ {name} }}}}"
    filled, made = fill(book, report_of())
    assert [made.active[at].value for at in ("A1", "A2")] == [1500, 3000]
    assert filled.entries[0].what in {"projects.planned[2022-03]", "projects.planned[3月]"}


def test_every_example_of_the_guide_fills(fill, report_of):
    rows = guide()
    assert len(rows) > 250
    sheets = {sheet.name: sheet for sheet in SHEETS}
    outside = [r[3] for r in rows if r[0] in {"指标", "报告", "写法"}]
    book = openpyxl.Workbook()
    for number, example in enumerate(outside, 1):
        book.active.cell(number, 1, example)
    filled, _ = fill(book, report_of())
    assert len(filled.entries) == len(outside)
    for name, sheet in sheets.items():
        records = len(getattr(report_of().ledger, sheet.attribute))
        book = openpyxl.Workbook()
        fields = [r[3] for r in rows if r[0] in {f"字段·{name}", f"推算·{name}"}]
        for number, example in enumerate(fields, 1):
            book.active.cell(
                1, number, ("{% 明细 " + name + " %}" if number == 1 else "") + example
            )
        filled, _ = fill(book, report_of())
        assert len(filled.entries) == len(fields) * records
    for _, _, _, example in (r for r in rows if r[0] in {"标记", "算法", "行内"}):
        book = openpyxl.Workbook()
        first = example if "明细" in example else "{% 明细 项目台账；分组 行业，建设阶段 %}"
        book.active["A1"], book.active["B1"] = f"{first}{{{{ 序号 }}}}", "{{ 项目名称 }}"
        if "明细" not in example:
            book.active["A2"] = "{% 组 2 %}" + (example if "小计" not in example else "")
        filled, _ = fill(book, report_of())
        assert [e.written for e in filled.entries if e.what == "projects.name"]


@pytest.mark.parametrize(
    ("code", "scale"), [(r"0\.0,", 4), ("0!.0,", 4), ("#,##0,", 3), ("#,##0.00", 0)]
)
def test_a_cell_whose_format_scales_shows_what_was_filled(fill, code, scale):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = "{% 明细 项目台账 %}{{ 项目名称 }}"
    sheet["B1"], sheet["C1"] = "{{ 总投资 }}", "{{ 总投资 }}"
    sheet["C1"].number_format = code
    sheet["A2"] = "合计"
    sheet["B2"], sheet["C2"], sheet["D2"] = (
        "{{ 合计(总投资) }}",
        "{{ 合计(总投资) }}",
        "{{ 合计(总投资) }}",
    )
    sheet["C2"].number_format = code
    _, filled = fill(book, sample_report())
    rows = list(filled.active.iter_rows(min_col=2, max_col=3, values_only=True))
    amounts = [(plain, scaled) for plain, scaled in rows if isinstance(plain, (int, float))]
    assert amounts
    for plain, scaled in amounts:
        assert scaled == pytest.approx(plain * 10**scale)
    # A cell that does not scale may sum only cells that do not.
    assert "C1" not in str(filled.active.cell(len(rows), 4).value)
