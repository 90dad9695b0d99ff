"""Seventeen layouts found in use import: what is recognised is right, and what is not is said."""

from functools import cache
from pathlib import Path

import pytest
from excel_layouts import LAYOUTS
from excel_layouts.count import ASKED, UNMAPPED, count
from excel_layouts.page import layouts_page

from investtrack.values.amount import Amount, Unit
from investtrack.values.period import Month


PAGE = Path(__file__).parents[3] / "docs" / "reference" / "layouts.md"
BY_KEY = {layout.key: layout for layout in LAYOUTS}


@pytest.fixture(scope="module")
def counted(tmp_path_factory):
    """Return a function that imports a layout once, with its profile or without."""
    folder = tmp_path_factory.mktemp("layouts")

    @cache
    def once(key, with_profile):
        return count(BY_KEY[key], folder, with_profile=with_profile)

    return lambda key, with_profile=False: once(key, with_profile)


def wan(number):
    return Amount.of(str(number), Unit.WAN)


def test_there_are_seventeen():
    assert len(BY_KEY) == 17


@pytest.mark.parametrize("with_profile", [False, True], ids=["bare", "profile"])
@pytest.mark.parametrize("key", BY_KEY)
def test_no_column_is_taken_for_another(counted, key, with_profile):
    assert counted(key, with_profile).wrong == []


@pytest.mark.parametrize("key", BY_KEY)
def test_every_layout_gives_its_projects(counted, key):
    assert len(counted(key).extract.ledger.projects) >= 3
    assert counted(key, with_profile=True).extract.ledger.projects is not None


def test_nine_tenths_of_the_columns_that_matter_are_recognised_without_a_profile(counted):
    all_counts = [counted(key) for key in BY_KEY]
    assert sum(c.recognised for c in all_counts) * 10 >= 9 * sum(c.vital for c in all_counts)


def test_with_its_profile_nothing_is_left_to_ask(counted):
    for key in BY_KEY:
        found = counted(key, with_profile=True)
        assert (found.states[ASKED], found.states[UNMAPPED], found.recognised) == (
            0,
            0,
            found.vital,
        ), key


@pytest.mark.parametrize("key", BY_KEY)
def test_every_column_that_is_not_read_is_said(counted, key):
    found = counted(key)
    asked = sum(code in {"column-month-unknown", "column-doubtful"} for code in found.codes)
    nameless = found.codes.count("header-missing")  # asks about the column without a header
    if "sheet-spare" not in found.codes:  # of a sheet that is left out, that alone is said
        assert found.states[ASKED] == asked + nameless
    assert found.states[UNMAPPED] <= found.codes.count("column-unknown")


def test_the_page_says_what_is_counted(counted, tmp_path):
    page = layouts_page(tmp_path, lambda layout, with_profile: counted(layout.key, with_profile))
    assert PAGE.read_text(encoding="utf-8") == page, (
        "run: python plugins/investtrack-excel/tests/layouts/page.py"
    )


# -- what the layouts hold -------------------------------------------------------------------------


def test_amounts_of_a_dispatch_table_are_cumulated_to_the_month_of_its_date_line(counted):
    first, second, third = counted("县级重点项目建设情况调度表").extract.ledger.projects
    assert (first.total_investment, second.total_investment) == (wan(42000), wan(8600))
    assert first.actual == ((Month(2022, 6), wan(7200)),)
    assert (first.is_in_library, first.library_code) == (True, "MA1ABCDEF520101001")
    assert third.is_in_library is False
    assert first.leaders == ("周明", "吴启航")


def test_totals_at_the_head_are_stated_with_their_counts_and_never_projects(counted):
    ledger = counted("年度项目明细表").extract.ledger
    assert len(ledger.projects) == 9
    stated = {
        t.label: (t.count, len(t.scope), dict(t.amounts)["total_investment"]) for t in ledger.totals
    }
    assert stated == {
        "合计": (3, 3, wan(35000)), "合计3个": (3, 3, wan(35000)), "某某市合计2个": (2, 3, wan(29200)),
        "一、工业": (None, 3, wan(29200)), "总计": (3, 3, wan(35000)), "(一)工业项目3个": (3, 3, wan(35000)),
    }  # fmt: skip


def test_groups_inside_a_monthly_report_cover_their_own_rows(counted):
    ledger = counted("重点项目月报表").extract.ledger
    stated = {t.label: t.scope for t in ledger.totals}
    first = ledger.projects[0].origin.row
    assert stated["(一)在建(2项)"] == (first, first + 1)
    assert stated["(二)预备(1项)"] == (first + 3,)
    assert stated["合计(3项)"] == (first, first + 1, first + 3)
    assert (
        counted("重点项目月报表").codes.count("total-unplaced") == 2
    )  # 其中 and its sister, above every row


def test_yi_and_wan_in_one_table(counted):
    projects = counted("重大项目表").extract.ledger.projects
    # 4.2亿元 = 42000万元; "0.86" of a 亿元 column = 8600万元; "3100万" says its own unit.
    assert [p.total_investment for p in projects] == [wan(42000), wan(8600), wan(3100)]
    assert [p.actual for p in projects] == [
        ((Month(2022, 7), wan(7200)),),
        ((Month(2022, 7), wan(2100)),),
        (),
    ]


def test_a_header_of_two_meanings_is_decided_by_its_values(counted):
    assert [p.stage.value for p in counted("重点项目进度月报").extract.ledger.projects] == [
        "续建",
        "新建",
        "收尾",
    ]
    assert [p.stage for p in counted("重大项目表").extract.ledger.projects] == [None] * 3


def test_a_column_without_a_header_is_asked_about_and_named_by_its_letter_in_a_profile(counted):
    bare, told = (counted("项目目标责任制表", p).extract for p in (False, True))
    (finding,) = [f for f in bare.findings if f.code == "header-missing"]
    assert "B列没有表头" in finding.message
    assert len(told.ledger.projects) == len(bare.ledger.projects) + 3
