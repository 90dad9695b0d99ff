"""Two ledgers of one county: what is new, what moved on, slipped or was restated, and who moved the figures."""

import json
from datetime import date

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from investtrack.cli.main import main
from investtrack.comparison import Nature
from investtrack.errors import UnknownFormatError
from investtrack.metrics.figure import Kind
from investtrack.model.converter import ledger_to_json
from investtrack.model.entry import EntryStatus
from investtrack.plugin import Plugins, load_plugins
from investtrack.report import build_report
from investtrack.values.amount import Amount, Unit
from investtrack.values.dates import DateSpan
from investtrack.values.period import month
from investtrack_compare import compare, paragraph, record_changes
from investtrack_testing import sample_ledger


OLD = sample_ledger()


def wan(number):
    return Amount.of(number, Unit.WAN)


def with_project(place=0, **changes):
    projects = list(OLD.projects)
    projects[place] = evolve(projects[place], **changes)
    return evolve(OLD, projects=tuple(projects))


def with_entry(**changes):
    return evolve(OLD, entries=(evolve(OLD.entries[0], **changes),))


def only(ledger):
    (change,) = record_changes(OLD, ledger)
    return change


def compared(ledger):
    return compare(build_report(OLD), build_report(ledger))


def moved(ledger):
    return {found.id: found for found in compared(ledger).moved}


def test_a_ledger_has_not_changed_from_itself():
    found = compared(sample_ledger())
    assert found.changes == ()
    assert found.moved == ()
    assert paragraph(found) == "与3月20日相比，没有变化。"


def test_a_past_month_reported_anew_is_a_restatement():
    change = only(with_project(actual=((month(2022, 2), wan(480)),)))
    assert change.nature is Nature.RESTATED
    assert change.label == "2022年1—2月完成投资（万元）"
    assert (change.before, change.after, change.difference) == ("450万元", "480万元", wan(30))


def test_a_new_month_is_filled_in_not_restated():
    series = (*OLD.projects[0].actual, (month(2022, 3), wan(900)))
    assert only(with_project(actual=series)).nature is Nature.FILLED


def test_a_later_plan_is_a_slip_by_so_many_days():
    change = only(with_entry(planned_on=DateSpan.month(2022, 4)))
    assert change.nature is Nature.SLIPPED
    assert change.days == 30  # 31 March to 30 April


def test_a_plan_stated_more_closely_has_not_moved():
    assert only(with_entry(planned_on=DateSpan.day(date(2022, 3, 15)))).nature is Nature.TEXT


def test_a_status_that_moves_on_is_a_stage():
    change = only(with_entry(status=EntryStatus.ENTERED))
    assert (change.nature, change.before, change.after) == (Nature.STAGE, "收集资料", "已入库")


def test_projects_pair_by_code_when_the_name_was_corrected():
    change = only(with_project(name="河东特大桥"))
    assert (change.nature, change.key) == (Nature.TEXT, "name")


def test_projects_pair_by_name_when_the_code_was_corrected():
    change = only(with_project(code="A9"))
    assert (change.nature, change.key) == (Nature.TEXT, "code")


def test_two_phases_are_two_projects():
    first, second = (
        evolve(OLD.projects[0], code=None, name=f"河东大桥（{phase}）")
        for phase in ("一期", "二期")
    )
    found = record_changes(evolve(OLD, projects=(first,)), evolve(OLD, projects=(second,)))
    assert [change.nature for change in found] == [Nature.NEW, Nature.GONE]


def test_an_emptied_cell_is_erased():
    assert only(with_project(year_plan=None)).nature is Nature.ERASED


def test_a_sheet_only_one_ledger_has_is_not_compared_and_that_is_said():
    found = compared(evolve(OLD, issues=None))
    assert not [change for change in found.changes if change.sheet == "问题清单"]
    assert found.remarks == ("只有一份台账有的表没有比较：问题清单",)


def test_figures_name_who_moved_them():
    # 1500 → 1800 in 河东大桥: in library 4500 → 4800
    planned = ((month(2022, 2), wan(500)), (month(2022, 3), wan(1800)))
    found = moved(with_project(planned=planned))["fai.in_library.expected"]
    assert (found.before, found.after, found.difference) == (wan(4500), wan(4800), wan(300))
    assert [(mover.record, mover.before, mover.after) for mover in found.movers] == [
        ("河东大桥", wan(1500), wan(1800))
    ]


