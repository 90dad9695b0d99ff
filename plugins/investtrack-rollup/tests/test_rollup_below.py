"""What a region's report says of those below it: one month for all, own targets of each, three levels side by side."""

from fractions import Fraction
from functools import cache

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from sent_counties import county_of

from investtrack.metrics import DEFINITIONS
from investtrack.model.target import AssignedBy, Target
from investtrack.report import build_report
from investtrack.values.amount import Amount, Unit
from investtrack.values.period import Month, Period
from investtrack_rollup import node_report
from investtrack_rollup.county import County, Job, fold_county
from investtrack_rollup.reports import child_value
from investtrack_rollup.tree import build_tree
from investtrack_testing import sample_ledger


BY_ID = {definition.id: definition for definition in DEFINITIONS}
QUARTER = Period.quarter(2022, 1)


@cache
def ledger_to(month, done=None):
    """The sample ledger with what was completed reported up to a month, the same again each later month."""
    ledger = sample_ledger()
    projects = tuple(
        evolve(
            project,
            actual=tuple(
                (Month(2022, number), evolve_amount(project.actual[-1][1], number))
                for number in range(2, month + 1)
            ),
        )
        if project.actual
        else project
        for project in ledger.projects
    )
    return evolve(ledger, projects=projects)


def evolve_amount(amount, number):
    return Amount(amount.yuan * (number - 1))


def done(ledger):
    return build_report(ledger).figures["fai.period.completed"].value


def test_what_is_called_by_a_month_holds_nothing_later():
    early, late = ledger_to(2), ledger_to(3)
    assert done(late).yuan == 2 * done(early).yuan
    counties = [county_of(early, "甲县", parent="云州市"), county_of(late, "乙县", parent="云州市")]
    city = node_report(build_tree(counties, {}))
    found = city.figures
    assert found["fai.period.completed"].value == done(early) + done(early)
    assert "都取到共同的1—2月" in found["fai.period.completed"].note
    assert {c.label: c.amount for c in found["fai.period.completed"].contributions} == {
        "甲县": done(early), "乙县": done(early),
    }  # fmt: skip
    planned = found["fai.period.planned"].value
    rate = found["fai.completion_rate"].value
    assert rate.fraction * Fraction(planned.yuan) == found["fai.period.completed"].value.yuan
    assert found["fai.period.excess"].value == (
        found["fai.period.completed"].value - found["fai.period.assigned"].value
    )
    assert city.below.month == "1—2月"
    assert city.below.ahead_of_it == ("乙县",)
    assert {row.name: row.values["fai.period.completed"] for row in city.below.rows} == {
        "甲县": done(early), "乙县": done(early),
    }  # fmt: skip
    ranked = {one.figure: one for one in city.rankings}
    assert ranked["fai.completion_rate"].apart == {}  # both are of one month now
    assert set(ranked["fai.period.growth"].apart) == {"甲县"}


@settings(max_examples=10, deadline=None)
@given(st.lists(st.integers(2, 3), min_size=2, max_size=5))
def test_whatever_months_are_reached_parts_give_the_whole(months):
    counties = [
        county_of(ledger_to(month), f"{place}县", parent=f"{'东西'[place % 2]}市/江右省"[:2])
        for place, month in enumerate(months)
    ]
    root = build_tree(counties, {})
    for node in root.walk():
        if not node.children:
            continue
        figure = node_report(node).figures["fai.period.completed"]
        assert Amount.total(part.amount for part in figure.contributions) == figure.value
        reach = min(months[int(leaf.name[0])] for leaf in node.walk() if not leaf.children)
        expected = Amount.total(done(ledger_to(reach)) for leaf in node.walk() if not leaf.children)
        assert figure.value == expected


def own(level, amount, period=QUARTER):
    return Target(
        indicator="固定资产投资",
        period=period,
        assigned_by=level,
        amount=Amount.of(amount, Unit.YI),
    )


def city_ledger(*targets, name="云州市"):
    bare = evolve(
        sample_ledger(), projects=None, entries=None, resumptions=None, services=None, starts=None
    )
    return evolve(bare, targets=targets, region=evolve(bare.region, name=name, parent="江右省"))


def folded(ledger, tmp_path):
    from investtrack.model.converter import ledger_to_json

    path = tmp_path / f"{ledger.region.name}.json"
    path.write_text(ledger_to_json(ledger), encoding="utf-8")
    return fold_county(Job(name=ledger.region.name, paths=(path,)))


