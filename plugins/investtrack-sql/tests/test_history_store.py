"""The history store, in SQLite and in PostgreSQL: versions are added, never changed, and nothing is lost."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from attrs import evolve, frozen

from investtrack.comparison import Nature
from investtrack.errors import ProfileError, SourceError
from investtrack.findings import Finding, Grade
from investtrack.model.entry import PaperState
from investtrack.model.ledger import Region
from investtrack.model.source import CellRef, Origin
from investtrack.plugin import (
    CellKind,
    Extract,
    Sheet,
    column,
    extra_column,
    hookimpl,
    load_plugins,
    origin_field,
)
from investtrack.plugin.sources.merge import merge
from investtrack.report import build_report
from investtrack.values.amount import Amount, Unit
from investtrack.values.period import month
from investtrack_sql.restatements import restatements
from investtrack_sql.store import Known, Store
from investtrack_testing import hostile_ledger, sample_ledger


MORNING, NOON, EVENING = (datetime(2022, 3, 21, hour) for hour in (8, 12, 18))


def completed(number):
    """The sample with another amount completed to February in its first project."""
    ledger = sample_ledger()
    first, *rest = ledger.projects
    series = ((month(2022, 2), Amount.of(number, Unit.WAN)),)
    return evolve(ledger, projects=(evolve(first, actual=series), *rest))


def put(store, ledger, when=MORNING, **said):
    return store.add(Extract(ledger), recorded_at=when, **said)


def test_a_ledger_comes_back_as_it_went_in(place):
    note = Finding(
        "cell-error",
        Grade.ERROR,
        "坏单元格",
        CellRef("a.xlsx", "项目台账", "B2"),
        related=(CellRef("a.xlsx", "x", "C3"),),
    )
    with Store(place, create=True) as store:
        added = store.add(
            Extract(sample_ledger(), (note,)), recorded_at=MORNING, recorded_by="张三", note="初报"
        )
        assert added.is_new
        assert store.load(added.version) == Extract(sample_ledger(), (note,))
        assert (added.version.recorded_by, added.version.note) == ("张三", "初报")


@frozen(kw_only=True)
class Meeting:
    name: str | None = column("会议名称", required=True)
    cost: Amount | None = column("经费", CellKind.MONEY)
    origin: Origin = origin_field()


class County:
    @hookimpl
    def investtrack_columns(self):
        return [extra_column("projects", "dispatches", "调度次数", CellKind.COUNT)]

    @hookimpl
    def investtrack_sheets(self):
        return [Sheet("会议", "meetings", Meeting)]


def test_what_plugins_add_comes_back_and_is_refused_by_name_without_them(place):
    extensions = load_plugins((), also={"county": County()}).extensions
    ledger = extensions.fit(sample_ledger())
    projects = tuple(evolve(project, dispatches=3) for project in ledger.projects)
    meetings = (Meeting(name="一", cost=Amount.of("4.5", Unit.WAN)), Meeting(name="二"))
    ledger = evolve(ledger, projects=projects, meetings=meetings)
    with Store(place, create=True, extensions=extensions) as store:
        added = put(store, ledger)
        assert store.load(added.version).ledger == ledger
        assert not store.verify()
        assert not put(store, ledger).is_new
        fewer = evolve(ledger, meetings=meetings[:1])
        assert put(store, fewer, NOON).is_new
    with Store(place) as store, pytest.raises(ProfileError, match=r"dispatches.*meetings"):
        store.load(store.versions()[0])


def test_names_no_one_hopes_for_come_back_too(place):
    with Store(place, create=True) as store:
        added = put(store, hostile_ledger())
        assert store.load(added.version).ledger == hostile_ledger()
        assert store.regions() == ("甲<县>&乙",)


def test_every_figure_is_the_same_from_the_store(place):
    with Store(place, create=True) as store:
        ledger = store.load(put(store, sample_ledger()).version).ledger
    was, now = build_report(sample_ledger()), build_report(ledger)
    assert {name: figure.value for name, figure in now.figures.items()} == {
        name: figure.value for name, figure in was.figures.items()
    }
    first = next(iter(now.figures["fai.in_library.expected"].contributions))
    assert first.cells == next(iter(was.figures["fai.in_library.expected"].contributions)).cells


def test_the_same_ledger_is_not_recorded_twice(place):
    with Store(place, create=True) as store:
        put(store, sample_ledger())
        again = put(store, evolve(sample_ledger(), sources=("改了名.xlsx",)), NOON)
        assert not again.is_new
        assert len(store.versions()) == 1


def test_an_earlier_state_that_comes_again_is_a_version_of_its_own(place):
    with Store(place, create=True) as store:
        for number, when in ((450, MORNING), (480, NOON), (450, EVENING)):
            assert put(store, completed(number), when).is_new
        assert len(store.versions()) == 3
        assert store.load(store.version_at("样例县")).ledger == completed(450)


def test_what_was_said_as_of_a_date_and_what_was_known_then(place):
    with Store(place, create=True) as store:
        put(store, completed(450), MORNING)
        put(store, evolve(completed(470), as_of=date(2022, 3, 31)), NOON)
        put(store, completed(480), EVENING)  # a correction of 20 March, recorded last
        found = {
            "newest": store.version_at("样例县"),
            "by 25 March": store.version_at("样例县", date(2022, 3, 25)),
            "by 25 March, as known at noon": store.version_at("样例县", date(2022, 3, 25), NOON),
            "before all": store.version_at("样例县", date(2022, 1, 1)),
        }
        amounts = {
            when: None if v is None else store.load(v).ledger.projects[0].actual[0][1]
            for when, v in found.items()
        }
    wan = {number: Amount.of(number, Unit.WAN) for number in (450, 470, 480)}
    assert amounts == {
        "newest": wan[470],
        "by 25 March": wan[480],
        "by 25 March, as known at noon": wan[450],
        "before all": None,
    }


def test_a_restatement_names_who_when_and_the_cell(place):
    with Store(place, create=True) as store:
        put(store, completed(450), MORNING, recorded_by="张三")
        put(store, completed(480), NOON, recorded_by="李四")
        (item,) = restatements(store, "样例县")
    (change,) = item.changes
    assert (item.version.recorded_by, item.version.recorded_at) == ("李四", NOON)
    assert (change.nature, change.before, change.after) == (Nature.RESTATED, "450万元", "480万元")
    assert str(change.cells[0]) == "样例台账.xlsx｜项目台账!E2"


def test_regions_keep_apart(place):
    other = evolve(sample_ledger(), region=Region(name="邻县"))
    with Store(place, create=True) as store:
        put(store, sample_ledger())
        put(store, other)
        assert store.regions() == ("样例县", "邻县")
        assert store.load(store.version_at("邻县")).ledger.region.name == "邻县"


def test_a_ledger_that_names_no_region_is_refused(place):
    with Store(place, create=True) as store, pytest.raises(SourceError, match="没有写明地区"):
        put(store, evolve(sample_ledger(), region=Region()))


def processes(what, place, regions, tmp_path):
    """Start one writer a region, let them go at once, and return how they ended, by what was started."""
    gate = tmp_path / "go"
    script = Path(__file__).with_name("writers.py")
    together = [regions] if hasattr(os, "fork") else [[region] for region in regions]
    started = [
        subprocess.Popen([sys.executable, script, what, place, gate, *one]) for one in together
    ]
    gate.touch()
    return [writer.wait(60) for writer in started]


@pytest.mark.slow
def test_two_writers_at_once_lose_nothing(place, tmp_path):
    Store(place, create=True).close()
    assert set(processes("many", place, ["甲县", "甲县", "乙县"], tmp_path)) == {0}
    with Store(place) as store:
        found = sorted((version.region, version.as_of.day) for version in store.versions())
        assert found == [(region, day) for region in ("乙县", "甲县") for day in range(1, 9)]
        for version in store.versions():
            assert len(store.load(version).ledger.projects) == 2


@pytest.mark.slow
def test_a_crash_in_the_middle_leaves_the_last_good_version(place, tmp_path):
    with Store(place, create=True) as store:
        put(store, completed(450), MORNING)
    assert processes("die", place, ["样例县"], tmp_path) == [9]
    with Store(place) as store:
        assert len(store.versions()) == 1
        assert store.load(store.version_at("样例县")).ledger == completed(450)
        assert put(store, completed(480), NOON).is_new


def test_a_store_that_is_not_there_is_not_made_by_reading(tmp_path):
    with pytest.raises(SourceError, match="没有这个历史库"):
        Store(tmp_path / "没有.sqlite")
    assert not (tmp_path / "没有.sqlite").exists()


def test_a_database_that_is_no_store_and_one_that_cannot_be_reached_are_one_sentence(tmp_path):
    import sqlite3

    other = tmp_path / "别的.sqlite"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE t (x)")
    connection.close()
    with pytest.raises(SourceError, match="不是历史库"):
        Store(other)
    (tmp_path / "坏.sqlite").write_bytes(b"SQLite format 3\x00" + b"x" * 500)
    with pytest.raises(SourceError, match="不能使用"):
        Store(tmp_path / "坏.sqlite")
    with pytest.raises(SourceError, match="不能使用"):
        Store("postgresql+psycopg://tester@127.0.0.1:1/none")


def test_a_store_of_a_later_layout_is_refused(place):
    from sqlalchemy import update

    from investtrack_sql.schema import layout

    with Store(place, create=True) as store, store.engine.begin() as connection:
        connection.execute(update(layout).values(number=99))
    with pytest.raises(SourceError, match="请升级"):
        Store(place)


def test_a_moment_with_its_time_zone_is_kept_in_utc(place):
    # Seven in the morning in Beijing is eleven in the evening before, in UTC.
    beijing = timezone(timedelta(hours=8))
    with Store(place, create=True) as store:
        added = put(store, sample_ledger(), datetime(2022, 3, 22, 7, tzinfo=beijing))
        assert added.version.recorded_at == datetime(2022, 3, 21, 23)
        region = sample_ledger().region.name
        earlier, later = (datetime(2022, 3, 22, hour, tzinfo=beijing) for hour in (6, 8))
        assert store.version_at(region, known_at=earlier) is None
        assert store.version_at(region, known_at=later) == added.version
        with pytest.raises(TypeError, match="a moment is a datetime"):
            put(store, sample_ledger(), "2022-03-22")


def test_ledgers_of_two_regions_are_not_stored_as_one(place):
    one = evolve(sample_ledger(), sources=("甲.json",))
    two = evolve(one, region=Region(name="乙县"), sources=("乙.json",))
    with Store(place, create=True) as store:
        with pytest.raises(SourceError, match=r"不是同一个地区的.*乙县"):
            store.add(merge([Extract(one), Extract(two)]), recorded_at=MORNING)
        assert store.versions() == ()


def test_a_late_correction_is_held_against_its_own_date(place):
    ninth, twentieth = date(2022, 3, 9), date(2022, 3, 20)
    with Store(place, create=True) as store:
        put(store, evolve(completed(400), as_of=ninth), MORNING)
        put(store, evolve(completed(5000), as_of=twentieth), NOON)
        late = put(store, evolve(completed(777), as_of=ninth), EVENING).version
        region = sample_ledger().region.name
        (found,) = [one for one in restatements(store, region) if one.version == late]
        assert found.earlier.as_of == ninth
        assert found.earlier.recorded_at == MORNING
        (change,) = found.changes
        assert (change.before, change.after) == ("400万元", "777万元")


def with_papers(*names):
    """The sample, its first entry holding these papers in this order."""
    first, *rest = sample_ledger().entries
    papers = dict.fromkeys(names, PaperState.HELD)
    return evolve(sample_ledger(), entries=(evolve(first, papers=papers), *rest))


def test_papers_come_back_in_the_order_of_the_ledger(place):
    names = ["立项", "用地", "施工许可", "付款凭证"]
    with Store(place, create=True) as store:
        added = put(store, with_papers(*names))
        assert list(store.load(added.version).ledger.entries[0].papers) == names
        assert not put(store, with_papers(*names)).is_new


def edit(place, *statements):
    """Change the store behind the program's back."""
    with Store(place) as store, store.engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def test_a_store_that_lost_records_gives_nothing_out(place):
    with Store(place, create=True) as store:
        version = put(store, sample_ledger()).version
    edit(place, "DELETE FROM ledger_record WHERE sheet = 'projects' AND position = 0")
    with Store(place) as store:
        with pytest.raises(SourceError, match=r"没有取出：“项目台账”少了第1条记录"):
            store.load(version)
        (fault,) = store.verify()
        assert fault.version == version.id


