"""What a region's report says of the regions below it: targets side by side, definitions, months, who is lacking."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from investtrack import wording
from investtrack.metrics.figure import FigureRow
from investtrack.report import RegionsBelow, Report
from investtrack.values.amount import Amount, Unit
from investtrack.values.dates import parse_date
from investtrack.values.rate import Rate
from investtrack_word.report.rendered import RenderedValue


_FEW = 5
_WAN_IN_YI = 10_000
_MONEY = ("assigned", "target", "expected", "completed")
_FIGURES = {
    "assigned": "fai.period.assigned",
    "target": "fai.period.planned",
    "expected": "fai.period.expected",
    "completed": "fai.period.completed",
}
_RATE, _PLANNED, _ENTERED = "fai.completion_rate", "entry.planned.count", "entry.entered.count"
TOTAL = "合计"
_COLUMNS = {
    **_FIGURES,
    "planned": _PLANNED,
    "entered": _ENTERED,
}
_TITLES = {
    "assigned": "下达目标", "target": "工作目标", "expected": "预计完成", "completed": "累计完成",
    "planned": "计划入库", "entered": "已入库",
}  # fmt: skip


def texts(report: Report) -> dict[str, RenderedValue | None]:
    """Return the sentences by name; None where there is nothing to say, as of a county always."""
    below = report.below
    made = {
        "targets": _targets(report, below) if below is not None else "",
        "definitions": _definitions(report, below) if below is not None else "",
        "not_counted": _not_counted(below) if below is not None else "",
        "behind": _behind(below) if below is not None else "",
        "against": _against(below) if below is not None else "",
        "gdp": _whose(below, "gdp.period.target") if below is not None else "",
        "gdp_done": _whose(below, "gdp.period.actual") if below is not None else "",
        "table_note": _table_note(below) if below is not None else "",
    }
    return {
        name: RenderedValue(text, f"regions.{name}", value=text) if text else None
        for name, text in made.items()
    }


def _targets(report: Report, below: RegionsBelow) -> str:
    """Say what the level above set, what the region set itself, and what those below have together, side by side."""
    level, period = report.ledger.region.level, report.period.to_date.name
    said = []
    if below.assigned is not None:
        said.append(
            f"{below.set_by}下达我{level}{period}固定资产投资目标{_yi(report, below.assigned)}"
        )
    if below.handed_down is not None:
        subject = "" if said else f"{period}固定资产投资目标，"
        said.append(f"{subject}本级下达所辖各地{_yi(report, below.handed_down)}")
    if below.total is not None:
        what = "所辖各地填报的目标合计" if said else f"所辖各地{period}固定资产投资目标合计"
        lacking = below.total_lacks
        apart = f"（不含{_names(lacking)}）" if lacking else _apart(report, below)
        said.append(f"{what}{_yi(report, below.total)}{apart}")
    return "；".join(said) + "。" if said else ""


def _against(below: RegionsBelow) -> str:
    """Name the target that what is expected is held against: one that was set, or only the sum of those below."""
    if "fai.period.assigned" in below.summed:
        return "所辖各地目标合计"
    return f"{below.set_by}下达目标" if below.set_by else "目标"


def _whose(below: RegionsBelow, figure: str) -> str:
    """Say that a figure is of those below together, and not the region's own; empty where it is its own."""
    return "所辖各地合计" if figure in below.summed else ""


def _table_note(below: RegionsBelow) -> str:
    """Say what the rate is of, and who is not in the numbers of a region."""
    said = []
    if any(_RATE in row.values for row in below.rows):
        said.append("完成率是累计完成占工作目标的比重，没有另定工作目标的取预计完成")
    for row in below.rows:
        lacking: dict[tuple[str, ...], list[str]] = {}
        for column, figure in _COLUMNS.items():
            if names := row.without.get(figure):
                lacking.setdefault(names, []).append(_TITLES[column])
        said += [f"{row.name}的{'、'.join(of)}不含{_names(names)}" for names, of in lacking.items()]
    return f"注：{'；'.join(said)}。" if said else ""


def _apart(report: Report, below: RegionsBelow) -> str:
    base, name = (
        (below.handed_down, "本级下达")
        if below.handed_down is not None
        else (below.assigned, f"{below.set_by}下达")
    )
    if base is None or below.total is None or base == below.total:
        return ""
    apart = below.total - base
    return f"，比{name}的{'多' if apart.yuan > 0 else '少'}{_yi(report, -apart if apart.yuan < 0 else apart)}"


def _yi(report: Report, amount: Amount) -> str:
    return wording.amount_text(amount, Unit.YI, report.profile.display)


def _definitions(report: Report, below: RegionsBelow) -> str:
    """Name what those below define otherwise than most, before anything of theirs is added up."""
    said = []
    for label, ways in below.definitions.items():
        if len(ways) <= 1:  # alike
            continue
        usual, *others = sorted(ways, key=lambda way, ways=ways: (-len(ways[way]), way))  # type: ignore[misc]
        told = "，".join(f"{_names(ways[way])}为{way_text(way)}" for way in others)
        said.append(f"{label}多数为{way_text(usual)}，{told}")
    text = f"所辖各地口径不完全一致：{'；'.join(said)}。" if said else ""
    text += "".join(
        f"{found.message}，合计数含这个地区，请先核对。"
        for found in report.findings
        if found.code == "region-magnitude"
    )
    if below.month:
        text += (
            f"各地完成投资所到月份不同，累计完成及其比较都取各地共同的{below.month}"
            f"（{_names(below.ahead_of_it)}已报到以后月份，以后月份的完成数没有计入）；剩余投资、推进较慢的项目按各地所报月份。"
        )
    return text


