"""What became of records that pair by no name and no code: every story by hand, and none where nothing proves it."""

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from investtrack.cli.main import main
from investtrack.comparison import Nature
from investtrack.model.converter import ledger_to_json
from investtrack.model.entry import Entry, EntryStatus
from investtrack.model.project import Project
from investtrack.model.prospect import Reserve
from investtrack.report import build_report
from investtrack.values.amount import Amount, Unit
from investtrack.values.dates import DateSpan
from investtrack.values.period import month, parse_period
from investtrack_compare import compare, paragraph, record_changes, since_last
from investtrack_testing import sample_ledger


SAMPLE = sample_ledger()
M2, M3 = month(2022, 2), month(2022, 3)


def wan(number):
    return Amount.of(number, Unit.WAN)


def project(name, total, actual=(), **fields):
    months = tuple(zip((M2, M3), map(wan, actual), strict=False))
    return Project(name=name, total_investment=wan(total), actual=months, **fields)


def ledger(*projects, **sheets):
    return evolve(
        SAMPLE, projects=projects, entries=(), reserves=(), promotions=(), resumptions=(), starts=(), issues=(),
        supervisions=(), funds=(), **sheets,
    )  # fmt: skip


def told(old, new, as_of=date(2022, 3, 31)):
    return [
        (change.nature, change.record, change.before, change.after)
        for change in record_changes(old, new, as_of)
    ]


ROAD = project("环城大道", 30000, (4000, 9000), year_plan=wan(12000), code="X1")
FIRST = project("环城大道一期", 18000, (3000, 6500), year_plan=wan(8000), code="X1-1")
SECOND = project("环城大道二期", 12000, (1000, 2500), year_plan=wan(4000), code="X1-2")
SPLIT = (Nature.SPLIT, "环城大道", "环城大道", "环城大道一期、环城大道二期")


def test_a_project_split_into_phases_is_one_story_where_the_sums_are_equal():
    assert told(ledger(ROAD), ledger(FIRST, SECOND)) == [SPLIT]


def test_two_that_make_a_project_in_every_amount_are_its_split_whatever_they_are_called():
    north = evolve(FIRST, name="河东片区道路及管网", code="Y1")
    south = evolve(SECOND, name="城南片区基础设施", code="Y2")
    split = told(ledger(ROAD), ledger(north, south))
    assert [(nature, name) for nature, name, *_ in split] == [(Nature.SPLIT, "环城大道")]
    merged = told(ledger(north, south), ledger(ROAD))
    assert [(nature, name) for nature, name, *_ in merged] == [(Nature.MERGED, "环城大道")]
    dearer = evolve(south, year_plan=wan(4001))
    assert Nature.SPLIT not in {row[0] for row in told(ledger(ROAD), ledger(north, dearer))}


THREE = (
    project("河东片区管网", 11000, (1500, 3000), year_plan=wan(5000)),
    project("城南片区道路", 10000, (1500, 3500), year_plan=wan(4000)),
    project("客运站改造", 9000, (1000, 2500), year_plan=wan(3000)),
)