def test_the_last_record_of_a_sheet_is_missed_too(place):
    with Store(place, create=True) as store:
        put(store, sample_ledger())
    last = len(sample_ledger().projects) - 1
    edit(place, f"DELETE FROM ledger_record WHERE sheet = 'projects' AND position = {last}")
    with Store(place) as store:
        (fault,) = store.verify()
        assert "校验码不符" in fault.said


def test_a_changed_amount_is_named_by_its_record(place):
    with Store(place, create=True) as store:
        version = put(store, sample_ledger()).version
    edit(
        place,
        "UPDATE record_content SET data = replace(data, '\"amount\"', '\"amoumt\"') || ' '",
    )
    with Store(place) as store, pytest.raises(SourceError, match="条记录被改动过"):
        store.load(version)


def test_who_and_when_are_sealed(place):
    with Store(place, create=True) as store:
        put(store, sample_ledger(), recorded_by="张三")
        put(store, completed(999), recorded_by="李四")
        assert store.verify() == ()
    edit(place, "UPDATE ledger_version SET recorded_by = '王五' WHERE recorded_by = '张三'")
    with Store(place) as store:
        (fault,) = store.verify()
        assert fault.version == 1
        assert "存入人" in fault.said


def test_a_deleted_version_is_named(place):
    with Store(place, create=True) as store:
        put(store, sample_ledger())
        put(store, completed(999))
    edit(
        place,
        "DELETE FROM ledger_record WHERE version = 1",
        "DELETE FROM ledger_version WHERE id = 1",
    )
    with Store(place) as store:
        assert [str(fault) for fault in store.verify()] == ["第1版：这一版被删掉了"]


