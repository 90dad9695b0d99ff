"""investtrack: a county's economic targets and investment projects, and the figures its reports state.

Door one, for users. Plugin authors use :mod:`investtrack.plugin` and :mod:`investtrack_testing`.
Names are loaded when first used, so that ``import investtrack`` stays light.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from investtrack.lazy import lazy_names


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
    from investtrack.findings import Finding, Grade
    from investtrack.metrics.figure import Breakdown, Contribution, Figure, Kind
    from investtrack.model.activity import (
        Issue,
        IssueCategory,
        IssueStatus,
        MeasureItem,
        Preliminaries,
        Resumption,
        Start,
        Supervision,
        SupervisionMode,
        WorkMeasure,
    )
    from investtrack.model.converter import ledger_from_json, ledger_to_json, profile_from_toml
    from investtrack.model.entry import Entry, EntryKind, EntryStatus, PaperRule, PaperState
    from investtrack.model.extract import Extract
    from investtrack.model.fund import Fund, FundSource
    from investtrack.model.ledger import Ledger, Region, StatedTotal
    from investtrack.model.profile import (
        Cadence,
        CadenceUnit,
        DisplayProfile,
        EntryProfile,
        PaceKind,
        PaceProfile,
        Profile,
        ServicesProfile,
        SheetMapping,
    )
    from investtrack.model.project import Project, ProjectLevel, ProjectStage
    from investtrack.model.prospect import (
        FirmStatus,
        FundingChannel,
        Promotion,
        PromotionStage,
        Reserve,
        ServiceFirm,
        Transformation,
    )
    from investtrack.model.rules import JudgementRules
    from investtrack.model.series import Series
    from investtrack.model.source import CellRef, Origin, SheetRef
    from investtrack.model.target import AssignedBy, Basis, Indicator, Target
    from investtrack.plugin.loading.manager import load_plugins
    from investtrack.plugin.sources.files import read_sources
    from investtrack.plugin.sources.reading import read
    from investtrack.report import Report, build_report
    from investtrack.tables import Table, ledger_tables
    from investtrack.values.amount import Amount, Unit
    from investtrack.values.dates import DateSpan, parse_date
    from investtrack.values.period import Month, Period, parse_period
    from investtrack.values.rate import Points, Rate
    from investtrack.values.rounding import RoundingPolicy
    from investtrack.wording import day_text, figure_text

_HOMES = {
    ".errors": (
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
    ".metrics.figure": ("Breakdown", "Contribution", "Figure", "Kind"),
    ".model.activity": (
        "Issue",
        "IssueCategory",
        "IssueStatus",
        "Preliminaries",
        "Resumption",
        "Start",
        "Supervision",
        "SupervisionMode",
        "WorkMeasure",
        "MeasureItem",
    ),
    ".model.converter": ("ledger_from_json", "ledger_to_json", "profile_from_toml"),
    ".model.entry": ("Entry", "EntryKind", "EntryStatus", "PaperRule", "PaperState"),
    ".findings": ("Finding", "Grade"),
    ".model.extract": ("Extract",),
    ".model.fund": ("Fund", "FundSource"),
    ".model.ledger": ("Ledger", "Region", "StatedTotal"),
    ".model.profile": (
        "Cadence",
        "CadenceUnit",
        "DisplayProfile",
        "EntryProfile",
        "PaceKind",
        "PaceProfile",
        "Profile",
        "ServicesProfile",
        "SheetMapping",
    ),
    ".model.project": ("Project", "ProjectLevel", "ProjectStage"),
    ".model.prospect": (
        "FirmStatus",
        "FundingChannel",
        "Promotion",
        "PromotionStage",
        "Reserve",
        "ServiceFirm",
        "Transformation",
    ),
    ".model.rules": ("JudgementRules",),
    ".model.series": ("Series",),
    ".model.source": ("CellRef", "Origin", "SheetRef"),
    ".model.target": ("AssignedBy", "Basis", "Indicator", "Target"),
    ".plugin.sources.files": ("read_sources",),
    ".plugin.loading.manager": ("load_plugins",),
    ".plugin.sources.reading": ("read",),
    ".report": ("Report", "build_report"),
    ".tables": ("Table", "ledger_tables"),
    ".values.amount": ("Amount", "Unit"),
    ".values.dates": ("DateSpan", "parse_date"),
    ".values.period": ("Month", "Period", "parse_period"),
    ".values.rate": ("Points", "Rate"),
    ".values.rounding": ("RoundingPolicy",),
    ".wording": ("day_text", "figure_text"),
}

__all__ = [
    "AmbiguousFormatError",
    "Amount",
    "AmountError",
    "AssignedBy",
    "Basis",
    "Breakdown",
    "Cadence",
    "CadenceUnit",
    "CellRef",
    "Contribution",
    "DateSpan",
    "DisplayProfile",
    "Entry",
    "EntryKind",
    "EntryProfile",
    "EntryStatus",
    "ExportError",
    "Extract",
    "Figure",
    "Finding",
    "FirmStatus",
    "Fund",
    "FundSource",
    "FundingChannel",
    "Grade",
    "Indicator",
    "InvesttrackError",
    "Issue",
    "IssueCategory",
    "IssueStatus",
    "JudgementRules",
    "Kind",
    "Ledger",
    "MeasureItem",
    "Month",
    "Origin",
    "PaceKind",
    "PaceProfile",
    "PaperRule",
    "PaperState",
    "Period",
    "PeriodError",
    "Points",
    "Preliminaries",
    "Profile",
    "ProfileError",
    "Project",
    "ProjectLevel",
    "ProjectStage",
    "Promotion",
    "PromotionStage",
    "Rate",
    "Region",
    "Report",
    "Reserve",
    "Resumption",
    "RoundingPolicy",
    "Series",
    "ServiceFirm",
    "ServicesProfile",
    "SheetMapping",
    "SheetRef",
    "SourceError",
    "Start",
    "StatedTotal",
    "Supervision",
    "SupervisionMode",
    "Table",
    "Target",
    "Transformation",
    "Unit",
    "UnknownFigureError",
    "UnknownFormatError",
    "WorkMeasure",
    "build_report",
    "day_text",
    "figure_text",
    "ledger_from_json",
    "ledger_tables",
    "ledger_to_json",
    "load_plugins",
    "parse_date",
    "parse_period",
    "profile_from_toml",
    "read",
    "read_sources",
]
__version__ = "0.1.0"

__getattr__, __dir__ = lazy_names(__name__, _HOMES)