def test_three_or_more_of_other_names_that_make_a_project_in_every_amount_are_its_split():
    other = project("县医院", 7770, (70, 90), year_plan=wan(700))
    split = told(ledger(ROAD), ledger(*THREE, other))
    assert [(nature, name) for nature, name, *_ in split] == [
        (Nature.SPLIT, "环城大道"),
        (Nature.NEW, "县医院"),
    ]
    merged = told(ledger(*THREE, other), ledger(ROAD))
    assert [(nature, name) for nature, name, *_ in merged] == [
        (Nature.MERGED, "环城大道"),
        (Nature.GONE, "县医院"),
    ]
    said = paragraph(compare(build_report(ledger(ROAD)), build_report(ledger(*THREE))))
    assert "环城大道拆分为河东片区管网、城南片区道路、客运站改造（总投资合计不变）" in said


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ((ROAD,), (*THREE[:2], evolve(THREE[2], year_plan=wan(3001)))),  # a plan that is another
        ((ROAD,), (*THREE, evolve(THREE[2], name="货运站改造"))),  # either could be the third
        ((ROAD, evolve(ROAD, name="滨河大道", code="X2")), THREE),  # either could be the whole
        ((project("县医院", 600),), [project(f"{n}号楼", 200) for n in "甲乙丙"]),  # by chance
    ],
)
def test_of_several_that_could_be_the_parts_none_is(old, new):
    natures = {nature for nature, *_ in told(ledger(*old), ledger(*new))}
    assert natures == {Nature.NEW, Nature.GONE}


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(*[st.integers(1, 10**6)] * 4), min_size=3, max_size=8), st.data())
def test_whatever_makes_a_project_in_every_amount_is_its_split_and_back_its_merger(sizes, data):
    parts = [
        project(f"{name}工程", total, (one, two), year_plan=wan(plan))
        for name, (total, one, two, plan) in zip("甲乙丙丁戊己庚辛", sizes, strict=False)
    ]
    total, one, two, plan = map(sum, zip(*sizes, strict=True))
    whole = project("环城大道", total, (one, two), year_plan=wan(plan))
    parts = data.draw(st.permutations(parts))
    for old, new, nature in (
        ((whole,), parts, Nature.SPLIT),
        (parts, (whole,), Nature.MERGED),
    ):
        found = {row[0] for row in told(ledger(*old), ledger(*new))}
        assert found == {nature} or len({whole.total_investment, one, two, plan}) < 4


def test_phases_put_together_are_one_story_too():
    assert told(ledger(FIRST, SECOND), ledger(ROAD)) == [
        (Nature.MERGED, "环城大道", "环城大道一期、环城大道二期", "环城大道")
    ]


def test_a_month_that_the_phases_tell_otherwise_is_still_a_restatement():
    more = evolve(SECOND, actual=((M2, wan(1300)), (M3, wan(2800))))
    assert told(ledger(ROAD), ledger(FIRST, more)) == [
        SPLIT,
        (Nature.RESTATED, "环城大道", "4000万元", "4300万元"),
        (Nature.AMOUNT, "环城大道", "9000万元", "9300万元"),  # March itself is the same
    ]


def test_a_second_phase_taken_out_of_a_project_that_goes_on():
    rest = evolve(ROAD, total_investment=wan(18000), actual=FIRST.actual, year_plan=wan(8000))
    assert told(ledger(ROAD), ledger(rest, SECOND)) == [
        (Nature.SPLIT, "环城大道", "环城大道", "环城大道、环城大道二期")
    ]


def test_a_second_phase_put_off_into_the_reserve():
    rest = evolve(ROAD, total_investment=wan(18000))
    reserve = Reserve(name="环城大道二期", total_investment=wan(12000))
    assert told(ledger(ROAD), ledger(rest)) == [
        (Nature.AMOUNT, "环城大道", "30000万元", "18000万元")
    ]
    new = evolve(ledger(rest), reserves=(reserve,))
    assert told(ledger(ROAD), new)[0] == (
        Nature.SPLIT, "环城大道", "环城大道", "环城大道、环城大道二期",
    )  # fmt: skip


def test_phases_that_do_not_add_up_are_a_split_with_the_difference_said():
    dearer = evolve(SECOND, total_investment=wan(13000))
    found = compare(build_report(ledger(ROAD)), build_report(ledger(FIRST, dearer)))
    (split,) = found.of(Nature.SPLIT)
    assert split.difference == wan(1000)
    assert "环城大道拆分为环城大道一期、环城大道二期（总投资合计增加0.1亿元）" in paragraph(found)


def test_a_new_project_called_after_another_is_no_part_of_it_where_sums_differ():
    link = project("环城大道连接线", 5000)
    assert [nature for nature, *_ in told(ledger(ROAD), ledger(ROAD, link))] == [Nature.NEW]
    cheaper = evolve(ROAD, total_investment=wan(29000))
    assert Nature.SPLIT not in {nature for nature, *_ in told(ledger(ROAD), ledger(cheaper, link))}


