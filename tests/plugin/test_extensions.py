"""What plugins add goes all the way: a column read, carried, computed, explained, worded, printed; or it is refused by name."""

import pickle
from decimal import Decimal

import pytest
from attrs import evolve, frozen

from investtrack import (
    Amount,
    Ledger,
    Month,
    Period,
    Profile,
    Project,
    Unit,
    build_report,
    ledger_from_json,
    ledger_to_json,
    read,
)
from investtrack.errors import ProfileError, UnknownFormatError
from investtrack.figures import (
    Count,
    Definition,
    Kind,
    Outcome,
    Selection,
    Told,
    Total,
    definitions_of,
    every,
    field_of,
)
from investtrack.metrics import DEFINITIONS
from investtrack.model.converter import profile_from_toml, profile_to_data
from investtrack.model.source import Origin
from investtrack.plugin import (
    CellKind,
    Phrase,
    Sheet,
    WordFilter,
    collect,
    column,
    extra_column,
    hookimpl,
    load_plugins,
    new_manager,
    origin_field,
)
from investtrack.plugin.built_in import offers as built_in
from investtrack.plugin.sources.files import read_sources
from investtrack_compare import compare
from investtrack_csv import plugin as csv
from investtrack_csv.importer import CsvImporter


Q1 = Period.quarter(2022, 1)
BY_ID = {definition.id: definition for definition in DEFINITIONS}


@frozen(kw_only=True)
class Meeting:
    name: str | None = column("会议名称", required=True)
    times: int | None = column("场次", CellKind.COUNT, synonyms=("次数",))
    cost: Amount | None = column("经费", CellKind.MONEY)
    chair: str | None = column("主持人")
    origin: Origin = origin_field()


TIMES = extra_column("projects", "dispatches", "调度次数", CellKind.COUNT, synonyms=("调度会次数",))
COUNT = Definition(
    id="dispatch.count", title="调度次数", kind=Kind.COUNT, words="调度次数之和", counted_in="次",
    rule=Total(every("projects"), field_of("dispatches", "调度次数", Kind.COUNT)),
)  # fmt: skip
COST = Definition(
    id="meeting.cost", title="会议经费", kind=Kind.MONEY, words="经费之和",
    rule=Total(every("meetings"), field_of("cost", "经费")),
)  # fmt: skip
MEETINGS = Sheet("会议", "meetings", Meeting, ("会议台账",))
LEDGER = "项目名称,总投资（万元）,是否入库,调度会次数\n河东大桥,20000,是,3\n青山花园,50000,是,2次\n甲,1,是,三\n乙,1,是,若干\n丙,1,是,\n"


def offering(**offers):
    """Return the plugins of the core, of CSV and one that offers these."""
    made = {f"investtrack_{kind}": hookimpl(lambda items=items: items) for kind, items in offers.items()}  # fmt: skip
    county = type("County", (), {name: staticmethod(hook) for name, hook in made.items()})
    manager = new_manager()
    manager.register(built_in, "investtrack")
    manager.register(csv, "csv")
    manager.register(county, "county")
    return collect(manager)


@pytest.fixture(scope="module")
def plugins():
    found = offering(columns=[TIMES], figures=[COUNT, COST], sheets=[MEETINGS])
    assert not found.failures
    return found


@pytest.fixture
def extract(plugins, tmp_path):
    path = tmp_path / "项目台账.csv"
    path.write_text(LEDGER, encoding="utf-8")
    return read(path, plugins=plugins)


@pytest.fixture
def report(extract):
    return build_report(extract, period=Q1)


def test_a_column_is_read_under_its_names_and_what_cannot_be_is_said(extract):
    assert [project.dispatches for project in extract.ledger.projects] == [3, 2, 3, None, None]
    (unread,) = [f for f in extract.findings if f.code == "count-unreadable"]
    assert (unread.place.cell, unread.found) == ("D5", "若干")
    assert all(isinstance(project, Project) for project in extract.ledger.projects)


def test_a_figure_on_it_is_computed_explained_and_stated(report):
    figure = report.figure("dispatch.count")
    assert (figure.value, figure.missing) == (8, 2)
    assert report.text("dispatch.count") == "8次"
    assert next(str(part.cells[0]) for part in figure.contributions) == "项目台账.csv｜项目台账!D2"
    assert '"dispatch.count"' in report.to_json()
    assert definitions_of(report.profile)[-2:] == (COUNT, COST)


