"""Says which standard sheet a sheet is, and how it is laid out; or why it is not read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from attrs import define, evolve

from investtrack.model.columns import AMOUNT_KINDS, columns
from investtrack.model.ledger import SHEETS, Sheet
from investtrack.model.profile import SheetMapping
from investtrack.model.project import Project
from investtrack.model.source import column_letters
from investtrack.reading.headers.header import Ambiguous, Match, clean
from investtrack.reading.headers.meanings import bare
from investtrack.reading.headers.region_line import unnumbered
from investtrack.reading.layout.generated_columns import is_generated
from investtrack.reading.layout.header_rows import (
    Layout,
    Unplaced,
    find_layout,
    may_be_headed,
    may_name,
    required_keys,
    sheet_about,
    sheet_named,
    sheets_like,
)
from investtrack.reading.layout.mapping import header_rows, laid_over, standard_of
from investtrack.reading.layout.one_source import (
    is_of_work,
    of_one_source,
    source_named,
    states_money,
)
from investtrack.reading.layout.row_kinds import is_blank, is_number, is_sum
from investtrack.reading.sheet import Merged, Notes, Row


_LEAST = 4
_NAMED = 2
Placing = tuple[Sheet, Layout]


@define
class SheetClassifier:
    """Says of each sheet of one source which standard sheet it is.

    Attributes:
        taken: attribute → sheets that are read as it by their names.
        year: the ledger's year.
        standard: the sheets that there are.
        headless: the last sheet that lacks the column without which it is not read, and its other columns.
        listed: of the last sheet that is not read, its columns as those of 项目台账, where it names projects.
    """

    taken: dict[str, set[str]]
    year: int | None
    standard: Sequence[Sheet] = SHEETS
    headless: Placing | None = None
    listed: Layout | None = None

    def classify(  # noqa: PLR0911, PLR0913 - a sheet and what is known of it: each kind has its return
        self,
        name: str,
        head: Sequence[Row],
        merged: Merged,
        mapping: SheetMapping | None,
        notes: Notes,
        *,
        is_lenient: bool = False,
    ) -> Placing | None:
        """Return what a sheet is and its layout; None, with a finding, where it is not read.

        Args:
            name: of the sheet.
            head: its first rows.
            merged: its merged ranges.
            mapping: what it is known to be.
            notes: where findings go.
            is_lenient: whether columns that *mapping* names may be absent without a word.
        """
        self.headless = self.listed = None
        said = mapping.year if mapping else None
        at = header_rows(mapping)
        sheet = standard_of(mapping, self.standard) or sheet_named(name, self.standard)
        if sheet is not None:
            if (
                standard_of(mapping, self.standard) is None
                and name not in self.taken[sheet.attribute]
            ):
                spare(name, sheet, "、".join(sorted(self.taken[sheet.attribute])), notes)
                return None
            if at is None and (items := card_items(head)):
                notes.make("sheet-card", sheet=name, items="、".join(items))
                return None
            layout = find_layout(head, sheet, self.year, merged, at=at, said=said)
            layout = layout and laid_over(layout, mapping, sheet, notes, is_lenient=is_lenient)
            if layout and required_keys(sheet) <= set(layout.keys):
                return sheet, self._of_one_source(name, head, sheet, layout)
            self._headless(sheet, layout, head, notes)
            return None
        if all(is_blank(cell) for row in head for cell in row) or is_generated(name, head):
            return None
        if at is None and (items := card_items(head)):
            notes.make("sheet-card", variant="other", sheet=name, items="、".join(items))
            return None
        alike = self._recognised(name, head, merged, mapping, notes)
        return alike and (
            alike[0],
            laid_over(alike[1], mapping, alike[0], notes, is_lenient=is_lenient),
        )

    def _recognised(
        self, name: str, head: Sequence[Row], merged: Merged, mapping: SheetMapping | None, notes: Notes
    ) -> Placing | None:  # fmt: skip
        """Return which standard sheet a sheet of unknown name is by its headers."""
        found = sheets_like(head, self.year, merged, at=header_rows(mapping), sheets=self.standard)
        if (money := self._money(name, head, found, merged, mapping, notes)) is not None:
            return money
        if (about := self._about(name, head, found)) is not None:
            layout = next((layout for sheet, layout in found if sheet is about), None)
            layout = layout or find_layout(head, about, self.year, merged, at=header_rows(mapping))
            # 1主要指标 is called what it is: two columns that it has to have are enough.
            least = (
                _NAMED if sheet_named(unnumbered(clean(name)), self.standard) is about else _LEAST
            )
            if layout and layout.told >= least and required_keys(about) <= set(layout.keys):
                found = [(about, layout)]
            elif [sheet.attribute for sheet, _ in found] == ["projects"] != [about.attribute]:
                # 储备项目库, of too few columns to be sure, must not be counted as projects.
                self._unknown(name, head, merged, [about.name, found[0][0].name], notes)
                return None
        if len(found) != 1:
            self._unknown(name, head, merged, [sheet.name for sheet, _ in found], notes)
            return None
        sheet, layout = found[0]
        self.listed = layout if sheet.attribute == "projects" else None
        if mapping and mapping.year:
            layout = find_layout(head, sheet, self.year, merged, at=header_rows(mapping), said=mapping.year) or layout  # fmt: skip
        if self.taken.get(sheet.attribute):
            spare(name, sheet, "、".join(sorted(self.taken[sheet.attribute])), notes)
            return None
        notes.make("sheet-recognised", sheet=name, standard=sheet.name)
        return sheet, layout

    def _money(  # noqa: PLR0913, PLR0917 - a sheet and what is known of it
        self, name: str, head: Sequence[Row], found: Sequence[Placing], merged: Merged, mapping: SheetMapping | None,
        notes: Notes,
    ) -> Placing | None:  # fmt: skip
        """Return 项目资金 for a sheet that its name, or its title, says to be of the money of one source."""
        sheet = next((each for each in self.standard if each.attribute == "funds"), None)
        if sheet is None or source_named(_titles(name, head)) is None:
            return None
        ledger = next((layout for each, layout in found if each.attribute == "projects"), None)
        if ledger is not None and is_of_work(ledger) and not self.taken.get("projects"):
            return None
        layout = find_layout(head, sheet, self.year, merged, at=header_rows(mapping))
        layout = layout and self._of_one_source(name, head, sheet, layout)
        if layout is None or layout.source is None or not states_money(layout):
            return None
        if self.taken.get("funds"):
            spare(name, sheet, "、".join(sorted(self.taken["funds"])), notes)
            return None
        told = layout.source.value
        notes.make("sheet-recognised", variant="source", sheet=name, standard=sheet.name, source=told)  # fmt: skip
        return sheet, layout

    def _of_one_source(self, name: str, head: Sequence[Row], sheet: Sheet, layout: Layout) -> Layout:  # fmt: skip
        """Return *layout* with the source that the sheet's name or title says, where 项目资金 has no column of it."""
        if sheet.attribute != "funds" or "source" in layout.keys:
            return layout
        source = source_named(_titles(name, head[: layout.first_row]))
        return layout if source is None else of_one_source(layout, source)

    def _about(self, name: str, head: Sequence[Row], found: Sequence[Placing]) -> Sheet | None:
        """Return the standard sheet that the sheet's name, or else a line above its header, is about."""
        above = head[: max((layout.first_row for _, layout in found), default=0)]
        texts = (cell for row in above for cell in row if isinstance(cell, str))
        return next((s for t in (name, *texts) if (s := sheet_about(t, self.standard))), None)

    def _unknown(
        self, name: str, head: Sequence[Row], merged: Merged, alike: list[str], notes: Notes
    ) -> None:
        if alike:
            notes.make(
                "sheet-doubtful", sheet=name, alike="”也像“".join(alike), choices=" 或 ".join(alike)
            )
            return
        projects = next(s for s in self.standard if s.attribute == "projects")
        layout = None
        if may_be_headed(head, projects) or may_name(head, projects):
            layout = find_layout(head, projects, self.year, merged)
        is_nameless = layout is not None and layout.told >= _LEAST and "name" not in layout.keys
        if is_nameless and layout and _bare_column(layout, head) is not None:
            self._headless(projects, layout, head, notes)
            return
        if layout and "name" in layout.keys:
            self.listed = layout
        standard = "、".join(s.name for s in self.standard)
        amounts = (
            [place for place in layout.placed if place.match.column.kind in AMOUNT_KINDS]
            if layout
            else []
        )
        if layout and "name" in layout.keys and amounts:
            told = "、".join(clean(place.header) for place in (*layout.placed[:1], *amounts))
            notes.make(
                "sheet-unknown", variant="projects", sheet=name, standard=standard, headers=told
            )
            return
        notes.make("sheet-unknown", sheet=name, standard=standard)

    def _headless(
        self, sheet: Sheet, layout: Layout | None, head: Sequence[Row], notes: Notes
    ) -> None:
        headless(sheet, layout, head, notes)
        if layout is None:
            return
        if (index := _bare_column(layout, head)) is not None:
            column = next(column for column in columns(sheet.record) if column.required)
            asked = Unplaced(index, "", Ambiguous((Match(column, column.key),)))
            layout = evolve(layout, others=(*layout.others, asked))
        self.headless = sheet, layout


