"""Characters that print nothing never part two names, codes, headers or words."""

import pytest

from investtrack.metrics.ledger_view import normal_code, normal_name
from investtrack.model.profile import Profile
from investtrack.reading.reader import read_sheets
from investtrack.reading.sheet import OpenedSheet, SheetCells
from investtrack.values.text_width import folded, visible


UNSEEN = ("\u200b", "\u200e", "\u202d", "\u00ad", "\ufe0f", "\ufeff", "\u2060", "\U000e0100")


@pytest.mark.parametrize("char", UNSEEN)
def test_a_name_with_it_is_the_name_without(char):
    name = f"{char}甲大{char}桥{char}"
    assert normal_name(name) == visible(name) == folded(name) == "甲大桥"


@pytest.mark.parametrize(
    "code",
    ["２１０１－520000-04", "2101—520000—04 ", "2101-\u200b520000-04", "2101-520000-04\u200e"],
)
def test_a_code_is_one_however_it_is_written(code):
    assert normal_code(code) == "2101-520000-04"


def test_a_code_of_small_letters_is_that_of_capitals():
    assert normal_code("ma0a1b2c3") == normal_code("MA0A1B2C3")


@pytest.mark.parametrize("char", UNSEEN)
def test_cells_and_headers_are_read_without_them(char):
    table = [
        [
            f"项目{char}编码",
            f"项目名称{char}",
            f"总投资（万{char}元）",
            "建设阶段",
            f"包保{char}领导",
        ],
        [f"YX-0{char}01", f"甲大{char}桥", f"12{char}00", f"续{char}建", f"张{char}二"],
    ]
    sheet = OpenedSheet("项目台账", lambda: SheetCells(iter(table)))
    source = read_sheets("台账.xlsx", [sheet], Profile())
    project = source.ledger.projects[0]
    assert (project.code, project.name, project.stage.value, project.leaders) == (
        "YX-001", "甲大桥", "续建", ("张二",),
    )  # fmt: skip
    assert project.total_investment.yuan == 12_000_000
    assert [f.code for f in source.findings] == []