def test_it_stands_in_tables_json_comparison_and_history(plugins, extract, report):
    assert [row["dispatches"] for row in report.to_rows("projects")] == [3, 2, 3, None, None]
    written = ledger_to_json(extract.ledger)
    again = ledger_from_json(written, plugins.extensions)
    assert again.projects == extract.ledger.projects
    with pytest.raises(ProfileError, match="dispatches"):
        ledger_from_json(written)  # without the plugin the column is not known: said, not dropped
    first, *rest = extract.ledger.projects
    changed = evolve(extract.ledger, projects=(evolve(first, dispatches=9), *rest))
    (change,) = compare(report, build_report(changed, profile=extract.profile, period=Q1)).changes
    assert (change.label, change.before, change.after) == ("调度次数", "3", "9")


def test_it_is_written_to_csv_and_read_back(plugins, extract, tmp_path):
    path = tmp_path / "out.zip"
    with path.open("wb") as stream:
        plugins.exporter("csv-zip").export(build_report(extract, period=Q1), stream)
    again = read(path, plugins=plugins).ledger
    assert [project.dispatches for project in again.projects] == [3, 2, 3, None, None]


def test_records_travel(extract, report):
    assert pickle.loads(pickle.dumps(extract.ledger)) == extract.ledger
    assert report.ledger == extract.ledger


def test_records_made_without_it_are_fitted(plugins):
    profile = plugins.bound(Profile())
    ledger = Ledger(projects=(Project(name="甲"),))
    report = build_report(ledger, profile=profile, period=Q1)
    assert report.figure("dispatch.count").is_absent
    assert "调度次数" in report.figure("dispatch.count").reason
    made = plugins.extensions.fit(ledger)
    assert made.projects[0].dispatches is None
    assert TIMES.of(evolve(made.projects[0], dispatches=4)) == 4
    with pytest.raises(TypeError, match=r"Project\.dispatches is int or None, not 'x'"):
        evolve(made.projects[0], dispatches="x")


def test_a_whole_sheet_is_read_computed_and_carried(plugins, tmp_path):
    from investtrack.plugin.reading import read_table

    rows = [["会议名称", "次数", "经费（万元）", "主持人"], ["一", 2, 3, "张三"], ["二", 1, "4.5", "李四"]]  # fmt: skip
    profile = plugins.bound(Profile())
    extract = read_table(tmp_path / "会议.xlsx", rows, "会议", profile=profile)
    assert [meeting.times for meeting in extract.ledger.meetings] == [2, 1]
    report = build_report(extract.ledger, profile=profile, period=Q1)
    assert report.money("meeting.cost") == Amount.of("7.5", Unit.WAN)
    assert report.to_rows("meetings")[1]["cost"] == Decimal("4.5")
    assert ledger_from_json(ledger_to_json(extract.ledger), plugins.extensions).meetings == extract.ledger.meetings  # fmt: skip
    assert pickle.loads(pickle.dumps(extract.ledger)) == extract.ledger
    absent = build_report(Ledger(), profile=profile, period=Q1).figure("meeting.cost")
    assert absent.reason == "没有“会议”表"


def test_a_csv_named_as_a_sheet_of_a_plugin_is_a_source_bare_in_a_folder_and_zipped(
    plugins, tmp_path
):
    text = "会议名称,次数,经费（万元）,主持人\n一,2,3,张三\n二,1,4.5,李四\n"
    (tmp_path / "county").mkdir()
    for path, content in (("会议台账.csv", text), ("county/会议.csv", text), ("county/项目台账.csv", LEDGER)):  # fmt: skip
        (tmp_path / path).write_text(content, encoding="utf-8")
    bare = read(tmp_path / "会议台账.csv", plugins=plugins)
    assert [meeting.times for meeting in bare.ledger.meetings] == [2, 1]
    assert not bare.findings
    folder = read(tmp_path / "county", plugins=plugins)
    report = build_report(folder, period=Q1)
    assert report.money("meeting.cost") == Amount.of("7.5", Unit.WAN)
    with (tmp_path / "全部.zip").open("wb") as stream:
        plugins.exporter("csv-zip").export(report, stream)
    zipped = read(tmp_path / "全部.zip", plugins=plugins).ledger
    assert [meeting.cost for meeting in zipped.meetings] == [m.cost for m in folder.ledger.meetings]
    assert len(zipped.projects) == len(folder.ledger.projects)
    with pytest.raises(UnknownFormatError):
        read(tmp_path / "会议台账.csv", plugins=load_plugins())


