"""A clean ledger as rows of plain cells, drawn by chance, and the file it is written to."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from excel_layouts.styled import Styled, write_styled


YEAR, DAY = 2022, date(2022, 3, 20)
MONEY, RATE, CODE, NAME, DATE, LEADERS, FLAG, PAPER, INDUSTRY, TEXT = (
    "money", "rate", "code", "name", "date", "leaders", "flag", "paper", "industry", "text",
)  # fmt: skip
INFO, PROJECTS, ENTRIES, TARGETS, FIRMS = (
    "基本信息",
    "项目台账",
    "入库计划",
    "目标任务",
    "服务业企业",
)
COLUMNS: dict[str, tuple[tuple[str, str], ...]] = {
    PROJECTS: (
        ("项目编码", CODE), ("项目名称", NAME), ("责任单位", TEXT), ("包保领导", LEADERS), ("总投资（万元）", MONEY),
        ("到上年底累计完成投资（万元）", MONEY), ("年度计划投资（万元）", MONEY), ("2022年1—3月计划完成投资（万元）", MONEY),
        ("2022年1—3月完成投资（万元）", MONEY), ("是否入库", FLAG), ("入库时间", DATE), ("备注", TEXT),
    ),
    ENTRIES: (
        ("项目编码", CODE), ("项目名称", NAME), ("总投资（万元）", MONEY), ("计划入库时间", DATE), ("入库状态", TEXT),
        ("2022年1—3月预计贡献投资（万元）", MONEY), ("立项", PAPER), ("现场照片", PAPER), ("包保领导", LEADERS),
    ),
    TARGETS: (("指标", TEXT), ("期间", TEXT), ("下达层级", TEXT), ("目标值", TEXT), ("单位", TEXT), ("同比增速（％）", RATE)),
    FIRMS: (
        ("统一社会信用代码", TEXT), ("企业名称", NAME), ("行业代码", INDUSTRY), ("入库情况", TEXT),
        ("2022年1—3月计划营业收入（万元）", MONEY), ("上年同期营业收入（万元）", MONEY),
    ),
}  # fmt: skip
"""Sheet → header and kind of each column."""
_PLACES = ("青山", "河口", "白果", "石岭", "南门", "龙潭", "双桥", "云峰")
_THINGS = ("水厂", "大桥", "产业园", "污水处理厂", "公路改建", "医院", "棚户区改造", "农贸市场")
_PEOPLE = ("周明", "吴启航", "郑敏", "欧阳娜", "王强")
_STATUS = ("前期", "收集资料", "已申报", "市级审核")


@dataclass
class Book:
    """Sheets of rows, whose first is the header; *asked* are the rows and columns that a finding must name.

    Attributes:
        sheets: sheet → its rows; a row is known by its identity, wherever other rows put it.
        merges: sheet → (row, column, rows, columns) of merged cells, from zero, the row by identity.
        hidden: sheet → hidden rows, by identity.
        flat: sheet → rows of no height, by identity.
        hidden_columns: sheet → hidden columns, from zero.
        asked: (sheet, row, column, of what kind): each must be named by a finding.
        rewrite: what is done to the bytes of the file that is written.
        only: file types that may hold what was done.
    """

    sheets: dict[str, list[list[Any]]]
    merges: dict[str, list[tuple[list[Any], int, int, int]]] = field(default_factory=dict)
    hidden: dict[str, list[list[Any]]] = field(default_factory=dict)
    hidden_columns: dict[str, list[int]] = field(default_factory=dict)
    flat: dict[str, list[list[Any]]] = field(default_factory=dict)
    asked: list[tuple[str, list[Any], int, str]] = field(default_factory=list)
    rewrite: list[Callable[[bytes], bytes]] = field(default_factory=list)

    def copy(self) -> Book:
        """Return a book of the same cells."""
        return Book({name: [list(row) for row in rows] for name, rows in self.sheets.items()})

    def cells(self, kind: str) -> Iterator[tuple[str, int, int]]:
        """Yield sheet, row and column of each cell that holds something of *kind*, of the clean rows."""
        for sheet, columns in COLUMNS.items():
            for index, (_, own) in enumerate(columns):
                if own == kind:
                    rows = self.sheets[sheet]
                    yield from ((sheet, row, index) for row in range(1, len(rows)) if rows[row][index] is not None)  # fmt: skip


def _money(random: Random) -> float:
    return random.choice((random.randrange(500, 99_999), random.randrange(50_000, 9_999_999) / 100))


def drawn(random: Random, least: int = 2) -> Book:
    """Draw a clean ledger."""
    names = [p + t for p in _PLACES for t in _THINGS]
    random.shuffle(names)
    count, entries = random.randint(least, 8), random.randint(least, 4)
    projects: list[list[Any]] = []
    for number in range(1, count + 1):
        is_in = random.random() < 0.7
        entered = date(random.randint(2018, 2021), random.randint(1, 12), random.randint(1, 28))
        total = _money(random)
        projects.append([
            f"YX-{number:03d}", names.pop(), random.choice(("住建局", "水务局")), "、".join(random.sample(_PEOPLE, random.randint(1, 2))),
            total, round(total * random.random() * 0.5, 2), *(_money(random) for _ in range(3)),
            "是" if is_in else "否", entered if is_in else None, random.choice(("重点", None)),
        ])  # fmt: skip
    planned = [
        [
            f"YX-{count + number:03d}", names.pop(), round(_money(random) + 500, 2), date(YEAR, random.randint(1, 3), random.randint(1, 28)),
            random.choice(_STATUS), _money(random), "√", random.choice(("√", "×")), random.choice(_PEOPLE),
        ]
        for number in range(1, entries + 1)
    ]  # fmt: skip
    targets = [
        [
            "固定资产投资",
            "2022年一季度",
            "市",
            _money(random),
            "万元",
            random.randrange(5, 300) / 10,
        ],
        ["地区生产总值", "2022年一季度", "市", None, None, random.randrange(5, 150) / 10],
    ]
    firms = [
        [f"91520100MA6E{n:04d}X{n % 10}", f"{p}商务有限公司", random.choice(("7211", "7221", "6510")), "在库", _money(random), _money(random)]
        for n, p in enumerate(random.sample(_PLACES, 2), 1)
    ]  # fmt: skip
    rows = {PROJECTS: projects, ENTRIES: planned, TARGETS: targets, FIRMS: firms}
    info = [["项", "值"], ["地区", "青禾县"], ["报告期", "2022年一季度"], ["截止日期", DAY]]
    return Book({
        INFO: info,
        **{name: [[header for header, _ in COLUMNS[name]], *body] for name, body in rows.items()},
    })  # fmt: skip


def write_book(book: Book, path: Path) -> None:
    """Write *book* as the file type that *path* names."""
    sheets = []
    for name, rows in book.sheets.items():
        place = {id(row): number for number, row in enumerate(rows, 1)}
        merges = [
            (place[id(row)], column + 1, place[id(row)] + high - 1, column + wide)
            for row, column, high, wide in book.merges.get(name, ())
        ]
        hidden = [place[id(row)] for row in book.hidden.get(name, ())]
        columns = [index + 1 for index in book.hidden_columns.get(name, ())]
        flat = [place[id(row)] for row in book.flat.get(name, ())]
        sheets.append(Styled(name, rows, merges, hidden, columns, flat))
    write_styled(path, sheets)
    if book.rewrite:
        data = path.read_bytes()
        for change in book.rewrite:
            data = change(data)
        path.write_bytes(data)


def parts_changed(data: bytes, which: str, change: Callable[[str, str], str | bytes]) -> bytes:
    """Return the archive *data* with the parts whose name matches *which* changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content: str | bytes = old.read(name)
            if re.search(which, name):
                content = change(name, old.read(name).decode("utf-8-sig"))
            new.writestr(name, content)
    return made.getvalue()
