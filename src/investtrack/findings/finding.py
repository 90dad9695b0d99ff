"""A fault in the data, as a value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from attrs import evolve, frozen

from investtrack.values.cell import CellRef


class Grade(StrEnum):
    """How grave a finding is: ERROR, a figure is not usable; WARNING, doubtful; NOTE, worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def label(self) -> str:
        """The Chinese word."""
        return {"error": "错误", "warning": "警告", "note": "提示"}[self.value]


@frozen
class Finding:
    """What is wrong in a source, where, and how to mend it (校核发现).

    Made by :meth:`investtrack.findings.Catalogue.make`, which knows the texts of every code.

    Attributes:
        code: stable code such as ``amount-unreadable``; listed in docs/reference/findings.md.
        grade: how grave.
        message: one Chinese sentence.
        place: the cell, or the row or sheet where no one cell is meant.
        found: what stands there.
        expected: what should.
        mend: how to mend it, in Chinese.
        related: further cells that take part.
    """

    code: str
    grade: Grade
    message: str
    place: CellRef
    found: str = ""
    expected: str = ""
    mend: str = ""
    related: tuple[CellRef, ...] = ()

    @property
    def sort_key(self) -> tuple[object, ...]:
        """Gravest first, then by place."""
        order = (Grade.ERROR, Grade.WARNING, Grade.NOTE).index(self.grade)
        return (order, self.place.file, self.place.sheet, _natural(self.place.cell), self.code)


def arranged(findings: Iterable[Finding], grades: Mapping[str, Grade]) -> tuple[Finding, ...]:
    """Return *findings*, gravest first, those of the codes in *grades* of the grade given there."""
    graded = (
        evolve(finding, grade=grades[finding.code]) if finding.code in grades else finding
        for finding in findings
    )
    return tuple(sorted(graded, key=lambda finding: finding.sort_key))


def _natural(cell: str) -> tuple[int, int, str]:
    letters = cell.rstrip("0123456789")
    digits = cell[len(letters) :]
    return (int(digits) if digits else 0, len(letters), letters)


def folded(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Return the findings, those that say the same of several cells as one: a fault of a column is read once."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for number, finding in enumerate(findings):
        is_alone = bool(finding.related)
        key = (finding.place.file, finding.place.sheet, finding.code, finding.grade, finding.message, finding.found, finding.expected, finding.mend)  # fmt: skip
        groups.setdefault((number,) if is_alone else key, []).append(finding)
    return list(groups.values())