def test_an_importer_that_fails_at_being_told_of_sheets_is_named_and_stays_as_it_was():
    class Odd(CsvImporter):
        name, label = "odd", "怪"

        def with_sheets(self, sheets):
            raise RuntimeError("坏了")

    found = offering(sheets=[MEETINGS], importers=[Odd()])
    assert isinstance(found.importers["odd"], Odd)
    assert [failure.reason for failure in found.failures] == [
        "with_sheets 出错：RuntimeError: 坏了"
    ]


def test_files_with_and_without_it_make_one_ledger(plugins, tmp_path):
    for name, text in (("a", LEDGER), ("b", "项目名称,总投资（万元）,是否入库\n丁,5,是\n")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "项目台账.csv").write_text(text, encoding="utf-8")
    paths = [tmp_path / name / "项目台账.csv" for name in "ab"]
    merged = read_sources(plugins, paths, plugins.bound(Profile())).ledger
    assert len(merged.projects) == 6


def test_a_profile_may_map_to_it_and_does_not_hold_it(plugins):
    text = '[[mapping]]\nsheet = "项目*"\nstandard = "项目台账"\n[mapping.columns]\n"调度" = "调度次数"\n'
    profile = profile_from_toml(text, extensions=plugins.extensions)
    assert profile.extensions is plugins.extensions
    assert "extensions" not in profile_to_data(profile)
    with pytest.raises(ProfileError, match="没有“调度次数”这一项"):
        profile_from_toml(text)
    with pytest.raises(ProfileError, match="不认识的项：extensions"):
        profile_from_toml("[extensions]\n")


# -- what is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: extra_column("project", "x", "某"), "no sheet 'project'"),
        (lambda: extra_column("projects", "name", "某"), "has 'name' already"),
        (lambda: extra_column("projects", "x y", "某"), "no identifier"),
        (lambda: extra_column("projects", "x", "总投资"), r"总投资 is projects\.total_investment"),
        (lambda: extra_column("projects", "x", "某", synonyms=("投资规模", "项目名称")), "项目名称"),
        (lambda: extra_column("projects", "x", "某", CellKind.SERIES), "a series has a pattern"),
    ],
)  # fmt: skip
def test_a_column_that_cannot_be_is_refused_where_it_is_declared(make, said):
    with pytest.raises(ValueError, match=said):
        make()


def failures(**offers):
    return " ".join(failure.reason for failure in offering(**offers).failures)


def test_what_two_claim_is_refused_by_name():
    assert "“projects.dispatches”与 county 的重名" in failures(columns=[TIMES, TIMES])
    other = extra_column("projects", "meetings", "调度会次数")
    assert "表头“调度会次数”已是 dispatches 的" in failures(columns=[TIMES, other])
    assert "“dispatch.count”与 county 的重名" in failures(figures=[COUNT, COUNT])
    assert "表名“项目台账”已有" in failures(sheets=[Sheet("项目台账", "others", Meeting)])
    assert "“projects”不可用" in failures(sheets=[Sheet("别的", "projects", Meeting)])
    assert "必填列" in failures(
        sheets=[Sheet("别的", "others", type(COUNT))]
    ) or "origin" in failures(sheets=[Sheet("别的", "others", type(COUNT))])


def test_a_phrase_and_a_filter_are_offered_by_name():
    plugins = offering(
        phrases=[Phrase("a", "甲", "共{{ dispatch.count }}次。")],
        filters=[WordFilter("times", "次", lambda value, _: f"{value}次")],
    )
    assert set(plugins.extensions.phrases) == {"a"}
    assert set(plugins.extensions.filters) == {"times"}


# -- figures that are replaced --------------------------------------------------------------------


def fixed(amount):
    """Return a rule that always gives *amount*."""
    return Told(lambda *_: Outcome(amount))


