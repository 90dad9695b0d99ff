"""Alters one column of a clean ledger by a sign or a factor, and asks whether the slip can pass unseen.

A slip passes where a printed figure moves by more than a twentieth, no finding is an error, and none names the column.
Of signs and factors of a hundred and more none may; of a factor of ten, of swapped months, of a single cell, and of a
column that stands alone in its sheet, the share that is caught is told. Clean ledgers must not be suspected at all.

    python tests/soak/column_slips.py [--ledgers 40] [--seed 1] [--each 60]

A ledger is made from its seed: how many records, which month of the year, the unit of each sheet, and which of the
columns and sheets that a figure can do without it lacks. The same seed makes the same ledger and the same slips.
"""

import sys
from argparse import ArgumentParser
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from random import Random

from attrs import define, field, frozen


sys.path.append(
    str(Path(__file__).parents[1] / "shared")
)  # as pytest has it, where this is run by itself

from net_of_magnitudes import NET, numbers

from investtrack import Profile, build_report
from investtrack.findings import Grade
from investtrack.reading.reader import read_sheets
from investtrack.reading.sheet import OpenedSheet, SheetCells, typed_rows


EXAMPLES = Path(__file__).parents[2] / "examples"
FILE = "台账.xlsx"
GROSS = tuple(Fraction(text) for text in ("100", "1000", "10000", "100000000", "1/100", "1/1000", "1/10000", "-1", "-100", "-1/100"))  # fmt: skip
TENS = (Fraction(10), Fraction(1, 10))
WAN, UNITS = "（万元）", (("（亿元）", Decimal("0.0001")), ("（元）", Decimal(10000)))
OPTIONAL = frozenset({
    "集中开工", "问题清单", "督导记录", "工作措施", "招商引资", "储备项目", "项目资金", "服务业企业", "复工复产",
})  # fmt: skip
KEPT = (
    "编码",
    "名称",
    "入库",
    "总投资",
    "完成投资",
    "指标",
    "期间",
    "目标值",
    "单位",
    "层级",
    "日期",
    "项",
    "内容",
    "方式",
    "问题",
    "描述",
)
"""What is in the header of a column that no ledger lacks."""
SMALL = 6
"""Rows of each sheet of a small county."""


@cache
def examples():
    """Return the modules that make example ledgers."""
    sys.path.insert(0, str(EXAMPLES))
    try:
        import county
        import year
    finally:
        sys.path.remove(str(EXAMPLES))
    return county, year


@cache
def year_of(seed):
    return examples()[1].Year(seed)


@frozen
class Column:
    """A column of numbers: its sheet, its place there, its header."""

    sheet: str
    number: int
    header: str


@define
class Sheets:
    """The rows of a ledger, its header first, by sheet."""

    rows: dict[str, list[list]]
    columns: list[Column] = field(init=False)

    def __attrs_post_init__(self):
        self.columns = [
            Column(sheet, number, header)
            for sheet, (headers, *rows) in self.rows.items()
            for number, header in enumerate(headers)
            if any(is_number(row[number]) for row in rows)
        ]

    def report(self):
        """Read and compute, as of a workbook."""
        opened = [
            OpenedSheet(name, lambda rows=rows: SheetCells(typed_rows(rows)))
            for name, rows in self.rows.items()
        ]
        extract = read_sheets(FILE, opened, Profile())
        return build_report(extract.ledger, findings=extract.findings)

    def altered(self, column, change, only=None):
        """Return these sheets with *change* done to the numbers of a column; *only*: to those of one row."""
        head, *rows = self.rows[column.sheet]
        changed = [
            [
                change(row, cell) if at == column.number and is_number(cell) and only in {None, number} else cell
                for at, cell in enumerate(row)
            ]
            for number, row in enumerate(rows)
        ]  # fmt: skip
        return {**self.rows, column.sheet: [head, *changed]}


def is_number(cell):
    return isinstance(cell, (int, float, Decimal)) and not isinstance(cell, bool)


