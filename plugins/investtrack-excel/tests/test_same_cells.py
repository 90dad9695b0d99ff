"""The same cells give the same ledger, findings and figures, whatever door they come in by.

Only what a format can carry is asked of it: CSV has no merges. INVESTTRACK_SOAK=2000 runs that many cases.
"""

import os
from datetime import date

import pytest
from attrs import evolve
from excel_layouts.writers import shown, write_csv_zip, write_ods, write_xls, write_xlsx
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from investtrack import Period, Profile, Region, Unit, build_report
from investtrack.model.ledger import SHEETS
from investtrack.model.source import NOWHERE
from investtrack.plugin.reading import read_table
from investtrack_csv.importer import CsvImporter
from investtrack_excel.importer import ExcelImporter


CASES = int(os.environ.get("INVESTTRACK_SOAK", "0")) or 60
THOROUGH = settings(
    max_examples=CASES, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
PERIOD, DAY = Period.quarter(2022, 1), date(2022, 3, 20)
INFO = (
    "基本信息",
    [
        ["项", "值"],
        ["地区", "青禾县"],
        ["报告期", "2022年一季度"],
        ["截止日期", DAY],
        ["金额单位", "万元"],
    ],
    [],
)

NAMES = [
    f"{place}{thing}"
    for place in ("青山", "河口", "白果", "石岭")
    for thing in ("水厂", "大桥", "产业园")
]
NOTHING = st.sampled_from((None, "—", "-", "/", "无", "－"))
MONEY = st.one_of(
    st.integers(0, 99_999), st.integers(0, 9_999_999).map(lambda n: n / 100),
    st.sampled_from(("1,200", "1.2亿元", "3000万元", "约1200", "￥1200", "1200.50", "待核实", "1 200", "７００", "0.5亿", "12000元", "１.5个亿")),
    NOTHING,
)  # fmt: skip
PEOPLE = st.sampled_from(("张三", "张三/李四", "张三、李四", "张 三", "张 三 李 四", "张三\n李四", "张三，李四；王五", "无", None, "—"))  # fmt: skip
DAYS = st.one_of(
    st.dates(date(2019, 1, 1), date(2023, 12, 31)),
    st.sampled_from(("2022年3月5日", "2022-03-05", "2022/3/5", "2022.3.5", "2022年3月", "3月5日", "2022.10", "待定", "尽快", "20220305")),
    st.sampled_from((2022.3, 2022.1)), NOTHING,
)  # fmt: skip
FLAGS = st.sampled_from(
    ("是", "否", "√", "×", True, False, "已纳统，ABC12345", "正在收集资料", "也许", None)
)
STAGES = st.sampled_from(("新建", "续建项目", "在建", "收尾", "在拆", None, "—"))
UNITS = st.sampled_from(("住建局", "水务局", "—", "/", "无", None))
REMARKS = st.sampled_from((None, "重点", "—", "两\n行", "=1+1", "无", "12", "0012"))
CODES = st.sampled_from((None, "2101-520101-04-01-000001", "0012", "甲-07", 1234567))
RATE = st.one_of(
    st.integers(-20, 90),
    st.sampled_from(("5.5%", "５．５％", "约7", "—", "增长8.5%")),
    st.just(None),
)

FIELDS = {
    "项目台账": (
        (("包保领导", "包保县级领导", "县领导"), PEOPLE), (("责任单位", "主管部门"), UNITS), (("总投资（万元）", "总投资", "总投资（亿元）"), MONEY),
        (("到上年底累计完成投资（万元）", "截至2021年底累计完成投资"), MONEY), (("年度计划投资（万元）", "2022年计划投资"), MONEY),
        (("2022年1—3月计划完成投资（万元）",), MONEY), (("2022年1—3月完成投资（万元）", "2022年1-3月完成投资", "今年累计完成投资"), MONEY),
        (("是否入库", "是否纳统"), FLAGS), (("入库时间",), DAYS), (("建设阶段", "建设性质"), STAGES), (("开工时间",), DAYS),
        (("项目编码",), CODES), (("备注",), REMARKS), (("存在问题",), REMARKS), (("怪列",), REMARKS),
    ),
    "入库计划": (
        (("总投资（万元）", "总投资"), MONEY), (("计划入库时间",), DAYS), (("入库时间", "实际入库时间"), DAYS), (("包保领导",), PEOPLE),
        (("立项",), st.sampled_from(("√", "×", "不需要", None))), (("施工合同",), st.sampled_from(("有", "无", "√", None))), (("备注",), REMARKS),
    ),
    "复工复产": ((("计划复工时间",), DAYS), (("实际复工时间", "复工时间"), DAYS), (("包保领导",), PEOPLE), (("责任单位",), UNITS)),
    "储备项目": ((("总投资（万元）", "总投资"), MONEY), (("资金需求（万元）",), MONEY), (("责任单位",), UNITS), (("备注",), REMARKS)),
    "目标任务": ((("单位",), st.sampled_from(("万元", "亿元", "%", None))), (("增速目标（％）",), RATE), (("年度目标值", "目标值"), MONEY), (("下达层级",), st.sampled_from(("市", "省级", None)))),
}  # fmt: skip
FIRST = {"目标任务": "指标名称"}
TOTALS = (
    "合计",
    "合计（2个）",
    "合计3个",
    "小计",
    "总计",
    "一、产业项目",
    "（一）工业",
    "其中：续建项目",
)


@st.composite
def tables(draw, name):
    """A sheet as an office might lay it out: titles, numbers, groups, totals, notes, the header again."""
    fields = draw(st.lists(st.sampled_from(FIELDS[name]), min_size=3, unique_by=lambda one: one[0]))
    is_numbered = draw(st.booleans())
    head = [
        *(["序号"] if is_numbered else []),
        FIRST.get(name, "项目名称"),
        *(draw(st.sampled_from(heads)) for heads, _ in fields),
    ]
    width, label = len(head), 1 if is_numbered else 0
    rows = []
    if draw(st.booleans()):
        rows.append([f"青禾县2022年1—3月{name}"])
        if draw(st.booleans()):
            rows.append(
                [None] * (width - 1)
                + [draw(st.sampled_from(("单位：万元", "单位：亿元", "截至2022年3月20日")))]
            )
    rows.append(head)
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=6, unique=True))
    for count, own in enumerate(names, 1):
        kind = draw(st.sampled_from(("", "", "", "total", "blank", "again")))
        if kind == "total":
            rows.append(draw(_total(width, label, fields)))
        elif kind:
            rows.append([None] * width if kind == "blank" else head)
        rows.append(
            [*([count] if is_numbered else []), own, *(draw(values) for _, values in fields)]
        )
    if draw(st.booleans()):
        rows.append(draw(_total(width, label, fields)))
    if draw(st.booleans()):
        rows.append([draw(st.sampled_from(("备注：以上为初步数", "填表人：张三", "说明：1.含税")))])
    return name, rows, []


