"""Due dates by Chinese working days, what was done and missed, and a calendar file."""

import json
from datetime import date

import pytest
from attrs import evolve

from investtrack.cli.main import main
from investtrack.model.activity import IssueStatus, Supervision, SupervisionMode
from investtrack.model.converter import ledger_to_json, profile_from_toml
from investtrack.model.profile import Cadence, CadenceUnit, Profile
from investtrack.report import build_report
from investtrack.values.dates import DateSpan
from investtrack_calendar.events import EventState, events
from investtrack_calendar.ics import to_ics
from investtrack_calendar.workdays import is_workday, last_workday, workdays_between
from investtrack_testing import hostile_ledger, sample_ledger


def test_holidays_and_weekends_worked_in_exchange():
    # Qingming 2022: 3 to 5 April off, Saturday 2 April worked
    assert is_workday(date(2022, 4, 2))
    assert not is_workday(date(2022, 4, 5))
    assert not is_workday(date(2022, 4, 9))


def test_a_year_not_announced_knows_only_weekends():
    assert is_workday(date(2099, 10, 1))  # a Thursday
    assert not is_workday(date(2099, 10, 3))


def test_the_last_working_day_of_a_window():
    # Spring Festival 2022: off from 31 January to 6 February
    assert last_workday(date(2022, 1, 31), date(2022, 2, 6)) is None
    assert last_workday(date(2022, 1, 24), date(2022, 2, 6)) == date(2022, 1, 30)


def test_working_days_between():
    # after Friday 18 March: Monday 21, Tuesday 22
    assert workdays_between(date(2022, 3, 18), date(2022, 3, 22)) == 2
    assert workdays_between(date(2022, 3, 22), date(2022, 3, 18)) == 0


def of_kind(ledger, kind, profile=None, until=date(2022, 3, 31)):
    found = events(build_report(ledger, profile=profile), until)
    return [event for event in found if event.kind == kind]


def held(*days, mode=SupervisionMode.WEEKLY_INSPECTION):
    records = tuple(Supervision(held_on=DateSpan.day(date(2022, *day)), mode=mode) for day in days)
    return evolve(sample_ledger(), supervisions=records)


def test_weekly_supervision_is_due_on_the_weeks_last_working_day():
    found = of_kind(held((3, 9)), "周督查")
    march = [(e.due.day, e.subject, e.state) for e in found if e.due.month == 3]
    assert march == [
        (4, "2月28日—3月6日", EventState.MISSED), (11, "3月7日—3月13日", EventState.DONE), (18, "3月14日—3月20日", EventState.DUE),
        (25, "3月21日—3月27日", EventState.DUE),
    ]  # fmt: skip


def test_without_a_sheet_of_supervision_nothing_before_the_day_is_called_missed(tmp_path, capsys):
    """Nobody knows what was done: what is over is left out, which is said; what is to come is due."""
    unknown = evolve(sample_ledger(), supervisions=None)
    found = events(build_report(unknown), date(2022, 3, 31))
    supervision = [event for event in found if event.kind in {"周督查", "旬调度", "月分析"}]
    assert supervision[0].due == date(2022, 3, 18)  # the week of 20 March, which is t
    assert {event.state for event in supervision} == {EventState.DUE}
    # an empty sheet says that there were none
    none = events(build_report(evolve(unknown, supervisions=())), date(2022, 3, 31))
    assert none[0].state is EventState.MISSED
    path = tmp_path / "台账.json"
    path.write_text(ledger_to_json(unknown), encoding="utf-8")
    assert main(["calendar", str(path)]) == 0
    assert "没有“督导记录”表" in capsys.readouterr().out
    assert main(["calendar", str(path), "--json"]) == 0
    assert "没有列出" in json.loads(capsys.readouterr().out)["unknown"]


def test_a_half_month_a_month_and_a_quarter_by_the_profile():
    # 丹棱: 半月一督查、一月一通报、季度一盘点
    modes = (("半月督查", "half-month"), ("月通报", "month"), ("季度盘点", "quarter"))
    profile = profile_from_toml(
        "".join(f'[[cadences]]\nmode = "{mode}"\nevery = "{every}"\n' for mode, every in modes)
    )
    held_on = held((1, 13), mode=SupervisionMode.HALF_MONTH_INSPECTION)
    found = {mode: of_kind(held_on, mode, profile) for mode, _ in modes}
    # 1月15日 is a Saturday; 1月29日 (Saturday) and 1月30日 (Sunday) are worked for 春节, the 31st is off
    assert [(event.due, event.state) for event in found["半月督查"]][:3] == [
        (date(2022, 1, 14), EventState.DONE), (date(2022, 1, 30), EventState.MISSED), (date(2022, 2, 15), EventState.MISSED),
    ]  # fmt: skip
    assert [event.due for event in found["月通报"]] == [
        date(2022, 1, 30), date(2022, 2, 28), date(2022, 3, 31),
    ]  # fmt: skip
    assert [(event.due, event.subject) for event in found["季度盘点"]] == [
        (date(2022, 3, 31), "1月1日—3月31日")
    ]


