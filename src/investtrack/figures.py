"""Door for whoever declares figures: the rules they follow, what a rule takes, and the kinds of value.

Names are loaded when first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from investtrack.lazy import lazy_names


if TYPE_CHECKING:
    from investtrack.metrics import compute
    from investtrack.metrics.assembly import definitions_of
    from investtrack.metrics.figure import Breakdown, Figure, Kind
    from investtrack.metrics.ledger_view import AbsentError, LedgerView
    from investtrack.metrics.measures import (
        INVESTMENT,
        LATEST,
        FirstStatedMeasure,
        Group,
        LesserMeasure,
        Measure,
        RestMeasure,
        ShareMeasure,
        SumMeasure,
        ToldMeasure,
        by_field,
        field_of,
        ytd_measure,
    )
    from investtrack.metrics.parameters import Parameter
    from investtrack.metrics.rules import (
        Count,
        Definition,
        Difference,
        FigureLookup,
        Listing,
        Maximum,
        Outcome,
        Ratio,
        Rule,
        Sum,
        Told,
        Total,
    )
    from investtrack.metrics.rules_by_group import CountByGroup, TotalByGroup
    from investtrack.metrics.selection import (
        Above,
        AtLeast,
        Blank,
        Equals,
        Filled,
        Holds,
        InGroup,
        Selection,
        Taken,
        Union,
        every,
    )
    from investtrack.metrics.selections import in_library_now

_HOMES = {
    "investtrack.metrics": ("compute",),
    "investtrack.metrics.assembly": ("definitions_of",),
    "investtrack.metrics.figure": ("Breakdown", "Figure", "Kind"),
    "investtrack.metrics.ledger_view": ("AbsentError", "LedgerView"),
    "investtrack.metrics.measures": (
        "INVESTMENT", "LATEST", "FirstStatedMeasure", "Group", "LesserMeasure", "Measure", "RestMeasure", "ShareMeasure", "SumMeasure", "ToldMeasure", "by_field",
        "field_of", "ytd_measure",
    ),
    "investtrack.metrics.parameters": ("Parameter",),
    "investtrack.metrics.rules": (
        "Count", "Definition", "Difference", "FigureLookup", "Listing", "Maximum", "Outcome", "Ratio", "Rule", "Sum", "Told", "Total",
    ),
    "investtrack.metrics.rules_by_group": ("CountByGroup", "TotalByGroup"),
    "investtrack.metrics.selection": (
        "Above", "AtLeast", "Blank", "Equals", "Filled", "Holds", "InGroup", "Selection", "Taken", "Union", "every",
    ),
    "investtrack.metrics.selections": ("in_library_now",),
}  # fmt: skip

__all__ = [
    "INVESTMENT",
    "LATEST",
    "Above",
    "AbsentError",
    "AtLeast",
    "Blank",
    "Breakdown",
    "Count",
    "CountByGroup",
    "Definition",
    "Difference",
    "Equals",
    "Figure",
    "FigureLookup",
    "Filled",
    "FirstStatedMeasure",
    "Group",
    "Holds",
    "InGroup",
    "Kind",
    "LedgerView",
    "LesserMeasure",
    "Listing",
    "Maximum",
    "Measure",
    "Outcome",
    "Parameter",
    "Ratio",
    "RestMeasure",
    "Rule",
    "Selection",
    "ShareMeasure",
    "Sum",
    "SumMeasure",
    "Taken",
    "Told",
    "ToldMeasure",
    "Total",
    "TotalByGroup",
    "Union",
    "by_field",
    "compute",
    "definitions_of",
    "every",
    "field_of",
    "in_library_now",
    "ytd_measure",
]

__getattr__, __dir__ = lazy_names(__name__, _HOMES)
