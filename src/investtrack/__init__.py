"""investtrack: a county's economic targets and investment projects, and the figures its reports state.

Door one, for users. Plugin authors use :mod:`investtrack.plugin` and :mod:`investtrack.testing`.
Names are loaded when first used, so that ``import investtrack`` stays light.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from investtrack.errors import (
        AmbiguousFormatError,
        AmountError,
        ExportError,
        InvesttrackError,
        PeriodError,
        ProfileError,
        SourceError,
        UnknownFigureError,
        UnknownFormatError,
    )
    from investtrack.metrics.figure import Breakdown, Contribution, Figure, Kind
    from investtrack.model.activity import Issue, Resumption, Start, Supervision
    from investtrack.model.converter import (
        ledger_from_json,
        ledger_to_json,
        profile_from_toml,
    )
    from investtrack.model.entry import Entry, EntryStatus, PaperRule, PaperState
    from investtrack.model.finding import Finding, Grade
    from investtrack.model.ledger import Ledger, Region
    from investtrack.model.profile import Profile
    from investtrack.model.project import Project, ProjectLevel, ProjectStage
    from investtrack.model.prospect import Promotion, Reserve, ServiceFirm
    from investtrack.model.source import CellRef, Origin
    from investtrack.model.target import AssignedBy, Basis, Target
    from investtrack.plugin.manager import load_plugins
    from investtrack.report import Report, build_report
    from investtrack.tables import Table, ledger_tables
    from investtrack.values.amount import Amount, Unit
    from investtrack.values.dates import DateSpan
    from investtrack.values.period import Month, Period
    from investtrack.values.rate import Points, Rate
    from investtrack.values.rounding import RoundingPolicy

_HOMES = {
    "errors": (
        "AmbiguousFormatError",
        "AmountError",
        "ExportError",
        "InvesttrackError",
        "PeriodError",
        "ProfileError",
        "SourceError",
        "UnknownFigureError",
        "UnknownFormatError",
    ),
    "metrics.figure": ("Breakdown", "Contribution", "Figure", "Kind"),
    "model.activity": ("Issue", "Resumption", "Start", "Supervision"),
    "model.converter": ("ledger_from_json", "ledger_to_json", "profile_from_toml"),
    "model.entry": ("Entry", "EntryStatus", "PaperRule", "PaperState"),
    "model.finding": ("Finding", "Grade"),
    "model.ledger": ("Ledger", "Region"),
    "model.profile": ("Profile",),
    "model.project": ("Project", "ProjectLevel", "ProjectStage"),
    "model.prospect": ("Promotion", "Reserve", "ServiceFirm"),
    "model.source": ("CellRef", "Origin"),
    "model.target": ("AssignedBy", "Basis", "Target"),
    "plugin.manager": ("load_plugins",),
    "report": ("Report", "build_report"),
    "tables": ("Table", "ledger_tables"),
    "values.amount": ("Amount", "Unit"),
    "values.dates": ("DateSpan",),
    "values.period": ("Month", "Period"),
    "values.rate": ("Points", "Rate"),
    "values.rounding": ("RoundingPolicy",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "AmbiguousFormatError",
    "Amount",
    "AmountError",
    "AssignedBy",
    "Basis",
    "Breakdown",
    "CellRef",
    "Contribution",
    "DateSpan",
    "Entry",
    "EntryStatus",
    "ExportError",
    "Figure",
    "Finding",
    "Grade",
    "InvesttrackError",
    "Issue",
    "Kind",
    "Ledger",
    "Month",
    "Origin",
    "PaperRule",
    "PaperState",
    "Period",
    "PeriodError",
    "Points",
    "Profile",
    "ProfileError",
    "Project",
    "ProjectLevel",
    "ProjectStage",
    "Promotion",
    "Rate",
    "Region",
    "Report",
    "Reserve",
    "Resumption",
    "RoundingPolicy",
    "ServiceFirm",
    "SourceError",
    "Start",
    "Supervision",
    "Table",
    "Target",
    "Unit",
    "UnknownFigureError",
    "UnknownFormatError",
    "build_report",
    "ledger_from_json",
    "ledger_tables",
    "ledger_to_json",
    "load_plugins",
    "profile_from_toml",
]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Load a public name when it is first used."""
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module 'investtrack' has no attribute {name!r}")
    return getattr(import_module(f"investtrack.{home}"), name)


def __dir__() -> list[str]:
    """List the public names."""
    return sorted([*globals(), *_HOME_OF])