def test_a_project_renamed_moved_no_figure():
    hall = evolve(ROAD, name="滨河新区文体中心", code="Y7")
    other = project("县医院", 777, (70, 90))
    found = compare(build_report(ledger(ROAD)), build_report(ledger(hall, other)))
    assert {mover.record for moved in found.moved for mover in moved.movers} == {"县医院"}


def test_a_project_renamed_and_recoded_is_one_project():
    hall = evolve(ROAD, name="滨河新区文体中心", code="Y7")
    assert told(ledger(ROAD), ledger(hall)) == [
        (Nature.TEXT, "滨河新区文体中心", "X1", "Y7"),
        (Nature.RENAMED, "滨河新区文体中心", "环城大道", "滨河新区文体中心"),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (project("甲村道路", 500), project("乙厂设备购置", 500)),  # one round total proves nothing
        (project("环城大道一期", 500, (1, 2)), project("环城大道二期", 500, (1, 2))),
        (ROAD, evolve(ROAD, name="文体中心", code="Y7", year_plan=wan(11000))),
        (ROAD, evolve(ROAD, name="文体中心", code="Y7", actual=((M2, wan(4100)),))),
    ],
)
def test_projects_that_are_not_surely_one_are_two(old, new):
    assert {nature for nature, *_ in told(ledger(old), ledger(new))} == {Nature.NEW, Nature.GONE}


def test_of_two_that_could_be_it_none_is():
    twins = [evolve(ROAD, name=name, code=None) for name in ("文体中心", "档案馆")]
    natures = [nature for nature, *_ in told(ledger(ROAD), ledger(*twins))]
    assert sorted(natures) == [Nature.GONE, Nature.NEW, Nature.NEW]


def test_other_sheets_follow_a_new_name():
    resumption = evolve(SAMPLE.resumptions[0], name=ROAD.name, code=ROAD.code)
    old = evolve(ledger(ROAD), resumptions=(resumption,))
    hall = evolve(ROAD, name="文体中心", code="Y7")
    new = evolve(ledger(hall), resumptions=(evolve(resumption, name="文体中心", code="Y7"),))
    natures = {nature for nature, *_ in told(old, new)}
    assert natures == {Nature.TEXT, Nature.RENAMED}


def test_codes_numbered_anew_leave_projects_what_they_are():
    a, b, c = (project(name, total) for name, total in (("桥", 1), ("学校", 2), ("医院", 3)))
    old = ledger(evolve(a, code="1"), evolve(b, code="2"))
    new = ledger(evolve(c, code="1"), evolve(a, code="2"), evolve(b, code="3"))
    natures = [nature for nature, *_ in told(old, new)]
    assert sorted(natures) == [Nature.NEW, Nature.TEXT, Nature.TEXT]


ENTRY = Entry(name="环城大道", total_investment=wan(30000), status=EntryStatus.SUBMITTED)


def test_an_entry_that_entered_and_left_the_plan():
    old = evolve(ledger(), entries=(ENTRY,))
    new = evolve(
        ledger(evolve(ROAD, is_in_library=True, entered_on=DateSpan.day(date(2022, 4, 9)))),
        entries=(),
    )
    (change,) = record_changes(old, new)
    assert (change.nature, change.label) == (Nature.MOVED, "入库后转入")
    assert (change.before, change.after) == ("入库计划", "项目台账")
    first, second = (
        build_report(each, period=parse_period(period), as_of=day)
        for each, period, day in (
            (old, "2022年一季度", date(2022, 3, 31)),
            (new, "2022年4月", date(2022, 4, 30)),
        )
    )
    said = since_last(first, second)
    assert "新增入库1个（环城大道）" in said
    assert "1个项目入库后由入库计划转入项目台账（环城大道）" in said
    assert "减少" not in said


