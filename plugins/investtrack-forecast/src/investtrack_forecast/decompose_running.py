"""Prints who has how much left to do, and when."""

from __future__ import annotations

import csv
import io
from argparse import ArgumentTypeError, Namespace
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from investtrack.errors import AmountError
from investtrack.json_object import JsonObject
from investtrack.plugin import Host
from investtrack.plugin.kept import place_for
from investtrack.plugin.read_back import read_csv, unlike_rows
from investtrack.tables.plain import cell_data, plain_value
from investtrack.values.amount import Amount, Unit, plain
from investtrack.values.cell import guarded
from investtrack.values.quantities import read_amount
from investtrack.values.rounding import round_decimal


if TYPE_CHECKING:
    from investtrack_forecast.decomposition import Decomposition


WARNING = "这是工作计划，不是统计数：分到的数不得作为完成投资上报，完成多少报多少。"
_SHOWN = 40


def run(options: Namespace, host: Host) -> int:
    """Split and print; 1 where projects cannot carry the whole."""
    from investtrack_forecast.decomposition import decompose
    from investtrack_forecast.splittable import Weight

    report = host.report(options)
    found = decompose(
        report,
        target=options.target,
        by=Weight(options.by),
        floors=dict(_floor(text) for text in options.floor),
        last_month=options.until,
    )
    if options.output is not None:
        options.output, moved = place_for(options.output)
        with host.writing(options.output, partial(_faults, found)) as stream:
            stream.write(_table(found))
        if moved and not options.json:
            host.print(moved)
    if options.json:
        host.print_json(decomposition_data(found))
    else:
        _print(found, report.title, options, host)
    return 1 if found.shortfall or found.excess else 0


def amount_given(text: str) -> Amount:
    """Return an amount that is given with its unit.

    Raises:
        ArgumentTypeError: it is none, or has none.
    """
    try:
        return read_amount(text)
    except AmountError:
        raise ArgumentTypeError(f"“{text}”不是带单位的金额（如 30亿元、500万元）") from None


def _floor(text: str) -> tuple[str, Amount]:
    name, mark, amount = text.rpartition("=")
    if not mark:
        raise AmountError(f"--floor 应写成 项目=金额（如 A1=500万元），不能是“{text}”")
    try:
        return name.strip(), amount_given(amount.strip())
    except ArgumentTypeError as error:
        raise AmountError(str(error)) from error


def _wan(amount: Amount) -> str:
    return f"{plain(amount.to(Unit.WAN))}"


def _shown(amount: Amount) -> str:
    """Return 万元 to two places, for the screen; the file and the JSON are exact."""
    return f"{round_decimal(amount.to(Unit.WAN), 2):,}"


def _print(found: Decomposition, title: str, options: Namespace, host: Host) -> None:
    from investtrack_forecast.decomposition import by_leader, by_unit
    from investtrack_forecast.splittable import amount_of

    host.print(f"{title}目标分解（按{found.by.label}；单位：万元）")
    done = "完成数未知，按全部目标分解" if found.done is None else f"已完成{_shown(found.done)}"
    host.print(f"目标{_shown(found.target)}，{done}，还需{_shown(found.need)}")
    if found.shortfall:
        host.print(f"缺口：现有项目全部报完仍差{_shown(found.shortfall)}，需要新增项目")
    if found.excess:
        host.print(f"各项目至少要的数合计比还需的多{_shown(found.excess)}")
    for month, amount in found.late.items():
        host.print(f"{month}月按进度应有的数中，{_shown(amount)}没有项目可做，已移到其他月份")
    host.print("\n按月")
    host.print_table([("月份", "数额"), *((f"{m}月", _shown(a)) for m, a in found.months.items())])
    host.print("\n按项目")
    rows = [("项目", "来源", "分到", "最多可报", "包保领导", "责任单位")]
    for share in sorted(found.shares, key=lambda s: (-s.amount.yuan, s.candidate.name))[:_SHOWN]:
        one = share.candidate
        rows.append(
            (
                one.name,
                one.kind,
                _shown(share.amount),
                _shown(amount_of(one.cap)),
                "、".join(one.leaders),
                one.unit,
            )
        )
    host.print_table(rows)
    if len(found.shares) > _SHOWN:
        host.print(f"……共{len(found.shares)}个项目，用 -o 文件.csv 看全部和分月")
    for heading, sums in (
        ("按包保领导（一个项目有几位领导的，每位都计）", by_leader(found)),
        ("按责任单位", by_unit(found)),
    ):
        host.print(f"\n{heading}")
        host.print_table(
            [
                ("名称", "项目数", "分到"),
                *((name, str(n), _shown(a)) for name, (n, a) in sums.items()),
            ]
        )
    if found.left_out:
        host.print(f"\n没有分到的{len(found.left_out)}个：")
        host.print_table([(item.name, item.why) for item in found.left_out[:_SHOWN]])
    if options.output is not None:
        host.print(f"\n已写出：{options.output}")
    host.print(f"\n{WARNING}")


