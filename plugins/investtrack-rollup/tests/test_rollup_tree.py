"""The tree of regions, and what only shows across counties."""

from datetime import date

from attrs import evolve

from investtrack import Profile
from investtrack.figures import Count, Definition, Kind, every
from investtrack.findings import make
from investtrack.model.ledger import Region
from investtrack.model.target import AssignedBy, Target
from investtrack.plugin import hookimpl, load_plugins
from investtrack.report import build_report
from investtrack.values.amount import Amount, Unit
from investtrack.values.period import Period
from investtrack_rollup import fold
from investtrack_rollup.county import County, Job, lost_county, place_of
from investtrack_rollup.reports import node_report, rankings
from investtrack_rollup.tree import ALL, build_tree
from investtrack_testing import sample_ledger


def county(name, parent=None, *, job=None, period=None, targets=None, above=()):
    ledger = evolve(sample_ledger(), region=Region(name=name, parent=parent))
    if targets is not None:
        ledger = evolve(ledger, targets=targets)
    report = build_report(ledger, period=period)
    known = {"fai.period.assigned": report.figures["fai.period.assigned"].value}
    return County(
        name=name, job=job or name, parent=parent, above=above, partial=fold(report, name), period=report.period,
        as_of=report.as_of, targets={key: value for key, value in known.items() if value is not None},
    )  # fmt: skip


def assigned(number):
    return (
        Target(indicator="固定资产投资", period=Period.quarter(2022, 1), assigned_by=AssignedBy.CITY,
               amount=Amount.of(number, Unit.WAN)),
    )  # fmt: skip


def codes(node):
    return [finding.code for finding in node.all_findings]


def test_counties_stand_below_the_region_their_ledger_names():
    root = build_tree(
        [county("甲县", "东市"), county("乙县", "东市"), county("丙县", "西市")],
        {"东市": "某省", "西市": "某省"},
    )
    assert root.name == "某省"
    assert [(child.name, [c.name for c in child.children]) for child in root.children] == [
        ("东市", ["乙县", "甲县"]), ("西市", ["丙县"]),
    ]  # fmt: skip
    assert root.partial.counties == 3


def test_a_parent_may_be_a_path_and_folders_serve_where_ledgers_are_silent():
    root = build_tree([county("甲县", "某省/东市"), county("乙县", above=("某省", "东市"))], {})
    assert [node.name for node in root.walk()] == ["某省", "东市", "乙县", "甲县"]


def test_what_one_ledger_says_of_a_city_serves_all_its_counties():
    root = build_tree(
        [county("甲县", "东市"), county("乙县", "样例省/东市"), county("东市", "样例省")], {}
    )
    assert [node.path for node in root.walk()] == [
        ("样例省",), ("样例省", "东市"), ("样例省", "东市", "乙县"), ("样例省", "东市", "甲县"),
    ]  # fmt: skip
    assert root.partial.counties == 2


def test_a_city_of_one_name_in_two_provinces_is_not_guessed():
    root = build_tree(
        [county("甲县", "东市"), county("乙县", "南省/东市"), county("丙县", "北省/东市")], {}
    )
    assert ("东市", "甲县") in [node.path for node in root.walk()]


def test_regions_without_one_top_get_a_root_of_all():
    root = build_tree([county("甲县", "东市"), county("丙县", "西市")], {})
    assert root.name == ALL
    assert [child.name for child in root.children] == ["东市", "西市"]


def test_a_loop_in_the_table_of_regions_ends():
    root = build_tree([county("甲县", "东市")], {"东市": "西市", "西市": "东市"})
    assert "甲县" in [node.name for node in root.walk()]


def test_a_county_of_another_period_is_named_and_left_out():
    other = county("丙县", "东市", period=Period.quarter(2022, 2))
    root = build_tree([county("甲县", "东市"), county("乙县", "东市"), other], {})
    assert root.partial.counties == 2
    assert "period-differs" in codes(root)


