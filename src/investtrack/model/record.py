"""What rows of a ledger have in common, whatever sheet they stand in."""

from __future__ import annotations

from typing import Protocol

from investtrack.model.source import Origin


class Record(Protocol):
    """A row of any sheet: a frozen attrs value that knows the cells it was read from."""

    @property
    def origin(self) -> Origin:
        """The row it was read from."""


class NamedRecord(Record, Protocol):
    """A row about a project or an enterprise, which has a name."""

    @property
    def name(self) -> str | None:
        """What it is called; None where the ledger is silent."""


class CodedRecord(NamedRecord, Protocol):
    """A row about a project, which may have a code."""

    @property
    def code(self) -> str | None:
        """项目编码; None where the ledger is silent."""
