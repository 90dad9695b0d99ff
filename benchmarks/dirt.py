"""Measure what dirt costs: a list of projects read clean, and read as an office lays it out.

    python benchmarks/dirt.py [--sizes 1000,50000] [--repeats 3]

The dirty workbook holds the same projects: a title, a unit line and a date line, a header of two rows with groups, the
header again every forty rows as on printed pages, a group row and a subtotal for every twenty projects, a total at the
end, empty rows, one amount in five as text with separators, full width or units, dates in six spellings, yes and no in five,
names with spaces and marks, labels merged downward, notes. Both are read in turns in a process of its own each; the
table gives the least CPU time of the repeats, so that a busy machine distorts little.
"""

from argparse import ArgumentParser
from datetime import date, timedelta
import json
from pathlib import Path
from random import Random
import subprocess
import sys
import tempfile

import xlsxwriter


PLAIN = ("项目编码", "项目名称", "建设单位", "责任单位", "包保领导", "项目级别", "建设阶段", "总投资（万元）", "到上年底累计完成投资（万元）",
         "年度计划投资（万元）", "2022年1—3月计划完成投资（万元）", "2022年1—2月完成投资（万元）", "2022年1—3月完成投资（万元）",
         "是否入库", "入库时间", "开工时间", "形象进度", "备注")  # fmt: skip
STRANGE = (("项目代码", ""), ("项 目 名 称", ""), ("项目业主", ""), ("牵头单位", "责任落实"), ("包联领导", "责任落实"), ("项目层级", ""),
           ("项目性质", ""), ("总投资", "投资情况"), ("至2021年底累计完成投资", "投资情况"), ("今年计划投资", "投资情况"),
           ("1-3月计划完成投资", "投资情况"), ("1－2月完成投资", "投资情况"), ("1-3月完成投资", "投资情况"), ("是否纳统", ""),
           ("纳统时间", ""), ("实际开工时间", ""), ("实物工程量", ""), ("备注", ""))  # fmt: skip
AMOUNTS, DATES = range(7, 13), (14, 15)
LEVELS = {"省级重大": "省重点", "市级重大": "市重点项目", "县级": "县重点"}
STAGES = {"新建": "新开工", "续建": "续建项目", "收尾": "竣工投产"}
WIDE = str.maketrans("0123456789,.", "０１２３４５６７８９，．")