def test_what_was_set_by_each_level_stands_side_by_side_and_the_level_above_counts(tmp_path):
    top = folded(city_ledger(own(AssignedBy.CITY, 25), own(AssignedBy.PROVINCE, 30)), tmp_path)
    counties = [
        county_of(sample_ledger(), f"{place}县", parent="江右省/云州市") for place in "甲乙"
    ]
    root = build_tree([*counties, top], {})
    (city,) = [node for node in root.walk() if node.name == "云州市"]
    below = node_report(city).below
    assert (below.set_by, below.assigned) == ("省", Amount.of(30, Unit.YI))
    assert below.handed_down == Amount.of(25, Unit.YI)
    one = build_report(sample_ledger()).figures["fai.period.assigned"].value
    assert below.total == one + one
    assert node_report(city).figures["fai.period.assigned"].value == Amount.of(30, Unit.YI)


def test_a_province_is_told_what_its_cities_are_told(tmp_path):
    top = folded(city_ledger(own(AssignedBy.PROVINCE, 30)), tmp_path)
    counties = [
        county_of(sample_ledger(), f"{place}县", parent="江右省/云州市") for place in "甲乙"
    ]
    other = county_of(sample_ledger(), "丙县", parent="江右省/雨州市")
    root = build_tree([*counties, other, top], {})
    nodes = {node.name: node for node in root.walk()}
    city = node_report(nodes["云州市"]).figures["fai.excess"].value
    assert city.yuan < 0
    assert child_value(nodes["云州市"], BY_ID["fai.excess"]) == city
    (row,) = [row for row in node_report(nodes["江右省"]).below.rows if row.name == "云州市"]
    assert row.values["fai.period.assigned"] == Amount.of(30, Unit.YI)


def test_what_the_nation_set_for_a_province_is_its_target(tmp_path):
    top = folded(city_ledger(own(AssignedBy.NATION, 90), name="江右省"), tmp_path)
    top = evolve(top, parent=None)
    counties = [
        county_of(sample_ledger(), f"{place}县", parent="江右省/云州市") for place in "甲乙"
    ]
    root = build_tree([*counties, top], {})
    (province,) = [node for node in root.walk() if node.name == "江右省"]
    report = node_report(province)
    assert report.figures["fai.period.assigned"].value == Amount.of(90, Unit.YI)
    assert report.below.set_by == "国家"


def test_who_sent_nothing_and_who_was_left_out_are_told_apart():
    counties = [county_of(sample_ledger(), f"{place}县", parent="云州市") for place in "甲乙"]
    broken = County(name="丙县", job="云州市/丙县", above=("云州市",), error="坏了", findings=())
    from investtrack.findings import make
    from investtrack.model.source import CellRef

    found = make("county-unusable", CellRef("丙县", ""), job="丙县", why="坏了")
    root = build_tree(
        [*counties, evolve(broken, findings=(found,))], {"丁县": "云州市", "甲县": "云州市"}
    )
    below = node_report(root).below
    assert below.unsent == ("丁县",)
    assert below.left_out == ("丙县",)
    assert set(below.total_lacks) == {"丁县", "丙县"}


def test_definitions_are_named_with_those_that_have_them():
    counties = [county_of(sample_ledger(), f"{place}县", parent="云州市") for place in "甲乙丙"]
    basis = {**counties[2].partial.basis, "入库起点": {"1000万元": "丙县"}}
    counties[2] = evolve(counties[2], partial=evolve(counties[2].partial, basis=basis))
    ways = node_report(build_tree(counties, {})).below.definitions["入库起点"]
    assert {way: set(names) for way, names in ways.items()} == {
        "500万元": {"甲县", "乙县"}, "1000万元": {"丙县"},
    }  # fmt: skip


def test_the_workbook_of_a_region_offers_no_threshold_to_be_changed(tmp_path):
    import openpyxl

    from investtrack.plugin import load_plugins

    counties = [county_of(sample_ledger(), f"{place}县", parent="云州市") for place in "甲乙丙"]
    basis = {
        **counties[2].partial.basis,
        "入库起点": {"1000万元": "丙县"},
        "数据所到月份": {"1—3月": "丙县"},
    }
    counties[2] = evolve(counties[2], partial=evolve(counties[2].partial, basis=basis))
    path = tmp_path / "云州市.xlsx"
    with path.open("wb") as stream:
        load_plugins(("exporters",)).exporter("excel").export(
            node_report(build_tree(counties, {})), stream
        )
    book = openpyxl.load_workbook(path)
    told = [
        [cell for cell in row if cell is not None]
        for row in book["口径与参数"].iter_rows(values_only=True)
    ]
    assert ["各地口径", "入库起点", "1000万元", "丙县"] in told
    assert not [row for row in told if row[:1] == ["参数"] or "随之重算" in str(row)]
    assert "改这里的字，指标不会重算" in str(told)
    assert not list(book.defined_names)
    ranking = [
        [cell for cell in row if cell is not None]
        for row in book["地区排名"].iter_rows(values_only=True)
    ]
    assert "不参加排名的原因" in str(ranking)
    assert "数据所到月份是1—3月" in str(ranking)
    assert any(
        str(cell).startswith("=")
        for row in book["指标"].iter_rows(values_only=True)
        for cell in row
    )
