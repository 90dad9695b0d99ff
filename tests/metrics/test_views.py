"""What a ledger is seen through, and what a figure keeps: names and codes, who is meant, what goes to another process."""

import pickle
from datetime import date

import pytest

from investtrack.metrics import DEFINITIONS, Figure, Kind, LedgerView, compute
from investtrack.metrics.assembly import definitions_of
from investtrack.metrics.columns import helper_columns
from investtrack.metrics.figure import label_of
from investtrack.metrics.figures.progress import plan_rate
from investtrack.metrics.ledger_view import (
    AbsentError,
    Selected,
    can_state,
    has_column,
    normal_code,
    normal_name,
)
from investtrack.metrics.measures import FieldMeasure, field_of
from investtrack.metrics.parameters import ENTRY_THRESHOLD
from investtrack.metrics.selection import ChosenMeasure, Equals, Selection, Union, every
from investtrack.model.activity import Issue, MeasureItem, Resumption, WorkMeasure
from investtrack.model.entry import Entry, EntryKind, EntryStatus
from investtrack.model.extensions import Extensions
from investtrack.model.ledger import Ledger
from investtrack.model.profile import Profile
from investtrack.model.project import Project
from investtrack.model.source import Origin, SheetRef
from investtrack.model.target import Target
from investtrack.values.amount import Amount, Unit
from investtrack.values.dates import parse_date
from investtrack.values.period import Month, Period
from investtrack.values.rate import Rate


T, Q1 = date(2022, 3, 20), Period.quarter(2022, 1)


def wan(number):
    return Amount.of(number, Unit.WAN)


def view(profile=None, **sheets):
    return LedgerView(Ledger(**sheets), profile or Profile(), Q1, T)


PLACE = SheetRef("a.xlsx", "项目台账", {"name": 1, "total_investment": 2, "actual.2022-03": 3})


def placed(row, **fields):
    return Project(origin=Origin(PLACE, row), **fields)


ROWS = (
    placed(3, name="甲", total_investment=wan(10), is_in_library=True, leaders=("张三",)),
    placed(4, name="乙", is_in_library=True, actual=((Month(2022, 3), wan(5)),)),
    placed(5, name="丙", total_investment=wan(7), is_in_library=False),
)


@pytest.mark.parametrize("figure_id", ["all_projects.investment", "fai.actual.ytd", "leaders.load", "remaining.reportable"])  # fmt: skip
def test_a_figure_that_went_to_another_process_tells_what_it_is_made_of(figure_id):
    """Which fields each record gave is told by a function, which does not go: its answers do."""
    figure = compute(view(projects=ROWS, entries=(), resumptions=()))[figure_id]
    other = pickle.loads(pickle.dumps(figure))
    assert (other.id, other.value, other.reason, other.missing) == (
        figure.id, figure.value, figure.reason, figure.missing,
    )  # fmt: skip
    assert list(other.contributions) == list(figure.contributions)
    assert [s.role for s in other.sections] == [s.role for s in figure.sections]


def test_a_view_that_went_to_another_process_sees_the_same():
    here = view(Profile(aliases={"甲桥": "甲"}), projects=ROWS)
    there = pickle.loads(pickle.dumps(here))
    assert (there.ledger, there.profile, there.period, there.as_of) == (here.ledger, here.profile, Q1, T)  # fmt: skip
    assert [p.name for p in there.projects_named("甲桥")] == ["甲"]


def test_each_record_a_figure_is_made_of_is_told_once():
    figure = compute(view(projects=ROWS))["fai.excess"]
    assert figure.is_absent
    whole = compute(view(projects=ROWS))["all_projects.investment"]
    assert ([record.name for record in whole.records], whole.is_absent) == (["甲", "丙"], False)
    both = Figure(id="a", title="", kind=Kind.MONEY, definition="", sections=whole.sections * 2)
    assert both.records == whole.records
    assert [str(cell.cell) for each in whole.contributions for cell in each.cells] == ["C3", "C5"]