def test_a_replaced_figure_takes_along_those_that_ask_for_it():
    """A county whose target stands in no ledger: excess and rate are of the target that its plugin gives."""
    target = evolve(BY_ID["fai.period.assigned"], rule=fixed(Amount.of(1000, Unit.WAN)))
    plugins = offering(figures=[target])
    assert not plugins.failures
    planned = ((Month(2022, 3), Amount.of(1500, Unit.WAN)),)
    ledger = Ledger(projects=(Project(name="甲", is_in_library=True, planned=planned),), entries=())
    report = build_report(ledger, profile=plugins.bound(Profile()), period=Q1)
    assert report.money("fai.excess") == Amount.of(500, Unit.WAN)
    assert report.text("fai.excess_rate") == "50％"
    assert build_report(ledger, period=Q1).figure("fai.excess").is_absent


def test_a_whole_is_not_replaced_without_its_parts():
    expected = evolve(BY_ID["fai.period.expected"], rule=fixed(Amount.of(1000, Unit.WAN)))
    (refused,) = offering(figures=[expected]).failures
    assert "fai.in_library.expected、fai.new_entry.expected" in refused.reason
    listing = BY_ID["entry.major.list"]
    alone = offering(figures=[evolve(BY_ID["entry.major.count"], rule=fixed(3))])
    assert listing.id in alone.failures[0].reason
    kin = ("entry.major.count", "entry.major.investment", "entry.major.list")
    together = offering(figures=[evolve(BY_ID[name], title="大项目") for name in kin])
    assert not together.failures


def test_a_replaced_figure_whose_kin_would_not_follow_is_refused_with_their_names():
    some = Selection(key="some", among=None, sheet="projects")
    lone = evolve(BY_ID["carryover.count"], rule=Count(some, ("name",)))
    (failure,) = offering(figures=[lone]).failures
    assert failure.reason.startswith("指标未启用：“carryover.count”换了算法，")
    assert "请一并给出" in failure.reason
    kept = offering(figures=[lone, COUNT])
    assert COUNT in kept.extensions.definitions
    assert BY_ID["carryover.count"] in kept.extensions.definitions


def test_a_figure_keeps_its_kind_and_its_aliases():
    assert "不能换成" in failures(figures=[evolve(COUNT, id="fai.excess")])
    alias = next(alias for definition in DEFINITIONS for alias in definition.aliases)
    assert "的别名" in failures(figures=[evolve(COUNT, id=alias)])
    assert "没有总数指标" in failures(figures=[evolve(COUNT, whole="no.such")])


def test_what_is_no_definition_is_refused():
    assert "不是 Definition" in failures(figures=["dispatch.count"])


def test_what_was_made_before_does_not_matter(plugins, extract):
    """A converter that has met the standard classes reads those with further columns all the same."""
    for _ in range(2):
        ledger_from_json(ledger_to_json(Ledger(projects=(Project(name="甲"),))))
        again = ledger_from_json(ledger_to_json(extract.ledger), plugins.extensions)
        assert again.projects == extract.ledger.projects


@frozen(kw_only=True)
class MeetingHeld:
    name: str | None = column("会议名称", required=True)
    origin: Origin = origin_field()


def test_the_blank_form_and_the_schema_have_what_plugins_add():
    import io
    import json

    import jsonschema
    from openpyxl import load_workbook

    from investtrack import ledger_to_json
    from investtrack.plugin import Sheet
    from investtrack_testing import ledger_schema, sample_ledger

    class County:
        @hookimpl
        def investtrack_columns(self):
            return [
                extra_column("projects", "visits", "走访次数", CellKind.COUNT, standard=True),
                extra_column("projects", "notes_of_visits", "走访记录"),
            ]

        @hookimpl
        def investtrack_sheets(self):
            return [Sheet("会议", "meetings_held", MeetingHeld, ())]

    plugins = load_plugins(
        ("templates", "checks"), also={"county": County()}, without=["demo-county"]
    )
    assert not [failure for failure in plugins.failures if failure.plugin == "county"]
    stream = io.BytesIO()
    plugins.templates["excel"].write(plugins.bound(Profile()), stream)
    book = load_workbook(stream)
    heads = [cell.value for cell in book["项目台账"][1]]
    assert "走访次数" in heads
    assert "走访记录" not in heads
    assert [cell.value for cell in book["会议"][1]] == ["会议名称"]

    extensions = plugins.extensions
    data = json.loads(ledger_to_json(extensions.fit(sample_ledger())))
    data["projects"][0]["visits"] = 3
    assert list(jsonschema.Draft202012Validator(ledger_schema(extensions)).iter_errors(data)) == []
    assert list(jsonschema.Draft202012Validator(ledger_schema()).iter_errors(data)) != []
