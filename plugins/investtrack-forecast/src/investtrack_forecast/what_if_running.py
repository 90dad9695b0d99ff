"""Prints what would become of the targets."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence

from investtrack.analysis import Between, candidates, critical_sets
from investtrack.analysis.critical import CriticalSets
from investtrack.json_object import JsonObject
from investtrack.model.profile import DisplayProfile
from investtrack.plugin.command import Host
from investtrack.report import Report
from investtrack.values.amount import Amount
from investtrack.values.rate import Points, Rate
from investtrack.wording import amount_text, excess_text, figure_text, points_text, rate_text
from investtrack_forecast import (
    ChangedFigure,
    Forecast,
    WhatIf,
    attainment,
    forecast,
    parse_supposition,
    what_if,
)
from investtrack_forecast.json_data import forecast_data, what_if_data
from investtrack_forecast.sentences import changed_sentences


_LONGEST = 40
_SHOWN_SETS = 10


def run(options: Namespace, host: Host) -> int:
    """Suppose and print; 1 where the ledger as it is has errors."""
    picture = host.plugins.picture("chances") if options.chart else None
    suffix = picture.format_of(options.chart) if picture else ""
    report = host.report(options)
    year = report.period.year
    changes = [parse_supposition(kind, text, year=year) for kind, text in options.changes or ()]
    found = what_if(report, changes)
    sets = _sets(found.after)
    law = forecast(found.after)
    if picture is not None:
        with host.writing(options.chart) as stream:
            picture.draw(found.after, stream, suffix)
    sentences = changed_sentences(host.plugins, report, found.after) if changes else []
    if options.json:
        data = what_if_data(found)
        data["sentences"] = (
            None if sentences is None else [{"before": old, "after": new} for old, new in sentences]
        )
        data["breaking"] = None if sets is None else _sets_data(sets)
        data["forecast"] = None if law is None else forecast_data(law)
        host.print_json(data)
    else:
        _print(found, host)
        _print_sentences(sentences, host)
        _print_sets(found.after, sets, host)
        _print_law(report.profile.display, law, forecast(report, most=0) if changes else None, host)
    return 1 if report.has_errors else 0


def _sets(report: Report) -> CriticalSets | None:
    excess = attainment(report).excess
    return None if excess is None else critical_sets(candidates(report), excess)


def _sets_data(sets: CriticalSets) -> JsonObject:
    return {
        "size": sets.size,
        "is_complete": sets.is_complete,
        "sets": [[item.name for item in found] for found in sets.sets],
    }


def _print(found: WhatIf, host: Host) -> None:
    report = found.before
    host.print(f"{report.title}　截至{report.as_of.isoformat()}　（测算数，不是统计数）")
    for label in found.labels:
        host.print(f"假设：{label}")
    before, after = found.attained_before, found.attained_after
    display = report.profile.display
    rows = [
        ("", "现在", "测算"),
        ("预计完成", *(_money(each.expected, display) for each in (before, after))),
        ("目标", *(_money(each.target, display) for each in (before, after))),
        ("保障率", *(_rate(each.rate, display) for each in (before, after))),
        ("超额（缺口）", *(_excess(each.excess, display) for each in (before, after))),
    ]
    host.print_table(rows if found.changes else [row[:2] for row in rows])
    if before.reason:
        host.print(f"说明：{before.reason}")
    if found.changes:
        host.print(f"\n变动的指标（{len(found.figures)}项）")
        lines = [_line(figure, found) for figure in found.figures]
        host.print_table([("编号", "指标", "现在", "测算", "差"), *lines] if lines else [])


def _print_sentences(sentences: Sequence[tuple[str, str]] | None, host: Host) -> None:
    if not sentences:
        return
    host.print(f"\n汇报里要改的话（{len(sentences)}处）")
    for old, new in sentences:
        host.print(f"    原：{old or '（没有这一句）'}")
        host.print(f"    改：{new or '（不再有这一句）'}")


def _line(item: ChangedFigure, found: WhatIf) -> tuple[str, ...]:
    display = found.before.profile.display
    old, new = (report.figures[item.id] for report in (found.before, found.after))
    texts = ("—" if f.is_absent else _short(figure_text(f, display)) for f in (old, new))
    return (item.id, item.title, *texts, _difference(item.difference, display))


def _difference(value: object, display: DisplayProfile) -> str:
    if isinstance(value, Amount):
        size = amount_text(max(value, -value), display=display)
        return f"{'-' if value.yuan < 0 else '+'}{size}"
    if isinstance(value, Points):
        return f"{'-' if value.number < 0 else '+'}{points_text(value, display)}"
    if isinstance(value, int):
        return f"{value:+d}"
    if isinstance(value, dict) and set(value) == {"added", "removed"}:
        return f"增{len(value['added'])}、减{len(value['removed'])}"
    if isinstance(value, dict):
        return f"{len(value)}项变动"
    return "—"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _money(amount: Amount | None, display: DisplayProfile) -> str:
    return "—" if amount is None else amount_text(amount, display=display)


def _rate(rate: Rate | None, display: DisplayProfile) -> str:
    return "—" if rate is None else rate_text(rate, display)


def _excess(amount: Amount | None, display: DisplayProfile) -> str:
    return "—" if amount is None else excess_text(amount, display=display)


def _print_sets(report: Report, sets: CriticalSets | None, host: Host) -> None:
    host.print(f"\n{report.period.to_date.name}目标靠什么支撑")
    if sets is None:
        host.print("没有目标或预计完成数，无法判断")
    elif sets.size == 0:
        host.print("全部按计划入库也达不到目标")
    elif sets.size is None:
        host.print("计划入库项目全部落空也能完成目标")
    else:
        number = f"{len(sets.sets)}组" if sets.is_complete else f"{len(sets.sets)}组以上"
        host.print(f"最少{sets.size}个项目落空就完不成目标，这样的组合有{number}：")
        for found in sets.sets[:_SHOWN_SETS]:
            lost = amount_text(
                Amount.total(item.amount for item in found), display=report.profile.display
            )
            host.print(f"    {'、'.join(item.name for item in found)}（共贡献{lost}）")


def _print_law(
    display: DisplayProfile, law: Forecast | None, before: Forecast | None, host: Host
) -> None:
    if law is None or law.chance is None:
        return
    whose = "通用值，未按本县情况校准" if law.has_default_chances else "县区配置"
    host.print(f"\n完成目标的概率（入库概率取{whose}；各项目相互独立，在库项目按计划完成）")
    was = (
        f"现在{_chance(before.chance, display)}，测算"
        if before is not None and before.chance
        else ""
    )
    mean = amount_text(law.expected_value, display=display)
    host.print(f"{was}{_chance(law.chance, display)}；平均完成{mean}")
    if law.at_risk:
        host.print_table(
            [
                ("项目", "预计贡献", "入库概率", "落空后完成目标的概率", "下降"),
                *(
                    (
                        item.candidate.name,
                        amount_text(item.candidate.amount, display=display),
                        rate_text(item.chance, display),
                        _chance(item.without, display),
                        _chance(item.drop, display),
                    )
                    for item in law.at_risk
                ),
            ]
        )


def _chance(found: Between, display: DisplayProfile) -> str:
    low, high = (rate_text(Rate(end), display) for end in (found.low, found.high))
    return low if low == high else f"{low}到{high}"