def _faults(found: Decomposition, path: Path) -> list[str]:
    """Return what a written table says otherwise than *found*."""
    return unlike_rows(
        read_csv(_table(found).decode("utf-8-sig")), read_csv(path.read_text("utf-8-sig"))
    )


def _table(found: Decomposition) -> bytes:
    from investtrack_forecast.splittable import amount_of

    months = list(found.months)
    rows: list[Sequence[str]] = [
        [WARNING],
        [
            "项目编码",
            "项目名称",
            "来源",
            "包保领导",
            "责任单位",
            "最多可报（万元）",
            "分到（万元）",
            *(f"{m}月（万元）" for m in months),
        ],
    ]
    for share in found.shares:
        one = share.candidate
        cells = [_wan(share.months[m]) if m in share.months else "" for m in months]
        cap = _wan(amount_of(one.cap))
        rows.append(
            [
                one.code,
                one.name,
                one.kind,
                "、".join(one.leaders),
                one.unit,
                cap,
                _wan(share.amount),
                *cells,
            ]
        )
    rows.append(
        [
            "",
            "合计",
            "",
            "",
            "",
            "",
            _wan(Amount.total(s.amount for s in found.shares)),
            *(_wan(a) for a in found.months.values()),
        ]
    )
    text = io.StringIO()
    csv.writer(text).writerows([[*map(guarded, row)] for row in rows])
    return text.getvalue().encode("utf-8-sig")  # Excel takes other UTF-8 for the local code page


def decomposition_data(found: Decomposition) -> JsonObject:
    """Return a decomposition as JSON data: money in 万元 as decimal strings."""
    from investtrack_forecast.decomposition import by_leader, by_unit

    def sums(items: dict[str, tuple[int, Amount]]) -> JsonObject:
        return {name: {"projects": n, "amount": plain_value(a)} for name, (n, a) in items.items()}

    return {
        "note": WARNING,
        "year": found.year,
        "by": found.by.value,
        **{
            key: plain_value(getattr(found, key))
            for key in ("target", "done", "need", "shortfall", "excess")
        },
        "months": {str(m): plain_value(a) for m, a in found.months.items()},
        "late": {str(m): plain_value(a) for m, a in found.late.items()},
        "projects": [
            {
                "code": share.candidate.code,
                "name": share.candidate.name,
                "kind": share.candidate.kind,
                "amount": plain_value(share.amount),
                "months": {str(m): plain_value(a) for m, a in share.months.items()},
                "cells": [cell_data(cell) for cell in share.candidate.cells],
            }
            for share in found.shares
        ],
        "by_leader": sums(by_leader(found)),
        "by_unit": sums(by_unit(found)),
        "left_out": [{"name": item.name, "reason": item.why} for item in found.left_out],
    }