def test_a_version_put_in_past_the_program_has_no_seal(place):
    with Store(place, create=True) as store:
        put(store, sample_ledger())
        put(store, completed(999))
    edit(place, "DELETE FROM version_seal WHERE version = 2")
    with Store(place) as store:
        (fault,) = store.verify()
        assert fault.version == 2
        assert "没有签章" in fault.said


def test_a_restored_backup_lacks_a_seal_that_was_noted(tmp_path):
    place, backup = tmp_path / "库.sqlite", tmp_path / "备份.sqlite"
    with Store(place, create=True) as store:
        early = put(store, sample_ledger()).seal
    shutil.copy(place, backup)
    with Store(place, create=True) as store:
        late = put(store, completed(999)).seal
        assert store.verify([early[:12], late]) == ()
    shutil.copy(backup, place)
    with Store(place, create=True) as store:
        put(store, completed(888))  # goes on as if nothing had been lost
        (fault,) = store.verify([early, late[:12]])
        assert "恢复的旧备份" in fault.said


def test_a_store_made_before_there_were_seals_gets_them_with_its_next_version(place):
    with Store(place, create=True) as store:
        version = put(store, sample_ledger()).version
    edit(place, "DROP TABLE version_seal")
    with Store(place) as store:
        (fault,) = store.verify()
        assert "还没有签章" in fault.said
        assert store.load(version).ledger == sample_ledger()
    with Store(place, create=True) as store:
        put(store, completed(999))
        assert store.verify() == ()
        assert set(store.seals()) == {1, 2}