def test_a_region_reported_twice_is_counted_once():
    root = build_tree([county("甲县", "东市", job="a"), county("甲县", "东市", job="b")], {})
    assert root.partial.counties == 1
    (finding,) = [f for f in root.all_findings if f.code == "region-twice"]
    assert "“a”" in finding.message
    assert "“b”" in finding.message


def test_a_citys_own_targets_are_held_against_the_sum_of_its_counties():
    # the counties: 5000 + 6000 = 11000; the city says 12000
    below = [
        county("甲县", "东市", targets=assigned(5000)),
        county("乙县", "东市", targets=assigned(6000)),
    ]
    root = build_tree([*below, county("东市", targets=assigned(12000))], {})
    assert root.name == "东市"
    assert root.partial.counties == 2
    assert root.partial.parts["fai.period.assigned"].number == Amount.of(11000, Unit.WAN)
    (finding,) = [f for f in root.all_findings if f.code == "target-sum-differs"]
    assert "少1000万元" in finding.message


def test_a_sum_of_targets_says_whose_are_not_in_it():
    job = Job(name="乙县", paths=(), above=("东市",))
    lost = lost_county(job, "坏", make("county-unusable", place_of(job), job=job.name, why="坏"))
    own = county("东市", targets=assigned(12000))
    root = build_tree([county("甲县", "东市", targets=assigned(5000)), lost, own], {})
    (finding,) = [f for f in root.all_findings if f.code == "target-sum-differs"]
    assert finding.message.endswith("合计不含没有汇入的乙县")


def test_a_citys_targets_that_sum_say_nothing():
    below = [
        county("甲县", "东市", targets=assigned(5000)),
        county("乙县", "东市", targets=assigned(6000)),
    ]
    root = build_tree([*below, county("东市", targets=assigned(11000))], {})
    assert "target-sum-differs" not in codes(root)


def test_unlike_dates_are_named_before_anything_is_added_up():
    late = county("乙县", "东市")
    late = evolve(
        late,
        partial=evolve(
            late.partial, basis={**late.partial.basis, "入库起点": {"5000万元": "乙县"}}
        ),
    )
    root = build_tree([county("甲县", "东市"), late], {})
    (finding,) = [f for f in root.all_findings if f.code == "definition-differs"]
    assert "入库起点" in finding.message
    assert "500万元（如甲县）" in finding.message
    assert "5000万元（如乙县）" in finding.message


def test_the_as_of_date_of_a_city_is_the_latest_of_its_counties():
    late = evolve(county("乙县", "东市"), as_of=date(2022, 3, 25))
    assert node_report(build_tree([county("甲县", "东市"), late], {})).as_of == date(2022, 3, 25)


def test_equal_regions_share_a_place_and_those_without_a_value_come_last():
    root = build_tree(
        [county("甲县", "东市"), county("乙县", "东市"), county("丙县", "东市", targets=())], {}
    )
    ranking = next(r for r in rankings(root) if r.figure == "fai.excess_rate")
    assert [(place, name) for place, name, _ in ranking.rows] == [
        (1, "乙县"),
        (1, "甲县"),
        (None, "丙县"),
    ]


def test_a_figure_of_a_plugin_is_said_to_stay_with_the_counties():
    own = Definition(
        id="visits.count",
        title="走访次数",
        kind=Kind.COUNT,
        words="走访",
        rule=Count(every("projects"), ()),
    )

    class Visits:
        @hookimpl
        def investtrack_figures(self):
            return [own]

    profile = load_plugins((), also={"visits": Visits()}, without=["demo-county"]).bound(Profile())
    report = node_report(build_tree([county("甲县", "东市"), county("乙县", "东市")], {}), profile)
    figure = report.figure("visits.count")
    assert figure.is_absent
    assert "汇总时没有合并" in figure.reason
    assert "visits.count" in report.to_json()
