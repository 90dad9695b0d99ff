"""Whatever the records and the grouping: totals are the core's, and what is not repeated stays as it was."""

import io
import tempfile
from decimal import Decimal
from pathlib import Path

import openpyxl
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from investtrack import Amount, Project, ProjectStage, Unit, build_report
from investtrack_forms.expressions.lines import UNFILLED
from investtrack_forms.fill import fill_form
from investtrack_testing import sample_ledger


WAN = st.one_of(st.none(), st.decimals(min_value=0, max_value=10**7, places=2))
RECORDS = st.lists(
    st.tuples(
        st.sampled_from(["工业", "交通", "农业", None]), st.sampled_from([*ProjectStage, None]), WAN
    ),
    max_size=12,
)
GROUPS = st.sampled_from(["", "行业", "行业，建设阶段"])


def form(group, heads, tails, ready):
    """A form whose records begin below any heads: heads and subtotals for each level that has them."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = "题"
    sheet.merge_cells("A1:C2")
    sheet["C3"] = "{{ 合计(总投资) }}"
    row = 4
    levels = len(group.split("，")) if group else 0
    for level in range(1, levels + 1):
        if level in heads:
            sheet.cell(row, 1 if level == 1 else 4, f"{{% 组 {level} %}}{{{{ 组 }}}}")
            sheet.cell(row, 3, "{{ 合计(总投资) }}" if level == 1 else None)
            row += 1
    first = row
    grouped = f"；分组 {group}" if group else f"；预留行 {ready}" if ready > 1 else ""
    sheet.cell(row, 1, f"{{% 明细 项目台账{grouped} %}}{{{{ 序号 }}}}")
    sheet.cell(row, 2, "{{ 项目名称 }}")
    sheet.cell(row, 3, "{{ 总投资 }}")
    sheet.row_dimensions[row].height = 31
    row += 1 if group else ready
    for level in range(levels, 0, -1):
        if level in tails:
            sheet.cell(row, 1, f"{{% 小计 {level} %}}小计")
            sheet.cell(row, 3, "{{ 合计(总投资) }}")
            row += 1
    last = first if group else first + ready - 1
    sheet.cell(row, 3, f"=SUM(C{first}:C{last})")
    sheet.cell(row, 1, "合计")
    sheet.cell(row + 2, 1, "注")
    sheet.merge_cells(start_row=row + 2, end_row=row + 3, start_column=1, end_column=2)
    sheet.row_dimensions[row + 2].height = 47
    return book


def filled_values(book, records):
    projects = tuple(
        Project(
            name=f"项目{number}",
            industry=industry,
            stage=stage,
            total_investment=None if total is None else Amount.of(total, Unit.WAN),
        )
        for number, (industry, stage, total) in enumerate(records)
    )
    report = build_report(evolve(sample_ledger(), projects=projects))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "表.xlsx")
        book.save(path)
        filled, again = fill_form(report, path), fill_form(report, path)
    assert filled.data == again.data
    return openpyxl.load_workbook(io.BytesIO(filled.data), data_only=True).active


@settings(max_examples=40, deadline=None)
@given(
    records=RECORDS,
    group=GROUPS,
    heads=st.sets(st.sampled_from([1, 2])),
    tails=st.sets(st.sampled_from([1, 2])),
    ready=st.integers(1, 4),
)
def test_totals_are_the_cores_and_the_rest_stays(records, group, heads, tails, ready):
    sheet = filled_values(form(group, heads, tails, ready), records)
    rows = list(sheet.iter_rows(values_only=True))
    totals = [total for *_, total in records if total is not None]
    exact = sum(totals, Decimal(0))
    # none of the records states its total: no total is said, and none is said to be zero
    unsaid = bool(records) and not totals
    assert rows[2][2] == ("【待补】" if unsaid else float(exact))
    (bottom,) = [row for row in rows if row[0] == "合计"]
    assert bottom[2] == float(exact)

    names = [row[1] for row in rows if str(row[1] or "").startswith("项目")]
    assert sorted(names) == sorted(f"项目{number}" for number in range(len(records)))
    numbers = [row[0] for row in rows if isinstance(row[0], int)]
    assert numbers == list(range(1, len(records) + 1))
    if not records:
        assert [row[1] for row in rows if row[1]] == ["无"]

    industries = list(dict.fromkeys(industry for industry, *_ in records))
    if group and 1 in heads:
        said = {row[0]: row[2] for row in rows if row[0] in {UNFILLED, "工业", "交通", "农业"}}
        assert list(said) == [industry or UNFILLED for industry in industries]
        for industry in industries:
            members = [
                total for name, _, total in records if name == industry and total is not None
            ]
            assert said[industry or UNFILLED] == (float(sum(members)) if members else "【待补】")
    if group:
        kinds = {1: industries, 2: list(dict.fromkeys((i, s) for i, s, _ in records))}
        levels = range(1, len(group.split("，")) + 1)
        expected = sum(len(kinds[level]) for level in levels if level in tails)
        assert sum(row[0] == "小计" for row in rows) == expected

    note = next(number for number, row in enumerate(rows, 1) if row[0] == "注")
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert merged == {"A1:C2", f"A{note}:B{note + 1}"}
    assert sheet.row_dimensions[note].height == 47
    heights = [
        sheet.row_dimensions[n].height
        for n, row in enumerate(rows, 1)
        if str(row[1] or "").startswith("项目")
    ]
    if group or ready == 1:
        assert heights == [31] * len(records)
