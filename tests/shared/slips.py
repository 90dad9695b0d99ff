"""Ledgers in which every column of every sheet slipped once, each in a record of its own: what is said of it, and what is computed."""

from datetime import date, timedelta
from enum import Enum

from attrs import evolve

from investtrack.model.columns import CellKind, columns
from investtrack.model.ledger import SHEETS
from investtrack.model.source import Origin, SheetRef
from investtrack.values.amount import Amount, Unit
from investtrack.values.dates import DateSpan
from investtrack.values.period import Month
from investtrack.values.rate import Rate
from investtrack_testing import sample_ledger


def _amounts(value):
    yield "留空", None
    yield "填0", Amount(0 * value.yuan)
    yield "写成负数", Amount(-value.yuan)
    yield "多写四个零", Amount(value.yuan * 10_000)
    yield "少写四个零", Amount(value.yuan / 10_000)
    yield "多写一倍", Amount(value.yuan * 2)
    yield "写成千亿", Amount.of(3000, Unit.YI)


def _spans(value):
    day = value.first
    yield "留空", None
    yield "早一年", DateSpan.day(day - timedelta(365))
    yield "晚一年", DateSpan.day(day + timedelta(365))
    yield "本期第一天", DateSpan.day(date(2022, 1, 1))
    yield "截止当天", DateSpan.day(date(2022, 3, 20))
    yield "截止后一天", DateSpan.day(date(2022, 3, 21))
    yield "本期最后一天", DateSpan.day(date(2022, 3, 31))
    yield "只写本月", DateSpan.month(2022, 3)
    yield "只写本年", DateSpan(date(2022, 1, 1), date(2022, 12, 31))
    yield "写成2102年", DateSpan.day(date(2102, 3, 1))


def _series(value):
    last, most = value[-1]
    yield "留空", ()
    yield "后月小于前月", (*value, (_after(last), Amount(most.yuan / 2)))
    yield "末月多写四个零", (*value[:-1], (last, Amount(most.yuan * 10_000)))
    yield "末月写成负数", (*value[:-1], (last, Amount(-most.yuan)))
    yield "填到截止以后", (*value, (Month(2022, 6), Amount(most.yuan * 2)))
    yield "填的是上年", tuple((Month(2021, month.month), amount) for month, amount in value)


def _after(month):
    return Month(month.year, month.month + 1) if month.month < 12 else Month(month.year + 1, 1)


def _texts(value):
    yield "留空", None
    yield "写成别的", "其他"
    yield "多写空格", f"{value} "


def _rates(value):
    yield "留空", None
    yield "写成负数", Rate(-value.fraction)
    yield "多写两个零", Rate(value.fraction * 100)


def slips_of(column, value):
    """Yield what a slip is called and what then stands in *column*, whose right *value* is there."""
    if isinstance(value, bool):
        yield from (("留空", None), ("写反", not value))
    elif isinstance(value, Amount):
        yield from _amounts(value)
    elif isinstance(value, DateSpan):
        yield from _spans(value)
    elif column.kind is CellKind.SERIES and value:
        yield from _series(value)
    elif isinstance(value, Rate):
        yield from _rates(value)
    elif isinstance(value, Enum):
        yield "留空", None
        yield from ((f"写成{each.value}", each) for each in type(value) if each is not value)
    elif isinstance(value, int):
        yield from (("留空", None), ("填0", 0), ("写成负数", -value), ("写成一百倍", value * 100))
    elif isinstance(value, str):
        yield from _texts(value)
    elif isinstance(value, tuple) and value:
        yield from (("留空", ()), ("重复写", value * 2))


def slipped(number):
    """Return a ledger in which each column that has so many slips has its *number*-th, in a record named after it."""
    ledger, made = sample_ledger(), {}
    for sheet in SHEETS:
        right = getattr(ledger, sheet.attribute)
        if not right:
            continue
        fields = list(columns(sheet.record))
        rows = list(right)
        for column in fields:
            owner = next((each for each in right if getattr(each, column.key) not in {None, ()}), None) if _plain(right, column) else right[0]  # fmt: skip
            if owner is None:
                continue
            found = list(slips_of(column, getattr(owner, column.key)))
            if number < len(found):
                said, value = found[number]
                own = {"name": f"{column.header}{said}"} if hasattr(owner, "name") else {}
                own |= {"code": f"{len(rows):03}"} if hasattr(owner, "code") else {}
                if value is None and column.required:
                    continue
                rows.append(evolve(owner, **{**own, column.key: value}))
        rows += _more(number, sheet.record, right[0])
        place = SheetRef("台账.xlsx", sheet.name, _places(fields, rows))
        made[sheet.attribute] = tuple(
            evolve(row, origin=Origin(place, at)) for at, row in enumerate(rows, 2)
        )
    return evolve(ledger, **made)


def _places(fields, rows):
    """Return the column of each key; a series has one a month."""
    keys = []
    for column in fields:
        if column.kind is CellKind.SERIES:
            months = sorted({end for row in rows for end, _ in getattr(row, column.key)})
            keys += [f"{column.key}.{end}" for end in months]
        else:
            keys.append(column.key)
    return {key: at for at, key in enumerate(keys)}


def _more(number, record, first):
    """Return records that slipped in more than one column, or hold what another holds."""
    keys = {column.key for column in columns(record)}
    amounts = [key for key in keys if isinstance(getattr(first, key), Amount)]
    named = {"name": f"又一个{first.name}"} if getattr(first, "name", None) else {}
    coded = {"code": "Z9"} if "code" in keys else {}
    if number == 0:
        return [first]  # the same row twice
    if number == 1:
        return [evolve(first, **named)] if named else []  # the same codes under another name
    if number == 2:
        return [evolve(first, **named, **coded, **dict.fromkeys(amounts, Amount.of(0, Unit.YUAN)))]
    if number == 3 and "cumulative_before_year" in keys:
        far = Amount(first.total_investment.yuan * 3)
        whole = {"cumulative": None, "cumulative_before_year": far}
        return [
            evolve(first, **named, **coded, **whole),
            evolve(first, name="同码异名", cumulative=far),
        ]
    if number == 4 and coded:
        return [
            evolve(first, code=None),
            evolve(first, **named, **coded),
        ]  # by its name, and a stranger
    return []


def _plain(right, column):
    return not isinstance(getattr(right[0], column.key), dict)


def told(finding):
    """Return all that a clerk is told of *finding*, on one line."""
    more = [
        f"{word}{text}"
        for word, text in (("现值：", finding.found), ("应为：", finding.expected), ("怎么改：", finding.mend))
        if text
    ]  # fmt: skip
    related = [f"相关：{'、'.join(map(str, finding.related))}"] if finding.related else []
    return "；".join([f"[{finding.grade.value}] {finding.place} {finding.message}（{finding.code}）", *more, *related])  # fmt: skip
