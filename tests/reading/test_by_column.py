"""What is made of plain rows at once is what is made of each by itself: records, findings and where they stand."""

from __future__ import annotations

from datetime import date, datetime, time
from random import Random

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from investtrack import Profile
from investtrack.model.entry import Entry
from investtrack.model.ledger import SHEETS
from investtrack.model.made_in_code import many
from investtrack.model.project import Project
from investtrack.model.source import Origin, SheetRef
from investtrack.reading.cells.cell_values import ODD as UNTOLD
from investtrack.reading.cells.cell_values import Amounts
from investtrack.reading.reader import read_sheets
from investtrack.reading.records.by_column import ByColumn, Entries
from investtrack.reading.sheet import OpenedSheet, SheetCells, SheetMarks
from investtrack.values.amount import Amount, Unit
from investtrack.values.period import Month


HEADERS = {
    "项目台账": (
        "序号", "项目编码", "项目名称", "建设单位", "包保领导", "项目级别", "总投资（万元）", "2022年1—2月完成投资（万元）", "2022年1—3月完成投资（万元）",
        "是否入库", "纳统编码", "开工时间", "形象进度",
    ),
    "入库计划": (
        "项目编码", "项目名称", "总投资（万元）", "计划入库时间", "入库状态", "2022年1—3月预计贡献投资（万元）", "立项", "用地", "施工许可", "包保领导",
    ),
    "问题清单": ("编号", "项目名称", "问题描述", "提出时间", "责任单位", "状态"),
    "目标任务": ("指标名称", "下达层级", "单位", "增速目标（％）", "备注"),
    "项目资金": ("项目编码", "项目名称", "资金来源", "下达时间", "下达金额（万元）", "到位金额（万元）"),
}  # fmt: skip
NAMES = {"目标任务": "指标名称"}
USUAL = (
    1.0, 2.0, 0.0, 120.5, 3600.0, 1e-13, "", "", "", "√", "×", "是", "否", "县级", "青禾县城区供水管网改造项目", "青禾县河东大桥及引道建设项目（二期）",
    "2101-529927-04-01-412513", "县交通运输局", "张三", "张三、李四", "在建", date(2022, 3, 5), "推进中", "中央预算内投资", "主体施工，完成总工程量的60％",
)  # fmt: skip
ODD = (
    True, False, -0.0, 1, 0, 1e30, 1.1, 44000.0, 2022.1, float("nan"), None, "合计", "小计（2个）", "一、续建项目", "（示例）河东大桥建设项目", "平均", "备注：略", "项目名称",
    "青禾县固定资产投资项目情况一览表", "同上", "〃", "无", "-", "暂无问题", "约1200", "1200", "1.2亿元", "12000（其中贷款5000）", "待定", "长期坚持", "#REF!", "=DISPIMG(1)", "[图片]",
    "已纳统，MA3181471529927350", "★省级重大项目桥", " 有空格 的名称 ", "名\u200b称\u3164隐形字符项目名称", "2022年3月前", datetime(2022, 3, 4, 16), datetime(2022, 3, 4),
    time(), "2022-03-04 16:00", "1.2E+15", "123456789012345000", "在谈", "不需要", "1.1", "一期工程", "序号", "附",
)  # fmt: skip


def _read(name, rows, marks, merged):
    cells = SheetCells([list(row) for row in rows], merged, marks)
    return read_sheets("台账.xlsx", [OpenedSheet(name, lambda: cells)], Profile())


def _said(source):
    ledger = source.ledger
    records = [record for sheet in SHEETS for record in getattr(ledger, sheet.attribute) or ()]
    return (
        [repr(attrs.astuple(record, recurse=False)) for record in records],
        [(each.origin.row, each.origin.texts, each.origin.moved) for each in records],
        [repr(total) for total in ledger.totals],
        list(source.findings),
    )


