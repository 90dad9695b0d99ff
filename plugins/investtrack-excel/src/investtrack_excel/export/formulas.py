"""For each figure the formula that expresses it, derived from its rule."""

from __future__ import annotations

from collections.abc import Mapping

from investtrack.metrics import DEFINITIONS
from investtrack.metrics.figure import Kind
from investtrack_excel.export.formula_builders import FormulaBuilder, builder_of


FORMULAS: Mapping[str, FormulaBuilder] = {
    definition.id: builder
    for definition in DEFINITIONS
    if definition.kind is not Kind.LIST and (builder := builder_of(definition.rule)) is not None
}
"""Figure → its builder. Lists have none: they are no numbers. A figure that is not here is written as a value."""
