"""What is said of the columns of a sheet: which were not read, which were asked about, which were decided how."""

from __future__ import annotations

from collections.abc import Mapping

from investtrack.model.columns import CellKind
from investtrack.reading.choices import BUILD_KINDS
from investtrack.reading.generated_columns import GENERATED
from investtrack.reading.headers import Ambiguous, Match, MissingMonth, clean
from investtrack.reading.ignored_columns import BUILD_KIND, LEFT_OUT, SEQUENCE, IgnoredColumn
from investtrack.reading.layout import Layout, Unplaced, joined_columns
from investtrack.reading.notes import Notes, address


_IN_PROFILE = "或在县区配置的 [[mapping]] 里写明"
_NUMBERS = frozenset({"序号", "编号", "序列"})


def choice_label(choice: Match | MissingMonth | IgnoredColumn) -> str:
    """Return a possible meaning as a clerk reads it: 建设阶段（新建、续建、收尾、预备）."""
    if isinstance(choice, Match) and choice.column.choices:
        return f"{choice.label}（{'、'.join(choice.column.choices)}）"
    if choice == BUILD_KIND or (isinstance(choice, Match) and choice.key == "build_kind"):
        return f"{BUILD_KIND.label}（{'、'.join(w for w in ('新建', '扩建', '改建', '迁建') if w in BUILD_KINDS)}等）"
    return choice.label


def note_columns(  # noqa: C901 - one branch a state of a column
    layout: Layout, columns: Mapping[str, int], notes: Notes
) -> None:
    """Add the findings about columns; *columns* is where each field stands."""
    row, sheet = layout.header_row + 1, notes.sheet
    optional = {place.key for place in layout.placed if not place.match.column.standard}
    for index, text in layout.unknown.items():
        if (header := clean(text)) not in _NUMBERS:
            notes.note(
                "column-unknown", f"“{sheet}”表的“{header}”列不认识，没有读取", address(index, row), header,
                "标准表头或其同义写法", f"需要读取的，请改成标准表头，{_IN_PROFILE}",
            )  # fmt: skip
    for place in layout.placed:
        if place.why and not place.why.startswith("配置"):
            notes.note(
                "column-decided", f"“{sheet}”表的“{clean(place.header)}”列读作“{place.match.label}”：{place.why}",
                address(place.index, row), clean(place.header), place.match.label, f"不对的，请改表头，{_IN_PROFILE}",
            )  # fmt: skip
    left = [(index, text) for index, text, key in layout.doubled if key in optional]
    for other in layout.others:
        if isinstance(other.meaning, (Ambiguous, MissingMonth)):
            _ask(other, row, notes)
        elif isinstance(other.meaning, IgnoredColumn) and other.meaning.kind is CellKind.MONEY:
            notes.note(
                "column-amount-left", f"“{sheet}”表的“{clean(other.header)}”列{other.meaning.why}，没有读取",
                address(other.index, row), clean(other.header), "年初以来累计完成投资，如 2022年1—7月完成投资",
                f"要计入的，请另列累计数，{_IN_PROFILE}",
            )  # fmt: skip
        elif isinstance(other.meaning, IgnoredColumn) and other.meaning not in {
            SEQUENCE,
            GENERATED,
            LEFT_OUT,
        }:
            left.append((other.index, other.header))
    if left:
        left.sort()
        names = "、".join(f"{clean(text)}（{address(index, row)}）" for index, text in left)
        notes.note(
            "column-unkept", f"“{sheet}”表有{len(left)}列认得，但标准台账没有对应的项，或与别的列相同，没有读取：{names}",
            address(left[0][0], row), clean(left[0][1]), "", "不影响计算，无需处理",
        )  # fmt: skip
    joined = joined_columns(layout)
    for index, text, place in joined:
        label, first = place.match.label, address(place.index, row)
        notes.note(
            "columns-joined", f"“{sheet}”表的“{clean(text)}”列与 {first} 都是{label}，两列的人一并读取", address(index, row),
            clean(text), "", f"其中一列不是{label}的，在配置里写“不读”：investtrack map 会写出这份对应",
        )  # fmt: skip
    for index, text, key in layout.doubled:
        if key in optional or any(index == other for other, _, _ in joined):
            continue
        first = address(columns[key], row)
        notes.warning(
            "header-duplicate", f"“{sheet}”表的“{clean(text)}”列与 {first} 意思相同，只读 {first}",
            address(index, row), clean(text), "每项一列", f"删去或改名其中一列，{_IN_PROFILE}",
        )  # fmt: skip


def _ask(other: Unplaced, row: int, notes: Notes) -> None:
    header, place = clean(other.header), address(other.index, row)
    if isinstance(other.meaning, MissingMonth):
        label = other.meaning.column.label
        lacks = "哪一年" if other.meaning.month else "到几月"
        notes.warning(
            "column-month-unknown", f"“{notes.sheet}”表的“{header}”列没有写明累计{lacks}，没有读取", place, header,
            f"写明年月，如 2022年1—7月{label}", f"在表头写明，或在表头上方写“截至×年×月×日”，{_IN_PROFILE}",
        )  # fmt: skip
    elif isinstance(other.meaning, Ambiguous):
        choices = [choice_label(choice) for choice in other.meaning.choices]
        notes.warning(
            "column-doubtful", f"“{notes.sheet}”表的“{header}”列可以有{len(choices)}种意思，没有读取", place, header,
            " 或 ".join(choices), f"把表头改成其中一种，{_IN_PROFILE}",
        )  # fmt: skip
