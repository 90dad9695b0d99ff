"""Measures the audit on texts that grow: CPU seconds a megabyte, and the slope between two sizes.

    python benchmarks/audit.py [--megabytes 1]

Each text is one kind of sentence repeated, as lines or as one paragraph, and a table. A slope of 1 is
time in proportion to the text.
"""

from __future__ import annotations

import argparse
import math
import time

from investtrack_audit import audit_text


REPORT = (
    "全县生产总值完成236.09亿元，同比增长11.8％。其中：第一产业增加值35.69亿元，增长7.4％；第二产业增加值116.89亿元，增长10.9％；"
    "第三产业增加值83.51亿元，增长15.1％。三次产业结构为15.1:49.5:35.4。\n"
    "全县重点项目50个，总投资178.7亿元，年度计划投资17.6亿元，1-5月完成投资4.28亿元，完成率24.3％，低于序时进度17.4个百分点。\n"
    "一般公共预算收入完成24627万元，比上年减收1070万元，下降4.2％。其中：税收收入8103万元，占33％；非税收入16524万元。\n"
)
SEVERAL_SORTS = (
    REPORT
    + "财政收入5320万元，占年初预算12700万元的41.9％。其中：税收收入4180万元，占年初预算10150万元的41.2％；"
    "非税收入1140万元，占年初预算2550万元的44.7％。\n"
    "184个重点项目完成投资712.1亿元，为年计划的44％。按阶段划分，其中38个投产项目完成投资412.6亿元，为年计划的52％；"
    "127个续建项目完成投资285.3亿元，为年计划的39％；19个新开工项目完成投资14.2亿元，为年计划的14％。\n"
    "1、新建项目。共185个，年内计划投资246.5亿元。开工建设160个，开工率86.5％，完成投资153.7亿元，完成年度计划的62.4％。\n"
    "2、续建项目。共118个，年内计划投资253.9亿元。完成投资213.3亿元，完成年度计划的84.0％。\n"
    "新签约项目分别为：甲县52个、乙县47个、丙区46个、丁区44个。开工率分别为：丙区93.5％、丁区84.1％、乙县76.6％、甲县75.0％。\n"
    "全年外贸进出口5891.2亿元，其中出口3205.6亿元，增长13.6％，进口2685.6亿元，增长10.3％，占全市外贸总值的45.6％。\n"
)
# Thirteen numbers or more a sentence, as results of enterprises, budgets and industries are listed.
DENSE = (
    "全县完成固定资产投资236.09亿元，同比增长11.8％，其中工业投资116.89亿元，增长10.9％，占全部投资的49.5％，比上年同期提高1.2个百分点；"
    "服务业投资83.51亿元，增长15.1％，占35.4％，提高0.4个百分点；农业投资35.69亿元，增长7.4％，占15.1％，回落1.6个百分点。\n"
    "规模以上工业企业实现利润总额55211.8亿元，同比增长13.6％，增速比上月放缓1.1个百分点；其中国有控股企业16724亿元，增长20.6％，"
    "集体企业167.7亿元，增长4.5％，股份制企业38978.4亿元，增长17.7％，私营企业14131.6亿元，增长9.3％。\n"
    "第一、二、三产业增加值分别为35.69亿元、116.89亿元和83.51亿元，分别增长7.4％、10.9％和15.1％，占比分别为15.1％、49.5％和35.4％，"
    "对增长的贡献率分别为9.4％、45.7％和44.9％，分别拉动增长1.1、5.4和5.3个百分点。\n"
    "一般公共预算收入24627万元，完成年初预算60999万元的40.4％，比上年减收1070万元，下降4.2％，其中税收收入8103万元，增收1284万元，"
    "增长18.8％，占32.9％，非税收入16524万元，减收2354万元，下降12.5％，占67.1％。\n"
)
KINDS = {
    "dense prose": DENSE,
    "dense prose, one paragraph": DENSE.replace("\n", ""),
    "reports of several sorts": SEVERAL_SORTS,
    "a report, by lines": REPORT,
    "a report, one paragraph": REPORT.replace("\n", ""),
    "shares": "全县完成投资60.2亿元，其中工业投资30.2亿元，占全部投资的50.2％，增长5.5％。",
    "rates": "计划开工项目40个，已开工31个，开工率77.5％；年度计划投资16.4亿元，完成投资5.7亿元，投资完成率35％。\n",
    "one list": "甲类项目3个，完成投资1.2亿元；",
    "brackets": "完成投资12.3亿元（去年同期10.2亿元）、",
    "bare numbers": "12、",
}


def seconds(text: str) -> float:
    """Return the CPU time of one audit."""
    start = time.process_time()
    audit_text(text)
    return time.process_time() - start


def table(rows: int) -> str:
    """Return a table of districts with a rate."""
    lines = [
        f"| 甲{row}镇 | {row + 3}.5 | {row}.2 | {100 * (row + 0.2) / (row + 3.5):.2f} |"
        for row in range(rows)
    ]
    return (
        "| 地区 | 年度计划投资（亿元） | 完成投资（亿元） | 完成比例（％） |\n|---|---|---|---|\n"
        + "\n".join(lines)
    )


def main(megabytes: float) -> None:
    """Print a line a kind of text."""
    size = int(megabytes * 10**6)
    print("| text | s/MB | slope |\n|---|---|---|")  # noqa: T201
    for name, piece in KINDS.items():
        whole = piece * (size // len(piece.encode()) + 1)
        _print(name, seconds(whole[: len(whole) // 4]), seconds(whole), megabytes)
    rows = size // 40
    _print("a table", seconds(table(rows // 4)), seconds(table(rows)), megabytes)


def _print(name: str, quarter: float, whole: float, megabytes: float) -> None:
    slope = math.log(whole / quarter) / math.log(4)
    print(f"| {name} | {whole / megabytes:.1f} | {slope:.2f} |")  # noqa: T201


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=float, default=1.0)
    main(parser.parse_args().megabytes)