def way_text(way: str) -> str:
    """Return a way of defining something as a sentence has it: a date in Chinese, ten thousand 万元 as 1亿元."""
    if (day := parse_date(way)) is not None and day.is_day:
        return day.label
    number = way.removesuffix("万元")
    if number != way and number.isdigit() and int(number) % _WAN_IN_YI == 0:
        return f"{int(number) // _WAN_IN_YI}亿元"
    return way


def _not_counted(below: RegionsBelow) -> str:
    """Name who sent nothing, and who sent what could not be added up."""
    said = []
    if below.unsent:
        said.append(f"没有报送台账的有{_names(below.unsent)}")
    if below.left_out:
        said.append(f"报送了但没有汇入的有{_names(below.left_out)}，原因见校核清单")
    return "；".join(said) + "。以上各数不含这些地区。" if said else ""


def _behind(below: RegionsBelow) -> str:
    """Name those last by what they completed of their targets: one of two or three, else up to three."""
    ranked = [row.name for row in below.rows if row.place]
    if len(ranked) <= 1:  # one is neither ahead nor behind
        return ""
    return "、".join(ranked[-3 if len(ranked) > _FEW else -1 :])


def _names(names: tuple[str, ...]) -> str:
    shown = "、".join(names[:_FEW])
    return f"{shown}等{len(names)}个地区" if len(names) > _FEW else shown


def rows(report: Report) -> list[FigureRow]:
    """Return the table of the regions directly below: a row each, and their sums where each column has all."""
    below = report.below
    if below is None:
        return []
    made = [
        _row(report, row.name, row.values, "—" if row.place is None else str(row.place), row.place)
        for row in below.rows
    ]
    sums = {
        figure: value
        for figure in (*_FIGURES.values(), _PLANNED, _ENTERED)
        if (value := _sum([row.values.get(figure) for row in below.rows])) is not None
    }
    if sums and len(below.rows) > 1:
        made.append(_row(report, TOTAL, sums, "—", None))
    return made


def _sum(values: list[object]) -> Amount | int | None:
    """Return the sum; None where one is lacking, since a sum of some is not theirs."""
    money = [value for value in values if isinstance(value, Amount)]
    counts = [value for value in values if isinstance(value, int)]
    if len(money) == len(values):
        return Amount.total(money)
    return sum(counts) if len(counts) == len(values) else None


def _row(
    report: Report, name: str, values: Mapping[str, object], place: str, rank: int | None
) -> FigureRow:
    cells: dict[str, tuple[object, str]] = {"name": (name, name), "place": (rank, place)}
    for column in _MONEY:
        amount = values.get(_FIGURES[column])
        text = _yi(report, amount).removesuffix("亿元") if isinstance(amount, Amount) else "—"
        cells[column] = (amount, text)
    rate = values.get(_RATE)
    shown = wording.rate_text(rate, report.profile.display) if isinstance(rate, Rate) else "—"
    cells["rate"] = (rate, shown)
    planned, entered = values.get(_PLANNED), values.get(_ENTERED)
    cells["planned"] = (planned, "—" if planned is None else str(planned))
    cells["entered"] = (entered, "—" if entered is None else str(entered))
    return {
        column: RenderedValue(text, f"annex.regions.{column}", key=name, value=value)
        for column, (value, text) in cells.items()
    }


_FIGURE = "fai.completion_rate"
_AT_EACH_END, _ALL_NAMED = 3, 6


def standing_text(report: Report) -> str:
    """Return the sentence; empty where fewer than two regions are ranked by what they completed of their targets."""
    ranking = next((each for each in report.rankings if each.figure == _FIGURE), None)
    ranked = (
        [(name, rate) for place, name, rate in ranking.rows if place and isinstance(rate, Rate)]
        if ranking is not None
        else []
    )
    if ranking is None or len(ranked) <= 1:  # one is neither ahead nor behind
        return ""
    said = [f"{name}（{wording.rate_text(rate, report.profile.display)}）" for name, rate in ranked]
    if len(said) <= _ALL_NAMED:
        text = f"从所辖各地看，完成率从高到低依次是{'、'.join(said)}"
    else:
        ahead, behind = "、".join(said[:_AT_EACH_END]), "、".join(said[-_AT_EACH_END:])
        text = f"从所辖{len(said)}个地区看，完成率居前的是{ahead}，居后的是{behind}"
    absent = [name for _, name, rate in ranking.rows if rate is None and name not in ranking.apart]
    lacking = f"没有完成率的有{wording.names_text(absent)}。" if absent else ""
    return f"{text}。{_unranked(ranking.apart)}{lacking}"


def _unranked(apart: Mapping[str, str]) -> str:
    why = sorted(apart.items(), key=lambda item: item[1])
    parts = [
        f"{'、'.join(name for name, _ in group)}（{reason}）"
        for reason, group in groupby(why, key=lambda item: item[1])
    ]
    return f"不参加排名的有{'、'.join(parts)}。" if parts else ""
