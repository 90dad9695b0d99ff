"""Cells: what a clerk writes in a cell is read as meant, or kept as text and said to be unreadable."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from investtrack.model.columns import Column
from investtrack.model.entry import EntryStatus, PaperState
from investtrack.model.project import ProjectLevel, ProjectStage
from investtrack.model.target import AssignedBy
from investtrack.reading.cells import cell_values
from investtrack.reading.cells.cell_values import UndatedError, UnreadableError, decimal_of
from investtrack.reading.cells.choices import words_of
from investtrack.values.amount import Amount, Unit
from investtrack.values.dates import DateSpan
from investtrack.values.rate import Rate


def wan(number):
    return Amount.of(number, Unit.WAN)


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        (1200.0, "1200"),
        (0.1 + 0.2, "0.3"),
        (12345.670000000002, "12345.67"),
        (-35.5, "-35.5"),
        (7, "7"),
        ("1,234.50", "1234.50"),
        ("１２，３４５．６", "12345.6"),
        ("1.2亿元", "12000"),
        ("1.2亿", "12000"),
        ("3个亿", "30000"),
        ("54000万", "54000"),
        (" 980 万元 ", "980"),
        ("5000000元", "500"),
        ("约1200", "1200"),
        ("1 200", "1200"),
        ("−5", "-5"),
        (".5", "0.5"),
        ("12.", "12"),
        ("0", "0"),
        ("¥300", "300"),
    ],
)
def test_an_amount_is_exact_however_it_is_written(cell, amount):
    assert cell_values.money(Unit.WAN)(cell) == wan(amount)


@pytest.mark.parametrize("cell", ["", "-", "—", "——", "/", "无", "  ", None])
def test_an_amount_that_is_left_open_is_unknown_and_not_zero(cell):
    assert cell_values.money(Unit.WAN)(cell) is None


@pytest.mark.parametrize(
    "cell",
    ["待核实", "1,2", "12,34", "3000万美元", "1.2.3", "1200-1500", "500以上", True, time(8, 30), date(2022, 1, 1)],
)  # fmt: skip
def test_an_amount_that_is_not_sure_is_never_guessed(cell):
    with pytest.raises(UnreadableError) as caught:
        cell_values.money(Unit.WAN)(cell)
    assert caught.value.code == "amount-unreadable"


def test_the_unit_of_the_column_holds_where_the_cell_names_none():
    assert cell_values.money(Unit.YI)(1.5) == cell_values.money(Unit.YI)("1.5") == wan("15000")
    assert cell_values.money(Unit.YI)("1500万元") == wan("1500")


def test_a_number_is_what_excel_shows_15_digits():
    assert decimal_of(0.30000000000000004) == Decimal("0.3")
    assert decimal_of(1e16) == Decimal(10) ** 16


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        (date(2022, 3, 5), date(2022, 3, 5), date(2022, 3, 5)),
        (datetime(2022, 3, 5, 8), date(2022, 3, 5), date(2022, 3, 5)),
        (44621.0, date(2022, 3, 1), date(2022, 3, 1)),
        (44621.5, date(2022, 3, 1), date(2022, 3, 1)),
        (202203.0, date(2022, 3, 1), date(2022, 3, 31)),
        (20220305.0, date(2022, 3, 5), date(2022, 3, 5)),
        (2022.3, date(2022, 3, 1), date(2022, 3, 31)),
        ("2022.3", date(2022, 3, 1), date(2022, 3, 31)),
        ("２０２２．３．５", date(2022, 3, 5), date(2022, 3, 5)),
        ("2022 年 3 月 5 日", date(2022, 3, 5), date(2022, 3, 5)),
        ("3月底", date(2022, 3, 21), date(2022, 3, 31)),
        ("元月", date(2022, 1, 1), date(2022, 1, 31)),
        ("一季度", date(2022, 1, 1), date(2022, 3, 31)),
    ],
)
def test_a_date_is_read_as_exactly_as_it_is_known(cell, first, last):
    assert cell_values.dates(2022)(cell) == DateSpan(first, last)


@pytest.mark.parametrize("cell", ["", "—", "/", None, 0.0, time(0, 0)])
def test_a_date_left_open_is_unknown(cell):
    assert cell_values.dates(2022)(cell) is None


@pytest.mark.parametrize("cell", ["待定", "未定", " 待定 "])
def test_a_date_said_to_be_open_is_worth_a_note(cell):
    with pytest.raises(UndatedError):
        cell_values.dates(2022)(cell)


@pytest.mark.parametrize("cell", ["春节过后", "2022-02-30", "已开工", True, date(1900, 1, 5), 12.0])
def test_a_date_that_is_none_is_said(cell):
    with pytest.raises(UnreadableError) as caught:
        cell_values.dates(2022)(cell)
    assert caught.value.code == "date-unreadable"


@pytest.mark.parametrize(
    ("cell", "percent"),
    [(5.5, "5.5"), ("5.5%", "5.5"), ("５．５％", "5.5"), ("8%左右", "8"), ("-3", "-3"), (0.055, "0.055")],
)  # fmt: skip
def test_a_growth_is_in_per_cent(cell, percent):
    assert cell_values.rate(cell) == Rate.percent(percent)


def test_a_growth_that_is_none_is_said():
    assert cell_values.rate("—") is None
    with pytest.raises(UnreadableError):
        cell_values.rate("较快增长")


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("是", True), ("√", True), ("有", True), ("已", True), ("Y", True), (1.0, True), ("已纳统，520101202200018", True),
        ("否", False), ("×", False), ("未", False), ("n", False), (0.0, False), ("未纳统", False), ("没有", False),
        (True, True), ("", None), ("—", None),
    ],
)  # fmt: skip
def test_yes_and_no_have_many_spellings(cell, value):
    assert cell_values.flag(cell) is value


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        ("√", PaperState.HELD), ("已办", PaperState.HELD), (1.0, PaperState.HELD), ("×", PaperState.LACKING),
        ("未办", PaperState.LACKING), ("无", PaperState.LACKING), ("不需要", PaperState.NOT_NEEDED),
        ("无需", PaperState.NOT_NEEDED), ("不涉及", PaperState.NOT_NEEDED), ("", None),
    ],
)  # fmt: skip
def test_a_paper_is_held_lacking_or_not_needed_and_unknown_where_empty(cell, state):
    assert cell_values.paper(cell) is state


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("张三", ("张三",)),
        ("张 三", ("张三",)),
        ("张三、李四", ("张三", "李四")),
        ("张三，李四；王五/赵六", ("张三", "李四", "王五", "赵六")),
        ("张三\n杨 建", ("张三", "杨建")),
        ("张三 李四", ("张三", "李四")),
        ("张 三 李 四", ("张三", "李四")),
        ("张 三 李四", ("张三", "李四")),
        ("张三、张 三", ("张三",)),
        ("欧阳明 张三", ("欧阳明", "张三")),
        ("—", ()),
        ("", ()),
    ],
)
def test_several_people_in_a_cell_are_told_apart(cell, people):
    assert cell_values.names()(cell) == people


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        (ProjectLevel, "省级", ProjectLevel.PROVINCIAL),
        (ProjectLevel, "市 级", ProjectLevel.CITY),
        (AssignedBy, "省级", AssignedBy.PROVINCE),
        (AssignedBy, "市级", AssignedBy.CITY),
        (ProjectStage, "续建项目", ProjectStage.CONTINUING),
        (ProjectStage, "新开工", ProjectStage.NEW),
        (EntryStatus, "已纳统", EntryStatus.ENTERED),
        (EntryStatus, "正在收集资料", EntryStatus.COLLECTING),
        (EntryStatus, "", None),
    ],
)
def test_a_choice_is_read_in_its_known_variants(kind, cell, value):
    assert cell_values.choice(kind)(cell) is value


def test_an_unknown_choice_names_the_allowed_ones():
    with pytest.raises(UnreadableError) as caught:
        cell_values.choice(ProjectStage)("扫尾")
    assert caught.value.expected == "新建、续建、收尾、预备"


def test_every_variant_means_a_member_and_the_member_itself_wins():
    for kind in (ProjectLevel, ProjectStage, EntryStatus, AssignedBy):
        words = words_of(kind)
        assert all(words[member.value] is member for member in kind)


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("河东\n大桥", "河东大桥"),
        ("★河东大桥", "河东大桥"),
        ("■ 河东 大桥 ", "河东大桥"),
        (" ", None),
    ],
)
def test_a_name_has_no_breaks_spaces_and_marks(cell, name):
    assert cell_values.name(cell) == name


def test_a_code_stored_as_a_number_keeps_its_digits():
    read, _ = cell_values.readers(2022)(
        Column("code", "项目编码", cell_values.CellKind.TEXT), Unit.WAN
    )
    assert read(20220101.0) == "20220101"
    assert read("00123") == "00123"
    assert read("") is None


def test_two_numbers_on_two_lines_of_a_cell_are_not_read_as_one():
    with pytest.raises(UnreadableError) as caught:
        cell_values.money(Unit.WAN)("1100\n900")
    assert "两行数" in caught.value.expected
    assert cell_values.money(Unit.WAN)("1 200") == Amount.of(1200, Unit.WAN)
