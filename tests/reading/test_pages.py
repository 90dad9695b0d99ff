"""A list printed on pages: its header comes again on each, of one row or two, and no project between is lost."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from investtrack.model.profile import Profile
from investtrack.reading.reader import read_sheets
from investtrack.reading.sheet import OpenedSheet, SheetCells


TITLE = ["青禾县重点项目表", "", "", "", "", ""]
ONE = [["序号", "项目名称", "总投资（万元）", "年度计划投资（万元）", "责任单位", "备注"]]
SPLIT = [
    ["序号", "项目名称", "投资情况（万元）", "", "责任单位", "备注"],
    ["", "", "总投资", "年度计划投资", "", ""],
]
SPLIT_MERGES = [
    ((0, 0), (1, 0)),
    ((0, 1), (1, 1)),
    ((0, 2), (0, 3)),
    ((0, 4), (1, 4)),
    ((0, 5), (1, 5)),
]
ABOVE = [
    ["项目情况", "", "投资（万元）", "", "责任", ""],
    ["序号", "项目名称", "总投资", "年度计划投资", "责任单位", "备注"],
]
ABOVE_MERGES = [((0, 0), (0, 1)), ((0, 2), (0, 3)), ((0, 4), (0, 5))]
HEADERS = ((ONE, []), (SPLIT, SPLIT_MERGES), (ABOVE, ABOVE_MERGES))


def printed(chance):
    """Return the rows of a list, their merges, and the names in them; no amount stands twice, so that none is a sum."""
    header, merges = chance.choice(HEADERS)
    amounts = iter(chance.sample(range(1000, 99999), 99))
    rows, merged, names = [TITLE] * chance.randint(0, 1), [], []
    for page in range(chance.randint(1, 4)):
        rows += [TITLE] * (page > 0 and chance.random() < 0.3)
        merged += [
            ((top + len(rows), left), (bottom + len(rows), right))
            for (top, left), (bottom, right) in merges
        ]
        rows += header
        for _ in range(chance.choice((1, 1, 2, 3))):
            names.append(f"{chance.choice('甲乙丙丁戊')}{len(names)}工程")
            total, plan = (next(amounts) if chance.random() < share else "" for share in (0.6, 0.3))
            rows.append(
                [
                    len(names),
                    names[-1],
                    total,
                    plan,
                    chance.choice(("住建局", "")),
                    chance.choice(("", "已开工")),
                ]
            )
    return rows, merged, names


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**9))
def test_every_project_of_a_list_printed_on_pages_is_read_once(seed):
    rows, merged, names = printed(Random(seed))
    read = read_sheets(
        "台账.xlsx", [OpenedSheet("项目台账", lambda: SheetCells(rows, merged))], Profile()
    )
    assert [project.name for project in read.ledger.projects] == names
