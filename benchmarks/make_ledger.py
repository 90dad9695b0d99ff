"""Write a standard ledger of any size, of the same make as the example county.

python benchmarks/make_ledger.py 5000 ledger.xlsx
"""

from pathlib import Path
import sys


sys.path.insert(0, str(Path(__file__).parents[1] / "examples"))

from county import Scale, build  # noqa: E402
from make_example import write_workbook  # noqa: E402


def make_ledger(path: str | Path, projects: int, seed: int = 2022) -> Path:
    """Write a clean ledger with *projects* rows in 项目台账; the other sheets follow in size."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    tables = build(Scale.for_projects(projects), seed)
    write_workbook(path, tables, constant_memory=projects > 10_000)
    return path


if __name__ == "__main__":
    print(make_ledger(sys.argv[2], int(sys.argv[1])))
