"""A county by its code: what GB/T 2260 or the roster calls it, what lies above it, and where that contradicts the ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import evolve, field, frozen

from investtrack.findings import Finding, make
from investtrack.model.source import CellRef
from investtrack_rollup.county import County
from investtrack_rollup.divisions import Division, division, divisions
from investtrack_rollup.roster import RosterRow


_LEAST_STEM = 2


@frozen
class Codes:
    """What codes mean: a roster goes before GB/T 2260, since it may know of later changes.

    Attributes:
        roster: code → the row of the roster.
        named: code → name, of the roster and of ledgers, those of cities and provinces included.
    """

    roster: Mapping[str, RosterRow] = field(factory=dict)
    named: Mapping[str, str] = field(factory=dict)

    @classmethod
    def of(cls, counties: Sequence[County], roster: Sequence[RosterRow]) -> Codes:
        """Return what the codes of *counties* and of *roster* mean."""
        rows = {row.code: row for row in roster if row.code}
        told = {county.code: county.name for county in counties if county.code}
        return cls(rows, {**told, **{code: row.name for code, row in rows.items()}})

    def meant(self, code: str, year: int) -> Division | None:
        """Return what *code* is; None where neither roster nor list has it in *year*."""
        row = self.roster.get(code)
        if row is None:
            return division(code, year)
        above = [row.parent] if row.parent else []
        up = f"{code[:2]}0000"
        if above and up != code and (top := self.named.get(up)) and top not in above:
            above.insert(0, top)
        return Division(code, row.name, tuple(above))

    def above(self, code: str) -> list[str]:
        """Return the names above *code* that ledgers and roster give by its digits, the highest first."""
        ups = (f"{code[:2]}0000", f"{code[:4]}00")
        return list(dict.fromkeys(self.named[up] for up in ups if up != code and up in self.named))


def identified(county: County, codes: Codes) -> tuple[County, list[str], list[Finding]]:
    """Return a county under the name that its code has, the names above it by its code, and what is doubtful.

    A code that contradicts the county's name is not believed.
    """
    code, where = county.code, CellRef(county.job, "基本信息")
    if not code:
        return county, [], []
    year = county.as_of.year if county.as_of else county.period.year if county.period else 0
    found = codes.meant(code, year)
    if found is None:
        was = divisions(code)
        if not was:
            doubt = make("region-code-unknown", where, region=county.name, code=code)
            return county, codes.above(code), [doubt]
        if not _is_called(county.name, code, was[0].name):
            return evolve(county, code=""), [], [_differs(county, was[0], where)]
        doubt = make(
            "region-code-unknown",
            where,
            variant="retired",
            region=county.name,
            code=code,
            year=year,
            was=was[0].name,
            last=was[0].last or year,
        )
        return county, codes.above(code), [doubt]
    if not _is_called(county.name, code, found.name):
        return evolve(county, code=""), [], [_differs(county, found, where)]
    return evolve(county, name=found.name), list(found.above) or codes.above(code), []


def _differs(county: County, found: Division, where: CellRef) -> Finding:
    official = "".join((*found.above, found.name))
    return make(
        "region-code-differs", where, region=county.name, code=county.code, official=official
    )


def _is_called(name: str, code: str, official: str) -> bool:
    """Whether *name* is a spelling of what a code is or was called: in full, short, or with those above before it."""
    names = {official, *(each.name for each in divisions(code))}
    return any(
        name == each or name.endswith(each) or (len(name) >= _LEAST_STEM and each.startswith(name))
        for each in names
    )
