"""What figures are computed from: the ledger as of a date, with selections made once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Protocol, TypeVar

from attrs import define, field, frozen

from investtrack.metrics.figure import Number
from investtrack.model.entry import Entry, EntryKind
from investtrack.model.ledger import Ledger
from investtrack.model.profile import Profile
from investtrack.model.project import Project
from investtrack.model.record import CodedRecord, NamedRecord
from investtrack.model.series import latest
from investtrack.model.source import Origin
from investtrack.values.amount import Amount
from investtrack.values.dates import DateSpan
from investtrack.values.period import Month, Period, month
from investtrack.values.rate import Points
from investtrack.values.text_width import INVISIBLE, folded, without_marks


Index = TypeVar("Index")


class AbsentError(Exception):
    """Raised inside a rule: the figure has no value, and why (in Chinese). Never leaves metrics."""


@frozen
class Selected:
    """Records that a rule takes, and how many more lacked the cell that decides.

    Attributes:
        records: the records, in ledger order.
        undecided: records that could not be decided, for want of a cell.
    """

    records: tuple[Any, ...]
    undecided: int = 0


Taking = Callable[["LedgerView"], Selected]
"""What takes records: a Selection, or a function."""

Reader = Callable[[Any], Number | None]
"""A measure bound to a ledger: reads one record; what is alike for all records is looked up once."""


class Bindable(Protocol):
    """What is read of a record, such as a Measure: bound to a ledger it is a reader."""

    def bind(self, view: LedgerView, /) -> Reader:
        """Return what reads the records of a ledger."""

    @property
    def of_all(self) -> str:
        """Sheet of which it is read once for all records; none where empty."""


def decided(undecided: int, considered: int, label: str) -> None:
    """Demand that *label* was not missing in every record considered.

    Raises:
        AbsentError: nothing could be decided: unknown is not zero.
    """
    if considered and undecided == considered:
        raise AbsentError(f"{considered}条记录都没有填“{label}”")


_MARKS = re.compile(rf"[★☆■□▲△●○◆◇※*\s{INVISIBLE}]+")
_TO_FOLD = re.compile(rf"[★☆■□▲△●○◆◇※*\s{INVISIBLE}【】〔〕注\u24eb-\u24ff\u2776-\u2793]")
_DASHES = re.compile("[—–－‐‑‒―−]")
_PLAIN_CODE = re.compile(r"[0-9A-Z\-]+")


def normal_name(name: str) -> str:
    """Return *name* as compared between sheets: width, spaces, line breaks, brackets and marks folded, the unseen dropped.

    A mark of a note (甲①, 甲¹, 甲注1) is no digit of the name.
    """
    if not _TO_FOLD.search(name) and unicodedata.is_normalized("NFKC", name):
        return name  # as most are: asked again it costs less than kept
    return _folded_name(name)


@lru_cache(maxsize=1 << 17)
def _folded_name(name: str) -> str:
    folded = unicodedata.normalize("NFKC", without_marks(name))
    return _MARKS.sub(
        "", folded.replace("【", "(").replace("】", ")").replace("〔", "(").replace("〕", ")")
    )


def normal_code(code: str) -> str:
    """Return *code* as compared between sheets: width, case, dashes and spaces folded, the unseen dropped."""
    return code if _PLAIN_CODE.fullmatch(code) else _folded_code(code)  # as most are


@lru_cache(maxsize=1 << 17)
def _folded_code(code: str) -> str:
    return _DASHES.sub("-", folded(code)).upper()


@define
class _Found:
    """Projects by a key that as a rule one bears: a list each would be the greater part of what is held."""

    _first: dict[str, Project] = field(factory=dict)
    _several: dict[str, list[Project]] = field(factory=dict)

    def add(self, key: str, project: Project) -> None:
        """Find *project* by *key*, after those that were added before."""
        first = self._first.setdefault(key, project)
        if first is not project:
            self._several.setdefault(key, [first]).append(project)

    def of(self, key: str) -> list[Project]:
        """Return those of *key*, in the order in which they were added."""
        if key in self._several:
            return self._several[key]
        return [self._first[key]] if key in self._first else []


@define(eq=False)
class LedgerView:
    """The ledger, the profile, the period P and the as-of date t; selections are made once and kept.

    Attributes:
        ledger: the records.
        profile: the county's rules, those that hold on the as-of date.
        period: the report period, P.
        as_of: the as-of date, t.
    """

    ledger: Ledger
    profile: Profile
    period: Period
    as_of: date
    _selected: dict[Taking, Selected | str] = field(factory=dict, init=False)
    _by_code: _Found | None = field(default=None, init=False)
    _by_name: _Found = field(factory=_Found, init=False)
    _aliases: dict[str, str] = field(factory=dict, init=False)
    _linked: dict[int, Project | None] = field(factory=dict, init=False)
    _due: dict[int, Points | None] = field(factory=dict, init=False)
    _newest: dict[int, tuple[Month, Amount] | None] | None = field(default=None, init=False)
    _led: dict[int | str, tuple[str, ...]] | None = field(default=None, init=False)
    _taken: dict[Taking, frozenset[int]] = field(factory=dict, init=False)
    _readers: dict[Bindable, Reader] = field(factory=dict, init=False)
    _indexes: dict[Callable[..., Any], Any] = field(factory=dict, init=False)
    _columns: dict[tuple[Taking, Bindable], list[Number | None]] = field(factory=dict, init=False)
    _kept: dict[tuple[object, ...], tuple[Sequence[object], int]] = field(factory=dict, init=False)
    month: Month = field(init=False)
    """The month of t."""
    newest_month: Month = field(init=False)
    """The month of t, or December of the period's year where t is after it."""

    def __attrs_post_init__(self) -> None:
        """Take the rules that hold on t, and know its months, asked for once a record."""
        self.profile = self.profile.on(self.as_of)
        self.month = month(self.as_of.year, self.as_of.month)
        self.newest_month = min(self.month, month(self.period.year, 12))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.ledger, self.profile, self.period, self.as_of)

    def forget_columns(self) -> None:
        """Let go the columns that figures were folded from: who writes the figures asks for next to none of them."""
        self._columns.clear()

    def forget(self) -> None:
        """Let go what was made and kept.

        Readers hold the view that keeps them: of a view that forgot them, all goes at once, without a search for garbage.
        """
        for kept in (
            self._selected, self._aliases, self._linked, self._due, self._taken, self._readers, self._indexes,
            self._columns, self._kept,
        ):  # fmt: skip
            kept.clear()
        self._by_name = _Found()
        self._by_code = self._newest = self._led = None

    def sheet(self, attribute: str) -> tuple[Any, ...]:
        """Return the records of a sheet.

        Raises:
            AbsentError: the sources have no such sheet.
        """
        records: tuple[Any, ...] | None = getattr(self.ledger, attribute)
        if records is None:
            raise AbsentError(f"没有“{self.ledger.sheet(attribute).name}”表")
        return records

    def select(self, selection: Taking) -> Selected:
        """Return what *selection* takes, made once.

        Raises:
            AbsentError: the selection has nothing to take from.
        """
        found = self._selected.get(selection)
        if found is None:
            try:
                found = selection(self)
            except AbsentError as absent:
                found = str(absent)  # itself it would hold, by its traceback, all it went through
            self._selected[selection] = found
        if isinstance(found, str):
            raise AbsentError(found)
        return found

    def takes(self, selection: Taking, record: object) -> bool:
        """Whether *selection* takes *record*; one that cannot be made takes none."""
        return id(record) in self.taken(selection)

    def taken(self, selection: Taking, *, keep: bool = True) -> frozenset[int]:
        """Return the identities of what *selection* takes, kept for the next time; of one that cannot be made none."""
        taken = self._taken.get(selection)
        if taken is None:
            try:
                taken = frozenset(map(id, self.select(selection).records))
            except AbsentError:
                taken = frozenset()
            if keep:
                self._taken[selection] = taken
        return taken

    def reader(self, measure: Bindable) -> Reader:
        """Return what reads the records of this ledger as *measure* does, made once."""
        found = self._readers.get(measure)
        if found is None:
            found = measure.bind(self)
            if measure.of_all:
                found = _at_once(found, getattr(self.ledger, measure.of_all) or ())
            self._readers[measure] = found
        return found

    def column(self, selection: Taking, measure: Bindable) -> Sequence[Number | None]:
        """Return what *measure* reads of each record of *selection*, made once.

        Raises:
            AbsentError: the selection has nothing to take from.
        """
        found = self._columns.get((selection, measure))
        if found is None:
            records = self.select(selection).records
            found = self._columns[selection, measure] = list(map(self.reader(measure), records))
        return found

    def kept(
        self,
        source: object,
        where: Sequence[object],
        make: Callable[[], tuple[Sequence[object], int]],
    ) -> tuple[Sequence[object], int]:
        """Return what *make* keeps of the records of *source* under the conditions *where*, made once."""
        key = (source, *where)
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = make()
        return found

    def index(self, make: Callable[[LedgerView], Index]) -> Index:
        """Return what *make* makes of the ledger, made once."""
        if make in self._indexes:
            found: Index = self._indexes[make]
            return found
        found = self._indexes[make] = make(self)
        return found

    def projects_named(self, name: str) -> list[Project]:
        """Return the projects of that name after normalising; aliases of the profile count."""
        self._index()
        key = normal_name(name)
        found = self._by_name.of(key)
        if not found and key in self._aliases:
            found = self._by_name.of(self._aliases[key])
        return found

    def project_of(self, record: NamedRecord) -> Project | None:
        """Return the project a record of another sheet is about: by code, else by a name that is unique."""
        key = id(record)
        if key not in self._linked:
            self._index()
            code, name = getattr(record, "code", None), record.name
            found = self._coded(code, name) if code else None
            if found is None and name:
                named = self.projects_named(name)
                found = named[0] if len(named) == 1 else None
            self._linked[key] = found
        return self._linked[key]

    def _coded(self, code: str, name: str | None) -> Project | None:
        """Return the project of *code*; where several bear it, the one that also bears the name."""
        coded = self._by_code.of(normal_code(code)) if self._by_code is not None else []
        key = normal_name(name) if name else None
        same = (p for p in coded if p.name and normal_name(p.name) == key)
        return next(same, coded[0] if coded else None)

    def _index(self) -> None:
        if self._by_code is not None:
            return
        self._by_code = _Found()
        self._aliases = {
            normal_name(alias): normal_name(real) for alias, real in self.profile.aliases.items()
        }
        for project in self.ledger.projects or ():
            if project.code:
                self._by_code.add(normal_code(project.code), project)
            if project.name:
                self._by_name.add(normal_name(project.name), project)

    def leaders_of(self, record: CodedRecord) -> tuple[str, ...]:
        """Return who leads the project a record is about (包保领导).

        A row that names nobody is led by whom the first of 项目台账, 入库计划 and 复工复产 names for its project: by all
        whom its rows name, in the order of a row where they agree, else sorted, whatever the order of rows.
        """
        if own := getattr(record, "leaders", ()):
            return tuple(own)
        project = record if isinstance(record, Project) else self.project_of(record)
        if project is not None and project.leaders:
            return tuple(dict.fromkeys(project.leaders))
        if self._led is None:
            self._led = {}
            for attribute in ("entries", "resumptions"):
                named: dict[int | str, list[tuple[str, ...]]] = {}
                for each in getattr(self.ledger, attribute) or ():
                    if each.leaders:
                        people = tuple(dict.fromkeys(each.leaders))
                        named.setdefault(self._about(each), []).append(people)
                self._led = {about: _agreed(rows) for about, rows in named.items()} | self._led
        return self._led.get(self._about(record), ())

    def _about(self, record: CodedRecord) -> int | str:
        """Return what tells the project of a record among all rows: the project itself, else its name."""
        project = record if isinstance(record, Project) else self.project_of(record)
        if project is not None:
            return id(project)
        return normal_name(record.name) if record.name else id(record)

    # -- what is known of one record at t ------------------------------------------------------

    def entered_before(self, project: Project, day: date) -> bool:
        """Whether *project* was in the library before *day*.

        A project said to be in the library without a date is taken as carried over; the checks say so.
        """
        if project.is_in_library is False:
            return False
        if project.entered_on is not None:
            return project.entered_on.last < day
        return project.is_in_library is True

    def started(self, project: Project) -> DateSpan | None:
        """Return when *project* started; a 开工时间 after t is a plan, not a start."""
        return project.started_on if self._is_past(project.started_on) else None

    def finished(self, project: Project) -> DateSpan | None:
        """Return when *project* was finished; a 竣工时间 after t is a plan."""
        return project.finished_on if self._is_past(project.finished_on) else None

    def start_due(self, project: Project) -> DateSpan | None:
        """Return when *project* is to start: 计划开工时间, else a 开工时间 after t; due on its last day."""
        later = None if self._is_past(project.started_on) else project.started_on
        return project.start_planned or later

    def finish_due(self, project: Project) -> DateSpan | None:
        """Return when *project* is to be finished: 计划竣工时间, else a 竣工时间 after t; due on its last day."""
        later = None if self._is_past(project.finished_on) else project.finished_on
        return project.finish_planned or later

    def _is_past(self, span: DateSpan | None) -> bool:
        return span is not None and span.first <= self.as_of

    def actual_ytd(self, record: Any) -> tuple[Month, Amount] | None:  # noqa: ANN401
        """Return the latest actual YTD amount not later than t's month, with its month.

        Once the period's year is over, its December is the last: what next year cumulates is another series.
        """
        known, key = self._newest or self.newest_of_all(), id(record)
        return known[key] if key in known else latest(record.actual, self.newest_month)

    def newest_of_all(self) -> Mapping[int, tuple[Month, Amount] | None]:
        """Return what :meth:`actual_ytd` gives of each record of the ledger: figures and checks ask again and again."""
        if self._newest is None:
            newest, ledger = self.newest_month, self.ledger
            self._newest = {
                id(record): latest(record.actual, newest)
                for records in (ledger.projects, ledger.services)
                for record in records or ()
            }
        return self._newest

    def due(self, end: Month) -> Points | None:
        """Return the points of the year due by the end of a month; None where the profile's table is silent."""
        if end.month not in self._due:
            self._due[end.month] = self.profile.pace.due(end.month)
        return self._due[end.month]

    def entry_kind(self, entry: Entry) -> EntryKind:
        """Return the kind of project whose paper rules an entry follows."""
        project = self.project_of(entry)
        if project is not None and project.is_real_estate:
            return EntryKind.REAL_ESTATE
        named = f"{entry.name or ''}{entry.remark or ''}"
        return EntryKind.PURCHASE if "购置" in named else EntryKind.CONSTRUCTION