@st.composite
def _total(draw, width, label, fields):
    row = [None] * width
    row[draw(st.integers(0, label))] = draw(st.sampled_from(TOTALS))
    for place, (heads, _) in enumerate(fields, label + 1):
        if "投资" in heads[0] or "资金" in heads[0]:
            row[place] = draw(
                st.one_of(st.integers(0, 99_999), st.sampled_from((None, "—", "1.2亿元", "约5")))
            )
    return row


@st.composite
def books(draw):
    chosen = draw(st.lists(st.sampled_from(tuple(FIELDS)), min_size=1, max_size=3, unique=True))
    return [draw(tables(name)) for name in chosen]


def told(ledger, findings):
    """What a reading says, without the names of files: records with their rows and texts, totals, findings."""
    said = {
        sheet.attribute: [
            (evolve(record, origin=NOWHERE), record.origin.row, record.origin.texts)
            for record in found
        ]
        for sheet in SHEETS
        if (found := getattr(ledger, sheet.attribute)) is not None
    }
    totals = sorted(
        (total.sheet, total.label, total.scope, str(total.amounts), total.count, total.origin.row)
        for total in ledger.totals
    )
    faults = sorted((finding.place.sheet, finding.code, finding.place.cell) for finding in findings)
    return said, totals, faults


def figures(ledger):
    report = build_report(
        evolve(ledger, sources=("台账",), region=Region(name="青禾县"), period=PERIOD, as_of=DAY)
    )
    checks = sorted(
        (finding.code, finding.place.sheet, finding.place.cell) for finding in report.findings
    )
    return {figure.id: str(figure.value) for figure in report.figures.values()}, checks


def through_read_table(folder, sheets, *, as_text):
    """Every sheet by itself through the door of county plugins, joined to one ledger."""
    parts, totals, findings = {}, [], []
    for name, rows, merges in sheets:
        cells = [[shown(cell) for cell in row] for row in rows] if as_text else rows
        extract = read_table(
            folder / "台账.表", cells, name, header_row=None, merged=merges, period=PERIOD, as_of=DAY,
            region=Region(name="青禾县"), profile=Profile(unit=Unit.WAN),
        )  # fmt: skip
        for sheet in SHEETS:
            if (found := getattr(extract.ledger, sheet.attribute)) is not None:
                parts[sheet.attribute] = found
        totals += extract.ledger.totals
        findings += extract.findings
    ledger = evolve(extract.ledger, totals=tuple(totals), **parts)
    return ledger, findings