def times(factor):
    """Return what multiplies a cell, exactly."""
    by = Decimal(factor.numerator) / Decimal(factor.denominator)
    return lambda _, cell: Decimal(str(cell)) * by


def clean(seed):
    """Return the sheets of a clean ledger, with what varies between counties and months."""
    random = Random(seed)
    county, _ = examples()
    if random.random() < 0.5:
        tables = year_of(random.randrange(6)).tables_of(random.randint(2, 12))
    else:
        some = random.choice((25, 40, 94))
        scale = county.Scale(
            carried_over=some, resumptions=min(some // 2, 40), entries=random.choice((15, 20)),
            firms=random.choice((3, 18)), reserve=random.choice((3, 20)), promotion=random.choice((3, 15)),
        )  # fmt: skip
        tables = county.build(scale, seed)
    if random.random() < 0.2:
        _make_small(random, tables)
    rows = {
        name: [table.headers, *([getattr(c, "result", c) for c in row] for row in table.rows)]
        for name, table in tables.items()
    }
    if random.random() < 0.3:
        for name in OPTIONAL & rows.keys():
            if random.random() < 0.3:
                del rows[name]
    return Sheets({name: _varied(random, held) for name, held in rows.items()})


def _make_small(random, tables):
    """Leave some rows of each sheet, and no target: those of the whole county would be out of all proportion."""
    del tables["目标任务"]
    tables.pop("复工复产", None)  # most of its projects would be unknown
    for name, table in tables.items():
        if name not in {"基本信息", "工作措施"}:
            most = min(len(table.rows), random.randint(2, SMALL))
            table.rows = random.sample(table.rows, most)


def _varied(random, held):
    """Return a sheet in another unit, or without some columns that it can do without."""
    headers, *rows = held
    kept = range(len(headers))
    if random.random() < 0.2:
        kept = [
            n for n in kept if any(word in headers[n] for word in KEPT) or random.random() < 0.8
        ]
    suffix, by = random.choice((*UNITS, (WAN, Decimal(1)), (WAN, Decimal(1))))
    return [
        [headers[n].replace(WAN, suffix) for n in kept],
        *(
            [Decimal(str(row[n])) * by if WAN in headers[n] and is_number(row[n]) else row[n] for n in kept]
            for row in rows
        ),
    ]  # fmt: skip


def moved(before, after):
    """Return the figures that are another number than before by more than a twentieth."""
    found = []
    for name, figure in after.figures.items():
        was, now = numbers(before.figures[name].value), numbers(figure.value)
        if not figure.is_absent and (
            len(was) != len(now) or any(abs(a - b) > abs(a) / 20 for a, b in zip(was, now, strict=True))
        ):  # fmt: skip
            found.append(name)
    return found


def letters(number):
    """Return the letters of a column: 0 is A."""
    found = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(65 + rest) + found
    return found


def caught(before, after, column):
    """Whether a finding is an error, or a new one is at a cell of the column, or says its header."""
    if after.has_errors:
        return True
    known, letter = set(before.findings), letters(column.number)
    label = column.header.partition("（")[0]
    return any(
        label in finding.message
        or any(
            place.sheet == column.sheet and place.cell.rstrip("0123456789") == letter
            for place in (finding.place, *finding.related)
        )
        for finding in after.findings
        if finding not in known
    )


@define
class Tally:
    """What came of slips of one kind: how many moved a figure, how many of these were caught, which passed."""

    moved: int = 0
    caught: int = 0
    passed: list = field(factory=list)

    def add(self, before, sheets, column, altered, said):
        after = Sheets(altered).report()
        if figures := moved(before, after):
            self.moved += 1
            if caught(before, after, column):
                self.caught += 1
            else:
                self.passed.append((*said, column.sheet, column.header, figures))


def faults_of_clean(report):
    """Return what a clean ledger is told of: its errors, and what the net suspects."""
    return [f for f in report.findings if f.grade is Grade.ERROR or f.code in NET]


def swaps(sheets):
    """Yield two columns of months that follow each other."""
    for one, other in zip(sheets.columns, sheets.columns[1:], strict=False):
        if one.sheet == other.sheet and other.number == one.number + 1 and "月" in one.header and "月" in other.header:  # fmt: skip
            yield one, other


def swapped(sheets, one, other):
    head, *rows = sheets.rows[one.sheet]
    place = {one.number: other.number, other.number: one.number}
    changed = [[row[place.get(at, at)] for at in range(len(row))] for row in rows]
    return {**sheets.rows, one.sheet: [head, *changed]}


def alone(sheets, column):
    """Return these sheets without what else is a number in the sheet of *column*, where a ledger may lack it."""
    gone = {c.number for c in sheets.columns if c.sheet == column.sheet and c != column and not any(word in c.header for word in KEPT)}  # fmt: skip
    rows = [
        [cell for at, cell in enumerate(row) if at not in gone] for row in sheets.rows[column.sheet]
    ]
    left = Sheets({**sheets.rows, column.sheet: rows})
    (here,) = [c for c in left.columns if (c.sheet, c.header) == (column.sheet, column.header)]
    return left, here


def try_ledger(seed, each, tallies):
    """Try *each* gross slips of the ledger of *seed*, and some of the others; return what is said of it as it is."""
    sheets, random = clean(seed), Random(seed)
    before = sheets.report()
    if told := faults_of_clean(before):
        return told
    cases = [(column, factor) for column in sheets.columns for factor in GROSS]
    for column, factor in random.sample(cases, min(each, len(cases))):
        altered = sheets.altered(column, times(factor))
        tallies["gross"].add(before, sheets, column, altered, (seed, str(factor)))
    for column in random.sample(sheets.columns, min(each // 6, len(sheets.columns))):
        for factor in TENS:
            altered = sheets.altered(column, times(factor))
            tallies["ten"].add(before, sheets, column, altered, (seed, str(factor)))
        rows = [
            n
            for n, row in enumerate(sheets.rows[column.sheet][1:])
            if is_number(row[column.number])
        ]
        factor = random.choice(GROSS)
        altered = sheets.altered(column, times(factor), only=random.choice(rows))
        tallies["cell"].add(before, sheets, column, altered, (seed, str(factor)))
    optional = [c for c in sheets.columns if c.sheet in OPTIONAL and "月" not in c.header]
    for column in random.sample(optional, min(each // 12, len(optional))):
        left, here = alone(sheets, column)
        held = left.report()
        if told := faults_of_clean(held):
            return told
        factor = random.choice(GROSS)
        altered = left.altered(here, times(factor))
        tallies["alone"].add(held, left, here, altered, (seed, str(factor)))
    pairs = list(swaps(sheets))
    for one, other in random.sample(pairs, min(each // 6, len(pairs))):
        tallies["swapped"].add(before, sheets, one, swapped(sheets, one, other), (seed, "⇄"))
    return []


def main():
    parser = ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--ledgers", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--each", type=int, default=60, help="gross slips a ledger; of the others some"
    )
    options = parser.parse_args()
    tallies = {name: Tally() for name in ("gross", "ten", "cell", "alone", "swapped")}
    suspected = Counter()
    for seed in range(options.seed, options.seed + options.ledgers):
        for finding in try_ledger(seed, options.each, tallies):
            suspected[finding.code] += 1
            sys.stdout.write(f"clean ledger {seed}: {finding}\n")
    for name, tally in tallies.items():
        share = f"{tally.caught / tally.moved:.1%}" if tally.moved else "—"
        sys.stdout.write(f"{name}: {tally.caught} of {tally.moved} slips that moved a figure are caught ({share})\n")  # fmt: skip
    for seed, factor, sheet, header, figures in tallies["gross"].passed:
        sys.stdout.write(f"  passed: ledger {seed}, ×{factor}, {sheet}.{header}: {', '.join(figures[:4])}\n")  # fmt: skip
    sys.stdout.write(f"clean ledgers suspected: {sum(suspected.values())}\n")
    return 1 if tallies["gross"].passed or suspected else 0


if __name__ == "__main__":
    sys.exit(main())