def _at_once(read: Reader, records: Sequence[object]) -> Reader:
    """Return *read* with what it gives of *records* kept: several figures ask for it."""
    known = dict(zip(map(id, records), map(read, records), strict=True))

    def read_kept(record: object) -> Number | None:
        return known[id(record)] if id(record) in known else read(record)

    return read_kept


def has_column(records: tuple[Any, ...], key: str) -> bool:
    """Whether any sheet the records come from has a column for *key*; true for records made in code."""
    seen: set[int] = set()
    for record in records:
        origin: Origin = record.origin
        if id(origin.sheet) in seen:
            continue
        seen.add(id(origin.sheet))
        if not origin.sheet.sheet or any(
            name == key or name.startswith(f"{key}.") for name in origin.sheet.columns
        ):
            return True
    return not records


_NOTHING: tuple[object, ...] = (None, "", (), {})
"""What a cell that is not filled in gives; an amount of zero is stated."""


def can_state(records: tuple[Any, ...], key: str) -> bool:
    """Whether any sheet the records come from has a column for *key*, or any record states it."""
    return has_column(records, key) or any(
        getattr(record, key, None) not in _NOTHING for record in records
    )


def demand(records: tuple[object, ...], key: str, label: str) -> None:
    """Demand that the records could state *key* at all: a column that is not there is no “none”.

    Raises:
        AbsentError: no sheet the records come from has the column, and no record has a value.
    """
    if not can_state(records, key):
        raise AbsentError(f"台账没有“{label}”列")


def _agreed(rows: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the people of a project's rows: as a row names them where all name the same, else sorted."""
    return rows[0] if len(set(rows)) == 1 else tuple(sorted({name for row in rows for name in row}))