def test_a_project_that_enters_moves_the_count():
    found = moved(
        with_entry(status=EntryStatus.ENTERED, entered_on=DateSpan.day(date(2022, 3, 18)))
    )
    assert found["entry.entered.count"].difference == 1
    assert found["entry.entered.count"].movers[0].record == "铝材加工厂"
    assert found["entry.collecting.count"].difference == -1


def test_the_paragraph_says_what_changed_and_why():
    said = paragraph(
        compared(with_entry(status=EntryStatus.ENTERED, entered_on=DateSpan.day(date(2022, 3, 18))))
    )
    assert "计划入库项目中已入库个数由0变为1，增加1个（主要是铝材加工厂）" in said
    assert "1个项目由收集资料转为已入库（铝材加工厂）" in said


def test_a_difference_that_two_printed_amounts_do_not_give_says_why():
    # In the library 1500 → 1530 and so on, with 3000 and 800 elsewhere: 5330 → 5460 万元 is 130.
    def said(before, after):
        ledgers = [
            with_project(planned=((month(2022, 2), wan(500)), (month(2022, 3), wan(number))))
            for number in (before, after)
        ]
        return paragraph(compare(*map(build_report, ledgers)))

    rounding = "（与两数相减的尾数略有出入，因四舍五入所致）"
    assert rounding not in said(1500, 1546)
    assert "由0.53亿元变为0.55亿元，增加0.02亿元（主要是河东大桥）" in said(1500, 1700)
    assert f"由0.53亿元变为0.55亿元，增加0.01亿元{rounding}（主要是河东大桥）" in said(1530, 1660)


def test_figures_of_two_periods_are_not_compared():
    from investtrack.values.period import Period

    found = compare(build_report(OLD), build_report(OLD, period=Period.quarter(2022, 2)))
    assert found.moved == ()
    assert "报告期不同" in found.remarks[0]


amounts = st.integers(0, 10**7).map(wan)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(amounts, amounts), min_size=2, max_size=2), st.booleans())
def test_what_the_movers_gave_adds_up_to_what_the_figure_moved(pairs, drop):
    projects = tuple(
        evolve(project, planned=((month(2022, 3), planned),), total_investment=total)
        for project, (planned, total) in zip(OLD.projects, pairs, strict=True)
    )
    for found in compared(evolve(OLD, projects=projects[drop:])).moved:
        if (
            found.difference is None
            or found.kind not in {Kind.MONEY, Kind.COUNT}
            or not found.movers
        ):
            continue
        given_by = [mover.difference for mover in found.movers]
        total = Amount.total(given_by) if found.kind is Kind.MONEY else sum(given_by)
        assert total == found.difference, found.id


def test_changes_backwards_are_the_changes_forwards_turned_round():
    new = with_project(year_plan=wan(7000))
    forwards, backwards = record_changes(OLD, new), record_changes(new, OLD)
    assert [(c.before, c.after) for c in forwards] == [(c.after, c.before) for c in backwards]


def test_the_command_prints_tables_and_json(tmp_path, capsys):
    old, new = tmp_path / "旧.json", tmp_path / "新.json"
    old.write_text(ledger_to_json(OLD), encoding="utf-8")
    new.write_text(
        ledger_to_json(with_project(actual=((month(2022, 2), wan(480)),))), encoding="utf-8"
    )
    assert main(["compare", str(old), str(new)]) == 0
    assert "改报以前月份" in capsys.readouterr().out
    assert main(["compare", str(old), str(new), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["changes"][0]["difference"] == "30"


def test_a_saved_report_serves_as_the_earlier_ledger(tmp_path, capsys):
    ledger, saved = tmp_path / "旧.json", tmp_path / "报告.json"
    ledger.write_text(ledger_to_json(OLD), encoding="utf-8")
    assert main(["export", str(ledger), "--to", "json", "-o", str(saved)]) in {0, 1}
    capsys.readouterr()
    assert main(["compare", str(saved), str(ledger)]) == 0
    assert "没有变化" in capsys.readouterr().out


def test_it_is_offered_to_who_asks_and_where_it_is_not_installed_that_is_said():
    found = load_plugins(("comparers",)).comparer()
    old, new = build_report(OLD), build_report(OLD)
    assert found.compare(old, new) == compare(old, new)
    assert found.to_data(compare(old, new))["changes"] == []
    with pytest.raises(UnknownFormatError, match="请先安装 investtrack-compare"):
        Plugins().comparer()
