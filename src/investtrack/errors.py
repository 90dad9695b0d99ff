"""Errors a caller or a plugin author can meet.

Faults in the data are not errors: they are :class:`investtrack.Finding` values.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


class InvesttrackError(Exception):
    """Root of every error raised by this library."""


def was_stopped(error: BaseException) -> bool:
    """Whether a signal is behind *error*: Python wraps what a handler raises while a class is made."""
    behind: BaseException | None = error
    while behind is not None and not isinstance(behind, KeyboardInterrupt):
        behind = behind.__cause__ or behind.__context__
    return behind is not None


class AmountError(InvesttrackError, ValueError):
    """An amount, rate or count could not be read from what was given."""


class PeriodError(InvesttrackError, ValueError):
    """A period or date could not be read, or is impossible."""


class SourceError(InvesttrackError, ValueError):
    """A source cannot be used at all: absent, damaged, locked, or not what its name says.

    Args:
        path: the source.
        reason: what is wrong and what to do, in Chinese, for the clerk.
    """

    def __init__(self, path: Path | str, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.path}：{self.reason}"


class ProfileError(InvesttrackError, ValueError):
    """A county profile is invalid; every fault is listed with its path.

    Args:
        name: file name or label of the profile.
        faults: ``path: what is wrong``, one string a fault.
    """

    def __init__(self, name: str, faults: Sequence[str]) -> None:
        super().__init__(name, tuple(faults))
        self.name = name
        self.faults = tuple(faults)

    def __str__(self) -> str:
        return f"{self.name}：" + "；".join(self.faults)


class UnknownFormatError(InvesttrackError, LookupError):
    """No importer, exporter, template or profile of that name, or none for that file."""

    def __init__(self, kind: str, name: str, available: Sequence[str], advice: str = "") -> None:
        super().__init__(kind, name, tuple(available), advice)
        self.kind = kind
        self.name = name
        self.available = tuple(available)
        self.advice = advice

    def __str__(self) -> str:
        advice = f"；{self.advice}" if self.advice else ""
        return f"没有可用的{self.kind}：{self.name}（已安装：{'、'.join(self.available) or '无'}）{advice}"


class AmbiguousFormatError(InvesttrackError, LookupError):
    """Several importers claim one file."""

    def __init__(self, path: Path | str, importers: Sequence[str]) -> None:
        super().__init__(path, tuple(importers))
        self.path = path
        self.importers = tuple(importers)

    def __str__(self) -> str:
        return f"{self.path}：多个导入插件都能读取（{'、'.join(self.importers)}），请卸载其中用不着的（各属于哪个安装包，见 investtrack plugins）"


class UnknownFigureError(InvesttrackError, LookupError):
    """No figure has that id."""

    def __init__(self, figure_id: str, near: Sequence[str] = ()) -> None:
        super().__init__(figure_id, tuple(near))
        self.figure_id = figure_id
        self.near = tuple(near)

    def __str__(self) -> str:
        hint = f"（相近的有：{'、'.join(self.near)}）" if self.near else ""
        return f"没有编号为 {self.figure_id} 的指标{hint}"


class ExportError(InvesttrackError, OSError):
    """An export could not be written; the old file, if any, is untouched."""

    def __init__(self, path: Path | str, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.path}：{self.reason}"
