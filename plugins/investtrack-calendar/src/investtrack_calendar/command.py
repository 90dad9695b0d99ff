"""``investtrack calendar``: what is due next, what was missed, and a file to subscribe to."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from investtrack.plugin import Command, Host


if TYPE_CHECKING:
    from investtrack.json_object import JsonObject
    from investtrack_calendar.events import Event


_AHEAD = timedelta(days=31)


class CalendarCommand(Command):
    """Lists due dates by working day and exports them."""

    name: ClassVar[str] = "calendar"
    label: ClassVar[str] = "调度日历：督导频次、整改和计划的到期日，可导出 iCalendar"

    def arguments(self, parser: ArgumentParser) -> None:
        """Add how far to look ahead and where to write."""
        parser.add_argument(
            "--until", type=_day, metavar="DATE", help="看到哪一天，默认截止日期后31天"
        )
        parser.add_argument("--all", action="store_true", help="已办的也列出")
        parser.add_argument(
            "-o",
            "--output",
            type=Path,
            metavar="FILE.ics",
            help="写出日历文件，可导入手机和办公日历",
        )
        parser.add_argument("--json", action="store_true", help="输出一个 JSON 文档")

    def run(self, options: Namespace, host: Host) -> int:
        """List, and write where asked; 0, since what was missed is a figure of the report."""
        from investtrack_calendar.events import EventState, events, unknown_of
        from investtrack_calendar.workdays import known_years, workdays_between

        report = host.report(options)
        until = options.until or report.as_of + _AHEAD
        found = events(report, until)
        if options.output is not None:
            from investtrack_calendar.ics import faults_of, to_ics

            with host.writing(options.output, partial(faults_of, found)) as stream:
                stream.write(to_ics(report, found))
        shown = found if options.all else tuple(e for e in found if e.state is not EventState.DONE)
        if options.json:
            host.print_json(
                {
                    "as_of": report.as_of.isoformat(),
                    "until": until.isoformat(),
                    "unknown": unknown_of(report) or None,
                    "events": [_data(e) for e in found],
                }
            )
            return 0
        host.print(
            f"{report.title}调度日历　截至{report.as_of.isoformat()}，看到{until.isoformat()}"
        )
        for state, heading in (
            (EventState.MISSED, "已逾期"),
            (EventState.DUE, "接下来到期"),
            (EventState.DONE, "已办"),
        ):
            rows = [_row(e, report.as_of, workdays_between) for e in shown if e.state is state]
            if rows:
                host.print(f"\n{heading}（{len(rows)}件）")
                host.print_table(rows)
        counts = Counter(event.state for event in found)
        host.print("\n" + "、".join(f"{state.label}{counts[state]}件" for state in EventState))
        if unknown := unknown_of(report):
            host.print(f"注意：{unknown}")
        if not {report.as_of.year, until.year} <= known_years():
            host.print("注意：所涉年份的放假安排还没有收录，只按周六、周日休息推算")
        if options.output is not None:
            host.print(f"已写出：{options.output}")
        return 0


def _day(text: str) -> date:
    from investtrack.values.dates import parse_date

    span = parse_date(text)
    if span is None or not span.is_day:
        raise ArgumentTypeError(f"“{text}”不是日期（如 2022-03-31）")
    return span.first


def _row(event: Event, day: date, between: Callable[[date, date], int]) -> tuple[str, ...]:
    late = event.due < day
    apart = between(event.due, day) if late else between(day, event.due)
    passed = f"逾期{apart}个工作日" if apart else "逾期不到1个工作日"
    told = passed if late else "今天" if event.due == day else f"还有{apart}个工作日"
    when = f"{event.due.isoformat()}（周{'一二三四五六日'[event.due.weekday()]}）"
    return (when, event.kind, event.subject, "" if event.done_on else told, event.who, event.text)


def _data(event: Event) -> JsonObject:
    from investtrack.tables.plain import cell_data

    return {
        "due": event.due.isoformat(),
        "kind": event.kind,
        "subject": event.subject,
        "state": event.state.value,
        "who": event.who,
        "text": event.text,
        "done_on": event.done_on.isoformat() if event.done_on else None,
        "cells": [cell_data(cell) for cell in event.cells],
    }
