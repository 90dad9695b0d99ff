"""``investtrack history``: put ledgers into the store, list them, take one out, see restatements."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from investtrack.cli.terminal import login_name
from investtrack.errors import SourceError
from investtrack.plugin import Command, Host
from investtrack_sql.address import shown


if TYPE_CHECKING:
    from investtrack.json_object import JsonObject
    from investtrack_sql.restatements import Restated
    from investtrack_sql.store import Store, Version


_SEAL = 12
"""Digits of a seal that are shown: enough that no two of a store are alike."""


class History(Command):
    """Keeps every version of every region's ledger."""

    name: ClassVar[str] = "history"
    label: ClassVar[str] = "历史库：存入台账的每一版，按日期取回，查看改报"
    takes_source: ClassVar[bool] = False
    takes_common: ClassVar[bool] = False

    def arguments(self, parser: ArgumentParser) -> None:
        """Add what to do and where the store is."""
        steps = parser.add_subparsers(dest="step", required=True, metavar="动作")
        add = steps.add_parser("add", help="存入一版；和上一版相同的不重复存")
        add.add_argument("source", nargs="+", type=Path, metavar="SOURCE", help="台账文件或文件夹")
        add.add_argument("--who", default="", metavar="NAME", help="谁存的，默认是系统用户名")
        add.add_argument("--note", default="", metavar="TEXT", help="为什么存")
        listing = steps.add_parser("list", help="列出各版")
        get = steps.add_parser("get", help="取出一版，写成 JSON 台账，可交给其他命令")
        get.add_argument(
            "-o", "--output", type=Path, required=True, metavar="FILE.json", help="输出文件"
        )
        get.add_argument("--at", type=_day, metavar="DATE", help="截止日期不晚于这一天的最新一版")
        get.add_argument(
            "--known", type=_moment, metavar="DATE", help="只看这一天结束前存入的，即当时所知"
        )
        changes = steps.add_parser("changes", help="相邻两版之间改了什么：谁、何时、哪个单元格")
        changes.add_argument("--all", action="store_true", help="不只改报，全部变化都列")
        verify = steps.add_parser("verify", help="核验：库里各版是不是存入时的样子")
        verify.add_argument(
            "--seal", action="append", default=[], metavar="CODE",
            help="存入时给出的签章（可只写前几位，可给多个）；库里没有它，就是被换成了旧备份",
        )  # fmt: skip
        for step in (add, listing, get, changes, verify):
            step.add_argument(
                "--store", required=True, metavar="STORE", help="SQLite 文件，或数据库地址"
            )
            if step not in (add, verify):
                step.add_argument("--region", metavar="NAME", help="哪个地区")
            if step in (listing, changes, verify):
                step.add_argument("--json", action="store_true", help="输出一个 JSON 文档")
        add.add_argument("--profile", metavar="FILE.toml", help="县区配置")

    def run(self, options: Namespace, host: Host) -> int:
        """Do the step: 0 where it could be done, 1 where ``verify`` found something."""
        from investtrack_sql.store import Store

        added = host.plugins.extensions
        with Store(options.store, create=options.step == "add", extensions=added) as store:
            if options.step == "verify":
                return _verify(store, options, host)
            {"add": _add, "list": _list, "get": _get, "changes": _changes}[options.step](
                store, options, host
            )
        return 0


def _day(text: str) -> date:
    from investtrack.values.dates import parse_date

    span = parse_date(text)
    if span is None or not span.is_day:
        raise ValueError(text)
    return span.first


def _moment(text: str) -> datetime:
    day = _day(text)
    return datetime.combine(day, time.max)  # the store keeps UTC without a zone


def _add(store: Store, options: Namespace, host: Host) -> None:
    extract = host.read(options)
    who = options.who or login_name()
    now = datetime.now(UTC).replace(tzinfo=None)
    added = store.add(extract, recorded_at=now, recorded_by=who, note=options.note)
    said = "已存入" if added.is_new else "与库中最新一版相同，未重复存入"
    host.print(f"{said}：{_told(added.version)}")
    if added.seal:
        host.print(
            f"签章：{added.seal[:_SEAL]}（记下它，以后可用 history verify --seal 核验这一版还在）"
        )


