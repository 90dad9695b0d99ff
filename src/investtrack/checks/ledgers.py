"""One project in two ledgers, or in two sheets of one: both must state the same amounts."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from attrs import define, field

from investtrack.checks.identity import Identity, ProjectNames
from investtrack.checks.made import fault
from investtrack.findings import Finding
from investtrack.json_object import JsonObject
from investtrack.metrics.ledger_view import LedgerView, normal_code
from investtrack.model.columns import CellKind, columns
from investtrack.model.ledger import SHEET_BY_ATTRIBUTE
from investtrack.model.project import Project
from investtrack.model.record import CodedRecord, NamedRecord, Record
from investtrack.values.amount import Amount


# Sheets whose rows are projects with amounts.
_LISTS = ("projects", "entries", "starts", "reserves", "promotions")
# Of these, the sheets that state a project's total investment and may know it before 项目台账 does.
_TOTALS = ("entries", "starts", "reserves")
# A ledger kept in 亿元 or hundreds of 万元 rounds; beyond this share of the amount it is no rounding.
_ROUNDED = Fraction(1, 200)
_SLIP = 10_000
_ROUNDING = "，疑似四舍五入"


@define
class _Seen:
    """The first record of every project met, by code and by name."""

    names: ProjectNames
    by_code: JsonObject = field(factory=dict)
    by_name: dict[tuple[str, tuple[str, ...]], NamedRecord] = field(factory=dict)
    identities: dict[str, Identity] = field(factory=dict)

    def first(self, record: NamedRecord) -> NamedRecord:
        """Return the first record of the same project, *record* itself where there is none.

        A code decides; a name only where not both have a code.
        """
        code = getattr(record, "code", None)
        first = self.by_code.setdefault(normal_code(code), record) if code else record
        if not record.name:
            return first
        named = self.by_name.setdefault(self._key(record.name), record)
        if first is not record or (code and getattr(named, "code", None)):
            return first
        return named

    def _key(self, name: str) -> tuple[str, tuple[str, ...]]:
        if name not in self.identities:
            self.identities[name] = self.names.identity(name)
        return self.identities[name].key


def check_ledgers(facts: LedgerView) -> Iterator[Finding]:
    """Yield amounts that differ where one project stands in several ledgers or sheets."""
    names = ProjectNames(facts.profile.aliases)
    for attribute in _LISTS:
        records = getattr(facts.ledger, attribute) or ()
        if len({id(record.origin.sheet) for record in records}) > 1:
            yield from _between_ledgers(records, _Seen(names))
    yield from _between_sheets(facts, _Seen(names))


def _between_ledgers(records: tuple[Any, ...], seen: _Seen) -> Iterator[Finding]:
    """Rows of one kind that several sheets or files list, every amount against the first one's."""
    for record in records:
        first = seen.first(record)
        if first.origin.sheet is record.origin.sheet:
            continue
        stated = {key: amount for key, _, amount in _amounts(first)}
        for key, label, amount in _amounts(record):
            if key in stated and stated[key] != amount:
                yield _differs(record, first, key, label, amount, stated[key])


def _amounts(record: object) -> Iterator[tuple[str, str, Amount]]:
    """Yield (field key, label, amount) of every amount of *record*."""
    kind: type = type(record)
    for column in columns(kind):
        if column.kind is CellKind.MONEY:
            if (amount := getattr(record, column.key)) is not None:
                yield column.key, column.label, amount
        elif column.kind is CellKind.SERIES:
            for end, amount in getattr(record, column.key):
                yield f"{column.key}.{end}", f"{end.ytd_label}{column.label}", amount


def _differs(  # noqa: PLR0913, PLR0917 - two records and what each states
    record: CodedRecord,
    first: Record,
    key: str,
    label: str,
    here: Amount,
    there: Amount,
) -> Finding:
    cell = first.origin.cell(key)
    cause = _cause(here, there)
    return fault(
        "ledgers-differ",
        record,
        key,
        variant="rounded" if cause == _ROUNDING else "",
        label=label,
        cause=cause,
        amount=here,
        other=there,
        cell=cell,
        related=(cell,),
    )


def _cause(here: Amount, there: Amount) -> str:
    small, large = sorted((abs(here.yuan), abs(there.yuan)))
    if small and Fraction(large) == Fraction(small) * _SLIP:
        return "，正好差1万倍，疑似万元、亿元填错"
    if _is_rounding(Fraction(here.yuan), Fraction(there.yuan)):
        return _ROUNDING
    return ""


def _is_rounding(one: Fraction, other: Fraction) -> bool:
    """Whether one is the other rounded to 万元, 百万元 (0.01亿元), 千万元 or 亿元."""
    gap = abs(one - other)
    return gap <= abs(one) * _ROUNDED and any(
        gap * 2 <= place and (one % place == 0) != (other % place == 0)
        for place in (10**4, 10**6, 10**7, 10**8)
    )


def _between_sheets(facts: LedgerView, seen: _Seen) -> Iterator[Finding]:
    """Total investment of projects that several sheets list, where 项目台账 does not already decide."""
    for attribute in _TOTALS:
        for record in getattr(facts.ledger, attribute) or ():
            project = facts.project_of(record)
            if project is not None and attribute != "reserves":
                continue  # compared with 项目台账 among the links
            first = project if project is not None else seen.first(record)
            if type(first) is not type(record):
                yield from _totals(attribute, record, first)


def _totals(attribute: str, record: Project, first: Any) -> Iterator[Finding]:  # noqa: ANN401
    here, there = record.total_investment, first.total_investment
    if here is None or there is None or here == there:
        return
    other = next(s.name for s in SHEET_BY_ATTRIBUTE.values() if s.record is type(first))
    yield fault(
        "total-differs",
        record,
        "total_investment",
        sheet=SHEET_BY_ATTRIBUTE[attribute].name,
        other_sheet=other,
        cause=_cause(here, there),
        amount=here,
        other=there,
        related=(first.origin.cell("total_investment"),),
    )