def projects(size):
    """Yield rows of a clean list."""
    random = Random(2022)
    units, people = (
        [f"某{n}局" for n in "甲乙丙丁戊己庚辛"],
        [f"张{n}明" for n in "甲乙丙丁戊己庚辛"],
    )
    for number in range(size):
        total = random.randrange(50_000, 9_000_000) / 100
        year = round(total / 3, 2)
        done = [round(year * share, 2) for share in (0.25, 0.1, 0.22)]
        entered = date(2020, 1, 1) + timedelta(random.randrange(780))
        yield [f"2101-{number:06d}-04", f"{'青河白石南龙双云'[number % 8]}{'山口果岭门潭桥峰'[number // 8 % 8]}{number}号道路改造及配套管网建设", f"某建设公司{number % 97}", units[number // 20 % 8],
               f"{people[number % 8]}、{people[number * 3 % 8]}" if number % 3 else people[number % 8],
               list(LEVELS)[number % 3], list(STAGES)[number % 3 if number % 7 else 0], total, round(total / 5, 2), year, *done,
               "是" if number % 5 else "否", entered, entered - timedelta(40), "路基完成60%，桥梁下部结构施工", None if number % 4 else "重点"]  # fmt: skip


def open_book(path):
    return xlsxwriter.Workbook(
        path, {"constant_memory": False, "default_date_format": "yyyy-mm-dd"}
    )


def info(book):
    sheet = book.add_worksheet("基本信息")
    for row, cells in enumerate(
        (("项", "值"), ("报告期", "2022年一季度"), ("截止日期", "2022-03-20"))
    ):
        sheet.write_row(row, 0, cells)


def write_clean(path, size):
    with open_book(path) as book:
        info(book)
        sheet = book.add_worksheet("项目台账")
        sheet.write_row(0, 0, PLAIN)
        for row, cells in enumerate(projects(size), 1):
            sheet.write_row(row, 0, cells)


def spelled(index, value, random):
    """Return a cell as some clerk writes it."""
    if value is None:
        return random.choice([None, "—", "/"])
    if index in AMOUNTS:
        return value if random.random() < 0.8 else random.choice([f"{value:,.2f}", f"{value:.2f}万元", f"约{value:.2f}", f"{value:,.2f}".translate(WIDE)])  # fmt: skip
    if index in DATES:
        return random.choice([value, value.isoformat(), f"{value.year}.{value.month}.{value.day}", f"{value.year}/{value.month}/{value.day}",
                              f"{value.year}年{value.month}月{value.day}日", value.strftime("%Y%m%d")])  # fmt: skip
    if index == 13:
        return random.choice(
            ["是", "√", "已纳统", "有", "Y"]
            if value == "是"
            else ["否", "×", "未纳统", "没有", "N"]
        )
    if index == 1:
        return random.choice([value, f" {value}", f"★{value}", f"{value[:4]}\n{value[4:]}"])
    if index == 4:
        return value.replace("、", random.choice(["、", "，", "\n"]))
    return LEVELS.get(value, STAGES.get(value, value))


def write_dirty(path, size):
    random = Random(7)
    with open_book(path) as book:
        info(book)
        sheet = book.add_worksheet("重点项目调度表")
        width = len(STRANGE)
        row = 0
        for text in ("某县2022年重点项目进展情况调度表", "截至2022年3月20日", "单位：万元"):
            sheet.merge_range(row, 0, row, width, text)
            row += 1
        row = header(sheet, row, merged=True)
        block = []
        for number, cells in enumerate(projects(size)):
            if number and number % 40 == 0:
                row = header(sheet, row)
            if number % 20 == 0:
                if block:
                    row = total(sheet, row, "小计", block)
                sheet.write_row(
                    row,
                    0,
                    [
                        f"{'一二三四五六七八九十'[number // 20 % 10]}、产业项目（{min(20, size - number)}个）"
                    ],
                )
                row, block = row + 1, []
                if min(20, size - number) > 1:
                    sheet.merge_range(row, 4, row + min(20, size - number) - 1, 4, "")
                    sheet.write(row, 4, cells[3])
            if number % 23 == 22 and number % 20 == 19:
                row += 1
            block.append(cells)
            made = [spelled(index, value, random) for index, value in enumerate(cells)]
            made[3] = None if number % 20 else cells[3]
            sheet.write(row, 0, number + 1)
            for index, cell in enumerate(made, 1):
                if cell is not None and not (index == 4 and number % 20):
                    sheet.write_datetime(row, index, cell) if isinstance(
                        cell, date
                    ) else sheet.write(row, index, cell)
            row += 1
        row = total(sheet, row, "小计", block)
        row = total(sheet, row, "合  计", list(projects(size)))
        sheet.write(row, 0, "备注：表中数据为快报数。")


def header(sheet, row, merged=False):
    groups = ["", *(group for _, group in STRANGE)]
    texts = ["序号", *(text for text, _ in STRANGE)]
    for index, (text, group) in enumerate(zip(texts, groups)):
        if not group:
            sheet.merge_range(row, index, row + 1, index, text) if merged else sheet.write(
                row, index, text
            )
        else:
            if groups[index - 1] != group:
                sheet.write(row, index, group)
            sheet.write(row + 1, index, text)
    if merged:
        for group in ("责任落实", "投资情况"):
            sheet.merge_range(
                row, groups.index(group), row, len(groups) - 1 - groups[::-1].index(group), group
            )
    return row + 2


def total(sheet, row, label, block):
    sheet.write(row, 2, label)
    for index in AMOUNTS:
        sheet.write(row, index + 1, round(sum(cells[index] for cells in block), 2))
    return row + 1


def measure(path):
    """Read *path* in a fresh process; return CPU seconds, number of projects and their totals."""
    code = (
        "import json,sys,time\nfrom pathlib import Path\nfrom investtrack.model.profile import Profile\n"
        "from investtrack.values.amount import Amount\nfrom investtrack_excel.importer import ExcelImporter\nimport python_calamine\n"
        "start=time.process_time()\nextract=ExcelImporter().extract(Path(sys.argv[1]),Profile())\nused=time.process_time()-start\n"
        "ps=extract.ledger.projects\n"
        "print(json.dumps([used,len(ps),str(Amount.total(p.total_investment for p in ps).yuan),str(Amount.total(p.actual[-1][1] for p in ps).yuan),"
        "sum(f.grade.value=='error' for f in extract.findings),len(extract.ledger.totals)]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], check=True, capture_output=True, text=True
    )
    return json.loads(done.stdout)


def main():
    parser = ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="1000,50000")
    parser.add_argument("--repeats", type=int, default=3)
    options = parser.parse_args()
    print(
        "| projects | clean, s | dirty, s | ratio | totals stated | errors |\n|---:|---:|---:|---:|---:|---:|"
    )
    with tempfile.TemporaryDirectory() as folder:
        for size in map(int, options.sizes.split(",")):
            clean, dirty = Path(folder, "clean.xlsx"), Path(folder, "dirty.xlsx")
            write_clean(clean, size)
            write_dirty(dirty, size)
            runs = [(measure(clean), measure(dirty)) for _ in range(options.repeats)]
            if any(a[1:4] != b[1:4] for a, b in runs):
                sys.exit(f"the dirty workbook gave other projects or sums: {runs[0]}")
            one, other = (min(run[which][0] for run in runs) for which in (0, 1))
            print(
                f"| {size} | {one:.2f} | {other:.2f} | {other / one:.2f} | {runs[0][1][5]} | {runs[0][1][4]} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
