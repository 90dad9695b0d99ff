"""Rows that other rows of a sheet are parts of: a project and its phases, a town or industry and its projects.

Both stand as rows with amounts; counted with their parts, the same money would count twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs
from attrs import define, field, frozen

from investtrack.model.columns import AMOUNT_KINDS, columns
from investtrack.model.record import Record
from investtrack.reading.records.several_names import names_in
from investtrack.reading.sheet import Notes
from investtrack.values.amount import ZERO, Amount
from investtrack.values.period import Month


NESTED = frozenset({"projects", "entries", "services", "starts", "reserves", "promotions"})
"""Sheets whose rows have amounts that add up."""
_NUMERALS = "一二三四五六七八九十"
_PHASE = rf"第?(?:[{_NUMERALS}]{{1,3}}|\d{{1,2}}|[ⅠⅡⅢⅣⅤIVX]{{1,4}})(?:期|标段|标|批次)"
_MARKED = re.compile(rf"[(（](?:\d{{1,2}}|[{_NUMERALS}]{{1,2}})[)）]|[①-⑳]|其中[:：]?|子项")
_FIRST_SIGNS = frozenset("(（①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳其子第ⅠⅡⅢⅣⅤIVX") | set(_NUMERALS)
"""What a name begins with that is marked, a bare phase or numbered, beside digits."""
_OF_WHICH = re.compile("其中")
_DECIMAL = re.compile(r"\d{1,2}[.．]\d{1,2}(?![\d.．])(?=[、\u4e00-\u9fff])")
_BARE_PHASE = re.compile(rf"{_PHASE}(?:建设)?(?:工程|项目|建设)?")
_IN_NAME = re.compile(rf"(?:建设)?(?:项目|工程)?[(（]?{_PHASE}")
_GENERIC = re.compile("(?:建设)?(?:项目|工程)$")
_PLACE = re.compile(
    "[\u4e00-\u9fff]{1,8}(?:镇|乡|苏木|街道|办事处|[县区市州]|园区|社区|村)|"
    "[\u4e00-\u9fff、]{1,14}(?:业|类|领域|板块|设施|民生|房地产)(?:项目)?|"
    "(?:交通|水利|能源|教育|卫生|市政|生态|环保)(?:项目|类)?"
)
_LEAST_ALONE = 2  # parts and amounts by which a row of any name is known for a sum
_PAGE_BREAK = 8  # rows from the last one of a page to the first of the next
_TELLING = 4  # columns from which a row that has only a name and amounts is odd


def is_phase(label: str) -> bool:
    """Whether a cleaned label (（一）一期工程) is that of a phase of the project above, and no group of its own."""
    found = _MARKED.match(label)
    return found is not None and _BARE_PHASE.fullmatch(label[found.end() :]) is not None


@frozen
class _Run:
    """A row, and the rows below that are its parts."""

    head: int
    parts: tuple[int, ...]
    fits: bool


@define
class NestedRows:
    """The records of a sheet, and which of them are parts or sums of others.

    Attributes:
        attribute: the sheet, as an attribute of the ledger.
        records: the records, in the order of their rows.
        keys: fields with amounts that are columns here, months with their end.
        width: how many columns the sheet has.
        numbered: places of records that a number such as 1.1 before their name puts under another.
        notes: takes what is said.
        bounds: places of records before which a row of a total or a group stands.
        unnumbered: places of records that have no number where others have one: parts, where their amounts say so.
    """

    attribute: str
    records: list[Any]
    keys: Sequence[str]
    width: int
    numbered: frozenset[int]
    notes: Notes
    bounds: frozenset[int] = frozenset()
    unnumbered: frozenset[int] = frozenset()
    _plain: tuple[str, ...] = field(init=False, default=())
    _amounts: dict[int, Mapping[str, Amount]] = field(init=False, factory=dict)

    def dropped(self) -> list[int]:
        """Return the places of the records that do not count, adding what is said of them."""
        if self.attribute not in NESTED or len(self.records) < _LEAST_ALONE or not self.keys:
            return []
        kind: type = type(self.records[0])
        self._plain = tuple(
            column.key for column in columns(kind)
            if column.key not in {"name", "industry", "town"} and column.kind not in AMOUNT_KINDS
        )  # fmt: skip
        gone: set[int] = set()
        for run in self._phases():
            gone.update(self._settle(run))
        for run in self._groups(gone):
            gone.add(run.head)
            head = self.records[run.head]
            self.notes.make(
                "row-group", f"第{head.origin.row}行", row=head.origin.row, name=head.name, number=len(run.parts)
            )  # fmt: skip
        return sorted(gone)

    # -- projects and their phases ---------------------------------------------------------------

    def _phases(self) -> Iterator[_Run]:
        """Yield each row and the phases that follow it."""
        at = 0
        names = [each.name or "" for each in self.records]
        while at < len(self.records) - 1:
            end = at + 1
            if self._may_be_part(end, names[end], names[at]) and not self._is_marked(at):
                while end < len(self.records) and self._follows(end) and self._is_part(end, at):
                    end += 1
            parts = tuple(range(at + 1, end))
            if parts and (head := self._stated(at)):
                fits = self._fits(head, parts)
                is_marked = any(map(self._is_marked, parts))
                if self.unnumbered.issuperset(parts) and not self._is_sure(head, parts):
                    is_marked = fits = False
                if is_marked or (fits and len(parts) >= _LEAST_ALONE):
                    yield _Run(at, parts, fits)
            at = end

    def _is_sure(self, head: Mapping[str, Amount], parts: Sequence[int]) -> bool:
        """Whether rows without a number are parts for certain: by two amounts, or by how they are called."""
        return len(head) >= _LEAST_ALONE or any(map(self._is_marked, parts))

    def _follows(self, at: int) -> bool:
        """Whether no row but blank ones and a header again, as on a new page, stands between a record and the one before it."""
        rows: list[int] = [record.origin.row for record in self.records[at - 1 : at + 1]]
        return rows[1] <= rows[0] + _PAGE_BREAK and at not in self.bounds

    def _may_be_part(self, at: int, name: str, whole: str) -> bool:
        """Whether a row may be a part of *whole*, the one above; of most, its first signs or three others say no."""
        return (
            name[:1] in _FIRST_SIGNS
            or name[:1].isdecimal()
            or at in self.numbered
            or at in self.unnumbered
            or (name[:2] == whole[:2] and ("期" in name or "标" in name or "批" in name))
        )

    def _is_marked(self, at: int) -> bool:
        name = self.records[at].name or ""
        return at in self.numbered or (_MARKED.match(name) is not None and not names_in(name))

    def _is_part(self, at: int, head: int) -> bool:
        name, whole = self.records[at].name or "", self.records[head].name or ""
        if at in self.unnumbered and head not in self.unnumbered:
            return True
        is_other = name[:2] != whole[:2]
        if is_other and not (
            at in self.numbered or name[:1] in _FIRST_SIGNS or name[:1].isdecimal()
        ):
            return False  # as most
        if names_in(name):
            return False  # （1）甲（2）乙
        if self._is_marked(at) or _BARE_PHASE.fullmatch(name) or _DECIMAL.match(name):
            return True
        if is_other:
            return False
        core = _GENERIC.sub("", whole)
        return (
            len(core) > 1 and name.startswith(core) and _IN_NAME.match(name, len(core)) is not None
        )

    def _settle(self, run: _Run) -> Iterator[int]:
        """Yield what does not count of a project and its phases: the phases, or the row above where each has a code."""
        head, parts = self.records[run.head], [self.records[at] for at in run.parts]
        rows = "、".join(str(part.origin.row) for part in parts)
        is_within = run.fits or (
            _OF_WHICH.match(parts[0].name or "") is not None and self._is_within(run)
        )
        if not is_within:
            self.notes.make(
                "row-part-doubtful", f"第{parts[0].origin.row}行", rows=rows, name=head.name
            )
            return
        codes = {
            getattr(part, "code", None) or getattr(part, "library_code", None) for part in parts
        }
        if run.fits and len(parts) > 1 and len(codes) == len(parts) and None not in codes:
            self.notes.make("row-group", f"第{head.origin.row}行", row=head.origin.row, name=head.name, number=len(parts))  # fmt: skip
            yield run.head
            return
        self.notes.make("row-part", f"第{parts[0].origin.row}行", rows=rows, name=head.name)
        self.records[run.head] = _completed(head, parts, self._plain)
        yield from run.parts

    def _is_within(self, run: _Run) -> bool:
        head = self._stated(run.head)
        return all(
            key in head and total <= head[key] for key, total in self._sums(run.parts).items()
        )

    # -- towns, industries and their projects ----------------------------------------------------

    def _groups(self, gone: set[int]) -> Iterator[_Run]:
        """Yield the rows with nothing but a name and amounts that are the sums of the rows below them."""
        bare = [at for at in range(len(self.records)) if at not in gone and self._is_bare(at)]
        bounds = [*bare, len(self.records)]
        groups: set[int] = set()
        found: list[_Run] = []
        for place in range(len(bare) - 1, -1, -1):
            at = bare[place]
            head = self._stated(at)
            is_place = _PLACE.fullmatch(self.records[at].name or "") is not None
            for end in bounds[place + 1 :]:
                parts = tuple(p for p in range(at + 1, end) if p not in gone and p not in groups)
                is_sure = is_place or min(len(parts), len(head)) >= _LEAST_ALONE
                if parts and is_sure and self._fits(head, parts):
                    groups.add(at)
                    found.append(_Run(at, parts, fits=True))
                    break
            else:
                if is_place and self._is_odd(at, bare):
                    record = self.records[at]
                    self.notes.make("row-group-doubtful", f"第{record.origin.row}行", row=record.origin.row, name=record.name)  # fmt: skip
        yield from reversed(found)

    def _is_bare(self, at: int) -> bool:
        record = self.records[at]
        for key in self._plain:
            if key != "papers" and getattr(record, key) not in {None, ()}:
                return False
        return bool(self._stated(at))

    def _is_odd(self, at: int, bare: Sequence[int]) -> bool:
        """Whether most other rows say more than a name and amounts, and rows follow."""
        return (
            self.width >= _TELLING
            and len(bare) * _LEAST_ALONE <= len(self.records)
            and at + 1 < len(self.records)
        )

    # -- amounts ---------------------------------------------------------------------------------

    def _stated(self, at: int) -> Mapping[str, Amount]:
        """Return the amounts of a record, by field and month."""
        found = self._amounts.get(at)
        if found is None:
            found = self._amounts[at] = dict(_stated(self.records[at], self.keys))
        return found

    def _sums(self, parts: Sequence[int]) -> dict[str, Amount]:
        sums: dict[str, Amount] = {}
        for at in parts:
            for key, amount in self._stated(at).items():
                sums[key] = sums.get(key, ZERO) + amount
        return sums

    def _fits(self, head: Mapping[str, Amount], parts: Sequence[int]) -> bool:
        """Whether every amount of *head* is the sum of its parts', and the parts state no other."""
        sums = self._sums(parts)
        shared = head.keys() & sums.keys()
        return (
            sums.keys() <= head.keys()
            and any(head[key] for key in shared)
            and all(head[key] == sums[key] for key in shared)
        )


def _stated(record: Record, keys: Sequence[str]) -> Iterator[tuple[str, Amount]]:
    for key in keys:
        name, _, end = key.partition(".")
        value = getattr(record, name)
        if end and value:
            month = Month.parse(end)
            value = next((amount for last, amount in value if last == month), None)
        if isinstance(value, Amount):
            yield key, value


def _completed(head: Any, parts: Sequence[Any], keys: Sequence[str]) -> Any:  # noqa: ANN401
    """Return *head* with what it leaves open and its parts all say alike."""
    taken: dict[str, Any] = {}
    for key in keys:
        said = [getattr(part, key) for part in parts]
        if getattr(head, key) in {None, ()} and said[0] not in {None, ()} and all(value == said[0] for value in said):  # fmt: skip
            taken[key] = said[0]
    if not taken:
        return head
    moved = (*head.origin.moved, *((key, parts[0].origin.row) for key in taken))
    return attrs.evolve(head, **taken, origin=attrs.evolve(head.origin, moved=moved))