def test_an_entry_that_left_though_its_project_is_not_in_the_library_is_gone():
    old = evolve(ledger(ROAD), entries=(ENTRY,))
    assert [nature for nature, *_ in told(old, ledger(ROAD))] == [Nature.GONE]


@pytest.mark.parametrize(("there", "back"), [(True, False), (False, True)])
def test_between_reserve_and_library(there, back):
    reserve = Reserve(name="环城大道", total_investment=wan(30000))
    sides = evolve(ledger(), reserves=(reserve,)), ledger(ROAD)
    old, new = sides if there else sides[::-1]
    names = ("储备项目", "项目台账") if there else ("项目台账", "储备项目")
    assert told(old, new) == [(Nature.MOVED, "环城大道", *names)]


def test_movers_of_a_figure_are_projects_not_names():
    fields = {"is_in_library": True, "entered_on": DateSpan.month(2020, 1)}
    old = ledger(evolve(ROAD, **fields))
    new = ledger(*(evolve(phase, **fields) for phase in (FIRST, SECOND)))
    found = {moved.id: moved for moved in compare(build_report(old), build_report(new)).moved}
    assert "fai.period.completed" not in found
    hall = ledger(
        evolve(
            ROAD, **fields, name="文体中心", code="Y7", actual=((M2, wan(4000)), (M3, wan(9000)))
        )
    )
    assert compare(build_report(old), build_report(hall)).moved == ()


def test_a_month_that_was_not_over_is_no_restatement():
    more = evolve(ROAD, actual=((M2, wan(4000)), (M3, wan(9900))))
    (change,) = record_changes(ledger(ROAD), ledger(more), date(2022, 3, 25))
    assert change.nature is Nature.AMOUNT
    (change,) = record_changes(ledger(ROAD), ledger(more), date(2022, 3, 31))
    assert change.nature is Nature.RESTATED


def test_the_paragraph_names_what_was_restated():
    more = evolve(ROAD, actual=((M2, wan(4500)), (M3, wan(9500))))
    said = paragraph(compare(build_report(ledger(ROAD)), build_report(ledger(more))))
    assert "1个项目改报了以前月份的完成数（环城大道），2022年1—2月由4000万元改为4500万元" in said


def test_a_shortfall_is_a_word_not_a_minus(tmp_path, capsys):
    low = evolve(
        SAMPLE,
        projects=(evolve(SAMPLE.projects[0], planned=((M3, wan(100)),)), *SAMPLE.projects[1:]),
    )
    for name, each in (("旧", SAMPLE), ("新", low)):
        (tmp_path / f"{name}.json").write_text(ledger_to_json(each), encoding="utf-8")
    main(["compare", str(tmp_path / "旧.json"), str(tmp_path / "新.json")])
    (row,) = (
        line
        for line in capsys.readouterr().out.splitlines()
        if line.startswith("预计超额（缺口） ")
    )
    assert "缺口" in row.replace("预计超额（缺口）", "", 1)
    assert " -" not in row.split("亿元")[0] + row.split("亿元")[1]


amounts = st.integers(1, 10**6)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(amounts, amounts), min_size=2, max_size=6), st.permutations(range(6)))
def test_however_a_project_is_split_it_is_told_once_and_back_as_a_merger(parts, order):
    phases = [
        project(f"环城大道{number}期", total, (done,))
        for number, (total, done) in enumerate(parts, 1)
    ]
    phases = [phases[place] for place in order if place < len(phases)]
    whole = project("环城大道", sum(total for total, _ in parts), (sum(done for _, done in parts),))
    other = project("县医院", 777, (70,))
    assert [nature for nature, *_ in told(ledger(whole, other), ledger(*phases, other))] == [
        Nature.SPLIT
    ]
    assert [nature for nature, *_ in told(ledger(other, *phases), ledger(whole, other))] == [
        Nature.MERGED
    ]
