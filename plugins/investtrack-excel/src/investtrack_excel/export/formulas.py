"""For each figure the formula that expresses it, derived from its rule."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from investtrack.metrics import DEFINITIONS
from investtrack.metrics.figure import Kind
from investtrack.model.extensions import Extensions
from investtrack.report import Report
from investtrack_excel.export.formula_builders import FormulaBuilder, builder_of


def formulas_of(report: Report) -> Mapping[str, FormulaBuilder]:
    """Return figure → its builder. Lists have none: they are no numbers. A figure that is not here is written as a value."""
    return _formulas(report.profile.extensions)


@lru_cache(maxsize=8)
def _formulas(extensions: Extensions) -> Mapping[str, FormulaBuilder]:
    return {
        definition.id: builder
        for definition in extensions.definitions or DEFINITIONS
        if definition.kind is not Kind.LIST and (builder := builder_of(definition.rule)) is not None
    }
