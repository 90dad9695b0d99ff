"""Kinds of cells: each alters one cell of a column of its kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from excel_layouts.styled import HIDING, LOWERED, PLAIN, RAISED, STRUCK, Cell

from .books import CODE, DATE, FLAG, INDUSTRY, LEADERS, MONEY, NAME, PAPER, RATE
from .stain import CSV, EVERYWHERE, ODS, STYLED, XLS, XLSX, Stain


_Made = tuple[Any, Any] | None
UNSEEN = ("\u200b", "\u200e", "\u00ad", "\ufe0f", "\ufeff", "\u2060", "\u3164")
FORMATS, RUNS, INVISIBLE, UNITS, SIGNS, CODES, PICTURES, TIMES, ERRORS = (
    "1 number formats", "2 runs and marks", "3 invisible characters", "4 units", "5 signs and numbers", "7 classifications and codes",
    "8 pictures", "9 times of day", "11 error values",
)  # fmt: skip


def _plain(number: float) -> str:
    return f"{Decimal(repr(number)).normalize():f}"


def _text(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return _plain(value) if isinstance(value, (int, float)) else str(value)


def _scaled(power: int, *codes: str) -> Callable[[Random, float], _Made]:
    def make(random: Random, value: float) -> _Made:
        stored = float(Decimal(repr(value)).scaleb(power))
        return Cell(stored, _plain(value), random.choice(codes)), value

    return make


def _shown(code: str, seen: str, power: int = 0) -> Callable[[Random, float], _Made]:
    """Return what stores an amount in another unit, which its format writes."""

    def make(_: Random, value: float) -> _Made:
        stored = float(Decimal(repr(value)).scaleb(power))
        return Cell(stored, seen.format(_plain(stored)), code), value

    return make


def _written(*forms: str, right: bool = True) -> Callable[[Random, Any], _Made]:
    """Return what writes a value as text in one of *forms*; where it is asked about, nothing is read."""

    def make(random: Random, value: Any) -> _Made:
        return random.choice(forms).format(_text(value)), value if right else None

    return make


def _instead(*values: Any, right: Any = None) -> Callable[[Random, Any], _Made]:
    def make(random: Random, value: Any) -> _Made:
        return random.choice(values), right

    return make


def _pieces(*pieces: tuple[str, str], right: bool = True) -> Callable[[Random, Any], _Made]:
    def make(_: Random, value: Any) -> _Made:
        text = _text(value)
        return Cell(pieces=tuple((kind, form.format(text)) for kind, form in pieces)), value if right else None  # fmt: skip

    return make


def _unseen(random: Random, value: Any) -> _Made:
    text = _text(value)
    at = random.randrange(len(text) + 1)
    return f"{text[:at]}{random.choice(UNSEEN)}{text[at:]}", value


def _code_in_format(_: Random, value: str) -> _Made:
    return Cell(int(value[3:]), value, '"YX-"000'), value


def _negative(_: Random, value: float) -> _Made:
    return -value, -value


def _inside(mark: str) -> Callable[[Random, str], _Made]:
    def make(random: Random, value: str) -> _Made:
        at = random.randrange(1, len(value))
        return f"{value[:at]}{mark}{value[at:]}", value

    return make


def _wide(_: Random, value: Any) -> _Made:
    return _text(value).translate(str.maketrans("0123456789.-", "０１２３４５６７８９．－")), value


def _evening(*times: time) -> Callable[[Random, date], _Made]:
    def make(random: Random, value: date) -> _Made:
        return datetime.combine(value - timedelta(days=1), random.choice(times)), value

    return make


def _zoned(random: Random, value: date) -> _Made:
    before = value - timedelta(days=1)
    return random.choice((f"{before}T16:00:00Z", f"{before}T16:00:00.000Z", f"{value}T08:30:00+08:00")), value  # fmt: skip


def _serial(_: Random, value: date) -> _Made:
    return (value - date(1899, 12, 30)).days, value


def _noon(_: Random, value: date) -> _Made:
    return datetime.combine(value, time(10, 30)), value


def _only(old: Any, cell: Any) -> Callable[[Random, Any], _Made]:
    return lambda _, value: (cell, value) if value == old else None


_INDUSTRIES = {"7211": "商务服务业", "7221": "商务服务业", "6510": "软件和信息技术服务业"}


def _industry(random: Random, value: str) -> _Made:
    return random.choice((f"L{value}" if value[0] == "7" else f"I{value}", f"{value}①", _text(value))), value  # fmt: skip


def _all() -> Iterator[Stain]:  # noqa: PLR0915 - one line a kind
    def of(  # noqa: PLR0917 - one kind a line
        key: str, title: str, item: str, column: str, cell: Callable[[Random, Any], _Made],
        files: tuple[str, ...] = EVERYWHERE, *, asked: bool = False,
    ) -> Stain:  # fmt: skip
        return Stain(key, title, item, files, column, cell, is_asked=asked)

    yield of(
        "yuan-as-wan", "`0!.0,`: 元 shown as 万元", FORMATS, MONEY, _scaled(4, "0!.0,", "0\\.0,")
    )
    yield of("thousands", "`#,##0,`", FORMATS, MONEY, _scaled(3, "#,##0,", "0.00,"))
    yield of("millions", "`0.00,,`", FORMATS, MONEY, _scaled(6, "0.00,,"))
    yield of("format-same-unit", '`0.00"万元"` under （万元）', FORMATS, MONEY, _shown('0.00"万元"', "{}万元"))  # fmt: skip
    yield of("format-other-unit", '`0.00"亿元"` under （万元）', FORMATS, MONEY, _shown('0.0000"亿元"', "{}亿元", -4))  # fmt: skip
    yield of("format-hides", "`;;;`", FORMATS, MONEY, lambda _, value: (Cell(value, format=HIDING), value), STYLED, asked=True)  # fmt: skip
    yield of("white", "white on white", FORMATS, MONEY, lambda _, value: (Cell(value, is_white=True), value), STYLED, asked=True)  # fmt: skip
    yield of("format-words", '`"待定"`', FORMATS, MONEY, lambda _, value: (Cell(value, "待定", '"待定"'), None), asked=True)  # fmt: skip
    yield of("format-section", '`[>=10000]…"万";0`', FORMATS, MONEY, lambda _, value: (Cell(value, "", '[>=1000000000]0!.0,"万";0.00'), value), (XLSX, XLS))  # fmt: skip
    yield of("percent-amount", "per cent in a column of amounts", FORMATS, MONEY, lambda _, value: (Cell(0.5, "50%", "0%"), None), asked=True)  # fmt: skip
    yield of("date-amount", "a date in a column of amounts", FORMATS, MONEY, _instead(date(2022, 3, 1)), asked=True)  # fmt: skip
    yield of("percent-rate", "`0.0%` under （％）", FORMATS, RATE, lambda _, value: (Cell(float(Decimal(repr(value)).scaleb(-2)), f"{_plain(value)}%", "0.0%"), value))  # fmt: skip
    yield of("code-format", '`"YX-"000`', FORMATS, CODE, _code_in_format)

    for column in (MONEY, RATE, DATE, NAME, LEADERS, CODE):
        yield of(f"mark-{column}", f"a mark of a note (①²*注1) behind a {column}", RUNS, column, _written("{}①", "{}②", "{}❶", "{}²" if column != NAME else "{}③", "{}注1"))  # fmt: skip
    for column in (MONEY, RATE, DATE, NAME, LEADERS):
        yield of(f"raised-{column}", f"a raised or lowered 1 behind a {column}", RUNS, column, _pieces((PLAIN, "{}"), (RAISED, "1")), STYLED)  # fmt: skip
    yield of("lowered", "a lowered 2 behind an amount", RUNS, MONEY, _pieces((PLAIN, "{}"), (LOWERED, "2")), STYLED)  # fmt: skip
    yield of(
        "mark-before", "①500", RUNS, MONEY, _written("①{}", "②{}", "₁{}", right=False), asked=True
    )
    yield of("mark-alone", "a mark alone", RUNS, MONEY, _instead("①", "②"), asked=True)
    yield of("mark-inside", "a mark inside a name", RUNS, NAME, _inside("①"))
    yield of("numbered-leaders", "①张三②李四", RUNS, LEADERS, lambda _, value: ("".join("①②③"[n] + name for n, name in enumerate(value.split("、"))), value))  # fmt: skip
    yield of("struck-part", "an old number struck out before the new", RUNS, MONEY, _pieces((STRUCK, "98"), (PLAIN, "{}")), STYLED, asked=True)  # fmt: skip
    yield of("struck-cell", "a cell struck out", RUNS, MONEY, lambda _, value: (Cell(value, is_struck=True), None), STYLED, asked=True)  # fmt: skip
    yield of("struck-date", "a date struck out", RUNS, DATE, lambda _, value: (Cell(value, is_struck=True), None), STYLED, asked=True)  # fmt: skip

    for column in (MONEY, RATE, DATE, NAME, CODE, LEADERS, FLAG, PAPER, INDUSTRY):
        yield of(f"unseen-{column}", f"in a {column}", INVISIBLE, column, _unseen)

    yield of("own-unit", "an amount that names its unit", UNITS, MONEY, lambda random, value: (f"{_plain(float(Decimal(repr(value)).scaleb(-4)))}{random.choice(('亿元', '亿', '个亿'))}", value))  # fmt: skip
    yield of("own-yuan", "an amount in 元", UNITS, MONEY, lambda _, value: (f"{_plain(float(Decimal(repr(value)).scaleb(4)))}元", value))  # fmt: skip
    yield of("foreign", "an amount of foreign money", UNITS, MONEY, _written("${}", "{}万美元", "{}港元", right=False), asked=True)  # fmt: skip

    yield of("wide", "１２００．５", SIGNS, MONEY, _wide)
    yield of("grouped", "1,200 and ￥1200", SIGNS, MONEY, lambda random, value: (random.choice((f"{Decimal(repr(value)):,f}", f"￥{_plain(value)}", f" {_plain(value)} ")), value))  # fmt: skip
    yield of("rough", "约, 左右, 暂定, 预计, 余", SIGNS, MONEY, _written("约{}", "{}左右", "暂定{}", "预计{}", "{}余", "近{}", "{}（暂定）"))  # fmt: skip
    yield of("negative", "a negative amount", SIGNS, MONEY, _negative, asked=True)
    yield of(
        "brackets", "(1000)", SIGNS, MONEY, _written("({})", "（{}）", right=False), asked=True
    )
    yield of("two-numbers", "1100⏎900, 500-600, 500/600", SIGNS, MONEY, _written("{}\n900", "{}/900", "{}；900", "{}+900", right=False), asked=True)  # fmt: skip
    yield of("huge", "400 digits", SIGNS, MONEY, _instead("9" * 400, "1e400"), asked=True)
    yield of("bound", "超, 不足, 以上", SIGNS, MONEY, _written("超{}", "不足{}", "{}以上", right=False), asked=True)  # fmt: skip
    yield of("words", "待核实, 详见附件", SIGNS, MONEY, _instead("待核实", "详见附件", "5O0", "同上"), asked=True)  # fmt: skip
    yield of("bool", "TRUE", SIGNS, MONEY, _instead(True), asked=True)
    yield of("flag-words", "√, 已入库, 1 for 是", SIGNS, FLAG, lambda random, value: (random.choice(("√", "已入库", 1, "Y", True) if value == "是" else ("×", "未入库", 0, "N", False)), value))  # fmt: skip
    yield of("flag-unknown", "a flag of another word", SIGNS, FLAG, _instead("也许", "部分", "是/否"), asked=True)  # fmt: skip
    yield of(
        "rate-direction",
        "增长5％, 约5%",
        SIGNS,
        RATE,
        _written("增长{}％", "{}%", "约{}", "同比增长{}"),
    )

    yield of("code-wide", "ＹＸ－００１", CODES, CODE, lambda _, value: ("".join(chr(ord(c) + 0xFEE0) for c in value), value))  # fmt: skip
    yield of("digits-lost", "a code of 18 digits as a number", CODES, CODE, _instead(Cell(520101202203040001.0, "5.20101E+17")), asked=True)  # fmt: skip
    yield of("industry", "L7211, 7211①", CODES, INDUSTRY, _industry)
    yield of("industry-words", "an industry in words", CODES, INDUSTRY, lambda _, value: (_INDUSTRIES[value], value))  # fmt: skip
    yield of("industry-unknown", "an industry that is none", CODES, INDUSTRY, _instead("某某服务", "99999"), asked=True)  # fmt: skip
    yield of("leaders-office", "县政府　张三, 副县长张三, telephone", CODES, LEADERS, lambda random, value: ("、".join(random.choice((f"副县长{n}", f"青禾县政府　{n}", f"{n}（县委常委）", f"{n} 13800000000")) for n in value.split("、")), value))  # fmt: skip

    yield of(
        "picture",
        "a picture of WPS in a cell",
        PICTURES,
        PAPER,
        _only("√", '=DISPIMG("ID_0A1B2C",1)'),
    )
    yield of("browser", "midnight in China as 16:00 of the day before", TIMES, DATE, _evening(time(16), time(23, 59, 17)))  # fmt: skip
    yield of("zoned", "2022-03-31T16:00:00Z", TIMES, DATE, _zoned)
    yield of("serial", "a date as its serial", TIMES, DATE, _serial)
    yield of("time", "a date with a time of day", TIMES, DATE, _noon)
    yield of("date-words", "2022年3月5日, 2022.3.5", TIMES, DATE, lambda random, value: (random.choice((f"{value.year}年{value.month}月{value.day}日", f"{value.year}.{value.month}.{value.day}", f"{value:%Y%m%d}", f"{value.year}/{value.month}/{value.day}")), value))  # fmt: skip
    yield of("date-limit", "2022年3月5日前, 2022年3月5日（星期六）", TIMES, DATE, lambda random, value: (f"{value.year}年{value.month}月{value.day}日{random.choice(('前', '之前', '以前', '左右', '（周一）'))}", value))  # fmt: skip
    yield of("date-none", "2022-13-01, 2122-03-05", TIMES, DATE, _instead("2022-13-01", "2122-03-05", "已开工", "2022-02-30"), asked=True)  # fmt: skip

    yield of(
        "ditto", "同上, 〃 for leaders", TIMES, LEADERS, _instead("同上", "〃", "同前"), asked=True
    )
    yield of("error", "#REF!, #DIV/0!", ERRORS, MONEY, _instead(*(Cell(error=e) for e in ("#REF!", "#DIV/0!", "#N/A"))), asked=True)  # fmt: skip
    yield of(
        "error-date", "#VALUE! in a date", ERRORS, DATE, _instead(Cell(error="#VALUE!")), asked=True
    )
    yield of("error-new", "#SPILL!, #CALC!", ERRORS, MONEY, _instead(Cell(error="#SPILL!"), Cell(error="#CALC!")), (XLSX, CSV), asked=True)  # fmt: skip
    yield of("error-text", "#SPILL!, Err:502 as text", ERRORS, MONEY, _instead("#SPILL!", "Err:502"), asked=True)  # fmt: skip
    yield of("uncomputed", "a formula without a result", ERRORS, MONEY, _instead(Cell(is_formula=True)), (XLSX, ODS), asked=True)  # fmt: skip


CELLS: tuple[Stain, ...] = tuple(_all())