def test_versions_read_one_after_another_share_what_did_not_change(tmp_path):
    with Store(tmp_path / "历史库.sqlite", create=True) as store:
        first = put(store, completed(450)).version
        second = put(store, completed(460)).version
        known = Known()
        before, after = (store.load(version, known).ledger for version in (first, second))
        assert (before, after) == (store.load(first).ledger, store.load(second).ledger)
        same = [a is b for a, b in zip(before.projects, after.projects, strict=True)]
        assert [a == b for a, b in zip(before.projects, after.projects, strict=True)] == same
        assert same.count(False) == 1
        assert all(a is b for a, b in zip(before.entries, after.entries, strict=True))
        fresh = store.load(second).ledger
        refs, of_fresh = (
            {id(record.origin.sheet) for _, record in ledger.records()} for ledger in (after, fresh)
        )
        assert len(refs) == len(of_fresh)


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE ledger_version RENAME TO kept; CREATE VIEW ledger_version AS SELECT * FROM kept",
        "CREATE TRIGGER more AFTER INSERT ON ledger_version BEGIN DELETE FROM ledger_record; END",
    ],
)
def test_a_store_whose_tables_are_none_is_refused_and_other_views_are_not(tmp_path, change):
    place = tmp_path / "库.sqlite"
    with Store(place, create=True) as store:
        store.add(Extract(sample_ledger(), ()), recorded_at=MORNING)
    with contextlib.closing(sqlite3.connect(place)) as connection:
        connection.executescript("CREATE VIEW mine AS SELECT region FROM ledger_version")
    with Store(place) as store:
        assert not store.verify()
    with contextlib.closing(sqlite3.connect(place)) as connection:
        connection.executescript(f"DROP VIEW mine; {change}")
    with pytest.raises(SourceError, match="视图或加了触发器"), Store(place) as store:
        store.verify()