def _titles(name: str, above: Sequence[Row]) -> Iterator[str]:
    """Yield the name of a sheet, and its lines of one text."""
    yield clean(name)
    for row in above:
        texts = [cell for cell in row if not is_blank(cell)]
        if len(texts) <= _NAMED and texts and isinstance(texts[0], str):
            yield clean(texts[0])


def spare(name: str, sheet: Sheet, others: str, notes: Notes) -> None:
    """Say that a sheet is like one already read, and was left out."""
    notes.make("sheet-spare", sheet=name, standard=sheet.name, others=others)


def headless(sheet: Sheet, layout: Layout | None, head: Sequence[Row], notes: Notes) -> None:
    """Say that a sheet lacks its header row, or the column without which a row is no record."""
    labels = "、".join(column.label for column in columns(sheet.record) if column.required)
    name = notes.sheet
    if layout is None:
        notes.make("header-missing", sheet=name, labels=labels)
        return
    found = "、".join(clean(place.header) for place in layout.placed)
    row = layout.header_row + 1
    if (index := _bare_column(layout, head)) is None:
        notes.make(
            "header-missing",
            f"第{row}行",
            variant="column",
            sheet=name,
            labels=labels,
            found=found,
        )
    else:
        notes.make(
            "header-missing",
            f"第{row}行",
            variant="bare",
            sheet=name,
            labels=labels,
            found=found,
            letter=column_letters(index),
            row=row,
        )