@pytest.mark.parametrize(
    ("record", "label"),
    [
        (Project(name="甲"), "甲"), (Target(indicator="固定资产投资"), "固定资产投资"), (Issue(number="3"), "3"),
        (Issue(name="甲", number="3"), "甲"), (WorkMeasure(item=MeasureItem.BASIS), MeasureItem.BASIS.value), (Project(), "（未命名）"), (Project(name=""), "（未命名）"), (WorkMeasure(), "（未命名）"),
    ],
)  # fmt: skip
def test_a_record_is_called_by_its_name_or_number(record, label):
    assert label_of(record) == label


@pytest.mark.parametrize(
    ("code", "normal"),
    [
        ("2201-000000", "2201-000000"), ("2201—000000", "2201-000000"), ("2201－000000", "2201-000000"), ("２２０１ ‑000000", "2201-000000"),
        ("ab-1", "AB-1"), ("AB‐1\u200b", "AB-1"), (" AB1 ", "AB1"), ("A−1―2‒3–4", "A-1-2-3-4"),
    ],
)  # fmt: skip
def test_codes_are_compared_without_what_the_eye_does_not_tell(code, normal):
    assert normal_code(code) == normal


@pytest.mark.parametrize(
    ("name", "normal"),
    [
        ("甲桥", "甲桥"), ("★甲 桥\n", "甲桥"), ("甲桥（一期）", "甲桥(一期)"), ("甲桥【一期】", "甲桥(一期)"), ("甲桥〔一期〕", "甲桥(一期)"), ("Ａ桥", "A桥"),
        ("甲桥①", "甲桥"), ("甲桥¹", "甲桥"), ("甲桥注1", "甲桥"), ("甲桥1", "甲桥1"), ("甲\u200b桥※", "甲桥"), ("◆甲*桥", "甲桥"), ("注水泵站", "注水泵站"),
    ],
)  # fmt: skip
def test_names_are_compared_without_marks_and_in_one_width(name, normal):
    assert normal_name(name) == normal


COLUMNS = (("name", True), ("total_investment", True), ("actual", True), ("act", False), ("investment", False), ("2022-03", False), ("planned", False))  # fmt: skip


@pytest.mark.parametrize(("key", "has"), COLUMNS)
def test_a_column_is_there_by_its_key_or_by_one_of_its_months(key, has):
    assert has_column(ROWS, key) is has
    assert can_state(ROWS[:1], key) is has
    assert has_column((*ROWS, Project(name="丁")), key)  # made in code: it could state anything
    assert has_column((), key)


def test_sheets_of_one_name_may_differ_in_their_columns():
    other = Project(name="丁", origin=Origin(SheetRef("b.xlsx", "项目台账", {"planned.2022-03": 1}), 3))  # fmt: skip
    assert has_column((*ROWS, other), "planned")
    assert not has_column((*ROWS, other), "year_plan")


@pytest.mark.parametrize(
    ("sources", "words"),
    [
        ({}, "总投资达到这个数的计入入库计划各项指标"),
        (
            {"entry.threshold": "县统字3号"},
            "总投资达到这个数的计入入库计划各项指标（依据：县统字3号）",
        ),
        ({"entry": "办法"}, "总投资达到这个数的计入入库计划各项指标（依据：办法）"),
        ({"pace.slow_band": "办法"}, "总投资达到这个数的计入入库计划各项指标"),
    ],
)
def test_a_limit_names_the_document_it_rests_on(sources, words):
    assert ENTRY_THRESHOLD.words_in(Profile(sources=sources)) == words


def test_what_a_choice_is_called_in_a_cell():
    assert Equals("status", EntryStatus.ENTERED).text == EntryStatus.ENTERED.value


def test_a_measure_of_the_chosen_is_read_from_its_fields():
    measure = ChosenMeasure(key="m", label="", selection=every("projects"), measure=field_of("year_plan", "年度计划投资"))  # fmt: skip
    assert measure.keys(view(), ROWS[0]) == ("year_plan",)
    assert [part.key for part in measure.made_of] == ["year_plan"]
    assert isinstance(measure.made_of[0], FieldMeasure)