@st.composite
def _sheets(draw):
    name = draw(st.sampled_from(sorted(HEADERS)))
    random = draw(st.randoms(use_true_random=False))
    share = draw(st.sampled_from((0.0, 0.02, 0.1, 0.3)))
    rows = [list(HEADERS[name]), *_body(random, name, draw(st.integers(3, 30)), share)]
    marks = SheetMarks(errors={"H5": "#REF!"}, uncomputed=frozenset({"E7"}))
    merged = (((4, 3), (6, 3)), ((8, 1), (9, 4)))
    return (
        name,
        rows,
        marks if draw(st.booleans()) else SheetMarks(),
        merged if draw(st.booleans()) else (),
    )


def _body(random: Random, name, size, share):
    headers = HEADERS[name]
    for number in range(size):
        row = [random.choice(ODD if random.random() < share else USUAL) for _ in headers]
        if random.random() > share:
            row[headers.index(NAMES.get(name, "项目名称"))] = f"青禾县第{number}号道路改造提升项目"
        yield row if random.random() > share else row[: random.randint(0, len(row))]


@settings(max_examples=25, deadline=None)
@given(_sheets())
def test_rows_at_once_are_as_rows_one_by_one(sheet):
    at_once = _said(_read(*sheet))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ByColumn, "read", lambda _, rows, first, odd=(): [None for _ in rows])
        one_by_one = _said(_read(*sheet))
    assert at_once == one_by_one


@pytest.mark.parametrize("name", sorted(HEADERS))
def test_plain_rows_are_made_at_once(name, monkeypatch):
    made = []
    read = ByColumn.read

    def counted(self, rows, first, odd=()):
        made.extend(found := read(self, rows, first, odd))
        return found

    monkeypatch.setattr(ByColumn, "read", counted)
    usual = {
        "序号": 1.0, "指标名称": "固定资产投资", "项目名称": "青禾县城区供水管网改造项目", "项目编码": "2101-529927-04-01-412513", "问题描述": "管线迁改未完成", "总投资（万元）": 120.5,
        "下达金额（万元）": 120.5, "责任单位": "县水务局", "增速目标（％）": 7.5,
    }  # fmt: skip
    body = [[usual.get(header, "") for header in HEADERS[name]] for _ in range(20)]
    source = _read(name, [HEADERS[name], *body], SheetMarks(), ())
    assert len(made) == len(body)
    assert None not in made[1:]  # the first may be an example's
    assert not [each for each in source.findings if each.grade.value == "error"]


def test_entries_of_one_month_and_amount_are_one():
    """Most rows plan round amounts: a pair a cell would be the greater part of what a large ledger holds."""
    told = Amounts(Unit.WAN)
    february, march = (Entries(Month(2022, end), told) for end in (2, 3))
    assert february[120.0] is february[120.0]
    assert february[120.0] == (Month(2022, 2), Amount.of(120, Unit.WAN))
    assert march[120.0] == (Month(2022, 3), Amount.of(120, Unit.WAN))
    assert february[""] is None
    assert february["待定"] is UNTOLD
    assert february.is_odd


def test_many_are_as_one_by_one():
    origins = [Origin(SheetRef("台账.xlsx", "项目台账"), row) for row in (2, 3)]
    columns = {"name": ["甲", "乙"], "leaders": [("张三",), ()], "origin": origins}
    rows = zip(*columns.values(), strict=True)
    assert many(Project, 2, columns) == [
        Project(**dict(zip(columns, row, strict=True))) for row in rows
    ]
    entries = many(Entry, 2, {"name": ["甲", "乙"], "origin": origins})
    assert entries == [Entry(name=name, origin=at) for name, at in zip("甲乙", origins, strict=True)]  # fmt: skip


def test_many_of_a_class_that_does_more_are_made_by_a_call_each():
    @attrs.frozen
    class Doubled:
        number: int = attrs.field(converter=lambda number: number * 2)

    assert many(Doubled, 2, {"number": [1, 2]}) == [Doubled(1), Doubled(2)]