def _is_label(text: str) -> bool:
    return text.strip().isdigit() or is_sum(clean(text))


def _bare_column(layout: Layout, head: Sequence[Row]) -> int | None:
    """Return the column without a header that holds different texts, as names are."""
    headed = (
        {p.index for p in layout.placed} | {o.index for o in layout.others} | set(layout.unknown)
    )
    body = head[layout.header_row + 1 :]
    first = min((p.index for p in layout.placed), default=0)
    for index in range(first):
        values = [row[index] for row in body if index < len(row) and not is_blank(row[index])]
        texts = Counter(v for v in values if isinstance(v, str) and not _is_label(v))
        if index not in headed and texts and len(texts) == sum(texts.values()) and not any(map(is_number, values)):  # fmt: skip
            return index
    return None


def chosen_names(names: Sequence[str], sheets: Sequence[Sheet] = SHEETS) -> dict[str, set[str]]:
    """Return which sheets are read as what by name: the canonical name, else every synonym."""
    chosen: dict[str, set[str]] = {sheet.attribute: set() for sheet in sheets}
    for sheet in sheets:
        exact = {name for name in names if clean(name) == sheet.name}
        chosen[sheet.attribute] = exact or {
            name for name in names if sheet_named(name, sheets) is sheet
        }
    return chosen


_ROWS = 60
_NAMES = frozenset(clean(word) for c in columns(Project) if c.required for word in (c.label, *c.synonyms))  # fmt: skip
_LABELS = frozenset(
    bare(clean(word))[0] for c in columns(Project) for word in (c.label, *c.synonyms)
)


def card_items(rows: Sequence[Row]) -> tuple[str, ...]:
    """Return the items of a card, or nothing where the rows are none.

    They stand below each other in the first column that is filled, each with its value to the right; a table has at most
    the words of its header there.
    """
    items: dict[str, None] = {}
    others = 0
    for row in rows[:_ROWS]:
        filled = [cell for cell in row if not is_blank(cell)]
        if len(filled) <= 1:  # an item and its value
            continue
        text = bare(clean(filled[0]))[0].rstrip(":") if isinstance(filled[0], str) else ""
        if text in _LABELS and clean(filled[1]) not in _LABELS:
            items[text] = None
        else:
            others += 1
    is_card = len(items) >= max(_LEAST, others) and not _NAMES.isdisjoint(items)
    return tuple(items) if is_card else ()