def test_a_selection_is_of_its_sheet_or_of_that_it_narrows():
    all_ = every("projects")
    assert (all_.of, all_.key, every("projects", "all").key) == ("projects", "projects", "all")
    assert Selection(key="a", among=Selection(key="b", among=all_)).of == "projects"
    assert Selection(key="a", sheet="entries", among=all_).of == "entries"
    assert Selection(key="a").of == ""
    assert Union(parts=(all_,)).needs == ()


def test_the_rate_of_a_plan_is_the_latest_by_the_plan():
    project = Project(year_plan=wan(20), actual=((Month(2022, 2), wan(5)),))
    assert plan_rate(view(projects=(project,)), project) == Rate.percent(25)


def test_the_figures_of_a_run_are_ours_or_those_of_its_profile():
    assert definitions_of(Profile()) is DEFINITIONS
    some = DEFINITIONS[:2]
    profile = Profile(extensions=Extensions(definitions=some))
    assert definitions_of(profile) == some
    assert list(compute(view(profile))) == [each.id for each in some]
    assert list(compute(view(profile), DEFINITIONS[2:3])) == [DEFINITIONS[2].id]


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        (Entry(name="设备购置"), EntryKind.PURCHASE), (Entry(name="厂房", remark="含购置"), EntryKind.PURCHASE), (Entry(name="厂房"), EntryKind.CONSTRUCTION),
        (Entry(), EntryKind.CONSTRUCTION), (Entry(name="商城"), EntryKind.REAL_ESTATE), (Entry(name="商城", remark="购置"), EntryKind.REAL_ESTATE),
        (Entry(name="大桥", remark="购置"), EntryKind.PURCHASE),
    ],
)  # fmt: skip
def test_an_entry_follows_the_rules_of_its_kind(entry, kind):
    projects = (Project(name="商城", is_real_estate=True), Project(name="大桥", is_real_estate=False), Project(name="厂房"))  # fmt: skip
    assert view(projects=projects, entries=(entry,)).entry_kind(entry) is kind


@pytest.mark.parametrize(
    ("field", "planned", "begun", "due", "done"),
    [
        ("start", "2022-05-01", "2022-03-20", "2022-05-01", "2022-03-20"),
        ("start", None, "2022-03-21", "2022-03-21", None),  # what is after t is a plan
        ("start", "2022-05-01", "2022-03-21", "2022-05-01", None),
        ("start", None, "2022-03-20", None, "2022-03-20"),
        ("finish", "2022-05-01", "2022-03-20", "2022-05-01", "2022-03-20"),
        ("finish", None, "2022年4月", "2022年4月", None),
        ("finish", None, "2022年3月", None, "2022年3月"),
        ("finish", None, None, None, None),
    ],
)
def test_a_day_after_the_date_of_the_report_is_a_plan(field, planned, begun, due, done):
    def day(text):
        return text and parse_date(text)

    project = Project(**{f"{field}_planned": day(planned), f"{field}ed_on": day(begun)})
    seen = view()
    told = (seen.start_due, seen.started) if field == "start" else (seen.finish_due, seen.finished)
    assert [each(project) for each in told] == [day(due), day(done)]


@pytest.mark.parametrize(
    ("entries", "resumptions", "led_by"),
    [
        ((("甲", ("李四",)),), (("甲", ("王五",)),), ("李四",)),  # 入库计划 before 复工复产
        ((("甲", ()),), (("甲", ("王五",)),), ("王五",)),
        ((("甲", ("李四", "张三")), ("甲", ("李四", "张三"))), (), ("李四", "张三")),
        ((("甲", ("李四",)), ("甲", ("张三",))), (), ("张三", "李四")),  # they differ: all, sorted
        ((("甲", ("李四", "李四")),), (), ("李四",)),
        ((("乙", ("李四",)),), (), ()),
    ],
)
def test_who_leads_a_project_is_told_by_the_first_sheet_that_names_anybody(
    entries, resumptions, led_by
):
    project = Project(name="甲")
    seen = view(
        projects=(project,),
        entries=tuple(Entry(name=name, leaders=people) for name, people in entries),
        resumptions=tuple(Resumption(name=name, leaders=people) for name, people in resumptions),
    )
    assert seen.leaders_of(project) == led_by
    assert seen.leaders_of(Resumption(name="甲")) == led_by
    assert seen.leaders_of(Resumption(name="甲", leaders=("赵六", "赵六"))) == ("赵六", "赵六")
    own = Project(name="丁", leaders=("孙七", "孙七"))
    assert view(projects=(own,)).leaders_of(Entry(name="丁")) == ("孙七",)
    assert seen.leaders_of(Entry()) == ()