WRITERS = {
    "xlsx": write_xlsx,
    "xls": write_xls,
    "et": write_xls,
    "ods": write_ods,
    "zip": write_csv_zip,
}


def readings(folder, sheets):
    """Yield (door, ledger, findings) of every door that can carry the cells."""
    for suffix, write in WRITERS.items():
        if suffix == "zip" and any(merges for _, _, merges in sheets):
            continue
        path = folder / f"台账.{suffix}"
        write(path, [INFO, *sheets])
        importer = CsvImporter() if suffix == "zip" else ExcelImporter()
        extract = importer.extract(path, Profile())
        yield suffix, extract.ledger, extract.findings
    for as_text in (False, True):
        yield f"read_table, {as_text=}", *through_read_table(folder, sheets, as_text=as_text)


def assert_same(folder, sheets):
    (first, ledger, findings), *others = readings(folder, sheets)
    expected, numbers = told(ledger, findings), figures(ledger)
    for door, other, found in others:
        for part, ours, theirs in zip(
            ("records", "totals", "findings"), expected, told(other, found), strict=True
        ):
            assert theirs == ours, f"{door} and {first} disagree on {part}"
        assert figures(other) == numbers, f"{door} and {first} disagree on figures"
    return ledger, findings


@THOROUGH
@given(books())
def test_the_same_cells_say_the_same_whatever_file_they_are_in(tmp_path_factory, sheets):
    ledger, _ = assert_same(tmp_path_factory.mktemp("same"), sheets)
    assert any(getattr(ledger, sheet.attribute) for sheet in SHEETS)


@st.composite
def merged_books(draw):
    """A sheet with labels, leaders or amounts merged downward, and a group merged over columns."""
    name, rows, _ = draw(tables("项目台账"))
    first = next(number for number, row in enumerate(rows) if "项目名称" in row[:2])
    head, own = rows[first], rows[first].index("项目名称")
    rows = [
        *rows[: first + 1],
        *(row for row in rows[first + 1 :] if len(row) > own and row[own] in NAMES),
    ]
    merges = []
    if len(rows) - first > 2:
        column = draw(st.integers(head.index("项目名称") + 1, len(head) - 1))
        bottom = draw(st.integers(first + 2, len(rows) - 1))
        for row in rows[first + 2 : bottom + 1]:
            row[column] = None
        merges.append(((first + 1, column), (bottom, column)))
    return [(name, rows, merges)]


@THOROUGH
@given(merged_books())
def test_cells_merged_downward_say_the_same_in_every_file_that_has_merges(tmp_path_factory, sheets):
    assert_same(tmp_path_factory.mktemp("merged"), sheets)


def test_a_total_that_counts_is_no_project_and_leaders_are_two_by_every_door(tmp_path):
    rows = [
        ["序号", "项目名称", "总投资（万元）", "责任单位", "资金需求（万元）"],
        [1, "甲储备项目", 6000, "—", 3000],
        [2, "乙储备项目", 4000, "住建局", 1000],
        [None, "合计（2个）", 10000, None, 4000],
    ]
    resumed = [["项目名称", "计划复工时间", "实际复工时间", "包保领导"], ["东城路", date(2022, 2, 7), "2022年2月7日", "张三/李四"], ["合计1个", None, None, None]]  # fmt: skip
    ledger, findings = assert_same(tmp_path, [("储备项目", rows, []), ("复工复产", resumed, [])])
    assert [r.name for r in ledger.reserves] == ["甲储备项目", "乙储备项目"]
    assert ledger.reserves[0].responsible_unit is None
    assert ledger.resumptions[0].leaders == ("张三", "李四")
    assert [(t.label, t.count, len(t.scope)) for t in ledger.totals] == [
        ("合计(2个)", 2, 2),
        ("合计1个", 1, 1),
    ]
    assert findings == ()


@pytest.mark.parametrize("door", ["xlsx", "xls", "ods"])
def test_a_label_merged_downward_is_of_every_row_it_covers(door, tmp_path):
    rows = [
        ["包保领导", "项目名称", "总投资（万元）"],
        ["张三", "甲", 1],
        [None, "乙", 2],
        ["李四", "丙", 3],
    ]
    path = tmp_path / f"台账.{door}"
    WRITERS[door](path, [("项目台账", rows, [((1, 0), (2, 0))])])
    projects = ExcelImporter().extract(path, Profile()).ledger.projects
    assert [p.leaders for p in projects] == [("张三",), ("张三",), ("李四",)]
