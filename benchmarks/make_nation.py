"""Write a folder of county workbooks: province / city / county, each with its own region and codes.

python benchmarks/make_nation.py COUNTIES PROJECTS_EACH FOLDER
"""

from dataclasses import replace
from pathlib import Path
import sys


sys.path.insert(0, str(Path(__file__).parents[1] / "examples"))

from county import Scale, build  # noqa: E402
from make_example import write_workbook  # noqa: E402


COUNTIES_PER_CITY, CITIES_PER_PROVINCE = 9, 11


def make_nation(folder: str | Path, counties: int, projects: int, *, distinct: int = 20) -> Path:
    """Write *counties* workbooks; past *distinct* they repeat, under names and codes of their own."""
    folder = Path(folder)
    made = [build(Scale.for_projects(projects), seed) for seed in range(min(distinct, counties))]
    for number in range(counties):
        city, province = (
            number // COUNTIES_PER_CITY,
            number // (COUNTIES_PER_CITY * CITIES_PER_PROVINCE),
        )
        names = (f"第{province + 1}省", f"第{city + 1}市", f"第{number + 1}县")
        tables = {
            sheet: renamed(sheet, table, names, number)
            for sheet, table in made[number % len(made)].items()
        }
        path = folder / names[0] / names[1] / f"{names[2]}.xlsx"
        path.parent.mkdir(parents=True, exist_ok=True)
        write_workbook(path, tables)
    return folder


def renamed(sheet, table, names, number):
    """Return *table* with the region's names and with project codes of its own."""
    rows = [list(row) for row in table.rows]
    if sheet == "基本信息":
        own = {"地区": names[2], "上级地区": f"{names[0]}/{names[1]}"}
        rows = [[row[0], own.get(row[0], row[1])] for row in rows]
    elif "项目编码" in table.headers:
        at = table.headers.index("项目编码")
        for row in rows:
            row[at] = f"{number + 1:04d}{row[at]}" if row[at] else row[at]
    return replace(table, rows=rows)


if __name__ == "__main__":
    print(make_nation(sys.argv[3], int(sys.argv[1]), int(sys.argv[2])))