def test_a_row_is_led_by_whom_the_rows_of_its_project_name_whatever_they_call_it():
    """Of one code are the entry, the resumption and the project, each under a name of its own."""
    project = Project(code="A1", name="甲桥")
    entry = Entry(code="A1", name="甲桥一期", leaders=("李四",))
    resumption = Resumption(code="A1", name="甲桥二期")
    seen = view(projects=(project,), entries=(entry,), resumptions=(resumption,))
    assert seen.leaders_of(resumption) == seen.leaders_of(project) == ("李四",)
    alone = view(entries=(entry,), resumptions=(resumption,))
    assert alone.leaders_of(resumption) == ()
    assert alone.leaders_of(Resumption(name="★甲桥 一期")) == ("李四",)


class Counted:
    """A selection, or a measure, that counts how often it is made; absent where it is given no records."""

    of_all = ""

    def __init__(self, records=None):
        self.records, self.times = records, 0

    def __call__(self, _):
        self.times += 1
        if self.records is None:
            raise AbsentError("没有")
        return Selected(self.records, 2)

    def bind(self, _):
        self.times += 1
        return lambda record: record.total_investment


def test_what_figures_share_is_made_once_a_ledger():
    seen, chosen, measure = view(projects=ROWS), Counted(ROWS[:2]), Counted()
    assert [seen.select(chosen).undecided for _ in range(2)] == [2, 2]
    assert [seen.takes(chosen, row) for row in ROWS] == [True, True, False]
    assert seen.taken(chosen) is seen.taken(chosen)
    assert seen.column(chosen, measure) is seen.column(chosen, measure)
    assert seen.column(chosen, measure) == [wan(10), None]
    assert seen.reader(measure) is seen.reader(measure)
    assert (chosen.times, measure.times) == (1, 1)


def test_what_one_source_gives_under_the_same_conditions_is_kept_once():
    seen, made = view(), []

    def make():
        made.append(1)
        return ROWS, len(made)

    given = [seen.kept("projects", where, make)[1] for where in ((1,), (1,), (2,), (1, 2), (2,))]
    assert given == [1, 1, 2, 3, 2]


def test_what_cannot_be_made_is_tried_once_and_takes_nothing():
    seen, absent = view(projects=ROWS), Counted()
    for _ in range(2):
        with pytest.raises(AbsentError, match="没有"):
            seen.select(absent)
        assert not seen.takes(absent, ROWS[0])
    assert absent.times == 1


def test_what_is_asked_for_once_is_not_kept():
    seen, chosen = view(projects=ROWS), Counted(ROWS[:2])
    once = seen.taken(chosen, keep=False)
    assert once == seen.taken(chosen)
    assert once is not seen.taken(chosen)


def test_a_column_of_marks_is_read_by_parts_from_the_first_row_again_and_in_any_order():
    rows = tuple(Project(name=str(n), is_in_library=n % 2 == 0) for n in range(6))
    seen = view(projects=rows)
    column = next(
        each for each in helper_columns(DEFINITIONS)["projects"] if each.head == "截止日在库"
    )
    read = column.reader(seen)
    whole = ["是", None] * 3

    def parts(*records):
        return [mark for part in records for mark in read(part)]

    assert parts(rows[:2], rows[2:5], rows[5:]) == whole
    assert parts(rows[:4], rows[4:]) == whole  # from the first again
    assert parts(rows) == parts(rows) == whole
    assert parts(rows[:2], rows[2:3] + rows[4:5], rows[3:4]) == ["是", None, "是", "是", None]
    assert parts(rows[::-1]) == whole[::-1]
    assert parts(rows[:3], (*rows[3:], *rows[:1])) == ["是", None, "是", None, "是", None, "是"]
    assert parts(()) == []
