"""Write a folder of county workbooks: province / city / county, each with its own region and codes.

python benchmarks/make_nation.py COUNTIES PROJECTS_EACH FOLDER
"""

from dataclasses import replace
import io
from pathlib import Path
import sys
import tempfile
import zipfile


sys.path.insert(0, str(Path(__file__).parents[1] / "examples"))

from county import Scale, build  # noqa: E402
from make_example import write_workbook  # noqa: E402


COUNTIES_PER_CITY, CITIES_PER_PROVINCE = 9, 11


def make_nation(folder: str | Path, counties: int, projects: int, *, distinct: int = 20) -> Path:
    """Write *counties* workbooks; past *distinct* they repeat, under names and codes of their own."""
    folder = Path(folder)
    made = [pattern(projects, seed) for seed in range(min(distinct, counties))]
    for number in range(counties):
        city, province = (
            number // COUNTIES_PER_CITY,
            number // (COUNTIES_PER_CITY * CITIES_PER_PROVINCE),
        )
        names = (f"第{province + 1}省", f"第{city + 1}市", f"第{number + 1}县")
        path = folder / names[0] / names[1] / f"{names[2]}.xlsx"
        path.parent.mkdir(parents=True, exist_ok=True)
        own = dict(zip(_MARKS, (names[2], f"{names[0]}/{names[1]}", f"{number + 1:04d}")))
        path.write_bytes(renamed(made[number % len(made)], own))
    return folder


# What stands in a pattern for the county, the regions above it, and the beginning of its codes.
_MARKS = ("〖县〗", "〖上级〗", "〖号〗")


def pattern(projects, seed):
    """Return the bytes of a county's workbook with marks for what is its own."""
    tables = {}
    for sheet, table in build(Scale.for_projects(projects), seed).items():
        rows = [list(row) for row in table.rows]
        if sheet == "基本信息":
            own = {"地区": _MARKS[0], "上级地区": _MARKS[1]}
            rows = [[row[0], own.get(row[0], row[1])] for row in rows]
        elif "项目编码" in table.headers:
            at = table.headers.index("项目编码")
            for row in rows:
                row[at] = f"{_MARKS[2]}{row[at]}" if row[at] else row[at]
        tables[sheet] = replace(table, rows=rows)
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "县.xlsx"
        write_workbook(path, tables)
        return path.read_bytes()


def renamed(book, own):
    """Return the workbook with its marks replaced: all texts of it stand in one part."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target,
    ):
        for name in source.namelist():
            data = source.read(name)
            if name == "xl/sharedStrings.xml":
                for mark, text in own.items():
                    data = data.replace(mark.encode(), text.encode())
            target.writestr(name, data)
    return out.getvalue()


if __name__ == "__main__":
    print(make_nation(sys.argv[3], int(sys.argv[1]), int(sys.argv[2])))
