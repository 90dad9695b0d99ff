"""Money behind projects in judgement, each number worked out by hand. t is 20 March 2022; amounts are 万元."""

from fractions import Fraction

import pytest

from investtrack.analysis import judge
from investtrack.analysis.conclusions.conclusion import ConclusionKind
from investtrack.analysis.spending import arrivals, points_behind
from investtrack.model.fund import Fund, FundSource
from investtrack.values.rate import Points


@pytest.fixture
def fund(make):
    def made(
        name="甲", given=(2021, 12, 15), numbers=(1000, 800, 200), source=FundSource.CENTRAL_BUDGET
    ):
        allotted, arrived, paid = (None if each is None else make.wan(each) for each in numbers)
        return Fund(
            name=name, source=source, allotted_on=make.day(*given) if given else None, allotted=allotted,
            arrived=arrived, paid=paid,
        )  # fmt: skip

    return made


def said(report):
    found = [c for c in judge(report).conclusions if c.kind is ConclusionKind.MONEY]
    return found[0].text if found else None


def report_of(make, *funds, **project):
    return make.report(projects=(make.project("甲", **project), make.project("乙")), funds=funds)


def behind(make, *funds):
    report = report_of(make, *funds)
    return points_behind(report.facts, funds)


def test_what_is_due_grows_by_a_sixth_a_month(make, fund):
    # December to March are three months: half of 800 is due, 200 are paid: (400 − 200) ÷ 800
    assert behind(make, fund()) == Points.of(25)
    # in the month of allotment nothing is due
    assert behind(make, fund(given=(2022, 3, 1), numbers=(1000, 800, 0))) == Points.of(0)
    # after six months all of it is, and no more than that
    assert behind(make, fund(given=(2021, 9, 30))) == Points.of(75)
    assert behind(make, fund(given=(2020, 9, 30))) == Points.of(75)
    # two together by their money: (400 − 200 + 200 − 0) ÷ (800 + 200)
    both = (fund(), fund("乙", (2020, 1, 1), (300, 200, 0)))
    assert behind(make, *both) == Points.of(40)


@pytest.mark.parametrize(
    "lacking",
    [
        {"given": None},
        {"numbers": (1000, None, 0)},
        {"numbers": (1000, 800, None)},
        {"source": FundSource.BANK},
        {"source": None},
    ],
)
def test_what_is_not_known_or_no_governments_is_left_out(make, fund, lacking):
    assert behind(make, fund(**lacking)) is None
    assert behind(make, fund(), fund("乙", **lacking)) == Points.of(25)


def test_late_payment_is_said_beyond_the_threshold_only(make, fund):
    assert said(report_of(make, fund())) is None  # 25 points are within 30
    # half of 800 is due, 100 are paid: (400 − 100) ÷ 800 = 37.5; 100 ÷ 800 = 12.5％
    assert said(report_of(make, fund(numbers=(1000, 800, 100)))) == (
        "各级政府资金已到位0.08亿元，支付率12.5％，比下达后六个月内用完的要求慢37.5个百分点。"
    )


def test_idle_bonds_are_named(make, fund):
    bond = fund(given=(2021, 8, 20), numbers=(900, 0, 0), source=FundSource.SPECIAL_BONDS)
    # August: from 1 March; nothing arrived, so nothing can be late in payment
    assert said(report_of(make, bond)) == "下达满六个月仍未支出的债券资金1笔，即甲。"
    later = fund(given=(2021, 9, 20), numbers=(900, 0, 0), source=FundSource.SPECIAL_BONDS)
    assert said(report_of(make, later)) is None


def test_money_that_does_not_keep_up_with_the_work_is_named(make, fund):
    slow = fund(numbers=(1000, 200, 200), given=(2022, 3, 1))
    # progress 600 ÷ 1000 = 60％, arrived 200 ÷ 1000 = 20％: 40 points
    done = {"total_investment": make.wan(1000), "cumulative": make.wan(600)}
    report = report_of(make, slow, **done)
    (late,) = arrivals(report.facts, Points.of(30))
    assert (late.project.name, late.lag) == ("甲", Points.of(40))
    assert said(report) == "资金到位明显慢于工程进度的项目有1个，即甲。"
    assert not arrivals(report.facts, Points.of(40))  # beyond, not at
    unknown = report_of(make, slow, fund(numbers=(500, None, None)), **done)
    assert not arrivals(unknown.facts, Points.of(30))  # of one row nobody knows what arrived


def test_without_the_sheet_nothing_is_said_or_refuted(make):
    judged = judge(make.report(projects=(make.project("甲"),)))
    assert ConclusionKind.MONEY in [unsaid.kind for unsaid in judged.unsaid]


def test_the_light_of_payment_knows_the_sheet(make, fund):
    from investtrack.analysis.readers.progress import payment_behind
    from investtrack.analysis.readers.readings import Scene

    scene = Scene(report_of(make, fund(numbers=(1000, 800, 100))))
    (reading,) = payment_behind(scene, scene.subjects[0])
    assert reading.number == Fraction(75, 2)
    assert reading.say() == "资金支付落后六个月用完的进度37.5个百分点"
    (unknown,) = payment_behind(scene, scene.subjects[1])
    assert unknown.number is None
