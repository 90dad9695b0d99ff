"""Pace, gap, catch-up, and what is needed of each project: by hand and by law."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from investtrack.analysis import needs_of, pace_of
from investtrack.analysis.splitting import per, share, split
from investtrack.model.converter import profile_from_toml
from investtrack.values.amount import Amount, Unit
from investtrack.values.period import Month
from investtrack.values.rate import Points


def county(make, pace="", **more):
    """Completed 1500 of a year's 12000 and a quarter's 3000万元 by the end of February."""
    held = {
        "projects": (make.project(actual=make.series(m2=1500)),),
        "targets": make.targets(3000, 12000),
        "profile": profile_from_toml(pace),
    }
    return make.report(**{**held, **more})


def test_linear_pace_of_the_year(make):
    year = pace_of(county(make)).year
    assert year.due == Points(Fraction(200, 12))
    assert year.due_amount == make.wan(2000)  # 12000 × 2/12
    assert year.gap == make.wan(500)
    assert year.left == make.wan(10500)
    assert [end.month for end in year.months] == list(range(3, 13))
    assert year.per_month == make.wan(1050)  # 10500 ÷ 10
    assert year.days == 286  # 21 March to 31 December
    assert year.per_day == make.wan("36.713287")  # 36.7132867…, up to the fen
    assert year.rate.in_percent == Fraction(25, 2)


def test_linear_pace_of_the_quarter(make):
    period = pace_of(county(make)).period
    assert period.due_amount == make.wan(2000)  # two of three months
    assert (period.gap, period.left) == (make.wan(500), make.wan(1500))
    assert (period.days, period.per_month) == (11, make.wan(1500))


TABLE = '[pace]\nkind = "table"\n[pace.table]\n' + "\n".join(
    f'{month} = "{points}"' for month, points in enumerate((2, 5, 20, 28, 37, 46, 55, 64, 73, 82, 91, 100), 1)
)  # fmt: skip


def test_a_monthly_table(make):
    pace = pace_of(county(make, TABLE))
    assert pace.curve == "分月进度表"
    assert pace.year.due_amount == make.wan(600)  # 5％ of 12000
    assert pace.year.gap == make.wan(-900)  # ahead
    assert pace.period.due_amount == make.wan(750)  # 5/20 of 3000
    march = dict(pace.year.plan)[Month(2022, 3)]
    assert march == make.wan("1657.894737")  # 10500 × 15/95 = 1657.8947368…


def test_a_seasonal_curve_from_each_months_weight(make):
    weights = (
        '[pace]\nkind = "seasonal"\n[pace.table]\n2 = "100"\n3 = "300"\n6 = "400"\n12 = "200"\n'
    )
    pace = pace_of(county(make, weights))
    assert pace.curve == "季节曲线"
    assert pace.year.due_amount == make.wan(1200)  # 100 of 1000
    assert pace.period.due_amount == make.wan(750)  # 100 of the 400 to the end of March
    months = {end.month: amount for end, amount in pace.year.plan}
    assert months[3] == make.wan(3500)  # 10500 × 300/900
    assert months[4] == make.wan(0)


def test_a_table_that_is_silent_leaves_the_gap_open_but_not_the_need(make):
    year = pace_of(county(make, '[pace]\nkind = "table"\n[pace.table]\n12 = "100"\n')).year
    assert (year.due, year.gap) == (None, None)
    assert year.per_month == make.wan(1050)


def test_a_target_that_is_reached_needs_nothing_more(make):
    year = pace_of(county(make, targets=make.targets(1000, 1500))).year
    assert year.left == make.wan(0)
    assert year.plan == ()


def test_after_the_last_day_nothing_can_be_caught_up(make):
    report = county(
        make, projects=(make.project(actual=make.series(m12=9000)),), as_of=date(2022, 12, 31)
    )
    year = pace_of(report).year
    assert year.left == make.wan(3000)
    assert (year.per_month, year.per_day, year.plan) == (None, None, ())


def test_no_target_says_why(make):
    year = pace_of(county(make, targets=())).year
    assert year.left is None
    assert "全年" in year.reason or "目标" in year.reason


def held(make, name, total, done, unreportable=None, **more):
    extra = {} if unreportable is None else {"unreportable": make.wan(unreportable)}
    return make.project(
        name, total_investment=make.wan(total), cumulative=make.wan(done), **extra, **more
    )


def test_needs_in_proportion_to_what_can_still_be_reported(make):
    projects = (
        held(make, "甲", 1000, 400),  # 600 left
        held(make, "乙", 1000, 500, 200),  # 500 left, 200 not reportable: 300
        held(make, "丙", 500, 900),  # over-run: nothing left
        make.project("丁"),  # nobody knows
    )
    needs = needs_of(make.report(projects=projects), make.wan(450))
    assert [(n.project.name, n.reportable, n.needed) for n in needs.projects] == [
        ("甲", make.wan(600), make.wan(300)),
        ("乙", make.wan(300), make.wan(150)),
    ]
    assert (needs.shortfall, needs.unknown) == (make.wan(0), 1)


def test_a_need_beyond_all_stock_is_named(make):
    needs = needs_of(make.report(projects=(held(make, "甲", 1000, 400),)), make.wan(1000))
    assert (needs.projects[0].needed, needs.shortfall) == (make.wan(600), make.wan(400))


def test_no_projects_leave_the_whole_need_open(make):
    needs = needs_of(make.report(projects=()), make.wan(10))
    assert (needs.projects, needs.shortfall) == ((), make.wan(10))


# -- laws -----------------------------------------------------------------------------------------

fen = st.integers(0, 10**13).map(lambda n: Amount(Decimal(n).scaleb(-2)))


def total(parts):
    return Amount.total(parts)


@given(fen, st.lists(st.integers(0, 10**6), min_size=1, max_size=12).filter(any))
def test_a_split_sums_to_the_whole_exactly_and_each_part_is_within_a_fen(whole, weights):
    parts = split(whole, weights)
    assert total(parts) == whole
    for part, weight in zip(parts, weights, strict=True):
        exact = Fraction(whole.yuan) * weight / sum(weights)
        assert abs(Fraction(part.yuan) - exact) < Fraction(1, 100)
        assert part.yuan == part.yuan.quantize(Decimal("0.01"))
        assert weight or not part


def test_a_whole_finer_than_a_fen_is_still_split_exactly():
    whole = Amount(Decimal("1.0001"))
    assert total(split(whole, [1, 1, 1])) == whole


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1, 3]])
def test_a_split_over_nothing_is_refused(weights):
    with pytest.raises(ValueError, match=r"weight"):
        split(Amount.of(1, Unit.WAN), weights)


@given(fen, st.lists(fen, max_size=10))
def test_shares_and_shortfall_sum_to_the_need_and_no_cap_is_broken(need, caps):
    found = share(need, caps)
    assert total([*found.parts, found.shortfall]) == need
    assert all(
        Amount(Decimal(0)) <= part <= cap for part, cap in zip(found.parts, caps, strict=True)
    )
    if found.shortfall:
        assert list(found.parts) == caps


@given(fen, st.integers(1, 400))
def test_the_daily_need_is_enough_and_not_a_fen_too_much(whole, number):
    part = per(whole, number)
    assert part.yuan * number >= whole.yuan
    assert (part.yuan - Decimal("0.01")) * number < whole.yuan


@given(st.integers(0, 119), st.integers(0, 12000))
def test_the_catch_up_by_month_sums_exactly_to_what_is_left(cents, done):
    from investtrack.model.ledger import Ledger
    from investtrack.model.project import Project
    from investtrack.model.target import AssignedBy, Target
    from investtrack.report import build_report
    from investtrack.values.period import Period

    target = Target(
        indicator="固定资产投资", period=Period.full_year(2022), assigned_by=AssignedBy.CITY,
        amount=Amount.of(Decimal(12000) + Decimal(cents).scaleb(-6), Unit.WAN),
    )  # fmt: skip
    project = Project(
        name="甲", is_in_library=True, actual=((Month(2022, 2), Amount.of(done, Unit.WAN)),)
    )
    report = build_report(
        Ledger(projects=(project,), targets=(target,)),
        period=Period.quarter(2022, 1),
        as_of=date(2022, 3, 20),
    )
    year = pace_of(report).year
    assert total(amount for _, amount in year.plan) == year.left
