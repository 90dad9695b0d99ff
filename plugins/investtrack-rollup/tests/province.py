"""A made-up province of three cities and twenty-four counties, with every trouble that a roll-up meets.

    python plugins/investtrack-rollup/tests/province.py FOLDER

Nothing of it exists: names and codes are invented, amounts come from the generator of the example county.
"""

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path


EXAMPLES = Path(__file__).parents[3] / "examples"
PROVINCE = "江右省"
CITIES = {
    "东州市": ("临溪县", "白河县", "松坪县", "鼓楼区", "青石县", "竹园县", "长岭县", "双河县"),
    "西州市": ("鼓楼区", "沙坝县", "枫林县", "石笋县", "月亮县", "茶坪县", "红岩县", "清水县"),
    "南州市": ("梅岭县", "雨山县", "云台县", "金沙县", "天马县", "永安县", "和顺县", "太平县"),
}
CODES = {city: f"47{number}00" for number, city in enumerate(CITIES, 12)}
CODES |= {
    (city, county): f"{CODES[city][:4]}{number:02d}"
    for city, counties in CITIES.items()
    for number, county in enumerate(counties, 1)
}
UNSENT = "清水县"


def code_of(city, county):
    return CODES[city, county]


def make_province(folder, projects=100):  # noqa: PLR0912, PLR0915 - a branch a trouble
    """Write the workbooks, profiles and the roster, and return the roster."""
    sys.path.insert(0, str(EXAMPLES))
    try:
        from county import AREA_CODE, Scale, Table, build
        from make_example import write_workbook
    finally:
        sys.path.remove(str(EXAMPLES))

    def write(path, tables):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_workbook(path, tables)

    def county(city, name, seed, *, own=None, info=None, parent=None):
        tables = dict(build(Scale.for_projects(projects), seed))
        mark = own or code_of(city, name)
        for sheet, table in tables.items():
            rows = [
                [cell.replace(AREA_CODE, mark) if isinstance(cell, str) else cell for cell in row]
                for row in table.rows
            ]
            tables[sheet] = replace(table, rows=rows)
        said = {"地区": name, "上级地区": parent if parent is not None else city, **(info or {})}
        rows = [
            [item, said.get(item, value)]
            for item, value in tables["基本信息"].rows
            if item != "填报单位"
        ]
        rows += [
            [item, value] for item, value in said.items() if item not in {row[0] for row in rows}
        ]
        tables["基本信息"] = replace(
            tables["基本信息"], rows=[row for row in rows if row[1] is not None]
        )
        return tables

    def own(name, parent, code, *targets):
        heads = ["指标", "期间", "下达层级", "目标值", "单位", "同比增速（％）", "增速口径"]
        info = [
            ["地区", name],
            ["报告期", "2022年一季度"],
            ["截止日期", date(2022, 3, 20)],
            ["金额单位", "万元"],
            ["行政区划代码", code],
        ]
        if parent:
            info.append(["上级地区", parent])
        return {
            "基本信息": Table(["项", "值"], info),
            "目标任务": Table(heads, [list(target) for target in targets]),
            "项目台账": Table(["项目名称", "总投资（万元）"], []),
        }

    top = folder / PROVINCE
    fai, gdp, quarter = "固定资产投资", "地区生产总值", "2022年一季度"
    write(
        top / f"{PROVINCE}.xlsx",
        own(
            PROVINCE, "", "470000", (fai, quarter, "国家", 80, "亿元", 9, "现价"), (fai, quarter, "省", 90, "亿元", 9, "现价"),
            (fai, "2022年", "国家", 400, "亿元", 9, "现价"), (gdp, quarter, "省", 900, "亿元", 7, "不变价"), (gdp, "2022年", "省", None, "亿元", 7.5, "不变价"),
        ),
    )  # fmt: skip
    write(
        top / "东州市" / "东州市.xlsx",
        own("东州市", PROVINCE, CODES["东州市"], (fai, quarter, "省", 30, "亿元", 9, "现价"), (fai, quarter, "市", 32, "亿元", 10, "现价"), (fai, "2022年", "省", 120, "亿元", 9, "现价")),
    )  # fmt: skip
    seed = 0
    for city, counties in CITIES.items():
        for name in counties:
            seed += 1
            path = top / city / f"{name}.xlsx"
            code = code_of(city, name)
            tables = county(city, name, seed)
            if name == "鼓楼区":  # two of one name
                tables = county(city, name, seed, info={"行政区划代码": code})
            elif name == "白河县":  # March is not reported
                tables["项目台账"] = without(tables["项目台账"], "2022年1—3月完成投资（万元）")
            elif name == "松坪县":  # a sheet is lacking
                del tables["入库计划"]
            elif name == "青石县":  # short names, and sent twice under two spellings
                tables = county(city, "青石", seed, own=code, parent="东州")
                write(
                    top / city / "青石县补报.xlsx",
                    county(city, f"{PROVINCE}{city}青石县", seed, own=code),
                )
            elif name == "竹园县":  # the province before the city, in one name
                tables = county(city, name, seed, parent=f"{PROVINCE}{city}")
            elif name == "长岭县":  # in another city's folder than it says
                tables = county(city, name, seed, parent="南州市")
            elif name == "双河县":  # another period
                tables = county(
                    city,
                    name,
                    seed,
                    info={"报告期": "2021年四季度", "截止日期": date(2021, 12, 20)},
                )
            elif name == "石笋县":  # the next county's codes
                tables = county(city, name, seed + 1, own=code_of(city, "月亮县"))
            elif name == "茶坪县":  # no targets
                del tables["目标任务"]
            elif name == "红岩县":  # a code of elsewhere
                tables = county(city, name, seed, info={"行政区划代码": "320312"})
            elif name == "梅岭县":  # says neither its name nor what lies above
                tables = county(city, name, seed, info={"地区": None, "上级地区": None})
            elif name == "金沙县":  # March is reported already
                projects_of = tables["项目台账"]
                february, march = (
                    projects_of.headers.index(f"2022年1—{month}月完成投资（万元）")
                    for month in (2, 3)
                )
                for row in projects_of.rows:
                    row[march] = row[february]
            elif name == "太平县":  # another day, and a number that is none
                tables = county(city, name, seed, info={"截止日期": date(2022, 3, 18)})
                tables["项目台账"].rows[0][10] = "约八百"
            if name == UNSENT:
                continue
            write(path, tables)
            if name == "枫林县":  # cut off on its way
                path.write_bytes(path.read_bytes()[:5000])
    (top / "东州市" / "临溪县.toml").write_text(
        '[entry]\nthreshold = "1000万元"\nmajor_threshold = "1亿元"\n', encoding="utf-8"
    )
    (top / "西州市" / "沙坝县.toml").write_text('[entry]\nthreshold = "很多"\n', encoding="utf-8")
    (top / "南州市" / "和顺县.toml").write_text("[pace]\nslow_band = 5\n", encoding="utf-8")
    roster = folder / "名单.csv"
    rows = [("470000", PROVINCE, ""), *((CODES[city], city, PROVINCE) for city in CITIES)]
    rows += [
        (code_of(city, name), name, city) for city, counties in CITIES.items() for name in counties
    ]
    roster.write_text(
        "行政区划代码,地区,上级地区\n" + "".join(f"{','.join(row)}\n" for row in rows),
        encoding="utf-8",
    )
    return roster


def without(table, header):
    at = table.headers.index(header)
    headers = [*table.headers[:at], *table.headers[at + 1 :]]
    return replace(table, headers=headers, rows=[[*row[:at], *row[at + 1 :]] for row in table.rows])


if __name__ == "__main__":
    sys.stdout.write(f"{make_province(Path(sys.argv[1]))}\n")