def test_a_supervision_written_down_ahead_has_not_happened():
    (event,) = [
        event for event in of_kind(held((3, 22)), "周督查") if event.first == date(2022, 3, 21)
    ]
    assert (event.state, event.done_on) == (EventState.DUE, None)


def test_a_week_of_holidays_is_not_due():
    found = of_kind(held(), "周督查")
    assert "1月31日—2月6日" not in [event.subject for event in found]


def test_daily_notices_are_due_on_working_days_only():
    profile = Profile(
        cadences=(Cadence(mode=SupervisionMode.WEEKLY_INSPECTION, every=CadenceUnit.DAY),)
    )
    found = of_kind(held(), "周督查", profile, until=date(2022, 1, 10))
    # 1 to 3 January off; 4 to 7, then 10
    assert [event.due.day for event in found] == [4, 5, 6, 7, 10]


def test_an_issue_past_its_limit_is_missed_and_names_who_and_where():
    (event,) = of_kind(sample_ledger(), "问题整改")
    assert (event.due, event.state, event.who) == (date(2022, 2, 28), EventState.MISSED, "住建局")
    assert [str(cell) for cell in event.cells] == ["样例台账.xlsx｜问题清单!B2"]


def test_an_issue_resolved_is_done():
    issue = evolve(
        sample_ledger().issues[0],
        status=IssueStatus.RESOLVED,
        resolved_on=DateSpan.day(date(2022, 2, 20)),
    )
    (event,) = of_kind(evolve(sample_ledger(), issues=(issue,)), "问题整改")
    assert (event.state, event.done_on) == (EventState.DONE, date(2022, 2, 20))


def test_what_happened_after_the_as_of_date_has_not_happened_yet():
    issue = evolve(sample_ledger().issues[0], resolved_on=DateSpan.day(date(2022, 3, 25)))
    (event,) = of_kind(evolve(sample_ledger(), issues=(issue,)), "问题整改")
    assert event.state is EventState.MISSED


def test_entries_resumptions_and_starts_are_due_as_planned():
    found = {
        e.kind: (e.due, e.state)
        for e in events(build_report(sample_ledger()), date(2022, 3, 31))
        if e.subject != "青山花园"
    }
    assert found["计划入库"] == (date(2022, 3, 31), EventState.DUE)
    assert found["计划开工"] == (date(2022, 3, 28), EventState.DUE)
    assert found["计划复工"] == (date(2022, 2, 10), EventState.DONE)


def test_the_file_reads_back_as_the_same_events():
    from icalendar import Calendar

    report = build_report(sample_ledger())
    found = events(report, date(2022, 3, 31))
    calendar = Calendar.from_ical(to_ics(report, found))
    entries = list(calendar.walk("VEVENT"))
    assert [entry.decoded("dtstart") for entry in entries] == [event.due for event in found]
    assert len({str(entry["uid"]) for entry in entries}) == len(found)
    reminded = [entry for entry in entries if entry.walk("VALARM")]
    assert len(reminded) == sum(event.state is EventState.DUE for event in found)


def test_the_same_report_gives_the_same_bytes_and_hostile_names_do_no_harm():
    from icalendar import Calendar

    report = build_report(hostile_ledger())
    found = events(report, date(2022, 12, 31))
    assert to_ics(report, found) == to_ics(build_report(hostile_ledger()), found)
    Calendar.from_ical(to_ics(report, found))


@pytest.fixture
def ledger(tmp_path):
    path = tmp_path / "台账.json"
    path.write_text(ledger_to_json(sample_ledger()), encoding="utf-8")
    return path


def test_no_event_has_an_empty_description(ledger, tmp_path):
    target = tmp_path / "日历.ics"
    main(["calendar", str(ledger), "-o", str(target)])
    lines = target.read_bytes().replace(b"\r\n ", b"").split(b"\r\n")
    assert b"BEGIN:VEVENT" in lines
    assert [line for line in lines if line.endswith(b":")] == []


def test_the_command_lists_and_writes(ledger, tmp_path, capsys):
    out = tmp_path / "日历.ics"
    assert main(["calendar", str(ledger), "-o", str(out)]) == 0
    said = capsys.readouterr().out
    assert "已逾期" in said
    assert "2022-02-28（周一）" in said
    assert out.read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert main(["calendar", str(ledger), "--json", "--until", "2022-03-31"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert {event["state"] for event in data["events"]} == {"done", "missed", "due"}


def test_a_wrong_date_is_one_sentence(ledger, capsys):
    assert main(["calendar", str(ledger), "--until", "某日"]) == 2
    assert "不是日期" in capsys.readouterr().err
