"""The comparison as a paragraph of a report."""

from __future__ import annotations

from collections.abc import Mapping

from investtrack.comparison import Change, Comparison, Moved, Nature
from investtrack.metrics.figure import Figure
from investtrack.metrics.ledger_view import can_state
from investtrack.model.profile import DisplayProfile
from investtrack.values.amount import Amount, Unit
from investtrack.values.rounding import round_decimal
from investtrack.wording import amount_text, names_text, points_text, printed_places, signed_text


# What the paragraph speaks of; the tables have the rest.
_TOLD = (
    "fai.period.expected",
    "fai.period.completed",
    "entry.entered.count",
    "resumption.resumed.count",
    "issues.open.count",
)
_MOST_NAMES = 3
COMPLETED, OF_THE_YEAR = "fai.period.completed", "year_plan.completed"


def completed_of(figures: Mapping[str, Figure]) -> str:
    """Return the figure that says what was completed: of projects with a plan where nobody knows what is in the library."""
    return OF_THE_YEAR if figures[COMPLETED].value is None else COMPLETED


def paragraph(comparison: Comparison, display: DisplayProfile | None = None) -> str:
    """Return one paragraph in Chinese: the figures that moved and why, entries, stages, slips, restatements."""
    display = display or comparison.new.profile.display
    figures = comparison.new.figures
    sentences = [
        _figure(figures[moved.id], moved, display)
        for moved in comparison.moved
        if moved.id in {*_TOLD, completed_of(figures)}
    ]
    sentences += [
        sentence
        for sentence in (
            became_text(comparison, display),
            entries_text(comparison),
            stages_text(comparison),
            slips_text(comparison),
            restated_text(comparison),
        )
        if sentence
    ]
    day = comparison.old.as_of
    if not sentences:
        return f"与{day.month}月{day.day}日相比，{unchanged(comparison)}。"
    return f"与{day.month}月{day.day}日相比：{'；'.join(sentences)}。"


def unchanged(comparison: Comparison) -> str:
    """Return that nothing changed, or nothing of what a story tells and the ledger states, in Chinese."""
    if not comparison.changes:
        return "没有变化"
    ledger, figures = comparison.new.ledger, comparison.new.figures
    projects = ledger.projects or ()
    is_stated = {
        "投资": figures[completed_of(figures)].value is not None,
        "入库": ledger.entries is not None
        or any(can_state(projects, key) for key in ("is_in_library", "entered_on")),
        "开工": ledger.starts is not None or can_state(projects, "started_on"),
        "复工": ledger.resumptions is not None,
        "问题": ledger.issues is not None,
    }
    *names, last = [name for name, stated in is_stated.items() if stated] or [""]
    if not last:
        return f"{'、'.join(is_stated)}台账都没有写，比不出变化"
    return f"{'、'.join(names)}{'和' if names else ''}{last}没有变化"


def _figure(figure: Figure, moved: Moved, display: DisplayProfile) -> str:
    if moved.before is None or moved.after is None:
        value = "有了数" if moved.before is None else "没有了数"
        return f"{moved.title}{value}"
    from_to = f"由{signed_text(figure, moved.before, display)}变为{signed_text(figure, moved.after, display)}"
    why = _why(moved)
    return f"{moved.title}{from_to}，{_by(moved, display)}{_rounding(moved, display)}{why}"


def _rounding(moved: Moved, display: DisplayProfile) -> str:
    """Return why the printed difference is not that of the printed amounts; empty where it is, or nobody would subtract."""
    parts = (moved.before, moved.difference, moved.after)
    amounts = [part for part in parts if isinstance(part, Amount)]
    places = printed_places(Unit.YI, display)
    shown = [round_decimal(amount.to(Unit.YI), places, display.rounding) for amount in amounts]
    if len(shown) < len(parts) or not all(shown) or shown[0] + shown[1] == shown[2]:
        return ""
    return "（与两数相减的尾数略有出入，因四舍五入所致）"


def _by(moved: Moved, display: DisplayProfile) -> str:
    difference = moved.difference
    if isinstance(difference, Amount):
        word = "增加" if difference.yuan > 0 else "减少"
        return f"{word}{amount_text(-difference if difference.yuan < 0 else difference, display=display)}"
    if isinstance(difference, int):
        return f"{'增加' if difference > 0 else '减少'}{abs(difference)}个"
    return points_text(difference, display) if difference is not None else ""


