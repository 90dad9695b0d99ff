"""Prints what changed from one ledger to the next."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter

from investtrack.comparison import Change, Comparison, Moved, Nature
from investtrack.metrics.figure import Figure
from investtrack.plugin.command import Host
from investtrack.values.amount import Amount, Unit, plain
from investtrack.wording import number_text, signed_text
from investtrack_compare import compare
from investtrack_compare.json_data import comparison_data
from investtrack_compare.since import story


# Many and expected from one month to the next: counted, and listed only when asked for.
_QUIET = {Nature.FILLED, Nature.TEXT}
_MOVERS = 5


def run(options: Namespace, host: Host) -> int:
    """Compare and print; always 0, since a change is no fault."""
    both = Namespace(
        **vars(options), source=[options.new]
    )  # read by one profile: that of the later
    found = compare(host.report(both, [options.old]), host.report(both, [options.new]))
    if options.json:
        host.print_json(comparison_data(found))
    else:
        _print(found, options, host)
    return 0


def _print(found: Comparison, options: Namespace, host: Host) -> None:
    host.print(f"{found.new.title}　{found.old.as_of.isoformat()} → {found.new.as_of.isoformat()}")
    for remark in found.remarks:
        host.print(f"注意：{remark}")
    host.print(story(found))
    if found.moved:
        host.print("\n变化的指标")
        host.print_table(
            [
                ("指标", "上次", "这次", "增减", "主要由谁引起"),
                *(_row(found.new.figures[moved.id], moved) for moved in found.moved),
            ]
        )
    counts = Counter(change.nature for change in found.changes)
    shown = [change for change in found.changes if options.all or change.nature not in _QUIET]
    if shown:
        host.print("\n变化的记录")
        rows = [
            (
                change.nature.label,
                change.sheet,
                change.record,
                change.label,
                change.before,
                "→" if change.key or change.before else "",
                _after(change),
            )
            for change in shown
        ]
        host.print_table(rows)
    quiet = [
        f"{nature.label}{counts[nature]}处"
        for nature in _QUIET
        if counts[nature] and not options.all
    ]
    if quiet:
        host.print(f"另有{'、'.join(sorted(quiet))}，加 --all 逐条列出")


def _after(change: Change) -> str:
    if change.days:
        return f"{change.after}（{'推迟' if change.days > 0 else '提前'}{abs(change.days)}天）"
    if change.key or change.difference is None:
        return change.after
    if change.nature in {Nature.NEW, Nature.GONE}:
        return f"{plain(change.difference.to(Unit.WAN))}万元"
    if change.nature is Nature.MOVED:
        return change.after
    same = f"增减{_signed(change.difference)}" if change.difference else "不变"
    return f"{change.after}（总投资合计{same}）"


def _row(figure: Figure, moved: Moved) -> tuple[str, str, str, str, str]:
    def shown(value: object) -> str:
        return "—" if value is None else signed_text(figure, value)

    movers = "、".join(
        f"{mover.record}（{_signed(mover.difference)}）" for mover in moved.movers[:_MOVERS]
    )
    more = f"等{len(moved.movers)}个" if len(moved.movers) > _MOVERS else ""
    return (
        moved.title,
        shown(moved.before),
        shown(moved.after),
        _signed(moved.difference),
        movers + more,
    )


def _signed(value: object) -> str:
    if value is None:
        return "—"
    if isinstance(value, Amount):
        number = plain(value.to(Unit.WAN))
        return f"{number}万元" if number.startswith("-") else f"＋{number}万元"
    text = number_text(value)
    return text if text.startswith("-") else f"＋{text}"