def _verify(store: Store, options: Namespace, host: Host) -> int:
    faults, seals = store.verify(options.seal), store.seals()
    if options.json:
        host.print_json(
            {
                "faults": [{"version": one.version or None, "message": one.said} for one in faults],
                "seals": {str(number): seal for number, seal in seals.items()},
            }
        )
        return 1 if faults else 0
    for fault in faults:
        host.print(str(fault))
    if faults:
        host.print(f"共{len(faults)}处和存入时不一样；请从备份恢复，恢复后再核验一次")
        return 1
    last = f"；最后一版的签章是{list(seals.values())[-1][:_SEAL]}" if seals else ""
    host.print(f"共{len(seals)}版，都和存入时一样{last}")
    return 0


def _told(version: Version) -> str:
    by = f"，{version.recorded_by}" if version.recorded_by else ""
    return f"第{version.id}版　{version.region}　{version.period}　截至{version.as_of}（{version.recorded_at:%Y-%m-%d %H:%M} UTC{by}）"


def _list(store: Store, options: Namespace, host: Host) -> None:
    found, seals = store.versions(options.region), store.seals()
    if options.json:
        host.print_json([_data(version) | {"seal": seals.get(version.id)} for version in found])
        return
    rows = [("版", "地区", "报告期", "截止日期", "存入时间（UTC）", "谁", "说明", "签章")]
    rows += [
        (
            str(v.id),
            v.region,
            v.period,
            v.as_of.isoformat(),
            f"{v.recorded_at:%Y-%m-%d %H:%M}",
            v.recorded_by,
            v.note,
            seals.get(v.id, "")[:_SEAL],
        )
        for v in found
    ]
    host.print_table(rows)
    host.print(f"共{len(found)}版")


def _data(version: Version) -> JsonObject:
    return {
        "version": version.id,
        "region": version.region,
        "period": version.period,
        "as_of": version.as_of.isoformat(),
        "recorded_at": version.recorded_at.isoformat(timespec="seconds") + "Z",
        "recorded_by": version.recorded_by,
        "note": version.note,
    }


def _region(store: Store, options: Namespace) -> str:
    regions = store.regions()
    region: str | None = options.region
    if region is None and len(regions) == 1:
        return regions[0]
    if region is None or region not in regions:
        wanted = f"没有“{region}”" if region else "有几个地区，请用 --region 指定"
        raise SourceError(
            shown(options.store), f"历史库{wanted}；库中有：{'、'.join(regions) or '没有台账'}"
        )
    return region


def _get(store: Store, options: Namespace, host: Host) -> None:
    from investtrack.model.converter import json_text, ledger_as_it_goes

    region = _region(store, options)
    version = store.version_at(region, options.at, options.known)
    if version is None:
        raise SourceError(shown(options.store), f"“{region}”在所给日期以前没有存入的版本")
    with host.writing(options.output) as stream:
        for text in json_text(ledger_as_it_goes(store.load(version).ledger)):
            stream.write(text.encode())
    host.print(f"已写出{_told(version)}：{options.output}")


def _changes(store: Store, options: Namespace, host: Host) -> None:
    from investtrack_sql.restatements import restatements

    found = restatements(store, _region(store, options), everything=options.all)
    if options.json:
        host.print_json([_restated_data(item) for item in found])
        return
    for item in found:
        host.print(f"{_told(item.version)}　对比第{item.earlier.id}版：{len(item.changes)}处")
        host.print_table(
            [
                (
                    c.nature.label,
                    c.sheet,
                    c.record,
                    c.label,
                    c.before,
                    "→" if c.key else "",
                    c.after,
                    str(c.cells[-1]) if c.cells else "",
                )
                for c in item.changes
            ]
        )
    host.print(f"共{sum(len(item.changes) for item in found)}处")


def _restated_data(item: Restated) -> JsonObject:
    from investtrack.tables.plain import cell_data, plain_value

    return {
        "version": _data(item.version),
        "earlier": _data(item.earlier),
        "changes": [
            {
                "nature": c.nature.value, "sheet": c.sheet, "record": c.record, "field": c.key, "before": c.before, "after": c.after,
                "difference": plain_value(c.difference), "cells": [cell_data(cell) for cell in c.cells],
            }
            for c in item.changes
        ],
    }  # fmt: skip
