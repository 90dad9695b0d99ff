"""The target split over a county's projects, worked by hand on the sample."""

import csv
import json

import pytest
from attrs import evolve

from investtrack.cli.main import main
from investtrack.errors import PeriodError, SourceError
from investtrack.model.converter import ledger_to_json
from investtrack.report import build_report
from investtrack.values.amount import Amount, Unit
from investtrack.values.dates import DateSpan
from investtrack_forecast.decomposition import by_leader, by_unit, decompose
from investtrack_forecast.splittable import Weight
from investtrack_testing import sample_ledger


def wan(number):
    return Amount.of(number, Unit.WAN)


def both_at_work():
    """The sample with its second project no longer stopped."""
    ledger = sample_ledger()
    bridge, homes = ledger.projects
    return evolve(ledger, projects=(bridge, evolve(homes, stopped_since=None)))


def test_what_remains_is_split_over_those_who_can_carry_it():
    found = decompose(build_report(both_at_work()))
    # target 30000, done 450 + 200; remaining 20000 − 8450 − 1000 = 10550, 50000 − 30200 = 19800,
    # the entry's contribution 800; together 31150
    assert (found.target, found.done, found.need) == (wan(30000), wan(650), wan(29350))
    assert [(s.candidate.name, s.candidate.cap) for s in found.shares] == [
        ("河东大桥", 10550000000), ("青山花园", 19800000000), ("铝材加工厂", 800000000),
    ]  # fmt: skip
    # 29350 × 10550 ÷ 31150 = 9940.3691813804…
    assert found.shares[0].amount == Amount.of("9940.369181", Unit.WAN)
    assert Amount.total(share.amount for share in found.shares) == found.need
    assert not found.shortfall


def test_months_follow_the_pace_and_add_up_both_ways():
    found = decompose(build_report(both_at_work()))
    # completed to 1—2月, so that March, though running, is still to be done
    assert list(found.months) == [3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    assert Amount.total(found.months.values()) == found.need
    for month, total in found.months.items():
        assert Amount.total(s.months[month] for s in found.shares if month in s.months) == total
    for share in found.shares:
        assert Amount.total(share.months.values()) == share.amount


def test_what_no_project_can_carry_is_a_shortfall():
    found = decompose(build_report(both_at_work()), target=wan(40000))
    # 40000 − 650 − 31150
    assert found.shortfall == wan(8200)
    assert [share.amount for share in found.shares] == [wan(10550), wan(19800), wan(800)]


def test_a_stopped_project_carries_nothing_and_is_named():
    found = decompose(build_report(sample_ledger()))
    assert [(item.name, item.why) for item in found.left_out] == [("青山花园", "停工，没有复工")]


def test_an_entry_carries_nothing_before_it_enters():
    ledger = both_at_work()
    late = evolve(ledger.entries[0], planned_on=DateSpan.month(2022, 9))
    found = decompose(build_report(evolve(ledger, entries=(late,))))
    assert min(found.shares[2].months) == 9


def test_a_project_that_ends_carries_nothing_afterwards():
    ledger = both_at_work()
    bridge, homes = ledger.projects
    ends = evolve(bridge, finished_on=DateSpan.month(2022, 6))
    found = decompose(build_report(evolve(ledger, projects=(ends, homes))))
    assert max(found.shares[0].months) == 6


def test_a_floor_is_kept():
    found = decompose(build_report(both_at_work()), floors={"A1": wan(10000)})
    assert found.shares[0].amount >= wan(10000)
    assert Amount.total(share.amount for share in found.shares) == found.need


def test_weights_may_be_the_plans():
    found = decompose(build_report(both_at_work()), target=wan(18650), by=Weight.PLAN)
    # 18000 by 6000 : 12000 : (no plan, so its cap 800)
    assert found.shares[1].amount == Amount.of("11489.361702", Unit.WAN)


def test_leaders_overlap_and_units_add_up():
    found = decompose(build_report(both_at_work()))
    assert sum(count for count, _ in by_unit(found).values()) == 3
    assert Amount.total(amount for _, amount in by_unit(found).values()) == found.need
    assert set(by_leader(found)) == {"王一", "李二", "（未填）"}


def test_no_month_left_and_no_target_are_one_sentence():
    with pytest.raises(PeriodError, match="没有剩下的月份"):
        decompose(build_report(both_at_work()), last_month=2)
    with pytest.raises(SourceError, match="--target"):
        decompose(build_report(evolve(both_at_work(), targets=None)))


def test_a_quarter_that_is_running_can_be_split():
    found = decompose(build_report(both_at_work()), target=wan(5000), last_month=3)
    assert dict(found.months) == {3: wan(4350)}


def test_what_is_completed_may_be_unknown():
    ledger = both_at_work()
    bare = tuple(evolve(project, actual=()) for project in ledger.projects)
    found = decompose(build_report(evolve(ledger, projects=bare)))
    assert found.done is None
    assert found.need == wan(30000)
    assert min(found.months) == 3


def test_a_target_already_reached_asks_for_nothing():
    found = decompose(build_report(both_at_work()), target=wan(100))
    assert found.need == wan(0)
    assert not any(share.amount for share in found.shares)


@pytest.fixture
def ledger(tmp_path):
    path = tmp_path / "台账.json"
    path.write_text(ledger_to_json(both_at_work()), encoding="utf-8")
    return path


def test_the_command_says_it_is_a_plan_and_writes_the_table(ledger, tmp_path, capsys):
    out = tmp_path / "分解.csv"
    assert main(["decompose", str(ledger), "-o", str(out)]) == 0
    said = capsys.readouterr().out
    assert "这是工作计划，不是统计数" in said
    assert "河东大桥" in said
    rows = list(csv.reader(out.read_text(encoding="utf-8-sig").splitlines()))
    assert rows[-1][6] == "29350"


def test_json_is_exact_and_a_shortfall_exits_with_1(ledger, capsys):
    assert main(["decompose", str(ledger), "--target", "4亿元", "--json"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert (data["shortfall"], data["projects"][0]["amount"]) == ("8200", "10550")
    assert data["projects"][0]["cells"][0]["sheet"] == "项目台账"


@pytest.mark.parametrize("target", ["4个亿", "40,000万元", "４亿元", "四亿元", "4亿"])
def test_a_target_is_read_in_every_spelling(ledger, target, capsys):
    assert main(["decompose", str(ledger), "--target", target, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["shortfall"] == "8200"


@pytest.mark.parametrize(
    "wrong",
    [
        ["--target", "4"],
        ["--target", "约4亿元"],
        ["--target", "4—5亿元"],
        ["--until", "13月"],
        ["--floor", "A1"],
        ["--floor", "A1=多"],
    ],
)
def test_a_wrong_argument_is_one_sentence(ledger, wrong, capsys):
    assert main(["decompose", str(ledger), *wrong]) == 2
    assert "Traceback" not in capsys.readouterr().err