def _why(moved: Moved) -> str:
    names = [mover.record for mover in moved.movers]
    return f"（主要是{names_text(names, _MOST_NAMES)}）" if names else ""


def entries_text(comparison: Comparison) -> str:
    """Return which planned entries are new and which are gone, in Chinese; empty where none is."""
    new = [change.record for change in comparison.of(Nature.NEW) if change.sheet == "入库计划"]
    gone = [change.record for change in comparison.of(Nature.GONE) if change.sheet == "入库计划"]
    said = [f"入库计划新增{len(new)}个（{names_text(new, _MOST_NAMES)}）"] if new else []
    said += [f"入库计划减少{len(gone)}个（{names_text(gone, _MOST_NAMES)}）"] if gone else []
    return "；".join(said)


def stages_text(comparison: Comparison) -> str:
    """Return which entries came to another status, in Chinese; empty where none did."""
    moved: dict[str, list[str]] = {}
    for change in comparison.of(Nature.STAGE):
        if change.sheet == "入库计划" and change.key == "status":
            moved.setdefault(f"由{change.before}转为{change.after}", []).append(change.record)
    return "；".join(
        f"{len(names)}个项目{how}（{names_text(names, _MOST_NAMES)}）"
        for how, names in sorted(moved.items())
    )


def slips_text(comparison: Comparison) -> str:
    """Return which planned dates moved back, in Chinese; empty where none did."""
    slips = comparison.of(Nature.SLIPPED)
    if not slips:
        return ""
    worst = max(slips, key=lambda change: change.days or 0)
    names = [change.record for change in slips]
    return (
        f"{len(slips)}处计划时间推迟（{names_text(names, _MOST_NAMES)}），最多的推迟{worst.days}天"
    )


def became_text(comparison: Comparison, display: DisplayProfile) -> str:
    """Return what became of projects: renamed, split, merged, moved to another list; empty where nothing did."""
    said = [
        f"{change.before}{words}{change.after}{_adding_up(change, display)}"
        for nature, words in ((Nature.SPLIT, "拆分为"), (Nature.MERGED, "合并为"))
        for change in comparison.of(nature)
    ]
    renamed = list(
        dict.fromkeys(f"{c.before}更名为{c.after}" for c in comparison.of(Nature.RENAMED))
    )
    said += renamed[:_MOST_NAMES]
    if len(renamed) > _MOST_NAMES:
        said.append(f"另有{len(renamed) - _MOST_NAMES}个项目更名")
    moved: dict[str, list[str]] = {}
    for change in comparison.of(Nature.MOVED):
        after = "入库后" if change.label == "入库后转入" else ""
        moved.setdefault(f"{after}由{change.before}转入{change.after}", []).append(change.record)
    said += [
        f"{len(names)}个项目{how}（{names_text(names, _MOST_NAMES)}）"
        for how, names in moved.items()
    ]
    return "；".join(said)


def _adding_up(change: Change, display: DisplayProfile) -> str:
    if change.difference is None:
        return ""
    if not change.difference:
        return "（总投资合计不变）"
    word = "增加" if change.difference.yuan > 0 else "减少"
    size = change.difference if change.difference.yuan > 0 else -change.difference
    return f"（总投资合计{word}{amount_text(size, display=display)}）"


def restated_text(comparison: Comparison) -> str:
    """Return which projects now state earlier months otherwise, in Chinese; empty where none does."""
    changes: tuple[Change, ...] = comparison.of(Nature.RESTATED)
    if not changes:
        return ""
    names = list(dict.fromkeys(change.record for change in changes))
    worst = max(changes, key=lambda change: abs(change.difference.yuan) if change.difference else 0)
    most = f"，最多的是{worst.record}" if len(names) > 1 else "，"
    what = worst.label.partition("完成投资")[0].partition("实际")[0]
    return (
        f"{len(names)}个项目改报了以前月份的完成数（{names_text(names, _MOST_NAMES)}）"
        f"{most}{what}由{worst.before}改为{worst.after}"
    )
